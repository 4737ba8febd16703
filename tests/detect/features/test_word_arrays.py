"""The words of the fast way are those of `words.py`, in any text."""

import pytest
from detect_samples import ALPHABET
from hypothesis import given
from hypothesis import strategies as st

from tui.detect.features.word_arrays import (
    Words,
    code_points,
    offsets_of,
    where_unknown,
    words_by_block,
    words_one_by_one,
)


def fast(text: str) -> Words:
    codes = code_points([text])
    return words_by_block(codes, offsets_of([text]))


def assert_same(text: str) -> None:
    if len(where_unknown(code_points([text]))):
        return  # goes the slow way as a whole
    quick, slow = fast(text), words_one_by_one(text)
    assert quick.exact.tolist() == slow.exact.tolist(), text
    assert quick.stem.tolist() == slow.stem.tolist()
    assert quick.numbers.tolist() == slow.numbers.tolist()
    assert quick.singles.tolist() == slow.singles.tolist()
    assert quick.short.tolist() == slow.short.tolist()
    for begin, theirs, end, behind in zip(
        quick.starts, slow.starts, quick.ends, slow.ends, strict=True
    ):
        assert (
            text[theirs:begin].strip("$€£¥₹") == ""
        )  # a sign of currency is no letter of a number
        assert text[end:behind].strip("%") == ""


@given(st.text(st.sampled_from(ALPHABET), max_size=60))
def test_both_ways_find_the_same_words_in_likely_texts(text):
    assert_same(text)


@given(st.text(max_size=40))
def test_both_ways_find_the_same_words_in_any_text(text):
    assert_same(text)


@given(st.text(st.sampled_from("0123456789.,:/-–%$k ½²\n"), max_size=30))
def test_both_ways_find_the_same_numbers(text):
    assert_same(text)


@pytest.mark.parametrize(
    "text",
    [
        "A well-known exam-\nple of rock-’n’-roll, AT&T’s 3.5 %, 1,200.50 and 24-year-old B12.5",
        "co-\r\n  operate, then Co-\nOperate; 5%abc 5%5.5 10-12-2020 $5 €6.8m 7th",
        "Straße STRASSE ½ ŉ ﬁ Σίσυφος ΣΊΣΥΦΟΣ Łódź Їжак",
        "新闻记者说，今天下雨。他2020年来过 abc中文def ハングル 한국어 문장",
        "",
        "%",
        "\n\n",
    ],
)
def test_both_ways_find_the_same_words_in_hard_cases(text):
    assert_same(text)
