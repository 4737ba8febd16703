"""What a code point is to the tokeniser: tables over the basic plane, derived from Python's own Unicode data.

`kinds()[c]` says which part of a word the code point c can be, `folded()[c]` is the code point that
`words.fold` makes of it. The alphabets, Hangul, kana and Han are in the tables; a text with anything
else (combining marks, joiners, scripts that need them) is UNKNOWN and is cut by `words.py` itself.
"""

import unicodedata
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from tui import words

GAP: Final = 0
LETTER: Final = 1
DIGIT: Final = 2
CHARACTER: Final = 3  # of a script without spaces: a word of its own
UNKNOWN: Final = 4

ODD: Final = 0
"""In `folded`: the letter folds to several code points, its word is folded by `words.fold`."""

_READ_SINGLY: Final = (
    (0, 0x2E80),
    (0x3000, 0x3100),
    (0xFF01, 0xFF5F),
)  # one by one: alphabets, kana, wide
_WHOLE: Final = ((0x3400, 0x4DC0, CHARACTER), (0x4E00, 0xA000, CHARACTER), (0xAC00, 0xD7A4, LETTER))
_COMBINING: Final = frozenset({"Mn", "Mc", "Me"})
_JAMO: Final = ("\u1100", "\u11ff")  # parts of Hangul syllables, which folding puts together
_CONTINUES: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\u02bc")  # fall out, or join letters


@cache
def kinds() -> npt.NDArray[np.uint8]:
    """GAP, LETTER, DIGIT, CHARACTER or UNKNOWN for each code point below 0x10000. 12,000 look-ups."""
    table = np.full(0x10000, UNKNOWN, np.uint8)
    for first, last in _READ_SINGLY:
        table[first:last] = [_kind(chr(code)) for code in range(first, last)]
    for first, last, kind in _WHOLE:
        table[first:last] = kind
    return table


@cache
def folded() -> npt.NDArray[np.uint32]:
    """The folded code point of each code point that is part of a word; ODD where there are several."""
    table = np.arange(0x10000, dtype=np.uint32)
    singly = np.zeros(0x10000, bool)
    for first, last in _READ_SINGLY:
        singly[first:last] = True
    for code in np.flatnonzero(singly & (kinds() != GAP) & (kinds() != UNKNOWN)).tolist():
        key = words.fold(chr(code))
        table[code] = ord(key) if len(key) == 1 else ODD
    return table


@cache
def plain_letters() -> npt.NDArray[np.uint32]:
    """The styled letters and digits from U+1D400 to U+1D7FF as the plain ones they fold to."""
    plain = [unicodedata.normalize("NFKC", chr(code)) for code in range(0x1D400, 0x1D800)]
    return np.array([ord(letter) for letter in plain], np.uint32)


def _kind(character: str) -> int:
    cut = words.tokens("a" + character)
    if unicodedata.category(character) in _COMBINING or character in _CONTINUES:
        return UNKNOWN
    if _JAMO[0] <= character <= _JAMO[1]:
        return UNKNOWN
    if len(cut) == 1 and not character.isspace():
        return DIGIT if character.isdecimal() else LETTER
    return CHARACTER if len(cut) == 2 and cut.kinds[1] == words.CHARACTER else GAP
