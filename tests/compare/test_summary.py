import pytest
from hypothesis import given, settings
from texts import FERRY, SPUN, random_texts

from tui import words
from tui.compare import facts
from tui.compare.diff import diff
from tui.compare.summary import summarise, unquoted


def summary(left, right):
    return summarise(left, right, diff(left, right))


@settings(max_examples=80, deadline=None)
@given(random_texts, random_texts)
def test_shares_are_of_all_words(left, right):
    found = summary(left, right)
    for share, text in ((found.left, left), (found.right, right)):
        parts = (share.verbatim, share.reworded, share.moved, share.only, share.furniture)
        assert share.words == words.count(text)
        assert all(0 <= part <= 1 for part in parts)
        assert sum(parts) == pytest.approx(1 if share.words else 0)


def test_the_facts_of_a_spun_copy():
    found = summary(FERRY, SPUN)
    assert ("$2.4", "$2.6") in found.numbers
    assert ("Marta", "Martha") in found.names
    assert any(
        "almost given up" in ours and "nearly given up" in theirs
        for ours, theirs in found.quotations
    )
    assert found.left.moved > 0.1
    assert found.right.furniture > 0
    assert dict(found.kinds)["moved"] == 1


def test_a_text_against_itself():
    found = summary(FERRY, FERRY)
    assert found.left == found.right
    assert found.left.verbatim == 1
    assert found.longest_run == words.count(FERRY)
    assert (found.numbers, found.names, found.quotations, found.kinds) == ((), (), (), ())


def test_the_longest_run_ends_where_a_text_changes():
    left = "one two three four five six seven eight nine ten"
    right = "one two three CHANGED five six seven eight nine ten"
    assert summary(left, right).longest_run == 6


def test_a_number_that_stands_elsewhere_on_the_other_side_does_not_differ():
    left = "He was 41 years old. They came in 1998 with a boat."
    right = "They came in 1998 with a boat. He was 41 years old then."
    assert summary(left, right).numbers == ()


def test_shares_without_what_is_quoted():
    left = 'He left early. "We never saw him leave the house," she said.'
    right = 'He walked away early. "We never saw him leave the house," she said.'
    edits = diff(left, right)
    (ours, theirs), whole = unquoted(left, right, edits), summarise(left, right, edits)
    assert (whole.left.words, ours.words, theirs.words) == (12, 5, 6)
    assert ours.reworded == 1 / 5 > whole.left.reworded
    assert unquoted("No quotes.", "No quote.", diff("No quotes.", "No quote."))[0].words == 2


def test_a_possessive_is_no_other_name():
    left, right = "They met Corvin of Larnvik.", "They met Corvin at Larnvik’s quay."
    assert summary(left, right).names == ()


def test_a_digit_inside_a_word_is_no_number():
    left = "The G8 met for $5m, 3.5% of it from Covid19 funds."
    assert list(facts.numbers(left, 0, len(left))) == ["$5m", "3.5%"]


def test_names_are_capitalised_words_that_open_nothing():
    text = "Yesterday Ines Corvin of 'Larnvik Post' met o'Brien. She and The Hague said so to de Vries."
    assert list(facts.names(text, 0, len(text))) == [
        "Ines Corvin",
        "Larnvik Post",
        "Hague",
        "Vries",
    ]


def test_facts_of_a_text_changed_without_end_are_told_of_the_first_changes(monkeypatch):
    left, right = "He paid 40 for it. Then 50 were left.", "He paid 41 for it. Then 51 were left."
    assert summary(left, right).numbers == (("40", "41"), ("50", "51"))
    assert summary(left, right).notes == ()
    monkeypatch.setattr("tui.compare.summary.MOST_SEARCHED", 8)
    assert summary(left, right).numbers == (("40", "41"),)
    assert summary(left, right).notes
