"""A `.csv` or `.tsv` file: the first row names the columns, each other row is an article.

The columns are named in the configuration, as the fields of a `.jsonl` are. A row's id is its id
column, or its number as a spreadsheet shows it (the first record is row 2). A row with another number of
fields than the header is listed: an unquoted comma or line end has torn it, and so its text.
A file larger than `largest_file` is streamed and must be UTF-8; a smaller one may be in any encoding.
"""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO, Final

from tui.config import ReadSettings
from tui.model import Skipped
from tui.read.article import Parsed, one_line
from tui.read.decode import Undecoded, decode
from tui.read.records import Record, accounted, article_of, pass_over_line
from tui.text.plural import counted

_DELIMITERS: Final = (",", ";", "\t", "|")
_BOM: Final = b"\xef\xbb\xbf"


def parse(
    source: BinaryIO, origin: str, settings: ReadSettings, *, start: int = 0
) -> Iterator[Parsed]:
    """Yield the articles of the rows, from the row at byte `start` on, and what is wrong with others."""
    # The module's own limit is of the process, and its default of 131,072 is less than an article. It counts for the
    # header, too: what another file set before must not.
    csv.field_size_limit(settings.largest_article)
    whole = _in_utf8(source, settings.largest_file)
    if isinstance(whole, Undecoded):
        yield Skipped(origin, whole.reason)
        return
    lines = _Lines(whole, settings.largest_article)
    found = _header(lines, settings.text_field)
    if isinstance(found, str):
        yield Skipped(origin, found)
        return
    delimiter, header = found
    if start:
        lines.go_to(start)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    yield from accounted(_records(rows, lines, header, origin, settings), origin, "row")


def _in_utf8(source: BinaryIO, largest: int) -> BinaryIO | Undecoded:
    """The file as UTF-8 without a mark: as it is where it is streamed, decoded where it is small."""
    data = source.read(largest + 1)
    if len(data) > largest:
        source.seek(0)
        return source
    text = decode(data)
    return text if isinstance(text, Undecoded) else io.BytesIO(text.encode())


class _TooLongError(Exception):
    """A line longer than an article may be."""


class _Lines:
    """The lines of a file for csv.reader, with the bytes and the place of what was read since `mark`."""

    def __init__(self, source: BinaryIO, longest: int) -> None:
        self._source = source
        self._longest = longest
        self.place = 0
        self.taken: list[bytes] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._source.readline(self._longest + 1)
        if not line:
            raise StopIteration
        self.place += len(line)
        self.taken.append(line)
        if len(line) > self._longest and not line.endswith(b"\n"):
            self.place += pass_over_line(self._source)
            raise _TooLongError
        return line.removeprefix(_BOM).decode("utf-8")

    def go_to(self, place: int) -> None:
        """Go on at a byte of the file."""
        self._source.seek(place)
        self.place = place

    def mark(self) -> int:
        """Forget what was read; the place from where it goes on."""
        self.taken = []
        return self.place


def _header(lines: _Lines, text_field: str) -> tuple[str, list[str]] | str:
    """The delimiter by which the header has the text's column, and its names; else what is wrong."""
    try:
        first = next(lines, "")
    except UnicodeDecodeError:
        return "not UTF-8, and too large to be decoded otherwise (read.largest_file)"
    except _TooLongError:
        return "no table: its first row is too long for names of columns"
    names: list[str] = []
    for delimiter in _DELIMITERS:
        try:
            found = [name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])]
        except csv.Error:
            continue
        if text_field in found:
            return delimiter, found
        names = max(names, found, key=len)
    there = one_line(", ".join(names))
    return f"no column “{text_field}” (read.text_field); there are: {there}"


def _records(
    rows: Iterator[list[str]], lines: _Lines, header: list[str], origin: str, settings: ReadSettings
) -> Iterator[tuple[int, Record]]:
    number = 1
    while True:
        number += 1
        offset = lines.mark()
        try:
            row = next(rows)
        except StopIteration:
            return
        except UnicodeDecodeError:
            yield number, "not UTF-8"
            continue
        except csv.Error as error:
            yield number, f"torn: {error}"
            continue
        except _TooLongError:
            yield number, f"more than {settings.largest_article:,} bytes (read.largest_article)"
            continue
        if not row:
            continue
        if len(row) != len(header):
            yield number, f"torn: {counted(len(row), 'field')} where the header has {len(header):,}"
            continue
        record = dict(zip(header, row, strict=True))
        raw = b"".join(lines.taken).rstrip(b"\r\n")
        yield number, article_of(record, number, origin, settings, raw=raw, offset=offset)
