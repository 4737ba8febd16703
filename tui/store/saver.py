"""The saver thread: changes in at any speed, durable decisions out, and the screen never waits.

What is decided while a save runs is saved together with the next one. A save that fails is tried again
and again; until it works its decisions lie in a rescue file, and `heard` has been told.
"""

import os
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol

from tui.errors import DecisionsError
from tui.model import Change, Decision
from tui.store.decisions_file import Outcome
from tui.store.history import Journal
from tui.store.rescue import keep_aside

_RETRY: Final = (0.5, 1.0, 2.0, 5.0)  # seconds between tries; the last one again and again
_LOOK: Final = 0.5  # seconds: how soon it is noticed that the program ends without closing


class File(Protocol):
    """What the saver needs of a decisions file."""

    path: Path

    def write(self, changes: Sequence[Change]) -> Outcome:
        """Make changes durable, or raise DecisionsError."""


@dataclass(frozen=True, slots=True)
class Saved:
    """`count` changes are on the disk since `at` (local time); all that was put before is among them.

    `notes`, `news` and `lost` as in `decisions_file.Outcome`.
    """

    path: Path
    count: int
    at: datetime
    notes: tuple[str, ...] = ()
    news: tuple[Change, ...] = ()
    lost: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Why a save failed (a sentence with what to do), how many changes wait, and where they lie meanwhile."""

    reason: str
    pending: int
    rescue: Path | None


class Saver:
    """Saves changes in a thread of its own, which is no daemon: what was put is saved before it ends.

    `heard` is called in that thread; it must not raise and should only pass on what it is told.
    """

    def __init__(self, file: File, heard: Callable[[Saved | Unsaved], None]) -> None:
        self._file = file
        self._heard = heard
        # A reentrant lock: a signal handler may close the saver in the middle of a put.
        self._turn = threading.Condition(threading.RLock())
        self._waiting: list[Change] = []
        self._saving: tuple[Change, ...] = ()
        self._failed = 0  # tries since the last success
        self._next_try = 0.0  # monotonic time of the next one after a failure
        self._hurry = False  # try now, whatever the pause
        self._closing = False
        self._rescue: Path | None = None
        self._thread = threading.Thread(target=self._run, name="saver", daemon=False)
        self._thread.start()

    def put(self, changes: Sequence[Change]) -> None:
        """Have changes saved soon. Never waits; changes of one key are saved in the order they were put."""
        with self._turn:
            self._waiting.extend(changes)
            self._turn.notify_all()

    def settle(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds until all is saved; whether it is."""
        until = time.monotonic() + timeout
        with self._turn:
            failed, self._hurry = self._failed, True
            self._turn.notify_all()
            while self._pending() and time.monotonic() < until and self._thread.is_alive():
                if self._failed > failed:
                    break  # tried, and it did not work: waiting longer would not help now
                self._turn.wait(until - time.monotonic())
            return not self._pending()

    def close(self, timeout: float) -> bool:
        """Save what waits and end the thread, within `timeout` seconds; whether all is saved.

        What is not lies in a rescue file then, if there was any place for one.
        """
        until = time.monotonic() + timeout
        with self._turn:
            self._closing = True
            self._turn.notify_all()
        self._thread.join(max(0.0, until - time.monotonic()))
        with self._turn:
            return not self._pending() and not self._thread.is_alive()

    def _pending(self) -> int:
        return len(self._waiting) + len(self._saving)

    # ---- in the thread --------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            while self._wait_for_work():
                last = self._ending()
                if not self._save() and last:
                    break  # the rescue file has what is left
        finally:
            if self._pending():
                self._keep_aside()
            with self._turn:
                self._turn.notify_all()

    def _wait_for_work(self) -> bool:
        """Wait until a save is due and take what waits; False when the thread shall end."""
        with self._turn:
            while not self._is_due():
                if self._ending() and not self._pending():
                    return False
                self._turn.wait(_LOOK)
            self._saving = (*self._saving, *self._waiting)
            self._waiting.clear()
            self._hurry = False
            return True

    def _is_due(self) -> bool:
        if not self._failed or self._waiting or self._hurry or self._ending():
            return bool(self._pending())
        return time.monotonic() >= self._next_try

    def _ending(self) -> bool:
        return self._closing or not threading.main_thread().is_alive()

    def _save(self) -> bool:
        """Try once; whether it worked."""
        changes = self._saving
        try:
            outcome = self._file.write(changes)
        except DecisionsError as trouble:
            pause = _RETRY[min(self._failed, len(_RETRY) - 1)]
            self._keep_aside()
            self._tell(Unsaved(str(trouble), self._pending(), self._rescue))
            with self._turn:
                self._failed += 1
                self._next_try = time.monotonic() + pause
                self._turn.notify_all()
            return False
        self._forget_rescue()
        if outcome.lost:
            Journal(self._file.path).keep_lost(outcome.lost)
        at = datetime.now(UTC).astimezone()
        with self._turn:
            self._saving, self._failed = (), 0
            self._turn.notify_all()
        self._tell(
            Saved(self._file.path, len(changes), at, outcome.notes, outcome.news, outcome.lost)
        )
        return True

    def _keep_aside(self) -> None:
        """Have all that is not saved in a rescue file; the one before goes when the new one is there."""
        with self._turn:
            changes = (*self._saving, *self._waiting)
        old, new = self._rescue, keep_aside(Path(os.path.realpath(self._file.path)), changes)
        if new is not None:
            self._rescue = new
            if old is not None:
                with suppress(OSError):
                    old.unlink()

    def _forget_rescue(self) -> None:
        if self._rescue is not None:
            with suppress(OSError):
                self._rescue.unlink()
            self._rescue = None

    def _tell(self, news: Saved | Unsaved) -> None:
        with suppress(RuntimeError):  # the screen that listens may be gone by now
            self._heard(news)
