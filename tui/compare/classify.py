"""Changes → what sort of change each is, so that the ones that matter can be found.

A change is cut where its words answer each other one to one (an inflection, a misread word, a number
for a number); the rest of it keeps a kind of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from tui import words
from tui.compare.align import Alignment
from tui.compare.cutting import Side
from tui.compare.kinship import akin
from tui.compare.steps import Step
from tui.model import Span
from tui.signs import is_furniture

KINDS: Final = (
    "same",  # identical but for white space
    "case",  # equal but for case, quotes, dashes or Unicode form
    "inflected",  # another form of the same word
    "reordered",  # the same words elsewhere in the sentence
    "reworded",  # other words in their place
    "number",  # another number
    "name",  # another name
    "noise",  # a slip of the keyboard or of a scanner
    "inserted",  # only on the right
    "deleted",  # only on the left
    "furniture",  # only on one side, and page furniture
)
"""Every kind that an edit can have. Whether it has moved besides is told by `Edit.moved`."""

Furniture = tuple[Sequence[Span], Sequence[Span]]
_CELLS: Final = 400  # words left times right of a change that are matched one by one
MOST_CELLS: Final = 60_000
"""Of all changes together: some tenths of a second; later changes are named as wholes."""

_SHORT: Final = 6  # words of a change that a number or a name in it says all about
_HEADLINE: Final = range(4, 26)  # words of a line that, told twice on one side, repeats a headline


def classified(
    alignment: Alignment, steps: Sequence[Step], furniture: Furniture
) -> tuple[list[Step], bool]:
    """The steps with their kinds: equal ones cut where only case differs, changes where kinds change.

    And whether the work was bounded.
    """
    classifier = _Classifier(alignment, furniture)
    found = list(classifier.steps(steps))
    return found, classifier.bounded


class _Classifier:
    """The tables that the kinds of one pair of texts are read from."""

    def __init__(self, alignment: Alignment, furniture: Furniture) -> None:
        self.sides = alignment.first, alignment.second
        self.words, self.kinds = alignment.vocabulary.words, alignment.vocabulary.kinds
        self._keys = _view(self.sides[0]), _view(self.sides[1])
        self._raws = tuple(side.raws.tobytes() for side in self.sides)
        self._only = ("inserted", "deleted") if alignment.swapped else ("deleted", "inserted")
        spans = furniture[::-1] if alignment.swapped else furniture
        self._furniture = tuple(
            _mask(side, found) for side, found in zip(self.sides, spans, strict=True)
        )
        self._cells_left = MOST_CELLS
        self._first_lines: tuple[dict[bytes, int], dict[bytes, int]] = ({}, {})

    @property
    def bounded(self) -> bool:
        """Whether changes were named as wholes because there were too many."""
        return self._cells_left < 0

    def steps(self, steps: Sequence[Step]) -> Iterator[Step]:
        """The steps in the order given, each as one or several with a kind."""
        for step in steps:
            if step.kind:
                yield step
            elif step.equal:
                yield from self._equal(step)
            elif step.left == step.left_end or step.right == step.right_end:
                yield from self._one_sided(step)
            else:
                yield from self._replaced(step)

    def _equal(self, step: Step) -> Iterator[Step]:
        one = self._raws[0][4 * step.left : 4 * step.left_end]
        other = self._raws[1][4 * step.right : 4 * step.right_end]
        if one == other:
            yield step._replace(kind="same")
            return
        same = np.frombuffer(one, np.int32) == np.frombuffer(other, np.int32)
        edges = [0, *(np.flatnonzero(same[1:] != same[:-1]) + 1).tolist(), len(same)]
        for begin, end in pairwise(edges):
            if same[begin]:
                yield _part(step, begin, end)
            else:
                yield from self._alike(step, begin, end)

    def _alike(self, step: Step, begin: int, end: int) -> Iterator[Step]:
        """Words that are equal but for case, quotes or dashes: a slip where these stand elsewhere in the word."""
        for at in range(begin, end):
            if self._slipped(step.left + at, step.right + at):
                if begin < at:
                    yield _part(step, begin, at, "case")
                yield _part(step, at, at + 1, "noise", equal=False)
                begin = at + 1
        if begin < end:
            yield _part(step, begin, end, "case")

    def _slipped(self, left: int, right: int) -> bool:
        """Whether two words of the same letters have apostrophes or hyphens, but not in the same places."""
        one, other = (
            side.text[side.starts[at] : side.ends[at]]
            for side, at in zip(self.sides, (left, right), strict=True)
        )
        if len(one) != len(other) or one.isalpha() or other.isalpha():
            return False
        return any(a.isalnum() != b.isalnum() for a, b in zip(one, other, strict=True))

    def _one_sided(self, step: Step) -> Iterator[Step]:
        """What stands on one side only, line by line: some of the lines may be furniture."""
        number = int(step.left == step.left_end)
        begin, end = (step.left, step.left_end) if number == 0 else (step.right, step.right_end)
        for at, stop in self._lines(number, begin, end):
            kind = "furniture" if self._is_furniture(number, at, stop) else self._only[number]
            place = (
                (at, stop, step.right, step.right)
                if number == 0
                else (step.left, step.left, at, stop)
            )
            yield Step(*place, False, step.moved, kind)

    def _lines(self, number: int, begin: int, end: int) -> Iterator[tuple[int, int]]:
        """Words [begin, end) of a side cut at line ends and where handed-in furniture begins or ends."""
        edge = self.sides[number].breaks[begin:end] > 0
        mask = self._furniture[number]
        if mask is not None:
            edge = edge | np.diff(mask[begin:end], prepend=mask[begin])
        edges = [0, *np.flatnonzero(edge).tolist(), end - begin]
        for at, stop in pairwise(edges):
            if at < stop:
                yield begin + at, begin + stop

    def _is_furniture(self, number: int, begin: int, end: int) -> bool:
        """Whether words of one side are furniture: as detection says, or a line that looks like it.

        A line does by its words, or because it repeats another one, as headlines are repeated.
        """
        side, mask = self.sides[number], self._furniture[number]
        if mask is not None and mask[begin:end].mean() > 0.5:
            return True
        said = sum(self.kinds[key] != words.PUNCTUATION for key in side.keys[begin:end].tolist())
        firsts, line = self._first_lines[number], side.keys[begin:end].tobytes()
        if firsts.get(line, begin) != begin and said in _HEADLINE:
            return True  # also at the end of another line, as where line ends were lost
        if not side.breaks[begin] or (end < len(side) and not side.breaks[end]):
            return False
        firsts[line] = begin
        return is_furniture(side.text[side.starts[begin] : side.ends[end - 1]], said)

    def _replaced(self, step: Step) -> Iterator[Step]:
        """A replacement, cut at the words that answer each other; one that a level joined stays one."""
        if step.joined:
            yield self._as_one(step)
            return
        rows, columns = step.left_end - step.left, step.right_end - step.right
        if rows == columns == 1:
            kind = self._answer(step.left, step.right)
            yield step._replace(kind=kind) if kind else self._whole(step)
            return
        self._cells_left -= rows * columns if rows * columns <= _CELLS else 0
        pairs = self._pairs(step) if rows * columns <= _CELLS and self._cells_left >= 0 else []
        if pairs and any(any(self._shared_ends(rest)) for rest in _between(step, pairs)):
            yield self._as_one(step)
            return
        i, j = step.left, step.right
        for left, right, kind in [*pairs, (step.left_end, step.right_end, "")]:
            if i < left:
                yield self._whole(Step(i, left, j, right, False, step.moved))
            if kind:
                yield Step(left, left + 1, right, right + 1, False, step.moved, kind)
            i, j = left + 1, right + 1

    def _as_one(self, step: Step) -> Step:
        """A change whole, with the kind of what is left without the words that both sides begin and end with."""
        first, last = self._shared_ends(step)
        inner = Step(
            step.left + first,
            step.left_end - last,
            step.right + first,
            step.right_end - last,
            False,
        )
        kind = ""
        if inner.left_end - inner.left == inner.right_end - inner.right == 1:
            kind = self._answer(inner.left, inner.right)
        return step._replace(kind=kind or self._whole(inner).kind)

    def _shared_ends(self, step: Step) -> tuple[int, int]:
        """How many words both sides of a change begin with, and how many more they end with."""
        left = self._keys[0][step.left : step.left_end].tolist()
        right = self._keys[1][step.right : step.right_end].tolist()
        most = min(len(left), len(right))
        first = next((at for at in range(most) if left[at] != right[at]), most)
        last = next(
            (at for at in range(most - first) if left[-1 - at] != right[-1 - at]), most - first
        )
        return first, last

    def _whole(self, step: Step) -> Step:
        """What is left of a replacement: a number or a name where it is short enough to be about it."""
        kind = "reworded"
        spans = (step.left, step.left_end), (step.right, step.right_end)
        if max(step.left_end - step.left, step.right_end - step.right) <= _SHORT:
            keys = self._keys[0][slice(*spans[0])], self._keys[1][slice(*spans[1])]
            numbers = [[key for key in found if self.kinds[key] == words.NUMBER] for found in keys]
            if sorted(numbers[0]) != sorted(numbers[1]):
                kind = "number"
            elif len(keys[0]) != len(keys[1]) and self._joined(keys[0]) == self._joined(keys[1]):
                kind = "noise"  # a space too many or too few
            elif all(
                any(self._is_name(number, at) for at in range(*span))
                for number, span in enumerate(spans)
            ):
                kind = "name"
        return step._replace(kind=kind)

    def _joined(self, keys: Iterable[int]) -> str:
        return "".join(self.words[key] for key in keys)

    def _answer(self, left: int, right: int) -> str:
        """The kind of one word for another; "" where neither has to do with the other."""
        one, other = self._keys[0][left], self._keys[1][right]
        kind = self.kinds[one]
        if one == other or kind != self.kinds[other]:  # the same word again: equal by chance
            return ""
        if kind != words.WORD:
            return "number" if kind == words.NUMBER else ""
        found = akin(self.words[one], self.words[other])
        if found != "inflected" and self._is_name(0, left) and self._is_name(1, right):
            return "name"
        return found

    def _is_name(self, number: int, at: int) -> bool:
        """Whether a word is capitalised for another reason than opening a line or a sentence."""
        side = self.sides[number]
        first = side.text[side.starts[at]]
        if not first.isupper() or side.breaks[at] or not at:
            return False
        if words.is_stop_word(self.words[side.keys[at]]):
            return False
        return side.text[side.ends[at - 1] - 1] not in '.!?…“"«:'

    def _pairs(self, step: Step) -> list[tuple[int, int, str]]:
        """Words that answer each other, in order on both sides, as many as there are."""
        rows, columns = range(step.left, step.left_end), range(step.right, step.right_end)
        kinds = {
            (left, right): kind
            for left in rows
            for right in columns
            if (kind := self._answer(left, right)) not in {"", "name"}
        }
        if not kinds:
            return []
        best = {(step.left_end, right): 0 for right in [*columns, step.right_end]}
        for left in reversed(rows):
            best[left, step.right_end] = 0
            for right in reversed(columns):
                paired = best[left + 1, right + 1] + 1 if (left, right) in kinds else 0
                best[left, right] = max(best[left + 1, right], best[left, right + 1], paired)
        found, left, right = [], step.left, step.right
        while left < step.left_end and right < step.right_end:
            if (left, right) in kinds and best[left, right] == best[left + 1, right + 1] + 1:
                found.append((left, right, kinds[left, right]))
                left, right = left + 1, right + 1
            elif best[left + 1, right] >= best[left, right + 1]:
                left += 1
            else:
                right += 1
        i, j = step.left, step.right
        for left, right, _kind in [*found, (step.left_end, step.right_end, "")]:
            if (i == left) != (j == right):
                return []  # a word would be left alone: the change reads better as a whole
            i, j = left + 1, right + 1
        return found


def _between(step: Step, pairs: Sequence[tuple[int, int, str]]) -> Iterator[Step]:
    """What is left of a change between the words that answer each other."""
    i, j = step.left, step.right
    for left, right, _kind in [*pairs, (step.left_end, step.right_end, "")]:
        if i < left:
            yield Step(i, left, j, right, False, step.moved)
        i, j = left + 1, right + 1


def _part(step: Step, begin: int, end: int, kind: str = "same", *, equal: bool = True) -> Step:
    """Words [begin, end) of a step whose sides have as many."""
    left, right = step.left, step.right
    return Step(left + begin, left + end, right + begin, right + end, equal, step.moved, kind)


def _view(side: Side) -> "memoryview[int]":
    """The keys of a side in a form that gives single ones faster than an array does."""
    return memoryview(side.keys.astype(np.int32).tobytes()).cast("i")


def _mask(side: Side, spans: Sequence[Span]) -> npt.NDArray[np.bool_] | None:
    """Which words of a side stand in spans of characters; None where there are no spans."""
    if not spans or not len(side):
        return None
    mask = np.zeros(len(side), np.bool_)
    for begin, end in spans:
        mask[np.searchsorted(side.starts, begin) : np.searchsorted(side.starts, end)] = True
    return mask
