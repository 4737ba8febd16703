"""Sentences that are found in order → the longest passage that both articles have: partial reuse, sentence after sentence."""

from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import in_units, sums
from tui.detect.features.packing import PLAIN
from tui.detect.pairs.parallel_runs import MOST_STEPS
from tui.detect.pairs.term_joins import BestMatches, Side

SAME_SLOTS: Final = (
    0.6  # share of its names and numbers that stand there: a template's sentence has others
)

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def longest_passage(
    own: Side,
    other: Side,
    wholes: tuple[Floats, Floats],
    likest: BestMatches,
    times: Ints,
    ordered: npt.NDArray[np.bool_],
    in_place: npt.NDArray[np.bool_],
    count: int,
) -> dict[str, Floats]:
    """What is to be told of each pair's longest passage, on one side. Linear.

    `passage`: its words that follow each other as there. `at_edge`: 1.0 where both articles begin with it, or both end.
    `beside`: the share of the own article that stands before it, or behind it, whichever is less, 0..1.

    `wholes`: the weight of each own sentence and of the other's; `times`: how many words follow each other in each own
    sentence, `ordered`: which sentences are found and keep order; `in_place`: which rows stand in the sentence found or beside it.
    """
    words, at_edge, beside = np.zeros((3, count))
    told = {"passage": words, "at_edge": at_edge, "beside": beside}
    number = len(own.pairs)
    slots = np.flatnonzero(own.kinds != PLAIN)
    of = np.bincount(own.sentences[slots], minlength=number)
    met = sums(own.sentences[slots], in_place[slots], number)
    kept = np.flatnonzero(ordered & (met >= SAME_SLOTS * of))
    if not len(kept):
        return told
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
    longest = of_passage == words[pair]
    at_edge[pair[edge & longest]] = 1
    lesser = _lesser_beside(own, wholes[0], kept[begins], kept[ends])
    np.maximum.at(beside, pair[longest], lesser[longest])
    return told


def _lesser_beside(own: Side, whole: Floats, begins: Ints, ends: Ints) -> Floats:
    """For each passage, from one sentence to another one, the lesser share of its article that stands on one side of it."""
    up_to = np.append(0, np.cumsum(in_units(whole)))
    bounds = np.append(own.firsts, len(whole))
    pair = own.pairs[begins]
    first, last = up_to[bounds[pair]], up_to[bounds[pair + 1]]
    lesser: Floats = np.minimum(up_to[begins] - first, last - up_to[ends + 1])
    lesser /= np.maximum(last - first, 1)
    return lesser


def _edges(side: Side, whole: Floats, count: int) -> tuple[Ints, Ints]:
    """The first and the last sentence of each article that weigh anything, -1 where none does."""
    told = np.flatnonzero(whole > 0)
    pair, local = side.pairs[told], told - side.firsts[side.pairs[told]]
    first, last = np.full((2, count), -1)
    last[pair] = local  # of several the last one stays
    first[pair[::-1]] = local[::-1]
    return first, last
