"""Groups that other tools claim: taken whole, scored like ours, with what speaks against them."""

import pytest
from detect_samples import HARBOUR, HARBOUR_SPUN, ORCHARD, unrelated
from hypothesis import given
from hypothesis import strategies as st

from tui.detect.engine import ImportedGroups
from tui.detect.groups.merge_imported import _bridges, _mixed
from tui.model import Group


def claim(*numbers, by="jdupes"):
    return Group(tuple(f"{number:05d}.txt" for number in numbers), 0.0, claimed_by=(by,))


TEXTS = [HARBOUR, HARBOUR_SPUN, ORCHARD, ORCHARD.replace("yields", "bears"), *unrelated(6)]


def test_a_claim_that_is_right_is_scored_as_our_own_would_be(find):
    (own, *_) = [g for g in find(TEXTS).groups if "00002.txt" in g.members]
    (claimed,) = find(TEXTS, claims=ImportedGroups((claim(2, 3),), alone=True)).groups
    assert (claimed.members, claimed.score, claimed.matches) == (
        own.members,
        own.score,
        own.matches,
    )
    assert claimed.claimed_by == ("jdupes",)
    assert not claimed.odd


def test_a_member_that_matches_nobody_is_odd_and_stays(find):
    (found,) = find(TEXTS, claims=ImportedGroups((claim(0, 1, 5),), alone=True)).groups
    assert found.members == ("00000.txt", "00001.txt", "00005.txt")
    assert found.odd == ("00005.txt",)
    assert [(tie.left, tie.right) for tie in found.bridges] == [("00000.txt", "00001.txt")]


def test_two_stories_in_one_claim_hang_by_a_tie_that_is_no_match(find):
    (found,) = find(TEXTS, claims=ImportedGroups((claim(0, 1, 2, 3),), alone=True)).groups
    assert not found.odd
    weakest = found.bridges[0]
    assert weakest.score < 0.1
    assert found.bridges[1].score > 0.5
    story = {"00000.txt": 1, "00001.txt": 1, "00002.txt": 2, "00003.txt": 2}
    assert story[weakest.left] != story[weakest.right]


def test_ours_and_theirs_that_share_an_article_are_one_group(find):
    groups = find(TEXTS, claims=ImportedGroups((claim(1, 6), claim(4, 7, by="fdupes")))).groups
    told = {group.members: (group.claimed_by, group.odd) for group in groups}
    assert told == {
        ("00000.txt", "00001.txt", "00006.txt"): (("jdupes",), ("00006.txt",)),
        ("00002.txt", "00003.txt"): ((), ()),
        ("00004.txt", "00007.txt"): (("fdupes",), ("00004.txt", "00007.txt")),
    }


def test_exact_copies_of_which_one_is_claimed(find):
    texts = [ORCHARD, ORCHARD, HARBOUR]
    (alone,) = find(texts, claims=ImportedGroups((claim(0, 2),), alone=True)).groups
    assert alone.members == ("00000.txt", "00002.txt")
    (mixed,) = find(texts, claims=ImportedGroups((claim(0, 2),))).groups
    assert mixed.members == ("00000.txt", "00001.txt", "00002.txt")
    assert mixed.odd == ("00002.txt",), "a text that stands twice has a match in itself"
    (same,) = find(texts, claims=ImportedGroups((claim(0, 1),), alone=True)).groups
    assert (same.score, same.odd, same.bridges) == (1.0, (), ())


def test_a_claim_is_split_into_the_parts_that_hold_together(find):
    whole = claim(0, 1, 2, 3, 5)
    kept = Group(whole.members, 0.0, claimed_by=("rmlint",), keeps=("00000.txt",))
    found = find(TEXTS, claims=ImportedGroups((kept,), alone=True, split=True))
    told = {group.members: (group.claimed_by, group.odd, group.keeps) for group in found.groups}
    assert told == {
        ("00000.txt", "00001.txt"): (("rmlint",), (), ("00000.txt",)),
        ("00002.txt", "00003.txt"): (("rmlint",), (), ()),
    }
    assert found.notes == ("1 member of claimed groups holds to no other: 00005.txt",)


def test_a_text_that_stands_twice_is_a_part(find):
    claims = ImportedGroups((claim(0, 1, 2),), alone=True, split=True)
    (found,) = find([ORCHARD, ORCHARD, HARBOUR], claims=claims).groups
    assert (found.members, found.score) == (("00000.txt", "00001.txt"), 1.0)


def test_alone_without_a_claim_there_is_no_group(find):
    assert find(TEXTS, claims=ImportedGroups(alone=True)).groups == ()


def test_settled_hears_of_every_group_once(find):
    heard = []
    found = find(TEXTS, claims=ImportedGroups((claim(1, 6),)), settled=heard.append)
    assert tuple(heard) == found.groups


def test_a_large_false_claim_shows_who_is_odd(find):
    texts = [*[f"{HARBOUR} {word}" for word in "abcdefghijkl"], *unrelated(40)]
    (found,) = find(texts, claims=ImportedGroups((claim(*range(52)),), alone=True)).groups
    assert len(found.members) == 52
    assert found.odd == tuple(f"{number:05d}.txt" for number in range(12, 52))
    assert found.score < 0.3


@given(st.lists(st.frozensets(st.integers(0, 9), min_size=2, max_size=4), max_size=6))
def test_mixed_groups_share_no_article_and_lose_none(sets):
    groups = [Group(tuple(sorted(map(str, one))), 0.5) for one in sets]
    mixed = _mixed(groups)
    members = [member for group in mixed for member in group.members]
    assert len(members) == len(set(members))
    assert set(members) == {str(one) for group in sets for one in group}
    for one in groups:
        assert any(set(one.members) <= set(group.members) for group in mixed)


@pytest.mark.parametrize(
    ("scores", "weakest"),
    [
        ({(0, 1): 0.9, (1, 2): 0.2, (0, 2): 0.1, (2, 3): 0.8}, (1, 2)),
        ({(0, 1): 0.6}, (0, 1)),
    ],
)
def test_the_weakest_tie_is_the_strongest_between_two_parts(scores, weakest):
    assert _bridges(scores, frozenset())[0] == weakest


@pytest.mark.parametrize("name", [0, 1])
def test_a_passage_in_a_claim_is_not_listed_whichever_name_of_its_text_is_claimed(find, name):
    ice = HARBOUR.split("\n\n")[2]
    one, other = unrelated(2, seed=4, sentences=25)
    texts = [f"{one} {ice}"] * 2 + [f"{ice} {other}", *unrelated(20)]
    assert find(texts, claims=ImportedGroups((claim(5, 6),), alone=True)).passages
    assert not find(texts, claims=ImportedGroups((claim(name, 2),), alone=True)).passages
