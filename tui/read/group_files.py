"""A file or folder of groups that the user names → its bytes, for the readers in `exchange`.

A pickle is never opened: to read one is to run what it says.
"""

import gzip
import stat
import zlib
from pathlib import Path
from typing import Final

from tui.errors import InputError
from tui.read.walk import why

MOST_BYTES: Final = (
    2 << 30
)  # of all files together, unpacked; 800,000 members are 6 MB of datatrove's
PICKLES: Final = (".pkl", ".pickle", ".joblib", ".pt")
# What tools leave in a folder beside their groups is passed over: logs, `_SUCCESS`, checksums.
_SUFFIXES: Final = (
    ".clusters", ".remove", ".dups", ".parquet", ".arrow", ".feather", ".csv", ".tsv", ".json",
    ".jsonl", ".ndjson", ".dupeguru",
)  # fmt: skip


def load(path: Path) -> dict[str, bytes]:
    """Names below `path` (or its own name, where it is a file) → bytes; `.gz` is unpacked and left out of the name.

    Of a folder only files that may hold groups are read. Raises InputError where there is nothing to
    read, where it is a pickle or no regular file, or more than MOST_BYTES.
    """
    if not path.is_dir():
        return {_plain(path.name): _bytes(path, MOST_BYTES)}
    found: dict[str, bytes] = {}
    left = MOST_BYTES
    for file in sorted(path.rglob("*")):
        name = _plain(file.relative_to(path).as_posix())
        hidden = any(part.startswith((".", "_")) for part in Path(name).parts)
        if name.lower().endswith(_SUFFIXES) and not hidden and file.is_file():
            found[name] = _bytes(file, left)
            left -= len(found[name])
    if not found:
        raise InputError(
            "no file in this folder holds groups",
            where=str(path),
            do=f"It is looked for files that end in {', '.join(_SUFFIXES)}",
        )
    return found


def _plain(name: str) -> str:
    return name[: -len(".gz")] if name.lower().endswith(".gz") else name


def _bytes(path: Path, most: int) -> bytes:
    if path.name.lower().endswith(PICKLES):
        raise InputError(
            "a pickle is not opened: to read it is to run it",
            where=str(path),
            do="Save the groups as CSV, JSON lines or parquet",
        )
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError("this is no regular file", where=str(path))
        opened = gzip.open if path.name.lower().endswith(".gz") else Path.open
        with opened(path, "rb") as source:
            data: bytes = source.read(most + 1)
    except FileNotFoundError as error:
        raise InputError("there is no such file or folder", where=str(path)) from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError("the gzip stream is broken", where=str(path)) from error
    except OSError as error:
        raise InputError(why(error), where=str(path)) from error
    if len(data) > most:
        raise InputError(f"more than {MOST_BYTES:,} bytes of groups", where=str(path))
    return data
