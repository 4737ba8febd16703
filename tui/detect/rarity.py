"""Corpus and furniture → how much each term weighs: the rarer in the folder, the more.

The weight is the inverse document frequency (Spärck Jones 1972) of what is no furniture, divided by its
largest value: 0..1. It is counted as if ARTICLES_ASSUMED more articles without the term stood in the
folder, so that two files alone are weighed sensibly; and in steps of half a power of two of the
relative frequency, so that a few new articles change few weights.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect.furniture import Furniture
from tui.detect.packing import PLAIN, TERM_BITS, TERM_MASK, Corpus

ARTICLES_ASSUMED: Final = 500
STEPS: Final = 2  # classes to a power of two
LIGHTEST: Final = 0.02

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What of a corpus counts, as flat arrays.

    `tokens`: positions in the corpus's terms, of tokens that count; `sentences`: the sentence of each;
    slices `token_offsets` an article. `counts[t]`: whether term t counts in its article, `times[t]`: how often;
    `weights[t]`: its weight; `frequency[t]`: in how many articles its term counts.
    """

    tokens: npt.NDArray[np.int32]
    sentences: npt.NDArray[np.int32]
    token_offsets: Ints
    counts: npt.NDArray[np.bool_]
    times: npt.NDArray[np.int32]
    weights: Floats
    frequency: npt.NDArray[np.int32]


def weigh(corpus: Corpus, found: Furniture) -> Weighed:
    """Weigh the terms of every article. Linear."""
    sentence = np.repeat(
        np.arange(len(corpus.hashes), dtype=np.int32), np.diff(corpus.sentence_tokens)
    )
    kept = ~found.furniture[sentence]
    filler = corpus.term_kinds[corpus.tokens] != PLAIN
    kept &= ~found.template[sentence] | filler
    tokens = corpus.tokens[kept]
    offsets = np.concatenate([[0], np.cumsum(kept)])[corpus.token_offsets]
    times = np.bincount(tokens, minlength=len(corpus.terms)).astype(np.int32)
    counts = times > 0
    counted = np.bincount(corpus.terms[counts], minlength=1 << TERM_BITS)[corpus.terms]
    frequency: npt.NDArray[np.int32] = counted.astype(np.int32)
    weights = rarity(frequency, corpus.articles)
    weights[~counts] = 0
    return Weighed(tokens, sentence[kept], offsets, counts, times, weights, frequency)


def counted_once(corpus: Corpus, weighed: Weighed, families: Ints) -> Weighed:
    """The same with weights by families: the copies of a popular text count as one article.

    `families[a]` is a number that article a shares with its sure copies. O(n log n) in terms.
    """
    article = np.repeat(np.arange(corpus.articles), np.diff(corpus.term_offsets))[weighed.counts]
    terms = corpus.terms[weighed.counts].astype(np.int64)
    met = np.unique((families[article] << TERM_BITS) | terms) & TERM_MASK
    frequency = np.bincount(met, minlength=1 << TERM_BITS)[corpus.terms].astype(np.int32)
    weights = rarity(frequency, len(np.unique(families)))
    weights[~weighed.counts] = 0
    return replace(weighed, weights=weights)


def rarity(frequency: npt.NDArray[np.int32], articles: int) -> Floats:
    """Weight 0..1 of terms that stand in `frequency` of `articles`, in classes."""
    assumed = articles + ARTICLES_ASSUMED
    relative = assumed / np.maximum(frequency, 1)
    classes = np.floor(STEPS * np.log2(relative)) / STEPS
    weights: Floats = np.clip(classes / np.log2(assumed), LIGHTEST, 1).astype(np.float32)
    return weights
