"""Candidate pairs → how much weight of terms they share, wherever in the texts the terms stand.

The first look at a pair: what shares too little needs no closer one. A column holds one value a pair; `_l` and `_r` are
of the left and the right article.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import distinct, in_both, lengths, offsets, ranges, sums
from tui.detect.features.packing import PLAIN, TERM_BITS, Corpus
from tui.detect.pairs.candidates import Pairs
from tui.detect.pairs.cohesion import heft
from tui.detect.term_weights import Weighed

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def containment(corpus: Corpus, weighed: Weighed, pairs: Pairs) -> dict[str, Floats]:
    """How much weight of terms is shared: `shared`, and `weight_*` of each side.

    `common`: number of terms that both hold, `fewer`: of the terms of the side that has fewer; `common_slots` and
    `fewer_slots`: the same of names and numbers.
    `cosine`: of the terms of both, as `cohesion` has it of the halves of one, 0..1.
    """
    count = len(pairs)
    left, right = _terms(corpus, weighed, pairs)
    one, two = in_both(left.keys, right.keys)
    found = {
        "shared": sums(left.pairs[one], left.weights[one], count),
        "common": _numbers(left.pairs[one], count),
        "fewer": np.minimum(*(_numbers(side.pairs, count) for side in (left, right))),
        "common_slots": _numbers(left.pairs[one[left.slots[one]]], count),
        "fewer_slots": np.minimum(
            *(_numbers(side.pairs[side.slots], count) for side in (left, right))
        ),
    }
    product = sums(left.pairs[one], left.heft[one] * right.heft[two], count)
    norms = (sums(side.pairs, side.heft**2, count) for side in (left, right))
    found["cosine"] = product / np.maximum(np.sqrt(np.multiply(*norms)), 1e-9)
    for name, side in (("l", left), ("r", right)):
        found[f"weight_{name}"] = sums(side.pairs, side.weights, count)
    return found


def _numbers(pairs: Ints, count: int) -> Floats:
    """How many rows each pair has."""
    return np.bincount(pairs, minlength=count).astype(np.float64)


@dataclass(frozen=True, slots=True)
class _Terms:
    """The terms that count of one side of all pairs: a row each.

    `keys`: pair and term in one number, ascending. `pairs`; `weights`; `times` that it stands in the article;
    `slots`: whether it is a name or a number.
    """

    keys: Ints
    pairs: Ints
    weights: npt.NDArray[np.float32]
    times: Ints
    slots: Flags

    @property
    def heft(self) -> Floats:
        """What each row counts for all the times that it stands in the article."""
        return heft(self.weights.astype(np.float64), self.times)


def _terms(corpus: Corpus, weighed: Weighed, pairs: Pairs) -> tuple[_Terms, _Terms]:
    """The terms of the left articles and of the right ones. Those of an article in several pairs are gathered once.

    What is known of a term is packed in one number meanwhile: term 24 bits, times 8, whether a slot 1, class 6.
    """
    articles = distinct(np.concatenate([pairs.left, pairs.right]))
    sizes = lengths(corpus.term_offsets, articles)
    at = ranges(corpus.term_offsets[articles], sizes)
    counts = weighed.counts[at]
    at = at.compress(counts)
    bounds = offsets(counts)[offsets(sizes)]
    packed = (corpus.terms[at].astype(np.int64) << 8) | weighed.times[at]
    packed = (((packed << 1) | (corpus.term_kinds[at] != PLAIN)) << 6) | weighed.classes[at]

    def side(chosen: Ints) -> _Terms:
        which = np.searchsorted(articles, chosen)
        sizes = lengths(bounds, which)
        rows = packed[ranges(bounds[which], sizes)]
        pair = np.repeat(np.arange(len(chosen)), sizes)
        return _Terms(
            (pair << TERM_BITS) | (rows >> 15),
            pair,
            weighed.class_weights[rows & 63],
            (rows >> 7) & 255,
            (rows & 64) > 0,
        )

    return side(pairs.left), side(pairs.right)
