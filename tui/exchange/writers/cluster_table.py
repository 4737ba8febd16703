"""The groups whole, a row or a record for each copy: for tables, notebooks and whatever comes after."""

import json
from collections.abc import Iterable, Iterator
from typing import Final

from tui.exchange.writers.clusters import Cluster, Copy, Options
from tui.exchange.writers.encode import csv_row
from tui.exchange.writers.parquet_table import parquet

HEAD: Final = ("group", "article", "canonical", "role", "state", "label", "reviewer", "digest")
SCHEMA: Final = 1


def write_csv(clusters: Iterable[Cluster], options: Options) -> Iterator[bytes]:
    """Yield the head, then a row for each copy; `canonical` is empty where nothing is decided of it."""
    del options
    yield csv_row(HEAD)
    yield from map(csv_row, _rows(clusters))


def write_parquet(clusters: Iterable[Cluster], options: Options) -> Iterator[bytes]:
    """Yield the same table as one parquet file."""
    del options
    rows = list(_rows(clusters))
    yield parquet({name: [row[at] for row in rows] for at, name in enumerate(HEAD)})


def _rows(clusters: Iterable[Cluster]) -> Iterator[tuple[str, ...]]:
    for cluster in clusters:
        for copy in cluster.copies:
            yield (
                cluster.id,
                copy.article.id,
                copy.of,
                role(copy),
                cluster.state,
                copy.label,
                copy.reviewer,
                copy.article.digest,
            )


def write_jsonl(clusters: Iterable[Cluster], options: Options) -> Iterator[bytes]:
    """Yield one JSON object a group, in ASCII."""
    del options
    for cluster in clusters:
        record = {
            "schema": SCHEMA,
            "group": cluster.id,
            "state": cluster.state,
            "score": round(cluster.score, 4),
            "copies": [
                {
                    "article": copy.article.id,
                    "canonical": copy.of,
                    "role": role(copy),
                    "label": copy.label,
                    "reviewer": copy.reviewer,
                    "digest": copy.article.digest,
                    "url": copy.article.url,
                }
                for copy in cluster.copies
            ],
        }
        yield json.dumps(record, separators=(",", ":")).encode("ascii") + b"\n"


def role(copy: Copy) -> str:
    """`canonical`, `duplicate`, or `kept` for a member that is a copy of nothing."""
    if not copy.of:
        return "kept"
    return "duplicate" if copy.dropped else "canonical"
