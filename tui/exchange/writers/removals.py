"""What is dropped, for tools that filter a corpus themselves: numbers for datatrove, ids for NeMo Curator."""

import struct
from collections import Counter
from collections.abc import Iterable, Iterator

from tui.errors import UsageError
from tui.exchange.writers.clusters import Cluster, Options, dropped
from tui.exchange.writers.parquet_table import parquet


def write_datatrove(
    clusters: Iterable[Cluster], options: Options
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield (`NNNNNN.remove`, bytes) for each task: the rows that `MinhashDedupFilter` drops, ascending.

    Rows are 32 bits, little-endian, counted as datatrove's reader counts. Raises UsageError where a dropped copy is
    no document of a file of records.
    """
    gone = {copy.article.id for copy, _ in dropped(clusters)}
    left = set(gone)
    tasks: list[list[int]] = []
    for task in range(options.shards.count()):
        rows = []
        for row, article in enumerate(options.shards.of_task(task)):
            if article in gone:
                rows.append(row)
                left.discard(article)
        tasks.append(rows)
    if left:
        raise UsageError(
            "this is no document of a file of records, so it has no number", where=min(left)
        )
    for task, rows in enumerate(tasks):
        yield f"{task:06d}.remove", iter([struct.pack(f"<{len(rows)}I", *rows)])


def write_nemo(clusters: Iterable[Cluster], options: Options) -> Iterator[bytes]:
    """Yield a parquet file with the column `id`, sorted: what TextDuplicatesRemovalWorkflow takes off.

    Ids are those that the records have of their own, as whole numbers where all of them are.
    Raises UsageError where another record of the folder has the id of one that is dropped.
    """
    every = Counter(_own_id(article, options) for article in options.articles)
    names = [_own_id(copy.article.id, options) for copy, _ in dropped(clusters)]
    clash = next((name for name in names if every[name] > 1), None)
    if clash is not None:
        raise UsageError("several records have this id: more would be taken off", where=clash)
    if names and all(name.isdecimal() for name in names):
        yield parquet({"id": sorted(map(int, names))})
    else:
        yield parquet({"id": sorted(names)})


def _own_id(article: str, options: Options) -> str:
    """The id of a record in its file; the path of an article that is a file."""
    file = options.file_of(article)
    return article[len(file) + 1 :] if file else article
