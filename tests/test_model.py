"""Digests and names: what makes two texts, or two decisions, the same."""

import dataclasses
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui import model
from tui.model import OPEN_STATES, STATES, VERDICTS, decision_id, raw_digest, text_digest


def test_digests_are_what_they_were_when_files_were_written():
    """These stand in decisions files: another value would lose every decision ever made."""
    assert text_digest("The ferry is late.\n") == "b2:d50321b904d0deda8f0aef475b83c669"
    assert raw_digest(b"") == "b2:cae66941d9efbd404e4d88758ea67670"
    assert decision_id(["b2:01", "b2:02"]) == "b342a5cd5921bbc9"


@pytest.mark.parametrize(
    "other",
    ["a é b", "a e\u0301 b", "a é b\n", "\r\n a é b \n\n", "\ta é b"],
)
def test_the_same_text(other):
    assert text_digest(other) == text_digest("a é b")


@pytest.mark.parametrize("other", ["a é  b", "A é b", "a e b", "a é b.", "a\né b", ""])
def test_another_text(other):
    assert text_digest(other) != text_digest("a é b")


@given(st.text())
def test_form_line_ends_and_outer_white_space_make_no_difference(text):
    digest = text_digest(text)
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    for other in (
        unix,
        unix.replace("\n", "\r\n"),
        unix.replace("\n", "\r"),
        unicodedata.normalize("NFD", text),
        unicodedata.normalize("NFC", text),
        f"\n {text}\r\n",
    ):
        assert text_digest(other) == digest
    assert len(digest) == 3 + 32


@given(st.text(st.characters() | st.characters(categories=("Cs",))))
def test_any_text_has_a_digest(text):
    assert text_digest(text).startswith("b2:")


@given(st.lists(st.text("0123456789abcdef", min_size=32, max_size=32), min_size=1), st.randoms())
def test_a_decision_is_named_by_its_members_in_any_order(digests, random):
    shuffled = random.sample(digests, len(digests))
    assert decision_id(shuffled) == decision_id(digests)
    assert len(decision_id(digests)) == 16
    assert decision_id([*digests, "b2:" + "0" * 32]) != decision_id(digests)


def test_states_are_the_verdicts_and_what_can_become_of_them():
    assert set(VERDICTS) < set(STATES)
    assert set(STATES) > OPEN_STATES
    assert {"canonical", "not-duplicates"}.isdisjoint(OPEN_STATES)


def test_nouns_are_frozen_and_slotted():
    nouns = [one for one in vars(model).values() if dataclasses.is_dataclass(one)]
    assert len(nouns) >= 12
    for noun in nouns:
        assert noun.__dataclass_params__.frozen, noun
        assert "__slots__" in vars(noun), noun
