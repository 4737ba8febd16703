"""Features: the same for the same text, of stems and sentences that line ends do not change."""

import numpy as np
import pytest
from detect_samples import ALPHABET
from hypothesis import given
from hypothesis import strategies as st

from tui.detect.features import packing, tokens
from tui.progress import Cancelled
from tui.text import words


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


@given(st.lists(st.text(st.sampled_from(ALPHABET), max_size=50), max_size=6))
def test_features_do_not_depend_on_what_stands_beside(texts):
    assert tokens.features(texts) == [tokens.features([text])[0] for text in texts]


@given(st.lists(st.text(st.sampled_from(ALPHABET), max_size=50) | st.text(max_size=30), max_size=6))
def test_the_words_of_a_text_are_those_that_words_py_counts(texts):
    assert [number for number, _ in tokens.measure(texts)] == list(map(words.count, texts))


def test_all_words_of_a_text_too_long_to_be_looked_at_are_counted(monkeypatch):
    monkeypatch.setattr(tokens, "LONGEST_TEXT", 10)
    measured = tokens.measure(["Not a long one", "One two three four", "Short"])
    assert [number for number, _ in measured] == [4, 4, 1]
    assert measured[1][1] == tokens.features(["One two th"])[0]


def test_measuring_stops_where_its_tick_raises(monkeypatch):
    monkeypatch.setattr(tokens, "_BLOCK", 10)
    heard = 0

    def tick():
        nonlocal heard
        heard += 1
        if heard == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        tokens.measure(["Ten letters"] * 5, tick)
    heard = 4
    assert tokens.measure(["Ten letters"] * 5, tick) == tokens.measure(["Ten letters"] * 5)
    assert heard == 9


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
