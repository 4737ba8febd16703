"""Two texts → their alignment: which stretches of words belong together, in place or moved.

It is what all levels share: `diff.edits` looks at the words inside at the level asked for. The two
texts are taken in a canonical order, whichever is left, so that swapping them mirrors every answer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from tui.compare import sentences, tidy, wording
from tui.compare.cutting import Floats, Side, Vocabulary
from tui.compare.likeness import Likeness
from tui.compare.pairing import Link, Pairing
from tui.compare.wording import Run
from tui.progress import Progress, Step, silent

SHARED_TRIPLES: Final = 0.25  # of the fewer runs of three words, from which two leftovers are akin
MOST_WORDS: Final = 400_000
"""Words of both sides, in sentences that differ, that are compared one by one: a second or two."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words [left, left_end) belong to [right, right_end), of the first and the second text.

    `moved`: 0, or the number of the moved block. One side may be empty: words that stand only there.
    `coarse`: so much has changed before it that its words are not compared one by one.
    """

    left: int
    left_end: int
    right: int
    right_end: int
    moved: int = 0
    coarse: bool = False


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
    weights: tuple[Floats, Floats] = field(repr=False)
    _stayed: dict[Stretch, list[Run]] = field(default_factory=dict, repr=False)

    def equal_words(self, stretch: Stretch, level: str) -> list[Run]:
        """The runs of words of a stretch that are equal at `level`, places counted from its start."""
        runs = self._stayed.get(stretch)
        if runs is not None and (not runs or runs[0][1] == stretch.left_end - stretch.left):
            return runs
        weights = (
            self.weights[0][stretch.left : stretch.left_end].tolist(),
            self.weights[1][stretch.right : stretch.right_end].tolist(),
        )
        if runs is None:
            runs = self._stayed[stretch] = self._find(stretch, weights)
        return tidy.tidy(runs, *weights, level=level)

    def _find(self, stretch: Stretch, weights: tuple[list[float], list[float]]) -> list[Run]:
        ours = self.first.keys[stretch.left : stretch.left_end]
        theirs = self.second.keys[stretch.right : stretch.right_end]
        if ours.tobytes() == theirs.tobytes():
            return [[0, len(ours), 0, len(theirs)]] if len(ours) else []
        if not len(ours) or not len(theirs) or stretch.coarse:
            return []
        left, right = wording.letters(ours.tolist(), theirs.tolist(), len(self.vocabulary.words))
        runs, bounded = wording.stayed(left, right)
        if bounded and _BOUNDED not in self.notes:
            self.notes = (*self.notes, _BOUNDED)
        tidy.slide(runs, left, right, weights)
        return runs


_BOUNDED: Final = "a stretch without sentences was too long to be compared word by word"
_COARSE: Final = "a part without equal sentences was too long to be compared sentence by sentence"
_MANY: Final = "so much has changed that the later changes are shown by sentence only"
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
        nothing = np.zeros(len(first)), np.zeros(len(first))
        return Alignment(first, second, swapped, vocabulary, (whole,), (), nothing)
    edges = (sentences.bounds(first, vocabulary), sentences.bounds(second, vocabulary))
    likeness = Likeness((first, second), edges, vocabulary)
    pairing = Pairing((first, second), edges, likeness, progress)
    links = pairing.links()
    weight = vocabulary.weights()
    found = _stretches(links, (first, second), (edges[0].tolist(), edges[1].tolist()))
    stretches = tuple(_bounded(found, first, second))
    notes = [_COARSE] * pairing.coarse
    notes += [_LARGE] * (max(len(first), len(second)) > sentences.LARGE)
    notes += [_MANY] * any(stretch.coarse for stretch in stretches)
    weights = _weights(weight, first), _weights(weight, second)
    return Alignment(first, second, swapped, vocabulary, stretches, tuple(notes), weights)


def _weights(of_key: Floats, side: Side) -> Floats:
    return of_key[side.keys] if len(side) else np.zeros(0)


def _bounded(stretches: Iterable[Stretch], first: Side, second: Side) -> Iterator[Stretch]:
    """The stretches, those that differ marked `coarse` once so many words stand in such stretches."""
    words = 0
    for stretch in stretches:
        sizes = stretch.left_end - stretch.left, stretch.right_end - stretch.right
        ours = first.keys[stretch.left : stretch.left_end].tobytes()
        if all(sizes) and ours != second.keys[stretch.right : stretch.right_end].tobytes():
            words += sum(sizes)
            if words > MOST_WORDS:
                yield replace(stretch, coarse=True)
                continue
        yield stretch


def _stretches(
    links: list[Link], sides: tuple[Side, Side], edges: tuple[list[int], list[int]]
) -> Iterator[Stretch]:
    """The links as stretches of words, with what stands only on one side between them."""
    free = [[True] * (len(bounds) - 1) for bounds in edges]
    for link in links:
        free[0][link.left : link.left_end] = [False] * (link.left_end - link.left)
        free[1][link.right : link.right_end] = [False] * (link.right_end - link.right)
    left, right = edges
    i = j = 0
    end = Link(len(free[0]), len(free[0]), len(free[1]), len(free[1]))
    for link in [*(link for link in links if not link.moved), end]:
        gaps = list(_runs(free[0], i, link.left)), list(_runs(free[1], j, link.right))
        if len(gaps[0]) == len(gaps[1]) == 1 and _akin(sides, edges, gaps[0][0], gaps[1][0]):
            (at, stop), (begin, end_of_gap) = gaps[0][0], gaps[1][0]
            yield Stretch(left[at], left[stop], right[begin], right[end_of_gap])
            gaps = ([], [])
        for at, stop in gaps[0]:
            yield Stretch(left[at], left[stop], right[j], right[j])
        for at, stop in gaps[1]:
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


def _akin(
    sides: tuple[Side, Side],
    edges: tuple[list[int], list[int]],
    left: tuple[int, int],
    right: tuple[int, int],
) -> bool:
    """Whether sentences left over on both sides of a gap share many runs of three words.

    The last resort for texts whose sentences are cut at different places on either side.
    """
    triples = []
    for side, bounds, (at, stop) in zip(sides, edges, (left, right), strict=True):
        keys = side.keys[bounds[at] : bounds[stop]].tolist()
        triples.append(set(zip(keys, keys[1:], keys[2:], strict=False)))
    fewer = min(map(len, triples))
    return fewer > 0 and len(triples[0] & triples[1]) >= SHARED_TRIPLES * fewer


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
