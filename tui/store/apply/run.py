"""The steps of a log, one after the other, forth or back: what could not be done is listed, the rest is done."""

import errno
from collections.abc import Sequence
from typing import Final

from tui.model import Skipped
from tui.progress import Progress, silent
from tui.progress import Step as Report
from tui.store.apply.disk import Disk
from tui.store.apply.step import Step, backward, forward

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


def do(steps: Sequence[Step], disk: Disk, progress: Progress = silent) -> list[Skipped]:
    """Take every copy out of its place, as far as that has not been done; those that stay, with the reason."""
    left: list[Skipped] = []
    for number, step in enumerate(steps):
        progress(Report(step.action, number, len(steps)))
        try:
            why = forward(step, disk)
        except OSError as error:
            why = _reason(error, step)
        if why:
            left.append(Skipped(step.path, why))
    return left


def undo(steps: Sequence[Step], disk: Disk, progress: Progress = silent) -> list[Skipped]:
    """Bring every copy back, the last one first; those that cannot be, with the reason."""
    left: list[Skipped] = []
    for number, step in enumerate(reversed(steps)):
        progress(Report("undo", number, len(steps)))
        try:
            why = backward(step, disk)
        except OSError as error:
            why = _reason(error, step)
        if why:
            left.append(Skipped(step.path, why))
    return left


def _reason(error: OSError, step: Step) -> str:
    if isinstance(error, FileExistsError):
        return "something is where it goes"
    full = " (nothing more fits there)" if error.errno in _FULL else ""
    where = f": {error.filename}" if error.filename and error.filename != step.path else ""
    return f"{error.strerror or error}{full}{where}"
