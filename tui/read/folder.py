"""Files of a folder opened and read: the only place where articles are opened.

Nothing that waits or follows is opened: `O_NONBLOCK` (a FIFO), `O_NOFOLLOW` (a link), `O_NOCTTY` (a
terminal), then `fstat` must say that it is a regular file.
"""

import os
import stat
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from tui.config import ReadSettings
from tui.errors import InputError
from tui.model import Article, Changed, FileStamp, Skipped, text_digest
from tui.read.article import EMPTY, Parsed, Passing
from tui.read.decode import Undecoded, decode
from tui.read.file_formats import Format, format_of
from tui.read.parser_process import Reader
from tui.read.walk import stamp_of, why

_FLAGS: Final = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_NO_ATIME: Final = getattr(os, "O_NOATIME", 0)  # Linux: an article that is read looks untouched


def read(
    root: Path, stamp: FileStamp, settings: ReadSettings, reader: Reader | None = None
) -> Iterator[Parsed]:
    """Yield the articles of one file with their texts, and what of it was not read.

    At least one thing is yielded: a file is read or listed. `reader` is the process for formats that
    need one; whoever reads many files hands in the same one.
    """
    form = format_of(stamp.path)
    if form is None:
        yield Skipped(stamp.path, "no reader for it")
        return
    anything = False
    for parsed in _parsed(root, stamp.path, form, settings, reader=reader):
        anything = True
        yield parsed
    if not anything:
        yield Skipped(stamp.path, EMPTY)


def stamp(root: Path, path: str) -> FileStamp | Skipped:
    """What `stat` says now of the file at `path` below `root`."""
    try:
        return stamp_of(path, os.lstat(_joined(root, path)))
    except OSError as error:
        return Skipped(path, why(error))


def text(root: Path, article: Article, settings: ReadSettings) -> str | Changed:
    """Read the text of an article again, or say what became of it.

    The place that was remembered is tried first, then the whole file; linear at worst.
    """
    reason = "its file is gone"
    for path, form in _places(article.id):
        starts = (article.offset, 0) if form.records and article.offset else (0,)
        for start in starts:
            parsed = _parsed(root, path, form, settings, start=start)
            found = _find(parsed, article, first_only=start > 0)
            parsed.close()  # the file with it: the rest of a shard is not read
            if not isinstance(found, Skipped):
                return found
            reason = found.reason
    return Changed(article.id, reason)


def decoded(path: Path, settings: ReadSettings) -> str:
    """The whole text of a file that the user named: line ends kept, nothing taken off.

    Raises InputError where it cannot be read or decoded.
    """
    return whole(path, settings)[1]


def whole(path: Path, settings: ReadSettings) -> tuple[bytes, str]:
    """A file that the user named: its bytes, and the text that they say. Raises as `decoded` does."""
    source = opened(existing_file(path), follow=True)
    if isinstance(source, str):
        raise InputError(source, where=str(path))
    with source:
        data = source.read(settings.largest_file + 1)
    if len(data) > settings.largest_file:
        raise InputError(
            f"more than {settings.largest_file:,} bytes",
            where=str(path),
            do="Set read.largest_file in the configuration to read it",
        )
    said = decode(data)
    if isinstance(said, Undecoded):
        raise InputError(said.reason, where=str(path))
    return data, said


def existing_file(path: Path) -> Path:
    """`path`, which the user named, where it is no folder and there is something; reading it says the rest.

    Raises InputError.
    """
    do = "Name a file that holds an article"
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        file = record_file(str(path))
        if file and Path(file).is_file():
            do = f"A record cannot be named alone: name its file, {file}"
        raise InputError("there is no such file", where=str(path), do=do) from None
    except OSError:
        return path
    if stat.S_ISDIR(found.st_mode):
        raise InputError("this is a folder, not a file", where=str(path), do=do)
    return path


def _parsed(
    root: Path,
    path: str,
    form: Format,
    settings: ReadSettings,
    *,
    start: int = 0,
    reader: Reader | None = None,
) -> Generator[Parsed]:
    source = opened(_joined(root, path))
    if isinstance(source, str):
        yield Passing(path, source)
        return
    with source:
        try:
            if not form.isolated:
                yield from form.parse(source, path, settings, start=start)
            elif reader is not None:
                yield from reader.parse(form.parse, source, path, settings, start=start)
            else:
                with Reader() as one:
                    yield from one.parse(form.parse, source, path, settings, start=start)
        except OSError as error:  # of the disk, in the middle of the file
            yield Passing(path, why(error))


def _joined(root: Path, path: str) -> str:
    return os.path.join(root, path)  # noqa: PTH118 - a Path for each file takes as long as reading it


def opened(path: str | Path, *, follow: bool = False) -> BinaryIO | str:
    """The regular file at `path`, or why it is not opened."""
    try:
        descriptor = _open(path, _FLAGS | (0 if follow else os.O_NOFOLLOW))
    except OSError as error:
        return why(error)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return "not a regular file"
    return os.fdopen(descriptor, "rb")


def _open(path: str | Path, flags: int) -> int:
    """Open a file without changing its access time, where the kernel lets this user do so. Raises OSError."""
    try:
        return os.open(path, flags | _NO_ATIME)
    except PermissionError:  # O_NOATIME is for the owner and root
        return os.open(path, flags)


def record_file(article_id: str) -> str:
    """The file of a record, "" for an article that is a file itself."""
    return next((path for path, form in _places(article_id) if form.records), "")


def _places(article_id: str) -> Iterator[tuple[str, Format]]:
    """The files that an id may speak of: itself, and what stands before each `#` in it."""
    form = format_of(article_id)
    if form is not None and not form.records:
        yield article_id, form
    at = article_id.find("#")
    while at >= 0:
        form = format_of(article_id[:at])
        if form is not None and form.records:
            yield article_id[:at], form
        at = article_id.find("#", at + 1)


def _find(parsed: Iterator[Parsed], article: Article, *, first_only: bool) -> str | Skipped:
    """The text with the article's digest, by id; with `first_only` what comes first must be it."""
    gone = Skipped(article.id, "it is no longer in its file")
    for one in parsed:
        if isinstance(one, Skipped):
            gone = one if one.path == article.id else gone
        elif first_only or one[0].id == article.id:
            if text_digest(one[1]) == article.digest:
                return one[1]
            gone = Skipped(article.id, "its text changed on disk")
        if first_only:
            break
    return gone
