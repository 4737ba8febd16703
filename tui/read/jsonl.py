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
from tui.model import Article, Skipped
from tui.read.article import EMPTY, Parsed, article
from tui.read.fields import said, value, whole_characters

_BOM: Final = b"\xef\xbb\xbf"
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_MOST_BAD_LINES: Final = 1_000  # without one good one: then the file is something else
_CHUNK: Final = 1 << 20


def parse(
    source: BinaryIO, origin: str, settings: ReadSettings, *, start: int = 0
) -> Iterator[Parsed]:
    """Yield the articles of the records from byte `start` on, and what is wrong with the others."""
    met: dict[str, int] = {}
    bad = 0
    for number, offset, line in _lines(source, start, settings.largest_article):
        if number == 1 and line.startswith(_UTF16_MARKS):
            yield Skipped(origin, "UTF-16: a file of records must be UTF-8")
            return
        found = _record(line, number, offset, origin, settings)
        if not isinstance(found, str) and found[0].id in met:
            found = f"its id is also that of line {met[found[0].id]:,}, which is read"
        if isinstance(found, str):
            bad += 1
            yield Skipped(origin, f"line {number:,}: {found}")
            if bad >= _MOST_BAD_LINES and not met:
                yield Skipped(origin, f"no record in the first {number:,} lines: given up")
                return
        else:
            met[found[0].id] = number
            yield found


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
            length += _pass_over_line(source)
        if line.strip():
            yield number, offset, line
        offset += length


def _pass_over_line(source: BinaryIO) -> int:
    """Read to the end of the line without holding it; the number of bytes passed."""
    passed = 0
    while chunk := source.readline(_CHUNK):
        passed += len(chunk)
        if chunk.endswith(b"\n"):
            break
    return passed


def _record(
    line: bytes, number: int, offset: int, origin: str, settings: ReadSettings
) -> tuple[Article, str] | str:
    """The article and text of one line, or what is wrong with it."""
    if len(line) > settings.largest_article:
        return f"more than {settings.largest_article:,} bytes (read.largest_article)"
    record = _loaded(line)
    if isinstance(record, str):
        return record
    text = value(record, settings.text_field)
    if not isinstance(text, str):
        return f"no text in the field “{settings.text_field}” (read.text_field)"
    if "\0" in text:
        return "binary: NUL characters"
    found = article(
        whole_characters(text),
        f"{origin}#{_name(record, settings.id_field) or number}",
        line.rstrip(b"\r\n"),
        title=said(value(record, settings.title_field)),
        date=said(value(record, settings.date_field)),
        author=said(value(record, settings.author_field)),
        url=said(value(record, settings.url_field)),
        offset=offset,
    )
    return found or EMPTY


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


def _name(record: Mapping[str, Any], field: str) -> str:
    """What the record calls itself, "" where it has no name that is text or a whole number."""
    found = value(record, field)
    if isinstance(found, str) or (isinstance(found, int) and not isinstance(found, bool)):
        return whole_characters(str(found))
    return ""
