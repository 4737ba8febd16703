"""Groups that other tools claim + what was scored → the same groups verified like our own, with ours in them.

A claim is taken whole: nothing is cut off. What speaks against it is said instead: members that match
no other member, and the weakest ties that hold the group together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from tui.detect import cluster, grouping, verify
from tui.detect.candidates import Pairs
from tui.detect.cluster import Pair
from tui.detect.grouping import Names
from tui.detect.scoring import Scored
from tui.model import Group
from tui.progress import Progress, Step

MOST_BRIDGES: Final = 5  # of one group, the weakest
_BLOCK: Final = 1 << 18  # pairs scored between two reports


def with_claims(
    groups: Sequence[Group],
    claims: Sequence[Group],
    scored: Scored,
    names: Names,
    progress: Progress,
) -> tuple[Group, ...]:
    """`groups` and `claims` as one list, best first, in which no article stands in two groups.

    Groups that share an article become one. Of a claim all pairs are scored, of a large one a sample
    (`cluster.pairs_to_score`), so that the work is linear in the members. Sorting takes O(p log p) in pairs.
    """
    known = {article: at for at, copies in enumerate(names) for article in copies}
    mixed = _mixed([*groups, *claims])
    free = [group for group in mixed if not group.claimed_by]
    claimed = [group for group in mixed if group.claimed_by]
    found: list[Group] = []
    for number, claim in enumerate(claimed):
        progress(Step("verify what others found", number, len(claimed)))
        own: dict[int, list[str]] = {}
        for member in claim.members:
            own.setdefault(known[member], []).append(member)
        found.append(_verified(claim, own, scored, progress))
    return tuple(sorted([*free, *found], key=lambda group: (-group.score, group.members)))


def _mixed(groups: Sequence[Group]) -> list[Group]:
    """Groups that share no article: such as do are one, claimed by all that claim a part of it."""
    number: dict[str, int] = {}
    for group in groups:
        for member in group.members:
            number.setdefault(member, len(number))
    ties = ((number[group.members[0]], number[one]) for group in groups for one in group.members)
    home = {at: place for place, part in enumerate(cluster.components(ties)) for at in part}
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


def _verified(claim: Group, own: dict[int, list[str]], scored: Scored, progress: Progress) -> Group:
    """The claim with its score and matches, and with what speaks against it."""
    texts = sorted(own)
    missing = sorted(cluster.pairs_to_score(texts, scored.scores.__contains__))
    for begin in range(0, len(missing), _BLOCK):
        progress(Step("verify what others found", begin, len(missing)))
        left, right = np.array(missing[begin : begin + _BLOCK], np.int64).T
        scored.score(Pairs(left, right))
    scores = grouping.inside(texts, scored)
    matched = {text for pair, score in scores.items() if score >= verify.THRESHOLD for text in pair}
    odd = [text for text in texts if text not in matched and len(own[text]) == 1 < len(texts)]
    return replace(
        grouping.group_of(texts, scored, own),
        claimed_by=claim.claimed_by,
        keeps=claim.keeps,
        odd=tuple(sorted(own[text][0] for text in odd)),
        bridges=tuple(
            grouping.told(pair, scored, own) for pair in _bridges(scores, frozenset(odd))
        ),
    )


def _bridges(scores: Mapping[Pair, float], odd: frozenset[int]) -> list[Pair]:
    """The weakest ties of the strongest tree, weakest first: without one the group falls in two.

    No tie between the two parts is stronger than it (Kruskal 1956, the cut property). One that is no match holds
    together what should not be. Odd members hang by ties of no worth, which are not told.
    """
    part: dict[int, int] = {}

    def root(text: int) -> int:
        part.setdefault(text, text)
        while part[text] != text:
            part[text] = text = part[part[text]]
        return text

    tree: list[Pair] = []
    for pair in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        left, right = root(pair[0]), root(pair[1])
        if left != right:
            part[right] = left
            tree.append(pair)
    tree = [pair for pair in tree if odd.isdisjoint(pair)]
    return tree[: -MOST_BRIDGES - 1 : -1]
