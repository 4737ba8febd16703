"""Pairs with a verdict, for tools that learn from them: Splink's table of labels, dedupe's training file.

A pair is a match where both are copies of one article, and distinct where a person said of a decided
group that at least one of the two is no copy. Of pairs that nobody judged nothing is said.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any, Final

from tui.exchange.writers.clusters import Cluster, Copy, Options
from tui.exchange.writers.encode import csv_row
from tui.model import Article

# https://moj-analytical-services.github.io/splink: columns of a table of pairwise labels
SPLINK_HEAD: Final = ("unique_id_l", "unique_id_r", "clerical_match_score")
MOST_PAIRS: Final = 5_000  # of one group: 100 copies have 4,950, a thousand half a million


def write_splink(clusters: Iterable[Cluster], options: Options) -> Iterator[bytes]:
    """Yield the head, then a row for each judged pair: 1.0 for a match, 0.0 for no copies."""
    del options
    yield csv_row(SPLINK_HEAD)
    for left, right, same in judged(clusters):
        yield csv_row((left.id, right.id, "1.0" if same else "0.0"))


def write_dedupe(clusters: Iterable[Cluster], options: Options) -> Iterator[bytes]:
    """Yield one JSON object as `dedupe.write_training` lays it out: `distinct` and `match` pairs of records."""
    del options
    told: dict[bool, list[Any]] = {False: [], True: []}
    for left, right, same in judged(clusters):
        # dedupe's serializer marks a tuple in this way and reads it back as one.
        pair = {"__class__": "tuple", "__value__": [_record(left), _record(right)]}
        told[same].append(pair)
    yield json.dumps({"distinct": told[False], "match": told[True]}).encode("ascii") + b"\n"


def judged(clusters: Iterable[Cluster]) -> Iterator[tuple[Article, Article, bool]]:
    """Every pair of a group of which a decision says whether the two are copies of one article."""
    for cluster in clusters:
        given = 0
        for left, right in combinations(cluster.copies, 2):
            same = _same(left, right, cluster)
            if same is not None:
                yield left.article, right.article, same
                given += 1
            if given >= MOST_PAIRS:
                break


def _same(left: Copy, right: Copy, cluster: Cluster) -> bool | None:
    if left.of and right.of:
        return left.of == right.of
    if cluster.state == "not-duplicates":
        return False
    decided = bool(left.reviewer and right.reviewer)
    return False if decided and (left.of or right.of) else None


def _record(article: Article) -> dict[str, str]:
    return {
        "id": article.id,
        "title": article.title,
        "date": article.date,
        "author": article.author,
        "url": article.url,
    }
