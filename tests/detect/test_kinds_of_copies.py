"""Copies of many kinds that are found, and were missed once."""

import random

import pytest
from detect_samples import (
    HARBOUR,
    HARBOUR_BY_ANOTHER,
    ORCHARD,
    facts,
    members,
    scanned,
    unrelated,
)

from tui.detect.pairs import match_score

NOTICE = """News of the exchange

The ropewalk sold 412 shares to brokers at 37 crowns, then 265 at 39 and another 118 at 52. Merchants
paid 18 crowns a barrel for 71 barrels of tar, 26 for the first 340 bales of hemp and 29 for the next 95.

The exchange closed early because of the regatta and reopens on Thursday. Brokers complained about the noise of the
brass bands under their windows. Members who left their umbrellas in the reading room may fetch them from the porter.
Since 1874 nobody has been turned away at the door, the secretary remarked, and he hoped to keep it so for 50 years."""


def book(sentences: int, seed: int) -> list[str]:
    """So many sentences of invented words, the common ones often: as long texts repeat theirs."""
    luck = random.Random(seed)
    syllables = [one + other for one in "bdfgklmnprstv" for other in "aeiou"]
    words = ["".join(luck.choices(syllables, k=luck.choice((2, 3)))) for _ in range(20_000)]
    return [
        " ".join(
            words[int(20_000 ** luck.random()) - 1]
            if luck.random() < 0.6
            else luck.choice(("the", "of", "and", "with", "for", "a"))
            for _ in range(luck.randint(9, 18))
        ).capitalize()
        for _ in range(sentences)
    ]


def test_a_reprint_with_corrected_figures_at_its_beginning_is_no_page_with_the_same_foot():
    title, begin, rest = NOTICE.split("\n\n")
    figures = str.maketrans("0123456789", "5678901234")
    corrected = "\n\n".join([title, begin.translate(figures), rest])
    found = facts([NOTICE, corrected])
    assert found["foot_l"] == found["foot_r"] == 0
    assert match_score.scores(found) >= match_score.THRESHOLD


@pytest.mark.parametrize("begin", [0.0, 0.5])
def test_an_excerpt_of_a_long_article_is_found_wherever_it_was_cut(find, begin):
    lines = book(400, seed=2)
    first = int(begin * len(lines))
    texts = [". ".join(lines), ". ".join(lines[first : first + 160])]
    assert facts(texts)["foot_l"] == 0
    assert members(find([*texts, *unrelated(10)])) == [{0, 1}]


def test_a_long_text_is_no_less_of_a_copy_than_a_short_one():
    scores = []
    for sentences in (200, 8000):
        lines = book(sentences, seed=1)
        shorter = [line for at, line in enumerate(lines) if at % 20]
        scores.append(match_score.scores(facts([". ".join(lines), ". ".join(shorter)]))[0])
    assert scores == pytest.approx([0.97, 0.97], abs=0.02)


@pytest.mark.parametrize("others", [0, 30])
def test_two_bad_scans_of_one_article_are_copies_although_few_words_are_whole_in_both(find, others):
    found = 0
    for seed in range(10):
        luck = random.Random(seed)
        rest = [scanned(text, 0.1, luck) for text in unrelated(others)]
        for text in (HARBOUR, ORCHARD):
            texts = [scanned(text, 0.1, luck) for _ in range(2)]
            found += members(find([*texts, *rest])) == [{0, 1}]
    assert found >= 19  # of 20; 14 and 17 where a sentence in its place is met for its words alone


def test_a_scan_of_another_report_of_the_same_event_is_no_copy(find):
    for seed in range(10):
        luck = random.Random(seed)
        texts = [scanned(text, 0.1, luck) for text in (HARBOUR, HARBOUR_BY_ANOTHER)]
        assert members(find(texts)) == []


HOUSE = """House for sale in {street}

Offers over {price:,} are invited for this well kept house near the station. The ground floor has a hall, a kitchen and
a living room of {long} by {wide} metres with a bay window. Upstairs are {rooms} bedrooms and a bathroom with a bath.

There is a shed, a lawn and parking for {cars} cars. The house was built in {year} and the roof renewed in {roof}. Gas
heating and double glazing throughout. Council tax is {tax} a year. Viewing by appointment with the agents."""


def house(**numbers) -> str:
    told = {
        "street": "Mill Lane",
        "price": 367_000,
        "long": 6.5,
        "wide": 7.7,
        "rooms": 6,
        "cars": 2,
    }
    return HOUSE.format(**(told | {"year": 1931, "roof": 2004, "tax": 1420} | numbers))


def test_where_most_numbers_are_others_it_is_another_page_of_the_template(find):
    other = {"price": 874_000, "long": 3.8, "wide": 5.7, "rooms": 5, "cars": 1}
    texts = [house(), house(**other, year=1974, roof=1999, tax=2210)]
    assert members(find(texts)) == []
    assert members(find([house(), house(price=349_000, tax=1395)])) == [{0, 1}]
