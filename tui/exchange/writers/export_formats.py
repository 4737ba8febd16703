"""The table of ways out: the name that `export --to` takes → what it is and who writes it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tui.exchange.writers import (
    canonical_urls,
    cluster_table,
    drop_list,
    dupeguru,
    duplicate_pairs,
    filtered_records,
    labelled_pairs,
    removals,
)
from tui.exchange.writers.clusters import Cluster, Options

Write = Callable[[Iterable[Cluster], Options], Iterator[bytes]]
WriteFiles = Callable[[Iterable[Cluster], Options], Iterator[tuple[str, Iterator[bytes]]]]


@dataclass(frozen=True, slots=True)
class Form:
    """A way out: one line that says what it is, and the function that writes it: one file, or several by name."""

    says: str
    write: Write | None = None
    write_files: WriteFiles | None = None


FORMS: Final[Mapping[str, Form]] = MappingProxyType(
    {
        "list": Form("paths that are not canonical, one a line (or NUL-ended)", drop_list.write),
        "pairs": Form("duplicate,reference as CSV", duplicate_pairs.write),
        "clusters": Form("all groups as CSV, a copy a row", cluster_table.write_csv),
        "clusters-jsonl": Form("all groups, a JSON object a line", cluster_table.write_jsonl),
        "clusters-parquet": Form("all groups as parquet", cluster_table.write_parquet),
        "records": Form(
            "the .jsonl files without what is dropped, byte for byte (-o DIR)",
            write_files=filtered_records.write_files,
        ),
        "datatrove": Form(
            "a .remove file for each task of datatrove (-o DIR)",
            write_files=removals.write_datatrove,
        ),
        "nemo": Form("ids to remove, as parquet for NeMo Curator", removals.write_nemo),
        "urls": Form("url,canonical_url as CSV", canonical_urls.write),
        "splink": Form("judged pairs as Splink's table of labels", labelled_pairs.write_splink),
        "dedupe": Form("judged pairs as dedupe's training file", labelled_pairs.write_dedupe),
        "dupeguru": Form("results that dupeGuru opens", dupeguru.write),
    }
)
