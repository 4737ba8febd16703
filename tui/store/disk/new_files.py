"""Answers written into new files: never over another one, and never half of one under its name."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from tui.errors import InputError
from tui.progress import Progress, Step, silent
from tui.store.disk.atomic_write import sync_folder
from tui.store.disk.system import System


def write_files(
    folder: Path,
    files: Iterable[tuple[str, Iterator[bytes]]],
    *,
    apart: Path,
    progress: Progress = silent,
) -> int:
    """Write each (name below `folder`, bytes); how many there were.

    Raises InputError where one of the names is taken, nothing can be written, or `folder` lies in `apart`: there it
    would be read as articles.
    """
    if folder.resolve().is_relative_to(apart.resolve()):
        raise InputError(
            "what is made of a folder cannot be put into it",
            where=str(folder),
            do="Name another folder: -o DIR",
        )
    count = 0
    for name, pieces in files:
        progress(Step("write", count))
        write_file(folder / name, pieces)
        count += 1
    return count


def write_file(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a new file, durable on return. Raises InputError where its name is taken or it cannot be written."""
    system = System()
    part = path.with_name(f".{path.name}.part")
    if os.path.lexists(path):
        raise InputError("there is a file of this name", where=str(path), do="Name a new one")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as target:
            for piece in pieces:
                target.write(piece)
            target.flush()
            system.fsync(target.fileno())
        system.rename(part, path)
        sync_folder(path.parent, system)
    except OSError as error:
        raise InputError(
            f"it cannot be written: {error.strerror or error}", where=str(path)
        ) from error
    finally:
        with suppress(OSError):
            part.unlink()
