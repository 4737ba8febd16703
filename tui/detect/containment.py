"""Candidate pairs → how much weight of terms they share, wherever in the texts the terms stand.

The first look at a pair: what shares too little needs no closer one. A column holds one value a pair; `_l` and `_r` are
of the left and the right article.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import distinct, in_both, lengths, offsets, ranges, sums
from tui.detect.candidates import Pairs
from tui.detect.cohesion import heft
from tui.detect.packing import PLAIN, TERM_BITS, Corpus
from tui.detect.rarity import RARE, Weighed

REPEATED: Final = 2  # times that an article names what it is about

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def containment(corpus: Corpus, weighed: Weighed, pairs: Pairs) -> dict[str, Floats]:
    """How much weight of terms is shared: `shared`, and `weight_*` of each side.

    `common`: number of terms that both hold, `fewer`: of the terms of the side that has fewer; `common_slots` and
    `fewer_slots`: the same of names and numbers.
    `subject_out_*`: weight of the names and numbers that a side repeats, for each time more than they
    stand in the other: what the article is about and the other is not; in scripts without capitals, of rare words. `cosine`: of the terms of both, as
    `cohesion` has it of the halves of one, 0..1.
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
    for name, own, other, here, there in (
        ("l", left, right, one, two),
        ("r", right, left, two, one),
    ):
        found[f"weight_{name}"] = sums(own.pairs, own.weights, count)
        theirs = np.zeros(len(own.pairs), np.int64)
        theirs[here] = other.times[there]
        at = np.flatnonzero(own.may_name & (own.times >= REPEATED))
        more = np.maximum(own.times[at] - theirs[at], 0) * own.weights[at]
        found[f"subject_out_{name}"] = sums(own.pairs[at], more, count)
    return found


def _numbers(pairs: Ints, count: int) -> Floats:
    """How many rows each pair has."""
    return np.bincount(pairs, minlength=count).astype(np.float64)


@dataclass(frozen=True, slots=True)
class _Terms:
    """The terms that count of one side of all pairs: a row each.

    `keys`: pair and term in one number, ascending. `pairs`; `weights`; `times` that it stands in the article;
    `slots`: whether it is a name or a number; `may_name`: the same, or a rare word of a script without capitals.
    """

    keys: Ints
    pairs: Ints
    weights: npt.NDArray[np.float32]
    times: Ints
    slots: Flags
    may_name: Flags

    @property
    def heft(self) -> Floats:
        """What each row counts for all the times that it stands in the article."""
        return heft(self.weights.astype(np.float64), self.times)


def _terms(corpus: Corpus, weighed: Weighed, pairs: Pairs) -> tuple[_Terms, _Terms]:
    """The terms of the left articles and of the right ones. Those of an article in several pairs are gathered once.

    What is known of a term is packed in one number meanwhile: term 24 bits, times 8, whether uncased 1, whether a slot 1,
    class 6.
    """
    articles = distinct(np.concatenate([pairs.left, pairs.right]))
    sizes = lengths(corpus.term_offsets, articles)
    at = ranges(corpus.term_offsets[articles], sizes)
    counts = weighed.counts[at]
    at = at.compress(counts)
    bounds = offsets(counts)[offsets(sizes)]
    packed = (corpus.terms[at].astype(np.int64) << 8) | weighed.times[at]
    packed = (packed << 1) | corpus.uncased[at]
    packed = (((packed << 1) | (corpus.term_kinds[at] != PLAIN)) << 6) | weighed.classes[at]

    def side(chosen: Ints) -> _Terms:
        which = np.searchsorted(articles, chosen)
        sizes = lengths(bounds, which)
        rows = packed[ranges(bounds[which], sizes)]
        pair = np.repeat(np.arange(len(chosen)), sizes)
        weights, slots = weighed.class_weights[rows & 63], (rows & 64) > 0
        return _Terms(
            (pair << TERM_BITS) | (rows >> 16),
            pair,
            weights,
            (rows >> 8) & 255,
            slots,
            slots | (((rows & 128) > 0) & (weights >= RARE)),
        )

    return side(pairs.left), side(pairs.right)
