"""Tables with a column for the group and one for the member: Splink, dedupe, passim, text-dedup, one's own.

CSV, TSV, JSON lines, parquet or Arrow. Which columns they are is told by their names; a pickle is never opened.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from tui.errors import InputError, UsageError
from tui.exchange.readers.imported_group import Files, ForeignGroup, Reference, group_rows

# What the tools call the two columns, compared in small letters; the first that is there counts.
GROUP_COLUMNS: Final = (
    "cluster_id", "cluster id", "minhash_cluster_id", "_duplicate_group_id", "__cluster__",
    "dup_cluster", "cluster", "group_id", "group", "component",
)  # fmt: skip
MEMBER_COLUMNS: Final = (
    "unique_id", "_curator_dedup_id", "__index__", "article", "path", "doc_id", "id", "file_path",
    "url",
)  # fmt: skip
_LONGEST_FIELD: Final = 1 << 26  # characters; such tables may carry the texts
_NOBODY: Final = frozenset({"", "-1", "None", "nan"})  # how tools say "in no group"


def read_csv(files: Files) -> Iterator[ForeignGroup]:
    """Comma-separated (or, where the head has tabs and no commas, tab-separated) rows under a head."""
    csv.field_size_limit(_LONGEST_FIELD)
    for name, data in files.items():
        text = io.StringIO(data.decode("utf-8-sig", "surrogateescape"), newline="")
        head = text.getvalue().partition("\n")[0]
        rows = csv.DictReader(text, delimiter="\t" if "\t" in head and "," not in head else ",")
        try:
            yield from _grouped(list(rows), rows.fieldnames or (), name)
        except csv.Error as error:
            raise InputError(f"line {rows.line_num:,}: {error}", where=name) from error


def read_jsonl(files: Files) -> Iterator[ForeignGroup]:
    """One JSON object a line; a table called `metadata` in it counts as its own fields.

    All files together are one table, as tools write their parts.
    """
    rows: list[Mapping[str, Any]] = []
    for name, data in sorted(files.items()):
        for number, line in enumerate(data.splitlines(), 1):
            if line.strip():
                rows.append(_record(line, f"{name}:{number}"))
    columns = list(dict.fromkeys(column for row in rows for column in row))
    yield from _grouped(rows, columns, next(iter(files), ""))


def read_columns(files: Files) -> Iterator[ForeignGroup]:
    """Parquet, or Arrow files and streams as `datasets` saves them; all files together are one table.

    Only the two columns are read. Raises UsageError where pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - of an extra
        from pyarrow import parquet  # noqa: PLC0415 - the same
    except ModuleNotFoundError as error:
        raise UsageError(
            "these tables are read by pyarrow", do="Install copydesk[parquet]"
        ) from error
    rows: list[Mapping[str, Any]] = []
    for name, data in sorted(files.items()):
        source = pa.BufferReader(data)
        try:
            if data.startswith(b"PAR1"):
                wanted = _both(parquet.read_schema(source).names, name)
                table = parquet.read_table(pa.BufferReader(data), columns=wanted)
            else:
                of_file = data.startswith(b"ARROW1")
                read = (pa.ipc.open_file if of_file else pa.ipc.open_stream)(source)
                table = read.read_all()
                table = table.select(_both(table.column_names, name))
            rows += table.to_pylist()
        except (pa.ArrowException, OSError) as error:
            said = str(error).partition("\n")[0]
            raise InputError(f"this table cannot be read: {said}", where=name) from error
    if rows:
        yield from _grouped(rows, list(rows[0]), next(iter(files)))


def _both(columns: Sequence[str], name: str) -> list[str]:
    key = _column(columns, GROUP_COLUMNS, "group", name)
    return [key, _column([c for c in columns if c != key], MEMBER_COLUMNS, "member", name)]


def _record(line: bytes, where: str) -> Mapping[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"this is no JSON: {error}", where=where) from error
    if not isinstance(record, dict):
        raise InputError("this is no JSON object", where=where)
    inner = record.get("metadata")
    return {**inner, **record} if isinstance(inner, dict) else record


def _grouped(
    rows: Iterable[Mapping[str, Any]], columns: Sequence[str], name: str
) -> Iterator[ForeignGroup]:
    key, member = _both(columns, name)
    index = ":" if member.strip().lower() == "__index__" else ""  # a number among all documents
    yield from group_rows(
        (str(row[key]), Reference(f"{index}{row[member]}"))
        for row in rows
        if str(row.get(key, "")) not in _NOBODY and row.get(member) not in (None, "")
    )


def _column(columns: Sequence[str], wanted: Sequence[str], what: str, name: str) -> str:
    by_name = {column.strip().lower(): column for column in columns}
    found = next((by_name[one] for one in wanted if one in by_name), None)
    if found is None:
        raise InputError(
            f"no column tells the {what}",
            where=name,
            do=f"It is looked for under {', '.join(wanted)}",
        )
    return found
