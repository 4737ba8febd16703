"""Candidate pairs → what is found of each article in the other, as columns: the facts a score is made of.

All pairs of a block are looked at together with sorted joins: a loop over pairs is ten times slower.
A column holds one value a pair; `_l` and `_r` are of the left and the right article.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq

from tui.detect.candidates import Pairs
from tui.detect.packing import NAME, NUMBER, PLAIN, TERM_BITS, Corpus, ranges
from tui.detect.rarity import Weighed

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Columns = dict[str, Floats]

PAIRS_AT_ONCE: Final = 8192
MET_AGAIN: Final = 0.2  # share of a sentence's weight from which it begins to be found again
MET_WHOLE: Final = 0.7  # and from which it wholly is
FOUND: Final = 0.4  # and from which it is counted as found, in the reasons
REPEATED: Final = 8  # sentences with a term that each sentence is compared with
_SENTENCE_BITS: Final = 14
_KINDS: Final = {"plain": PLAIN, "name": NAME, "number": NUMBER}


def containment(corpus: Corpus, weighed: Weighed, pairs: Pairs) -> Columns:
    """How much weight of terms is shared: `shared`, `weight_*` of each side, and by kind of term.

    `plain_*`, `name_*`, `number_*` are the weights of a side's terms of that kind, `plain_in_*` … of
    those that the other side holds.
    """
    count = len(pairs)
    left, left_pair = _terms(corpus, weighed, pairs.left)
    right, right_pair = _terms(corpus, weighed, pairs.right)
    left_keys = (left_pair << TERM_BITS) | corpus.terms[left]
    right_keys = (right_pair << TERM_BITS) | corpus.terms[right]
    in_right, in_left = _in(left_keys, right_keys), _in(right_keys, left_keys)
    weights = weighed.weights
    found = {"shared": _sums(left_pair[in_right], weights[left[in_right]], count)}
    for side, at, pair, common in (
        ("l", left, left_pair, in_right),
        ("r", right, right_pair, in_left),
    ):
        found[f"weight_{side}"] = _sums(pair, weights[at], count)
        for name, kind in _KINDS.items():
            chosen = corpus.term_kinds[at] == kind
            found[f"{name}_{side}"] = _sums(pair[chosen], weights[at[chosen]], count)
            chosen &= common
            found[f"{name}_in_{side}"] = _sums(pair[chosen], weights[at[chosen]], count)
    return found


def _terms(corpus: Corpus, weighed: Weighed, articles: Ints) -> tuple[Ints, Ints]:
    """Positions of the terms that count in each article, and the number of its pair."""
    sizes = np.diff(corpus.term_offsets)[articles]
    at = ranges(corpus.term_offsets[articles], sizes)
    pair = np.repeat(np.arange(len(articles)), sizes)
    counts = weighed.counts[at]
    return at[counts], pair[counts]


def _in(keys: Ints, others: Ints) -> npt.NDArray[np.bool_]:
    """Which of the ascending keys are among the ascending others."""
    if not len(others):
        return np.zeros(len(keys), bool)
    at = np.searchsorted(others, keys)
    found: npt.NDArray[np.bool_] = others[np.minimum(at, len(others) - 1)] == keys
    return found


def _sums(pair: Ints, values: npt.NDArray[Any], count: int) -> Floats:
    return np.bincount(pair, values, count).astype(np.float64)


@dataclass(frozen=True, slots=True)
class _Incidence:
    """Which term stands in which sentence of one side, each once: keys ascending by pair and term."""

    keys: Ints  # pair << TERM_BITS | term
    sentences: Ints  # number within the article
    weights: Floats


def alignment(corpus: Corpus, weighed: Weighed, pairs: Pairs) -> Columns:
    """How much of each side's sentences is met again in the best sentence, or two neighbours, of the other.

    `covered_*`: weight of the sentences met again, those met in part counting in part, 0..1.
    `found_*`: share of the sentences that are found.
    """
    left = _incidence(corpus, weighed, pairs.left)
    right = _incidence(corpus, weighed, pairs.right)
    begin = np.searchsorted(right.keys, left.keys, "left")
    size = np.minimum(np.searchsorted(right.keys, left.keys, "right") - begin, REPEATED)
    at_right = ranges(begin, size)
    at_left = np.repeat(np.arange(len(left.keys)), size)
    meeting = ((left.keys[at_left] >> TERM_BITS) << (2 * _SENTENCE_BITS)) | (
        left.sentences[at_left] << _SENTENCE_BITS
    )
    meeting, shared = _summed(meeting | right.sentences[at_right], left.weights[at_left])
    pair = meeting >> (2 * _SENTENCE_BITS)
    low = (1 << _SENTENCE_BITS) - 1
    of_left, of_right = (meeting >> _SENTENCE_BITS) & low, meeting & low
    count = len(pairs)
    covered_l, found_l = _covered(left, pair, of_left, shared, count)
    covered_r, found_r = _covered(right, pair, of_right, shared, count)
    return {"covered_l": covered_l, "covered_r": covered_r, "found_l": found_l, "found_r": found_r}


def _incidence(corpus: Corpus, weighed: Weighed, articles: Ints) -> _Incidence:
    sizes = np.diff(weighed.token_offsets)[articles]
    at = ranges(weighed.token_offsets[articles], sizes)
    pair = np.repeat(np.arange(len(articles)), sizes)
    token = weighed.tokens[at]
    sentence = weighed.sentences[at] - corpus.sentence_offsets[articles][pair]
    sentence = np.minimum(sentence, (1 << _SENTENCE_BITS) - 1)
    keys = (pair << TERM_BITS) | corpus.terms[token]
    order = np.lexsort((sentence, keys))
    keys, sentence = keys[order], sentence[order]
    fresh = np.ones(len(keys), bool)
    fresh[1:] = (keys[1:] != keys[:-1]) | (sentence[1:] != sentence[:-1])
    return _Incidence(
        keys[fresh], sentence[fresh], weighed.weights[token[order][fresh]].astype(np.float64)
    )


def _summed(keys: Ints, weights: Floats) -> tuple[Ints, Floats]:
    """The distinct keys, ascending, with the sum of their weights."""
    if not len(keys):
        return keys, weights
    order = np.argsort(keys)
    keys = keys[order]
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    return keys[first], np.add.reduceat(weights[order], first)


def _covered(
    side: _Incidence, pair: Ints, own: Ints, shared: Floats, count: int
) -> tuple[Floats, Floats]:
    """(weight of the side's sentences that are met again, share of its sentences found) a pair."""
    sentence, whole = _summed(
        ((side.keys >> TERM_BITS) << _SENTENCE_BITS) | side.sentences, side.weights
    )
    at = np.searchsorted(sentence, (pair << _SENTENCE_BITS) | own)
    best = np.zeros(len(sentence))
    np.maximum.at(best, at, shared)
    met = np.minimum(best / np.maximum(whole, 1e-9), 1)
    of_pair = sentence >> _SENTENCE_BITS
    again = np.clip((met - MET_AGAIN) / (MET_WHOLE - MET_AGAIN), 0, 1)
    weight = np.maximum(_sums(of_pair, whole, count), 1e-9)
    number = np.maximum(np.bincount(of_pair, minlength=count), 1)
    return _sums(of_pair, again * whole, count) / weight, _sums(
        of_pair, met >= FOUND, count
    ) / number


def order(corpus: Corpus, weighed: Weighed, pairs: Pairs) -> Columns:
    """`tokens_*` that count on each side, and `in_order`: the longest common subsequence of them."""
    common = np.zeros(len(pairs))
    for number, (left, right) in enumerate(
        zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)
    ):
        one, other = (
            corpus.terms[weighed.tokens[weighed.token_offsets[at] : weighed.token_offsets[at + 1]]]
            for at in (left, right)
        )
        common[number] = LCSseq.similarity(one.tolist(), other.tolist())
    sizes = np.diff(weighed.token_offsets).astype(np.float64)
    return {"in_order": common, "tokens_l": sizes[pairs.left], "tokens_r": sizes[pairs.right]}
