"""A block of texts → their words, as parallel arrays.

The words are those of `words.py`. They are found by arithmetic on arrays of code points, because a loop over
words is ten times slower; a text outside of the tables of `characters.py` is cut by `words.py` itself. A test
holds both ways to the same answer.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import ranges
from tui.detect.features import characters, stems
from tui.text import words

_JOINERS: Final = "'’ʼ-‐‑&"
_NUMBER_JOINERS: Final = ".,:/-–"
_BREAKERS: Final = "-‐–¬"  # at a line end
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Hashes = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a block of texts, as parallel arrays.

    `starts`, `ends`: places in the block's code points. `texts`: which text. `exact`: hash of the folded
    word, `stem`: of its stem. `numbers`, `singles` (a character of a script without spaces), `short`
    (one letter): what sort of word.
    """

    starts: Ints
    ends: Ints
    texts: Ints
    exact: Hashes
    stem: Hashes
    numbers: Bools
    singles: Bools
    short: Bools


def where_unknown(codes: Codes) -> Ints:
    """Where a code point stands that the tables do not know, or a letter glued behind a per cent sign."""
    kinds = characters.kinds_of(codes)
    percent = np.flatnonzero(codes[:-1] == ord("%"))
    glued = percent[kinds[percent + 1] != characters.GAP]
    return np.append(np.flatnonzero(kinds == characters.UNKNOWN), glued)


def code_points(texts: list[str]) -> Codes:
    """The texts' code points, a blank line behind each; pictographs as `*`, styled letters plain."""
    joined = "\n\n".join(texts) + "\n\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    if codes.max() < 0x10000:
        return codes
    codes = np.where((codes >= 0x1F300) & (codes < 0x1FB00), np.uint32(ord("*")), codes)
    styled = np.flatnonzero((codes >= 0x1D400) & (codes < 0x1D800))
    codes[styled] = characters.plain_letters()[codes[styled] - np.uint32(0x1D400)]
    return codes


def offsets_of(texts: list[str]) -> Ints:
    """Where each text starts in the block; the last is the block's end."""
    return np.concatenate([[0], np.cumsum([len(text) + 2 for text in texts])]).astype(np.int64)


def words_by_block(codes: Codes, offsets: Ints) -> Words:
    """Find the words of a block of which no code point is UNKNOWN, by array arithmetic."""
    kinds = characters.kinds_of(codes)
    starts, ends = _runs(kinds)
    all_digits = _all_digits(kinds, starts, ends)
    joined = _joined(codes, kinds, starts, ends, all_digits)
    first = np.flatnonzero(~joined)
    last = np.append(first[1:], len(starts)) - 1 if len(first) else first
    letters = characters.folded_of(codes.compress(kinds != characters.GAP))
    begins = np.concatenate([[0], np.cumsum(ends - starts)])
    exact, stem, lengths = stems.hashes(letters, begins[first], begins[last + 1])
    found = Words(
        starts[first],
        ends[last],
        _number_of_slice(starts[first], offsets),
        exact,
        stem,
        kinds[starts[first]] == characters.DIGIT,
        kinds[starts[first]] == characters.CHARACTER,
        lengths == 1,
    )
    marks = np.flatnonzero(joined & (kinds[starts] == characters.DIGIT))
    thousands = all_digits & (ends - starts == stems.THOUSANDS)
    thousands[1:] &= among(codes[ends[:-1]], stems.BETWEEN_THOUSANDS)
    marks = marks[~thousands[marks]]
    number = (np.cumsum(~joined) - 1)[marks]
    _add_marks(found, number, begins[last[number] + 1] - begins[marks])
    _fold_odd(found, codes, letters, begins[first])
    return found


def _runs(kinds: npt.NDArray[np.uint8]) -> tuple[Ints, Ints]:
    """Runs of letters and digits, half-open; a character of a script without spaces is its own run."""
    edge = np.flatnonzero((kinds[1:] != characters.GAP) != (kinds[:-1] != characters.GAP)) + 1
    if len(kinds) and kinds[0] != characters.GAP:
        edge = np.concatenate([[0], edge])
    starts, ends = edge[0::2], edge[1::2]
    single = kinds == characters.CHARACTER
    if single.any():
        cut = single.copy()
        cut[1:] |= single[:-1]
        inner = np.flatnonzero(cut[1:] & (kinds[1:] != 0) & (kinds[:-1] != 0)) + 1
        starts, ends = np.sort(np.append(starts, inner)), np.sort(np.append(ends, inner))
    return starts, ends


def _all_digits(kinds: npt.NDArray[np.uint8], starts: Ints, ends: Ints) -> Bools:
    """Whether a run is nothing but digits."""
    first, last = kinds[starts], kinds[ends - 1]
    found: Bools = (first == characters.DIGIT) & (last == characters.DIGIT)
    longer = np.flatnonzero(found & (ends - starts > 2))
    if len(longer):
        sizes = (ends - starts)[longer]
        inside = kinds[ranges(starts[longer], sizes)] == characters.DIGIT
        found[longer] = np.logical_and.reduceat(inside, np.cumsum(sizes) - sizes)
    return found


def _number_of_slice(places: Ints, bounds: Ints) -> Ints:
    """For ascending places, which of the slices between the bounds each is in."""
    sizes = np.diff(np.searchsorted(places, bounds))
    number: Ints = np.repeat(np.arange(len(sizes)), sizes)
    return number


def _joined(
    codes: Codes, kinds: npt.NDArray[np.uint8], starts: Ints, ends: Ints, all_digits: Bools
) -> Bools:
    """Whether a run belongs to the word of the run before it, as the expressions of `words.py` say."""
    joined = np.zeros(len(starts), bool)
    if len(starts) < 2:
        return joined
    gap = starts[1:] - ends[:-1]
    between = codes[ends[:-1]]
    one = gap == 1
    starts_word = kinds[starts[1:]] == characters.LETTER
    in_word = kinds[starts[:-1]] == characters.LETTER
    of_word = one & among(between, _JOINERS) & starts_word & in_word
    starts_number = all_digits[:-1] & (kinds[starts[1:]] == characters.DIGIT)
    of_number = one & starts_number & among(between, _NUMBER_JOINERS)
    broken = (gap > 1) & among(between, _BREAKERS)
    for at in np.flatnonzero(broken & ((starts_word & in_word) | starts_number)).tolist():
        before = "1" if starts_number[at] else "a"
        of_word[at] = _is_broken(before, codes[ends[at] : starts[at + 1] + 1])
    joined[1:] = of_word | of_number
    return joined


def _is_broken(before: str, gap: Codes) -> bool:
    """Whether the gap is a hyphen at a line end inside a word or number; the code point behind it is part of it."""
    text = gap.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    return len(words.tokens(before + text)) == 1


def among(codes: Codes, chosen: str) -> Bools:
    """Whether each code point is one of the chosen characters."""
    found: Bools = codes == ord(chosen[0])
    for character in chosen[1:]:
        found |= codes == ord(character)
    return found


def _add_marks(found: Words, number: Ints, behind: Ints) -> None:
    """Have the marks inside of numbers count: for each the `number` of its word, and how much of it stands `behind`."""
    added = stems.marked(behind)
    for hashes in (found.exact, found.stem):
        np.bitwise_xor.at(hashes, number, added)


def _fold_odd(found: Words, codes: Codes, letters: Codes, begins: Ints) -> None:
    """Hash anew the few words with a letter that folds to several (ß, ŉ, ½)."""
    odd = np.flatnonzero(letters == characters.ODD)
    for at in np.unique(np.searchsorted(begins, odd, side="right") - 1).tolist():
        letters_of_word = codes[found.starts[at] : found.ends[at]].astype("<u4").tobytes()
        key = words.fold(letters_of_word.decode("utf-32-le", "surrogatepass"))
        exact, stem, length = stems.hashes_of_keys([key])
        found.exact[at], found.stem[at], found.short[at] = exact[0], stem[0], length[0] == 1


def words_one_by_one(text: str) -> Words:
    """Find the words of one text with `words.tokens`: any text, slowly."""
    cut = words.tokens(text)
    kept = [at for at in range(len(cut)) if cut.kinds[at] != words.PUNCTUATION]
    exact, stem, lengths = stems.hashes_of_keys([cut.keys[at] for at in kept])
    kinds = np.array([cut.kinds[at] for at in kept], np.int64)
    return Words(
        np.array([cut.starts[at] for at in kept], np.int64),
        np.array([cut.ends[at] for at in kept], np.int64),
        np.zeros(len(kept), np.int64),
        exact,
        stem,
        kinds == words.NUMBER,
        kinds == words.CHARACTER,
        lengths == 1,
    )
