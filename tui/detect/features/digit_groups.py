"""Words of a block of texts → one number where spaces set its thousands apart: 95 000 is 95,000 to who writes it so.

French and Nordic texts do, and those that keep to the International System of Units (SI Brochure, 5.4.4).
"""

from typing import Final

import numpy as np

from tui.detect.arrays import offsets, ranges
from tui.detect.features import characters, stems
from tui.detect.features.word_arrays import Bools, Codes, Ints, Words, among

_SPACES: Final = " \u00a0\u2009\u202f"
_MOST_PARTS: Final = 4  # billions; where more follow each other it is the row of a table


def join(found: Words, codes: Codes) -> Bools:
    """Give the first part of each such number the stem of the whole, in place, and tell which words are later parts.

    The first part has one to three digits and does not begin with 0, each later one has three: of "in 2020 95 000 came"
    only "000" is a later part. Linear.
    """
    later = np.zeros(len(found.starts), bool)
    numbers = np.flatnonzero(found.numbers)
    links = _links(found, codes, numbers[1:][np.diff(numbers) == 1])
    if not len(links):
        return later
    opens = np.diff(links, prepend=-1) != 1
    first = links[opens] - 1
    parts = np.bincount(np.cumsum(opens) - 1) + 1
    whole = (parts <= _MOST_PARTS) & (codes[_digits_begin(found, codes, first)] != ord("0"))
    first, parts = first[whole], parts[whole]
    of_parts = ranges(first, parts)
    begin = _digits_begin(found, codes, of_parts)
    sizes = _digits_end(found, codes, of_parts) - begin
    digits = characters.folded_of(codes[ranges(begin, sizes)])
    bounds = offsets(sizes)[offsets(parts)]
    found.stem[first] = stems.hashes(digits, bounds[:-1], bounds[1:])[1]
    later[of_parts] = True
    later[first] = False
    return later


def _links(found: Words, codes: Codes, behind: Ints) -> Ints:
    """Which of these numbers, each with a number before it, go on with that one."""
    before = behind - 1
    space = found.ends[before]
    near = (found.starts[behind] - space == 1) & among(codes[space], _SPACES)
    behind, before = behind[near], before[near]
    begin, end = _digits_begin(found, codes, before), _digits_end(found, codes, behind)
    ahead = found.ends[before] - begin
    three = end - found.starts[behind] == stems.THOUSANDS
    fitting = three & (ahead >= 1) & (ahead <= stems.THOUSANDS)
    behind, begin, sizes = behind[fitting], begin[fitting], (end - begin)[fitting]
    others = characters.kinds_of(codes[ranges(begin, sizes)]) != characters.DIGIT
    pair = np.repeat(np.arange(len(behind)), sizes)
    links: Ints = behind[np.bincount(pair, others, len(behind)) == 1]  # the space is no digit
    return links


def _digits_begin(found: Words, codes: Codes, numbers: Ints) -> Ints:
    """Where the digits of these numbers begin: words that were found one by one hold their sign of money."""
    at = found.starts[numbers]
    begin: Ints = at + (characters.kinds_of(codes[at]) != characters.DIGIT)
    return begin


def _digits_end(found: Words, codes: Codes, numbers: Ints) -> Ints:
    """Where the digits of these numbers end: words that were found one by one hold their per cent sign."""
    at = found.ends[numbers]
    end: Ints = at - (codes[at - 1] == ord("%"))
    return end
