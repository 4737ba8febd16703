"""Corpus and furniture → how much each term weighs: the rarer in the folder, the more.

The weight is the inverse document frequency (Spärck Jones 1972) of what is no furniture, divided by its
largest value: 0..1. It is counted as if ARTICLES_ASSUMED more articles without the term stood in the
folder, so that two files alone are weighed sensibly; and in steps of half a power of two of the
relative frequency, so that a few new articles change few weights.
"""

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import distinct
from tui.detect.furniture import Furniture
from tui.detect.packing import PLAIN, TERM_BITS, TERM_MASK, Corpus

ARTICLES_ASSUMED: Final = 500
STEPS: Final = 2  # classes to a power of two
FEW_TERMS: Final = 300_000  # are counted by sorting, more in a table of all terms
LIGHTEST: Final = 0.02

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What of a corpus counts, as flat arrays.

    `tokens`: positions in the corpus's terms, of tokens that count; `sentences`: the sentence of each;
    slices `token_offsets` an article. `counts[t]`: whether term t counts in its article, `times[t]`: how often, up to 255;
    `weights[t]`: its weight; `frequency[t]`: in how many articles its term counts.
    """

    tokens: npt.NDArray[np.int32]
    sentences: npt.NDArray[np.int32]
    token_offsets: Ints
    counts: npt.NDArray[np.bool_]
    times: npt.NDArray[np.uint8]
    weights: Floats
    frequency: npt.NDArray[np.int32]


def weigh(corpus: Corpus, found: Furniture) -> Weighed:
    """Weigh the terms of every article. Linear."""
    tokens_of = np.diff(corpus.sentence_tokens)
    sentence = np.repeat(np.arange(len(corpus.hashes), dtype=np.int32), tokens_of)
    kept = np.repeat(~found.furniture, tokens_of)
    if found.template.any():
        filler = corpus.term_kinds[corpus.tokens] != PLAIN
        kept &= filler | np.repeat(~found.template, tokens_of)
    tokens = corpus.tokens[kept]
    begun = np.concatenate([np.zeros(1, np.int32), np.cumsum(kept, dtype=np.int32)])
    offsets = begun[corpus.token_offsets].astype(np.int64)
    del begun
    times = np.minimum(np.bincount(tokens, minlength=len(corpus.terms)), 255).astype(np.uint8)
    counts = times > 0
    frequency = _frequency(corpus.terms[counts], corpus)
    weights = rarity(frequency, corpus.articles)
    weights[~counts] = 0
    return Weighed(tokens, sentence[kept], offsets, counts, times, weights, frequency)


def _frequency(met: npt.NDArray[Any], corpus: Corpus) -> npt.NDArray[np.int32]:
    """How often each term of the corpus is among the terms that are met."""
    if len(met) < FEW_TERMS:
        ordered = np.sort(met)
        few = np.searchsorted(ordered, corpus.terms, "right")
        few -= np.searchsorted(ordered, corpus.terms, "left")
        return few.astype(np.int32)
    counted = np.zeros(1 << TERM_BITS, np.int32)
    for begin in range(0, len(met), 1 << 22):  # bincount answers in 64 bits: one slice at a time
        some = np.bincount(met[begin : begin + (1 << 22)])
        counted[: len(some)] += some.astype(np.int32)
    found: npt.NDArray[np.int32] = counted[corpus.terms]
    return found


def counted_once(corpus: Corpus, weighed: Weighed, families: Ints) -> Weighed:
    """The same with weights by families: the copies of a popular text count as one article.

    `families[a]` is a number that article a shares with its sure copies. O(n log n) in terms.
    """
    article = np.repeat(np.arange(corpus.articles), np.diff(corpus.term_offsets))[weighed.counts]
    terms = corpus.terms[weighed.counts].astype(np.int64)
    met = distinct((families[article] << TERM_BITS) | terms) & TERM_MASK
    frequency = _frequency(met, corpus)
    weights = rarity(frequency, len(distinct(families)))
    weights[~weighed.counts] = 0
    return replace(weighed, weights=weights)


def rarity(frequency: npt.NDArray[np.int32], articles: int) -> Floats:
    """Weight 0..1 of terms that stand in `frequency` of `articles`, in classes."""
    assumed = articles + ARTICLES_ASSUMED
    counts = np.arange(1, int(frequency.max(initial=1)) + 1)
    classes = np.floor(STEPS * np.log2(assumed / counts)) / STEPS
    weights = np.clip(classes / np.log2(assumed), LIGHTEST, 1).astype(np.float32)
    found: Floats = weights[np.maximum(frequency, 1) - 1]
    return found
