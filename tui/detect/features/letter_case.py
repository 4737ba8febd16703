"""Words of texts → which of them stand in a text that tells nothing by its capitals: all has one, or nothing has.

Telegraphed copy, old archives and transcripts are written so. There a capital makes no name, and a small letter behind a
full stop does not say that the sentence goes on.
"""

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

MOST_CAPITALS: Final = 0.01  # of the words of a text in small letters
MOST_SMALL: Final = 0.1  # of the words of a text in capitals
_LAST: Final = 0x2100  # behind it no alphabet of the tables has capitals

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint32]


def is_small(codes: Codes) -> Bools:
    """Which code points are small letters."""
    found: Bools = _tables()[0].take(codes, mode="clip")
    return found


def is_capital(codes: Codes) -> Bools:
    """Which code points are capital letters."""
    found: Bools = _tables()[1].take(codes, mode="clip")
    return found


def of_one_case(codes: Codes, starts: Ints, texts: Ints) -> Bools:
    """Of each word, by its first code point and its text, whether that text is of one case. Linear."""
    if not len(starts):
        return np.zeros(0, bool)
    first = codes[starts]
    number = int(texts.max()) + 1
    small, capital = (np.bincount(texts, of(first), number) for of in (is_small, is_capital))
    cased = small + capital
    found: Bools = (capital <= MOST_CAPITALS * cased) | (small <= MOST_SMALL * cased)
    return (found & (cased > 0))[texts]


@cache
def _tables() -> npt.NDArray[np.bool_]:
    """Small letters and capitals: a column for each code point, the last one for all that stand behind."""
    letters = [chr(code) for code in range(_LAST)] + [" "]
    return np.array(
        [[letter.islower() for letter in letters], [letter.isupper() for letter in letters]]
    )
