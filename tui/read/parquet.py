"""A `.parquet` file: each row is a record with named columns, each record an article.

The columns are named in the configuration, as the fields of a `.jsonl` are; no other one is read. A
row's id is its id column, or its number (from 1). The raw digest is of what was read of the row, as
JSON. Read a batch of rows at a time; `start` (a row) skips the row groups before it. Runs in a process
of its own (`isolated`): a file can be made to unpack to any size.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from tui.config import ReadSettings
from tui.model import Skipped
from tui.read.article import Parsed, one_line
from tui.read.records import Record, accounted, article_of

NEEDS: Final = "pyarrow"
_BATCH: Final = 256  # rows


def parse(
    source: BinaryIO, origin: str, settings: ReadSettings, *, start: int = 0
) -> Iterator[Parsed]:
    """Yield the articles of the rows from row `start` (from 0) on, and what is wrong with the others."""
    import pyarrow as pa  # noqa: PLC0415 - of an extra
    from pyarrow import parquet  # noqa: PLC0415 - the same

    try:
        file = parquet.ParquetFile(source)
        names = set(file.schema_arrow.names)
        columns = sorted(name for name in names if name in _wanted(settings))
        if (
            settings.text_field.partition(".")[0] not in columns
            and settings.text_field not in columns
        ):
            there = one_line(", ".join(sorted(names)))
            yield Skipped(
                origin, f"no column “{settings.text_field}” (read.text_field); there are: {there}"
            )
            return
        rows = (
            (number, _record(row, number, origin, settings))
            for number, row in _rows(file, columns, start)
        )
        yield from accounted(rows, origin, "row")
    except (pa.ArrowException, OSError) as error:
        said = str(error).partition("\n")[0]
        yield Skipped(origin, f"no parquet file that can be read: {said}")


def _wanted(settings: ReadSettings) -> set[str]:
    """The columns that are read: those of the fields, and those that hold an `outer.inner` field."""
    fields = (
        settings.id_field,
        settings.text_field,
        settings.title_field,
        settings.date_field,
        settings.author_field,
        settings.url_field,
    )
    return {part for name in fields for part in (name, name.partition(".")[0])}


def _rows(file: Any, columns: list[str], start: int) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Rows with their number from 1, from row `start` (from 0) on."""
    groups: list[int] = []
    begin = number = 0
    for group in range(file.metadata.num_row_groups):
        end = begin + file.metadata.row_group(group).num_rows
        if end > start:
            if not groups:
                number = begin
            groups.append(group)
        begin = end
    for batch in file.iter_batches(batch_size=_BATCH, row_groups=groups, columns=columns):
        for row in batch.to_pylist():
            number += 1
            if number > start:
                yield number, row


def _record(row: Mapping[str, Any], number: int, origin: str, settings: ReadSettings) -> Record:
    raw = json.dumps(row, sort_keys=True, default=str).encode()
    return article_of(row, number, origin, settings, raw=raw, offset=number - 1)
