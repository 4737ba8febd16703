"""Two texts → the edits that lead from the left one to the right one.

Sentences are aligned first (`align`), then the words inside at a level: `word`, `phrase` (islands have
to weigh more) or `sentence` (what is mostly rewritten is one replaced by the other). The level can
be changed without aligning again.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

import numpy as np

from tui.compare.align.alignment import Alignment, align
from tui.compare.align.alignment_tokens import Side
from tui.compare.align.blocks import Stretch
from tui.compare.kinds.classify import Furniture, classified
from tui.compare.kinds.reordering import Reordering
from tui.compare.kinds.replacement_kind import ReplacementKinds
from tui.compare.words import granularity
from tui.compare.words.steps import Step
from tui.model import Diff, Edit, Span, Tag
from tui.progress import Progress, silent
from tui.progress import Step as Report
from tui.runtime.gc_control import without_gc

LEVELS: Final = granularity.LEVELS

_REPORT_EVERY: Final = 256  # stretches: a few milliseconds
_UNNAMED: Final = "so much has changed that the kinds of the later changes are told roughly"
_NONE: Final[Furniture] = ((), ())
_TURNED: Final[dict[Tag, Tag]] = {
    "equal": "equal",
    "replace": "replace",
    "insert": "delete",
    "delete": "insert",
}


def diff(
    left: str,
    right: str,
    *,
    level: str = "word",
    furniture: Furniture = _NONE,
    progress: Progress = silent,
) -> Diff:
    """The edits of `right` against `left`, in reading order of `right`.

    `furniture`: spans of page furniture on either side, as detection found them. `progress` may raise
    `Cancelled`. Swapping the texts mirrors the edits, order and block numbers apart. About linear in
    words; where the work was bounded, `Diff.notes` says so.

    >>> [(edit.tag, edit.kind) for edit in diff("A red car.", "A blue car.").edits]
    [('equal', 'same'), ('replace', 'reworded'), ('equal', 'same')]
    """
    alignment = align(left, right, progress=progress)
    return edits(alignment, level, furniture=furniture, progress=progress)


def edits(
    alignment: Alignment,
    level: str = "word",
    *,
    furniture: Furniture = _NONE,
    first_words: int | None = None,
    progress: Progress = silent,
) -> Diff:
    """The edits of an alignment at a level. Raises KeyError for a level that is none of `LEVELS`.

    With `first_words` only those of about so many tokens of the right text, from its start: what a first
    screen needs, at the cost of these words alone. Then the spans cover that part of the right text.
    """
    stretches = alignment.stretches
    if first_words is not None:
        stretches = _opening(alignment, first_words)
    with without_gc():
        steps: list[Step] = []
        answering = ReplacementKinds((alignment.first, alignment.second), alignment.vocabulary)
        reordering = Reordering(alignment, answering)
        for number, stretch in enumerate(stretches):
            if number % _REPORT_EVERY == 0:
                progress(Report("changes", number, len(stretches)))
            inside = reordering.told(list(granularity.steps(alignment, stretch)))
            steps += granularity.coarser(alignment, stretch, inside, level)
        steps.sort(key=_reading_order)  # kinds depend on it: so an opening is named as the whole is
        found, bounded = classified(alignment, steps, furniture, answering)
        notes = (*alignment.notes, _UNNAMED) if bounded else alignment.notes
        return Diff(_in_order(alignment, found), notes)


def _opening(alignment: Alignment, words: int) -> tuple[Stretch, ...]:
    """The stretches in which the right text begins, until so many of its tokens are covered."""

    def place(stretch: Stretch) -> tuple[int, bool, int]:
        spans = (stretch.right, stretch.right_end), (stretch.left, stretch.left_end)
        right, left = spans[::-1] if alignment.swapped else spans
        return right[0], right[0] < right[1], left[0]

    return tuple(
        stretch for stretch in sorted(alignment.stretches, key=place) if place(stretch)[0] < words
    )


def _reading_order(step: Step) -> tuple[int, bool, int]:
    """The place of a step in the second text: what it lacks comes before what it has there."""
    return step.right, step.right < step.right_end, step.left


def _in_order(alignment: Alignment, steps: Sequence[Step]) -> tuple[Edit, ...]:
    """Steps as edits of left and right, those that continue each other as one.

    They are joined in the canonical order of the texts, then turned round: so swapping mirrors.
    """
    places = _places(alignment.first), _places(alignment.second)
    found: list[Edit] = []
    for step in sorted(steps, key=_reading_order):
        left = (places[0][step.left], places[0][step.left_end])
        right = (places[1][step.right], places[1][step.right_end])
        if found and _continues(found[-1], step, left, right):
            left, right = (found[-1].left[0], left[1]), (found[-1].right[0], right[1])
            found.pop()
        found.append(Edit(step.tag, left, right, step.kind, step.moved))
    found += _white_space(alignment)
    if alignment.swapped:
        found = [Edit(_TURNED[e.tag], e.right, e.left, e.kind, e.moved) for e in found]
    found.sort(key=lambda e: (e.right[0], e.right[0] < e.right[1], e.left))
    return tuple(_together(found) if any(edit.moved for edit in found) else found)


def _together(edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits, of those that fell out at one place each beside the others of its moved block."""
    block = 0
    for (_place, stands), group in groupby(edits, lambda e: (e.right[0], e.right[0] < e.right[1])):
        here = list(group)
        if not stands and len(here) > 1:
            here.sort(key=lambda edit: edit.moved != block)
        yield from here
        block = here[-1].moved


def _places(side: Side) -> "memoryview[int]":
    """The character at which the share of each word begins: each has the white space behind it."""
    places = np.append(side.starts, np.int32(len(side.text) if len(side) else 0)).astype(np.int32)
    places[0] = 0
    return memoryview(places.tobytes()).cast("i")


def _continues(last: Edit, step: Step, left: Span, right: Span) -> bool:
    """Whether a step is nothing but more of the same as the edit before it."""
    return (
        last.kind == step.kind
        and last.moved == step.moved
        and last.tag == step.tag != "replace"
        and last.left[1] == left[0]
        and last.right[1] == right[0]
    )


def _white_space(alignment: Alignment) -> Iterator[Edit]:
    """The edit of a text that is nothing but white space: no word has it in its share."""
    lengths = [0 if len(side) else len(side.text) for side in (alignment.first, alignment.second)]
    if any(lengths):
        yield Edit("equal", (0, lengths[0]), (0, lengths[1]))
