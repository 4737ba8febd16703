"""A diff → its changes one a line: where they stand, of which kind they are, both readings."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tui import pair_summary
from tui.model import Diff, Span
from tui.text.cells import cut
from tui.text.visible import visible

_LINE_END: Final = re.compile(r"\r\n|\r|\n")  # as editors count lines
_STUB: Final = 6  # words that a moved block is known by


@dataclass(frozen=True, slots=True)
class _Change:
    """What is listed: an edit, or a whole moved block from its first character to its last."""

    kind: str
    left: Span
    right: Span


def listed(
    left: str, right: str, edits: Diff, wanted: Sequence[str], width: int | None
) -> Iterator[str]:
    """A line for each change of the kinds `wanted` (none: of every kind), in reading order of the right text.

    It begins with the lines of the two files, `-` where a side has nothing, and is at most `width` cells long.
    """
    starts = _line_starts(left), _line_starts(right)
    for change in _changes(edits):
        if wanted and change.kind not in wanted:
            continue
        spans = change.left, change.right
        places = [
            _line(span, text, begins)
            for span, text, begins in zip(spans, (left, right), starts, strict=True)
        ]
        if change.kind == "moved":
            told = f"⟨{_first_words(right, change.right)}⟩"
        else:
            told = pair_summary.answer((left[slice(*change.left)], right[slice(*change.right)]))
        line = f"{places[0]:>5} {places[1]:>5}  {change.kind:<9}  {told}"
        yield cut(line, width) if width else line


def _changes(edits: Diff) -> Iterator[_Change]:
    blocks: dict[int, list[int]] = {}
    for number, edit in enumerate(edits.edits):
        if edit.moved:
            blocks.setdefault(edit.moved, []).append(number)
    for number, edit in enumerate(edits.edits):
        block = blocks.get(edit.moved, [])
        if block and number == block[0]:
            parts = [edits.edits[at] for at in block]
            yield _Change(
                "moved",
                (min(part.left[0] for part in parts), max(part.left[1] for part in parts)),
                (min(part.right[0] for part in parts), max(part.right[1] for part in parts)),
            )
        if edit.kind != "same":
            yield _Change(edit.kind, edit.left, edit.right)


def _line_starts(text: str) -> list[int]:
    return [0, *(end.end() for end in _LINE_END.finditer(text))]


def _line(span: Span, text: str, starts: Sequence[int]) -> str:
    """The number of the line on which what is in a span begins, from 1 on."""
    inside = text[slice(*span)]
    if not inside.strip():
        return "-"
    return f"{bisect_right(starts, span[0] + len(inside) - len(inside.lstrip())):,}"


def _first_words(text: str, span: Span) -> str:
    words = text[slice(*span)].split()
    more = f"… {len(words):,} words" if len(words) > _STUB else ""
    return visible(" ".join(words[:_STUB])) + more
