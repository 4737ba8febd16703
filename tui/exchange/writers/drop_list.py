"""The articles that are not canonical, one name after the other: what a shell or a filter takes."""

from collections.abc import Iterable, Iterator

from tui.errors import UsageError
from tui.exchange.writers.clusters import Cluster, Options, dropped
from tui.exchange.writers.encode import encoded


def write(clusters: Iterable[Cluster], options: Options) -> Iterator[bytes]:
    """Yield the id of each dropped copy, ended by a newline, or by NUL where `options` say so.

    Raises UsageError before anything is yielded where a newline stands in a name: two lines would be
    two other names.
    """
    names = [copy.article.id for copy, _ in dropped(clusters)]
    if not options.nul:
        for name in names:
            if "\n" in name:
                raise UsageError(
                    "a newline is part of this name, so a list of lines cannot hold it",
                    where=name,
                    do="End the names with NUL instead (-0), and read them with xargs -0",
                )
    end = b"\0" if options.nul else b"\n"
    for name in names:
        yield encoded(name) + end
