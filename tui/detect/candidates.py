"""Weighed corpus → candidate pairs: articles that share rare terms or rare pairs of neighbouring terms.

Each article is looked up by its rarest features of those that stand elsewhere too. A feature of few articles makes
pairs of all of them; in one of many articles (a story that hundreds reprint) each is paired with its
neighbours in an order that brings like articles together, so that the work stays linear and a popular
story is still one chain of pairs. Compare the inverted index with pruned lists of Bayardo, Ma &
Srikant 2007.
"""

import itertools
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect import stems
from tui.detect.packing import TERM_BITS, TERM_MASK, Corpus
from tui.detect.rarity import Weighed
from tui.progress import Progress, Step, silent

RAREST_TERMS: Final = 40
RAREST_BIGRAMS: Final = 40
SHORT_LIST: Final = 12  # articles; up to here a feature makes pairs of all of them
NEIGHBOURS: Final = 3  # in a longer list
BEST: Final = 16  # candidates an article keeps
LEAST_SHARED: Final = 0.04  # of the smaller profile's weight
_PAIRS_AT_ONCE: Final = 12_000_000  # bounds memory: 8 bytes each, twice
_WEIGHT_BITS: Final = 10
_SKETCH_BINS: Final = 32

Ints = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]


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


def find_candidates(corpus: Corpus, weighed: Weighed, *, progress: Progress = silent) -> Pairs:
    """The pairs worth verifying. About linear in articles; the constants above bound it."""
    articles, features, rarity = _profiles(corpus, weighed)
    if not len(articles):
        return Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64))
    total = np.bincount(articles, rarity, corpus.articles)
    articles, features, rarity = _in_lists(articles, features, rarity, corpus.articles)
    list_size = np.bincount(features)[features]
    blocks = _blocks(list_size, corpus.articles)
    left, right, shared = [], [], []
    for number, (begin, end) in enumerate(blocks):
        progress(Step("candidates", number, len(blocks)))
        a, b, weight = _shared_in_block(
            articles, features, rarity, list_size, begin, end, corpus.articles
        )
        enough = weight >= LEAST_SHARED * np.minimum(total[a], total[b])
        left.append(a[enough])
        right.append(b[enough])
        shared.append(weight[enough] / np.sqrt(total[a] * total[b])[enough])
    return _best(
        np.concatenate(left), np.concatenate(right), np.concatenate(shared), corpus.articles
    )


def _profiles(corpus: Corpus, weighed: Weighed) -> tuple[Ints, Ints, npt.NDArray[np.float32]]:
    """The rarest terms and bigrams of each article: (article, number of the feature, weight)."""
    article = np.repeat(np.arange(corpus.articles), np.diff(corpus.term_offsets))
    shared = weighed.counts & (weighed.frequency >= 2)
    terms = _rarest(
        article[shared],
        corpus.terms[shared].astype(np.int64),
        weighed.frequency[shared],
        RAREST_TERMS,
    )
    bigrams = _rarest(*_bigrams(corpus, weighed), RAREST_BIGRAMS)
    articles = np.concatenate([terms[0], bigrams[0]])
    features = np.concatenate([terms[1], bigrams[1] + (1 << TERM_BITS)])
    frequency = np.concatenate([terms[2], bigrams[2]])
    _, number = np.unique(features, return_inverse=True)
    rarity = np.log((corpus.articles + 2) / frequency)
    return articles, number, rarity.astype(np.float32)


def _bigrams(corpus: Corpus, weighed: Weighed) -> tuple[Ints, Ints, Ints]:
    """Pairs of neighbouring tokens that two or more articles hold: (article, hash, frequency)."""
    terms = corpus.terms[weighed.tokens].astype(np.uint64)
    article = np.repeat(np.arange(corpus.articles, dtype=np.uint64), np.diff(weighed.token_offsets))
    hashed = stems.mixed(terms[:-1] * np.uint64(3) + (terms[1:] << np.uint64(32)))
    bits = np.uint64(TERM_BITS)
    same = article[1:] == article[:-1]
    keys = np.unique((article[:-1][same] << bits) | (hashed[same] >> np.uint64(64 - TERM_BITS)))
    feature = (keys & np.uint64(TERM_MASK)).astype(np.int64)
    frequency = np.bincount(feature, minlength=1)[feature]
    shared = frequency >= 2
    return (keys[shared] >> bits).astype(np.int64), feature[shared], frequency[shared]


def _rarest(
    articles: Ints, features: Ints, frequency: npt.NDArray[np.integer], most: int
) -> tuple[Ints, Ints, Ints]:
    """Of each article the `most` rarest features; of equal rarity, the same ones everywhere."""
    scattered = stems.mixed(features.astype(np.uint64)) >> np.uint64(48)
    order = np.lexsort((scattered, frequency, articles))
    articles = articles[order]
    rank = np.arange(len(articles)) - np.searchsorted(articles, articles)
    kept = order[rank < most]
    return articles[rank < most], features[kept], frequency[kept].astype(np.int64)


def _in_lists(
    articles: Ints, features: Ints, rarity: npt.NDArray[np.float32], number: int
) -> tuple[Ints, Ints, npt.NDArray[np.float32]]:
    """The entries sorted by feature, and in each list like articles together.

    They are ordered by one bin of their sketches, another one for other features: two articles of
    resemblance r stand together in about that share of the lists that both are in.
    """
    hashed = stems.mixed(features.astype(np.uint64)) >> np.uint64(32)
    sketches = np.full(number * _SKETCH_BINS, 0xFFFFFFFF, np.uint32)
    np.minimum.at(
        sketches,
        articles * _SKETCH_BINS + (hashed % _SKETCH_BINS).astype(np.int64),
        hashed.astype(np.uint32),
    )
    likeness = sketches[articles * _SKETCH_BINS + features % _SKETCH_BINS]
    order = np.lexsort((articles, likeness, features))
    return articles[order], features[order], rarity[order]


def _steps(list_size: Ints) -> range:
    return range(1, max(int(min(list_size.max(), SHORT_LIST)), NEIGHBOURS + 1))


def _blocks(list_size: Ints, articles: int) -> list[tuple[int, int]]:
    """Ranges of left articles that make a bounded number of pairs each."""
    made = float(np.where(list_size <= SHORT_LIST, (list_size - 1) / 2, NEIGHBOURS).sum())
    count = max(1, int(np.ceil(made / _PAIRS_AT_ONCE)))
    bounds = np.linspace(0, articles, count + 1).astype(int).tolist()
    return list(itertools.pairwise(bounds))


def _shared_in_block(
    articles: Ints,
    features: Ints,
    rarity: npt.NDArray[np.float32],
    list_size: Ints,
    begin: int,
    end: int,
    number: int,
) -> tuple[Ints, Ints, npt.NDArray[np.float64]]:
    """Pairs with two or more features in common whose left article is in the block: (left, right, weight)."""
    keys = []
    finest = (1 << _WEIGHT_BITS) - 1
    coded = np.minimum(rarity * 32, finest).astype(np.uint64)
    for step in _steps(list_size):
        together = (features[step:] == features[:-step]) & (
            (list_size[step:] <= SHORT_LIST) | (step <= NEIGHBOURS)
        )
        at = np.flatnonzero(together)
        one, other = articles[at], articles[at + step]
        left, right = np.minimum(one, other), np.maximum(one, other)
        inside = (left >= begin) & (left < end)
        pair = left[inside] * number + right[inside]
        keys.append((pair.astype(np.uint64) << np.uint64(_WEIGHT_BITS)) | coded[at][inside])
    found = np.concatenate(keys)
    found.sort()
    pair = found >> np.uint64(_WEIGHT_BITS)
    first = (
        np.flatnonzero(np.append(True, pair[1:] != pair[:-1]))
        if len(pair)
        else np.zeros(0, np.int64)
    )
    times = np.diff(np.append(first, len(pair)))
    weight = (
        np.add.reduceat((found & np.uint64(finest)).astype(np.float64), first)
        if len(first)
        else times / 1.0
    )
    kept = times >= 2
    pair = pair[first][kept].astype(np.int64)
    return pair // number, pair % number, weight[kept] / 32


def _best(left: Ints, right: Ints, shared: npt.NDArray[np.float64], number: int) -> Pairs:
    """The pairs that are among the best of either article."""
    kept = np.zeros(len(left), bool)
    for side in (left, right):
        order = np.lexsort((-shared, side))
        rank = np.arange(len(order)) - np.searchsorted(side[order], side[order])
        kept[order[rank < BEST]] = True
    order = np.argsort(left[kept] * number + right[kept])
    return Pairs(left[kept][order], right[kept][order])
