"""Address → canonical address as CSV: what a site's redirects or `rel=canonical` links are made of."""

from collections.abc import Iterable, Iterator
from typing import Final

from tui.exchange.writers.clusters import Cluster, Options, dropped
from tui.exchange.writers.encode import csv_row

HEAD: Final = ("url", "canonical_url")


def write(clusters: Iterable[Cluster], options: Options) -> Iterator[bytes]:
    """Yield the head, then one row for each dropped copy whose address and whose canonical's are known.

    A copy under the address of its canonical needs no row; `without_address` tells who else has none.
    """
    del options
    yield csv_row(HEAD)
    for copy, canonical in dropped(clusters):
        if copy.article.url and canonical.url and copy.article.url != canonical.url:
            yield csv_row((copy.article.url, canonical.url))


def without_address(clusters: Iterable[Cluster]) -> list[str]:
    """The ids of dropped copies for which no row can be written: one of the two addresses is not known."""
    return [
        copy.article.id
        for copy, canonical in dropped(clusters)
        if not (copy.article.url and canonical.url)
    ]
