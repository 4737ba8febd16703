"""The bytes of a file that others may be writing: whole, of one moment, and with the signature to know it by."""

import os
import stat
import time
from pathlib import Path
from typing import Final

from tui.errors import DecisionsError
from tui.store.decisions.os_errors import MEANWHILE
from tui.store.disk.atomic_write import Signature, signature
from tui.store.disk.system import System

_CHUNK: Final = 1 << 20  # bytes of one read
MOST_TRIES: Final = 50  # of reading or writing while somebody else keeps saving
HOT: Final = 60_000_000  # ns: a foreign file saved this recently may be half written


def read_stable(path: Path, target: Path, system: System) -> tuple[bytes, Signature] | None:
    """The bytes of the file and its signature before and after reading; None where there is none."""
    try:
        descriptor = system.open(target, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    except FileNotFoundError:
        return None
    try:
        for _ in range(MOST_TRIES):
            before = system.fstat(descriptor)
            if not stat.S_ISREG(before.st_mode):
                do = "Choose another place with --decisions FILE"
                raise DecisionsError("this is no regular file", where=str(path), do=do)
            os.lseek(descriptor, 0, os.SEEK_SET)
            data = b"".join(iter(lambda: system.read(descriptor, _CHUNK), b""))
            after = signature(system.fstat(descriptor))
            if after == signature(before) and len(data) == after.size:
                return data, after
    finally:
        system.close(descriptor)
    what = "somebody keeps writing into this file"
    raise DecisionsError(what, where=str(path), do=f"Close it there; {MEANWHILE}")


def may_be_half_written(data: bytes, seen: Signature) -> bool:
    """Whether a file that this program has not written was saved just now: an editor may be in it."""
    return not data.rstrip().endswith(b"# end") and 0 <= time.time_ns() - seen.mtime_ns < HOT
