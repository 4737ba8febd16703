"""The help: the keys as they really are bound, to be searched by typing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input

from tui.model import OPEN_STATES, SET_ASIDE_STATES
from tui.screens.key_table import SECTIONS, shown
from tui.screens.widgets.dismiss_once import DismissOnce
from tui.screens.widgets.status_line import OneLine
from tui.screens.widgets.styles import GLYPHS, Piece
from tui.screens.widgets.virtual_list import LineList

_KEYS_COLUMN = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the help; `action` is the id of the key that it tells of, "" where it tells of none."""

    pieces: tuple[Piece, ...] = ()
    action: str = ""


def rows(keys: Mapping[str, tuple[str, ...]], wanted: str = "") -> Iterator[Row]:
    """The lines of the help that mention `wanted`, with the headings above them."""
    needle = wanted.casefold()
    for section, entries in SECTIONS.items():
        told = [(key, " ".join(map(shown, keys[key.id]))) for key in entries]
        found = [
            (key, pressed)
            for key, pressed in told
            if needle in f"{pressed} {key.does} {key.id}".casefold()
        ]
        if found:
            yield Row(((section, "strong"),))
            for key, pressed in found:
                head, name = f"  {pressed or '(no key)':<{_KEYS_COLUMN}}", f"  {key.id}"
                yield Row(((head, "strong"), (key.does, ""), (name, "faint")), key.id)
            yield Row()
    states: list[tuple[str, str]] = [
        row
        for row in (*_states(), ("has a note", "+"))
        if needle in f"{row[0]} {row[1]} states".casefold()
    ]
    if states:
        yield Row((("States", "strong"),))
        for state, glyph in states:
            yield Row(((f"  {glyph:<{_KEYS_COLUMN}}", "strong"), (state, "")))


def _states() -> Iterator[tuple[str, str]]:
    """Each state with what it counts as, and its glyph."""
    for state, glyph in GLYPHS.items():
        if state in OPEN_STATES:
            counts_as = "open"
        else:
            counts_as = "set aside" if state in SET_ASIDE_STATES else "decided"
        yield f"{state}: {counts_as}", glyph


class _Rows(LineList):
    """The lines of the help, with a cursor on the ones that can be done."""

    def __init__(self, **options) -> None:
        super().__init__(**options)
        self.rows: list[Row] = []

    def show(self, rows: list[Row]) -> None:
        """Show these lines from the top."""
        self.rows = rows
        self.set_count(len(rows))
        self.scroll_to(y=0, animate=False, immediate=True, force=True)
        self.cursor = next((number for number, row in enumerate(rows) if row.action), -1)
        self.refresh()

    def move(self, step: int) -> None:
        """Put the cursor on the next line in that direction that can be done."""
        to = self.cursor + step
        while 0 <= to < self.count and not self.rows[to].action:
            to += 1 if step > 0 else -1
        if 0 <= to < self.count:
            self.set_cursor(to)

    def row(self, number: int, width: int) -> Strip:
        """One line."""
        pieces = self.rows[number].pieces
        if number == self.cursor:
            pieces = ((pieces[0][0], "bar"), *pieces[1:])
        return self.paint([(">" if number == self.cursor else " ", ""), *pieces], width)


class HelpScreen(DismissOnce, Screen[str | None]):
    """All keys with what they do; typing narrows them down, Enter gives the id of the chosen one."""

    BINDINGS: ClassVar = [
        Binding("escape", "dismiss(None)", "back", priority=True),
        Binding("down", "move(1)", "down"),
        Binding("up", "move(-1)", "up"),
        Binding("pagedown", "move(15)", "page down"),
        Binding("pageup", "move(-15)", "page up"),
    ]

    def __init__(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__()
        self._keys, self._wanted = keys, ""

    def compose(self) -> ComposeResult:
        """Heading, search line, keys."""
        yield OneLine(id="header", under="bar")
        yield Input(placeholder="type to search the help", id="answer")
        yield _Rows(id="rows")
        yield OneLine(id="keys")

    def on_mount(self) -> None:
        """Show all."""
        self.query_one("#header", OneLine).say([(" Help: the keys, and what they do", "strong")])
        said = " type to search   ↑ ↓ PgDn PgUp choose   Enter do it   Esc back"
        self.query_one("#keys", OneLine).say([(said, "faint")])
        answer = self.query_one("#answer", Input)
        answer.cursor_blink = False
        answer.focus()
        self.query_one("#rows", _Rows).show(list(rows(self._keys)))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what mentions the words; `q` or `?` alone goes back, as people try that."""
        if event.value in {"q", "?"}:
            self.dismiss(None)
            return
        self._catch_up()

    def _catch_up(self) -> None:
        wanted = self.query_one("#answer", Input).value.strip()
        if wanted != self._wanted:
            self._wanted = wanted
            self.query_one("#rows", _Rows).show(list(rows(self._keys, wanted)))

    def on_input_submitted(self) -> None:
        """Give the chosen action."""
        found = self.query_one("#rows", _Rows)
        self.dismiss(found.rows[found.cursor].action if found.cursor >= 0 else None)

    def action_move(self, step: int) -> None:
        """Choose another line."""
        self._catch_up()
        self.query_one("#rows", _Rows).move(step)
