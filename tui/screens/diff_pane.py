"""The diff of two copies, drawn by line; it is handed lines and knows nothing of texts."""

from collections.abc import Sequence

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.render.lines import Line
from tui.screens.paint import diff_line, strip


class DiffPane(ScrollView, can_focus=False):
    """Lines to scroll, and the change under the cursor; only the lines on screen are painted."""

    def __init__(self, **options) -> None:
        super().__init__(**options)
        self._lines: Sequence[Line] = ()
        self._starts: list[int] = []
        self._message = ""
        self.change = -1

    def show(self, lines: Sequence[Line], *, keep_place: bool = False) -> None:
        """Show the lines of a diff from their top (or where the reader was, with `keep_place`)."""
        self._message, self._lines = "", lines
        seen: set[int] = set()
        self._starts = [
            number
            for number, line in enumerate(lines)
            if line.edit is not None and not (line.edit in seen or seen.add(line.edit))
        ]
        self.change = -1
        self.virtual_size = Size(0, len(lines))
        if not keep_place:
            self.scroll_to(y=0, animate=False, immediate=True, force=True)
        self.refresh()

    def explain(self, message: str) -> None:
        """Show a sentence in place of a diff."""
        self._lines, self._starts, self._message = (), [], message
        self.virtual_size = Size(0, message.count("\n") + 1)
        self.scroll_to(y=0, animate=False, immediate=True, force=True)
        self.refresh()

    @property
    def changes(self) -> int:
        """How many changes can be jumped to."""
        return len(self._starts)

    def jump(self, step: int) -> bool:
        """Go to the next (1) or previous (-1) change; whether there is one."""
        to = self.change + step
        if not 0 <= to < len(self._starts):
            return False
        self.change = to
        line, height = self._starts[to], max(1, self.size.height)
        top = round(self.scroll_offset.y)
        if not top <= line < top + height - 1:
            self.scroll_to(y=max(0, line - height // 3), animate=False, immediate=True, force=True)
        self.refresh()
        return True

    def page(self, pages: float) -> None:
        """Scroll by pages of the pane's height; one line of the page before stays in view."""
        lines = max(1, round(abs(pages) * self.size.height) - 1)
        to = round(self.scroll_offset.y) + (lines if pages > 0 else -lines)
        self.scroll_to(y=max(0, to), animate=False, immediate=True, force=True)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        number, cells = y + round(self.scroll_offset.y), self.size.width
        if self._message:
            said = self._message.split("\n")
            return strip([(f" {said[number]}", "")] if number < len(said) else [], cells)
        if number >= len(self._lines):
            return Strip.blank(cells)
        chosen = self.change >= 0 and self._chosen_span(number)
        return diff_line(self._lines[number], cells, chosen=chosen)

    def _chosen_span(self, number: int) -> bool:
        """Whether a line belongs to the change under the cursor."""
        first = self._starts[self.change]
        return number == first or (
            number > first
            and self._lines[number].edit == self._lines[first].edit
            and self._lines[number].edit is not None
        )
