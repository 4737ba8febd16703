"""Every call by which articles' files are moved, in one place that a fault test can shake."""

import errno
import os
import stat
from pathlib import Path
from typing import Final

from tui.model import raw_digest
from tui.store.system import NOT_OFFERED, System

Identity = tuple[int, int]
"""Device and inode of a file: it keeps them under another name, and a copy has others."""

_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
_READ: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
_CHUNK: Final = 1 << 20


class Disk(System):
    """The calls of `store.system`, and those that make links and folders."""

    def link(self, old: Path, new: Path) -> None:
        """Give the file `old` the name `new` as well; FileExistsError where it is taken."""
        os.link(old, new, follow_symlinks=False)

    def symlink(self, target: str, new: Path) -> None:
        """Make a symbolic link; FileExistsError where its name is taken."""
        new.symlink_to(target)

    def mkdir(self, folder: Path, mode: int = 0o777) -> None:
        """Make a folder (of this mode, less the umask) and those above it, where they are not there."""
        folder.mkdir(mode, parents=True, exist_ok=True)


def identity(path: Path) -> Identity | None:
    """Who the regular file under this very name is; None where there is none."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def digest(path: Path, disk: Disk) -> str:
    """`model.raw_digest` of a regular file, "" where it cannot be read or is none."""
    try:
        descriptor = disk.open(path, _READ)
    except OSError:
        return ""
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return ""
        pieces = []
        while piece := disk.read(descriptor, _CHUNK):
            pieces.append(piece)
    except OSError:
        return ""
    finally:
        disk.close(descriptor)
    return raw_digest(b"".join(pieces))


def move(old: Path, new: Path, disk: Disk) -> None:
    """Give a file another name on the same file system, durably. Raises FileExistsError where that is taken."""
    disk.mkdir(new.parent)
    try:
        disk.rename_new(old, new)
    except OSError as trouble:
        if trouble.errno not in NOT_OFFERED:
            raise
        disk.link(old, new)  # two names for a moment, never none
        disk.unlink(old)
    sync(disk, new.parent, old.parent)


def copy(old: Path, new: Path, wanted: str, disk: Disk) -> None:
    """Write the bytes of `old`, whose digest is `wanted`, under a new name on another file system, durably.

    Mode and times come with them. Raises OSError, FileExistsError where the name is taken; nothing half
    written is ever under it.
    """
    disk.mkdir(new.parent)
    part = new.with_name(f".{new.name}.part")
    if identity(part):
        disk.unlink(part)  # of a run that was killed: the file itself is still in its place
    source = disk.open(old, _READ)
    try:
        target = disk.open(part, _NEW, 0o600)
        try:
            while piece := disk.read(source, _CHUNK):
                left = memoryview(piece)
                while left:
                    left = left[disk.write(target, left) :]
            status = os.fstat(source)
            disk.fchmod(target, stat.S_IMODE(status.st_mode))
            os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))
            disk.fsync(target)
        finally:
            disk.close(target)
    finally:
        disk.close(source)
    if digest(part, disk) != wanted:
        raise OSError(errno.EIO, "what was copied is not what was read")
    move(part, new, disk)


def sync(disk: Disk, *folders: Path) -> None:
    """Return when the disk has the names in these folders."""
    for folder in dict.fromkeys(folders):
        descriptor = disk.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            disk.fsync(descriptor)
        finally:
            disk.close(descriptor)
