"""New bytes in place of a file's old ones, whole or not at all, and never over what somebody else saved.

A new file beside the target is written, synced and moved over it, and the folder is synced. Where the
kernel can exchange two names in one step, what was displaced is looked at before it is given up.
"""

import os
import stat
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tui.store.disk.system import NOT_OFFERED, System


class Signature(NamedTuple):
    """What tells one state of a file from another; no change time, for renaming changes it."""

    inode: int
    device: int
    size: int
    mtime_ns: int


class Written(NamedTuple):
    """The signature of what was written; and where the old file is that an editor saved into meanwhile."""

    signature: Signature
    aside: Path | None


class Displaced(Exception):  # noqa: N818 - no error: somebody else was quicker
    """The target is not what it was when it was read; nothing of it was overwritten."""


def signature(status: os.stat_result) -> Signature:
    """The signature of a file."""
    return Signature(status.st_ino, status.st_dev, status.st_size, status.st_mtime_ns)


def replace_file(
    target: Path,
    data: Iterable[bytes],
    expected: Signature | None,
    system: System,
    temporary: Path,
) -> "Written":
    """Put `data`, piece by piece, at `target`, durable on return.

    `expected` is the target's signature as it was read, None where there was no file. `temporary` is a
    new name in the same folder. Owner and mode are kept. Raises Displaced where the target is another
    file by now, OSError where the system refuses: in both cases it holds what it held.
    """
    descriptor = system.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    aside: Path | None = None
    here = True  # whether something lies under the temporary name that is ours to remove
    try:
        try:
            new = _write_whole(target, data, expected, descriptor, system)
        finally:
            system.close(descriptor)
        if _signature_of(target, system) != expected:
            raise Displaced
        here = _move_over(temporary, target, expected, new, system)
        sync_folder(target.parent, system)
        if here and _signature_of(temporary, system) != expected:
            # An editor that held the old file open has saved into it since: its work is there.
            here, aside = False, _put_aside(temporary, target)
    finally:
        if here:
            with suppress(OSError):
                system.unlink(temporary)
    return Written(signature(new), aside)


def _write_whole(
    target: Path,
    data: Iterable[bytes],
    expected: Signature | None,
    descriptor: int,
    system: System,
) -> os.stat_result:
    """Fill the new file, give it the owner and mode of the old one, and sync it."""
    for piece in data:
        left = memoryview(piece)
        while left:
            left = left[system.write(descriptor, left) :]
    try:
        old = system.stat(target)
    except FileNotFoundError:
        if expected is not None:  # it was there when it was read: its mode is not ours to make up
            raise Displaced from None
        system.fchmod(descriptor, 0o666 & ~_umask())
    else:
        made = system.fstat(descriptor)
        if (old.st_uid, old.st_gid) != (made.st_uid, made.st_gid):
            with suppress(PermissionError):  # only root gives files away; the content matters more
                system.fchown(descriptor, old.st_uid, old.st_gid)
        system.fchmod(descriptor, stat.S_IMODE(old.st_mode))  # after fchown, which clears bits
    system.fsync(descriptor)
    return system.fstat(descriptor)


def _move_over(
    temporary: Path,
    target: Path,
    expected: Signature | None,
    new: os.stat_result,
    system: System,
) -> bool:
    """Put the new file in the old one's place; whether the old one now has the temporary name."""
    if expected is None:
        try:
            system.rename_new(temporary, target)
        except FileExistsError:
            raise Displaced from None
        except OSError as trouble:
            if trouble.errno in NOT_OFFERED:
                _rename(temporary, target, new, system)
            elif not _is(target, new):
                raise
        return False
    try:
        system.exchange(temporary, target)
    except OSError as trouble:
        if _is(target, new):
            return True  # it was done, and the answer was lost (NFS)
        if trouble.errno not in NOT_OFFERED:
            raise
        _rename(temporary, target, new, system)
        return False
    if _signature_of(temporary, system) != expected:
        _take_back(temporary, target, new, system)
        raise Displaced
    return True


def _take_back(temporary: Path, target: Path, new: os.stat_result, system: System) -> None:
    """Somebody saved in the last microseconds and was displaced: put theirs back."""
    system.exchange(temporary, target)
    if not _is(temporary, new):  # a third save came between: it is nobody's to remove
        _put_aside(temporary, target)


def _put_aside(temporary: Path, target: Path) -> Path:
    return temporary.rename(target.with_name(f"{target.name}.edited-{time.time_ns():x}"))


def _rename(temporary: Path, target: Path, new: os.stat_result, system: System) -> None:
    try:
        system.rename(temporary, target)
    except OSError:
        if not _is(target, new):
            raise


def sync_folder(folder: Path, system: System) -> None:
    """Return when the disk has the names in a folder."""
    descriptor = system.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        system.fsync(descriptor)
    finally:
        system.close(descriptor)


def _signature_of(path: Path, system: System) -> Signature | None:
    try:
        return signature(system.stat(path))
    except FileNotFoundError:
        return None


def _is(path: Path, status: os.stat_result) -> bool:
    try:
        found = path.stat()
    except OSError:
        return False
    return (found.st_ino, found.st_dev) == (status.st_ino, status.st_dev)


def _umask() -> int:
    """The process's umask; the kernel tells it only by setting it, so /proc is asked first."""
    with suppress(OSError, ValueError), open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123 - no path object needed
        for line in status:
            if line.startswith("Umask:"):
                return int(line.split()[1], 8)
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
