"""The steps of a pair of sentences at level `word` → those of a coarser level.

A coarser level takes equal words away and joins the changes around them; it looks for nothing anew.
So it never has more edits than a finer one, and a change that nothing was joined to stays as it is.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Final

from tui.compare.align.alignment import Alignment
from tui.compare.align.blocks import Stretch
from tui.compare.words.lcs import Run
from tui.compare.words.steps import Step

_TIDIED: Final = MappingProxyType({"word": "word", "phrase": "phrase", "sentence": "phrase"})
LEVELS: Final = tuple(_TIDIED)
MOSTLY_KEPT: Final = (
    0.5  # of the words of a sentence pair; with less it is shown as one replacement
)


def steps(alignment: Alignment, stretch: Stretch) -> Iterator[Step]:
    """The equal runs of a stretch at level `word`, and the changes between them."""
    i, j = stretch.left, stretch.right
    for run in alignment.equal_words(stretch, "word"):
        begin = (stretch.left + run[0], stretch.right + run[2])
        if i < begin[0] or j < begin[1]:
            yield Step(i, begin[0], j, begin[1], False, stretch.moved)
        i, j = stretch.left + run[1], stretch.right + run[3]
        yield Step(begin[0], i, begin[1], j, True, stretch.moved)
    if i < stretch.left_end or j < stretch.right_end:
        yield Step(i, stretch.left_end, j, stretch.right_end, False, stretch.moved)


def coarser(
    alignment: Alignment, stretch: Stretch, found: Sequence[Step], level: str
) -> list[Step]:
    """The steps of a stretch at `level`: what is no longer worth showing as equal joins its neighbours.

    Raises KeyError for a level that is none of `LEVELS`.
    """
    tidied = _TIDIED[level]
    if level == "word" or len(found) < 2:
        return list(found)
    runs = alignment.equal_words(stretch, tidied)
    if level == "sentence" and _mostly_changed(runs, stretch):
        runs = []
    kept = {(stretch.left + run[0], stretch.left + run[1]) for run in runs}
    joined: list[Step] = []
    for stays, group in groupby(found, lambda step: step.equal and step[:2] in kept):
        parts = list(group)
        joined += parts if stays else [_joined(parts)]
    return joined


def _joined(parts: list[Step]) -> Step:
    """Changes and the equal words between them as one change."""
    first, last = parts[0], parts[-1]
    if len(parts) == 1:
        return first
    kinds = {step.kind for step in parts if not step.equal}
    kind = kinds.pop() if len(kinds) == 1 else ""
    return Step(
        first.left,
        last.left_end,
        first.right,
        last.right_end,
        False,
        first.moved,
        kind,
        joined=True,
    )


def _mostly_changed(runs: list[Run], stretch: Stretch) -> bool:
    kept = sum(run[1] - run[0] for run in runs)
    most = max(stretch.left_end - stretch.left, stretch.right_end - stretch.right)
    return kept < MOSTLY_KEPT * most
