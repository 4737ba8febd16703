"""Candidate pairs → the heaviest chain of them that runs forward on both sides.

A weighted longest increasing subsequence by a Fenwick tree of prefix maxima (Fenwick 1994;
Gusfield 1997, 12.5). O(n log n).
"""

from collections.abc import Sequence

import numpy as np


def heaviest(pairs: Sequence[tuple[int, int]], weights: Sequence[float], width: int) -> list[int]:
    """Numbers of the pairs (left, right) of the heaviest chain that rises strictly on both sides.

    `pairs` are sorted by left number; right numbers are below `width`. Of equals the earliest is taken.
    """
    lefts, rights = np.array(pairs, np.int64).reshape(-1, 2).T
    order = np.lexsort((-rights, lefts))
    places, gains = rights[order].tolist(), np.asarray(weights, np.float64)[order].tolist()
    best = [0.0] * (width + 1)
    last = [-1] * (width + 1)
    before = [-1] * len(places)
    for at, right in enumerate(places):
        total, reached, place = 0.0, -1, right
        while place > 0:
            if best[place] > total:
                total, reached = best[place], last[place]
            place &= place - 1
        before[at] = reached
        total += gains[at]
        place = right + 1
        while place <= width:
            if total > best[place]:
                best[place], last[place] = total, at
            place += place & -place
    total, reached, place = 0.0, -1, width
    while place > 0:
        if best[place] > total:
            total, reached = best[place], last[place]
        place &= place - 1
    chain = []
    while reached >= 0:
        chain.append(int(order[reached]))
        reached = before[reached]
    return chain[::-1]
