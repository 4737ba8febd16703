"""What the first sentence of an article, mostly its title, tells beside the other article.

Copies have one title, reworded or not. Pages of one template have titles of their own, and what a title names
the text goes on about, though it be written in small letters.
"""

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import fresh, sums
from tui.detect.features.packing import PLAIN
from tui.detect.pairs.term_joins import Meetings, Side

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def head(
    own: Side, other: Side, meetings: Meetings, whole: Floats, opens: Flags, count: int
) -> Floats:
    """How like each side's first sentence that weighs anything is to the one of the other most like it, 0..1.

    Of each own sentence, `whole` is the weight, and `opens` tells whether it is that first one.
    """
    at = np.flatnonzero(opens[meetings.own])
    pair, shared = own.pairs[meetings.own[at]], meetings.shared[at]
    there = other.firsts[pair] + meetings.local[at]
    theirs = sums(other.sentences, other.weights, len(other.pairs))[there]
    found = np.zeros(count)
    np.maximum.at(found, pair, shared / (whole[meetings.own[at]] + theirs - shared))
    return found


def missing_title_words(own: Side, other: Side, opens: Flags, count: int) -> Floats:
    """Weight of the plain words of the title, for each sentence more behind it that has them than the other has in all."""
    at = np.flatnonzero(opens[own.sentences] & (own.kinds == PLAIN))
    terms = own.terms[at]
    here, there = (
        np.searchsorted(side.terms, terms, "right") - np.searchsorted(side.terms, terms, "left")
        for side in (own, other)
    )
    more = np.maximum(here - 1 - there, 0) * own.weights[at]
    return sums(own.pairs[own.sentences[at]], more, count)


def is_first(side: Side, whole: Floats) -> Flags:
    """Which sentences are the first of their article that weighs anything."""
    told = np.flatnonzero(whole > 0)
    found = np.zeros(len(whole), bool)
    found[told[fresh(side.pairs[told])]] = True
    return found
