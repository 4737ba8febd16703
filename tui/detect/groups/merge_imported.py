"""Groups that other tools claim + what was scored → the same groups verified like our own, with ours in them.

A claim is taken whole: nothing is cut off. What speaks against it is said instead: members that match
no other member, and the weakest ties that hold the group together. Where claims are to be split, the parts
are taken that average linkage makes of them, as it does of our own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from tui.detect.engine import ImportedGroups
from tui.detect.groups import form_groups, linkage
from tui.detect.groups.form_groups import Names
from tui.detect.groups.spanning_tree import maximum_spanning_tree
from tui.detect.pairs import match_score
from tui.detect.pairs.candidates import Pair, Pairs
from tui.detect.pairs.verification import PairScores
from tui.model import Group
from tui.progress import Progress, Step

Own = dict[int, list[str]]
"""Texts of the corpus → the members of a claim that have them."""

MOST_BRIDGES: Final = 5  # of one group, the weakest
_MOST_NAMED: Final = 3
_BLOCK: Final = 1 << 18  # pairs scored between two reports


def with_claims(
    groups: Sequence[Group],
    claims: ImportedGroups,
    scored: PairScores,
    names: Names,
    progress: Progress,
) -> tuple[Group, ...]:
    """`groups` and `claims` as one list, best first, in which no article stands in two groups.

    Groups that share an article become one, which may then be split. Of a claim all pairs are scored, of a large one a sample
    (`cluster.pairs_to_score`), so that the work is linear in the members. Sorting takes O(p log p) in pairs.
    """
    known = {article: at for at, copies in enumerate(names) for article in copies}
    mixed = _mixed([*groups, *claims.groups])
    free = [group for group in mixed if not group.claimed_by]
    claimed = [group for group in mixed if group.claimed_by]
    found: list[Group] = []
    for number, claim in enumerate(claimed):
        progress(Step("verify what others found", number, len(claimed)))
        own: Own = {}
        for member in claim.members:
            own.setdefault(known[member], []).append(member)
        texts = sorted(own)
        _score_missing(texts, scored, progress)
        parts = _parts(texts, own, scored) if claims.split else [texts]
        found += [_verified(claim, part, own, scored) for part in parts]
    return tuple(sorted([*free, *found], key=lambda group: (-group.score, group.members)))


def left_out(claims: ImportedGroups, groups: Sequence[Group]) -> Iterator[str]:
    """A sentence on the members of split claims that are in no group."""
    if claims.split:
        there = {member for group in groups for member in group.members}
        gone = sorted({one for claim in claims.groups for one in claim.members} - there)
        if gone:
            more = f" and {len(gone) - _MOST_NAMED:,} more" if len(gone) > _MOST_NAMED else ""
            named = ", ".join(gone[:_MOST_NAMED])
            some = (
                "member of claimed groups holds"
                if len(gone) == 1
                else "members of claimed groups hold"
            )
            yield f"{len(gone):,} {some} to no other: {named}{more}"


def _mixed(groups: Sequence[Group]) -> list[Group]:
    """Groups that share no article: such as do are one, claimed by all that claim a part of it."""
    number: dict[str, int] = {}
    for group in groups:
        for member in group.members:
            number.setdefault(member, len(number))
    ties = ((number[group.members[0]], number[one]) for group in groups for one in group.members)
    home = {at: place for place, part in enumerate(linkage.components(ties)) for at in part}
    parts: dict[int, list[Group]] = {}
    for group in groups:
        parts.setdefault(home[number[group.members[0]]], []).append(group)
    return [_united(part) for part in parts.values()]


def _united(groups: Sequence[Group]) -> Group:
    if len(groups) == 1:
        return groups[0]
    members = {member for group in groups for member in group.members}
    by = {tool for group in groups for tool in group.claimed_by}
    keeps = {member for group in groups for member in group.keeps}
    return Group(
        tuple(sorted(members)), 0.0, claimed_by=tuple(sorted(by)), keeps=tuple(sorted(keeps))
    )


def _score_missing(texts: list[int], scored: PairScores, progress: Progress) -> None:
    """Score the pairs of a claim that nobody has looked at."""
    missing = sorted(linkage.pairs_to_score(texts, scored.scores.__contains__))
    for begin in range(0, len(missing), _BLOCK):
        progress(Step("verify what others found", begin, len(missing)))
        left, right = np.array(missing[begin : begin + _BLOCK], np.int64).T
        scored.score(Pairs(left, right))


def _parts(texts: list[int], own: Own, scored: PairScores) -> list[list[int]]:
    """The parts of a claim that hold together, and the texts that stand twice in it."""
    parts = form_groups.linked(texts, scored)
    placed = {text for part in parts for text in part}
    return parts + [[text] for text in texts if text not in placed and len(own[text]) > 1]


def _verified(claim: Group, texts: list[int], own: Own, scored: PairScores) -> Group:
    """These texts of a claim as a group with its score and matches, and with what speaks against it."""
    scores = form_groups.inside(texts, scored)
    matched = {
        text for pair, score in scores.items() if score >= match_score.THRESHOLD for text in pair
    }
    odd = [text for text in texts if text not in matched and len(own[text]) == 1 < len(texts)]
    group = form_groups.group_of(texts, scored, own)
    members = set(group.members)
    return replace(
        group,
        claimed_by=claim.claimed_by,
        keeps=tuple(one for one in claim.keeps if one in members),
        odd=tuple(sorted(own[text][0] for text in odd)),
        bridges=tuple(
            form_groups.told(pair, scored, own) for pair in _bridges(scores, frozenset(odd))
        ),
    )


def _bridges(scores: Mapping[Pair, float], odd: frozenset[int]) -> list[Pair]:
    """The weakest ties of the strongest tree, weakest first: without one the group falls in two.

    No tie between the two parts is stronger than it (the cut property). One that is no match holds
    together what should not be. Odd members hang by ties of no worth, which are not told.
    """
    tree = maximum_spanning_tree(sorted(scores, key=lambda pair: (-scores[pair], pair)))
    tree = [pair for pair in tree if odd.isdisjoint(pair)]
    return tree[: -MOST_BRIDGES - 1 : -1]
