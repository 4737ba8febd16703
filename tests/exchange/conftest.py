"""Clusters to write: a short way to say who is a copy of whom."""

import pytest

from tui.exchange.writers.clusters import Cluster, Copy
from tui.model import Article


@pytest.fixture
def cluster():
    """`cluster({"a": "a", "b": "a", "c": ""})`: a is canonical, b its copy, c excluded."""

    def make(of, state="canonical", name="0123456789abcdef", urls=None, **said):
        copies = tuple(
            Copy(article(path, url=(urls or {}).get(path, "")), canonical, **said)
            for path, canonical in sorted(of.items())
        )
        return Cluster(name, state, 0.93, copies)

    return make


def article(path, **said):
    digest = f"b2:{path.encode('utf-8', 'surrogatepass').hex():0>32}"[:35]
    return Article(path, f"Title of {path}", 100, 600, digest, "", **said)
