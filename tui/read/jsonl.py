"""A `.jsonl` or `.jsonl.gz` file: each line is a record, each record an article.

The fields are named in the configuration. A record's id is its id field, or its line number (from 1).
The file is streamed: one line is held at a time, so a shard of any size can be read, and `start` (in
bytes of the unpacked stream) goes straight to a record.
"""

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from tui.config import ReadSettings
from tui.model import Skipped
from tui.read.article import Parsed
from tui.read.records import Record, accounted, article_of, pass_over_line

_BOM: Final = b"\xef\xbb\xbf"
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


def parse(
    source: BinaryIO, origin: str, settings: ReadSettings, *, start: int = 0
) -> Iterator[Parsed]:
    """Yield the articles of the records from byte `start` on, and what is wrong with the others."""
    if not start and source.read(2) in _UTF16_MARKS:
        yield Skipped(origin, "UTF-16: a file of records must be UTF-8")
        return
    records = (
        (number, _record(line, number, offset, origin, settings))
        for number, offset, line in _lines(source, start, settings.largest_article)
    )
    yield from accounted(records, origin, "line")


def parse_gzip(
    source: BinaryIO, origin: str, settings: ReadSettings, *, start: int = 0
) -> Iterator[Parsed]:
    """`parse` of what the gzip stream holds; where it breaks is said, what came before is kept."""
    try:
        with gzip.GzipFile(fileobj=source) as unpacked:
            yield from parse(unpacked, origin, settings, start=start)  # type: ignore[arg-type] # GzipFile reads like BinaryIO
    except (gzip.BadGzipFile, EOFError, zlib.error):
        yield Skipped(origin, "the gzip stream is broken: nothing can be read from there on")


def _lines(source: BinaryIO, start: int, longest: int) -> Iterator[tuple[int, int, bytes]]:
    """Lines that are not blank, each with its number from 1 and its offset in bytes.

    Of a line longer than `longest` only `longest + 1` bytes are given; the rest is passed over.
    """
    source.seek(start)
    number, offset = 0, start
    while line := source.readline(longest + 1):
        number += 1
        length = len(line)
        if length > longest and not line.endswith(b"\n"):
            length += pass_over_line(source)
        if line.strip():
            yield number, offset, line
        offset += length


def _record(line: bytes, number: int, offset: int, origin: str, settings: ReadSettings) -> Record:
    if len(line) > settings.largest_article:
        return f"more than {settings.largest_article:,} bytes (read.largest_article)"
    record = _loaded(line)
    if isinstance(record, str):
        return record
    raw = line.rstrip(b"\r\n")
    return article_of(record, number, origin, settings, raw=raw, offset=offset)


def _loaded(line: bytes) -> Mapping[str, Any] | str:
    """The JSON object of a line, or what is wrong with it."""
    try:
        record = json.loads(line.removeprefix(_BOM).decode("utf-8"))
    except UnicodeDecodeError:
        return "not UTF-8"
    except json.JSONDecodeError as error:
        return f"no JSON: {error.msg} (column {error.colno:,})"
    except (ValueError, RecursionError):  # a number of thousands of digits, lists in lists in lists
        return "no JSON that can be read"
    return record if isinstance(record, Mapping) else "no JSON object"
