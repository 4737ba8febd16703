"""Candidate pairs → what is found of each article in the other, as columns: the facts a score is made of.

All pairs of a block are looked at together with sorted joins: a loop over pairs is ten times slower.
A column holds one value a pair; `_l` and `_r` are of the left and the right article.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import fresh, ranges
from tui.detect.candidates import Pairs
from tui.detect.packing import NAME, NUMBER, PLAIN, TERM_BITS, Corpus
from tui.detect.rarity import Weighed

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Columns = dict[str, Floats]

PAIRS_AT_ONCE: Final = 8192
MET_AGAIN: Final = 0.2  # share of a sentence's weight from which it begins to be found again
MET_WHOLE: Final = 0.7  # and from which it wholly is
FOUND: Final = 0.4  # and from which it is counted as found, in the reasons
WELL_ORDERED: Final = 0.25  # of a sentence's words: from here it keeps the other's order
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
        times = weighed.times[at]
        chosen = (times >= 2) & (corpus.term_kinds[at] != PLAIN)
        found[f"subject_{side}"] = _sums(pair[chosen], (weights[at] * times)[chosen], count)
        chosen &= ~common
        found[f"subject_out_{side}"] = _sums(pair[chosen], (weights[at] * times)[chosen], count)
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
    sentences: Ints  # pair << _SENTENCE_BITS | number within the article
    weights: Floats
    kinds: npt.NDArray[np.uint8]
    places: Ints  # of the first such token, counted over all tokens of the corpus that count


def alignment(corpus: Corpus, weighed: Weighed, pairs: Pairs) -> Columns:
    """How much of each side's sentences is met again in the sentence of the other that is most like it.

    `covered_*`: weight of the sentences met again, those met in part counting in part, 0..1.
    `found_*`: share of the sentences that are found. `plain_met_*`, `name_met_*`, `number_met_*`: of the
    terms of found sentences, the weight that stands in the sentence found or beside it;
    `plain_of_*` …: the weight of all of them.
    """
    left = _incidence(corpus, weighed, pairs.left)
    right = _incidence(corpus, weighed, pairs.right)
    begin = np.searchsorted(right.keys, left.keys, "left")
    size = np.minimum(np.searchsorted(right.keys, left.keys, "right") - begin, REPEATED)
    at_right = ranges(begin, size)
    at_left = np.repeat(np.arange(len(left.keys)), size)
    found: Columns = {}
    for side, own, other, one, two in (
        ("l", left, right, at_left, at_right),
        ("r", right, left, at_right, at_left),
    ):
        facts = _met_again(own, other, one, two, len(pairs))
        found |= {f"{name}_{side}": column for name, column in facts.items()}
    sizes = np.diff(weighed.token_offsets).astype(np.float64)
    return found | {"tokens_l": sizes[pairs.left], "tokens_r": sizes[pairs.right]}


def _incidence(corpus: Corpus, weighed: Weighed, articles: Ints) -> _Incidence:
    sizes = np.diff(weighed.token_offsets)[articles]
    at = ranges(weighed.token_offsets[articles], sizes)
    pair = np.repeat(np.arange(len(articles)), sizes)
    token = weighed.tokens[at]
    sentence = weighed.sentences[at] - corpus.sentence_offsets[articles][pair]
    sentence = np.minimum(sentence, (1 << _SENTENCE_BITS) - 1) | (pair << _SENTENCE_BITS)
    keys = (pair << TERM_BITS) | corpus.terms[token]
    order = np.lexsort((sentence, keys))
    keys, sentence, token, at = keys[order], sentence[order], token[order], at[order]
    first = fresh(keys) | fresh(sentence)
    token = token[first]
    weights = weighed.weights[token].astype(np.float64)
    return _Incidence(keys[first], sentence[first], weights, corpus.term_kinds[token], at[first])


def _met_again(own: _Incidence, other: _Incidence, one: Ints, two: Ints, count: int) -> Columns:
    """The facts of one side; rows `one` of `own` and `two` of `other` hold the same term of a pair."""
    sentence, of_row = np.unique(own.sentences, return_inverse=True)
    whole = np.bincount(of_row, own.weights, len(sentence))
    shift = 1 << _SENTENCE_BITS
    meeting, shared = _summed(of_row[one] * shift + other.sentences[two] % shift, own.weights[one])
    at = meeting >> _SENTENCE_BITS
    order = np.lexsort((-shared, at))
    first = order[fresh(at[order])] if len(order) else order
    best, place = np.zeros(len(sentence)), np.full(len(sentence), -9)
    best[at[first]], place[at[first]] = shared[first], meeting[first] % shift
    met = np.minimum(best / np.maximum(whole, 1e-9), 1)
    pair = sentence >> _SENTENCE_BITS
    again = np.clip((met - MET_AGAIN) / (MET_WHOLE - MET_AGAIN), 0, 1)
    facts = {
        "covered": _sums(pair, again * whole, count) / np.maximum(_sums(pair, whole, count), 1e-9),
        "found": _sums(pair, met >= FOUND, count)
        / np.maximum(np.bincount(pair, minlength=count), 1),
    }
    in_place = np.zeros(len(own.keys), bool)
    in_place[one[np.abs(other.sentences[two] % shift - place[of_row[one]]) <= 1]] = True
    is_found = met[of_row] >= FOUND
    in_partner = (other.sentences[two] % shift == place[of_row[one]]) & (
        met[of_row[one]] > MET_AGAIN
    )
    followed = _in_order(own, other, one[in_partner], two[in_partner])
    facts["in_order"] = np.bincount(followed >> _SENTENCE_BITS, minlength=count).astype(np.float64)
    times = np.bincount(np.searchsorted(sentence, followed), minlength=len(sentence))
    wanted = np.maximum(np.bincount(of_row, minlength=len(sentence)) * WELL_ORDERED, 1)
    ordered = _sums(pair, np.minimum(times / wanted, 1) * whole, count)
    facts["ordered"] = ordered / np.maximum(_sums(pair, whole, count), 1e-9)
    of_pair = own.sentences >> _SENTENCE_BITS
    for name, kind in _KINDS.items():
        rows = is_found & (own.kinds == kind)
        facts[f"{name}_of"] = _sums(of_pair[rows], own.weights[rows], count)
        rows &= in_place
        facts[f"{name}_met"] = _sums(of_pair[rows], own.weights[rows], count)
    return facts


def _in_order(own: _Incidence, other: _Incidence, one: Ints, two: Ints) -> Ints:
    """The own sentence of each place where a word found again comes as far behind the one before it as in the other.

    One word more or less between them is allowed, and one of the two is a plain word: names of two words keep
    their order whoever writes.
    """
    order = np.lexsort((other.places[two], own.places[one], own.sentences[one]))
    one, two = one[order], two[order]
    sentence, step = own.sentences[one], np.diff(own.places[one])
    slots = own.kinds[one] != PLAIN
    kept = (
        (sentence[1:] == sentence[:-1])
        & (step > 0)
        & (np.abs(np.diff(other.places[two]) - step) <= 1)
        & ~(slots[1:] & slots[:-1])
    )
    followed: Ints = sentence[1:][kept]
    return followed


def _summed(keys: Ints, weights: Floats) -> tuple[Ints, Floats]:
    """The distinct keys, ascending, with the sum of their weights."""
    if not len(keys):
        return keys, weights
    order = np.argsort(keys)
    keys = keys[order]
    first = np.flatnonzero(fresh(keys))
    return keys[first], np.add.reduceat(weights[order], first)
