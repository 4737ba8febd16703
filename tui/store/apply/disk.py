"""Every call by which articles' files are moved, in one place where tests can inject faults."""

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tui.model import raw_digest
from tui.store.disk.system import NOT_OFFERED, System

Identity = tuple[int, int]
"""Device and inode of a file: a renamed file keeps them, a copy has others."""

_READ: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
_NO_ATIME: Final = getattr(os, "O_NOATIME", 0)  # Linux: reading leaves the access time alone
_CHUNK: Final = 1 << 20


class Disk(System):
    """The calls of `store.system`, and those for links, folders, times and extended attributes."""

    def link(self, old: Path, new: Path) -> None:
        """Give the file `old` the name `new` as well; FileExistsError where it is taken."""
        os.link(old, new, follow_symlinks=False)

    def symlink(self, target: str, new: Path) -> None:
        """Make a symbolic link; FileExistsError where its name is taken."""
        new.symlink_to(target)

    def mkdir(self, folder: Path, mode: int = 0o777) -> None:
        """Make one folder of this mode, less the umask; FileExistsError where something is there."""
        folder.mkdir(mode)

    def chmod(self, folder: Path, mode: int) -> None:
        """Set the mode of a folder."""
        folder.chmod(mode)

    def utime(self, descriptor: int, times: tuple[int, int]) -> None:
        """Set access and modification time of an open file, in nanoseconds since the epoch."""
        os.utime(descriptor, ns=times)

    def attributes(self, descriptor: int) -> Mapping[str, bytes]:
        """Return the extended attributes of an open file that this user may read; {} where there can be none."""
        found = {}
        try:
            for name in os.listxattr(descriptor):
                try:
                    found[name] = os.getxattr(descriptor, name)
                except PermissionError:
                    continue
        except (AttributeError, OSError) as error:  # AttributeError: not Linux
            if isinstance(error, OSError) and error.errno not in NOT_OFFERED:
                raise
        return found

    def set_attribute(self, descriptor: int, name: str, value: bytes) -> None:
        """Set an extended attribute of an open file."""
        os.setxattr(descriptor, name, value)

    def remove_attribute(self, descriptor: int, name: str) -> None:
        """Remove an extended attribute of an open file."""
        os.removexattr(descriptor, name)


def identity(path: Path) -> Identity | None:
    """Return device and inode of the regular file with this very name; None where there is none."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def open_to_read(path: Path, disk: Disk) -> int:
    """Open a file without changing its access time, where the kernel lets this user do so. Raises OSError."""
    try:
        return disk.open(path, _READ | _NO_ATIME)
    except PermissionError:  # O_NOATIME is for the owner and root
        return disk.open(path, _READ)


def digest(path: Path, disk: Disk) -> str:
    """`model.raw_digest` of a regular file, "" where it cannot be read or is none."""
    try:
        descriptor = open_to_read(path, disk)
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


def make_folders(folder: Path, disk: Disk, *, private: bool = False) -> None:
    """Make a folder and the missing ones above it; `private` ones have mode 0700, whatever the umask.

    Folders that are there stay as they are. Raises OSError.
    """
    missing: list[Path] = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for new in reversed(missing):
        try:
            disk.mkdir(new, 0o700 if private else 0o777)
        except FileExistsError:
            if not new.is_dir():
                raise NotADirectoryError(
                    errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(new)
                ) from None
        else:
            if private:
                disk.chmod(new, 0o700)


def move(old: Path, new: Path, disk: Disk) -> None:
    """Rename a file on the same file system, durably. Raises FileExistsError where the new name is taken."""
    make_folders(new.parent, disk)
    try:
        disk.rename_new(old, new)
    except OSError as error:
        if error.errno not in NOT_OFFERED:
            raise
        disk.link(old, new)  # two names for a moment, never none
        disk.unlink(old)
    sync(disk, new.parent, old.parent)


def sync(disk: Disk, *folders: Path) -> None:
    """Return when the disk has the names in these folders."""
    for folder in dict.fromkeys(folders):
        descriptor = disk.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            disk.fsync(descriptor)
        finally:
            disk.close(descriptor)
