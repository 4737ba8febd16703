"""What was read of each file and found in each folder, kept between runs: a SQLite file under the user's cache folder.

A file's articles and features are found again by folder, path, size, both times and inode; so nothing
that is the same is read twice. What was found in a folder is known by a key of all that it hangs on, the last one of each. The cache is never needed: one that is damaged, of another
version, locked or on a full disk is rebuilt or done without, what of it is no longer as it was put there is
thrown out, and that is said. It holds no pickle.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, TypeVar

import platformdirs

from tui.model import FileStamp
from tui.store.cache.row_codec import (
    CachedFile,
    OfArticle,
    as_bytes,
    as_path,
    cached,
    is_whole,
    is_whole_finding,
    key_of,
    rows_of,
    sum_of_finding,
    sum_of_folder,
    summed,
)
from tui.store.cache.sqlite_file import TROUBLE, is_passing, opened, remove

__all__ = ["CachedFile", "IndexCache", "default_path", "open_cache"]

_KNOWN: Final = """
select files.id, files.total, files.path, files.size, files.mtime, files.ctime, files.inode, files.skipped,
  articles.number, articles.article, articles.features
from files left join articles on articles.file = files.id
where files.folder = ? order by files.id, articles.number
"""
_FILE: Final = slice(2, 8)  # of such a row what is said of the file: its key, and what was skipped
_ARTICLE: Final = slice(8, 11)  # and of one of its articles
_NO_ARTICLE: Final = (None, None, None)

Result = TypeVar("Result")


def default_path() -> Path:
    """Where the cache is kept when the call says nothing else."""
    return Path(platformdirs.user_cache_path("copydesk", appauthor=False)) / "index.sqlite"


def open_cache(path: Path | None, version: str) -> tuple["IndexCache", str]:
    """Open the cache at `path`, and say why there is none or why it is new ("" when all is well).

    None is no cache, wanted so. What other versions of the features left is taken out, and that is said.
    """
    if path is None:
        return IndexCache(None, version), ""
    connection, said = opened(path, version)
    return IndexCache(connection, version, path), said


class IndexCache:
    """The open cache; without a connection it remembers nothing and says nothing.

    `trouble` is what stopped it on the way, "" while all is well: the work goes on without it. `thrown_out`: how many
    files, or folders with what was found in them, it held that were no longer what was put there. Used by one thread at a time.
    """

    def __init__(
        self, connection: sqlite3.Connection | None, version: str, path: Path | None = None
    ) -> None:
        self._connection = connection
        self._version = version
        self._path = path
        self._folders: dict[str, int] = {}
        self.trouble = ""
        self.thrown_out = 0

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said of it after use, as sentences."""
        what = (
            f"{self.thrown_out:,} of what the index cache held could not be used and was made anew"
        )
        return tuple(filter(None, (what if self.thrown_out else "", self.trouble)))

    def known(
        self, folder: str, stamps: Iterable[FileStamp], tick: Callable[[int], None] = lambda _: None
    ) -> dict[str, CachedFile]:
        """What was read of these files, by path, where all of the stamp is the same; what is not known is left out.

        All in one look, for a look for each file takes twice as long. `tick` is told how many files were found,
        and may raise to stop.
        """
        wanted = {key_of(stamp): stamp.path for stamp in stamps}
        begin = sum_of_folder(folder, self._version)
        spoilt: list[tuple[Any, Any]] = []

        def find(connection: sqlite3.Connection) -> dict[str, CachedFile]:
            found: dict[str, CachedFile] = {}
            rows = connection.execute(_KNOWN, (self._folder(connection, folder),))
            for (file, total), of_one in groupby(rows, key=itemgetter(0, 1)):
                of_file, articles = _of_one(of_one)
                *key, skipped = of_file
                if not is_whole(begin, of_file, articles, total):
                    spoilt.append((file, total))
                elif (path := wanted.get(tuple(key))) is not None:
                    found[path] = cached(skipped, articles)
                    tick(len(found))
            return found

        nothing: dict[str, CachedFile] = {}
        found = self._safely(find, nothing)
        self._throw_out(spoilt)
        return found

    def put(self, folder: str, items: Iterable[tuple[FileStamp, CachedFile]]) -> None:
        """Remember what was read of these files, in one transaction; in place of what was known."""
        begin = sum_of_folder(folder, self._version)

        def keep(connection: sqlite3.Connection) -> None:
            number = self._folder(connection, folder)
            for stamp, found in items:
                _replace(connection, number, begin, stamp, found)

        self._safely(keep, None, write=True)

    def paths(self, folder: str) -> list[str]:
        """The files of the folder that are remembered, in no order."""

        def listed(connection: sqlite3.Connection) -> list[Any]:
            number = self._folder(connection, folder)
            return connection.execute(
                "select path from files where folder = ?", (number,)
            ).fetchall()

        rows: list[Any] = self._safely(listed, [])
        return [as_path(path) for (path,) in rows if isinstance(path, bytes)]

    def forget(self, folder: str, paths: Iterable[str]) -> None:
        """Take these files out: they are no longer there."""

        def take_out(connection: sqlite3.Connection) -> None:
            number = self._folder(connection, folder)
            connection.executemany(
                "delete from files where folder = ? and path = ?",
                ((number, as_bytes(path)) for path in paths),
            )

        self._safely(take_out, None, write=True)

    @property
    def remembers(self) -> bool:
        """Whether anything that is put here may be found again."""
        return self._connection is not None

    def found(self, folder: str, key: bytes) -> bytes | None:
        """What was put there of the folder under this very key, the last time that anything was."""
        begin = sum_of_folder(folder, self._version)

        def look(connection: sqlite3.Connection) -> Any:
            number = self._folder(connection, folder)
            return connection.execute(
                "select key, found, total from findings where folder = ?", (number,)
            ).fetchone()

        row = self._safely(look, None)
        if row is None:
            return None
        if not is_whole_finding(begin, *row):
            self.thrown_out += 1
            self._safely(partial(self._forget_found, folder), None, write=True)
            return None
        return bytes(row[1]) if row[0] == key else None

    def keep_found(self, folder: str, key: bytes, found: bytes) -> None:
        """Remember what was found in the folder, in place of what was known."""
        total = sum_of_finding(sum_of_folder(folder, self._version), key, found)

        def keep(connection: sqlite3.Connection) -> None:
            connection.execute(
                "insert or replace into findings values (?, ?, ?, ?)",
                (self._folder(connection, folder), key, found, total),
            )

        self._safely(keep, None, write=True)

    def _forget_found(self, folder: str, connection: sqlite3.Connection) -> None:
        number = self._folder(connection, folder)
        connection.execute("delete from findings where folder = ?", (number,))

    def _throw_out(self, spoilt: list[tuple[Any, Any]]) -> None:
        """Take out what is no longer as it was put there: rows of files by id and sum, as they were found."""
        self.thrown_out += len(spoilt)

        def take_out(connection: sqlite3.Connection) -> None:
            connection.executemany("delete from files where id = ? and total is ?", spoilt)

        if spoilt:
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
        except TROUBLE as error:
            why = error if isinstance(error, sqlite3.Error) else "it is damaged"
            self.trouble = f"the index cache is not used from here on: {why}"
            self.close()
            # Rows that contradict each other can break a constraint again and again, where rows are spoilt at all.
            spoilt = self.thrown_out and isinstance(error, sqlite3.IntegrityError)
            if self._path is not None and (spoilt or not is_passing(error)):
                remove(self._path)  # damaged inside: the next run builds it anew
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
                (as_bytes(name), self._version, int(time.time())),
            ).fetchone()
            self._folders[name] = int(row[0])
        return self._folders[name]


def _of_one(rows: Iterable[tuple[Any, ...]]) -> tuple[tuple[Any, ...], list[OfArticle]]:
    """What joined rows of one file say of it, and of each of its articles."""
    listed = list(rows)
    return listed[0][_FILE], [row[_ARTICLE] for row in listed if row[_ARTICLE] != _NO_ARTICLE]


def _replace(
    connection: sqlite3.Connection, folder: int, begin: int, stamp: FileStamp, found: CachedFile
) -> None:
    key = key_of(stamp)
    skipped, articles = rows_of(found)
    of_file = (*key, skipped)
    connection.execute("delete from files where folder = ? and path = ?", (folder, key[0]))
    row = connection.execute(
        "insert into files values (null, ?, ?, ?, ?, ?, ?, ?, ?)",
        (folder, *of_file, summed(begin, of_file, articles)),
    ).lastrowid
    connection.executemany(
        "insert into articles values (?, ?, ?, ?)", ((row, *article) for article in articles)
    )
