"""Decided groups as a `.dupeguru` file of results: dupeGuru opens it, and acts on what is marked.

The canonical copy is the reference of its group, and what is dropped is marked. Laid out as
dupeGuru 4 saves its results (`core/results.py`).
"""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import quoteattr

from tui.errors import UsageError
from tui.exchange.clusters import Cluster, Copy, Options


def write(clusters: Iterable[Cluster], options: Options) -> Iterator[bytes]:
    """Yield the XML, a group at a time; paths are put behind `options.root`.

    Raises UsageError where a name holds what XML has no way to say.
    """
    yield b'<?xml version="1.0" encoding="utf-8"?>\n<results>\n'
    for cluster in clusters:
        for part in parts(cluster):
            yield _group(part, cluster.score, options.root).encode("utf-8")
    yield b"</results>\n"


def parts(cluster: Cluster) -> list[list[Copy]]:
    """The parts of a group that have a canonical copy: it first, then what is dropped for it."""
    heads = [copy for copy in cluster.copies if copy.of == copy.article.id]
    found = [
        [head, *(copy for copy in cluster.copies if copy.dropped and copy.of == head.article.id)]
        for head in heads
    ]
    return [part for part in found if len(part) > 1]


def _group(part: list[Copy], score: float, root: str) -> str:
    lines = ["<group>"]
    for copy in part:
        path = _legible(f"{root}/{copy.article.id}" if root else copy.article.id)
        ref, marked = ("n", "y") if copy.dropped else ("y", "n")
        lines.append(f'<file path={quoteattr(path)} words="" is_ref="{ref}" marked="{marked}"/>')
    percentage = round(100 * score)
    lines.extend(
        f'<match first="0" second="{second}" percentage="{percentage}"/>'
        for second in range(1, len(part))
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
