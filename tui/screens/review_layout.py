"""What the review screen shows, and how it is kept in step with `Review`; which key does what is in review.py."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from textual import work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from tui.config import Config
from tui.model import Group
from tui.progress import Cancelled, Step
from tui.review import Review
from tui.screens.session.diff_cache import Comparer, Drawn, View
from tui.screens.session.scroll_anchor import renumbered
from tui.screens.texts import status_lines
from tui.screens.widgets.copies_table import Copies
from tui.screens.widgets.diff_pane import DiffPane
from tui.screens.widgets.group_list import Sidebar
from tui.screens.widgets.header_line import header
from tui.screens.widgets.minimap import Minimap
from tui.screens.widgets.status_line import OneLine
from tui.screens.widgets.virtual_list import LineList
from tui.store.decisions.saver import Saved, Unsaved
from tui.text.cells import cut_middle, width
from tui.text.plural import counted
from tui.text.visible import visible

BESIDE: Final = 120  # columns from which the list stands beside the diff
WIDE: Final = 160  # columns and
TALL: Final = 40  # rows from which there is room for the table of copies
LEGIBLE: Final = (60, 16)  # columns and rows below which something is left out
_MARGIN: Final = 2  # cells of the diff pane that the text leaves free


class Desk(Screen[None]):
    """The list of groups, the diff of two copies, and the lines that say where the reviewer is."""

    HORIZONTAL_BREAKPOINTS = [(0, "-stacked"), (BESIDE, "-beside"), (WIDE, "-wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (TALL, "-tall")]  # noqa: RUF012 - the same

    class Ready(Message):
        """A worker has drawn a diff; it says of which pair and in which view."""

        def __init__(self, drawn: Drawn) -> None:
            super().__init__()
            self.drawn = drawn

    def __init__(
        self,
        review: Review,
        comparer: Comparer,
        config: Config,
        keys: dict[str, tuple[str, ...]],
        *,
        decisions: Path,
        folder: str = "",
        said: Sequence[str] = (),
        marks: bool = False,
    ) -> None:
        super().__init__()
        self.review, self.comparer = review, comparer
        self.config, self.keys, self.decisions = config, keys, decisions
        self.view = View(80, config.screen.level, fold=config.screen.fold, marks=marks)
        self.folder = folder
        self.log_of_trouble: list[str] = list(said)
        self.pace = review.pace()
        self.step = Step("", 0)  # of the indexing, while groups still come
        self._drawn: Drawn | None = None
        self._last: Drawn | None = None  # what the pane shows, also while something else is drawn
        self._saved = self._trouble = self._said = ""
        self._diff_is_due = self._keep_place = False
        self._opening: Drawn | None = None  # the first page, shown while the whole is on its way

    def compose(self) -> ComposeResult:
        """Header, list, copies, pair, diff, keys, message."""
        yield OneLine(id="header", under="bar")
        with Container(id="desk"):
            yield Sidebar(self.review, id="groups")
            with Vertical(id="comparison"):
                yield Copies(self.review, id="copies")
                yield OneLine(id="pair")
                with Horizontal(id="pane"):
                    yield DiffPane(id="diff")
                    yield Minimap(id="minimap")
        yield OneLine(id="keys")
        yield OneLine(id="message")

    def on_mount(self) -> None:
        """Show the first open group."""
        self.list.renew()
        self.show(self.log_of_trouble[-1] if self.log_of_trouble else "")

    def on_resize(self) -> None:
        """Say and wrap everything anew for the new width."""
        self._keep_place = True
        self.call_after_refresh(self._show_again)

    def _show_again(self) -> None:
        """All anew; what was said stands, also what was said since the size changed."""
        self._keep_place = True  # a diff that came in between took the word for its own
        self.show(self._said or self._hidden())

    def _hidden(self) -> str:
        """What a terminal as small as this one leaves out, and where it is found all the same."""
        small = self.size.width < LEGIBLE[0] or self.size.height < LEGIBLE[1]
        return "small: counts under S, keys under ?" if small else ""

    # ---- parts ----------------------------------------------------------------------------------

    @property
    def list(self) -> Sidebar:
        """The list of groups."""
        return self.query_one("#groups", Sidebar)

    @property
    def pane(self) -> DiffPane:
        """The diff."""
        return self.query_one("#diff", DiffPane)

    @property
    def copies(self) -> Copies:
        """The table of copies."""
        return self.query_one("#copies", Copies)

    def line(self, name: str) -> OneLine:
        """One of the lines that say something."""
        return self.query_one(f"#{name}", OneLine)

    # ---- what is shown --------------------------------------------------------------------------

    def show(self, said: str = "") -> None:
        """Bring all of the screen in step with the review; the diff follows when it is ready."""
        cells = self.size.width
        self._say_how_far()
        self.line("keys").say([(status_lines.footer(self.keys, cells), "faint")])
        self.say(said)
        self.list.follow()
        self.show_diff()

    def _say_how_far(self) -> None:
        cells = self.size.width
        self.line("header").say(*header(self.review, self.pace, self.folder, cells, self.step))

    def tell(self, step: Step) -> None:
        """The indexing has come this far."""
        self.step = step
        if self.is_mounted:
            self._say_how_far()

    def grown(self, news: int) -> None:
        """Groups were added at the end of the list; `news`: how many that are the only open ones."""
        if self.is_mounted and self.list.count == 0:
            self.show_arranged(self._said)  # the first that a filter wants
        elif self.is_mounted:
            self.list.grow()
            if news:
                self._say_how_far()
                self.say(f"{counted(news, 'more group is', 'more groups are')} found: Tab goes on")

    def complete(self, groups: Sequence[Group], notes: Sequence[str]) -> None:
        """All groups are known: take them in, and say so."""
        changed = self.review.complete(groups)
        self.step = Step("", 0)
        self.log_of_trouble.extend(notes)
        said = f"indexing has ended: {counted(len(self.review.cases), 'group')}"
        if self.review.as_found:
            said += ", in the list as they came (o sorts it)"
        if hidden := self.review.hidden_open():
            said += f"; {hidden}"
        if changed:  # it cannot be passed over: it stays in the log, too
            said += f"; {changed:,} that were shown have changed (0 shows all)"
            self.log_of_trouble.append(said)
        if self.is_mounted:
            self._keep_place = True  # nobody asked for anything
            self.show_arranged(said)

    def show_arranged(self, said: str = "") -> None:
        """The same where other groups, or the same in another order, stand in the list."""
        self.list.renew()
        self.show(said)

    def say(self, said: str = "") -> None:
        """Say something on the message line: at the right whether all is on the disk, or why not."""
        self._said = said
        if self._trouble:
            self.line("message").say([(f" NOT SAVED: {self._trouble}", "trouble")])
            return
        told = said or (status_lines.hint(self.review) if self.review.cases else "")
        style = "" if said else "faint"
        room = self.size.width - width(self._saved) - 4  # that all is saved is told in any width
        told = cut_middle(visible(told), max(room, 20))
        self.line("message").say([(f" {told}", style)], [(f" {self._saved} ", "faint")])

    def hear(self, news: Saved | Unsaved) -> None:
        """The saver tells what became of the decisions; trouble stays on the screen until it is mended."""
        if isinstance(news, Unsaved):
            self._trouble = f"{news.reason} ({news.pending} waiting; E: all trouble)"
            self.log_of_trouble.append(news.reason)
            self.say(self._said)
            return
        self._trouble = ""
        self._saved = f"saved {news.at:%H:%M:%S} {news.path.name}"
        self.log_of_trouble.extend(news.notes)
        self.say(news.notes[-1] if news.notes else self._said)
        if news.news:
            self._keep_place = True
            self.show_arranged(news.notes[-1] if news.notes else "others decided meanwhile")

    # ---- the diff -------------------------------------------------------------------------------

    def show_diff(self, *, keep_place: bool = False) -> None:
        """Show the diff of the pair once the keys that wait are through: only the last one counts."""
        self._keep_place = self._keep_place or keep_place
        if not self._diff_is_due:
            self._diff_is_due = True
            self.call_later(self._show_diff)

    def _show_diff(self) -> None:
        self._diff_is_due = False
        if not self.review.order:
            self.pane.explain("")
            self.query_one(Minimap).show(None)
            self.line("pair").say([])
            return
        pair = self.review.pair()
        self.copies.renew()
        self.view = replace(self.view, width=max(20, self.pane.size.width - _MARGIN))
        known = self.comparer.known(pair.base, pair.shown, self.view)
        if known is not None:
            self._take(known)
        else:
            self._drawn = None
            self.say_pair()
            # who keeps a place further down waits for the whole
            rows = 0 if self._keeps_place(pair.base, pair.shown) else self.pane.size.height
            self._draw(pair.base, pair.shown, self.view, rows)

    def say_pair(self) -> None:
        """Say which pair is shown, and which change the cursor is on."""
        change, pane = "", self.pane
        if pane.changes:
            change = f"change {pane.change + 1:,}/{pane.changes:,}"
            if pane.change < 0:
                change = counted(pane.changes, "change")
        cells = self.line("pair").size.width or self.size.width
        change = change if self._drawn else ""
        self.line("pair").say(status_lines.pair(self.review, self._drawn, change, cells))

    def on_desk_ready(self, event: Ready) -> None:
        """A worker's diff is there: show it, unless the reviewer has gone on meanwhile.

        The opening may come from a worker that a later one has overtaken: then it would take the place of the whole.
        """
        if not self.review.order or self._drawn is not None:
            return  # nothing is waited for
        drawn, pair = event.drawn, self.review.pair()
        if (drawn.base, drawn.shown, drawn.view) != (pair.base, pair.shown, self.view):
            return
        is_late = self._is_open_at(drawn) or self._keeps_place(drawn.base, drawn.shown)
        if not (drawn.is_opening and is_late):
            self._take(drawn)

    def _take(self, drawn: Drawn) -> None:
        if drawn.is_opening:
            self.pane.show(drawn.lines)
            self.query_one(Minimap).show(None)
            self._opening, self._last = drawn, None
            return
        self._drawn = drawn
        if drawn.trouble:
            self.pane.explain(f"{drawn.trouble}\nQuit and start again to read the folder anew.")
        else:
            self._show_lines(drawn)
        self._keep_place = self._keep_place and self._diff_is_due  # of that one it is wanted
        self._opening = None
        self.query_one(Minimap).show(drawn.compared.diff if drawn.compared else None)
        self.say_pair()
        if drawn.compared and drawn.compared.notes and not self._said:
            self.say(f"{drawn.compared.notes[0]} (P tells all)")
        self._look_ahead()

    def _is_open_at(self, drawn: Drawn) -> bool:
        """Whether the pane shows the first page of just this diff."""
        now = self._opening
        return now is not None and (now.base, now.shown, now.view) == (
            drawn.base,
            drawn.shown,
            drawn.view,
        )

    def _keeps_place(self, base: str, shown: str) -> bool:
        """Whether the reader's place in what the pane shows is to be kept: it is in the same two texts."""
        last = self._last
        return self._keep_place and last is not None and (last.base, last.shown) == (base, shown)

    def _show_lines(self, drawn: Drawn) -> None:
        """Show the whole of a diff: the passage that is in view stays, if it is of the same two texts."""
        is_kept = self._keeps_place(drawn.base, drawn.shown)
        last, self._last = self._last, drawn
        now = _names(last, drawn) if last and is_kept else None
        keeps = self._is_open_at(drawn)
        self.pane.show(drawn.lines, keep_change=keeps, now=None if keeps else now)

    @work(thread=True, exclusive=True, group="diff")
    def _draw(self, base: str, shown: str, view: View, rows: int) -> None:
        """Draw a diff in a worker's thread: of a long one first as many lines as there is room for."""
        for drawn in self._drawn_in_worker(base, shown, view, rows):
            self.post_message(self.Ready(drawn))

    def _look_ahead(self) -> None:
        """Have the diff of the next open group ready before it is asked for."""
        position = self.review.next_open(self.review.cursor)
        if position is None or position == self.review.cursor:
            return
        pair = self.review.pair(position)
        if self.comparer.known(pair.base, pair.shown, self.view) is None:
            self._draw_ahead(pair.base, pair.shown, self.view)

    @work(thread=True, exclusive=True, group="ahead")
    def _draw_ahead(self, base: str, shown: str, view: View) -> None:
        for _drawn in self._drawn_in_worker(base, shown, view):
            pass  # it is remembered

    def _drawn_in_worker(self, base: str, shown: str, view: View, rows: int = 0) -> Iterator[Drawn]:
        """The diff of a pair, in a worker's thread; nothing where nobody waits for it any more."""
        worker = get_current_worker()

        def still_wanted(_: Step) -> None:
            if worker.is_cancelled:
                raise Cancelled

        try:
            opening = self.comparer.opening(base, shown, view, rows, still_wanted) if rows else None
            if opening is not None:
                yield opening
            drawn = self.comparer.draw(base, shown, view, still_wanted)
        except Cancelled:
            return
        if not worker.is_cancelled:
            yield drawn

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """A row was clicked."""
        if self.review.go_to_rank(event.row):
            self.show()


def _names(last: Drawn, drawn: Drawn) -> Callable[[int], int] | None:
    """What an edit that was drawn last is called in what is drawn now, of the same two copies."""
    if last.compared is None or drawn.compared is None:
        return None
    return renumbered(last.compared.diff, drawn.compared.diff)
