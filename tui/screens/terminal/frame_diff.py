"""Frames in, the bytes that change a terminal from what it shows to what it should show out. Pure.

A frame is what Textual writes: cursor positions, colours and text of whole regions, also of cells that
stay as they are. Here only the cells that differ are written, and a frame that a slow line could not
take in time is never written at all: what counts is the newest one.

A terminal and we may disagree on how wide an emoji or a combined character is; a row that holds one is
written whole, so that a disagreement cannot pile up.
"""

import re
from functools import lru_cache
from itertools import islice
from typing import Final

from rich.cells import get_character_cell_size

Cell = tuple[str, str]
"""What stands in a cell, "" in the right half of a wide character, and its SGR parameters, "" for none."""

BLANK: Final[Cell] = (" ", "")
_TOKEN: Final = re.compile(
    r"\x1b\[(\d+);(\d+)H|\x1b\[([\d;]*)m|\r?(\n)|([^\x1b\r\n]+)|(.)", re.DOTALL
)
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f]")
_NOT_OURS: Final = "\u241b"  # shown where a frame holds an escape that is no position and no colour
_GAP: Final = 5  # equal cells that are written again, for moving the cursor takes as many bytes
_WORTH_ERASING: Final = 4  # blank cells up to the end of a row from which erasing is shorter
_EMOJI: Final = 0x1F000


class Grid:
    """What a terminal shows and what it should show; mutable, for both change all the time."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self._wanted: list[list[Cell]] = [[BLANK] * columns for _ in range(rows)]
        self._sent: list[list[Cell]] = [[BLANK] * columns for _ in range(rows)]
        self._dirty: set[int] = set()
        self._clear = (
            True  # whether the terminal must be cleared first, for who knows what it shows
        )

    def paint(self, frame: str) -> None:
        """Take in a frame. What lies outside of the grid is left out; nothing is written yet."""
        row, column, style = -1, 0, ""
        for found in _TOKEN.finditer(frame):
            line, at, colours, newline, text, other = found.groups()
            if text is not None:
                column = self._put(row, column, text, style)
            elif colours is not None:
                style = _style(colours)
            elif line is not None:
                row, column = int(line) - 1, int(at) - 1
            elif newline is None and other is not None:
                column = self._put(row, column, _NOT_OURS, style)

    def _put(self, row: int, column: int, text: str, style: str) -> int:
        """Put text into the wanted cells of a row; the column behind it."""
        if not 0 <= row < self.rows:
            return column
        cells = self._wanted[row]
        self._dirty.add(row)
        for character in text if text.isprintable() else _CONTROL.sub(_NOT_OURS, text):
            wide = 1 if " " <= character <= "~" else get_character_cell_size(character)
            if wide == 0:
                _combine(cells, column, character)
            elif column + wide <= self.columns:
                _make_room(cells, column, wide)
                cells[column] = (character, style)
                if wide == 2:
                    cells[column + 1] = ("", style)
            column += wide
        return column

    def difference(self) -> str:
        """What to write so that the terminal shows the newest frame; it counts as shown from now on."""
        pen = _Pen()
        if self._clear:
            pen.clear()
            self._sent = [[BLANK] * self.columns for _ in range(self.rows)]
            self._clear = False
        for row in sorted(self._dirty):
            wanted, sent = self._wanted[row], self._sent[row]
            if wanted != sent:
                self._write_row(pen, row, wanted, sent)
                self._sent[row] = wanted.copy()
        self._dirty.clear()
        return pen.written()

    def _write_row(self, pen: "_Pen", row: int, wanted: list[Cell], sent: list[Cell]) -> None:
        end = self.columns
        while end and wanted[end - 1] == BLANK:
            end -= 1
        if _is_uncertain(wanted) or _is_uncertain(sent):
            pen.text(row, 0, wanted[:end])
            pen.erase(row, end, self.columns)
            return
        changed = _changed(wanted, sent)
        tail = [column for column in changed if column >= end]
        if len(tail) < _WORTH_ERASING:
            end, tail = self.columns, []
        for first, last in _runs([column for column in changed if column < end], wanted):
            pen.text(row, first, wanted[first : last + 1])
        if tail:
            pen.erase(row, tail[0], self.columns)


class _Pen:
    """Writes cells with as few bytes as it can, remembering where the cursor is and how it writes."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._at = (-1, -1)
        self._style = ""

    def clear(self) -> None:
        self._out.append("\x1b[m\x1b[2J")

    def text(self, row: int, column: int, cells: list[Cell]) -> None:
        self._go(row, column)
        for shown, style in cells:
            self._use(style)
            self._out.append(shown)
        self._at = (row, column + len(cells))

    def erase(self, row: int, column: int, columns: int) -> None:
        """Blank the row from `column` on."""
        if column < columns:
            self._go(row, column)
            self._use("")
            self._out.append("\x1b[K")

    def written(self) -> str:
        self._use("")
        return "".join(self._out)

    def _go(self, row: int, column: int) -> None:
        here, there = self._at, (row, column)
        if here == there:
            return
        if here[0] == row and 0 <= here[1] < column:
            steps = column - here[1]
            self._out.append(f"\x1b[{steps}C" if steps > 1 else "\x1b[C")
        elif column == 0:
            self._out.append(f"\x1b[{row + 1}H" if row else "\x1b[H")
        else:
            self._out.append(f"\x1b[{row + 1};{column + 1}H")
        self._at = there

    def _use(self, style: str) -> None:
        if style != self._style:
            # An empty parameter is a 0: all attributes off, then the new ones on (ECMA-48, 8.3.117).
            self._out.append(f"\x1b[;{style}m" if style and self._style else f"\x1b[{style}m")
            self._style = style


def _changed(wanted: list[Cell], sent: list[Cell]) -> list[int]:
    """The columns to write: what differs, and both halves of every wide character it cuts into."""
    found = {n for n, (new, old) in enumerate(zip(wanted, sent, strict=True)) if new != old}
    for column in tuple(found):
        for row in (wanted, sent):
            if row[column][0] == "" and column:
                found.add(column - 1)
            if column + 1 < len(row) and row[column + 1][0] == "":
                found.add(column + 1)
    return sorted(found)


def _runs(columns: list[int], wanted: list[Cell]) -> list[tuple[int, int]]:
    """First and last column of the runs to write; short gaps in the same colours are written too."""
    runs: list[tuple[int, int]] = []
    for column in columns:
        if runs and column - runs[-1][1] <= _GAP and _one_style(wanted, runs[-1][1], column):
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    return runs


def _one_style(wanted: list[Cell], first: int, last: int) -> bool:
    style = wanted[first][1]
    return last == first + 1 or all(cell[1] == style for cell in islice(wanted, first, last))


def _make_room(cells: list[Cell], column: int, wide: int) -> None:
    """Blank the other halves of wide characters that a new one at `column` cuts into."""
    if cells[column][0] == "" and column:
        cells[column - 1] = BLANK
    end = column + wide
    if end < len(cells) and cells[end][0] == "":
        cells[end] = BLANK


def _combine(cells: list[Cell], column: int, mark: str) -> None:
    """Put a character without a width of its own to the one before it."""
    at = min(column, len(cells)) - 1
    if at > 0 and cells[at][0] == "":
        at -= 1
    if at >= 0:
        cells[at] = (cells[at][0] + mark, cells[at][1])


def _is_uncertain(cells: list[Cell]) -> bool:
    """Whether a row holds a character whose width terminals disagree on."""
    return any(len(shown) > 1 or (shown and ord(shown) >= _EMOJI) for shown, _ in cells)


@lru_cache(maxsize=512)
def _style(parameters: str) -> str:
    """SGR parameters without what says nothing after a reset: default colours, and the reset itself."""
    kept: list[str] = []
    numbers = iter(parameters.split(";"))
    for number in numbers:
        if number in {"38", "48"}:
            form = next(numbers, "")
            kept += [number, form, *islice(numbers, 1 if form == "5" else 3)]
        elif number in {"", "0"}:
            kept.clear()
        elif number not in {"39", "49"}:
            kept.append(number)
    return ";".join(kept)
