"""Which matches of a group are told, and what is told of articles that were asked about."""

import random

import numpy as np
from detect_samples import HARBOUR, HARBOUR_SPUN, ORCHARD, scanned, unrelated

from tui.detect.features import packing
from tui.detect.features.tokens import features
from tui.detect.furniture.recurring import find_furniture, shares
from tui.detect.groups import form_groups
from tui.detect.groups.form_groups import SAME, group_of
from tui.detect.pairs.candidates import Pairs
from tui.detect.pairs.verification import PairScores
from tui.detect.term_weights import weigh


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
    found = PairScores(corpus, weigh(corpus, furniture), shares(corpus, furniture))
    found.score(Pairs(*np.array([(0, 1), (0, 2), (1, 2)], np.int64).T))
    found.scores |= {(0, 2): 0.31, (1, 2): 0.3}
    group = group_of([0, 1, 2], found, [[name] for name in "abcdefghijk"])
    assert [(match.left, match.right) for match in group.matches] == [("a", "b"), ("a", "c")]
    assert group.matches[1].score == 0.31
    assert group.matches[1].reasons


def test_of_an_article_that_is_asked_about_every_match_is_told_and_nothing_else_is_found(find):
    texts = many_scans(80)
    plain, asked = find(texts), find(texts, asked={"00007.txt", "00079.txt", "nowhere.txt"})
    (before,), (after,) = plain.groups, asked.groups
    assert (after.members, after.score, after.evidence) == (
        before.members,
        before.score,
        before.evidence,
    )
    pairs = {(match.left, match.right): match for match in after.matches}
    assert len(pairs) == len(after.matches)
    assert {(match.left, match.right) for match in before.matches} <= pairs.keys()
    for member in {*after.members} - {"00007.txt", "00079.txt"}:
        told = [pairs.get(tuple(sorted((member, own)))) for own in ("00007.txt", "00079.txt")]
        assert any(match and match.reasons for match in told), member
    assert pairs["00078.txt", "00079.txt"].reasons == (SAME,)
    assert (asked.nearest, asked.passages, asked.notes) == (
        plain.nearest,
        plain.passages,
        plain.notes,
    )


def test_passages_of_an_article_that_is_asked_about_are_never_left_out(find, monkeypatch):
    monkeypatch.setattr(form_groups, "MOST_PASSAGES", 1)
    ice, apple = HARBOUR.split("\n\n")[2], ORCHARD.split("\n\n")[2]
    one, other, third, fourth = unrelated(4, seed=4, sentences=25)
    texts = [f"{one} {ice}", f"{ice} {other}", f"{third} {apple}", f"{apple} {fourth}"]
    texts += unrelated(20)
    (first,) = find(texts).passages
    for left, right in (("00000.txt", "00001.txt"), ("00002.txt", "00003.txt")):
        found = find(texts, asked=[right])
        told = {(match.left, match.right) for match in found.passages}
        assert told == {(left, right), (first.left, first.right)}
        assert not any("are listed" in note for note in found.notes)  # all that was asked for is
