"""Two texts → their tokens as arrays that share one vocabulary: words become numbers here.

The tokens are those of `words.tokens`, the numbers those of their keys: two tokens have the same
number exactly where `words.fold` gives them the same key. Arrays, because a pair of long texts has
to stay within tens of megabytes.
"""

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.text import words

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]

STOP_WEIGHT: Final = 0.15  # of a function word, a word of content being 1
LONG_STOP_WEIGHT: Final = 0.25  # of a long one: "because" is matched by chance less often than "of"
LONG_STOP: Final = 5  # letters
CHARACTER_WEIGHT: Final = 0.4  # of a character of a script without spaces: two or three make a word

_SUPERSCRIPTS: Final = re.compile(r"(?<=\d)[\u00b2\u00b3\u00b9\u2070-\u2079]+")
_SPACE: Final = -1
_BLOCK: Final = 1 << 20  # characters cut at once: the pieces are many small strings


@dataclass(frozen=True, slots=True)
class Side:
    """One text of a pair, its tokens as parallel arrays.

    `starts`, `ends`: characters of `text`, half-open. `keys`: numbers in the vocabulary. `raws`: numbers of
    the tokens as they are written (white space aside): the same number is the same spelling.
    `breaks`: newlines in the white space before a token, 0..2; 2 before the first.
    """

    text: str
    starts: Ints
    ends: Ints
    keys: Ints
    raws: Ints
    breaks: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, token: int) -> int:
        """The character at which the share of a token begins: each has the white space behind it."""
        if token <= 0:
            return 0
        return int(self.starts[token]) if token < len(self.starts) else len(self.text)

    def numbers(self, of: Ints) -> "memoryview[int]":
        """`keys` or `raws` in a form that gives single ones faster than an array does."""
        return memoryview(of.astype(np.int32).tobytes()).cast("i")

    def written(self, token: int) -> str:
        """A token as it stands in the text, whole where it was broken at a line end."""
        return words.unbroken(self.text[self.starts[token] : self.ends[token]])


class Vocabulary:
    """Numbers for keys and for spellings, in order of first sight. Mutable: it grows while texts are cut."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.kinds: list[int] = []
        self._key_numbers: dict[str, int] = {}
        self._raw_numbers: dict[str, int] = {}
        self._keys_of_raws: list[int] = []
        self._seen = _Seen(self)

    def cut(self, text: str) -> Side:
        """Cut `text` into tokens. Linear."""
        found = [np.zeros(0, np.int32)]
        for block in _blocks(text):
            pieces = words.pieces(block)
            found.append(np.fromiter(map(self._seen.__getitem__, pieces), np.int32, len(pieces)))
        seen = np.concatenate(found)
        numbered = np.array(self._seen.numbers, np.int32)[seen]
        lengths = np.array(self._seen.lengths, np.int32)[seen]
        ends = np.cumsum(lengths, dtype=np.int32)
        starts = ends - lengths
        token = numbered >= 0
        raws = numbered[token]
        keys = np.array(self._keys_of_raws, np.int32)[raws] if len(raws) else raws
        before = np.concatenate([[_SPACE], numbered])[:-1][token]
        breaks = np.where(before < 0, _SPACE - before, 0).astype(np.uint8)
        breaks[:1] = 2
        return Side(text, starts[token], ends[token], keys, raws, breaks)

    def number(self, piece: str) -> int:
        """The number of a spelling; for white space -1 less its newlines, at most two."""
        kind = words.kind_of(piece)
        if kind is None:
            return _SPACE - min(2, piece.count("\n"))
        spelling = "".join(piece.split())  # a word broken at a line end holds the break
        if spelling not in self._raw_numbers:
            key = words.fold(piece if piece.isascii() else _SUPERSCRIPTS.sub(_raised, piece))
            if key not in self._key_numbers:
                self._key_numbers[key] = len(self.words)
                self.words.append(key)
                self.kinds.append(kind)
            self._raw_numbers[spelling] = len(self._keys_of_raws)
            self._keys_of_raws.append(self._key_numbers[key])
        return self._raw_numbers[spelling]

    @property
    def spellings(self) -> list[str]:
        """Each spelling by its number; of a word that was broken at a line end, with the hyphen."""
        return list(self._raw_numbers)

    def weights(self) -> Floats:
        """How much a key says of what a text is about: content 1, function words less, punctuation 0."""
        of_kind = {words.PUNCTUATION: 0.0, words.CHARACTER: CHARACTER_WEIGHT}
        return np.array(
            [
                _stop_weight(key) if words.is_stop_word(key) else of_kind.get(kind, 1.0)
                for key, kind in zip(self.words, self.kinds, strict=True)
            ],
            np.float64,
        )


def _raised(found: re.Match[str]) -> str:
    """Superscripts behind a digit so that they stay apart from it: 10² is not 102."""
    return f"^{found.group()}"


def _stop_weight(key: str) -> float:
    return LONG_STOP_WEIGHT if len(key) >= LONG_STOP else STOP_WEIGHT


class _Seen(dict[str, int]):
    """Piece → its place in `numbers` and `lengths`, asked of the vocabulary once: a plain look-up ever after."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        self.numbers: list[int] = []
        self.lengths: list[int] = []

    def __missing__(self, piece: str) -> int:
        place = self[piece] = len(self.numbers)
        self.numbers.append(self.vocabulary.number(piece))
        self.lengths.append(len(piece))
        return place


def _blocks(text: str) -> list[str]:
    """The text in blocks that end at a space between letters or digits: no token is cut in two.

    A newline is no such place: a word may be broken there.
    """
    blocks, begun = [], 0
    while len(text) - begun > _BLOCK:
        end = text.find(" ", begun + _BLOCK)
        while end >= 0 and not (
            text[end - 1 : end].isalnum() and text[end + 1 : end + 2].isalnum()
        ):
            end = text.find(" ", end + 1)
        if end < 0:
            break
        blocks.append(text[begun:end])
        begun = end
    blocks.append(text[begun:])
    return blocks
