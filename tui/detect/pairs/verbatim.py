"""Sentences of two articles → how much of each stands in the other to the letter, and whether it is a page's foot.

What two articles have in common sentence by sentence and to the letter no template makes: there the
sentences differ in what fills them. But strangers on one site's pages share its foot to the letter: their own
text comes first, and what they share behind it, or what they share frames it. A text on two sites' pages comes before the
furniture.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import fresh, in_units
from tui.detect.features.stems import mixed

OWN_TEXT: Final = (
    0.2  # share of an article; less is a title or a line put in, not a text of its own
)
FRAMED_TEXT: Final = (
    0.35  # the same where it stands in a frame: a paragraph put into a story is less
)
BESIDE: Final = 0.1  # of what is shared: so much stands on either side of the text in a frame
OUTSIDE: Final = 0.05  # of the page: so much farther from its middle
IN_FRAME: Final = 0.8  # and so much on both sides together

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of one side of all pairs, in reading order; a row a sentence that weighs something.

    `pairs`: number of the pair, ascending. `hashes`: of the exact words. `weights`: above 0. `apart`:
    nothing that was met in the other article is like it.
    """

    pairs: Ints
    hashes: npt.NDArray[np.uint64]
    weights: Floats
    apart: Bools


@dataclass(frozen=True, slots=True)
class Verbatim:
    """What of both sides stands in the other to the letter.

    Of each pair: `shares` of the weight of either side, 0..1, and whether it looks like a `foot`. Of each sentence of
    either side: whether it is `shared`, and whether it is the side's `own`, to which nothing in the other is like.
    """

    shares: tuple[Floats, Floats]
    foot: Bools
    shared: tuple[Bools, Bools]
    own: tuple[Bools, Bools]


def verbatim(left: Sentences, right: Sentences, count: int) -> Verbatim:
    """What the sides of `count` pairs share to the letter, and whether it looks like a foot.

    It does where both sides have text of their own, to which nothing in the other is like, and have it before
    what they share, or much of it, in one piece or line by line, inside of what they share. O(n log n) in sentences.
    """
    shared = _in(left, right), _in(right, left)
    owns = left.apart & ~shared[0], right.apart & ~shared[1]
    foot, frame = np.ones((2, count), bool)
    shares = []
    for side, in_both, apart in zip((left, right), shared, owns, strict=True):
        whole = np.maximum(np.bincount(side.pairs, side.weights, count), 1e-9)
        shares.append(np.bincount(side.pairs, side.weights * in_both, count) / whole)
        own = np.bincount(side.pairs, side.weights * apart, count) / whole
        place = np.arange(len(side.pairs))
        foot &= _mean(side, in_both, place, count) > _mean(side, apart, place, count)
        foot &= own >= OWN_TEXT
        framed = _is_framed(side, in_both, apart, count) | _is_outside(side, in_both, apart, count)
        frame &= (own >= FRAMED_TEXT) & framed
    return Verbatim((shares[0], shares[1]), foot | frame, shared, owns)


def _is_framed(side: Sentences, shared: Bools, apart: Bools, count: int) -> Bools:
    """Whether what is a side's own, its title aside, stands in one piece with what is shared before and behind it."""
    places = np.arange(len(side.pairs))
    at = np.flatnonzero(apart & ~fresh(side.pairs))
    first, last = np.full(count, len(places)), np.full(count, -1)
    np.minimum.at(first, side.pairs[at], places[at])
    np.maximum.at(last, side.pairs[at], places[at])
    weights = side.weights * shared
    whole = np.maximum(np.bincount(side.pairs, weights, count), 1e-9)
    before = np.bincount(side.pairs, weights * (places < first[side.pairs]), count) / whole
    behind = np.bincount(side.pairs, weights * (places > last[side.pairs]), count) / whole
    framed: Bools = (np.minimum(before, behind) >= BESIDE) & (before + behind >= IN_FRAME)
    return framed


def _is_outside(side: Sentences, shared: Bools, apart: Bools, count: int) -> Bools:
    """Whether what is shared stands farther from the middle of the page than what is its own: around it, line by line."""
    weights = in_units(side.weights)
    whole = np.bincount(side.pairs, weights, count)
    before = np.cumsum(weights) - weights / 2 - (np.cumsum(whole) - whole)[side.pairs]
    far = np.abs(before / np.maximum(whole, 1)[side.pairs] - 0.5)
    outside: Bools = _mean(side, shared, far, count) >= _mean(side, apart, far, count) + OUTSIDE
    return outside


def _in(own: Sentences, other: Sentences) -> Bools:
    """Which of the own sentences are the other's too."""
    there, keys = np.sort(_keys(other)), _keys(own)
    if not len(there):
        return np.zeros(len(keys), bool)
    found: Bools = there[np.minimum(np.searchsorted(there, keys), len(there) - 1)] == keys
    return found


def _keys(side: Sentences) -> npt.NDArray[np.uint64]:
    """A pair and a sentence's words in one number."""
    return side.hashes ^ mixed(side.pairs.astype(np.uint64) + np.uint64(1))


def _mean(side: Sentences, chosen: Bools, values: npt.NDArray[Any], count: int) -> Floats:
    """The mean of a value over the chosen sentences by weight; 0 where there are none."""
    weights = side.weights * chosen
    whole = np.maximum(np.bincount(side.pairs, weights, count), 1e-9)
    mean: Floats = np.bincount(side.pairs, weights * values, count) / whole
    return mean
