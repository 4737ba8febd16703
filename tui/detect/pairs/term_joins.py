"""The two articles of each pair as rows that can be joined: terms in sentences, and sentences that meet.

All pairs of a block are laid out at once, because joins of sorted numbers are ten times as fast as a loop
over pairs.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import distinct, fresh, lengths, ranges
from tui.detect.features.packing import PLAIN, TERM_BITS, TERM_MASK, Corpus
from tui.detect.pairs.candidates import Pairs
from tui.detect.pairs.verbatim import Sentences
from tui.detect.term_weights import RARE, Weighed

STANDING_OUT: Final = 1.2  # times the weight shared with the next best sentence: more than chance
LAST_SENTENCE: Final = (1 << 13) - 1  # what stands behind counts as this one
_ROW: Final = 27 + TERM_BITS  # bits of a row below the number of its article
_UNCASED: Final = np.uint8(3)  # in a row: a plain word of a script without capitals
_MEETING: Final = 26  # bits of the number of a meeting

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Keys = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Side:
    """Which terms stand in which sentences of one side, each once, ascending by pair and term.

    A row a term and sentence: `terms` is pair and term in one number, `sentences` the number of the sentence among
    those of all pairs, `local` among those of its article, `places` in its sentence, `weights`, `kinds`, `may_name`
    whether it is a rare word of a script without capitals.
    A row a sentence: `pairs`. A row a pair: `firsts`, the number of its first sentence.
    """

    terms: Keys
    sentences: Ints
    local: Ints
    places: Ints
    weights: Floats
    kinds: npt.NDArray[np.uint8]
    may_name: npt.NDArray[np.bool_]
    classes: npt.NDArray[np.uint8]
    pairs: Ints
    firsts: Ints


def sides_of(corpus: Corpus, weighed: Weighed, pairs: Pairs) -> tuple[Side, Side]:
    """The rows of the left articles and of the right ones. An article that is in several pairs is laid out once."""
    articles = distinct(np.concatenate([pairs.left, pairs.right]))
    keys = _rows(corpus, weighed, articles)
    number = np.arange(len(articles) + 1, dtype=np.uint64) << np.uint64(_ROW)
    bounds = np.searchsorted(keys, number)

    def side(chosen: Ints) -> Side:
        which = np.searchsorted(articles, chosen)
        sizes = lengths(bounds, which)
        rows = keys[ranges(bounds[which], sizes)]
        pair = np.repeat(np.arange(len(chosen)), sizes)
        return _side(corpus, weighed, chosen, rows, pair)

    return side(pairs.left), side(pairs.right)


def _rows(corpus: Corpus, weighed: Weighed, articles: Ints) -> Keys:
    """The terms of these articles with their sentences, ascending.

    All that sorting moves is packed in one number, because plain numbers are sorted fast: number of the article 13
    bits, term 24, sentence 13, place 6, kind 2, class 6.
    """
    sizes = lengths(weighed.token_offsets, articles)
    at = ranges(weighed.token_offsets[articles], sizes)
    token = weighed.tokens[at]
    article = np.repeat(np.arange(len(articles), dtype=np.uint64), sizes)
    sentence = weighed.sentences[at] - np.repeat(corpus.sentence_offsets[articles], sizes)
    keys = (article << np.uint64(TERM_BITS)) | corpus.terms[token]
    keys = (keys << np.uint64(13)) | np.minimum(sentence, LAST_SENTENCE).astype(np.uint64)
    keys = (keys << np.uint64(6)) | weighed.places[at]
    uncased = corpus.uncased[token] & (corpus.term_kinds[token] == PLAIN)
    keys = (keys << np.uint64(2)) | np.where(uncased, _UNCASED, corpus.term_kinds[token])
    keys = (keys << np.uint64(6)) | weighed.classes[token]
    keys.sort()
    return keys.compress(fresh(keys >> np.uint64(14)))


def _side(corpus: Corpus, weighed: Weighed, articles: Ints, keys: Keys, pair: Ints) -> Side:
    """One side, from the rows of its articles and the pair of each row."""
    local = (keys >> np.uint64(14)).astype(np.int64) & LAST_SENTENCE
    sentences = np.minimum(lengths(corpus.sentence_offsets, articles), LAST_SENTENCE + 1)
    firsts = np.cumsum(sentences) - sentences
    classes = (keys & np.uint64(63)).astype(np.uint8)
    term = (keys >> np.uint64(27)) & np.uint64(TERM_MASK)
    weights = weighed.class_weights[classes].astype(np.float64)
    kinds = (keys >> np.uint64(6)).astype(np.uint8) & np.uint8(3)
    uncased = kinds == _UNCASED
    kinds[uncased] = PLAIN
    return Side(
        (pair.view(np.uint64) << np.uint64(TERM_BITS)) | term,
        firsts[pair] + local,
        local,
        (keys >> np.uint64(8)).astype(np.int64) & 63,
        weights,
        kinds,
        uncased & (weights >= RARE),
        classes,
        np.repeat(np.arange(len(articles)), sentences),
        firsts,
    )


def sentences_of(
    corpus: Corpus, articles: Ints, side: Side, whole: Floats, apart: npt.NDArray[np.bool_]
) -> Sentences:
    """The sentences of one side that weigh something.

    Of all, `whole` is the weight, and `apart` tells which are like none of the other.
    """
    sizes = np.minimum(lengths(corpus.sentence_offsets, articles), LAST_SENTENCE + 1)
    hashes = corpus.hashes[ranges(corpus.sentence_offsets[articles], sizes)]
    kept = np.flatnonzero(whole > 0)
    return Sentences(side.pairs[kept], hashes[kept], whole[kept], apart[kept])


@dataclass(frozen=True, slots=True)
class Meetings:
    """Own sentences and the sentences of the other that share terms with them, ascending; a row each two.

    `own`: the number of the own sentence among those of all pairs, `local` that of the other's in its article,
    `shared` the weight in common.
    """

    own: Ints
    local: Ints
    shared: Floats


@dataclass(frozen=True, slots=True)
class BestMatches:
    """For each own sentence the one of the other article that shares most weight with it.

    `shared` is that weight, `met` its share of the own sentence's, 0..1, `local` the number of the other sentence in its
    article, -9 where nothing is shared. `stands_out`: whether no other sentence there shares nearly as much.
    """

    shared: Floats
    met: Floats
    local: Ints
    stands_out: npt.NDArray[np.bool_]


def best_matches(meetings: Meetings, whole: Floats) -> BestMatches:
    """Of the meetings of each own sentence the best, of equal ones the first; `whole`: its weight."""
    shared, local = np.zeros(len(whole)), np.full(len(whole), -9)
    stands_out = np.zeros(len(whole), bool)
    if len(meetings.own):
        first = np.flatnonzero(fresh(meetings.own))
        most = np.maximum.reduceat(meetings.shared, first)
        size = np.diff(np.append(first, len(meetings.own)))
        winner = np.flatnonzero(meetings.shared == np.repeat(most, size))
        winner = winner[fresh(meetings.own[winner])]
        shared[meetings.own[first]] = most
        local[meetings.own[winner]] = meetings.local[winner]
        others = meetings.shared.copy()
        others[winner] = 0
        stands_out[meetings.own[first]] = most >= STANDING_OUT * np.maximum.reduceat(others, first)
    return BestMatches(shared, np.minimum(shared / np.maximum(whole, 1e-9), 1), local, stands_out)


def meetings_of(
    sentence: Ints, theirs: Ints, classes: npt.NDArray[np.uint8], class_weights: npt.NDArray[Any]
) -> Meetings:
    """The meetings of rows of one term: the own sentence, the other's, and the class of the term in each."""
    keys = (sentence << 19) | (theirs << 6) | classes
    keys.sort()
    first = np.flatnonzero(fresh(keys >> 6))
    weights = class_weights[keys & 63].astype(np.float64)
    shared = np.add.reduceat(weights, first) if len(first) else weights
    kept = keys[first]
    return Meetings(kept >> 19, (kept >> 6) & LAST_SENTENCE, shared)


def other_way(meetings: Meetings, own: Side, other: Side) -> Meetings:
    """The same meetings as the other side sees them: `own` is the side that they were made for."""
    pair = own.pairs[meetings.own]
    theirs = other.firsts[pair] + meetings.local
    mine = meetings.own - own.firsts[pair]
    keys = (((theirs << 13) | mine) << _MEETING) | np.arange(len(pair))
    keys.sort()
    at = keys & ((1 << _MEETING) - 1)
    return Meetings(theirs[at], mine[at], meetings.shared[at])
