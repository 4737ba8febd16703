"""The SQLite file of the index cache: made, opened and checked, or built anew.

It is readable for its owner alone (0600). Two programs may use it at once (WAL, a busy timeout).
"""

import fcntl
import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

LAYOUT: Final = 3
"""The version of the tables below and of what stands in them; a file of another one is rebuilt."""

_OURS: Final = 0x636F7079  # "copy": application_id, so that a file of someone else is left alone
_WAIT: Final = 5_000  # milliseconds for another program's transaction
_MOMENT: Final = 0.01  # seconds until it is tried again
_ANEW: Final = "the index cache was {} and is built anew"
_NOTHING: Final = 1  # byte: SQLite takes a file of one byte for an empty one
_UNUSED_DAYS: Final = 90  # a folder not opened for so long is forgotten
_DAY: Final = 86_400  # seconds
_TABLES: Final = """
CREATE TABLE folders (
  id integer primary key autoincrement,  -- never used again: a program with an old id finds nothing
  name blob not null, version text not null, used integer not null, unique (name, version)
);
CREATE TABLE files (
  id integer primary key, folder integer not null references folders (id) on delete cascade,
  path blob not null, size integer not null, mtime integer not null, ctime integer not null,
  inode blob not null, skipped blob not null, total integer not null, unique (folder, path)
);
CREATE TABLE articles (
  file integer not null references files (id) on delete cascade,
  number integer not null, article blob not null, features blob not null,
  primary key (file, number)
);
CREATE TABLE findings (
  folder integer primary key references folders (id) on delete cascade,
  key blob not null, found blob not null, total integer not null
);
"""
_STATEMENTS: Final = tuple(statement.strip() for statement in _TABLES.split(";")[:-1])
"""As SQLite keeps them, letter by letter."""
_MADE: Final = "select sql from sqlite_master where type = 'table' and name not like 'sqlite%'"

# A lock, a full disk, a folder that another version took out: nothing is wrong with the file.
_PASSING: Final = frozenset(
    {
        *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL),
        *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM),
        *(sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT),
    }
)
_PASSING_KINDS: Final = frozenset(
    {sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY, sqlite3.SQLITE_READONLY_DBMOVED}
)
TROUBLE: Final = (sqlite3.Error, UnicodeDecodeError)
"""What a damaged file raises: the second where SQLite's own message quotes bytes that are no text."""
_PRIMARY: Final = 0xFF  # bits of SQLite's code that say the class of an error


def opened(path: Path, version: str) -> tuple[sqlite3.Connection | None, str]:
    """The file at `path`, and why there is none or why it is new ("" when all is well).

    What other versions of the features left is taken out, and that is said.
    """
    if _holds_anything(path):
        return _opened(path, version)
    with _alone_in(
        path.parent
    ) as alone:  # a file that another program is just making holds nothing yet
        lost = alone and os.path.lexists(path) and not _holds_anything(path)
        connection, said = _opened(path, version)
    return connection, said or (_ANEW.format("damaged") if lost else "")


def _opened(path: Path, version: str) -> tuple[sqlite3.Connection | None, str]:
    try:
        _prepare(path)
    except OSError as error:
        return None, f"no index cache at {path}: {(error.strerror or 'it cannot be made').lower()}"
    try:
        return _connected_in_time(path, version)
    except _NotOurs:
        return None, f"no index cache: {path} is a database of something else"
    except _OtherLayout:
        return _rebuilt(path, version, "of another version")
    except TROUBLE as error:
        if is_passing(error):
            return None, f"the index cache at {path} is not used: {error}"
        return _rebuilt(path, version, "damaged")


def is_passing(error: Exception) -> bool:
    """Whether nothing is wrong with the file itself. By code, for a lost table is an OperationalError like a lock."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return code is not None and (code & _PRIMARY in _PASSING or code in _PASSING_KINDS)


def remove(path: Path) -> None:
    """Take the cache and its side files away; a program that has it open keeps what it has."""
    for end in ("", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + end).unlink(missing_ok=True)


def _holds_anything(path: Path) -> bool:
    try:
        return path.lstat().st_size > _NOTHING
    except OSError:
        return False


@contextmanager
def _alone_in(folder: Path) -> Iterator[bool]:
    """Make the folder, and have others wait who would make a cache in it; False where that is not to be had."""
    try:
        _make(folder)
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        yield False
        return
    try:
        yield _locked_in_time(descriptor)
    finally:
        os.close(descriptor)


def _locked_in_time(descriptor: int) -> bool:
    until = time.monotonic() + _WAIT / 1_000
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(_MOMENT)
        except OSError:  # a file system without such locks
            return False
        else:
            return True


def _make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


class _OtherLayout(Exception):  # noqa: N818 - found and mended on the spot, never seen
    """The file is ours and of another version."""


class _NotOurs(Exception):  # noqa: N818 - the same
    """The file is a database of another program."""


def _prepare(path: Path) -> None:
    """Make the folder and an empty file for the owner alone; OSError where that is not to be had.

    SQLite gives its side files the permissions of the file itself.
    """
    _make(path.parent)
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    descriptor = os.open(path, flags, 0o600)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(0, "it is no regular file")
        if found.st_uid != os.geteuid():
            raise OSError(0, "it belongs to someone else")
        os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)


def _connected_in_time(path: Path, version: str) -> tuple[sqlite3.Connection, str]:
    """The same as `_connected`, tried again while others are in the way.

    SQLite waits for a lock by itself, except where a file turns to a write-ahead log: who comes second is
    told at once that it is locked.
    """
    until = time.monotonic() + _WAIT / 1_000
    while True:
        try:
            return _connected(path, version)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() >= until:
                raise
            time.sleep(_MOMENT)


def _connected(path: Path, version: str) -> tuple[sqlite3.Connection, str]:
    """Open and check the file, make the tables where it is empty, take out what is too old; what is to be said of it.

    Raises _NotOurs before anything of it is touched, _OtherLayout, or what SQLite raises.
    """
    connection = sqlite3.connect(
        path, timeout=_WAIT / 1_000, isolation_level=None, check_same_thread=False
    )
    connection.text_factory = bytes  # a turned bit must not make what is no UTF-8 an error
    try:
        _check(connection)
        connection.execute("pragma foreign_keys = on")
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")  # a power cut costs the cache, no more
        connection.execute("begin immediate")
        if _is_empty(connection):
            for statement in _STATEMENTS:
                connection.execute(statement)
            connection.execute(f"pragma application_id = {_OURS}")
            connection.execute(f"pragma user_version = {LAYOUT}")
        others = connection.execute("delete from folders where version <> ?", (version,)).rowcount
        unused = int(time.time()) - _UNUSED_DAYS * _DAY
        connection.execute("delete from folders where used < ?", (unused,))
        connection.execute("commit")
    except BaseException:
        connection.close()
        raise
    return connection, _ANEW.format("of another version") if others else ""


def _check(connection: sqlite3.Connection) -> None:
    """Raise _NotOurs, _OtherLayout or DatabaseError for a file that is not empty and not ours of today and whole.

    All in one look: another program may be making the tables just now.
    """
    connection.execute("begin")
    try:
        owner = connection.execute("pragma application_id").fetchone()[0]
        layout = connection.execute("pragma user_version").fetchone()[0]
        tables = [row[0] for row in connection.execute(_MADE)]
        empty = _is_empty(connection)
    finally:
        connection.rollback()  # where SQLite has not done so itself, as it does on a full disk
    if owner == _OURS and layout != LAYOUT:
        raise _OtherLayout
    if owner != _OURS and not empty:
        raise _NotOurs
    if tables != [statement.encode() for statement in _STATEMENTS] and not empty:
        raise sqlite3.DatabaseError("its tables are not as they were made")


def _is_empty(connection: sqlite3.Connection) -> bool:
    return not connection.execute("select 1 from sqlite_master limit 1").fetchall()


def _rebuilt(path: Path, version: str, what: str) -> tuple[sqlite3.Connection | None, str]:
    """A new file in place of one that cannot be used, and that it is new."""
    try:
        remove(path)
        _prepare(path)
        return _connected(path, version)[0], _ANEW.format(what)
    except (OSError, *TROUBLE, _NotOurs, _OtherLayout) as again:
        return None, f"no index cache at {path}: it is {what}, and {again}"
