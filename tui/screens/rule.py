"""Decide by rule: a line that names a rule, and below it every group that it would decide."""

from collections.abc import Callable
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input

from tui.errors import UsageError
from tui.review import Review
from tui.review.tools import bulk_rules
from tui.screens.widgets.dismiss_once import DismissOnce
from tui.screens.widgets.status_line import OneLine
from tui.screens.widgets.styles import Painted, Piece
from tui.screens.widgets.virtual_list import LineList
from tui.text.cells import cut_middle, width
from tui.text.visible import visible

_WIDEST: Final = max(map(len, bulk_rules.RULES))
_NOTHING = bulk_rules.Preview("", {}, (), 0)


class _Rows(LineList):
    """The groups that would be decided, each with its copy, and whether it is left out; then the ties."""

    def __init__(self, review: Review, **options) -> None:
        super().__init__(**options)
        self._review = review
        self.preview = _NOTHING
        self.left_out: set[str] = set()  # the articles of these groups
        self.taken_in: set[str] = set()  # the articles of groups whose verdicts are to be replaced
        self._positions: list[int] = []
        self._firsts: list[str] = []  # an article of each group, whose position may change

    def show(self, preview: bulk_rules.Preview) -> None:
        """Show what a rule would do."""
        self.preview, self.left_out, self.taken_in = preview, set(), set()
        self._list()

    def show_again(self, preview: bulk_rules.Preview) -> None:
        """The same where groups have changed: who was left out still is, and the cursor stays on its group."""
        here = self._firsts[self.cursor] if self.cursor < len(self._firsts) else ""
        self.preview = preview
        self._list()
        position = self._review.position_of(here)
        if position in self._positions:
            self.set_cursor(self._positions.index(position))

    def _list(self) -> None:
        preview = self.preview
        self._positions = [*preview.chosen, *preview.withheld, *preview.ties]
        self._firsts = [self._review.cases[position].members[0] for position in self._positions]
        self.set_count(len(self._positions) or len(bulk_rules.RULES))
        self.set_cursor(0)
        self.refresh()

    def untick(self) -> None:
        """Leave the group under the cursor out, or take it in again."""
        if self.cursor < len(self.preview.chosen) + len(self.preview.withheld):
            position = self._positions[self.cursor]
            members = self._review.cases[position].members
            marked = self.taken_in if position in self.preview.withheld else self.left_out
            if marked.isdisjoint(members):
                marked.update(members)
            else:
                marked.difference_update(members)
            self.refresh_row(self.cursor)

    def earlier(self) -> list[str]:
        """Return what the rule does to each earlier verdict on the group under the cursor, a sentence a verdict."""
        if self.cursor >= len(self._positions):
            return []
        position = self._positions[self.cursor]
        withheld = self.preview.withheld.get(position)
        chosen = withheld.article if withheld else self.preview.chosen.get(position)
        if chosen is None:
            return []
        is_only_offered = withheld is not None and not self.is_ticked(position)
        would = "would be " if is_only_offered else ""
        verdicts = self._review.earlier_verdicts(position, chosen, replaces=withheld is not None)
        return [f"{would}{one.effect}: {one.sentence}" for one in verdicts]

    def is_ticked(self, position: int) -> bool:
        """Whether a group is to be decided; one whose verdict that replaces is not, unless it was ticked."""
        members = self._review.cases[position].members
        if position in self.preview.withheld:
            return not self.taken_in.isdisjoint(members)
        return position in self.preview.chosen and self.left_out.isdisjoint(members)

    def ticked(self) -> dict[int, str]:
        """Position → the article to make canonical, of all groups that are to be decided."""
        withheld = {at: one.article for at, one in self.preview.withheld.items()}
        found = {**self.preview.chosen, **withheld}
        return {at: article for at, article in found.items() if self.is_ticked(at)}

    def row(self, number: int, width: int) -> Strip:
        """One group; without a rule, one rule that could be written."""
        if not self._positions:
            written, says = list(bulk_rules.RULES.items())[number]
            return self.paint([(f"  {written:<{_WIDEST}}  ", "strong"), (says, "faint")], width)
        head, *rest = self._group(self._positions[number], width)
        here = number == self.cursor
        mark = (">", "") if here else (" ", "")
        return self.paint([mark, (head[0], "bar" if here else head[1]), (" ", ""), *rest], width)

    def _group(self, position: int, cells: int) -> list[Piece]:
        withheld = self.preview.withheld.get(position)
        chosen = withheld.article if withheld else self.preview.chosen.get(position)
        tick = "tie" if chosen is None else "[x]" if self.is_ticked(position) else "[ ]"
        if withheld:
            tick += " !"
        head = f"{tick} {len(self._review.cases[position].members):>3} copies "
        room = max(8, (cells - width(head) - 4) // 2)
        title = cut_middle(visible(self._review.title(position)), room)
        if chosen is None:
            doubt = self.preview.doubts.get(position, "")
            if doubt:
                title = cut_middle(visible(doubt), max(8, cells - width(head) - 4))
            return [(head, "faint"), (title, "faint")]
        path = cut_middle(visible(chosen), room)
        if withheld is None:
            earlier = self._review.earlier_verdicts(position, chosen, replaces=False)
            if earlier:
                title = cut_middle(visible(f"{earlier[0].effect}: {earlier[0].sentence}"), room)
            return [(head, ""), (path, "base"), (f"  {title}", "faint")]
        room = max(8, cells - width(head) - width(path) - 4)
        return [(head, ""), (path, "base"), (f"  {cut_middle(visible(withheld.reason), room)}", "")]


class _EarlierVerdicts(Painted):
    """What becomes of the earlier verdicts on one group, a line each; no line where there are none."""

    def __init__(self, **options) -> None:
        super().__init__(**options)
        self._lines: list[str] = []
        self.styles.height = 0

    def show(self, lines: list[str]) -> None:
        """Show these sentences from now on."""
        if lines != self._lines:
            self._lines = lines
            self.styles.height = len(lines)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One sentence."""
        cells = self.size.width
        if y >= len(self._lines):
            return Strip.blank(cells)
        return self.paint(
            [(f" {cut_middle(visible(self._lines[y]), max(8, cells - 2))}", "")], cells
        )


class RuleScreen(DismissOnce, Screen[tuple[str, dict[int, str], set[int]] | None]):
    """Gives the rule's name, position → canonical article, and where verdicts are replaced; None on Escape."""

    BINDINGS: ClassVar = [
        Binding("escape", "dismiss(None)", "back", priority=True),
        Binding("down", "move(1)", "down"),
        Binding("up", "move(-1)", "up"),
        Binding("pagedown", "move(15)", "page down"),
        Binding("pageup", "move(-15)", "page up"),
        Binding("tab", "untick", "leave out"),
    ]

    def __init__(self, review: Review) -> None:
        super().__init__()
        self._review = review
        self._written: str | None = None

    def compose(self) -> ComposeResult:
        """Heading, line, what it would do, rows."""
        yield OneLine(id="header", under="bar")
        yield Input(placeholder="a rule, as below", id="answer")
        yield OneLine(id="stage")
        yield _Rows(self._review, id="rows")
        yield _EarlierVerdicts(id="earlier")
        yield OneLine(id="keys")

    def on_mount(self) -> None:
        """Show the rules that there are."""
        self.query_one("#header", OneLine).say([(" Decide by rule", "strong")])
        said = " Enter decide   Tab leave this group out   ↑ ↓ look at them   Esc back, nothing decided"
        self.query_one("#keys", OneLine).say([(said, "faint")])
        answer = self.query_one("#answer", Input)
        answer.cursor_blink = False
        answer.focus()
        self._catch_up()

    def on_input_changed(self) -> None:
        """Show what the rule would do."""
        self._catch_up()

    def _catch_up(self) -> None:
        """Show what is written by now: what was typed ahead is heard of later."""
        written = self.query_one("#answer", Input).value.strip()
        if written != self._written:
            self._written = written
            self._show(written, self.query_one("#rows", _Rows).show)

    def _show(self, written: str, show: Callable[[bulk_rules.Preview], None]) -> None:
        rows, said = self.query_one("#rows", _Rows), ""
        try:
            show(self._review.preview_rule(written) if written else _NOTHING)
            said = f"{rows.preview}" if written else "the rules:"
            if rows.preview.withheld:
                said += "; ! replaces a verdict"
        except UsageError as trouble:
            rows.show(_NOTHING)
            said = str(trouble)
        self.query_one("#stage", OneLine).say([(f" {said}", "")])
        self._show_earlier()

    def _show_earlier(self) -> None:
        """Show what becomes of the earlier verdicts on the group under the cursor."""
        earlier = self.query_one("#rows", _Rows).earlier()
        self.query_one("#earlier", _EarlierVerdicts).show(earlier)

    def on_input_submitted(self) -> None:
        """Decide what is ticked."""
        rows = self.query_one("#rows", _Rows)
        chosen = rows.ticked()
        if chosen:
            replaced = chosen.keys() & rows.preview.withheld.keys()
            self.dismiss((rows.preview.rule, chosen, replaced))

    def renew(self) -> None:
        """Look anew at the groups, for they have changed meanwhile."""
        self._catch_up()
        self._show(self._written or "", self.query_one("#rows", _Rows).show_again)

    def action_move(self, rows: int) -> None:
        """Go through the groups."""
        self._catch_up()
        found = self.query_one("#rows", _Rows)
        found.set_cursor(max(0, min(found.count - 1, found.cursor + rows)))
        self._show_earlier()

    def action_untick(self) -> None:
        """Leave one group out."""
        self._catch_up()
        self.query_one("#rows", _Rows).untick()
        self._show_earlier()
