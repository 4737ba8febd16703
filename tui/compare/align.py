"""Two texts → their alignment: which stretches of words belong together, in place or moved.

It is what all levels share: `diff.edits` looks at the words inside at the level asked for. The two
texts are taken in a canonical order, whichever is left, so that swapping them mirrors every answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from tui.compare import sentences, tidy, wording
from tui.compare.cutting import Floats, Side, Vocabulary
from tui.compare.likeness import Likeness
from tui.compare.pairing import Link, Pairing
from tui.compare.wording import Run
from tui.progress import Progress, Step, silent


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words [left, left_end) belong to [right, right_end), of the first and the second text.

    `moved`: 0, or the number of the moved block. One side may be empty: words that stand only there.
    """

    left: int
    left_end: int
    right: int
    right_end: int
    moved: int = 0


@dataclass(slots=True)
class Alignment:
    """Two texts aligned. Mutable only in what it keeps: the equal words of the stretches looked at.

    `first`, `second`: the texts in canonical order; `swapped` where the first is the right one.
    `stretches`: all of both texts, those in place in order, then the moved ones.
    """

    first: Side
    second: Side
    swapped: bool
    vocabulary: Vocabulary
    stretches: tuple[Stretch, ...]
    notes: tuple[str, ...]
    weights: tuple[list[float], list[float]] = field(repr=False)
    _stayed: dict[Stretch, list[Run]] = field(default_factory=dict, repr=False)

    def equal_words(self, stretch: Stretch, level: str) -> list[Run]:
        """The runs of words of a stretch that are equal at `level`, places counted from its start."""
        runs = self._stayed.get(stretch)
        if runs is not None and (not runs or runs[0][1] == stretch.left_end - stretch.left):
            return runs
        weights = (
            self.weights[0][stretch.left : stretch.left_end],
            self.weights[1][stretch.right : stretch.right_end],
        )
        if runs is None:
            runs = self._stayed[stretch] = self._find(stretch, weights)
        return tidy.tidy(runs, *weights, level=level)

    def _find(self, stretch: Stretch, weights: tuple[list[float], list[float]]) -> list[Run]:
        ours = self.first.keys[stretch.left : stretch.left_end]
        theirs = self.second.keys[stretch.right : stretch.right_end]
        if ours.tobytes() == theirs.tobytes():
            return [[0, len(ours), 0, len(theirs)]] if len(ours) else []
        if not len(ours) or not len(theirs):
            return []
        left, right = wording.letters(ours.tolist(), theirs.tolist(), len(self.vocabulary.words))
        runs, bounded = wording.stayed(left, right)
        if bounded and _BOUNDED not in self.notes:
            self.notes = (*self.notes, _BOUNDED)
        tidy.slide(runs, left, right, weights)
        return runs


_BOUNDED: Final = "a stretch without sentences was too long to be compared word by word"
_COARSE: Final = "a part without equal sentences was too long to be compared sentence by sentence"
_LARGE: Final = "a text of this length is cut into sentences at line ends only"


def align(left: str, right: str, *, progress: Progress = silent) -> Alignment:
    """Find which sentences of two texts belong together.

    Calls `progress` (which may raise `Cancelled`) a few times. About linear in the words; what would
    take more is bounded, and told in `notes`.
    """
    swapped = (len(right), right) < (len(left), left)
    vocabulary = Vocabulary()
    texts = (right, left) if swapped else (left, right)
    progress(Step("words", 0, 2))
    first = vocabulary.cut(texts[0])
    progress(Step("words", 1, 2))
    second = vocabulary.cut(texts[1])
    progress(Step("sentences", 0, 3))
    if np.array_equal(first.keys, second.keys):  # however their lines are broken
        whole = Stretch(0, len(first), 0, len(second))
        return Alignment(first, second, swapped, vocabulary, (whole,), (), _no_weights(len(first)))
    edges = (sentences.bounds(first, vocabulary), sentences.bounds(second, vocabulary))
    likeness = Likeness((first, second), edges, vocabulary)
    pairing = Pairing((first, second), edges, likeness, progress)
    links = pairing.links()
    weight = vocabulary.weights()
    found = _stretches(links, (edges[0].tolist(), edges[1].tolist()))
    notes = [_COARSE] * pairing.coarse
    notes += [_LARGE] * (max(len(first), len(second)) > sentences.LARGE)
    return Alignment(
        first,
        second,
        swapped,
        vocabulary,
        tuple(found),
        tuple(notes),
        (_weights(weight, first), _weights(weight, second)),
    )


def _no_weights(words: int) -> tuple[list[float], list[float]]:
    """Weights of two texts in which nothing has to be weighed."""
    zeros = [0.0] * words
    return zeros, zeros


def _weights(of_key: Floats, side: Side) -> list[float]:
    found: list[float] = of_key[side.keys].tolist() if len(side) else []
    return found


def _stretches(links: list[Link], edges: tuple[list[int], list[int]]) -> Iterator[Stretch]:
    """The links as stretches of words, with what stands only on one side between them."""
    free = [[True] * (len(bounds) - 1) for bounds in edges]
    for link in links:
        free[0][link.left : link.left_end] = [False] * (link.left_end - link.left)
        free[1][link.right : link.right_end] = [False] * (link.right_end - link.right)
    left, right = edges
    i = j = 0
    end = Link(len(free[0]), len(free[0]), len(free[1]), len(free[1]))
    for link in [*(link for link in links if not link.moved), end]:
        for at, stop in _runs(free[0], i, link.left):
            yield Stretch(left[at], left[stop], right[j], right[j])
        for at, stop in _runs(free[1], j, link.right):
            yield Stretch(left[i], left[i], right[at], right[stop])
        if link is not end:
            yield _stretch(link, edges, 0)
        i, j = link.left_end, link.right_end
    block, last = 0, end
    for link in links:
        if link.moved:
            block += (last.left_end, last.right_end) != (link.left, link.right)
            yield _stretch(link, edges, block)
            last = link


def _stretch(link: Link, edges: tuple[list[int], list[int]], block: int) -> Stretch:
    left, right = edges
    return Stretch(
        left[link.left], left[link.left_end], right[link.right], right[link.right_end], block
    )


def _runs(free: list[bool], begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Runs of True between two places, half-open."""
    at = begin
    while at < end:
        stop = at
        while stop < end and free[stop]:
            stop += 1
        if stop > at:
            yield at, stop
        at = stop + 1
