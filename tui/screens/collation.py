"""The base beside all its copies: one text, and under each paragraph who reads otherwise."""

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from tui.progress import Cancelled, Step
from tui.render.apparatus import apparatus
from tui.screens.session.diff_cache import Collated, Comparer
from tui.screens.widgets.diff_pane import DiffPane
from tui.screens.widgets.dismiss_once import DismissOnce
from tui.screens.widgets.status_line import OneLine
from tui.text.plural import counted
from tui.text.visible import visible

_MARGIN = 2  # cells of the pane that the text leaves free


class CollationScreen(DismissOnce, Screen[None]):
    """Collates in a thread, then shows the apparatus; Escape, Enter or q goes back."""

    BINDINGS: ClassVar = [
        Binding("escape,q,enter,t", "dismiss", "back"),
        Binding("right_square_bracket,j,down", "place(1)", "next place"),
        Binding("left_square_bracket,k,up", "place(-1)", "previous place"),
        Binding("space,pagedown,ctrl+d", "page(1)", "page down"),
        Binding("pageup,ctrl+u", "page(-1)", "page up"),
        Binding("m", "marks", "counts in the text"),
    ]

    class Ready(Message):
        """The copies are collated, or cannot be."""

        def __init__(self, found: Collated) -> None:
            super().__init__()
            self.found = found

    def __init__(
        self, comparer: Comparer, title: str, base: str, copies: Sequence[str], *, marks: bool
    ) -> None:
        super().__init__()
        self._marks = marks
        self._comparer, self._title = comparer, title
        self._base, self._copies = base, copies
        self._found: Collated | None = None

    def compose(self) -> ComposeResult:
        """Title, text with apparatus, keys."""
        yield OneLine(id="header", under="bar")
        yield DiffPane(id="diff")
        yield OneLine(id="keys")

    def on_mount(self) -> None:
        """Begin."""
        said = f" {visible(self._title)}: {len(self._copies) + 1} readings"
        self.query_one("#header", OneLine).say([(said, "strong")])
        keys = " ] [ next, previous place   PgDn PgUp scroll   m how many have it   q Esc back"
        self.query_one("#keys", OneLine).say([(keys, "faint")])
        self.query_one(DiffPane).explain("the copies are being collated …")
        self._collate()

    @work(thread=True, exclusive=True)
    def _collate(self) -> None:
        worker = get_current_worker()

        def still_wanted(_: Step) -> None:
            if worker.is_cancelled:
                raise Cancelled

        try:
            found = self._comparer.collate(self._base, self._copies, still_wanted)
        except Cancelled:
            return
        if not worker.is_cancelled:
            self.post_message(self.Ready(found))

    def on_collation_screen_ready(self, event: Ready) -> None:
        """Show what was found."""
        self._found = event.found
        self._draw()

    def on_resize(self) -> None:
        """Wrap for the new width."""
        if self._found is not None:
            self._draw()

    def _draw(self) -> None:
        pane, found = self.query_one(DiffPane), self._found
        if found is None or found.collation is None:
            pane.explain(found.trouble if found else "")
            return
        cells = max(20, pane.size.width - _MARGIN)
        drawn = apparatus(
            found.text,
            found.collation,
            found.names,
            width=cells,
            marks=self._marks,
            medoid=found.medoid if len(found.names) > 2 else None,
        )
        pane.show(drawn)
        told = f" {counted(len(found.collation.places), 'place')} where they differ "
        said = f" {visible(self._title)}: {len(found.names)} readings"
        self.query_one("#header", OneLine).say([(said, "strong")], [(told, "")])

    def action_place(self, step: int) -> None:
        """Go to the next or previous place where the copies differ; scroll where there is none."""
        pane = self.query_one(DiffPane)
        if not pane.jump(step):
            pane.page(step)

    def action_marks(self) -> None:
        """Tell in the text how many copies have its words, or by colour alone."""
        self._marks = not self._marks
        self._draw()

    def action_page(self, pages: int) -> None:
        """Scroll by pages."""
        self.query_one(DiffPane).page(pages)
