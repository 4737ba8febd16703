"""What an article is about, if the other is about something else: names and numbers that it comes back to.

Only what the other article's sentences are like can tell that: a site repeats its name, and those of its offices, in
furniture that is met nowhere on another site's pages.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import fresh, sums
from tui.detect.features.packing import PLAIN
from tui.detect.pairs.term_joins import BestMatches, Side

REPEATED: Final = 2  # sentences in which an article names what it is about
SPOKEN_OF: Final = (
    0.2  # share of a sentence that is met, from which it tells of what the other does
)


def missing_subjects(
    own: Side, other: Side, likest: BestMatches, count: int
) -> npt.NDArray[np.float64]:
    """Weight of the names and numbers that a side repeats, for each sentence more than the other has with them.

    In scripts without capitals, of rare words. One of the own sentences must be met in the other, as `likest` tells. O(rows).
    """
    named = np.flatnonzero((own.kinds != PLAIN) | own.may_name)
    first = np.flatnonzero(fresh(own.terms[named]))
    if not len(first):
        return np.zeros(count)
    times = np.diff(np.append(first, len(named)))
    met = np.maximum.reduceat(likest.met[own.sentences[named]], first)
    kept = np.flatnonzero((times >= REPEATED) & (met >= SPOKEN_OF))
    at, times = named[first[kept]], times[kept]
    before, behind = (
        np.searchsorted(other.terms, own.terms[at], side) for side in ("left", "right")
    )
    more = np.maximum(times - (behind - before), 0) * own.weights[at]
    return sums(own.pairs[own.sentences[at]], more, count)
