"""The table of ways in: the name that `--from` takes → who reads it; and how a kind is told by its look."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

from tui.errors import UsageError
from tui.exchange.readers import cluster_tables, datatrove, duplicate_finders
from tui.exchange.readers.imported_group import Files, ForeignGroup

Read = Callable[[Files], Iterator[ForeignGroup]]
_LOOK: Final = 65_536  # bytes of a file in which its kind is told


@dataclass(frozen=True, slots=True)
class Kind:
    """A way in: one line that says what it is, and the function that reads it (raises InputError)."""

    says: str
    read: Read


KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "csv": Kind(
            "a table with a column group (cluster_id …) and one path (id …)",
            cluster_tables.read_csv,
        ),
        "jsonl": Kind(
            "the same as JSON lines: passim, datatrove's metadata", cluster_tables.read_jsonl
        ),
        "parquet": Kind(
            "the same as parquet or Arrow: NeMo Curator, text-dedup", cluster_tables.read_columns
        ),
        "datatrove": Kind("a folder of .clusters, with .remove", datatrove.clusters),
        "datatrove-dups": Kind("a folder of .dups", datatrove.duplicate_pairs),
        "jdupes": Kind("jdupes -j", duplicate_finders.jdupes),
        "fdupes": Kind("fdupes", duplicate_finders.fdupes),
        "rmlint": Kind("rmlint -o json", duplicate_finders.rmlint),
        "czkawka": Kind("czkawka as JSON", duplicate_finders.czkawka),
        "dupeguru": Kind("dupeGuru's results", duplicate_finders.dupeguru),
    }
)
_BY_SUFFIX: Final = {
    ".clusters": "datatrove",
    ".dups": "datatrove-dups",
    ".dupeguru": "dupeguru",
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".arrow": "parquet",
    ".feather": "parquet",
}


def kind_of(files: Files) -> str:
    """The kind that the files look like. Raises UsageError where they look like none."""
    for suffix, kind in _BY_SUFFIX.items():
        if any(name.lower().endswith(suffix) for name in files):
            return kind
    if all(PurePosixPath(name).name.startswith("part-") for name in files):
        return "jsonl"  # as Spark names what it writes, and passim with it
    look = next(iter(files.values()), b"")[:_LOOK].lstrip()
    if look.startswith(b"{") and b'"matchSets"' in look:
        return "jdupes"
    if look.startswith(b"[") and b"rmlint" in look:
        return "rmlint"
    if look.startswith((b"{", b"[")) and b'"path"' in look:
        return "czkawka"
    if _is_list_of_paths(look):
        return "fdupes"
    raise UsageError(
        "it cannot be told which tool these groups are of",
        where=next(iter(files), ""),
        do=f"Say it with --from: {', '.join(KINDS)}",
    )


def _is_list_of_paths(look: bytes) -> bool:
    """Whether it may be what fdupes prints: lines with paths in blocks of two or more."""
    lines = look.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    first = lines[0]
    if first.startswith(("/", "./", "../")) or duplicate_finders.SIZE_LINE.fullmatch(first):
        return True
    block = lines[: lines.index("")] if "" in lines else []
    paths = sum("/" in line for line in block)  # a name with a newline in it is two lines
    return "/" in first and 1 < paths > len(block) / 2 and "\0" not in "".join(block)
