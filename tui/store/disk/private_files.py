"""The user's state folder, and reads of files that nobody else can have put there.

In a shared folder such as /tmp, another account may have taken a name first: with a file of its own, a link, or a
FIFO that blocks whoever opens it. What is read here by a predictable name passes these checks.
"""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

import platformdirs

LARGEST: Final = 256_000_000  # bytes; a decisions file of 100,000 decisions has 57 million
_CHUNK: Final = 1 << 20  # bytes of one read
_FLAGS: Final = os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC


def state_folder() -> Path:
    """Return the folder for what is neither cache nor setting; it is not created here."""
    return platformdirs.user_state_path("copydesk")


def check_private(folder: Path) -> None:
    """Raise OSError unless `folder` is a real folder of this user with mode 0700."""
    status = folder.lstat()
    if stat.S_ISLNK(status.st_mode):
        raise OSError(errno.ELOOP, "it is a symbolic link")
    if not stat.S_ISDIR(status.st_mode):
        raise OSError(errno.ENOTDIR, "it is not a folder")
    _check_owner(status)
    if status.st_mode & 0o777 != 0o700:
        raise OSError(errno.EPERM, f"its mode is {status.st_mode & 0o777:o}, not 700")


def make_private(folder: Path) -> None:
    """Create `folder` for this user alone. Raises OSError where what lies there is anything else."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700, parents=True)
    check_private(folder)


def check_own(path: Path) -> None:
    """Raise OSError unless `read_own` would read `path`, as far as that shows without opening it."""
    status = path.lstat()
    _check_regular(status)
    _check_owner(status)
    if status.st_size > LARGEST:
        raise _too_large(LARGEST)


def read_own(path: Path, largest: int = LARGEST) -> tuple[bytes, os.stat_result]:
    """Return the bytes and status of a regular file of this user with at most `largest` bytes.

    Never blocks on a FIFO and never follows a link. Raises OSError, whose `strerror` is the reason.
    """
    data, status = read_regular(path, largest)
    _check_owner(status)
    return data, status


def read_regular(path: Path, largest: int = LARGEST) -> tuple[bytes, os.stat_result]:
    """Return the same for a file of any owner."""
    data, status = _read(path, largest)
    if len(data) > largest:
        raise _too_large(largest)
    return data, status


def read_head(path: Path, size: int) -> bytes:
    """Return the first `size` bytes of a regular file of any owner. Raises OSError."""
    return _read(path, size)[0][:size]


def append_own(path: Path, data: bytes, *, durable: bool = False) -> None:
    """Append to a regular file of this user, created with mode 0600, and synced if `durable`. Raises OSError."""
    with suppress(FileNotFoundError):
        _check_regular(path.lstat())
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _FLAGS, 0o600)
    try:
        status = os.fstat(descriptor)
        _check_regular(status)
        _check_owner(status)
        if os.write(descriptor, data) < len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if durable:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read(path: Path, size: int) -> tuple[bytes, os.stat_result]:
    """The file up to the byte after `size`, and its status."""
    _check_regular(path.lstat())  # opening a device may already do something
    descriptor = os.open(path, os.O_RDONLY | _FLAGS)
    try:
        status = os.fstat(descriptor)
        _check_regular(status)
        pieces: list[bytes] = []
        left = size + 1
        while left > 0 and (piece := os.read(descriptor, min(left, _CHUNK))):
            pieces.append(piece)
            left -= len(piece)
    finally:
        os.close(descriptor)
    return b"".join(pieces), status


def _check_regular(status: os.stat_result) -> None:
    if stat.S_ISLNK(status.st_mode):
        raise OSError(errno.ELOOP, "it is a symbolic link")
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file")


def _too_large(largest: int) -> OSError:
    return OSError(errno.EFBIG, f"it is larger than {largest:,} bytes")


def _check_owner(status: os.stat_result) -> None:
    if status.st_uid != os.geteuid():
        raise OSError(errno.EPERM, "it belongs to another account")
