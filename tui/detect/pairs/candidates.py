"""Weighed corpus → candidate pairs: articles that share rare terms or rare pairs of neighbouring terms.

Each article is looked up by its rarest features of those that stand elsewhere too. A feature of few articles makes
pairs of all of them; in one of many articles (a story that hundreds reprint) each is paired with its
neighbours in an order that brings like articles together, so that the work stays linear and a popular
story is still one chain of pairs. Compare the inverted index with pruned lists of Bayardo, Ma &
Srikant 2007.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import blocks, distinct, fresh
from tui.detect.features import stems
from tui.detect.features.packing import TERM_BITS, TERM_MASK, Corpus
from tui.detect.term_weights import MOST_COUNTED, Weighed
from tui.progress import Progress, Step, silent
from tui.runtime.thread_map import ahead

RAREST_TERMS: Final = 40
RAREST_BIGRAMS: Final = 40
SHORT_LIST: Final = 10  # articles; up to here a feature makes pairs of all of them
NEIGHBOURS: Final = 3  # in a longer list
BEST: Final = 16  # candidates an article keeps
LEAST_KEPT: Final = 4  # where popular texts tie too many articles
MOST_PAIRS: Final = 300_000  # are verified in any case, of more MOST_EACH to an article
MOST_EACH: Final = 6
LIGHTEST_FEATURE: Final = 0.25
LEAST_SHARED: Final = 0.04  # of the smaller profile's weight
_PAIRS_AT_ONCE: Final = 8_000_000  # bounds memory: 8 bytes each, a few times over
_AT_ONCE: Final = 2048  # articles
_WEIGHT_BITS: Final = 10
_FINEST: Final = (1 << _WEIGHT_BITS) - 1
_WEIGHT: Final = np.uint64(_WEIGHT_BITS)
_TERM: Final = np.uint64(TERM_BITS)
_KEYS_AT_ONCE: Final = 1 << 20
_WEIGHT_UNIT: Final = 32
_PAIRS_SUMMED: Final = 2_000_000
_LIKENESS_BITS: Final = 14
_SKETCH_BINS: Final = 32

Ints = npt.NDArray[np.signedinteger[Any]]
Keys = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float64]
Work = Callable[[], tuple[Ints, Ints, Ints]]
Pair = tuple[int, int]
"""Two article numbers, the smaller one first."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of article numbers, `left < right`, ascending, each once."""

    left: Ints
    right: Ints

    def __len__(self) -> int:
        return len(self.left)

    def chosen(self, mask: npt.NDArray[np.bool_]) -> "Pairs":
        """The pairs where `mask` is true."""
        return Pairs(self.left[mask], self.right[mask])


def find_candidates(
    corpus: Corpus, weighed: Weighed, *, progress: Progress = silent
) -> tuple[Pairs, int]:
    """(the pairs worth verifying; how many of its best candidates each article kept, BEST where work was not bounded).

    About linear in articles; the constants above bound it.
    """
    articles, features, frequency = _profiles(corpus, weighed, progress)
    if not len(articles):
        return Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64)), BEST
    rarity = _rarity(frequency, corpus.articles)
    total = np.bincount(articles, rarity, corpus.articles)
    del rarity, frequency
    articles, features = _in_lists(articles, features, corpus.articles)
    size = np.bincount(features)
    rarity_of = _rarity(size, corpus.articles)
    blocks = _blocks(size, corpus.articles)
    found = []
    for number, (begin, end) in enumerate(blocks):
        progress(Step("candidates", number, len(blocks)))
        lists = _Lists(articles, features, size, rarity_of)
        left, right, weight = lists.shared(begin, end, corpus.articles)
        enough = weight >= LEAST_SHARED * np.minimum(total[left], total[right])
        left, right, weight = left[enough], right[enough], weight[enough]
        found.append((left, right, weight / np.sqrt(total[left] * total[right])))
    left, right, shared = (np.concatenate(column) for column in zip(*found, strict=True))
    return _best(left, right, shared, corpus.articles)


def _rarity(frequency: Ints, articles: int) -> npt.NDArray[np.float32]:
    """Weight of a feature; never next to nothing, for a folder may hold copies of one text only."""
    weights = np.log((articles + 2) / frequency)
    return np.maximum(weights, LIGHTEST_FEATURE).astype(np.float32)


def _profiles(corpus: Corpus, weighed: Weighed, progress: Progress) -> tuple[Ints, Ints, Ints]:
    """The rarest terms and bigrams of each article: (article, feature, in how many articles)."""
    longest: Work = partial(_rarest_bigrams, corpus, weighed)
    others = (
        partial(_rarest_terms, corpus, weighed, begin, end)
        for begin, end in blocks(corpus.articles, _AT_ONCE)
    )
    tasks: list[Work] = [longest, *others]
    parts = []
    progress(Step("rare words", 0, len(tasks)))
    for part in ahead(lambda work: work(), tasks):
        parts.append(part)
        progress(Step("rare words", len(parts), len(tasks)))
    articles, features, often = (np.concatenate(column) for column in zip(*parts, strict=True))
    return articles, features, often


def _rarest_terms(
    corpus: Corpus, weighed: Weighed, begin: int, end: int
) -> tuple[Ints, Ints, Ints]:
    """The rarest terms of some of the articles."""
    terms = slice(corpus.term_offsets[begin], corpus.term_offsets[end])
    sizes = np.diff(corpus.term_offsets[begin : end + 1])
    article = np.repeat(np.arange(begin, end, dtype=np.int32), sizes)
    frequency = weighed.frequency[terms]
    shared = np.flatnonzero(weighed.counts[terms] & (frequency >= 2))
    return _rarest(article[shared], corpus.terms[terms][shared], frequency[shared], RAREST_TERMS)


def _rarest_bigrams(corpus: Corpus, weighed: Weighed) -> tuple[Ints, Ints, Ints]:
    """The rarest bigrams of all articles; as features they are numbered behind the terms.

    Those of SHORT_LIST articles are as good as those of two: among them chance decides, the same everywhere. Else a
    cut copy is never found: what it kept stands in one article more than what the whole copies have in common.
    """
    articles, size = _shared_bigrams(corpus, weighed)
    features = np.repeat(np.arange(len(size), dtype=np.int32), size)
    rarity = np.repeat(np.where(size <= SHORT_LIST, 0, size), size)
    articles, rarest, _ = _rarest(articles, features, rarity, RAREST_BIGRAMS)
    return articles, rarest + (1 << TERM_BITS), size[rarest]


def _shared_bigrams(corpus: Corpus, weighed: Weighed) -> tuple[Ints, Ints]:
    """Pairs of neighbouring tokens that two or more articles hold: (the articles, bigram by bigram; how many each has)."""
    keys = np.empty(len(weighed.tokens), np.uint64)
    filled = 0
    for some in ahead(partial(_bigrams, corpus, weighed), [*blocks(corpus.articles, _AT_ONCE)]):
        keys[filled : filled + len(some)] = some
        filled += len(some)
    keys = keys[:filled]
    keys.sort()
    keys = keys.compress(_met_twice(keys))
    size = np.diff(np.append(np.flatnonzero(fresh(keys >> _TERM)), len(keys)))
    return (keys & np.uint64(TERM_MASK)).astype(np.int32), size.astype(np.int32)


def _bigrams(corpus: Corpus, weighed: Weighed, block: tuple[int, int]) -> Keys:
    """The distinct bigrams of some of the articles, half-open: keys of bigram and article, ascending."""
    begin, end = block
    bounds = weighed.token_offsets[begin : end + 1]
    terms = corpus.terms[weighed.tokens[bounds[0] : bounds[-1]]].astype(np.uint64)
    article = np.repeat(np.arange(begin, end, dtype=np.uint64), np.diff(bounds))
    hashed = stems.mixed(terms[:-1] * np.uint64(3) + (terms[1:] << np.uint64(32)))
    hashed &= ~np.uint64(TERM_MASK)
    return distinct((hashed | article[1:]).compress(article[1:] == article[:-1]))


def _met_twice(keys: Keys) -> npt.NDArray[np.bool_]:
    """Which of the ascending keys have the feature of a neighbour."""
    found = np.zeros(len(keys), bool)
    for begin, end in blocks(len(keys) - 1, _KEYS_AT_ONCE):
        feature = keys[begin : end + 1] >> _TERM
        same = feature[1:] == feature[:-1]
        found[begin:end] |= same
        found[begin + 1 : end + 1] |= same
    return found


def _rarest(
    articles: npt.NDArray[Any], features: npt.NDArray[Any], frequency: npt.NDArray[Any], most: int
) -> tuple[Ints, Ints, Ints]:
    """Of each article the `most` rarest features; of equal rarity, the same ones everywhere."""
    keys = articles.astype(np.uint64) << np.uint64(40 - TERM_BITS)
    keys |= np.minimum(frequency, MOST_COUNTED).astype(np.uint64)
    keys <<= _TERM
    keys |= features.astype(np.uint64) & np.uint64(TERM_MASK)
    keys.sort()
    among_first = np.ones(len(keys), bool)
    another = keys[most:] ^ keys[:-most]  # where the one `most` places before is of another article
    another >>= np.uint64(40)
    np.not_equal(another, 0, out=among_first[most:])
    kept = keys.compress(among_first)
    del keys, another
    rarity = (kept >> np.uint64(TERM_BITS)).astype(np.int64) & MOST_COUNTED
    return (
        (kept >> np.uint64(40)).astype(np.int32),
        (kept & np.uint64(TERM_MASK)).astype(np.int32),
        rarity.astype(np.int32),
    )


def _in_lists(articles: Ints, features: Ints, number: int) -> tuple[Ints, Ints]:
    """The entries sorted by feature, these numbered anew, and in each list like articles together.

    They are ordered by one bin of their sketches, another one for other features: two articles of
    resemblance r stand together in about that share of the lists that both are in.
    """
    sketches = np.full(number * _SKETCH_BINS, (1 << _LIKENESS_BITS) - 1, np.uint16)
    for begin, end in blocks(len(features), _KEYS_AT_ONCE):
        feature = features[begin:end]
        hashed = stems.mixed(feature.astype(np.uint64)) >> np.uint64(64 - _LIKENESS_BITS)
        place = articles[begin:end].astype(np.int64) * _SKETCH_BINS + feature % _SKETCH_BINS
        np.minimum.at(sketches, place, hashed.astype(np.uint16))
    keys = np.empty(len(features), np.uint64)
    for begin, end in blocks(len(features), _KEYS_AT_ONCE):
        feature, article = features[begin:end], articles[begin:end]
        bins = (feature // _SKETCH_BINS) % _SKETCH_BINS
        likeness = sketches[article.astype(np.int64) * _SKETCH_BINS + bins].astype(np.uint64)
        key = (feature.astype(np.uint64) << np.uint64(_LIKENESS_BITS)) | likeness
        keys[begin:end] = (key << _TERM) | article.astype(np.uint64)
    keys.sort()
    number_of = np.cumsum(fresh(keys >> np.uint64(_LIKENESS_BITS + TERM_BITS)), dtype=np.int32)
    return (keys & np.uint64(TERM_MASK)).astype(np.int32), number_of - np.int32(1)


def _blocks(size: Ints, articles: int) -> list[tuple[int, int]]:
    """Ranges of left articles that make a bounded number of pairs each; `size` of each list."""
    made = np.where(size <= SHORT_LIST, size * (size - 1) / 2, NEIGHBOURS * size).sum()
    count = max(1, int(np.ceil(made / _PAIRS_AT_ONCE)))
    bounds = np.linspace(0, articles, count + 1).astype(int).tolist()
    return list(itertools.pairwise(bounds))


@dataclass(frozen=True, slots=True)
class _Lists:
    """The posting lists: entries sorted by feature, the size of each list and the weight of its feature."""

    articles: Ints
    features: Ints
    size: Ints
    rarity: npt.NDArray[np.float32]

    def shared(self, begin: int, end: int, number: int) -> tuple[Ints, Ints, Floats]:
        """Pairs with two or more features in common, left article in the range: (left, right, weight)."""
        short = (self.size <= SHORT_LIST)[self.features]
        coded = np.minimum(self.rarity * _WEIGHT_UNIT, _FINEST).astype(np.uint64)
        keys = []
        for step in range(1, max(SHORT_LIST, NEIGHBOURS + 1)):
            together = self.features[step:] == self.features[:-step]
            if step > NEIGHBOURS:
                together &= short[step:]
            at = np.flatnonzero(together)
            one, other = self.articles[at], self.articles[at + step]
            left, right = np.minimum(one, other), np.maximum(one, other)
            if end - begin < number:
                inside = (left >= begin) & (left < end)
                at, left, right = at[inside], left[inside], right[inside]
            pair = (left.astype(np.int64) * number + right).astype(np.uint64) << _WEIGHT
            keys.append(pair | coded[self.features[at]])
        found = np.concatenate(keys)
        del keys
        found.sort()
        return _twice(found, number)


def _twice(found: Keys, number: int) -> tuple[Ints, Ints, Floats]:
    """The pairs that are met twice or more, and the sum of their weights; in slices, to save memory."""
    parts = []
    begin = 0
    while begin < len(found):
        end = min(len(found), begin + _PAIRS_SUMMED)
        while end < len(found) and found[end] >> _WEIGHT == found[end - 1] >> _WEIGHT:
            end += 1
        pair = found[begin:end] >> _WEIGHT
        first = fresh(pair)
        again = np.flatnonzero(~(first & np.append(first[1:], True)))  # one in common is chance
        if len(again):
            pair, weight = pair[again], (found[begin:end][again] & np.uint64(_FINEST))
            at = np.flatnonzero(first[again])
            total = np.add.reduceat(weight.astype(np.int64), at)
            parts.append((pair[at].astype(np.int64), total / _WEIGHT_UNIT))
        begin = end
    if not parts:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    pairs, weights = (np.concatenate(column) for column in zip(*parts, strict=True))
    return pairs // number, pairs % number, weights


def _best(
    left: Ints, right: Ints, shared: npt.NDArray[np.float64], number: int
) -> tuple[Pairs, int]:
    """The pairs that are among the best of either article, and how many of each are."""
    rank = np.full(len(left), BEST)
    for side in (left, right):
        order = np.lexsort((-shared, side))
        of_side = np.arange(len(order)) - np.searchsorted(side[order], side[order])
        rank[order] = np.minimum(rank[order], of_side)
    most = max(MOST_PAIRS, MOST_EACH * number)
    best = BEST
    while best > LEAST_KEPT and np.count_nonzero(rank < best) > most:
        best -= 1
    kept = np.flatnonzero(rank < best)
    left, right = left[kept], right[kept]
    order = np.argsort(left * number + right)
    return Pairs(left[order], right[order]), best
