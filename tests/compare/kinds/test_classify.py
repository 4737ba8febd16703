import pytest

from tui.compare.compare_texts import diff
from tui.compare.language.word_relation import word_relation


def changes(left, right):
    return [
        (edit.kind, left[slice(*edit.left)].strip(), right[slice(*edit.right)].strip())
        for edit in diff(left, right).edits
        if edit.kind != "same"
    ]


@pytest.mark.parametrize(
    ("left", "right", "kinds"),
    [
        ("The crew was arrested on Monday.", "The crew was arresting on Monday.", ["inflected"]),
        ("They stop the old ferry here.", "They stopped the old ferry here.", ["inflected"]),
        ("It happened thanks to the crew.", "It happened tahnks to the crew.", ["noise"]),
        ("The modern harbour is full.", "The modem harbour is full.", ["noise"]),
        ("Half of the boats left early.", "Half ofthe boats left early.", ["noise"]),
        ("The crew's so-called rest.", "The crew's s-ocalled rest.", ["noise"]),
        ("The World's so-called rest.", "The world’s socalled rest.", ["case"]),
        ("About 140 boats came in.", "About 410 boats came in.", ["number"]),
        ("It costs three million now.", "It costs 3 million now.", ["inflected"]),
        ("We met Marta Lindqvist there.", "We met Marta Solvang there.", ["name"]),
        ("It was a quick journey home.", "It was a short journey home.", ["reworded"]),
        ("It was a very cold night.", "It was a cold night.", ["deleted"]),
        ("It was a cold night.", "It was a very cold night.", ["inserted"]),
        ("the Ferry came back “soon” again", 'The ferry came back "soon" again', ["case"] * 3),
        (
            "She gently let the old cat out of the bag.",
            "She let the old cat out gently of the bag.",
            ["reordered", "reordered"],
        ),
    ],
)
def test_each_kind_is_told(left, right, kinds):
    assert [kind for kind, _left, _right in changes(left, right)] == kinds


def test_a_change_is_cut_where_its_words_answer_each_other():
    left = "The harbour master sold 40 boats last year."
    right = "The harbour master bought 50 ships last year."
    assert changes(left, right) == [
        ("reworded", "sold", "bought"),
        ("number", "40", "50"),
        ("reworded", "boats", "ships"),
    ]


def test_a_headline_told_twice_on_one_side_is_furniture():
    body = "The ferry sailed again on Monday with many passengers on board."
    left = f"Ferry sails again after repairs\n\n{body}\n\nFerry sails again after repairs\n"
    kinds = [kind for kind, _left, _right in changes(left, body)]
    assert kinds == ["deleted", "furniture"]


def test_a_headline_told_again_at_the_end_of_a_line_is_furniture():
    body = "The ferry sailed again on Monday with many passengers on board."
    left = f"Ferry sails again after repairs\n\n{body} Ferry sails again after repairs\n"
    assert [kind for kind, _left, _right in changes(left, body)] == ["deleted", "furniture"]


def test_a_paragraph_told_twice_is_no_headline():
    body = "The ferry sailed again on Monday with many passengers on board."
    more = " ".join(f"word{number}" for number in range(40)) + "."
    left = f"{more}\n\n{body}\n\n{more}\n"
    assert [kind for kind, _left, _right in changes(left, body)] == ["deleted", "deleted"]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("arrested", "arresting", "inflected"),
        ("islands", "island", "inflected"),
        ("quick", "quickly", "inflected"),
        ("running", "run", "inflected"),
        ("house", "horse", "noise"),
        ("goverment", "government", "noise"),
        ("c1osed", "closed", "noise"),
        ("was", "were", "inflected"),
        ("ship", "vessel", ""),
        ("a", "an", "inflected"),
        ("would", "will", ""),
        ("x" * 100, "x" * 99, ""),
    ],
)
def test_kinship_of_words(one, other, kind):
    assert word_relation(one, other) == word_relation(other, one) == kind


def test_a_short_sentence_that_lost_its_break_is_cut_out_in_its_place():
    left = "Harbour blames gulls again\n\nOwners\n\nThose deliberate delays."
    right = "Harbour blames gulls deliberate delays reported."
    assert changes(left, right) == [
        ("deleted", "again\n\nOwners\n\nThose", ""),
        ("inserted", "", "reported"),
    ]
