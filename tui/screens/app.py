"""The review in Textual: from a folder to saved decisions, and the terminal given back on every way out."""

import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, suppress
from pathlib import Path
from typing import Any, ClassVar, Final

from rich.text import Text
from textual import work
from textual.app import App
from textual.binding import Binding
from textual.events import AppBlur, AppFocus, Event, Key, Paste
from textual.message import Message
from textual.screen import Screen

from tui.config import Config
from tui.detect.engine import ImportResolver
from tui.errors import CopydeskError, DecisionsError
from tui.index import Index, index_folder
from tui.model import Change, Group
from tui.progress import Progress
from tui.review import Review
from tui.screens import key_table
from tui.screens.empty_folder import nothing_to_review
from tui.screens.loading import STOP_KEYS, LoadingScreen
from tui.screens.prompts import ChoiceScreen
from tui.screens.review_screen import ReviewScreen
from tui.screens.rule import RuleScreen
from tui.screens.session import gc_pauses
from tui.screens.session.diff_cache import Comparer
from tui.screens.session.indexing_thread import Indexing
from tui.screens.session.saved_undo import history_of
from tui.screens.session.saved_view import arrange_as_before
from tui.screens.terminal.driver import LeanDriver, PatientDriver
from tui.screens.terminal.hangup import exit_on_hangup
from tui.screens.terminal.key_gate import KeyGate
from tui.screens.terminal.key_queue import Passed, TypedAhead
from tui.screens.widgets.styles import styles_of
from tui.store.decisions.decisions_file import DecisionsFile, Loaded
from tui.store.decisions.saver import Saved, Saver, Unsaved
from tui.store.rescue import adopt, rescue_files
from tui.text.visible import visible

_MOST_NAMED: Final = 5
_SECONDS_TO_SAVE: Final = 10.0  # on the way out by a key
_SECONDS_TO_SAVE_FIRST: Final = 2.0  # before the program is stopped for a while
_SECONDS_TO_SAVE_HARD: Final = 0.2  # while nothing else may take longer
_TICK: Final = 0.1  # seconds between looks at what the indexing has found
_TICKS_BETWEEN_WORDS: Final = 5  # on a slow line every word on progress costs
_AT_ONCE: Final = 200  # groups taken in between two keys: some milliseconds
_ALWAYS: Final = frozenset({"ctrl+c", "ctrl+q", "ctrl+z"})


def run_review(
    root: Path,
    config: Config,
    *,
    decisions: Path,
    said: tuple[str, ...] = (),
    cache: Path | None,
    reviewer: str,
    mouse: bool = False,
    title: str = "",
    given: tuple[Path, ...] = (),
    claimed: ImportResolver | None = None,
    references: Sequence[Path] = (),
) -> int:
    """Review the folder `root` on the screen; the exit code, once the terminal is given back.

    `title` is what the folder is called on the screen, by default its own name. `given` are files of groups
    that others found, and `claimed` what they mean here; `references` are folders that this one is held against
    (`index.index_folder`).

    Raises UsageError for keys that contradict each other, DecisionsError where nothing could be saved,
    before any work is done; and whatever trouble stops the indexing.
    """
    chosen = key_table.remapped(config.keys)
    file = DecisionsFile(decisions)
    loaded = file.load()
    if loaded.read_only:
        raise DecisionsError(loaded.read_only)
    file.check_writable()
    app = DeskApp(
        root, config, file, loaded, chosen, said=said, cache=cache, reviewer=reviewer, folder=title
    )
    app.given, app.claimed, app.references = given, claimed, references
    with exit_on_hangup(app.leave, app.save_hard):
        try:
            code = app.run(mouse=mouse)
        finally:
            saved = app.saver is None or app.saver.close(_SECONDS_TO_SAVE)
    if app.trouble is not None:
        raise app.trouble
    if app.saver is not None and not saved:
        raise app.saver.unsaved_error()
    return app.return_code or 0 if code is None else code


def _unresolved(index: Index) -> list[str]:
    """What the groups of other tools name that is not here, as a sentence for the list of trouble."""
    named = [f"{one.path}: {one.reason}" for one in index.unresolved]
    return (
        [f"not resolved in --groups: {'; '.join(named[:_MOST_NAMED])} ({len(named):,} in all)"]
        if named
        else []
    )


class DeskApp(App[int]):
    """Loads, reviews, saves. Mutable as Textual's apps are; what is reviewed lives in `Review`."""

    CSS_PATH = "style.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [
        Binding("ctrl+c", "interrupt", "quit", show=False, priority=True),
        Binding("ctrl+q", "interrupt", "quit", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", "suspend", show=False, priority=True),
    ]

    class Indexed(Message):
        """The indexing has ended."""

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
        folder: str = "",
    ) -> None:
        self.colourless = bool(os.environ.get("NO_COLOR"))
        lean = config.screen.lean
        super().__init__(LeanDriver if lean else PatientDriver, ansi_color=True)
        self.animation_level = "full" if config.screen.animation else "none"
        self.styles_of_words = styles_of(config.screen.theme)
        self.folder = folder or root.resolve().name
        self.root, self.config, self.file, self.keys = root, config, file, chosen
        self.said = (*said, *loaded.warnings)
        self.cache, self.reviewer = cache, reviewer
        self.loaded = loaded
        self.given: tuple[Path, ...] = ()
        self.claimed: ImportResolver | None = None
        self.references: Sequence[Path] = ()
        self.saver: Saver | None = None
        self.review: Review | None = None
        self.desk: ReviewScreen | None = None
        self._is_asking = False
        self.trouble: CopydeskError | None = None
        self.indexing = Indexing(self._index)
        self._ticks = 0
        self._gate = KeyGate()
        self._to_be_shown: Screen[Any] | None = None
        self._typed_ahead = TypedAhead(self, self._hand_on)
        self._asked_to_quit = False

    # ---- the path -------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Index the folder, and look now and then at what it has found."""
        self.push_screen(LoadingScreen(self.root))
        self._looking = self.set_interval(_TICK, self._look)
        self._run_indexing()

    def on_unmount(self) -> None:
        """Whoever started the app may have its garbage again; what is still indexed need not be."""
        self.indexing.stopped = True
        gc_pauses.spare_nothing()

    @work(thread=True)
    def _run_indexing(self) -> None:
        self.indexing.run()
        self.post_message(self.Indexed())

    def _index(
        self,
        progress: Progress,
        settled: Callable[[Group], None],
        ahead: Callable[[Index], None],
    ) -> Index:
        # Textual holds sys.stderr, and multiprocessing asks for its descriptor when workers start.
        with redirect_stderr(sys.__stderr__):
            return index_folder(
                self.root,
                self.config,
                cache=self.cache,
                leave_out=(self.file.path, *self.given),
                references=self.references,
                claimed=self.claimed,
                progress=progress,
                settled=settled,
                ahead=ahead,
            )

    def _look(self) -> None:
        """Show how far the indexing is; open the desk once groups wait on it, and take in those that come."""
        if self.indexing.found is not None:
            return
        self._ticks += 1
        if isinstance(self.screen, LoadingScreen):
            self.screen.tell(self.indexing.step)
        if self.review is not None:
            self._grow(self.review)
        elif self.indexing.is_worth_opening and not self._is_asking:
            self._ask_for_rescued()

    def _grow(self, review: Review) -> None:
        was_open, groups = review.open, self.indexing.take(_AT_ONCE)
        new = review.grow(groups) if groups else 0
        if self.desk is None and review.open:
            review.go_to_next_open()  # those that came first may be decided
            self._open_desk(review)
        elif self.desk is not None and new:
            self.desk.grown(0 if was_open else new)
        if self.desk is not None and self._ticks % _TICKS_BETWEEN_WORDS == 0:
            self.desk.tell(self.indexing.step)

    def on_desk_app_indexed(self) -> None:
        """Open the desk with all groups, or hand the open one those that it has not; or say what went wrong."""
        found = self.indexing.found
        self._looking.stop()
        if found is None:
            self.exit(0)
        elif isinstance(found, CopydeskError):
            self.trouble = found
            self.exit(found.exit_code)
        elif self.desk is not None:
            self.desk.complete(found.groups, (*found.notes, *_unresolved(found)))
            gc_pauses.spare_what_is_there()
        elif self._is_asking:
            pass  # the answer opens the desk
        elif not found.groups and not self.loaded.decisions:
            self._open_unasked(nothing_to_review(found), lambda _: self.exit(0))
        elif self.review is not None:
            self._review(found)
        else:
            self._ask_for_rescued()

    def _ask_for_rescued(self) -> None:
        """Offer what an earlier run could not save, before the review begins."""
        waiting = rescue_files.find(self.file.path)
        self.said = (*self.said, *waiting.warnings())
        if not waiting.rescues:
            self._review_what_is_found()
            return
        self._is_asking = True
        choices = (adopt.TAKE_UP, adopt.LATER, adopt.DISCARD)

        def answer(chosen: str | None) -> None:
            self._is_asking = False
            self.said = (*self.said, *adopt.settle(chosen, waiting, self.file))
            self.loaded = self.file.load()
            self._review_what_is_found()

        ask = ChoiceScreen(adopt.question(waiting), choices, adopt.TAKE_UP)
        self._open_unasked(ask, answer)

    def _review_what_is_found(self) -> None:
        """Review the whole index where it is there, else what is settled of it."""
        found = self.indexing.found
        if isinstance(found, Index):
            self._review(found)
        elif found is None and self.indexing.ahead is not None:
            self._review(self.indexing.ahead, growing=True)

    def _review(self, index: Index, *, growing: bool = False) -> None:
        if self.saver is None:
            self.saver = Saver(self.file, self._hear, self.file.seen)
        self.review = Review(
            index.articles,
            index.groups,
            self.loaded.decisions,
            reviewer=self.reviewer,
            keep=self._keep,
            furniture=index.furniture,
            settings=self.config.suggest,
            blind=self.config.review.blind,
            history=history_of(self.file),
            locked=index.locked,
            growing=growing,
        )
        self.comparer = Comparer(
            self.root, index.articles, index.furniture, self.config.read, index.references
        )
        if growing:
            gc_pauses.spare_what_comes()
        else:
            gc_pauses.spare_what_is_there()
            self._open_desk(self.review, (*index.notes, *_unresolved(index)))

    def _open_desk(self, review: Review, notes: Sequence[str] = ()) -> None:
        arranged = arrange_as_before(self.root, self.file.path, review)
        self.desk = ReviewScreen(
            review,
            self.comparer,
            self.config,
            self.keys,
            decisions=self.file.path,
            folder=self.folder,
            said=(*self.said, *notes, *filter(None, [arranged])),
            marks=self.colourless or self.config.screen.marks,
        )
        self.desk.step = self.indexing.step
        self._open_unasked(self.desk)

    def _open_unasked(self, screen: Screen[Any], take: Callable[[Any], None] | None = None) -> None:
        """Open a screen that no key has asked for: keys typed before it is shown were not meant for it."""
        self._close_gate(screen)
        self.push_screen(screen, take)

    def _close_gate(self, screen: Screen[Any]) -> None:
        self._gate.close()
        self._to_be_shown = screen

    def post_display_hook(self) -> None:
        """Textual has painted: where it was a screen that no key has asked for, keys may act on it now."""
        if self._to_be_shown is self.screen and self.screen.is_mounted:
            self._to_be_shown = None
            self._gate.open()
            if self._gate.dropped:
                self._say_dropped()

    def on_review_screen_refused(self) -> None:
        """A prompt did not open: what is typed on is no verdict."""
        self._gate.drop_word()

    def _say_dropped(self) -> None:
        if self._gate.is_within_word:
            return  # it is said why the prompt does not open
        desk = self.desk
        if desk is not None and desk is self.screen and desk.is_mounted and not desk.log_of_trouble:
            desk.say("keys that were typed too early are ignored")

    def _keep(self, changes: Sequence[Change]) -> None:
        if self.saver is not None:
            self.saver.put(changes)

    def _hear(self, news: Saved | Unsaved) -> None:
        """Called in the saver's thread."""
        self.post_message(self.Heard(news))

    def on_desk_app_heard(self, event: Heard) -> None:
        """Pass the saver's news on to the review screen, wherever the reviewer is."""
        others = event.news.news if isinstance(event.news, Saved) else ()
        if others and self.review is not None:
            self.review.take_in(others)
        for screen in self.screen_stack:
            if isinstance(screen, ReviewScreen):
                screen.hear(event.news)
            elif others and isinstance(screen, RuleScreen):
                screen.renew()  # groups have changed under what a rule would decide

    # ---- keys -----------------------------------------------------------------------------------

    async def on_event(self, event: Event) -> None:
        """Let each key act in its turn, and repaint nothing for a change of focus."""
        if isinstance(event, AppFocus | AppBlur):
            return
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        interrupts = isinstance(event, Key) and event.key == "ctrl+c"
        if not interrupts:
            self._asked_to_quit = False
        if interrupts or not self._typed_ahead.holds(event):
            await self._typed_ahead.hand_on(event)

    async def _hand_on(self, event: Key | Paste) -> None:
        """Let a key act, unless it was typed before the reviewer could see on what."""
        if self._is_way_out(event) or self._gate.accepts(event.time):
            await super().on_event(event)
        else:
            self._say_dropped()

    def _is_way_out(self, event: Key | Paste) -> bool:
        if not isinstance(event, Key):
            return False
        stops = isinstance(self.screen, LoadingScreen) and event.key in STOP_KEYS
        return stops or event.key in _ALWAYS

    async def on_passed(self, event: Passed) -> None:
        """A key has had its effect: the next one may go."""
        await self._typed_ahead.passed(event)

    def action_suspend_process(self) -> None:
        """Back to the shell for a while; a stopped program saves nothing, so what was decided is saved first."""
        if self.saver is not None:
            self.saver.settle(_SECONDS_TO_SAVE_FIRST)
        super().action_suspend_process()
        self._wait_until_shown_again()

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Hand the terminal over: what was typed meanwhile was meant for the other program."""
        with super().suspend():
            yield
        self._wait_until_shown_again()

    def _wait_until_shown_again(self) -> None:
        self._close_gate(self.screen)
        self.screen.refresh()

    def action_interrupt(self) -> None:
        """^C says how to quit; a second one does it, and the first where nothing is reviewed yet."""
        if self._asked_to_quit or self.desk is None:
            self.exit(130)
            return
        self._asked_to_quit = True
        for screen in self.screen_stack:
            if isinstance(screen, ReviewScreen):
                screen.say("^C once more quits (all is saved); any other key stays")

    def _fatal_error(self) -> None:
        """A defect of ours: told without the values of variables, for they hold article text."""
        self.bell()
        self.panic(Text(visible(traceback.format_exc(), layout=True)))

    # ---- ways out -------------------------------------------------------------------------------

    def leave(self, code: int) -> None:
        """End in order, from wherever a signal is handled."""
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop has ended: so has the screen
                self._loop.call_soon_threadsafe(self.exit, code)

    def save_hard(self) -> None:
        """Save what can be saved while nothing waits for it any more."""
        if self.saver is not None:
            self.saver.close(_SECONDS_TO_SAVE_HARD)
