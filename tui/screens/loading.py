"""The screen while the folder is read: stages with counts, and a way to stop."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from tui.errors import CopydeskError
from tui.index import Index
from tui.progress import Cancelled, Progress, Step
from tui.screens.one_line import OneLine
from tui.screens.paint import Piece

_REPAINT: Final = 0.1  # seconds: more often would only be noise on a slow line


class LoadingScreen(Screen[Index | CopydeskError | None]):
    """Runs `load` in a thread; dismissed with the index, with the trouble, or with None when stopped."""

    BINDINGS: ClassVar = [Binding("escape,q", "stop", "stop")]

    class Ended(Message):
        """The worker is through."""

        def __init__(self, found: Index | CopydeskError | None) -> None:
            super().__init__()
            self.found = found

    def __init__(self, folder: Path, load: Callable[[Progress], Index]) -> None:
        super().__init__()
        self._folder, self._load = folder, load
        self._told = 0.0

    def compose(self) -> ComposeResult:
        """What is read, how far, and how to stop."""
        yield OneLine(id="header", under="bar")
        yield OneLine(id="stage")
        yield OneLine(id="keys")

    def on_mount(self) -> None:
        """Begin."""
        self.query_one("#header", OneLine).say([(f" copydesk  reading {self._folder}", "strong")])
        self.query_one("#keys", OneLine).say([(" Esc stop", "faint")])
        self._run()

    @work(thread=True, exclusive=True)
    def _run(self) -> None:
        worker = get_current_worker()

        def report(step: Step) -> None:
            if worker.is_cancelled:
                raise Cancelled
            if monotonic() - self._told >= _REPAINT:
                self._told = monotonic()
                self.app.call_from_thread(self._say, step)

        try:
            found: Index | CopydeskError | None = self._load(report)
        except Cancelled:
            found = None
        except CopydeskError as trouble:
            found = trouble
        if not worker.is_cancelled:
            self.post_message(self.Ended(found))

    def on_loading_screen_ended(self, event: Ended) -> None:
        """Hand on what was found; the worker has ended by itself by now."""
        self.dismiss(event.found)

    def _say(self, step: Step) -> None:
        of = f" of {step.total:,}" if step.total else ""
        said: list[Piece] = [(f" {step.stage}  {step.done:,}{of}", "")]
        self.query_one("#stage", OneLine).say(said)

    def action_stop(self) -> None:
        """Stop reading and leave."""
        self.workers.cancel_all()
        self.dismiss(None)
