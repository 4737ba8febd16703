import pytest
from hypothesis import given, settings
from texts import FERRY, SPUN, random_texts

from tui.compare.compare_texts import diff
from tui.compare.summary import facts
from tui.compare.summary.summary import summarise, unquoted
from tui.text import words


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
    monkeypatch.setattr("tui.compare.summary.summary.MOST_SEARCHED", 8)
    assert summary(left, right).numbers == (("40", "41"),)
    assert summary(left, right).notes


@pytest.mark.parametrize(
    ("left", "right", "told"),
    [
        ("It left 3 dead and 15 hurt.", "It left 15 dead and 3 hurt.", (("3", "15"), ("15", "3"))),
        ("He owns 40 boats. She owns 50 cars.", "He owns 50 boats. She owns 50 cars.", (("40", "50"),)),
        ("It cost $3 million then.", "It cost $3 billion then.", (("$3 million", "$3 billion"),)),
        ("It ran for 5 km there.", "It ran for 5 m there.", (("5 km", "5 m"),)),
        ("It was -5 degrees there.", "It was 5 degrees there.", (("-5", "5"),)),
        ("He owned half of it.", "He owned a third of it.", (("half", "third"),)),
        ("Two boats sank there.", "Three boats sank there.", (("Two", "Three"),)),
        ("It costs three million now.", "It costs 3 million now.", ()),
        ("About 20 per cent of it.", "About 20% of it.", ()),
        ("It cost 20 million dollars then.", "It cost 20 million euros then.", (("20 million dollars", "20 million euros"),)),
        ("She came first in it.", "She came second in it.", (("first", "second"),)),
        ("It opened at 9 a.m. there.", "It opened at 9 p.m. there.", (("9 a.m.", "9 p.m."),)),
        ("A fortnight on 14 March 2020.", "A fortnight on March 14th, 2020.", ()),
        ("It cost 1000 crowns then.", "It cost 1,000 crowns then.", ()),
        ("He saw the man there in 1987.", "He saw the man there in l987.", ()),
    ],
)  # fmt: skip
def test_numbers_that_changed_in_their_place(left, right, told):
    assert summary(left, right).numbers == told
    assert summary(right, left).numbers == tuple((theirs, ours) for ours, theirs in told)


@pytest.mark.parametrize(
    ("left", "right", "told"),
    [
        ("Then Berg beat Lund there.", "Then Lund beat Berg there.", (("Berg", "Lund"), ("Lund", "Berg"))),
        ("Brown was glad. They met Blair.", "Blair was glad. They met Blair.", (("Brown", "Blair"),)),
        ("She bought an iPhone there.", "She bought an iPad there.", (("iPhone", "iPad"),)),
        ("He works for the US there.", "He works for the UK there.", (("US", "UK"),)),
        ("They met Berg's men there.", "They met Berg men there.", ()),
        ("Oliver Stamm was glad of it. We saw it.", "Then it made Stamm glad. We saw it.", ()),
        ("He was at the University of Lund for years.", "He spent years at Lund University.", ()),
        ("Then Mr. Obama came.", "Then Obama came.", ()),
        ("He would come when I would.", "He would come when I'd.", ()),
        ("The U.S. army came.", "The army came.", (("U.S.", ""),)),
        ("The U.S. army came then.", "The US army came then.", ()),
        ("He lives in Zürich now.", "He lives in Zurich now.", ()),
    ],
)  # fmt: skip
def test_names_that_changed_in_their_place(left, right, told):
    assert summary(left, right).names == told


def test_a_fact_that_fell_out_and_stands_elsewhere_does_not_differ():
    left = "They met Berg in 1998. Then they saw three boats. Berg was glad of it in 1998."
    right = "Then they saw three boats. Berg was glad of it in 1998."
    assert (summary(left, right).numbers, summary(left, right).names) == ((), ())


def test_quotations_are_told_whole():
    said = "“We counted the boats again and again until it was dark, and " * 4
    left, right = (f"She left. {said.replace('“', '') + end}”".replace("She left. ", "She left. “") for end in ("went home", "went away"))  # fmt: skip
    ((ours, theirs),) = summary(left, right).quotations
    assert ours != theirs
    assert ours.endswith("went home")
    assert theirs.endswith("went away")


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "‘{}’", "„{}“", "„{}”", "«{}»", "»{}«"])
def test_quotations_in_every_kind_of_marks(marks):
    left, right = (
        f"She left and said: {marks.format(f'We won’t {word} the boats')}."
        for word in ("count", "sell")
    )
    assert summary(left, right).quotations == (
        ("We won’t count the boats", "We won’t sell the boats"),
    )


def test_a_name_that_opens_a_sentence_is_told_where_the_text_has_it_elsewhere_too():
    rest = "We met old Lindqvist there."
    left = f"Lindqvist was glad of it and thanked the crew. {rest}"
    assert ("Lindqvist", "") not in summary(left, rest).names  # it still stands there
    assert ("", "Solvang") in summary(
        rest, f"{rest} Solvang then left the hall, and old Solvang ran."
    ).names
    assert summary(rest, f"{rest} Residents then left the hall.").names == ()


def test_quotation_marks_of_another_sort_make_no_other_quotation():
    left = "He said 'all men are equal here' and left."
    assert summary(left, left.replace("'", '"')).quotations == ()
