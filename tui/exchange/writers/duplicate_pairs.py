"""`duplicate,reference` as CSV: each copy that is not canonical, and the article that it is a copy of."""

from collections.abc import Iterable, Iterator
from typing import Final

from tui.exchange.writers.clusters import Cluster, Options, dropped
from tui.exchange.writers.encode import csv_row

HEAD: Final = ("duplicate", "reference")


def write(clusters: Iterable[Cluster], options: Options) -> Iterator[bytes]:
    """Yield the head, then one row for each dropped copy."""
    del options
    yield csv_row(HEAD)
    for copy, canonical in dropped(clusters):
        yield csv_row((copy.article.id, canonical.id))
