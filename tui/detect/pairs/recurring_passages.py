"""A side of pairs → whether what it says for itself speaks of what it shares with the other.

The foot of a site's pages says nothing of the stories above it. A paper that gives a story a lead of its own names there the
people and things of which the rest tells, so what follows is no foot although it comes behind a text of its own.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import fresh, sums
from tui.detect.features.packing import PLAIN
from tui.detect.pairs.term_joins import Side

SPEAKS: Final = (
    0.1,
    0.2,
)  # share of the words of its own, and of the names among them: from here, and surely

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def recurring(side: Side, own: Bools, shared: Bools, chosen: Bools) -> Floats:
    """For each of the `chosen` pairs how surely a side's own sentences speak of the shared ones, 0..1; 0 for the others.

    Of each sentence: whether it is its `own`, whether it is `shared`. Linear in the terms of the chosen pairs.
    """
    count = len(chosen)
    rows = np.flatnonzero(chosen[side.pairs[side.sentences]])
    if not len(rows):
        return np.zeros(count)
    sentences = side.sentences[rows]
    first = np.flatnonzero(fresh(side.terms[rows]))  # rows of a term stand together
    in_own, in_shared = (np.logical_or.reduceat(where[sentences], first) for where in (own, shared))
    of_term = rows[first]
    pairs = side.pairs[side.sentences[of_term]]
    names = (side.kinds[of_term] != PLAIN) | side.may_name[of_term]
    least = np.ones(count)
    for counted in (in_own, in_own & names):
        weights = side.weights[of_term] * counted
        whole = np.maximum(sums(pairs, weights, count), 1e-9)
        least = np.minimum(least, sums(pairs, weights * in_shared, count) / whole)
    least_at, surely = SPEAKS
    told: Floats = np.clip((least - least_at) / (surely - least_at), 0, 1) * chosen
    return told
