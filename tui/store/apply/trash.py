"""The user's trash as desktops know it: a folder for the files, and a note where each came from.

Source: the FreeDesktop.org Trash specification 1.0. What was thrown away is for nobody else to read: all folders made
here have mode 0700.
"""

import os
import stat
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import quote

from tui.errors import InputError
from tui.store.apply.disk import Disk, make_folders, sync

_HEAD: Final = "[Trash Info]\nPath="


def place(folder: Path) -> Path:
    """Return the trash for files of `folder`: the user's own, or that of its file system, so that files are only renamed.

    Raises InputError where the trash of the file system is another user's, or a link.
    """
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    real = folder.resolve()
    above = next(one for one in (home, *home.parents) if one.exists())
    if above.stat().st_dev == real.stat().st_dev:
        return home / "Trash"
    top = real
    while top.parent.stat().st_dev == real.stat().st_dev and top != top.parent:
        top = top.parent
    found = top / f".Trash-{os.getuid()}"
    _check_owner(found)
    return found


def _check_owner(trash: Path) -> None:
    """Raise InputError where a trash at the top of a file system, where all may write, is not this user's own."""
    try:
        status = trash.lstat()
    except OSError:
        return
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid():
        raise InputError(
            "the trash of this file system is no folder of yours",
            where=str(trash),
            do="Name another folder: --to DIR",
        )


def note(info: Path, path: str, disk: Disk) -> None:
    """Write where a file came from, before it goes; a note that is there stays."""
    if info.exists() and info.stat().st_size:
        return
    make_folders(info.parent, disk, private=True)
    make_folders(info.parent.parent / "files", disk, private=True)
    now = datetime.now().astimezone()
    text = f"{_path_line(info, path)}\nDeletionDate={now:%Y-%m-%dT%H:%M:%S}\n"
    descriptor = disk.open(info, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        left = memoryview(text.encode("ascii"))
        while left:
            left = left[disk.write(descriptor, left) :]
        disk.fsync(descriptor)
    except OSError:
        with suppress(OSError):
            disk.unlink(info)
        raise
    finally:
        disk.close(descriptor)
    sync(disk, info.parent)


def forget(info: Path, path: str, disk: Disk) -> None:
    """Remove the note of a file that is back in its place; the note of another file stays."""
    try:
        text = info.read_bytes()
    except OSError:
        return
    if not text or text.startswith(f"{_path_line(info, path)}\n".encode("ascii")):
        disk.unlink(info)


def _path_line(info: Path, path: str) -> str:
    """The beginning of a note. Paths are relative in the trash of a file system, which may be mounted elsewhere."""
    trash = info.parent.parent
    if trash.name.startswith(".Trash-") and Path(path).is_relative_to(trash.parent):
        path = os.path.relpath(path, trash.parent)
    return f"{_HEAD}{quote(os.fsencode(path))}"
