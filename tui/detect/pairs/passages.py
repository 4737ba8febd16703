"""Sentences that are found in order → the longest passage that both articles have: partial reuse, sentence after sentence."""

from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import sums
from tui.detect.features.packing import PLAIN
from tui.detect.pairs.in_step import MOST_STEPS
from tui.detect.pairs.sides import Likest, Side

SAME_SLOTS: Final = (
    0.6  # share of its names and numbers that stand there: a template's sentence has others
)

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def longest(
    own: Side,
    other: Side,
    wholes: tuple[Floats, Floats],
    likest: Likest,
    times: Ints,
    ordered: npt.NDArray[np.bool_],
    in_place: npt.NDArray[np.bool_],
    count: int,
) -> tuple[Floats, Floats]:
    """For each pair the words of one side's longest passage that follow each other as there, and 1.0 where it stands at an edge.

    At an edge is what both articles begin with or both end with. `wholes`: the weight of each own sentence and of the
    other's; `times`: how many words do in each own sentence, `ordered`: which sentences are found and keep order;
    `in_place`: which rows stand in the sentence found or beside it. Linear.
    """
    words, at_edge = np.zeros(count), np.zeros(count)
    number = len(own.pairs)
    slots = np.flatnonzero(own.kinds != PLAIN)
    of = np.bincount(own.sentences[slots], minlength=number)
    met = sums(own.sentences[slots], in_place[slots], number)
    kept = np.flatnonzero(ordered & (met >= SAME_SLOTS * of))
    if not len(kept):
        return words, at_edge
    step, there = np.diff(kept), np.diff(likest.local[kept])
    follows = (step <= MOST_STEPS) & (there >= 0) & (there <= MOST_STEPS)
    follows &= np.diff(own.pairs[kept]) == 0
    begins = np.flatnonzero(np.append(True, ~follows))
    ends = np.append(begins[1:], len(kept)) - 1
    of_passage = np.add.reduceat(times[kept], begins)
    pair = own.pairs[kept[begins]]
    np.maximum.at(words, pair, of_passage)
    first, last = _edges(own, wholes[0], count)
    its_first, its_last = _edges(other, wholes[1], count)
    here, place = kept - own.firsts[own.pairs[kept]], likest.local[kept]
    edge = (here[begins] == first[pair]) & (place[begins] == its_first[pair])
    edge |= (here[ends] == last[pair]) & (place[ends] == its_last[pair])
    at_edge[pair[edge & (of_passage == words[pair])]] = 1
    return words, at_edge


def _edges(side: Side, whole: Floats, count: int) -> tuple[Ints, Ints]:
    """The first and the last sentence of each article that weigh anything, -1 where none does."""
    told = np.flatnonzero(whole > 0)
    pair, local = side.pairs[told], told - side.firsts[side.pairs[told]]
    first, last = np.full((2, count), -1)
    last[pair] = local  # of several the last one stays
    first[pair[::-1]] = local[::-1]
    return first, last
