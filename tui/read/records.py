"""Records with named fields in, articles out: what .jsonl, .csv and .parquet do alike.

Each record is read or listed; one bad record costs no other.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Final

from tui.config import ReadSettings
from tui.model import Article, Skipped
from tui.read.article import EMPTY, Parsed, article
from tui.read.record_fields import said, value, whole_characters

_MOST_BAD: Final = 1_000  # records without one good one: then the file is something else

_CHUNK: Final = 1 << 20

Record = tuple[Article, str] | str
"""An article with its text, or what is wrong with the record."""


def accounted(records: Iterable[tuple[int, Record]], origin: str, unit: str) -> Iterator[Parsed]:
    """Yield the articles, and each bad record by its number; of two with one id the first is read.

    `unit` is what the numbers count: "line", "row".
    """
    met: dict[str, int] = {}
    bad = 0
    for number, found in records:
        if not isinstance(found, str):
            first = met.setdefault(found[0].id, number)
            if first == number:
                yield found
                continue
            why = f"its id is also that of {unit} {first:,}, which is read"
        else:
            why = found
        bad += 1
        yield Skipped(origin, f"{unit} {number:,}: {why}")
        if bad >= _MOST_BAD and not met:
            yield Skipped(origin, f"no record in the first {number:,} {unit}s: given up")
            return


def article_of(
    record: Mapping[str, Any],
    number: int,
    origin: str,
    settings: ReadSettings,
    *,
    raw: bytes,
    offset: int,
) -> Record:
    """The article of a record under its own name, or under its number where it has none."""
    text = value(record, settings.text_field)
    if not isinstance(text, str):
        return f"no text in the field “{settings.text_field}” (read.text_field)"
    if len(text) > settings.largest_article:
        return f"more than {settings.largest_article:,} characters (read.largest_article)"
    if "\0" in text:
        return "binary: NUL characters"
    found = article(
        whole_characters(text),
        f"{origin}#{_name(record, settings.id_field) or number}",
        raw,
        title=said(value(record, settings.title_field)),
        date=said(value(record, settings.date_field)),
        author=said(value(record, settings.author_field)),
        url=said(value(record, settings.url_field)),
        offset=offset,
    )
    return found or EMPTY


def pass_over_line(source: BinaryIO) -> int:
    """Read to the end of the line without holding it; the number of bytes passed."""
    passed = 0
    while chunk := source.readline(_CHUNK):
        passed += len(chunk)
        if chunk.endswith(b"\n"):
            break
    return passed


def _name(record: Mapping[str, Any], field: str) -> str:
    """What the record calls itself, "" where it has no name that is text or a whole number."""
    found = value(record, field)
    if isinstance(found, str) or (isinstance(found, int) and not isinstance(found, bool)):
        return whole_characters(str(found))
    return ""
