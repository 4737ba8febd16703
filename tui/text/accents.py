"""Letters as those write them who leave the signs out: é as e, ё as е, أ as ا, ١ as 1.

Readers of Arabic and Hebrew need no vowel signs and writers seldom set them; old systems could not write the
accents of Greek, Polish or Vietnamese. Where a mark makes another letter (й, が, the vowels of Thai) it stays.
"""

import unicodedata
from functools import cache, lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

_LAST: Final = 0x2000  # Latin, Greek, Cyrillic, Hebrew and Arabic, with their precomposed letters
_STAY: Final = frozenset("йЙ")
_STROKES: Final = {"đ": "d", "ł": "l", "ø": "o", "ı": "i", "ħ": "h"}  # no marks to Unicode
_SIGNS: Final = (
    (0x0300, 0x0370),  # of any alphabet
    (0x0483, 0x0488),
    (0x0591, 0x05C8),  # Hebrew points and accents
    (0x0610, 0x061B),
    (0x0640, 0x0641),  # the stroke that makes an Arabic word longer
    (0x064B, 0x0660),
    (0x0670, 0x0671),
    (0x06D6, 0x06EE),
)
_DROPPED: Final = dict.fromkeys(
    code
    for first, behind in _SIGNS
    for code in range(first, behind)
    if unicodedata.category(chr(code)) in {"Mn", "Lm"}
)

Codes = npt.NDArray[np.uint32]


def without_signs(word: str) -> str:
    """The word without the signs that stand beside its letters; the word where nothing else is in it."""
    return word.translate(_DROPPED) or word


@lru_cache(maxsize=1 << 14)
def plain(word: str) -> str:
    """A folded word of plain letters.

    >>> plain("zürich"), plain("мой"), plain("אָב") == "אב"
    ('zurich', 'мой', True)
    """
    return word if word.isascii() else "".join(map(_plain, without_signs(word)))


def plain_of(letters: Codes) -> Codes:
    """Each letter without the marks that are part of it; digits of any script as those of ours."""
    return np.where(letters < _LAST, _table().take(letters, mode="clip"), letters)


@cache
def _table() -> Codes:
    table = np.arange(_LAST, dtype=np.uint32)
    for code in range(0x80, _LAST):
        table[code] = ord(_plain(chr(code)))
    return table


def _plain(letter: str) -> str:
    if letter in _STAY:
        return letter
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    parts = unicodedata.normalize("NFD", letter)
    if len(without_signs(parts)) == 1:
        letter = parts[0]
    return _STROKES.get(letter, letter)
