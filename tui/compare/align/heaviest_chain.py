"""Candidate pairs → the heaviest chain of them that runs forward on both sides.

A weighted longest increasing subsequence: of the chains found so far those are kept that end earlier than all
that weigh as much (Gusfield 1997, 12.5). O(n log n).
"""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np


def heaviest(pairs: Sequence[tuple[int, int]], weights: Sequence[float]) -> list[int]:
    """Numbers of the pairs (left, right) of the heaviest chain that rises strictly on both sides.

    `pairs` are sorted by left number; weights are not negative. Of equals the earliest is taken.
    """
    lefts, rights = np.array(pairs, np.int64).reshape(-1, 2).T
    order = np.lexsort((-rights, lefts))
    places, gains = rights[order].tolist(), np.asarray(weights, np.float64)[order].tolist()
    # Right numbers at which a chain may end, ascending, and what it weighs, ascending too.
    ends: list[int] = []
    totals: list[float] = []
    last: list[int] = []
    before = [-1] * len(places)
    for at, right in enumerate(places):
        place = bisect_left(ends, right)
        total = gains[at]
        if place:
            before[at] = last[place - 1]
            total += totals[place - 1]
        if place < len(ends) and ends[place] == right:
            if totals[place] >= total:
                continue
        elif place and totals[place - 1] >= total:
            continue
        # What ends later and weighs less is never taken again.
        behind = bisect_left(totals, total, place)
        ends[place:behind], totals[place:behind], last[place:behind] = [right], [total], [at]
    chain = []
    reached = last[-1] if last else -1
    while reached >= 0:
        chain.append(int(order[reached]))
        reached = before[reached]
    return chain[::-1]
