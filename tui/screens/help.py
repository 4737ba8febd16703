"""The help: the keys as they really are bound, to be searched by typing."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input

from tui.screens.keys import SECTIONS, shown
from tui.screens.line_list import LineList
from tui.screens.one_line import OneLine
from tui.screens.paint import GLYPHS, Piece, strip

_KEYS_COLUMN = 12
Row = tuple[Piece, ...]


def rows(keys: Mapping[str, tuple[str, ...]], wanted: str = "") -> Iterator[Row]:
    """The lines of the help that mention `wanted`, with the headings above them."""
    for section, entries in SECTIONS.items():
        found = [
            (" ".join(map(shown, keys[key.id])), key.does, key.id)
            for key in entries
            if keys[key.id]
        ]
        found = [row for row in found if wanted.casefold() in " ".join(row).casefold()]
        if found:
            yield ((section, "strong"),)
            for pressed, does, name in found:
                yield (
                    (f"  {pressed:<{_KEYS_COLUMN}}", "strong"),
                    (does, ""),
                    (f"  {name}", "faint"),
                )
            yield ()
    states = "   ".join(f"{glyph} {state}" for state, glyph in GLYPHS.items())
    if wanted.casefold() in f"states {states}".casefold():
        yield (("States", "strong"),)
        yield ((f"  {states}   + note", ""),)


class _Rows(LineList):
    """The lines of the help."""

    def __init__(self, **options) -> None:
        super().__init__(**options)
        self._rows: list[Row] = []

    def show(self, rows: list[Row]) -> None:
        """Show these lines from the top."""
        self._rows = rows
        self.set_count(len(rows))
        self.scroll_to(y=0, animate=False, immediate=True, force=True)
        self.refresh()

    def row(self, number: int, width: int) -> Strip:
        """One line."""
        return strip([(" ", ""), *self._rows[number]], width)


class HelpScreen(Screen[None]):
    """All keys with what they do; typing narrows them down."""

    BINDINGS: ClassVar = [
        Binding("escape", "dismiss", "back", priority=True),
        Binding("down", "scroll(1)", "down", priority=True),
        Binding("up", "scroll(-1)", "up", priority=True),
        Binding("pagedown,enter", "scroll(15)", "page down", priority=True),
        Binding("pageup", "scroll(-15)", "page up", priority=True),
    ]

    def __init__(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Heading, search line, keys."""
        yield OneLine(id="header", under="bar")
        yield Input(placeholder="type to search the help", id="answer")
        yield _Rows(id="rows")

    def on_mount(self) -> None:
        """Show all."""
        said = " Help   type to search, ↑ ↓ PgDn PgUp scroll, Esc back"
        self.query_one("#header", OneLine).say([(said, "strong")])
        answer = self.query_one("#answer", Input)
        answer.cursor_blink = False
        answer.focus()
        self.query_one("#rows", _Rows).show(list(rows(self._keys)))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what mentions the words; `q` or `?` alone goes back, as people try that."""
        if event.value in {"q", "?"}:
            self.dismiss()
            return
        self.query_one("#rows", _Rows).show(list(rows(self._keys, event.value.strip())))

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        found = self.query_one("#rows", _Rows)
        to = max(0, round(found.scroll_offset.y) + lines)
        found.scroll_to(y=to, animate=False, immediate=True, force=True)
