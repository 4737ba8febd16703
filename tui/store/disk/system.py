"""Every call by which the decisions file touches the disk, in one place that a fault test can shake."""

import ctypes
import errno
import fcntl
import os
from functools import cache
from pathlib import Path
from typing import Any, Final

_AT_FDCWD: Final = -100
_NOREPLACE: Final = 1  # linux/fs.h: RENAME_NOREPLACE
_EXCHANGE: Final = 2  # linux/fs.h: RENAME_EXCHANGE
NOT_OFFERED: Final = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP})


class System:
    """The system calls of the protocol, each as the kernel offers it."""

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        """Open a file; close-on-exec always."""
        return os.open(path, flags | os.O_CLOEXEC, mode)

    def read(self, descriptor: int, size: int) -> bytes:
        """Read up to `size` bytes."""
        return os.read(descriptor, size)

    def write(self, descriptor: int, data: memoryview) -> int:
        """Write what the kernel takes; how many bytes it was."""
        return os.write(descriptor, data)

    def fsync(self, descriptor: int) -> None:
        """Return when the disk has it."""
        os.fsync(descriptor)

    def fchmod(self, descriptor: int, mode: int) -> None:
        """Set the mode of an open file."""
        os.fchmod(descriptor, mode)

    def fchown(self, descriptor: int, user: int, group: int) -> None:
        """Set the owner of an open file."""
        os.fchown(descriptor, user, group)

    def fstat(self, descriptor: int) -> os.stat_result:
        """What the kernel says of an open file."""
        return os.fstat(descriptor)

    def stat(self, path: Path) -> os.stat_result:
        """What the kernel says of the file behind a name, links followed."""
        return path.stat()

    def rename(self, old: Path, new: Path) -> None:
        """Give `new` to the file `old`, in one step."""
        old.rename(new)

    def rename_new(self, old: Path, new: Path) -> None:
        """The same, but FileExistsError where `new` is taken. OSError in NOT_OFFERED where unknown."""
        _renameat2(old, new, _NOREPLACE)

    def exchange(self, one: Path, other: Path) -> None:
        """Swap two names in one step. OSError in NOT_OFFERED where the kernel has no such call."""
        _renameat2(one, other, _EXCHANGE)

    def unlink(self, path: Path) -> None:
        """Take a name away."""
        path.unlink()

    def close(self, descriptor: int) -> None:
        """Give a descriptor back."""
        os.close(descriptor)

    def lock(self, descriptor: int) -> None:
        """Take the lock, or BlockingIOError."""
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def listdir(self, folder: Path) -> list[str]:
        """The names in a folder."""
        return [entry.name for entry in folder.iterdir()]


@cache
def _libc() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def _renameat2(old: Path, new: Path, flags: int) -> None:
    call = getattr(_libc(), "renameat2", None)
    if call is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if call(_AT_FDCWD, os.fsencode(old), _AT_FDCWD, os.fsencode(new), flags):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(old))
