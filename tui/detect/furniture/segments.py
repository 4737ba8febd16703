"""Corpus → the pieces of text that are an article's own, and what others have too on either side of them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import fresh
from tui.detect.features.packing import Corpus

MOST_BETWEEN: Final = (
    12  # words that others have too, inside of a piece: “Share this”, a stock phrase
)

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces in reading order, a row each.

    `articles`, ascending. `words` of its own in it. `words_before`, `words_behind`: of the article, words that others
    have too, on either side. `before`, `behind`: the sentence of these that is next to it, 0 for none.
    """

    articles: Ints
    words: Ints
    words_before: Ints
    words_behind: Ints
    before: Keys
    behind: Keys


def pieces(corpus: Corpus, articles: Ints, own: Bools, counted: Ints) -> Pieces:
    """The pieces of all articles: between two of one article stand more than MOST_BETWEEN words that others have too.

    Of each sentence: its article, whether it stands nowhere else (`own`), and how many of its words count. O(sentences).
    """
    others_before = np.append(0, np.cumsum(counted * ~own))
    at = np.flatnonzero(own & (counted > 0))
    opens = fresh(articles[at])
    opens[1:] |= others_before[at[1:]] - others_before[at[:-1]] > MOST_BETWEEN
    closes = np.ones(len(at), bool)
    closes[:-1] = opens[1:]
    first, last = at[opens], at[closes]
    of = articles[first]
    begin, end = corpus.sentence_offsets[of], corpus.sentence_offsets[of + 1]
    words_before = others_before[first] - others_before[begin]
    words_behind = others_before[end] - others_before[last + 1]
    others = np.flatnonzero(~own & (counted > 0))
    keys = np.concatenate([[0], corpus.hashes[others], [0]]).astype(np.uint64)
    return Pieces(
        of,
        np.bincount(np.cumsum(opens) - 1, counted[at], len(first)).astype(np.int64),
        words_before,
        words_behind,
        np.where(words_before > 0, keys[np.searchsorted(others, first)], 0).astype(np.uint64),
        np.where(words_behind > 0, keys[np.searchsorted(others, last) + 1], 0).astype(np.uint64),
    )
