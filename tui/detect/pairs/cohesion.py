"""Weighed corpus → how much the two halves of each article have in common: the measure of what two articles have.

Two stories that one round-up quotes share the common words of their language, two halves of one story its names and
subjects as well. How much that is depends on the language, the length and the folder, so a pair is held against
the halves of either article (compare the lexical cohesion of Hearst 1997, TextTiling).
"""

from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import blocks, sums
from tui.detect.features.packing import Corpus
from tui.detect.term_weights import Weighed
from tui.runtime.thread_map import ahead

TOKENS: Final = 40  # that count: the halves of fewer tell nothing
OF_SHORT: Final = 0.3  # what is assumed of these
LEAST: Final = 0.05
_ARTICLES_AT_ONCE: Final = 2048

Floats = npt.NDArray[np.float64]


def heft(weights: npt.NDArray[np.floating], times: npt.NDArray[np.integer]) -> Floats:
    """What a term counts in a text where it stands so many times: again and again tells less and less."""
    found: Floats = weights * np.sqrt(times)
    return found


def cohesion(corpus: Corpus, weighed: Weighed) -> Floats:
    """For each article the cosine of its halves' terms (Salton 1975), LEAST..1. Linear in tokens."""
    some = partial(_of_some, corpus, weighed)
    of_blocks = ahead(some, [*blocks(corpus.articles, _ARTICLES_AT_ONCE)])
    return np.concatenate([np.zeros(0), *of_blocks])


def _of_some(corpus: Corpus, weighed: Weighed, block: tuple[int, int]) -> Floats:
    """The same for some of the articles, half-open."""
    begin, end = block
    bounds = weighed.token_offsets[begin : end + 1]
    sizes = np.diff(bounds)
    terms = slice(corpus.term_offsets[begin], corpus.term_offsets[end])
    tokens = weighed.tokens[bounds[0] : bounds[-1]] - terms.start
    place = np.arange(len(tokens)) - np.repeat(bounds[:-1] - bounds[0], sizes)
    second = 2 * place >= np.repeat(sizes, sizes)
    article = np.repeat(np.arange(end - begin), np.diff(corpus.term_offsets[begin : end + 1]))
    weights = weighed.class_weights[weighed.classes[terms]].astype(np.float64)
    one, other = (
        heft(weights, np.bincount(tokens[half], minlength=len(weights)))
        for half in (~second, second)
    )
    product = sums(article, one * other, end - begin)
    norms = sums(article, one**2, end - begin) * sums(article, other**2, end - begin)
    cosine = product / np.maximum(np.sqrt(norms), 1e-9)
    return np.where(sizes >= TOKENS, np.maximum(cosine, LEAST), OF_SHORT)
