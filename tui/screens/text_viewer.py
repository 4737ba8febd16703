"""A text to read and nothing else: a whole copy, the summary, the trouble log."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.geometry import Size
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.screens.widgets.dismiss_once import DismissOnce
from tui.screens.widgets.status_line import OneLine
from tui.screens.widgets.styles import Painted
from tui.text.cells import chop, width
from tui.text.visible import visible

_MARGIN = 1


class _Text(ScrollView, Painted, can_focus=False):
    """Wrapped lines, painted as they come into view."""

    def __init__(self, text: str, **options) -> None:
        super().__init__(**options)
        self._text = visible(text, layout=True).replace("\t", "    ")
        self._lines: list[str] = []

    def on_resize(self) -> None:
        """Wrap for the new width."""
        room = max(10, self.size.width - 2 * _MARGIN)
        self._lines = [line for long in self._text.split("\n") for line in wrapped(long, room)]
        self.virtual_size = Size(0, len(self._lines))
        self.refresh()

    def page(self, lines: int) -> None:
        """Scroll by lines."""
        to = max(0, round(self.scroll_offset.y) + lines)
        self.scroll_to(y=to, animate=False, immediate=True, force=True)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        number = y + round(self.scroll_offset.y)
        if number >= len(self._lines):
            return Strip.blank(self.size.width)
        return self.paint([(" " * _MARGIN + self._lines[number], "")], self.size.width)


def wrapped(line: str, cells: int) -> list[str]:
    """A line in pieces of at most `cells` cells, cut between words where there are any."""
    if width(line) <= cells:
        return [line]
    found, now = [], ""
    for word in line.split(" "):
        longer = f"{now} {word}" if now else word
        if width(longer) <= cells:
            now = longer
            continue
        if now:
            found.append(now)
        *full, now = chop(word, cells) or [""]
        found += full
    return [*found, now]


class ReadingScreen(DismissOnce, Screen[None]):
    """A title and a text; Escape, Enter or q goes back."""

    BINDINGS: ClassVar = [
        Binding("escape,q,enter", "dismiss", "back"),
        Binding("j,down", "scroll(1)", "down"),
        Binding("k,up", "scroll(-1)", "up"),
        Binding("space,pagedown,ctrl+d", "pages(1)", "page down"),
        Binding("pageup,ctrl+u", "pages(-1)", "page up"),
        Binding("g,home", "scroll(-1000000000)", "top"),
        Binding("G,end", "scroll(1000000000)", "end"),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._body = title, text

    def compose(self) -> ComposeResult:
        """Title, text, keys."""
        yield OneLine(id="header", under="bar")
        yield _Text(self._body, id="text")
        yield OneLine(id="keys")

    def on_mount(self) -> None:
        """Say what it is."""
        self.query_one("#header", OneLine).say([(f" {self._title}", "strong")])
        said = " j k PgDn PgUp g G scroll   q Esc back"
        self.query_one("#keys", OneLine).say([(said, "faint")])

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one("#text", _Text).page(lines)

    def action_pages(self, pages: int) -> None:
        """Scroll by pages."""
        text = self.query_one("#text", _Text)
        text.page(pages * max(1, text.size.height - 1))
