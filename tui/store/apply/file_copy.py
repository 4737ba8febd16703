"""A file → the same file on another file system, complete or not there at all.

It is written under a name of its own beside the new one, the part, and renamed when everything of it is on the
disk. A part is removed when copying fails; that of a process that was killed is removed by the next run.
"""

import errno
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Final

from tui.store.apply.disk import Disk, digest, identity, make_folders, move, open_to_read
from tui.store.apply.file_metadata import copy_metadata

_NEW: Final = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
_CHUNK: Final = 1 << 20
_PART: Final = re.compile(r"\.copydesk-[0-9a-f]{16}\.part")


def copy(old: Path, new: Path, wanted: str, disk: Disk) -> None:
    """Copy `old`, whose raw digest is `wanted`, to a new name on another file system, durably.

    Owner, group, mode, times and extended attributes come with it. Raises OSError, also where one of
    them cannot be kept, and FileExistsError where the name is taken; nothing is left behind then.
    """
    make_folders(new.parent, disk)
    part = part_of(new)
    remove_part(part, disk)
    try:
        _write(old, part, disk)
        _verify(part, wanted, disk)
        move(part, new, disk)
    except (OSError, KeyboardInterrupt):
        with suppress(OSError):
            remove_part(part, disk)
        raise


def part_of(new: Path) -> Path:
    """Return the name under which a file is written that shall be called `new`; never too long a name."""
    return _beside(new, "part")


def aside_of(path: Path) -> Path:
    """Return the name that a file has while it is here and on another file system; never too long a name."""
    return _beside(path, "aside")


def _beside(path: Path, end: str) -> Path:
    name = blake2b(os.fsencode(path.name), digest_size=8).hexdigest()
    return path.with_name(f".copydesk-{name}.{end}")


def clear_parts(folders: Iterable[Path], disk: Disk) -> None:
    """Remove the parts in these folders, and in those below, that killed processes left; links are not followed."""
    for folder in folders:
        for above, _, names in os.walk(folder):
            for name in filter(_PART.fullmatch, names):
                with suppress(OSError):
                    remove_part(Path(above, name), disk)


def remove_part(part: Path, disk: Disk) -> None:
    """Remove a part that a killed process left. Raises OSError, BlockingIOError where a running one writes it."""
    if identity(part) is None:
        return
    descriptor = open_to_read(part, disk)
    try:
        _lock(descriptor, disk)
        disk.unlink(part)
    finally:
        disk.close(descriptor)


def _write(old: Path, part: Path, disk: Disk) -> None:
    source = open_to_read(old, disk)
    try:
        status = disk.fstat(source)
        target = disk.open(part, _NEW, 0o600)
        try:
            _lock(target, disk)
            while piece := disk.read(source, _CHUNK):
                left = memoryview(piece)
                while left:
                    left = left[disk.write(target, left) :]
            copy_metadata(source, target, status, disk)
            disk.fsync(target)
        finally:
            disk.close(target)
    finally:
        disk.close(source)


def _verify(part: Path, wanted: str, disk: Disk) -> None:
    if digest(part, disk) != wanted:
        raise OSError(errno.EIO, "what was copied is not what was read")


def _lock(descriptor: int, disk: Disk) -> None:
    """Mark a part as being written for as long as it is open. Raises BlockingIOError where another does that."""
    try:
        disk.lock(descriptor)
    except BlockingIOError as error:
        raise BlockingIOError(error.errno, "another copydesk is copying it") from error
    except OSError:
        return  # a file system without locks
