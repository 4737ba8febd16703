"""The line ends of two copies → those that are borders, and not only where a column was full.

Whether a line end is a wrap, the other copy knows: there the same words run on. No width tells it, for
columns are narrow, ragged, and hyphenated or not. A line end that the other copy does not have, for the
words beside it were changed, is taken for what most line ends of its paragraph are, or of the text;
before a small letter that is a wrap, for lists and verse begin with capitals.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from tui.compare.align.alignment_tokens import Floats, Side, Vocabulary
from tui.text import words

Places = npt.NDArray[np.int64]
Breaks = npt.NDArray[np.uint8]
_Hashes = npt.NDArray[np.uint64]
_Bools = npt.NDArray[np.bool_]

_BEFORE: Final = (2, 1)  # words of the three of a place that stand before the line end


def borders(side: Side, other: Side, vocabulary: Vocabulary) -> Breaks:
    """The breaks of a side, 0 where a line end is nothing but a wrap. About linear in words."""
    at = np.flatnonzero(side.breaks == 1)
    if not len(at):
        return side.breaks
    runs_on, breaks_too, stands_apart = _found(side, at, other)
    first = [side.text[begin] for begin in side.starts[at].tolist()]
    small, capital = (
        np.array([test(letter) for letter in first]) for test in (str.islower, str.isupper)
    )
    surely = runs_on & ~breaks_too & ~stands_apart
    votes = _votes(side, at, surely | small, (breaks_too & capital) | stands_apart, vocabulary)
    wraps = surely | (votes > 0) & ~stands_apart
    breaks = side.breaks.copy()
    breaks[at[wraps]] = 0
    return breaks


def _votes(side: Side, at: Places, wraps: _Bools, stays: _Bools, vocabulary: Vocabulary) -> Floats:
    """For each line end how many of its paragraph are wraps less those that are none; else of the text."""
    is_mark = np.array(vocabulary.kinds, np.uint8) == words.PUNCTUATION
    telling = ~is_mark[side.keys[at - 1]]  # behind a full stop words run on by chance
    vote = np.where(telling, wraps.astype(np.float64) - stays, 0.0)
    paragraph = np.cumsum(side.breaks == 2)[at]
    votes: Floats = np.bincount(paragraph, vote)[paragraph]
    votes[votes == 0] = vote.sum()
    return votes


def _found(side: Side, at: Places, other: Side) -> list[_Bools]:
    """For 0, 1 and 2 newlines: whether the words around each line end stand so in the other copy."""
    found = [np.zeros(len(at), np.bool_) for _newlines in range(3)]
    for before in _BEFORE:
        ours, theirs = _threes(side, before)[at], _threes(other, before)
        for newlines in range(3):
            found[newlines] |= np.isin(ours, theirs[other.breaks == newlines])
    return found


def _threes(side: Side, before: int) -> _Hashes:
    """For each token a hash of three, so many of them before it."""
    keys = side.keys.astype(np.uint64) + np.uint64(1)
    padded = np.concatenate([np.zeros(before, np.uint64), keys, np.zeros(2, np.uint64)])
    mixed = np.zeros(len(keys), np.uint64)
    for step in range(3):
        mixed = (mixed + padded[step : step + len(keys)]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return mixed
