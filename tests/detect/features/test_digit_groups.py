"""Thousands that spaces set apart are one number, whichever space it is and however the words are found."""

import pytest
from detect_samples import ORCHARD, members
from hypothesis import assume, given
from hypothesis import strategies as st

from tui.detect.features import digit_groups, packing, tokens
from tui.detect.features.word_arrays import (
    code_points,
    offsets_of,
    where_unknown,
    words_by_block,
    words_one_by_one,
)

SPACES = " \u00a0\u2009\u202f"
SLOWLY = " e\u0301"  # a mark: the words of such a text are found one by one
MARKET = """Grain moves again at the exchange

The mills bought {a} tonnes of barley and {b} tonnes of rye on Friday, the largest purchase since the frost. Of the {c}
tonnes on board the Solveig, {d} went to the bakers' guild at once and the rest into the silos behind the customs house.

A second ship with {e} sacks of oats is expected on Sunday. The guild had asked for {f} sacks but will settle for fewer,
its warden said, as long as the price of {g} crowns a load holds until the spring. Last year {h} loads were sold."""


def terms(text: str) -> list[int]:
    return packing.unpack(tokens.features([text])).terms.tolist()


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize("slowly", ["", SLOWLY])
@pytest.mark.parametrize(
    ("apart", "whole"),
    [
        ("95_000", "95,000"),
        ("1_200_000", "1200000"),
        ("999_999_999_999", "999.999.999.999"),
        ("$95_000", "$95,000"),
        ("12_500%", "12500%"),
        ("in 2020 95_000 came", "in 2020 95,000 came"),
        ("٩٥_٠٠٠", "95000"),
        ("６_５００", "6500"),
    ],
)
def test_it_is_the_number_without_the_spaces(apart, whole, space, slowly):
    assert terms(apart.replace("_", space) + slowly) == terms(whole + slowly)


@pytest.mark.parametrize("slowly", ["", SLOWLY])
@pytest.mark.parametrize(
    "text",
    [
        "2020 300",
        "95  000",
        "95\n000",
        "95\t000",
        "95, 000",
        "95% 000",
        "95 $000",
        "95 00",
        "95 0000",
        "3.5 000",
        "95 000.5",
        "a95 000",
        "95 000kg",
        "0 500",
        "110 120 130 140 150",
    ],
)
def test_other_numbers_side_by_side_stay_two(text, slowly):
    found = words_one_by_one(text + slowly)
    stems = found.stem.copy()
    assert not digit_groups.join(found, code_points([text + slowly])).any()
    assert (found.stem == stems).all()


def test_texts_of_one_block_are_not_joined():
    assert tokens.features(["95", "000"]) == [tokens.features([one])[0] for one in ("95", "000")]


PARTS = st.lists(
    st.sampled_from(
        ["1", "95", "000", "123", "2020", "0", "$7", "€12", "500%", "x", "3.5", "٣", "７"]
    )
    | st.sampled_from([*SPACES, *SPACES, "\n", ",", "%", "  "]),
    max_size=25,
).map("".join)


@given(PARTS)
def test_words_found_by_block_and_one_by_one_are_joined_alike(text):
    codes = code_points([text])
    assume(not len(where_unknown(codes)))
    fast, slow = words_by_block(codes, offsets_of([text])), words_one_by_one(text)
    later = digit_groups.join(fast, codes)
    assert later.tolist() == digit_groups.join(slow, codes).tolist()
    assert fast.stem.tolist() == slow.stem.tolist()
    assert not later[~fast.numbers].any()


@given(st.integers(1_000, 999_999_999_999), st.sampled_from(SPACES))
def test_every_number_is_one_term_however_it_is_written(number, space):
    apart = f"{number:,}".replace(",", space)
    assert terms(apart) == terms(f"{number:,}") == terms(str(number))


def market(first: int, mark: str) -> str:
    amounts = {key: first + 7_389 * at**2 for at, key in enumerate("abcdefgh")}
    return MARKET.format(**{key: f"{n:,}".replace(",", mark) for key, n in amounts.items()})


@pytest.mark.parametrize("space", SPACES)
def test_a_copy_with_its_numbers_written_the_other_way_is_found(find, space):
    one, other = market(14_200, ","), market(14_200, space)
    assert members(find([one, other])) == [{0, 1}]
    assert members(find([one, other, ORCHARD])) == [{0, 1}]
