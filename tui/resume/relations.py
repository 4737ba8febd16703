"""What decisions say of pairs of articles. A decision is given as its fates: article → its canonical copy, or "".

Two decisions of one case may stand beside each other where they say nothing different of any pair.
"""

from collections.abc import Collection, Mapping
from itertools import combinations


def apart(fates: Mapping[str, str], one: str, other: str) -> bool:
    """Whether a decision says that two of its articles are no copies of each other.

    Of two copies that are excluded from one group it does not say so.
    """
    return not (fates[one] and fates[other]) and (
        bool(fates[one] or fates[other]) or not any(fates.values())
    )


def contradict(
    one: Mapping[str, str], other: Mapping[str, str], among: Collection[str] | None = None
) -> bool:
    """Whether two decisions say different things of an article or a pair that both speak of.

    With `among` only these articles are looked at. Quadratic in the articles that both speak of.
    """
    common = [a for a in one if a in other and (among is None or a in among)]
    if any(one[a] and other[a] and one[a] != other[a] for a in common):
        return True
    return any(apart(one, a, b) != apart(other, a, b) for a, b in combinations(common, 2))


def supersedes(new: Mapping[str, str], old: Mapping[str, str]) -> bool:
    """Whether a decision takes the place of an earlier one of the same reviewer.

    It does where it speaks of all that the earlier one speaks of, or contradicts it.
    """
    return old.keys() <= new.keys() or contradict(new, old)
