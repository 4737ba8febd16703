"""Sentences and what is most like each in the other article → those that follow each other there as they do here.

A bad scan damages words everywhere and leaves every sentence in its place, so sentence after sentence is most like
the next one of the other copy, although little of each is met. Two authors never write so.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

LEAST_SHARED: Final = 0.8  # weight in common, of about one rare word: less is like any sentence
MOST_STEPS: Final = 2  # a full stop that was lost or mistaken puts two sentences together

Ints = npt.NDArray[np.int64]


def in_step(pairs: Ints, shared: npt.NDArray[np.float64], places: Ints) -> npt.NDArray[np.bool_]:
    """Which sentences have a neighbour with which they follow each other as in the other article.

    A row a sentence, in reading order: `pairs` is its pair's number, ascending, `shared` the weight in common with the
    sentence most like it, 0 where that does not stand out, `places` where it stands. Linear.
    """
    met = np.flatnonzero(shared >= LEAST_SHARED)
    here, there = np.diff(met), np.diff(places[met])
    kept = (np.diff(pairs[met]) == 0) & (here <= MOST_STEPS) & (there >= 0) & (there <= MOST_STEPS)
    found = np.zeros(len(pairs), bool)
    found[met[:-1][kept]] = found[met[1:][kept]] = True
    return found
