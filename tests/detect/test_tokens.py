"""The words of the fast way are those of `words.py`, in any text."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.detect import packing, tokens

ALPHABET = (
    "‐¬–-\n\nabcdefgzABYZ 0123456789    \n\n\t\r.,;:!?-–—'’\"“”()&%$€£/_*#@äöüßÄÉéñøŁłıİſµ²½ª"
    "αβγΣςЖжёйאבגدرسمصقไทย中文字日本語𝚝𝟕𝛛ｍ７％かなカナーハングル한국어\u1112\u1161\u11ab۱२ǅǆʼ\u00ad\u200b\u200d\u0301\ufeff\u3000。，🙂🇩"
)


def fast(text: str) -> tokens.Words:
    codes = tokens._code_points([text])
    return tokens.words_by_block(codes, tokens._offsets([text]))


def assert_same(text: str) -> None:
    if len(tokens._unknown(tokens._code_points([text]))):
        return  # goes the slow way as a whole
    quick, slow = fast(text), tokens.words_one_by_one(text)
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
    ("one", "other", "same"),
    [
        ("1,200", "1200", True),
        ("1.200.000", "1,200,000", True),
        ("3.5", "3,5", True),
        ("3.5", "35", False),
        ("12.4", "1.24", False),
        ("10:30", "10.30", True),
        ("1939-45", "1939-\n45", True),
        ("1939-45", "193945", False),
        ("$1,200.50", "1200.50", True),
        ("3.5kg", "35kg", False),
        ("12-345", "12345", False),
        ("24/700", "24,700", False),
        ("1.250%", "1250", True),
    ],
)
def test_marks_inside_numbers_tell_but_for_those_between_thousands(one, other, same):
    terms = [packing.unpack(tokens.features([text])).terms.tolist() for text in (one, other)]
    assert (terms[0] == terms[1]) == same


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


@given(st.lists(st.text(st.sampled_from(ALPHABET), max_size=50), max_size=6))
def test_features_do_not_depend_on_what_stands_beside(texts):
    assert tokens.features(texts) == [tokens.features([text])[0] for text in texts]


@given(st.text(st.sampled_from(ALPHABET), max_size=200))
def test_sentences_are_sorted_spans_inside_of_the_text(text):
    corpus = packing.unpack(tokens.features([text]))
    begin, end = corpus.starts.astype(int), corpus.ends.astype(int)
    assert (begin < end).all()
    assert (end[:-1] <= begin[1:]).all()
    assert not len(end) or end[-1] <= len(text)


def terms(text: str) -> set[int]:
    return set(packing.unpack(tokens.features([text])).terms.tolist())


def test_forms_of_a_word_and_words_broken_at_a_line_end_are_one_term():
    assert terms("The reporters walked") == terms("Reporter walking")
    assert terms("an extraordi-\nnary winter") == terms("an extraordinary winter")
    assert terms("Winter, “summer”") == terms("winter summer")


def test_sentences_survive_the_line_wraps_of_a_scan():
    plain = "The harbour was closed on Monday because of ice. Ships waited outside."
    wrapped = "The harbour was clo-\nsed on Monday because\nof ice. Ships\nwaited outside."
    one, other = (packing.unpack(tokens.features([text])) for text in (plain, wrapped))
    assert one.hashes.tolist() == other.hashes.tolist()
    assert np.diff(one.sentence_tokens).tolist() == np.diff(other.sentence_tokens).tolist()
