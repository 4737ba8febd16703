"""Words of a block of texts → where sentences begin, for matching: line wraps do not break them.

Coarser than `words.sentences`, which serves the eye: here a line that goes on with a small letter is the
same sentence, so that a text wrapped by a scanner is cut like the text it was made from.
"""

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import ranges
from tui.detect.features import stems
from tui.detect.features.characters import is_unspaced_letter
from tui.detect.features.letter_case import is_small
from tui.text import words

LONGEST: Final = 60
"""Words; what runs on is cut, so that a sentence is a place in the text and aligning stays cheap."""

_ENDS: Final = ".!?…。！？؟।"
_WIDE_ENDS: Final = "。！？।"
_SPACES: Final = " \n\u00a0"

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint32]
Hashes = npt.NDArray[np.uint64]


def begins(
    codes: Codes, starts: Ints, ends: Ints, texts: Ints, exact: Hashes, one_case: Bools
) -> Ints:
    """The numbers of the words that begin a sentence. Linear.

    A sentence ends with its text, at a blank line, at a line end unless the next line goes on with a
    small letter, and at an end mark before a capital that is not that of an abbreviation or initial; in texts of
    `one_case`, as is said of each word, before any letter with white space before it. In an alphabet without spaces
    between words, which has no end marks either, a space ends it.
    """
    if not len(starts):
        return np.zeros(0, np.int64)
    breaks = np.ones(len(starts), bool)
    breaks[1:] = texts[1:] != texts[:-1]
    plain_space = (starts[1:] - ends[:-1] == 1) & (codes[ends[:-1]] == ord(" "))
    looked_at = np.flatnonzero(~plain_space & ~breaks[1:]) + 1
    before, behind = ends[looked_at - 1], starts[looked_at]
    sizes = behind - before
    gap = np.repeat(np.arange(len(sizes)), sizes)
    between = codes[ranges(before, sizes)]
    lines = np.bincount(gap[between == ord("\n")], minlength=len(sizes))
    small = is_small(codes[behind])
    broken = (lines > 1) | ((lines == 1) & ~small)
    marked, full_width = (_holds(gap, between, marks, len(sizes)) for marks in (_ENDS, _WIDE_ENDS))
    title = np.isin(exact[looked_at - 1], _abbreviations())
    spaced = one_case[looked_at] & _holds(gap, between, _SPACES, len(sizes))
    goes_on = small & ~spaced
    initial = (before - starts[looked_at - 1] == 1) & ~goes_on
    breaks[looked_at] = broken | full_width | (marked & ~goes_on & ~title & ~initial)
    breaks[1:] |= (
        plain_space
        & is_unspaced_letter(codes[ends[:-1] - 1])
        & is_unspaced_letter(codes[starts[1:]])
    )
    return np.flatnonzero(breaks | _run_on(breaks))


def _holds(gap: Ints, codes: Codes, marks: str, gaps: int) -> Bools:
    """Whether each gap holds one of the marks; `codes` are those of all gaps, `gap` the number of each one's."""
    found = np.zeros(gaps, bool)
    found[gap[np.isin(codes, [ord(mark) for mark in marks])]] = True
    return found


def _run_on(breaks: Bools) -> Bools:
    """Where a sentence is cut because it has run on for `LONGEST` words."""
    number = np.arange(len(breaks))
    begun = np.maximum.accumulate(np.where(breaks, number, 0))
    cut: Bools = (number - begun) % LONGEST == 0
    return cut


@cache
def _abbreviations() -> Hashes:
    return stems.hashes_of_keys(sorted(words.ABBREVIATIONS))[0]
