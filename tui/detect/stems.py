"""Folded words → hashes: of the exact word, and of its stem, by which word forms are one term.

The stem is light: a common English ending is taken off and eight letters are kept, which brings the
forms of a word together in most alphabets (compare Porter 1980, who takes sixty rules to do more).
A hash is a polynomial of the code points modulo 2^64 with its bits mixed, so that the words of a whole
block are hashed by running sums.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

STEM_LETTERS: Final = 8

Hashes = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint32]

_BASE: Final = 0x9E3779B97F4A7C15  # odd: it has an inverse modulo 2^64
_MODULUS: Final = 1 << 64
_INSIDE: Final = str.maketrans(dict.fromkeys("&.,:/-–%$€£¥₹'"))


def mixed(hashes: Hashes) -> Hashes:
    """The same number of values, each bit depending on all bits (Stafford's mix 13, as in SplitMix)."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return hashes ^ (hashes >> np.uint64(31))


def hashes(letters: Codes, begins: Ints, ends: Ints) -> tuple[Hashes, Hashes, Ints]:
    """(exact, stem, length) of the words `letters[begins[k]:ends[k]]`. Linear."""
    powers, inverses = _powers(_size_class(len(letters)))
    sums = np.zeros(len(letters) + 1, np.uint64)
    np.cumsum((letters.astype(np.uint64) + np.uint64(1)) * powers[: len(letters)], out=sums[1:])
    lengths = ends - begins
    stem_ends = begins + _stem_lengths(letters, begins, ends)
    exact = (sums[ends] - sums[begins]) * inverses[begins]
    stem = (sums[stem_ends] - sums[begins]) * inverses[begins]
    return mixed(exact), mixed(stem), lengths


def hashes_of_keys(keys: Sequence[str]) -> tuple[Hashes, Hashes, Ints]:
    """(exact, stem, length) of folded words; what joins letters inside of them does not count."""
    plain = [key.translate(_INSIDE) for key in keys]
    letters = np.frombuffer("".join(plain).encode("utf-32-le", "surrogatepass"), np.uint32)
    ends = np.cumsum([len(key) for key in plain], dtype=np.int64)
    begins = np.concatenate([np.zeros(1, np.int64), ends[:-1]])[: len(ends)]
    return hashes(letters, begins, ends)


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
