"""The user's trash, as desktops know it: a folder for the files, and a note of where each came from.

Source: the FreeDesktop.org Trash specification 1.0.
"""

import os
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from tui.store.files.disk import Disk, sync


def place(folder: Path) -> Path:
    """The trash for files of `folder`: the user's own, or that of its file system, so that files are only renamed."""
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    real = folder.resolve()
    above = next(one for one in (home, *home.parents) if one.exists())
    if above.stat().st_dev == real.stat().st_dev:
        return home / "Trash"
    top = real
    while top.parent.stat().st_dev == real.stat().st_dev and top != top.parent:
        top = top.parent
    return top / f".Trash-{os.getuid()}"


def note(info: Path, path: str, disk: Disk) -> None:
    """Write where a file came from, before it goes; what was noted before stays."""
    if info.exists() and info.stat().st_size:
        return
    disk.mkdir(info.parent.parent, 0o700)  # what was thrown away is nobody else's to read
    disk.mkdir(info.parent)
    now = datetime.now().astimezone()
    said = f"[Trash Info]\nPath={quote(os.fsencode(path))}\nDeletionDate={now:%Y-%m-%dT%H:%M:%S}\n"
    descriptor = disk.open(info, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        disk.write(descriptor, memoryview(said.encode("ascii")))
        disk.fsync(descriptor)
    finally:
        disk.close(descriptor)
    sync(disk, info.parent)


def forget(info: Path, disk: Disk) -> None:
    """Take the note away, once the file is back."""
    if info.exists():
        disk.unlink(info)
