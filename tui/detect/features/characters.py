"""What a code point is to the tokeniser: tables over the basic plane, derived from Python's own Unicode data.

`kinds()[c]` says which part of a word the code point c can be, `folded()[c]` is the code point that
`words.fold` makes of it. The alphabets, Hangul, kana and Han are in the tables; a text with anything
else (combining marks, joiners, scripts that need them) is UNKNOWN and is cut by `words.py` itself.
The tables take a tenth of a second to make: texts of Latin letters and the usual signs do with the first of them.
"""

import unicodedata
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.text import words

GAP: Final = 0
LETTER: Final = 1
DIGIT: Final = 2
CHARACTER: Final = 3  # of a script without spaces: a word of its own
UNKNOWN: Final = 4
_NOT_READ: Final = 5  # in the tables of what is usual

ODD: Final = 0
"""In `folded`: the letter folds to several code points, its word is folded by `words.fold`."""

_READ_SINGLY: Final = (
    (0, 0x2E80),
    (0x3000, 0x3100),
    (0xFF01, 0xFF5F),
)  # one by one: alphabets, kana, wide
_USUAL: Final = ((0, 0x300), (0x2010, 0x2060), (0x20A0, 0x20C0))  # Latin, dashes, quotes, money
_WHOLE: Final = ((0x3400, 0x4DC0, CHARACTER), (0x4E00, 0xA000, CHARACTER), (0xAC00, 0xD7A4, LETTER))
_UNSPACED_ALPHABETS: Final = ((0x0E00, 0x0F00), (0x1000, 0x10A0), (0x1780, 0x1800))
_FIRST_UNCASED: Final = 0x5D0  # before the Hebrew letters all scripts have capitals
Ranges = tuple[tuple[int, int], ...]
_COMBINING: Final = frozenset({"Mn", "Mc", "Me"})
_JAMO: Final = ("\u1100", "\u11ff")  # parts of Hangul syllables, which folding puts together
_CONTINUES: Final = frozenset(
    "\u00ad\u0640\u200b\u200c\u200d\u2060\u02bc"
)  # fall out, or join letters


def kinds_of(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint8]:
    """GAP, LETTER, DIGIT, CHARACTER or UNKNOWN for each code point."""
    found = _usual_kinds().take(codes, mode="clip")
    return kinds().take(codes, mode="clip") if (found == _NOT_READ).any() else found


def folded_of(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """The folded code point of each code point that is part of a word; ODD where there are several."""
    if (_usual_kinds().take(codes, mode="clip") == _NOT_READ).any():
        return folded().take(codes, mode="clip")
    return _usual_folded().take(codes, mode="clip")


@cache
def kinds() -> npt.NDArray[np.uint8]:
    """GAP, LETTER, DIGIT, CHARACTER or UNKNOWN for each code point below 0x10000. 12,000 look-ups."""
    table = _kinds_read(_READ_SINGLY, UNKNOWN)
    for first, last, kind in _WHOLE:
        table[first:last] = kind
    return table


@cache
def folded() -> npt.NDArray[np.uint32]:
    """The folded code point of each code point that is part of a word; ODD where there are several."""
    return _folded_read(_READ_SINGLY, kinds())


@cache
def _usual_kinds() -> npt.NDArray[np.uint8]:
    return _kinds_read(_USUAL, _NOT_READ)


@cache
def _usual_folded() -> npt.NDArray[np.uint32]:
    return _folded_read(_USUAL, _usual_kinds())


def _kinds_read(ranges: Ranges, otherwise: int) -> npt.NDArray[np.uint8]:
    """The kinds of the code points in these ranges; `otherwise` for the others."""
    table = np.full(0x10000, otherwise, np.uint8)
    for first, last in ranges:
        table[first:last] = [_kind(chr(code)) for code in range(first, last)]
    return table


def _folded_read(ranges: Ranges, of: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint32]:
    """The folded code points of the letters and digits in these ranges; the others as they are. `of`: their kinds."""
    table = np.arange(0x10000, dtype=np.uint32)
    singly = np.zeros(0x10000, bool)
    for first, last in ranges:
        singly[first:last] = True
    for code in np.flatnonzero(singly & (of != GAP) & (of != UNKNOWN)).tolist():
        key = words.fold(chr(code))
        table[code] = ord(key) if len(key) == 1 else ODD
    return table


@cache
def plain_letters() -> npt.NDArray[np.uint32]:
    """The styled letters and digits from U+1D400 to U+1D7FF as the plain ones they fold to."""
    plain = [unicodedata.normalize("NFKC", chr(code)) for code in range(0x1D400, 0x1D800)]
    return np.array([ord(letter) for letter in plain], np.uint32)


def is_unspaced_letter(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Which code points are letters or marks of an alphabet that is written without spaces between words."""
    found = np.zeros(len(codes), bool)
    for first, last in _UNSPACED_ALPHABETS:
        found |= (codes >= first) & (codes < last)
    return found


def is_uncased(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Which code points are letters that are neither capital nor small."""
    found = np.zeros(len(codes), bool)
    if len(codes) and codes.max() >= _FIRST_UNCASED:
        found = _uncased_letters().take(codes, mode="clip")
    return found


@cache
def _uncased_letters() -> npt.NDArray[np.bool_]:
    """A table of the basic plane; what stands behind it counts as its last code point does, as no letter."""
    table = np.zeros(0x10000, bool)
    for code in range(_FIRST_UNCASED, 0x10000):
        character = chr(code)
        table[code] = character.isalpha() and character.lower() == character.upper()
    return table


def _kind(character: str) -> int:
    if unicodedata.category(character) in _COMBINING or character in _CONTINUES:
        return UNKNOWN
    if _JAMO[0] <= character <= _JAMO[1]:
        return UNKNOWN
    cut = words.tokens("a" + character)
    if len(cut) == 1 and not character.isspace():
        return DIGIT if character.isdecimal() else LETTER
    return CHARACTER if len(cut) == 2 and cut.kinds[1] == words.CHARACTER else GAP
