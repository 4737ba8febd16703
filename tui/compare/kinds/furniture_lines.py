"""What stands on one side only → which of its lines are page furniture.

What detection found to recur in the folder comes first; failing that, what a whole line says of itself
(`signs`), or that it repeats another line of its side, as pages repeat their headline.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.compare.align.alignment_tokens import Side
from tui.model import Span
from tui.text import words
from tui.text.boilerplate_phrases import is_furniture

_HEADLINE: Final = range(4, 26)  # words of a line that, told twice on one side, repeats a headline
_MOST_TOKENS: Final = 60  # of a line that can be one
_MOSTLY: Final = 0.5


class Page:
    """One side of a pair, its lines, and the spans of it that detection calls furniture."""

    def __init__(self, side: Side, kinds: Sequence[int], found: Sequence[Span]) -> None:
        self._side = side
        self._kinds = kinds
        self._mask = _mask(side, found)

    def parts(self, begin: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """Words [begin, end) cut into lines and where detection's furniture ends, and whether each is furniture."""
        for at, stop in self._lines(begin, end):
            if self._tells(at, stop):  # all of it, whatever share of it detection found
                yield at, stop, True
                continue
            for first, last in self._marked(at, stop):
                yield first, last, self._is_found(first, last) or self._repeats(first, last)

    def _lines(self, begin: int, end: int) -> Iterator[Span]:
        edges = np.flatnonzero(self._side.breaks[begin + 1 : end] > 0) + begin + 1
        yield from pairwise([begin, *edges.tolist(), end])

    def _marked(self, begin: int, end: int) -> Iterator[Span]:
        """A line cut where detection's furniture begins or ends."""
        if self._mask is None:
            yield begin, end
            return
        mask = self._mask[begin:end]
        edges = np.flatnonzero(mask[1:] != mask[:-1]) + begin + 1
        yield from pairwise([begin, *edges.tolist(), end])

    def _is_found(self, begin: int, end: int) -> bool:
        return self._mask is not None and bool(self._mask[begin:end].mean() > _MOSTLY)

    def _tells(self, begin: int, end: int) -> bool:
        """Whether words of the side are a whole line that looks like furniture by itself."""
        side = self._side
        if not side.breaks[begin] or (end < len(side) and not side.breaks[end]):
            return False
        text = side.text[side.starts[begin] : side.ends[end - 1]]
        return is_furniture(text, self._said(begin, end))

    def _repeats(self, begin: int, end: int) -> bool:
        """Whether words repeat an earlier line; also at the end of another one, as where line ends were lost."""
        if end - begin > _MOST_TOKENS or self._said(begin, end) not in _HEADLINE:
            return False
        return self._first_lines.get(self._side.keys[begin:end].tobytes(), begin) < begin

    def _said(self, begin: int, end: int) -> int:
        keys = self._side.keys[begin:end].tolist()
        return sum(self._kinds[key] != words.PUNCTUATION for key in keys)

    @cached_property
    def _first_lines(self) -> dict[bytes, int]:
        """The words of each short line → where it stands first."""
        side, found = self._side, dict[bytes, int]()
        edges = [*np.flatnonzero(side.breaks > 0).tolist(), len(side)]
        for begin, end in pairwise(edges):
            if end - begin <= _MOST_TOKENS:
                found.setdefault(side.keys[begin:end].tobytes(), begin)
        return found


def _mask(side: Side, spans: Sequence[Span]) -> npt.NDArray[np.bool_] | None:
    """Which words of a side stand in spans of characters; None where there are no spans."""
    if not spans or not len(side):
        return None
    mask = np.zeros(len(side), np.bool_)
    for begin, end in spans:
        mask[np.searchsorted(side.starts, begin) : np.searchsorted(side.starts, end)] = True
    return mask
