"""A list drawn by line: however long it is, only the rows on screen cost anything."""

from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.screens.widgets.styles import Painted


class LineList(ScrollView, Painted, can_focus=False):
    """Rows with a cursor; a move repaints two rows, a jump scrolls. Subclasses draw one row."""

    class Moved(Message):
        """A row was clicked (with the mouse on)."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    def __init__(self, **options) -> None:
        super().__init__(**options)
        self.cursor = 0
        self.count = 0

    def row(self, number: int, width: int) -> Strip:
        """Draw one row in exactly `width` cells."""
        raise NotImplementedError

    def set_count(self, count: int) -> None:
        """Say how many rows there are."""
        self.count = count
        self.virtual_size = Size(0, count)

    def set_cursor(self, number: int) -> None:
        """Put the cursor on a row and bring it into view; -1 is nowhere."""
        before, self.cursor = self.cursor, number
        if number >= 0 and self._bring_into_view(number):
            self.refresh()
        elif before != number:
            self.refresh_row(before)
            self.refresh_row(number)

    def refresh_row(self, number: int) -> None:
        """Repaint one row, where it is on screen."""
        at = number - round(self.scroll_offset.y)
        if 0 <= at < self.size.height:
            self.refresh(Region(0, at, self.size.width, 1))

    def refresh_rows(self, start: int, end: int) -> None:
        """Repaint the rows from `start` to before `end`, as far as they are on screen."""
        top = round(self.scroll_offset.y)
        for number in range(max(start, top), min(end, top + self.size.height)):
            self.refresh_row(number)

    def _bring_into_view(self, number: int) -> bool:
        top, height = round(self.scroll_offset.y), max(1, self.size.height)
        if top <= number < top + height:
            return False
        to = number if number == top - 1 else number - height + 1
        if not top - 1 <= number <= top + height:
            to = number - height // 2
        self.scroll_to(y=max(0, to), animate=False, immediate=True, force=True)
        return True

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._bring_into_view(self.cursor)

    def on_click(self, event) -> None:
        """Go to the row under the pointer."""
        number = event.y + round(self.scroll_offset.y)
        if 0 <= number < self.count:
            self.post_message(self.Moved(number))

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        number, width = y + round(self.scroll_offset.y), self.size.width
        if number >= self.count:
            return Strip.blank(width)
        return self.row(number, width)
