"""Temporary files that a killed program left beside the decisions file: what they hold, and sweeping them."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final
from uuid import uuid4

from tui.model import Decision, Skipped
from tui.store.decisions.document import Document
from tui.store.decisions.toml_reader import Malformed, read
from tui.store.disk import process
from tui.store.disk.private_files import check_own, read_own
from tui.store.merging.record_order import is_after, is_same

_TOO_OLD: Final = 86_400.0  # seconds: of another machine and a day old, nobody is writing it


def temporary_name(target: Path) -> Path:
    """A new name for a temporary file of this process beside `target`."""
    return target.with_name(f".{target.name}.{process.tag()}.{uuid4().hex[:8]}.tmp")


def left_behind(target: Path) -> list[Path]:
    """The temporary files of `target` that no running program is writing, this user's regular files only."""
    return [file for file, reason in _checked(target) if not reason]


def ignored(target: Path) -> tuple[Skipped, ...]:
    """What lies under the name of such a file and is neither read nor removed, with the reason."""
    return tuple(Skipped(str(file), reason) for file, reason in _checked(target) if reason)


def what_is_more(file: Path, target: Path, now: Document) -> tuple[Decision, ...]:
    """The decisions in a whole temporary file that are not in `now`, and were not replaced there.

    A file older than the target holds what the target's last writer put aside: nothing more.
    """
    try:
        if target.exists() and file.lstat().st_mtime_ns <= target.stat().st_mtime_ns:
            return ()
        text = read_own(file)[0].decode("utf-8")
        held = read(text).decisions if text.rstrip().endswith("# end") else {}
    except (OSError, ValueError, Malformed):
        return ()
    return tuple(
        decision
        for key, decision in held.items()
        if key not in now.decisions or not _is_in(now.decisions[key], decision)
    )


def sweep(target: Path, now: Document, keep: Callable[[Sequence[Decision]], bool]) -> None:
    """Remove what was left behind, but what `keep` cannot keep. Call it under the lock."""
    for file in left_behind(target):
        more = what_is_more(file, target, now)
        if not more or keep(more):
            with suppress(OSError):
                file.unlink()


def _dead(target: Path) -> Iterator[Path]:
    """Whatever has the name of a temporary file of `target` and no running program, in order."""
    head = f".{target.name}."
    try:
        with os.scandir(target.parent) as entries:
            names = sorted(
                entry.name
                for entry in entries
                if entry.name.startswith(head) and entry.name.endswith(".tmp")
            )
    except OSError:
        return
    for name in names:
        file = target.with_name(name)
        if _is_dead(file, head):
            yield file


def _checked(target: Path) -> Iterator[tuple[Path, str]]:
    """Each such file with the reason why it is ignored, "" where it is not."""
    for file in _dead(target):
        try:
            check_own(file)
        except FileNotFoundError:  # renamed or removed meanwhile
            continue
        except OSError as trouble:
            yield file, str(trouble.strerror)
        else:
            yield file, ""


def _is_in(now: Decision, decision: Decision) -> bool:
    """Whether a record is what the file says, or an earlier state of it."""
    return is_after(now, decision) or is_same(now, decision)


def _is_dead(file: Path, head: str) -> bool:
    running = process.runs(file.name.removeprefix(head).split(".")[0])
    if running is not None:
        return not running
    try:
        return time.time() - file.lstat().st_mtime > _TOO_OLD
    except OSError:
        return False
