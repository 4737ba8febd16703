"""What was read of each file, kept between runs: a SQLite file under the user's cache folder.

A file's articles and features are found again by folder, path, size, both times and inode; so nothing
that is the same is read twice. The cache is never needed: one that is damaged, of another
version, locked or on a full disk is rebuilt or done without, and that is said. It is readable for
its owner alone (0600) and holds no pickle. Two programs may use it at once (WAL, a busy timeout).
"""

import json
import os
import sqlite3
import stat
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import astuple, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final, TypeVar

import platformdirs

from tui.model import Article, FileStamp, Skipped

LAYOUT: Final = 1
"""The version of the tables below; a file of another one is rebuilt."""

_OURS: Final = 0x636F7079  # "copy": application_id, so that a file of someone else is left alone
_WAIT: Final = 5_000  # milliseconds for another program's transaction
_MOMENT: Final = 0.01  # seconds until it is tried again
_ANEW: Final = "the index cache was {} and is built anew"
_UNUSED_DAYS: Final = 90  # a folder not opened for so long is forgotten
_DAY: Final = 86_400  # seconds
_TABLES: Final = """
create table folders (
  id integer primary key autoincrement,  -- never used again: a program with an old id finds nothing
  name blob not null, version text not null, used integer not null, unique (name, version)
);
create table files (
  id integer primary key, folder integer not null references folders (id) on delete cascade,
  path blob not null, size integer not null, mtime integer not null, ctime integer not null,
  inode blob not null, skipped text not null, unique (folder, path)
);
create table articles (
  file integer not null references files (id) on delete cascade,
  number integer not null, article text not null, features blob not null,
  primary key (file, number)
);
"""
_KNOWN: Final = """
select files.path, files.size, files.mtime, files.ctime, files.inode, files.skipped,
  articles.article, articles.features
from files left join articles on articles.file = files.id
where files.folder = ? order by files.id, articles.number
"""


# A lock, a full disk, a folder that another version took out: nothing is wrong with the file.
_PASSING: Final = (sqlite3.OperationalError, sqlite3.IntegrityError)
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class CachedFile:
    """What one file gave: its articles with their features, and what of it was not read."""

    articles: tuple[tuple[Article, bytes], ...]
    skipped: tuple[Skipped, ...] = ()


def default_path() -> Path:
    """Where the cache is kept when the call says nothing else."""
    return Path(platformdirs.user_cache_path("copydesk", appauthor=False)) / "index.sqlite"


def open_cache(path: Path | None, version: str) -> tuple["IndexCache", str]:
    """Open the cache at `path`, and say why there is none or why it is new ("" when all is well).

    None is no cache, wanted so. What other versions of the features left is taken out, and that is said.
    """
    if path is None:
        return IndexCache(None, version), ""
    try:
        _prepare(path)
    except OSError as error:
        why = (error.strerror or "it cannot be made").lower()
        return IndexCache(None, version), f"no index cache at {path}: {why}"
    try:
        connection, said = _connected_in_time(path, version)
    except _NotOurs:
        return IndexCache(None, version), f"no index cache: {path} is a database of something else"
    except sqlite3.OperationalError as error:
        return IndexCache(None, version), f"no index cache at {path}: {error}"
    except (_OtherLayout, sqlite3.DatabaseError) as error:
        return _rebuilt(path, version, error)
    return IndexCache(connection, version, path), said


class IndexCache:
    """The open cache; without a connection it remembers nothing and says nothing.

    `trouble` is what stopped it on the way, "" while all is well: the work goes on without it. Used
    by one thread at a time.
    """

    def __init__(
        self, connection: sqlite3.Connection | None, version: str, path: Path | None = None
    ) -> None:
        self._connection = connection
        self._version = version
        self._path = path
        self._folders: dict[str, int] = {}
        self.trouble = ""

    def known(
        self, folder: str, stamps: Iterable[FileStamp], tick: Callable[[int], None] = lambda _: None
    ) -> dict[str, CachedFile]:
        """What was read of these files, by path, where all of the stamp is the same; what is not known is left out.

        All in one look, for a look for each file takes twice as long. `tick` is told how many files were found,
        and may raise to stop.
        """
        wanted = {_key(stamp): stamp.path for stamp in stamps}

        def find(connection: sqlite3.Connection) -> dict[str, CachedFile]:
            found: dict[str, CachedFile] = {}
            number = self._folder(connection, folder)
            rows = connection.execute(_KNOWN, (number,))
            for key, of_file in groupby(rows, key=lambda row: tuple(row[:5])):
                path = wanted.get(key)
                if path is not None:
                    with suppress(ValueError, TypeError):  # a damaged row is no row
                        found[path] = _cached(list(of_file))
                        tick(len(found))
            return found

        nothing: dict[str, CachedFile] = {}
        return self._safely(find, nothing)

    def put(self, folder: str, items: Iterable[tuple[FileStamp, CachedFile]]) -> None:
        """Remember what was read of these files, in one transaction; in place of what was known."""

        def keep(connection: sqlite3.Connection) -> None:
            number = self._folder(connection, folder)
            for stamp, found in items:
                _replace(connection, number, stamp, found)

        self._safely(keep, None, write=True)

    def paths(self, folder: str) -> list[str]:
        """The files of the folder that are remembered, in no order."""

        def listed(connection: sqlite3.Connection) -> list[Any]:
            number = self._folder(connection, folder)
            return connection.execute(
                "select path from files where folder = ?", (number,)
            ).fetchall()

        rows: list[Any] = self._safely(listed, [])
        return [_text(path) for (path,) in rows]

    def forget(self, folder: str, paths: Iterable[str]) -> None:
        """Take these files out: they are no longer there."""

        def take_out(connection: sqlite3.Connection) -> None:
            number = self._folder(connection, folder)
            connection.executemany(
                "delete from files where folder = ? and path = ?",
                ((number, _bytes(path)) for path in paths),
            )

        self._safely(take_out, None, write=True)

    def close(self) -> None:
        """Close the file; what was put is kept."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _safely(
        self,
        work: Callable[[sqlite3.Connection], Result],
        otherwise: Result,
        *,
        write: bool = False,
    ) -> Result:
        """What `work` gives, in one transaction if it writes; trouble ends the cache, not the program."""
        connection = self._connection
        if connection is None:
            return otherwise
        try:
            if write:
                connection.execute("begin immediate")
            result = work(connection)
            if write:
                connection.execute("commit")
        except sqlite3.Error as error:
            self.trouble = f"the index cache is not used from here on: {error}"
            self.close()
            if self._path is not None and not isinstance(error, _PASSING):
                _remove(self._path)  # damaged inside: the next run builds it anew
            return otherwise
        except BaseException:
            self._folders.clear()  # one that was new is not kept either
            connection.rollback()
            raise
        return result

    def _folder(self, connection: sqlite3.Connection, name: str) -> int:
        """The number of a folder, made where it is new; its last use is noted once a run."""
        if name not in self._folders:
            row = connection.execute(
                "insert into folders (name, version, used) values (?, ?, ?)"
                " on conflict (name, version) do update set used = excluded.used returning id",
                (_bytes(name), self._version, int(time.time())),
            ).fetchone()
            self._folders[name] = int(row[0])
        return self._folders[name]


class _OtherLayout(Exception):  # noqa: N818 - found and mended on the spot, never seen
    """The file is ours and of another version."""


class _NotOurs(Exception):  # noqa: N818 - the same
    """The file is a database of another program."""


def _prepare(path: Path) -> None:
    """Make the folder and an empty file for the owner alone; OSError where that is not to be had.

    SQLite gives its side files the permissions of the file itself.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
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
    try:
        _check(connection)
        connection.execute("pragma foreign_keys = on")
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")  # a power cut costs the cache, no more
        connection.execute("begin immediate")
        if _is_empty(connection):
            for statement in _TABLES.split(";"):
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
    """Raise _NotOurs or _OtherLayout for a file that is not empty and not ours of today.

    All in one look: another program may be making the tables just now.
    """
    connection.execute("begin")
    try:
        owner = connection.execute("pragma application_id").fetchone()[0]
        layout = connection.execute("pragma user_version").fetchone()[0]
        empty = _is_empty(connection)
    finally:
        connection.execute("rollback")
    if owner == _OURS and layout != LAYOUT:
        raise _OtherLayout
    if owner != _OURS and not empty:
        raise _NotOurs


def _is_empty(connection: sqlite3.Connection) -> bool:
    return not connection.execute("select 1 from sqlite_master limit 1").fetchall()


def _replace(
    connection: sqlite3.Connection, folder: int, stamp: FileStamp, found: CachedFile
) -> None:
    path, *rest = _key(stamp)
    connection.execute("delete from files where folder = ? and path = ?", (folder, path))
    row = connection.execute(
        "insert into files values (null, ?, ?, ?, ?, ?, ?, ?)",
        (folder, path, *rest, json.dumps([astuple(one) for one in found.skipped])),
    ).lastrowid
    connection.executemany(
        "insert into articles values (?, ?, ?, ?)",
        (
            (row, number, json.dumps(astuple(article)), features)
            for number, (article, features) in enumerate(found.articles)
        ),
    )


def _rebuilt(path: Path, version: str, error: Exception) -> tuple[IndexCache, str]:
    """A new cache in place of one that cannot be used, and that it is new."""
    what = "of another version" if isinstance(error, _OtherLayout) else "damaged"
    try:
        _remove(path)
        _prepare(path)
        cache = IndexCache(_connected(path, version)[0], version, path)
    except (OSError, sqlite3.Error, _NotOurs, _OtherLayout) as again:
        return IndexCache(None, version), f"no index cache at {path}: it is {what}, and {again}"
    return cache, _ANEW.format(what)


def _remove(path: Path) -> None:
    """Take the cache and its side files away; a program that has it open keeps what it has."""
    for end in ("", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + end).unlink(missing_ok=True)


def _key(stamp: FileStamp) -> tuple[bytes, int, int, int, bytes]:
    inode = str(stamp.inode).encode()  # 64 bits without a sign: too many for SQLite's integers
    return (_bytes(stamp.path), stamp.size, stamp.mtime_ns, stamp.ctime_ns, inode)


def _cached(rows: list[Any]) -> CachedFile:
    """What the rows of one file say. Raises ValueError or TypeError where they are damaged."""
    skipped = rows[0][5]
    return CachedFile(
        tuple((_article(row[6]), row[7]) for row in rows if row[6] is not None),
        () if skipped == "[]" else tuple(Skipped(*one) for one in json.loads(skipped)),
    )


def _article(text: str) -> Article:
    return Article(*json.loads(text))


def _bytes(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")


def _text(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")
