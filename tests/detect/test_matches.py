"""Which matches of a group are told, and what is told of articles that were asked about."""

import random

import numpy as np
from detect_samples import HARBOUR, HARBOUR_SPUN, ORCHARD, scanned, unrelated

from tui.detect import packing
from tui.detect.candidates import Pairs
from tui.detect.furniture import find_furniture, shares
from tui.detect.grouping import group_of
from tui.detect.rarity import weigh
from tui.detect.scoring import Scored
from tui.detect.tokens import features


def many_scans(copies: int) -> list[str]:
    """Bad scans of one story, and two copies that are the same to the letter."""
    rng = random.Random(5)
    scans = [scanned(HARBOUR, 0.03, rng) for _ in range(copies - 2)]
    return [*scans, HARBOUR, HARBOUR, *unrelated(30)]


def test_every_member_of_a_large_group_is_in_a_match_with_reasons(find):
    (group,) = find(many_scans(260)).groups
    assert len(group.members) == 260
    assert {one for match in group.matches for one in (match.left, match.right)} == {*group.members}
    assert all(match.reasons for match in group.matches)
    assert len(group.matches) == 259
    scores = [match.score for match in group.matches[:-1]]
    assert scores == sorted(scores, reverse=True)


def test_of_exact_copies_each_is_in_a_match(find):
    (group,) = find([HARBOUR] * 230).groups
    assert [match.right for match in group.matches] == list(group.members[1:])


def test_a_member_that_is_only_nearly_a_copy_is_in_a_match_with_reasons():
    texts = [HARBOUR, HARBOUR_SPUN, ORCHARD, *unrelated(8)]
    corpus = packing.unpack(features(texts))
    furniture = find_furniture(corpus)
    found = Scored(corpus, weigh(corpus, furniture), shares(corpus, furniture))
    found.score(Pairs(*np.array([(0, 1), (0, 2), (1, 2)], np.int64).T))
    found.scores |= {(0, 2): 0.31, (1, 2): 0.3}
    group = group_of([0, 1, 2], found, [[name] for name in "abcdefghijk"])
    assert [(match.left, match.right) for match in group.matches] == [("a", "b"), ("a", "c")]
    assert group.matches[1].score == 0.31
    assert group.matches[1].reasons
