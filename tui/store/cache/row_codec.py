"""What one file gave ↔ the rows of the index cache that say it, with a sum over all of them.

A disk may turn a bit, and SQLite does not look: numbers that are wrong would give other groups, or arrays of
terabytes. So each file's row holds a CRC-32 of all that is said of it and of what it is found by: folder, version, path
and stamp. It finds every single turned bit; a longer digest would take four times as long to read ten thousand files.
"""

import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Any, Final
from zlib import crc32

from tui.model import Article, FileStamp, Skipped

Key = tuple[bytes, int, int, int, bytes]
"""Path, size, both times and inode, as they stand in a row."""
OfArticle = tuple[int, bytes, bytes]
"""The number of an article in its file, what is known of it, and its features."""

_NOTHING: Final = b"[]"


@dataclass(frozen=True, slots=True)
class CachedFile:
    """What one file gave: its articles with their features, and what of it was not read."""

    articles: tuple[tuple[Article, bytes], ...]
    skipped: tuple[Skipped, ...] = ()


def key_of(stamp: FileStamp) -> Key:
    """What a file is found again by."""
    inode = str(stamp.inode).encode()  # 64 bits without a sign: too many for SQLite's integers
    return (as_bytes(stamp.path), stamp.size, stamp.mtime_ns, stamp.ctime_ns, inode)


def sum_of_folder(name: str, version: str) -> int:
    """What the sums of a folder's files begin with."""
    return crc32(version.encode(), crc32(as_bytes(name)))


def rows_of(found: CachedFile) -> tuple[bytes, list[OfArticle]]:
    """What of a file was skipped, and a row for each of its articles."""
    skipped = json.dumps([astuple(one) for one in found.skipped]).encode()
    return skipped, [
        (number, json.dumps(astuple(article)).encode(), features)
        for number, (article, features) in enumerate(found.articles)
    ]


def summed(begin: int, of_file: tuple[Any, ...], articles: Iterable[OfArticle]) -> int:
    """The sum over the row of a file (key and skipped) and those of its articles.

    Raises TypeError where a column of an article is of another kind than what was put there.
    """
    total = crc32(repr(of_file).encode(), begin)
    for number, article, features in articles:
        total = crc32(b"%d %d %d" % (number, len(article), len(features)), total)
        total = crc32(features, crc32(article, total))
    return total


def is_whole(
    begin: int, of_file: tuple[Any, ...], articles: Iterable[OfArticle], total: object
) -> bool:
    """Whether these rows are what was put there."""
    try:
        return summed(begin, of_file, articles) == total
    except TypeError:
        return False


def sum_of_finding(begin: int, key: bytes, found: bytes) -> int:
    """The sum over what was found in a folder, and the key that it is known by."""
    return crc32(found, crc32(b"%d %d" % (len(key), len(found)), crc32(key, begin)))


def is_whole_finding(begin: int, key: object, found: object, total: object) -> bool:
    """Whether these columns are what was put there."""
    try:
        return sum_of_finding(begin, key, found) == total  # type: ignore[arg-type] # or it raises
    except TypeError:
        return False


def cached(skipped: bytes, articles: Iterable[OfArticle]) -> CachedFile:
    """What the rows of one file say."""
    return CachedFile(
        tuple((Article(*_said(article)), features) for _, article, features in articles),
        () if skipped == _NOTHING else tuple(Skipped(*one) for one in _said(skipped)),
    )


def _said(kept: bytes) -> Any:
    """JSON that was put there as ASCII: finding out what encoding bytes have takes longer than reading them."""
    return json.loads(kept.decode("ascii"))


def as_bytes(path: str) -> bytes:
    """A path as it is kept: whatever bytes name a file."""
    return path.encode("utf-8", "surrogateescape")


def as_path(kept: bytes) -> str:
    """The same the other way."""
    return kept.decode("utf-8", "surrogateescape")
