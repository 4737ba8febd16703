"""Corpus → which sentences are page furniture, and which are a template that only its fillers tell apart.

A sentence is furniture when it recurs in articles that are otherwise unrelated (lesson: what recurs in
*related* surroundings is a copied text, however popular). Of the articles that share it, pairs are
looked at: they are unrelated when both have enough text of their own and their own texts share few
terms, which sketches of the terms tell (one-permutation minhash, Li, Owen & Zhang 2012).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import blocks, distinct, fresh
from tui.detect.features import stems
from tui.detect.features.packing import Corpus
from tui.detect.furniture.own_text import OwnText, own_text
from tui.detect.furniture.stock_phrases import stock
from tui.model import Span
from tui.progress import Progress, Step, silent
from tui.runtime.thread_map import ahead

FEWEST_ARTICLES: Final = (
    3  # that share a sentence; what only two share is for verification to weigh
)
RELATED: Final = 0.14  # resemblance of own texts; unrelated ones of one language stay below .1
UNRELATED_PAIRS: Final = (
    0.2  # at least, of the pairs that were looked at; and more than are related
)
WITHIN_COUNTS: Final = (
    2  # as so many related ones: one text is wholly in the other, which added its own
)
PAIRS_LOOKED_AT: Final = 24
ROUNDS: Final = 4
_EMPTY: Final = np.uint32(0xFFFFFFFF)
BINS: Final = 64
TEMPLATE_WORDS: Final = 4  # fewest lasting words of a template's sentence
_ARTICLES_AT_ONCE: Final = 2048
DISTINCT_FILLERS: Final = 0.6  # of the articles that share the skeleton

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Furniture:
    """For each sentence of the corpus: it weighs nothing (`furniture`); only its names and numbers do (`template`)."""

    furniture: Bools
    template: Bools


def find_furniture(corpus: Corpus, *, progress: Progress = silent) -> Furniture:
    """Judge every sentence that three or more articles share. O(n log n) in sentences.

    In rounds: furniture that was found is no part of an article's text when its own share is taken,
    so that what the short pages of a site have in common is found by and by. `progress` hears of sketching, of
    each round and of the templates.
    """
    looks = ROUNDS + 2
    progress(Step("furniture", 0, looks))
    articles = np.repeat(np.arange(corpus.articles), np.diff(corpus.sentence_offsets))
    key, shared_by = _shared(corpus.hashes, articles)
    furniture = stock(corpus)
    own = (shared_by < FEWEST_ARTICLES) & ~furniture
    sketches = _sketches(corpus, own)
    for number in range(ROUNDS):
        progress(Step("furniture", 1 + number, looks))
        judge = _Judge(sketches, own_text(corpus, articles, own, furniture))
        asked = ~furniture & (shared_by >= FEWEST_ARTICLES)
        found = judge.unrelated(key, articles, asked)
        furniture |= found
        if not found.any():
            break
    progress(Step("furniture", 1 + ROUNDS, looks))
    skeleton, skeleton_by = _shared(corpus.skeletons, articles)
    slotted = (corpus.skeleton_words >= TEMPLATE_WORDS) & (corpus.skeleton_words < corpus.words)
    asked = ~furniture & slotted & (skeleton_by >= FEWEST_ARTICLES)
    distinct = _distinct(skeleton, key)
    asked &= distinct >= DISTINCT_FILLERS * skeleton_by
    template = judge.unrelated(skeleton, articles, asked)
    return Furniture(furniture, template)


def _shared(keys: npt.NDArray[np.unsignedinteger], articles: Ints) -> tuple[Ints, Ints]:
    """(number of each sentence's key, in how many articles that key stands)."""
    if not len(keys):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    distinct, number = np.unique(keys, return_inverse=True)
    return number, _distinct_by_key(number, articles, len(distinct))[number]


def _distinct_by_key(number: Ints, values: Ints, keys: int) -> Ints:
    """How many distinct values stand with each key."""
    pairs = distinct(number * (int(values.max()) + 1) + values)
    counted: Ints = np.bincount(pairs // (int(values.max()) + 1), minlength=keys)
    return counted


def _distinct(skeleton: Ints, key: Ints) -> Ints:
    """How many different sentences have each sentence's skeleton."""
    if not len(skeleton):
        return skeleton
    return _distinct_by_key(skeleton, key, int(skeleton.max()) + 1)[skeleton]


def _sketches(corpus: Corpus, own: Bools) -> npt.NDArray[np.uint32]:
    """The smallest hash in each bin of the terms of an article's own sentences: (articles, BINS)."""
    some = partial(_sketches_of, corpus, own)
    of_blocks = ahead(some, [*blocks(corpus.articles, _ARTICLES_AT_ONCE)])
    return np.concatenate([np.zeros((0, BINS), np.uint32), *of_blocks])


def _sketches_of(corpus: Corpus, own: Bools, block: tuple[int, int]) -> npt.NDArray[np.uint32]:
    """The same for some of the articles, half-open."""
    begin, end = block
    sentences = slice(corpus.sentence_offsets[begin], corpus.sentence_offsets[end])
    sizes = np.diff(corpus.sentence_tokens[sentences.start : sentences.stop + 1])
    in_own = np.repeat(own[sentences], sizes)
    terms = slice(corpus.term_offsets[begin], corpus.term_offsets[end])
    chosen = np.zeros(terms.stop - terms.start, bool)
    chosen[corpus.terms_of_tokens(begin, end).compress(in_own) - terms.start] = True
    sizes = np.diff(corpus.term_offsets[begin : end + 1])
    article = np.repeat(np.arange(end - begin), sizes).compress(chosen)
    hashed = stems.mixed(corpus.terms[terms].compress(chosen).astype(np.uint64)) >> np.uint64(32)
    place = article * BINS + (hashed % BINS).astype(np.int64)
    sketches = np.full((end - begin) * BINS, _EMPTY, np.uint32)
    np.minimum.at(sketches, place, hashed.astype(np.uint32))
    return sketches.reshape(-1, BINS)


@dataclass(frozen=True, slots=True)
class _Judge:
    """Says whether articles are unrelated by what each has for itself."""

    sketches: npt.NDArray[np.uint32]
    own: OwnText

    def unrelated(self, keys: Ints, articles: Ints, asked: Bools) -> Bools:
        """Which of the asked sentences recur in mostly unrelated articles; False for the others."""
        verdict = np.zeros(len(keys), bool)
        at = np.flatnonzero(asked)
        if not len(at):
            return verdict
        left, right, key = _pairs(keys[at], articles[at])
        pair, which = np.unique(left * len(self.sketches) + right, return_inverse=True)
        left, right = pair // len(self.sketches), pair % len(self.sketches)
        related = self._related(left, right)
        apart = ~related & self.own.speaks(left, right)
        contained = ~apart & (self.own.none[left] | self.own.none[right])
        size = int(keys.max()) + 1
        are_related = np.bincount(key, related[which], size)
        are_apart = np.bincount(key, apart[which], size)
        looked_at = np.bincount(key, minlength=size)
        few = looked_at < PAIRS_LOOKED_AT // 2
        within = np.bincount(key, (contained & ~related)[which], size)
        are_related += few * WITHIN_COUNTS * within
        verdict_of = (are_apart > are_related) & (are_apart >= UNRELATED_PAIRS * looked_at)
        verdict[at] = verdict_of[keys[at]]
        return verdict

    def _related(self, left: Ints, right: Ints) -> Bools:
        """Whether the own texts of each pair of articles share terms, in blocks."""
        found = np.zeros(len(left), bool)
        for begin in range(0, len(left), 1 << 16):
            block = slice(begin, begin + (1 << 16))
            a, b = self.sketches[left[block]], self.sketches[right[block]]
            filled = (a != _EMPTY) | (b != _EMPTY)
            same = ((a == b) & filled).sum(1) / np.maximum(filled.sum(1), 1)
            found[block] = same >= RELATED
        return found


def _pairs(keys: Ints, articles: Ints) -> tuple[Ints, Ints, Ints]:
    """Up to PAIRS_LOOKED_AT pairs of distinct articles for each key: (left, right, key).

    Articles stand in a scattered order that is the same for all keys, and are paired with
    neighbours: sentences that share their articles look at the same pairs.
    """
    scattered = stems.mixed(articles.astype(np.uint64) + np.uint64(1)) >> np.uint64(1)
    order = np.lexsort((scattered, keys))
    keys, articles = keys[order], articles[order]
    fresh = np.ones(len(keys), bool)
    fresh[1:] = (keys[1:] != keys[:-1]) | (articles[1:] != articles[:-1])
    keys, articles = keys[fresh], articles[fresh]
    begin = np.searchsorted(keys, keys)
    rank = np.arange(len(keys)) - begin
    found = []
    for step in (1, 2):
        near = (keys[step:] == keys[:-step]) & (rank[:-step] < PAIRS_LOOKED_AT // 2)
        at = np.flatnonzero(near)
        found.append(
            (
                np.minimum(articles[at], articles[at + step]),
                np.maximum(articles[at], articles[at + step]),
                keys[at],
            )
        )
    left, right, key = (np.concatenate(column) for column in zip(*found, strict=True))
    return left, right, key


def shares(corpus: Corpus, found: Furniture) -> npt.NDArray[np.float32]:
    """The share of each article's words that is furniture, 0..1."""
    articles = np.repeat(np.arange(corpus.articles), np.diff(corpus.sentence_offsets))
    words = np.bincount(articles, corpus.words, corpus.articles)
    aside = np.bincount(articles, corpus.words * found.furniture, corpus.articles)
    return (aside / np.maximum(words, 1)).astype(np.float32)


def spans(
    corpus: Corpus, found: Furniture, names: Sequence[Sequence[str]]
) -> dict[str, tuple[Span, ...]]:
    """Article id → its furniture: sorted, disjoint, neighbouring sentences joined.

    `names` holds, for each article of the corpus, the ids of all articles with that very text.
    """
    at = np.flatnonzero(found.furniture)
    article = np.searchsorted(corpus.sentence_offsets, at, side="right") - 1
    first = np.flatnonzero(fresh(article) | fresh(at - np.arange(len(at))))
    last = np.append(first[1:], len(at))[: len(first)] - 1
    begins, ends = corpus.starts[at[first]].tolist(), corpus.ends[at[last]].tolist()
    joined = list(zip(begins, ends, strict=True))
    bounds = np.searchsorted(article[first], np.arange(len(names) + 1)).tolist()
    told: dict[str, tuple[Span, ...]] = {}
    for copies, begin, end in zip(names, bounds[:-1], bounds[1:], strict=True):
        if begin < end:
            told |= dict.fromkeys(copies, tuple(joined[begin:end]))
    return told
