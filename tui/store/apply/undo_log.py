"""The undo log: all that a run is going to do, written and synced before anything is touched.

JSON lines in ASCII: a head, then a line a step. Names that are not UTF-8 stand in it as Python's
surrogate escapes.
"""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import tui
from tui.errors import InputError
from tui.store.apply.disk import Disk, make_folders, sync
from tui.store.apply.step import ACTIONS, Step
from tui.store.disk.private_files import state_folder

SCHEMA: Final = 1


def new_place(folder: Path) -> Path:
    """Where the log of a new run on `folder` is kept: in the user's state folder, under its name and the time."""
    name = folder.resolve().name or "articles"
    return state_folder() / "applied" / f"{name}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.jsonl"


def write(path: Path, folder: Path, steps: Sequence[Step], disk: Disk) -> None:
    """Write the log, durable on return. Raises InputError where that cannot be, or something is there."""
    head = {
        "schema": SCHEMA,
        "tool": f"copydesk {tui.__version__}",
        "folder": str(folder),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "steps": len(steps),
    }
    lines = [json.dumps(head), *(json.dumps(asdict(step)) for step in steps)]
    left = memoryview("".join(f"{line}\n" for line in lines).encode("ascii"))
    try:
        make_folders(path.parent, disk, private=True)
        descriptor = disk.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            while left:
                left = left[disk.write(descriptor, left) :]
            disk.fsync(descriptor)
        finally:
            disk.close(descriptor)
        sync(disk, path.parent)
    except OSError as error:
        raise InputError(
            f"the undo log cannot be written: {error.strerror}",
            where=str(path),
            do="Nothing was touched; say another place: --log FILE",
        ) from error


@contextmanager
def locked(path: Path, disk: Disk) -> Iterator[None]:
    """Hold a log and the folder that it is of while its steps are done or undone.

    Raises InputError where another process holds one of them.
    """
    with ExitStack() as held:
        for one in filter(None, (path, _folder(path))):
            try:
                descriptor = disk.open(one, os.O_RDONLY)
            except OSError:
                continue  # the folder is gone, or the log is: then there is nothing to do, or `read` says so
            held.callback(disk.close, descriptor)
            _lock(one, descriptor, disk)
        yield


def _lock(path: Path, descriptor: int, disk: Disk) -> None:
    try:
        disk.lock(descriptor)
    except BlockingIOError as error:
        raise InputError(
            "another copydesk is moving files here, or bringing them back",
            where=str(path),
            do="Wait until it has ended",
        ) from error
    except OSError:
        return  # a file system without locks


def _folder(path: Path) -> Path | None:
    """The folder that a log is of, None where it does not say."""
    try:
        with path.open(encoding="ascii") as file:
            return Path(json.loads(file.readline())["folder"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def read(path: Path) -> list[Step]:
    """Return the steps of a log in their order. Raises InputError where it cannot be read or is none of ours.

    A log that ends too early is of a run that was stopped before it touched anything.
    """
    try:
        lines = path.read_text("ascii").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"this undo log cannot be read: {error}", where=str(path)) from error
    try:
        head = json.loads(lines[0])
        if head["schema"] != SCHEMA:
            raise InputError(f"a log of another version ({head['schema']})", where=str(path))
        if len(lines) <= head["steps"]:
            return []
        return [_step(json.loads(line)) for line in lines[1:]]
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise InputError("this is no undo log of copydesk", where=str(path)) from error


def _step(said: dict[str, Any]) -> Step:
    device, inode = said.pop("original")
    step = Step(**said, original=(int(device), int(inode)))
    absolute = (step.path, step.kept, step.to, step.aside, step.info or "/")
    if step.action not in ACTIONS or not all(map(os.path.isabs, absolute)):
        raise ValueError(step.action)
    return step
