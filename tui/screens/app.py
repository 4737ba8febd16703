"""The review in Textual: from a folder to saved decisions, and the terminal given back on every way out."""

import os
import signal
import sys
import termios
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import ClassVar, Final

from textual.app import App
from textual.binding import Binding
from textual.events import Event, Key
from textual.message import Message

from tui.config import Config
from tui.errors import CopydeskError, DecisionsError
from tui.index import Index, index_folder
from tui.model import Change
from tui.progress import Progress
from tui.review import Review
from tui.screens import keys
from tui.screens.comparing import Comparer
from tui.screens.diary import history_of
from tui.screens.loading import LoadingScreen
from tui.screens.nothing import nothing_to_review
from tui.screens.prompts import ChoiceScreen
from tui.screens.review import ReviewScreen
from tui.screens.split_keys import SplitKeys
from tui.store import rescue
from tui.store.decisions_file import DecisionsFile, Loaded
from tui.store.saver import Saved, Saver, Unsaved

_SECONDS_TO_SAVE: Final = 10.0  # on the way out by a key
_SECONDS_AFTER_HANG_UP: Final = 0.7  # for an orderly way out; after that the hard one
_SECONDS_TO_SAVE_HARD: Final = 0.2
# Leave the alternate screen, show the cursor, end mouse, focus, paste and keyboard modes, reset colours.
_GIVE_BACK: Final = (
    b"\x1b[?1049l\x1b[?25h\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[<u\x1b[0m"
)
_TAKE_UP, _LATER, _DISCARD = "take them up", "ask again next time", "discard them"


def run_review(
    root: Path,
    config: Config,
    *,
    decisions: Path,
    said: tuple[str, ...] = (),
    cache: Path | None,
    reviewer: str,
    mouse: bool = False,
) -> int:
    """Review the folder `root` on the screen; the exit code, once the terminal is given back.

    Raises UsageError for keys that contradict each other, DecisionsError where nothing could be saved,
    before any work is done; and whatever trouble stops the indexing.
    """
    chosen = keys.remapped(config.keys)
    file = DecisionsFile(decisions)
    loaded = file.load()
    if loaded.read_only:
        raise DecisionsError(loaded.read_only)
    file.check_writable()
    app = DeskApp(root, config, file, loaded, chosen, said=said, cache=cache, reviewer=reviewer)
    before = _terminal_settings()
    watching = {name: signal.signal(name, app.hang_up) for name in (signal.SIGHUP, signal.SIGTERM)}
    try:
        code = app.run(mouse=mouse)
    finally:
        saved = app.saver is None or app.saver.close(_SECONDS_TO_SAVE)
        app.ended.set()
        for name, handler in watching.items():
            signal.signal(name, handler)
        _restore(before)
    if app.trouble is not None:
        raise app.trouble
    if not saved:
        raise DecisionsError(
            "not all decisions could be saved",
            where=str(decisions),
            do="They are kept aside: the next start offers to take them up",
        )
    return code or 0


class DeskApp(App[int]):
    """Loads, reviews, saves. Mutable as Textual's apps are; what is reviewed lives in `Review`."""

    CSS_PATH = "style.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [
        Binding("ctrl+c", "interrupt", "quit", show=False, priority=True),
        Binding("ctrl+q", "interrupt", "quit", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", "suspend", show=False, priority=True),
    ]

    class Heard(Message):
        """The saver's news, on its way from its thread to the screen."""

        def __init__(self, news: Saved | Unsaved) -> None:
            super().__init__()
            self.news = news

    def __init__(
        self,
        root: Path,
        config: Config,
        file: DecisionsFile,
        loaded: Loaded,
        chosen: dict[str, tuple[str, ...]],
        *,
        said: tuple[str, ...],
        cache: Path | None,
        reviewer: str,
    ) -> None:
        self.colourless = bool(os.environ.get("NO_COLOR"))
        super().__init__(ansi_color=True)
        self.animation_level = "full" if config.screen.animation else "none"
        self.root, self.config, self.file, self.keys = root, config, file, chosen
        self.said = (*said, *loaded.warnings)
        self.cache, self.reviewer = cache, reviewer
        self.loaded = loaded
        self.saver: Saver | None = None
        self.review: Review | None = None
        self.trouble: CopydeskError | None = None
        self.ended = threading.Event()
        self._torn = SplitKeys()
        self._asked_to_quit = False

    # ---- the path -------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Read the folder first."""
        self.push_screen(LoadingScreen(self.root, self._load), self._loaded)

    def _load(self, progress: Progress) -> Index:
        return index_folder(
            self.root,
            self.config,
            cache=self.cache,
            leave_out=(self.file.path,),
            progress=progress,
        )

    def _loaded(self, found: Index | CopydeskError | None) -> None:
        if found is None:
            self.exit(0)
        elif isinstance(found, CopydeskError):
            self.trouble = found
            self.exit(found.exit_code)
        elif not found.groups and not self.loaded.decisions:
            self.push_screen(nothing_to_review(found), lambda _: self.exit(0))
        else:
            self._ask_for_rescued(found)

    def _ask_for_rescued(self, index: Index) -> None:
        """Offer what an earlier run could not save, before the review begins."""
        waiting = rescue.pending(self.file.path)
        if not waiting:
            self._review(index)
            return
        count = sum(len(one.changes) for one in waiting)
        question = f"{count} decisions of an earlier run could not be saved then"

        def answer(chosen: str | None) -> None:
            for one in waiting:
                if chosen == _TAKE_UP:
                    rescue.adopt(one, self.file)
                elif chosen == _DISCARD:
                    rescue.discard(one)
            self.loaded = self.file.load()
            self._review(index)

        self.push_screen(ChoiceScreen(question, (_TAKE_UP, _LATER, _DISCARD), _TAKE_UP), answer)

    def _review(self, index: Index) -> None:
        self.saver = Saver(self.file, lambda news: self.post_message(self.Heard(news)) and None)
        self.review = Review(
            index.articles,
            index.groups,
            self.loaded.decisions,
            reviewer=self.reviewer,
            keep=self._keep,
            furniture=index.furniture,
            settings=self.config.suggest,
            history=history_of(self.file),
        )
        comparer = Comparer(self.root, index.articles, index.furniture, self.config.read)
        self.push_screen(
            ReviewScreen(
                self.review,
                comparer,
                self.config,
                self.keys,
                decisions=self.file.path,
                said=(*self.said, *index.notes),
                marks=self.colourless or self.config.screen.marks,
            )
        )

    def _keep(self, changes: Sequence[Change]) -> None:
        if self.saver is not None:
            self.saver.put(changes)

    def on_desk_app_heard(self, event: Heard) -> None:
        """Pass the saver's news on to the review screen, wherever the reviewer is."""
        if isinstance(event.news, Saved) and event.news.news and self.review is not None:
            self.review.take_in(event.news.news)
        for screen in self.screen_stack:
            if isinstance(screen, ReviewScreen):
                screen.hear(event.news)

    # ---- keys -----------------------------------------------------------------------------------

    async def on_event(self, event: Event) -> None:
        """Let no splinter of a torn key sequence through."""
        if isinstance(event, Key) and self._torn.swallows(event.key, event.character):
            return
        if isinstance(event, Key) and event.key != "ctrl+c":
            self._asked_to_quit = False
        await super().on_event(event)

    def action_interrupt(self) -> None:
        """^C says how to quit; a second one does it."""
        if self._asked_to_quit:
            self.exit(130)
            return
        self._asked_to_quit = True
        for screen in self.screen_stack:
            if isinstance(screen, ReviewScreen):
                screen.remark(
                    "press ^C once more to quit (everything is saved), or any other key to stay"
                )

    # ---- ways out -------------------------------------------------------------------------------

    def hang_up(self, number: int, frame: FrameType | None) -> None:
        """The line or the session is gone: leave in order, and if that cannot be, leave all the same."""
        del frame
        threading.Thread(target=self._leave_hard, args=(number,), daemon=True).start()
        self._from_signal(lambda: self.exit(128 + number))

    def _from_signal(self, call: Callable[[], None]) -> None:
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop has ended: so has the screen
                self._loop.call_soon_threadsafe(call)

    def _leave_hard(self, number: int) -> None:
        """What a frozen terminal cannot stop: save, give the terminal back, be gone."""
        if self.ended.wait(_SECONDS_AFTER_HANG_UP):
            return
        if self.saver is not None:
            self.saver.close(_SECONDS_TO_SAVE_HARD)
        give_back()
        os._exit(128 + number)


def give_back() -> None:
    """Put the terminal into the state a shell expects, without waiting for it."""
    with suppress(OSError, ValueError):
        descriptor = sys.__stdout__.fileno()
        os.set_blocking(descriptor, False)
        os.write(descriptor, _GIVE_BACK)
    with suppress(OSError, termios.error, ValueError):
        settings = termios.tcgetattr(0)
        settings[3] |= termios.ECHO | termios.ICANON | termios.ISIG
        termios.tcsetattr(0, termios.TCSANOW, settings)


def _terminal_settings() -> list | None:
    with suppress(termios.error, OSError):
        return termios.tcgetattr(0)
    return None


def _restore(settings: list | None) -> None:
    """The terminal's line settings as they were; Textual has done the rest."""
    if settings is not None:
        with suppress(termios.error, OSError):
            termios.tcsetattr(0, termios.TCSANOW, settings)
