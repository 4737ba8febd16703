"""Groups are told as soon as nothing can change them, and are then what they are in the end."""

import random

import numpy as np
import pytest
from detect_samples import HARBOUR, HARBOUR_SPUN, ORCHARD, articles, unrelated

from tui.config import DetectSettings
from tui.detect.features.tokens import features
from tui.detect.group_finder import find_groups
from tui.detect.groups.early_groups import by_islands
from tui.detect.pairs.candidates import Pairs


def test_pairs_stand_island_by_island_the_small_ones_first():
    pairs = Pairs(np.array([0, 0, 2, 4, 6]), np.array([1, 7, 3, 6, 7]))
    ordered, islands, ends = by_islands(pairs, 9)
    assert islands == [[2, 3], [0, 1, 4, 6, 7]]
    assert list(zip(ordered.left.tolist(), ordered.right.tolist(), strict=True)) == [
        (2, 3),
        (0, 1),
        (0, 7),
        (4, 6),
        (6, 7),
    ]
    assert ends.tolist() == [1, 5]


def test_no_pairs_are_no_islands():
    nothing = np.zeros(0, np.int64)
    _, islands, ends = by_islands(Pairs(nothing, nothing), 3)
    assert (islands, ends.tolist()) == ([], [])


def heard(texts: list[str]) -> tuple[list[tuple[str, frozenset[str]]], tuple]:
    """(the stage at which each group was told, with its members; all groups in the end)."""
    told, stage = [], [""]

    def progress(step):
        stage[0] = step.stage

    found = find_groups(
        articles(texts),
        features(texts),
        settings=DetectSettings(),
        progress=progress,
        settled=lambda group: told.append((stage[0], group)),
    )
    assert sorted((group for _, group in told), key=lambda one: (-one.score, one.members)) == list(
        found.groups
    )
    return [(at, frozenset(group.members)) for at, group in told], found.groups


def test_a_pair_and_exact_copies_are_told_while_the_rest_is_verified():
    told, _ = heard([HARBOUR, HARBOUR_SPUN, ORCHARD, ORCHARD, *unrelated(40)])
    assert {at for at, _ in told} <= {"candidates", "verify"}
    assert {frozenset({"00000.txt", "00001.txt"}), frozenset({"00002.txt", "00003.txt"})} == {
        members for _, members in told
    }


@pytest.mark.parametrize("copies", [3, 20])
def test_a_popular_text_waits_until_all_has_been_looked_at(copies):
    own = [text.split("\n\n")[1][:200] for text in unrelated(copies, seed=8)]
    told, groups = heard([*(f"{HARBOUR} {line}" for line in own), *unrelated(30)])
    assert [at for at, _ in told] == ["groups"]
    assert len(groups[0].members) == copies


def test_what_is_told_early_does_not_change_what_is_found(monkeypatch):
    rng = random.Random(4)
    pool = unrelated(25, seed=6)
    texts = [text for text in pool for _ in range(rng.choice((1, 1, 2, 3)))]
    texts = [f"{text} {rng.choice(pool).split('. ')[1]}." for text in texts]
    early = heard(texts)[1]
    monkeypatch.setattr("tui.detect.groups.early_groups.EarlyGroups.looked", lambda *_: [])
    assert heard(texts)[1] == early
