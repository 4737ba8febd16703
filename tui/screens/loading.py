"""The screen while nothing can be reviewed yet: the stage of the indexing with its counts, and a way to stop."""

from pathlib import Path
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from tui.progress import Step
from tui.screens.session.indexing_thread import in_words
from tui.screens.widgets.status_line import OneLine

STOP_KEYS: Final = ("escape", "q")


class LoadingScreen(Screen[None]):
    """Says how far the indexing is; who opened it tells it."""

    BINDINGS: ClassVar = [Binding(",".join(STOP_KEYS), "stop", "stop")]

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def compose(self) -> ComposeResult:
        """What is read, how far, and how to stop."""
        yield OneLine(id="header", under="bar")
        yield OneLine(id="stage")
        yield OneLine(id="keys")

    def on_mount(self) -> None:
        """Say what is read, and how to stop."""
        self.query_one("#header", OneLine).say([(f" copydesk  reading {self._folder}", "strong")])
        self.query_one("#keys", OneLine).say([(" Esc stop", "faint")])

    def tell(self, step: Step) -> None:
        """Say how far it is."""
        if step.stage:
            self.query_one("#stage", OneLine).say([(f" {in_words(step)}", "")])

    def action_stop(self) -> None:
        """Leave; the app stops the indexing on its way out."""
        self.app.exit(0)
