"""Search: words are looked for in a thread, and the desk goes to the group and the place that have them."""

from collections.abc import Sequence
from dataclasses import replace
from time import monotonic
from typing import Final

from textual import work
from textual.message import Message
from textual.worker import get_current_worker

from tui.model import Article
from tui.progress import Cancelled, Step
from tui.review.tools.text_search import Found, search
from tui.screens.prompts import LineScreen
from tui.screens.review_layout import Desk
from tui.screens.session.diff_cache import Drawn
from tui.text.plural import counted

_TELL_EVERY: Final = 0.5  # seconds, of a search that takes its time


class Searching(Desk):
    """The desk with the keys that search: all groups of the list, or the copies of the group under the cursor."""

    class Looked(Message):
        """A search has come so far."""

        def __init__(self, step: Step, search: int) -> None:
            super().__init__()
            self.step, self.search = step, search

    class Answered(Message):
        """A search that began at the group `began` has ended."""

        def __init__(self, found: Found, wanted: str, began: str, search: int) -> None:
            super().__init__()
            self.search = search
            self.found, self.wanted, self.began = found, wanted, began

    def __init__(self, *given, **options) -> None:
        super().__init__(*given, **options)
        self.wanted = ""
        self._wanted_here = ""
        self.is_searching = False
        self._search = 0  # the number of the one that is waited for
        self._sought = ""  # the copy in which the words are brought into view

    def action_search(self) -> None:
        """Ask for words and go to the next group that has them."""
        self.stop_search()
        ask = LineScreen("search titles, paths and texts", self.wanted)
        self.app.push_screen(ask, self._search_for)

    def _search_for(self, wanted: str | None) -> None:
        if wanted and wanted.strip():
            self.wanted = wanted
            self.action_search_again(backwards=False)

    def action_search_again(self, backwards: bool) -> None:
        """Go to the next or previous group that has the words."""
        if not self.wanted:
            self.say("/ asks for words")
        elif self.review.order:
            ahead = self.review.ahead(backwards=backwards)
            self._highlight(self.wanted)
            self._begin(self.wanted, [self.review.copies(at) for at in ahead])

    def action_search_copies(self) -> None:
        """Ask for words and go to the next copy of this group that has them."""
        self.stop_search()
        if self.review.order:
            ask = LineScreen("search the copies of this group", self._wanted_here)
            self.app.push_screen(ask, self._search_here)

    def _search_here(self, wanted: str | None) -> None:
        if wanted and wanted.strip() and self.review.order:
            self._wanted_here = wanted
            copies = self.review.copies()
            shown = self.review.pair().shown
            at = next(n for n, copy in enumerate(copies, 1) if copy.id == shown)
            self._highlight(wanted)
            self._begin(wanted, [[copy] for copy in (*copies[at:], *copies[:at])])

    def stop_search(self) -> None:
        """Look for nothing any more."""
        self._search += 1
        self.is_searching = False
        self.workers.cancel_group(self, "search")

    def clear_search(self) -> None:
        """Look for nothing, and highlight nothing."""
        self.stop_search()
        self._highlight("")

    def _highlight(self, wanted: str) -> None:
        self.list.wanted = self.copies.wanted = wanted
        self.list.refresh()
        self.copies.refresh()
        self.pane.highlight(wanted)

    def _begin(self, wanted: str, groups: Sequence[Sequence[Article]]) -> None:
        self._search += 1
        self.is_searching = True
        self._look(wanted, groups, self.review.case.members[0], self._search)

    @work(thread=True, exclusive=True, group="search")
    def _look(
        self, wanted: str, groups: Sequence[Sequence[Article]], began: str, number: int
    ) -> None:
        worker = get_current_worker()
        told = monotonic()

        def tell(step: Step) -> None:
            nonlocal told
            if worker.is_cancelled:
                raise Cancelled
            if monotonic() - told >= _TELL_EVERY:
                told = monotonic()
                self.post_message(self.Looked(step, number))

        try:
            found = search(wanted, groups, self.comparer.text, tell)
        except Cancelled:
            return
        self.post_message(self.Answered(found, wanted, began, number))

    def on_searching_looked(self, event: Looked) -> None:
        """Say how far a search is."""
        if event.search == self._search:
            self.say(f"searching  {event.step.done:,} of {event.step.total:,}; 0 stops it")

    def on_searching_answered(self, event: Answered) -> None:
        """Go where the words are, unless the reviewer has gone elsewhere meanwhile."""
        if event.search != self._search:
            return
        self.is_searching = False
        found, review = event.found, self.review
        if not found.article:
            unread = f"; {counted(found.unread, 'text')} could not be read" if found.unread else ""
            self.say(f"not found: {event.wanted}{unread}")
            return
        position = review.position_of(found.article)
        is_here = self.is_current and review.order and event.began in review.case.members
        if not is_here or position is None:
            self.say(f"found meanwhile in {found.article}; n searches on from here")
            return
        review.go(position)
        review.compare(found.article)
        self.pane.seek()
        self._sought = found.article
        self.show(f"found in the {found.where} of {found.article}: {event.wanted}")

    def _take(self, drawn: Drawn) -> None:
        """Show a diff, and in it the words that are sought: what is folded is unfolded for them."""
        if self._sought not in {drawn.base, drawn.shown}:
            self.pane.is_seeking = False
        super()._take(drawn)
        if self.pane.is_seeking and not drawn.is_opening:
            if self.view.fold:
                self.view = replace(self.view, fold=False)
                self.show_diff()
            else:
                self.pane.is_seeking = False
