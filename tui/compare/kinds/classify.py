"""Changes → what sort of change each is, so that the ones that matter can be found.

A change is cut where its words answer each other one to one (an inflection, a misread word, a number
for a number); the rest of it keeps a kind of its own.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from tui.compare.align.alignment import Alignment
from tui.compare.kinds.furniture_lines import Page
from tui.compare.kinds.replacement_kind import ReplacementKinds
from tui.compare.kinds.word_pairs import Answer, answers
from tui.compare.words.steps import Step
from tui.model import Span
from tui.text import words

KINDS: Final = (
    "same",  # identical but for white space
    "case",  # equal but for case, quotes, dashes or Unicode form
    "inflected",  # another form or spelling of the same word
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
_APOSTROPHES: Final = frozenset("'’‘ʼ`´")
_CELLS: Final = 400  # words left times right of a change that are matched one by one
MOST_CELLS: Final = 60_000
"""Of all changes together: some tenths of a second; later changes are named as wholes."""
MOST_PIECES: Final = 100_000
"""Into which equal words are cut because case, quotes or dashes differ; later ones are told as wholes."""


def classified(
    alignment: Alignment, steps: Sequence[Step], furniture: Furniture, answering: ReplacementKinds
) -> tuple[list[Step], bool]:
    """The steps with their kinds: equal ones cut where only case differs, changes where kinds change.

    And whether the work was bounded.
    """
    classifier = _Classifier(alignment, furniture, answering)
    found = list(classifier.steps(steps))
    return found, classifier.bounded


class _Classifier:
    """The tables that the kinds of one pair of texts are read from."""

    def __init__(
        self, alignment: Alignment, furniture: Furniture, answering: ReplacementKinds
    ) -> None:
        self.sides = alignment.first, alignment.second
        self._words, self.kinds = alignment.vocabulary.words, alignment.vocabulary.kinds
        self._keys = (
            self.sides[0].numbers(self.sides[0].keys),
            self.sides[1].numbers(self.sides[1].keys),
        )
        self._raws = tuple(side.raws.tobytes() for side in self.sides)
        self._only = ("inserted", "deleted") if alignment.swapped else ("deleted", "inserted")
        spans = furniture[::-1] if alignment.swapped else furniture
        self._pages = tuple(
            Page(side, self.kinds, found) for side, found in zip(self.sides, spans, strict=True)
        )
        self._answering = answering
        self._cells_left = MOST_CELLS
        self._pieces_left = MOST_PIECES
        self._slips: dict[tuple[int, int], bool] = {}

    @property
    def bounded(self) -> bool:
        """Whether changes were named as wholes because there were too many."""
        return min(self._cells_left, self._pieces_left) < 0

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
        self._pieces_left -= len(edges)
        if self._pieces_left < 0:
            yield step._replace(kind="case")
            return
        for begin, end in pairwise(edges):
            if same[begin]:
                yield _part(step, begin, end)
            else:
                yield from self._alike(step, begin, end)

    def _alike(self, step: Step, begin: int, end: int) -> Iterator[Step]:
        """Words that are equal but for case, quotes or dashes: a slip where these stand elsewhere in the word."""
        for at in range(begin, end):
            if self._is_slip(step.left + at, step.right + at):
                if begin < at:
                    yield _part(step, begin, at, "case")
                yield _part(step, at, at + 1, "noise", equal=False)
                begin = at + 1
        if begin < end:
            yield _part(step, begin, end, "case")

    def _is_slip(self, left: int, right: int) -> bool:
        """What `_slipped` says, asked once for each two spellings."""
        spelled = (int(self.sides[0].raws[left]), int(self.sides[1].raws[right]))
        if spelled not in self._slips:
            self._slips[spelled] = self._slipped(left, right)
        return self._slips[spelled]

    def _slipped(self, left: int, right: int) -> bool:
        """Whether two words of the same letters have apostrophes, or hyphens, in other places.

        A hyphen on one side alone is a matter of spelling; an apostrophe is none: "its" is not "it's".
        """
        one, other = (side.written(at) for side, at in zip(self.sides, (left, right), strict=True))
        if one.isalpha() and other.isalpha():
            return False
        if _APOSTROPHES.isdisjoint(one) != _APOSTROPHES.isdisjoint(other):
            return len(one) > 1 < len(other)
        if len(one) != len(other) or one.isalpha() or other.isalpha():
            return False
        return any(a.isalnum() != b.isalnum() for a, b in zip(one, other, strict=True))

    def _one_sided(self, step: Step) -> Iterator[Step]:
        """What stands on one side only, line by line: some of the lines may be furniture."""
        number = int(step.left == step.left_end)
        begin, end = (step.left, step.left_end) if number == 0 else (step.right, step.right_end)
        if end - begin == 1 and self._answering.is_sign(number, begin):
            yield step._replace(kind="number")
            return
        for at, stop, is_furniture in self._pages[number].parts(begin, end):
            kind = "furniture" if is_furniture else self._only[number]
            place = (
                (at, stop, step.right, step.right)
                if number == 0
                else (step.left, step.left, at, stop)
            )
            yield Step(*place, False, step.moved, kind)

    def _replaced(self, step: Step) -> Iterator[Step]:
        """A replacement, cut at the words that answer each other; one that a level joined stays one."""
        if step.joined:
            yield self._as_one(step)
            return
        if self._is_mark_for_words(step):
            whole = self._whole(step)
            yield from [whole] if whole.kind != "reworded" else self._apart(step)
            return
        rows, columns = step.left_end - step.left, step.right_end - step.right
        if rows == columns == 1:
            kind = self._answer(step.left, step.right)
            yield step._replace(kind=kind) if kind else self._whole(step)
            return
        if self._answering.same_amount(step):
            yield step._replace(kind="inflected")
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

    def _is_mark_for_words(self, step: Step) -> bool:
        """Whether on one side there are marks alone, which stand for no words on the other."""
        kinds, (ours, theirs) = self.kinds, self._keys
        if kinds[ours[step.left]] != words.PUNCTUATION != kinds[theirs[step.right]]:
            return False  # as in most changes
        spans = (ours[step.left : step.left_end], theirs[step.right : step.right_end])
        one, other = (all(kinds[key] == words.PUNCTUATION for key in keys) for keys in spans)
        return one != other

    def _apart(self, step: Step) -> Iterator[Step]:
        """A replacement as what fell out and what was put in."""
        yield from self._one_sided(step._replace(right_end=step.right))
        yield from self._one_sided(step._replace(left=step.left_end))

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
        """What is left of a replacement, told as one."""
        return step._replace(kind=self._answering.of_change(step))

    def _answer(self, left: int, right: int) -> str:
        return self._answering.of_words(left, right)

    def _agree(self, left: int, right: int, kind: str) -> bool:
        """Whether two function words differ because the words beside them do: "a boat", "an old ship"."""
        spelled = self._words
        return kind == "inflected" and all(
            words.is_stop_word(spelled[side[at]])
            for side, at in zip(self._keys, (left, right), strict=True)
        )

    def _pairs(self, step: Step) -> list[Answer]:
        def pair(left: int, right: int) -> str:
            kind = self._answer(left, right)
            return "" if kind == "name" or self._agree(left, right, kind) else kind

        return answers(step, pair)


def _between(step: Step, pairs: Sequence[Answer]) -> Iterator[Step]:
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
