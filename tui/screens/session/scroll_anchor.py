"""A place among the lines of a diff → the same place among other lines of it: folded, marked, or in another layout."""

from bisect import bisect_right
from collections.abc import Callable, Sequence

from tui.model import Diff

Starts = Sequence[tuple[int, int]]
"""Of each change in order: its number, the line on which it starts."""


def map_scroll_line(
    line: int, before: Starts, lines_before: int, after: Starts, lines_after: int
) -> int:
    """Where what stands on `line` stands now: found by the changes around it, in proportion between two of them."""
    now: dict[int, int] = {}
    for edit, at in after:
        now.setdefault(edit, at)
    anchors = [(0, 0)]
    for edit, at in before:
        to = now.get(edit)
        if to is not None and at > anchors[-1][0] and to >= anchors[-1][1]:
            anchors.append((at, to))
    anchors.append((max(lines_before, anchors[-1][0] + 1), max(lines_after, anchors[-1][1])))
    above = min(bisect_right(anchors, line, key=lambda pair: pair[0]) - 1, len(anchors) - 2)
    (at, to), (at_below, to_below) = anchors[above], anchors[above + 1]
    return to + round((line - at) * (to_below - to) / (at_below - at))


def change_of(edit: int, starts: Starts) -> int:
    """Which change an edit is, or else the last one before it; -1 for none."""
    found = [(number, -place) for place, (number, _at) in enumerate(starts) if number <= edit]
    return -max(found)[1] if found else -1


def renumbered(before: Diff, after: Diff) -> Callable[[int], int]:
    """What an edit of one diff is in another diff of the same texts: the one at the same place of the right text."""
    if before == after:
        return lambda edit: edit
    begins = [edit.right[0] for edit in after.edits]

    def find(edit: int) -> int:
        if edit >= len(before.edits):
            return -1
        return bisect_right(begins, before.edits[edit].right[0]) - 1

    return find
