"""Coarser levels: fewer edits, each change whole."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from texts import FERRY, SPUN, edited, random_texts

from tui.compare.align.alignment import align
from tui.compare.compare_texts import LEVELS, diff, edits
from tui.text import words


def keys(text):
    return [words.fold(piece) for piece in words.pieces(text) if not piece.isspace()]


def changes(left, right, level):
    return [
        (e.kind, left[slice(*e.left)].strip(), right[slice(*e.right)].strip())
        for e in diff(left, right, level=level).edits
        if e.tag != "equal"
    ]


def check(left, right):
    """No level has more edits than a finer one, and none shows what it absorbed as a change of its own."""
    alignment = align(left, right)
    numbers, borders = [], sentence_borders(alignment)
    for level in LEVELS:
        found = edits(alignment, level).edits
        numbers.append(len(found))
        for edit in found:
            if edit.tag == "replace" and edit.kind != "noise":
                assert keys(left[slice(*edit.left)]) != keys(right[slice(*edit.right)])
        for one, other in pairwise(found):
            if one.tag == other.tag == "replace":
                at = other.left[0], other.right[0]
                if (one.left[1], one.right[1]) == at and at not in borders:
                    check_apart(left, right, one, other)
    assert numbers == sorted(numbers, reverse=True)


def sentence_borders(alignment):
    """Where two pairs of sentences touch: changes on both sides of it are two, whatever they end with."""
    found = {
        (alignment.first.at(stretch.left_end), alignment.second.at(stretch.right_end))
        for stretch in alignment.stretches
    }
    return {place[::-1] for place in found} if alignment.swapped else found


def check_apart(left, right, one, other):
    """Two changes that touch have no words on both sides where they touch."""
    before = keys(left[slice(*one.left)]), keys(right[slice(*one.right)])
    behind = keys(left[slice(*other.left)]), keys(right[slice(*other.right)])
    if "noise" not in {one.kind, other.kind}:
        assert before[0][-1] != before[1][-1]
        assert behind[0][0] != behind[1][0]


@settings(max_examples=100, deadline=None)
@given(random_texts, random_texts)
def test_random_texts_have_fewer_edits_at_coarser_levels(left, right):
    check(left, right)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.floats(0, 0.6))
@example(1, 0.3)
def test_edited_texts_have_fewer_edits_at_coarser_levels(seed, strength):
    check(FERRY, edited(FERRY, seed, strength))


def test_a_spun_text_has_fewer_edits_at_coarser_levels():
    check(FERRY, SPUN)


@pytest.mark.parametrize(
    ("left", "right", "told"),
    [
        (
            "The minister spoke of the crisis.\nHe left the room at noon.",
            "The minister spoke of the crises.\nHe left the room at noon.",
            [("inflected", "crisis.", "crises.")],
        ),
        (
            "Both boats were sunk, the captain and stewardess were saved by the crew.",
            "Both boats were sunk, the captains and stewadress were saved by the crew.",
            [("reworded", "captain and stewardess", "captains and stewadress")],
        ),
        (
            "They had counted 140 sheep by the evening in March.",
            "They had counted 190 sheep by the evening in March.",
            [("number", "140", "190")],
        ),
    ],
)
def test_a_change_that_takes_equal_words_in_stays_one(left, right, told):
    assert changes(left, right, "phrase") == told


def test_an_unknown_level_is_refused():
    with pytest.raises(KeyError):
        diff("A red car.", "A blue car.", level="letter")
