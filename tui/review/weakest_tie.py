"""Where a group hangs together worst: matches in, the weakest tie that holds two sides together out. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tui.model import Match


@dataclass(frozen=True, slots=True)
class Bridge:
    """The tie, and the members on its smaller side (of equal sides the one without the first member)."""

    tie: Match
    side: frozenset[str]


def weakest(members: Sequence[str], matches: Iterable[Match]) -> Bridge | None:
    """The weakest tie of the tree of strongest ties (Kruskal 1956), None where ties do not reach all.

    Cutting it takes the group apart where that loses least. O(m log m) in matches.
    """
    sides = {member: {member} for member in members}
    last: Bridge | None = None
    left = len(members)
    for match in sorted(matches, key=lambda one: (-one.score, one.left, one.right)):
        here, there = sides.get(match.left), sides.get(match.right)
        if here is None or there is None or here is there:
            continue
        smaller, larger = sorted((here, there), key=lambda side: (len(side), members[0] in side))
        last = Bridge(match, frozenset(smaller))
        larger |= smaller
        sides.update(dict.fromkeys(smaller, larger))
        left -= 1
    return last if left == 1 else None
