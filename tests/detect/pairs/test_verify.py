"""The score moves the right way with each fact."""

import numpy as np
import pytest
from detect_samples import HARBOUR, HARBOUR_SPUN, ORCHARD, facts, unrelated

from tui.detect.pairs import verify


def test_evidence_of_a_text_and_itself_is_whole():
    found = facts([ORCHARD, ORCHARD + " "])
    assert found["shared"] == pytest.approx(found["weight_l"])
    for side in "lr":
        assert found[f"covered_{side}"] == pytest.approx(1)
        assert found[f"found_{side}"] == 1
        assert found[f"ordered_{side}"] == pytest.approx(1, abs=0.1)
        assert found[f"name_met_{side}"] == pytest.approx(found[f"name_of_{side}"])


LONG = [
    f"{text} Varnholm waits for the harbour pilot." for text in unrelated(9, seed=2, sentences=4)
]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (HARBOUR, HARBOUR_SPUN),
        (" ".join(LONG), " ".join(LONG[:7])),  # words that stand in many sentences of both
        (" ".join(LONG), " ".join(reversed(LONG))),
    ],
)
def test_evidence_of_both_orders_is_mirrored(left, right):
    one, other = facts([left, right]), facts([right, left])
    sides = {"l": "r", "r": "l"}
    for name, column in one.items():
        stem, _, side = name.rpartition("_")
        mirrored = f"{stem}_{sides[side]}" if side in sides else name
        assert column == pytest.approx(other[mirrored]), name


def test_a_part_is_wholly_found_in_the_whole_but_not_the_other_way():
    found = facts([HARBOUR.split("\n\n")[1], HARBOUR])
    assert found["covered_l"] == pytest.approx(1)
    assert found["covered_r"] < 0.6


def test_moved_sentences_are_found_again():
    lines = ORCHARD.split(". ")
    found = facts([ORCHARD, ". ".join(lines[5:] + lines[:5])])
    assert found["covered_l"] > 0.95
    assert found["ordered_l"] > 0.9


def test_other_numbers_in_the_same_sentences_speak_against_a_copy():
    changed = HARBOUR.translate(str.maketrans("0123456789", "5678901234"))
    same, other = facts([HARBOUR, HARBOUR + " "]), facts([HARBOUR, changed])
    assert verify.signals(other)["other_numbers"] > verify.signals(same)["other_numbers"] == 0
    assert verify.scores(other) < verify.scores(same)


def test_strangers_score_next_to_nothing_and_copies_next_to_one():
    assert verify.scores(facts(unrelated(2))) < 0.05
    assert verify.scores(facts([HARBOUR, HARBOUR_SPUN])) > 0.95


def test_a_page_of_a_large_family_keeps_its_sure_copy():
    scores, siblings = np.array([0.8, 0.8, 0.6]), np.array([40, 40, 40])
    sure, unsure, weak = verify.lowered(scores, siblings, np.array([True, False, True]))
    assert sure == 0.8
    assert max(unsure, weak) < verify.THRESHOLD
