"""Folded words → hashes: of the exact word, and of its stem, by which word forms are one term.

The stem is light: a common English ending is taken off and eight letters are kept, which brings the
forms of a word together in most alphabets (compare Porter 1980, who takes sixty rules to do more). Its letters are bare: writers
leave accents, points and vowel signs out, and Arabic digits are digits.
A hash is a polynomial of the code points modulo 2^64 with its bits mixed, so that the words of a whole
block are hashed by running sums.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.text.accents import plain_of, without_signs

STEM_LETTERS: Final = 8
_LAST_ASCII: Final = 0x7F

Hashes = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint32]

_BASE: Final = 0x9E3779B97F4A7C15  # odd: it has an inverse modulo 2^64
_MODULUS: Final = 1 << 64
BETWEEN_THOUSANDS: Final = ".,"  # a mark that tells nothing where so many digits stand behind it:
THOUSANDS: Final = 3
_MARK_OF_NUMBER: Final = re.compile(r"(?<=\d)[.,:/\-–](?=\d)")
_INSIDE: Final = str.maketrans(dict.fromkeys("&.,:/-–%$€£¥₹'"))


def mixed(hashes: Hashes) -> Hashes:
    """The same number of values, each bit depending on all bits (Stafford's mix 13, as in SplitMix)."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return hashes ^ (hashes >> np.uint64(31))


def hashes(letters: Codes, begins: Ints, ends: Ints) -> tuple[Hashes, Hashes, Ints]:
    """(exact, stem, length) of the words `letters[begins[k]:ends[k]]`. Linear."""
    sums, inverses = _running_sums(letters)
    exact = (sums[ends] - sums[begins]) * inverses[begins]
    if len(letters) and letters.max() > _LAST_ASCII:
        letters = plain_of(letters)
        sums, _ = _running_sums(letters)
    stem_ends = begins + _stem_lengths(letters, begins, ends)
    stem = (sums[stem_ends] - sums[begins]) * inverses[begins]
    return mixed(exact), mixed(stem), ends - begins


def marked(behind: Ints) -> Hashes:
    """What a mark inside of a number adds to its hashes (by exclusive or), by how many of its digits and letters stand behind.

    3.5 is neither 35 nor .35, while 3,5 is the same to those who write it so.
    """
    return mixed(behind.astype(np.uint64) * np.uint64(_BASE))


def hashes_of_keys(keys: Sequence[str]) -> tuple[Hashes, Hashes, Ints]:
    """(exact, stem, length) of folded words; what joins letters inside of them does not count, nor in stems their signs.

    Inside of numbers marks count, but for those between thousands.
    """
    plain = [key.translate(_INSIDE) for key in keys]
    exact, stem, lengths = hashes(*_laid_out(plain))
    signed = [at for at, key in enumerate(plain) if not key.isascii() and key != without_signs(key)]
    if signed:
        stem[signed] = hashes(*_laid_out([without_signs(plain[at]) for at in signed]))[1]
    for at, key in enumerate(keys):
        if _MARK_OF_NUMBER.search(key):
            added = np.bitwise_xor.reduce(marked(_behind_marks(key)))
            exact[at] ^= added
            stem[at] ^= added
    return exact, stem, lengths


def _behind_marks(number: str) -> Ints:
    """How many digits and letters of a folded number stand behind each of its marks."""
    _, *rest = _MARK_OF_NUMBER.split(number)
    marks = _MARK_OF_NUMBER.findall(number)
    parts = [part.translate(_INSIDE) for part in rest]
    kept = [
        sum(map(len, parts[at:]))
        for at, (mark, part) in enumerate(zip(marks, parts, strict=True))
        if not (mark in BETWEEN_THOUSANDS and part.isdecimal() and len(part) == THOUSANDS)
    ]
    return np.array(kept, np.int64)


def _laid_out(keys: Sequence[str]) -> tuple[Codes, Ints, Ints]:
    """The letters of all words, and where each begins and ends."""
    letters = np.frombuffer("".join(keys).encode("utf-32-le", "surrogatepass"), np.uint32)
    ends = np.cumsum([len(key) for key in keys], dtype=np.int64)
    begins = np.concatenate([np.zeros(1, np.int64), ends[:-1]])[: len(ends)]
    return letters, begins, ends


def _running_sums(letters: Codes) -> tuple[Hashes, Hashes]:
    """(the polynomial of all letters before each place, what the one of a word is multiplied by)."""
    powers, inverses = _powers(_size_class(len(letters)))
    sums = np.zeros(len(letters) + 1, np.uint64)
    np.cumsum((letters.astype(np.uint64) + np.uint64(1)) * powers[: len(letters)], out=sums[1:])
    return sums, inverses


def _stem_lengths(letters: Codes, begins: Ints, ends: Ints) -> Ints:
    """How many letters of each word are its stem."""
    if not len(letters):
        return ends - begins
    length = ends - begins
    last = letters[np.maximum(ends - 1, 0)]
    second = letters[np.maximum(ends - 2, 0)]
    third = letters[np.maximum(ends - 3, 0)]
    is_s, is_d = last == ord("s"), last == ord("d")
    before_e = second == ord("e")
    cut = np.zeros(len(begins), np.int64)
    cut[(length >= 5) & (last == ord("e"))] = 1
    cut[(length >= 4) & is_s & ~np.isin(second, [ord(letter) for letter in "siu"])] = 1
    cut[(length >= 5) & before_e & (is_s | is_d)] = 2
    cut[(length >= 6) & (last == ord("y")) & (second == ord("l"))] = 2
    cut[(length >= 6) & (last == ord("g")) & (second == ord("n")) & (third == ord("i"))] = 3
    kept: Ints = np.minimum(length - cut, STEM_LETTERS)
    return kept


def _size_class(size: int) -> int:
    """The power of two that holds `size`, so that few tables are made."""
    return max(1 << 10, 1 << (size + 1).bit_length())


@cache
def _powers(size: int) -> tuple[Hashes, Hashes]:
    """The first powers of the base and of its inverse, modulo 2^64."""
    inverse = pow(_BASE, -1, _MODULUS)
    return _row_of_powers(_BASE, size), _row_of_powers(inverse, size)


def _row_of_powers(base: int, size: int) -> Hashes:
    row = np.full(size, base, np.uint64)
    row[0] = 1
    return np.multiply.accumulate(row)
