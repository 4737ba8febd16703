"""The review screen: keys in, calls of `Review` and of the panes out. It decides nothing itself."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.containers import Container, Vertical
from textual.screen import Screen
from textual.worker import get_current_worker

from tui.cells import cut_middle
from tui.config import Config
from tui.model import OPEN_STATES, STATES
from tui.progress import Cancelled, Step
from tui.review import Review
from tui.screens.comparing import Compared, Comparer, View, drawn
from tui.screens.diff_pane import DiffPane
from tui.screens.help import HelpScreen
from tui.screens.keys import all_keys, bindings, shown
from tui.screens.line_list import LineList
from tui.screens.one_line import OneLine
from tui.screens.paint import GLYPHS, Piece
from tui.screens.prompts import ChoiceScreen, LineScreen, NoteScreen
from tui.screens.reading import ReadingScreen
from tui.screens.sidebar import Sidebar
from tui.store.saver import Saved, Unsaved

BESIDE: Final = 120  # columns from which the list stands beside the diff
LEVELS: Final = ("word", "phrase", "sentence")


class ReviewScreen(Screen[None]):
    """The list of groups, the diff of two copies, and the lines that say where the reviewer is."""

    HORIZONTAL_BREAKPOINTS = [(0, "-stacked"), (BESIDE, "-beside")]  # noqa: RUF012 - Textual's name

    def __init__(
        self,
        review: Review,
        comparer: Comparer,
        config: Config,
        keys: dict[str, tuple[str, ...]],
        *,
        decisions: Path,
        said: tuple[str, ...] = (),
        marks: bool = False,
    ) -> None:
        super().__init__()
        self.review = review
        self.comparer = comparer
        self.config = config
        self.keys = keys
        self.decisions = decisions
        self.view = View(
            width=80,
            level=config.screen.level,
            fold=config.screen.fold,
            marks=marks,
        )
        self.log_of_trouble: list[str] = list(said)
        self.wanted = ""
        self._saved = ""
        self._trouble = ""
        self._last = ""
        # Textual's own way, a keymap, is applied anew at every key press, in time quadratic in bindings.
        self._bindings = BindingsMap.merge([BindingsMap(bindings(keys)), self._bindings])

    def compose(self) -> ComposeResult:
        """Header, list, pair, diff, keys, message."""
        yield OneLine(id="header", under="bar")
        with Container(id="desk"):
            yield Sidebar(self.review, id="groups")
            with Vertical(id="comparison"):
                yield OneLine(id="pair")
                yield DiffPane(id="diff")
        yield OneLine(id="keys")
        yield OneLine(id="message")

    def on_mount(self) -> None:
        """Show the first open group."""
        self.list.set_cursor(self.review.cursor)
        self._say_keys()
        self._show(self.log_of_trouble[-1] if self.log_of_trouble else "")

    def on_resize(self) -> None:
        """Wrap the diff anew for the new width."""
        self.call_after_refresh(self._show_diff, keep_place=True)

    # ---- parts ----------------------------------------------------------------------------------

    @property
    def list(self) -> LineList:
        """The list of groups."""
        return self.query_one("#groups", LineList)

    @property
    def pane(self) -> DiffPane:
        """The diff."""
        return self.query_one("#diff", DiffPane)

    def line(self, name: str) -> OneLine:
        """One of the lines that say something."""
        return self.query_one(f"#{name}", OneLine)

    # ---- what is shown --------------------------------------------------------------------------

    def _show(self, message: str = "", *, changed: bool = False) -> None:
        """Bring all of the screen in step with the review; the diff follows when it is ready."""
        self._say_header()
        self._say_message(message)
        if changed:
            self.list.set_count(len(self.review.cases))
            self.list.refresh()
        self.list.set_cursor(self.review.cursor)
        self._show_diff()

    def _say_header(self) -> None:
        review = self.review
        total, decided = len(review.cases), len(review.cases) - review.open
        counted = "  ".join(
            f"{GLYPHS[state]} {review.counts[state]:,}" for state in STATES if review.counts[state]
        )
        share = decided * 100 // total if total else 100
        left: list[Piece] = [(f" copydesk  {decided:,} of {total:,} decided, {share} %", "strong")]
        self.line("header").say(left, [(f"{counted} ", "")])

    def _say_pair(self, compared: Compared | None) -> None:
        review, pair = self.review, self.review.pair()
        copies = [copy.id for copy in review.copies()]
        sides = []
        for article in (pair.base, pair.shown):
            marks = "*" if article == pair.base else ""
            marks += "=" if article in review.canonical() else ""
            marks += "×" if article in review.excluded() else ""
            marks += "/2" if article in review.other_part() else ""
            words = review.articles[article].words
            sides.append((f"{copies.index(article) + 1}{marks}", article, words))
        room = max(12, (self.pane.size.width - 40) // 2)
        (n1, base, words), (n2, other, others) = sides
        said = (
            f" {n1} {cut_middle(base, room)} {words:,}w  →  "
            f"{n2} {cut_middle(other, room)} {others:,}w ({others - words:+,})"
        )
        right = f"{len(copies)} copies "
        if compared is not None and compared.summary is not None:
            same = compared.summary.right.verbatim
            right = f"{len(copies)} copies  {same:.0%} verbatim  {self._change_of()} "
        self.line("pair").say([(said, "strong")], [(right, "faint")])

    def _change_of(self) -> str:
        pane = self.pane
        if not pane.changes:
            return "no changes"
        if pane.change < 0:
            return f"{pane.changes:,} changes"
        return f"change {pane.change + 1:,}/{pane.changes:,}"

    def _say_keys(self) -> None:
        said = [
            f"{shown(self.keys[key.id][0])} {key.short}"
            for key in all_keys()
            if key.short and self.keys[key.id]
        ]
        self.line("keys").say([(" " + "  ".join(said), "faint")])

    def _say_message(self, message: str) -> None:
        """What was just done at the left; at the right whether it is on the disk, or why not."""
        why = "; ".join(self.review.case.reasons) if self.review.cases else ""
        said = message or why
        if self._trouble:
            self.line("message").say([(f" NOT SAVED: {self._trouble}", "trouble")])
        else:
            self.line("message").say([(f" {said}", "")], [(f"{self._saved} ", "faint")])

    def hear(self, news: Saved | Unsaved) -> None:
        """The saver tells what became of the decisions."""
        if isinstance(news, Unsaved):
            self._trouble = f"{news.reason} ({news.pending} waiting)"
            self.log_of_trouble.append(self._trouble)
        else:
            self._trouble = ""
            self._saved = f"saved {news.at:%H:%M:%S} {news.path.name}"
            self.log_of_trouble.extend(news.notes)
        self._say_message(news.notes[-1] if isinstance(news, Saved) and news.notes else self._last)

    def remark(self, message: str) -> None:
        """Say something on the message line."""
        self._say_message(message)

    # ---- the diff -------------------------------------------------------------------------------

    def _show_diff(self, *, keep_place: bool = False) -> None:
        if not self.review.cases:
            return
        pair = self.review.pair()
        self.view = replace(self.view, width=max(20, self.pane.size.width - 2))
        known = self.comparer.known(pair.base, pair.shown, self.view.level)
        if known is not None:
            self._take(pair.base, pair.shown, known, keep_place=keep_place)
            self._look_ahead()
        else:
            self._say_pair(None)
            self._compare(pair.base, pair.shown, keep_place)

    def _take(self, base: str, other: str, compared: Compared, *, keep_place: bool = False) -> None:
        """Show a diff, unless the reviewer has gone on meanwhile."""
        pair = self.review.pair()
        if (pair.base, pair.shown) != (base, other):
            return
        if compared.trouble:
            self.pane.explain(f"{compared.trouble}\nIndex the folder again: quit and start anew.")
        else:
            self.pane.show(drawn(compared, self.view), keep_place=keep_place)
        self._say_pair(compared)

    @work(thread=True, exclusive=True, group="diff")
    def _compare(self, base: str, other: str, keep_place: bool) -> None:
        compared = self._compared(base, other, self.view.level)
        if compared is not None:
            take = partial(self._take, base, other, compared, keep_place=keep_place)
            self.app.call_from_thread(take)
            self.app.call_from_thread(self._look_ahead)

    def _look_ahead(self) -> None:
        """Have the diff of the next open group ready before it is asked for."""
        position = self.review.next_open(self.review.cursor)
        if position is None or position == self.review.cursor:
            return
        pair = self.review.pair(position)
        if self.comparer.known(pair.base, pair.shown, self.view.level) is None:
            self._compare_ahead(pair.base, pair.shown, self.view.level)

    @work(thread=True, exclusive=True, group="ahead")
    def _compare_ahead(self, base: str, other: str, level: str) -> None:
        self._compared(base, other, level)

    def _compared(self, base: str, other: str, level: str) -> Compared | None:
        """The diff of a pair, in a worker's thread; None where nobody waits for it any more."""
        worker = get_current_worker()

        def still_wanted(_: Step) -> None:
            if worker.is_cancelled:
                raise Cancelled

        try:
            compared = self.comparer.compare(base, other, level, still_wanted)
        except Cancelled:
            return None
        return None if worker.is_cancelled else compared

    # ---- keys: the list -------------------------------------------------------------------------

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """A row was clicked."""
        self._go(event.row)

    def _go(self, position: int) -> None:
        if self.review.cases and self.review.go(position):
            self._show()

    def action_move(self, step: int) -> None:
        """Go up or down the list."""
        self._go(self.review.cursor + step)

    def action_first(self) -> None:
        """Go to the first group."""
        self._go(0)

    def action_last(self) -> None:
        """Go to the last group."""
        self._go(len(self.review.cases) - 1)

    def action_next_open(self) -> None:
        """Go to the next undecided group."""
        if self.review.go_to_next_open():
            self._show()
        else:
            self._say_message("every group is decided")

    def action_search(self) -> None:
        """Ask for words and go to the next group that has them."""
        self.app.push_screen(LineScreen("search titles and paths", self.wanted), self._search_for)

    def _search_for(self, wanted: str | None) -> None:
        if wanted:
            self.wanted = wanted
            self.action_search_again(backwards=False)

    def action_search_again(self, backwards: bool) -> None:
        """Go to the next or previous group that has the words."""
        if self.wanted and self.review.find(self.wanted, backwards=backwards):
            self._show(f"found: {self.wanted}")
        else:
            self._say_message(f"not found: {self.wanted}" if self.wanted else "/ asks for words")

    # ---- keys: deciding -------------------------------------------------------------------------

    def _press(self, key: Callable[[], str]) -> None:
        """One key of `Review`, and the screen in step with what it did."""
        if not self.review.cases:
            return
        count = len(self.review.cases)
        at = self.review.cursor
        self._last = key()
        self.list.refresh_row(at)
        self._show(self._last, changed=count != len(self.review.cases))

    def action_choose_base(self) -> None:
        """The starred copy is canonical."""
        self._press(self.review.choose_base)

    def action_choose_shown(self) -> None:
        """The copy shown is canonical."""
        self._press(self.review.choose_shown)

    def action_choose(self, number: int) -> None:
        """Copy `number` is canonical."""
        self._press(partial(self.review.choose_number, number))

    def action_decide(self, key: str) -> None:
        """Any other key that is one method of `Review` without arguments."""
        self._press(getattr(self.review, key))

    def action_note(self) -> None:
        """Write a note on the group."""
        if self.review.cases:
            self.app.push_screen(NoteScreen(self.review.note()), self._put_note)

    def _put_note(self, note: str | None) -> None:
        if note is not None and note != self.review.note():
            self._press(partial(self.review.put_note, note))

    def action_label(self) -> None:
        """Label the copies of the group."""
        if self.review.cases:
            labels = ("", *self.config.review.labels)
            self.app.push_screen(
                ChoiceScreen("label", labels, self.review.label()), self._put_label
            )

    def _put_label(self, label: str | None) -> None:
        if label is not None:
            self._press(partial(self.review.put_label, label))

    # ---- keys: comparing ------------------------------------------------------------------------

    def action_change(self, step: int) -> None:
        """Go to the next or previous change of the diff."""
        if not self.pane.jump(step):
            self._say_message("no more changes that way")
        pair = self.review.pair() if self.review.cases else None
        if pair is not None:
            self._say_pair(self.comparer.known(pair.base, pair.shown, self.view.level))

    def action_scroll(self, pages: float) -> None:
        """Scroll the diff."""
        self.pane.page(pages)

    def action_show_copy(self, step: int) -> None:
        """Compare with the next or previous copy."""
        if self.review.cases:
            self.review.show_copy(step)
            self._show_diff()

    def action_swap(self) -> None:
        """Swap base and copy shown."""
        if self.review.cases:
            self.review.swap()
            self._show_diff()

    def action_toggle(self, name: str) -> None:
        """Change how the diff is shown."""
        self.view = replace(self.view, **{name: not getattr(self.view, name)})
        self._show_diff(keep_place=True)

    def action_level(self) -> None:
        """The next level of the diff."""
        at = (LEVELS.index(self.view.level) + 1) % len(LEVELS)
        self.view = replace(self.view, level=LEVELS[at])
        self._say_message(f"level: {self.view.level}")
        self._show_diff(keep_place=True)

    def action_full_text(self) -> None:
        """Read the whole text of the copy shown."""
        if not self.review.cases:
            return
        article = self.review.pair().shown
        found = self.comparer.text(article)
        body = found if isinstance(found, str) else f"({found.reason})"
        self.app.push_screen(ReadingScreen(article, body))

    # ---- keys: other ----------------------------------------------------------------------------

    def action_summary(self) -> None:
        """Say how far the review is."""
        review = self.review
        counted = [
            f"{review.counts[state]:>6,}  {state}" for state in STATES if review.counts[state]
        ]
        still = sum(review.counts[state] for state in OPEN_STATES)
        said = [f"{len(review.cases):,} groups, {still:,} open", "", *counted]
        said += ["", f"Decisions are kept in {self.decisions}"]
        self.app.push_screen(ReadingScreen("How far the review is", "\n".join(said)))

    def action_trouble(self) -> None:
        """Show what went wrong since the start."""
        log = "\n".join(self.log_of_trouble) or "Nothing went wrong so far."
        self.app.push_screen(ReadingScreen("Trouble log", log))

    def action_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(HelpScreen(self.keys))

    def action_quit(self) -> None:
        """Leave; the app saves on its way out."""
        self.app.exit(0)

    def action_suspend(self) -> None:
        """Back to the shell for a while."""
        self.app.action_suspend_process()
