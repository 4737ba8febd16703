"""Tables with a column for the group and one for the member: Splink, dedupe, passim, text-dedup, one's own.

CSV, TSV or JSON lines. Which columns they are is told by their names; a pickle is never opened.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from tui.errors import InputError
from tui.exchange.foreign import Files, ForeignGroup, Reference, by_key

# What the tools call the two columns, compared in small letters; the first that is there counts.
GROUP_COLUMNS: Final = (
    "cluster_id", "cluster id", "minhash_cluster_id", "_duplicate_group_id", "__cluster__",
    "dup_cluster", "cluster", "group_id", "group",
)  # fmt: skip
MEMBER_COLUMNS: Final = (
    "unique_id", "_curator_dedup_id", "__index__", "article", "path", "file_path", "doc_id", "id",
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
    key = _column(columns, GROUP_COLUMNS, "group", name)
    member = _column([c for c in columns if c != key], MEMBER_COLUMNS, "member", name)
    yield from by_key(
        (str(row[key]), Reference(str(row[member])))
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
