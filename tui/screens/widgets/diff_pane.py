"""The diff of two copies, drawn by line; it is handed lines and knows nothing of texts."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.render.lines import Line
from tui.review.tools.text_search import expression
from tui.screens.session.scroll_anchor import change_of, map_scroll_line
from tui.screens.widgets.styles import Painted, diff_line


class DiffPane(ScrollView, Painted, can_focus=False):
    """Lines to scroll, and the change under the cursor; only the lines on screen are painted.

    `is_seeking`: the words that are highlighted are to be brought into view, and were not in the lines so far.
    """

    def __init__(self, **options) -> None:
        super().__init__(**options)
        self._lines: Sequence[Line] = ()
        self._starts: list[tuple[int, int]] = []  # of each change: its number, its first line
        self._chosen = range(0)  # the lines of the change under the cursor
        self._message = ""
        self.change = -1
        self.is_seeking = False
        self._wanted: re.Pattern[str] | None = None

    def show(
        self,
        lines: Sequence[Line],
        *,
        keep_change: bool = False,
        now: Callable[[int], int] | None = None,
    ) -> None:
        """Show these lines from the top.

        With `now`, which says what an edit of the lines that are shown is called in these, both show the
        same two texts: the passage in view stays where it is on the screen, and the cursor on its change.
        `keep_change` where these begin with the lines that are shown: nothing moves.
        """
        before, height, edit = self._starts, len(self._lines), self.edit
        here = self._chosen.start if self._is_cursor_in_view() else self._top
        row = here - self._top
        self._lines, self._message = lines, ""
        self._starts = list(_stops(lines))
        if now is not None:
            named = [(now(number), at) for number, at in before]
            here = map_scroll_line(here, named, height, self._starts, len(lines))
            self.change = -1 if edit is None else change_of(now(edit), self._starts)
        elif not keep_change:
            self.change = -1
        self._choose()
        self._renew(len(lines), keep_place=keep_change)
        if now is not None:
            self._go_to(min(here - row, max(0, len(lines) - self.size.height)))
        if self.is_seeking and self._wanted is not None:
            self._seek(self._wanted)

    def _is_cursor_in_view(self) -> bool:
        return self.change >= 0 and self._chosen.start in self._in_view

    def _choose(self, line: int | None = None) -> None:
        """Put the mark on the lines of the change under the cursor, from its first one or from `line` on."""
        if self.change < 0:
            self._chosen = range(0)
            return
        edit, first = self._starts[self.change]
        begin = first if line is None else line
        end = begin + 1
        while end < len(self._lines) and (
            self._goes_on(end, edit)
            or (not self._lines[end].pieces and self._goes_on(end + 1, edit))
        ):
            end += 1
        self._chosen = range(begin, end)

    def _goes_on(self, number: int, edit: int) -> bool:
        if number >= len(self._lines):
            return False
        line = self._lines[number]
        return line.edit == edit and not line.starts

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
        self.change, self._chosen = -1, range(0)
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
        """Go to the next (1) or previous (-1) change, of those `wanted`; whether there is one.

        It goes on from the cursor where that is in view, else from what is.
        """
        to = self._next(step)
        while 0 <= to < len(self._starts):
            if wanted is None or self._starts[to][0] in wanted:
                self.change = to
                self._choose()
                self._bring_into_view(self._starts[to][1])
                return True
            to += step
        return False

    def _next(self, step: int) -> int:
        """The change from which a jump looks on."""
        if self._is_cursor_in_view():
            here = self._chosen.start
            if here == self._starts[self.change][1]:
                return self.change + step
        else:
            below = step < 0 and self.change >= 0  # the last one in view, as ] takes the first
            here = self._in_view.stop if below else self._top
        first = next((n for n, (_, at) in enumerate(self._starts) if at >= here), len(self._starts))
        return first if step > 0 else first - 1

    @property
    def _in_view(self) -> range:
        return range(self._top, self._top + max(1, self.size.height))

    def other_end(self) -> bool:
        """Go to the other end of the moved block under the cursor, or of the first one in view."""
        near = [self._chosen.start] if self._chosen else self._in_view
        for at in near:
            for block in self._lines[at].moved if at < len(self._lines) else ():
                for to, line in enumerate(self._lines):
                    if to != at and block in line.moved:
                        self._take_block_at(to, at)
                        self._bring_into_view(to)
                        return True
        return False

    def _take_block_at(self, line: int, other: int) -> None:
        """Put the cursor on a block's change, and the mark on the end of it that is reached."""
        ends = {*self._lines[line].starts} & {*self._lines[other].starts}
        found = (
            n for n, (edit, at) in enumerate(self._starts) if edit in ends and at in {line, other}
        )
        self.change = next(found, self.change)
        self._choose(line)

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
            chosen=number in self._chosen,
            wanted=self._wanted,
        )


def _stops(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Of each change its number and its first line; a moved block is one, where it stands now."""
    for at, line in enumerate(lines):
        noted = list(line.origins)
        for edit in line.starts:
            if edit in noted:
                noted.remove(edit)
            else:
                yield edit, at
