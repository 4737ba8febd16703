"""The saver thread: changes in at any speed, durable decisions out, and the screen never waits.

What is decided while a save runs is saved together with the next one. A save that fails is tried again
and again; until it works its decisions lie in a rescue file, and `heard` has been told.
"""

import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final, Protocol

from tui.errors import DecisionsError
from tui.model import Change, Decision
from tui.store.decisions.decisions_file import Outcome
from tui.store.decisions.document import Key
from tui.store.merging.replaced_records import Replaced
from tui.store.rescue.rescue_files import keep_aside, why_not_private

_RETRY: Final = (0.5, 1.0, 2.0, 5.0)  # seconds between tries; the last one again and again
_LOOK: Final = (
    0.25  # seconds: how soon it is noticed that a try is due, or that the program has ended
)
_GLANCE: Final = 0.002  # seconds between looks at what the thread has done


class _Asked(Enum):
    """What the thread is asked besides saving."""

    NOW = "try now, whatever the pause"
    END = "save what waits, and end"


class File(Protocol):
    """What the saver needs of a decisions file."""

    path: Path

    def write(self, changes: Sequence[Change]) -> Outcome:
        """Make changes durable, or raise DecisionsError."""


@dataclass(frozen=True, slots=True)
class Saved:
    """`count` changes are on the disk since `at` (local time); all that was put before is among them.

    `notes`, `news` and `replaced` as in `decisions_file.Outcome`.
    """

    path: Path
    count: int
    at: datetime
    notes: tuple[str, ...] = ()
    news: tuple[Change, ...] = ()
    replaced: tuple[Replaced, ...] = ()


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Why a save failed (a sentence with what to do), how many changes wait, and where they lie meanwhile."""

    reason: str
    pending: int
    rescue: Path | None


class Saver:
    """Saves changes in a thread of its own, which is no daemon: what was put is saved before it ends.

    `heard` is called in that thread; it must not raise and should only pass on what it is told. There is
    no lock: a signal handler may close the saver in the middle of a put, and nobody waits for anybody.
    """

    def __init__(
        self,
        file: File,
        heard: Callable[[Saved | Unsaved], None],
        seen: Callable[[], Mapping[Key, Decision]] | None = None,
    ) -> None:
        self._file = file
        self._heard = heard
        self._seen = (
            seen  # what the decisions file held when the reviewer decided, for rescue files
        )
        self._asked: SimpleQueue[tuple[Change, ...] | _Asked] = SimpleQueue()
        self._put = 0  # changes ever put; counted by those who put
        # The rest belongs to the thread; others only look.
        self._done = 0  # changes ever saved
        self._failures = 0  # tries that failed, ever
        self._in_a_row = 0  # tries that failed since the last success
        self._next_try = 0.0  # monotonic time
        self._unsaved: list[Change] = []
        self._ending = False
        self._rescue: Path | None = None
        self._thread = threading.Thread(target=self._run, name="saver", daemon=False)
        self._thread.start()

    def put(self, changes: Sequence[Change]) -> None:
        """Have changes saved soon. Never waits; changes of one key are saved in the order they were put."""
        self._asked.put(tuple(changes))
        self._put += len(changes)

    def settle(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds until all is saved, or a try has failed; whether all is saved."""
        until, failures = time.monotonic() + timeout, self._failures
        self._asked.put(_Asked.NOW)
        while self._waiting() and time.monotonic() < until and self._thread.is_alive():
            if self._failures > failures:
                break  # waiting longer would not help now
            time.sleep(_GLANCE)
        return not self._waiting()

    def close(self, timeout: float) -> bool:
        """Save what waits and end the thread, within `timeout` seconds; whether all is saved.

        What is not lies in a rescue file then, if there was any place for one.
        """
        self._asked.put(_Asked.END)
        self._thread.join(timeout)
        return not self._waiting() and not self._thread.is_alive()

    def unsaved_error(self) -> DecisionsError:
        """Return the error to end with where `close` could not save everything."""
        if self._rescue is not None:
            do = f"They are kept in {self._rescue}: the next start offers to take them up"
        else:
            do = _no_rescue("They are lost")
        return DecisionsError("not all decisions could be saved", where=str(self._file.path), do=do)

    def _waiting(self) -> bool:
        return self._done < self._put

    # ---- in the thread --------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            while True:
                self._listen()
                saved = not self._unsaved or self._save()
                if self._ending and (not saved or self._asked.empty()):
                    break
        finally:
            if self._unsaved:
                self._keep_aside()

    def _listen(self) -> None:
        """Take up what is asked, until a save is due or the thread shall end."""
        now = False
        while True:
            try:
                asked = self._asked.get(block=not (now or self._ending), timeout=_LOOK)
            except Empty:
                self._ending |= not threading.main_thread().is_alive()
                if now or self._ending or (self._unsaved and time.monotonic() >= self._next_try):
                    return
            else:
                now = True
                if asked is _Asked.END:
                    self._ending = True
                elif isinstance(asked, tuple):
                    self._unsaved.extend(asked)

    def _save(self) -> bool:
        """Try once; whether it worked."""
        try:
            outcome = self._file.write(self._unsaved)
        except DecisionsError as trouble:
            pause = _RETRY[min(self._in_a_row, len(_RETRY) - 1)]
            self._next_try = time.monotonic() + pause
            self._keep_aside()
            reason = str(trouble)
            if self._rescue is None:
                reason += f". {_no_rescue('Do not quit before it is saved')}"
            self._tell(Unsaved(reason, len(self._unsaved), self._rescue))
            self._in_a_row += 1
            self._failures += 1
            return False
        self._forget_rescue()
        count, self._in_a_row = len(self._unsaved), 0
        self._unsaved.clear()
        self._done += count
        at = datetime.now(UTC).astimezone()
        self._tell(Saved(self._file.path, count, at, outcome.notes, outcome.news, outcome.replaced))
        return True

    def _keep_aside(self) -> None:
        """Have all that is not saved in a rescue file; the one before goes when the new one is there."""
        old = self._rescue
        seen = None if self._seen is None else self._seen()
        new = keep_aside(Path(os.path.realpath(self._file.path)), self._unsaved, seen)
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


def _no_rescue(what: str) -> str:
    """What it means that there is no place for a rescue file either, and what to do about it."""
    return f"{what}: no rescue file could be written either. {why_not_private()}".rstrip(". ")
