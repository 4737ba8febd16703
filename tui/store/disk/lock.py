"""One writer at a time: a lock beside the decisions file, held for milliseconds.

`flock` on `.NAME.lock`, a file that is never deleted: the kernel gives the lock back when its holder
dies. Where a file system has no such locks, a file that only one can create stands in for it.
"""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from tui.errors import DecisionsError
from tui.store.disk import process
from tui.store.disk.private_files import read_regular
from tui.store.disk.system import System

PATIENCE: Final = 3.0  # seconds; a save takes less than one, and the saver tries again
_STALE: Final = (
    30.0  # seconds after which a stand-in lock of another machine is taken for left behind
)
_LONGEST_TAG: Final = 1_000  # bytes of a stand-in lock
_NO_LOCKS: Final = frozenset({errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EINVAL})
NO_LOCKS_HERE: Final = (
    "this file system has no locks: a lock file stands in for them, so let nobody else save at once"
)


@contextmanager
def locked(target: Path, system: System, patience: float = PATIENCE) -> Iterator[str]:
    """Hold the lock of `target`; gives "" or, where locks are not to be had, a sentence that says so.

    Raises DecisionsError where another program holds it for longer than `patience` seconds, OSError
    where the lock file cannot be opened.
    """
    descriptor = _open(target.with_name(f".{target.name}.lock"), system)
    try:
        if _take(descriptor, target, system, patience):
            yield ""
        else:
            with _stand_in(target, patience):
                yield NO_LOCKS_HERE
    finally:
        system.close(descriptor)


def _open(path: Path, system: System) -> int:
    try:
        return system.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
    except PermissionError:  # made by another user: to lock it, reading is enough
        return system.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)


def _take(descriptor: int, target: Path, system: System, patience: float) -> bool:
    """Whether the kernel's lock was taken; False where there are none."""
    until = time.monotonic() + patience
    while True:
        try:
            system.lock(descriptor)
        except BlockingIOError:
            _wait(target, until)
        except OSError as trouble:
            if trouble.errno not in _NO_LOCKS:
                raise
            return False
        else:
            return True


@contextmanager
def _stand_in(target: Path, patience: float) -> Iterator[None]:
    path = target.with_name(f".{target.name}.locked")
    until = time.monotonic() + patience
    while True:
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644)
        except FileExistsError:
            if not (_left_behind(path) and _taken_away(path)):
                _wait(target, until)
        else:
            break
    try:
        os.write(descriptor, process.tag().encode())
        os.close(descriptor)
        yield
    finally:
        with suppress(FileNotFoundError):
            path.unlink()


def _taken_away(path: Path) -> bool:
    """Take away a stand-in lock that was left behind; whether this program was the one to look after it.

    Of two that saw the same one, the slower would take away what the quicker has made by then: so one at a time, and that
    one looks once more.
    """
    guard = path.with_name(f"{path.name}.clearing")
    try:
        os.close(os.open(guard, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644))
    except FileExistsError:
        with suppress(FileNotFoundError):
            if time.time() - guard.lstat().st_mtime > _STALE:  # its program died just here
                guard.unlink()
        return False
    try:
        if _left_behind(path):
            path.unlink(missing_ok=True)
    finally:
        guard.unlink(missing_ok=True)
    return True


def _left_behind(path: Path) -> bool:
    """Whether the program that made a stand-in lock is dead; of another machine: whether it is old.

    One that is gone was given back: what lies there by now may be somebody else's.
    """
    try:
        age = time.time() - path.stat().st_mtime
        running = process.runs(
            read_regular(path, _LONGEST_TAG)[0].decode("utf-8", "replace").strip()
        )
    except FileNotFoundError:
        return False
    return age > _STALE if running is None else not running


def _wait(target: Path, until: float) -> None:
    if time.monotonic() > until:
        raise DecisionsError(
            "another program is saving decisions and does not finish",
            where=str(target),
            do="Close or continue it; what you decide is kept here until then",
        )
    time.sleep(0.002)
