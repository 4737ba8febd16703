"""The diff of two copies, drawn by line; it is handed lines and knows nothing of texts."""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.render.lines import Line
from tui.screens.paint import Painted, diff_line
from tui.search import expression


class DiffPane(ScrollView, Painted, can_focus=False):
    """Lines to scroll, and the change under the cursor; only the lines on screen are painted.

    `is_seeking`: the words that are highlighted are to be brought into view, and were not in the lines so far.
    """

    def __init__(self, **options) -> None:
        super().__init__(**options)
        self._lines: Sequence[Line] = ()
        self._starts: list[tuple[int, int]] = []  # of each change: its number, its first line
        self._message = ""
        self.change = -1
        self.is_seeking = False
        self._wanted: re.Pattern[str] | None = None

    def show(
        self, lines: Sequence[Line], *, keep_place: bool = False, keep_change: bool = False
    ) -> None:
        """Show these lines, from the top unless the place is to be kept.

        `keep_change` where they begin with the lines that are shown: the cursor stays on its change.
        """
        self._lines, self._message = lines, ""
        self._starts = [(edit, at) for at, line in enumerate(lines) for edit in line.starts]
        if not keep_change:
            self.change = -1
        self._renew(len(lines), keep_place=keep_place)
        if self.is_seeking and self._wanted is not None:
            self._seek(self._wanted)

    def highlight(self, wanted: str) -> None:
        """Make these words stand out wherever they are; "" for none."""
        self._wanted, self.is_seeking = expression(wanted) if wanted else None, False
        self.refresh()

    def seek(self) -> None:
        """Bring the words that are highlighted into view with the next lines that have them."""
        self.is_seeking = self._wanted is not None

    def _seek(self, wanted: re.Pattern[str]) -> None:
        """Go to the first line that has the words, or begins them where a line breaks within."""
        texts = ["".join(piece.text for piece in line.pieces) for line in self._lines]
        for at, (text, behind) in enumerate(pairwise([*texts, ""])):
            if wanted.search(text) or wanted.search(f"{text.rstrip()} {behind.lstrip()}"):
                self.is_seeking = False
                self._bring_into_view(at)
                return

    def explain(self, message: str) -> None:
        """Show a sentence in place of a diff."""
        self._lines, self._starts, self._message = (), [], message
        self._renew(message.count("\n") + 1)

    def _renew(self, height: int, *, keep_place: bool = False) -> None:
        self.virtual_size = Size(0, height)
        if not keep_place:
            self._go_to(0)
        self.refresh()

    @property
    def changes(self) -> int:
        """How many changes can be jumped to."""
        return len(self._starts)

    @property
    def edit(self) -> int | None:
        """The number of the edit under the cursor."""
        return self._starts[self.change][0] if self.change >= 0 else None

    def jump(self, step: int, wanted: Collection[int] | None = None) -> bool:
        """Go to the next (1) or previous (-1) change, of those `wanted`; whether there is one."""
        to = self.change + step
        while 0 <= to < len(self._starts):
            if wanted is None or self._starts[to][0] in wanted:
                self.change = to
                self._bring_into_view(self._starts[to][1])
                return True
            to += step
        return False

    def other_end(self) -> bool:
        """Go to the other end of the moved block under the cursor, or of the first one in view."""
        top = self._top
        here = self._starts[self.change][1] if self.change >= 0 else None
        near = range(top, min(len(self._lines), top + self.size.height)) if here is None else [here]
        for at in near:
            for block in self._lines[at].moved:
                for to, line in enumerate(self._lines):
                    if to != at and block in line.moved:
                        self._take_change_at(to)
                        self._bring_into_view(to)
                        return True
        return False

    def _take_change_at(self, line: int) -> None:
        found = (number for number, (_, at) in enumerate(self._starts) if at == line)
        self.change = next(found, self.change)

    def page(self, pages: float) -> None:
        """Scroll by pages of the pane's height; one line of the page before stays in view."""
        lines = max(1, round(abs(pages) * self.size.height) - 1)
        self._go_to(self._top + (lines if pages > 0 else -lines))

    @property
    def _top(self) -> int:
        return round(self.scroll_offset.y)

    def _go_to(self, top: int) -> None:
        self.scroll_to(y=max(0, top), animate=False, immediate=True, force=True)

    def _bring_into_view(self, line: int) -> None:
        height = max(1, self.size.height)
        if not self._top <= line < self._top + height - 1:
            self._go_to(line - height // 3)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        number, cells = y + self._top, self.size.width
        if self._message:
            said = self._message.split("\n")
            return self.paint([(f" {said[number]}", "")] if number < len(said) else [], cells)
        if number >= len(self._lines):
            return Strip.blank(cells)
        return diff_line(
            self._lines[number],
            cells,
            self.styles_of_words,
            chosen=self._is_chosen(number),
            wanted=self._wanted,
        )

    def _is_chosen(self, number: int) -> bool:
        """Whether a line belongs to the change under the cursor."""
        if self.change < 0:
            return False
        edit, first = self._starts[self.change]
        return number == first or (number > first and self._lines[number].edit == edit)
