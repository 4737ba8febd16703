"""Decided groups as a `.dupeguru` file of results: dupeGuru opens it, and acts on what is marked.

The canonical copy is the reference of its group, and what is dropped is marked. Laid out as
dupeGuru 4 saves its results (`core/results.py`). It takes a file into a group only where that matches every
other one, and counts the files that it finds on the disk: so all pairs are written, and no records.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final
from xml.sax.saxutils import quoteattr

from tui.errors import UsageError
from tui.exchange.writers.clusters import Cluster, Copy, Options

MOST_PAIRS: Final = 5_000  # of a group; without any dupeGuru ties all files of the group itself


def write(clusters: Iterable[Cluster], options: Options) -> Iterator[bytes]:
    """Yield the XML, a group at a time; paths are put behind `options.root`.

    Records of a file are left out, for they are no files. Raises UsageError where a name holds what XML has no way to say.
    """
    yield b'<?xml version="1.0" encoding="utf-8"?>\n<results>\n'
    for cluster in clusters:
        for part in parts(cluster, options):
            yield _group(part, cluster.score, options.root).encode("utf-8")
    yield b"</results>\n"


def parts(cluster: Cluster, options: Options) -> list[list[Copy]]:
    """The parts of a group that have a canonical copy: it first, then what is dropped for it."""
    files = [copy for copy in cluster.copies if not options.file_of(copy.article.id)]
    heads = [copy for copy in files if copy.of == copy.article.id]
    found = [
        [head, *(copy for copy in files if copy.dropped and copy.of == head.article.id)]
        for head in heads
    ]
    return [part for part in found if len(part) > 1]


def _group(part: list[Copy], score: float, root: str) -> str:
    lines = ["<group>"]
    for copy in part:
        path = _legible(f"{root}/{copy.article.id}" if root else copy.article.id)
        ref, marked = ("n", "y") if copy.dropped else ("y", "n")
        lines.append(f'<file path={quoteattr(path)} words="" is_ref="{ref}" marked="{marked}"/>')
    pairs = list(combinations(range(len(part)), 2)) if len(part) ** 2 < 2 * MOST_PAIRS else []
    lines.extend(
        f'<match first="{first}" second="{second}" percentage="{round(100 * score)}"/>'
        for first, second in pairs
    )
    return "\n".join([*lines, "</group>\n"])


def _legible(path: str) -> str:
    for character in path:
        allowed = character in "\t\n\r" or character >= " "
        if not allowed or "\ud800" <= character <= "\udfff" or character in "\ufffe\uffff":
            raise UsageError(
                "XML cannot hold a character of this name", where=path, do="Use --to list -0"
            )
    return path
