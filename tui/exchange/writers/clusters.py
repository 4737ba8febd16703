"""What the ways out are handed: groups of copies with what was decided of each copy, and nothing undecided in it.

The door makes these of the review's cases, so that nothing here knows how a decision is found again.
A copy is dropped only where a decision that stands names the copy that is kept instead.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from tui.errors import DecisionsError
from tui.exchange.document_numbers import NO_SHARDS, Shards
from tui.model import Article, State


@dataclass(frozen=True, slots=True)
class Copy:
    """One member of a group, and the article that it is a copy of.

    `of` is the id of its canonical copy, its own id where it is that itself, and "" where nobody says
    that it is a copy: an excluded member, a member of an undecided group. Such a one is always kept.
    `label` and `reviewer` are those of the decision that says so, "" where there is none.
    """

    article: Article
    of: str = ""
    label: str = ""
    reviewer: str = ""

    @property
    def dropped(self) -> bool:
        """Whether another article is kept in its place."""
        return self.of not in ("", self.article.id)


@dataclass(frozen=True, slots=True)
class Cluster:
    """One group: its name (`model.decision_id` of its digests), state, score 0..1, copies sorted by id.

    Parts of it may have a canonical copy each.
    """

    id: str
    state: State
    score: float
    copies: tuple[Copy, ...]

    def canonical_of(self, copy: Copy) -> Article:
        """The article that is kept in a dropped copy's place."""
        return next(other.article for other in self.copies if other.article.id == copy.of)


def _no_file(article: str) -> str:
    """Nothing is a record where nobody says so."""
    del article
    return ""


def _no_lines(file: str) -> None:
    del file


@dataclass(frozen=True, slots=True)
class Options:
    """How a form is written, and what it may ask of the folder.

    `nul` ends names with NUL; `root` is put before paths where a form wants whole ones. `articles` are the ids of all
    that was read, `file_of` tells the file of a record ("" for an article that is a file), `lines` gives the lines of
    a file of JSON lines (None for others), and `shards` counts its documents.
    """

    nul: bool = False
    root: str = ""
    articles: Collection[str] = ()
    file_of: Callable[[str], str] = _no_file
    lines: Callable[[str], Iterator[bytes] | None] = _no_lines
    shards: Shards = NO_SHARDS


def dropped(clusters: Iterable[Cluster]) -> Iterator[tuple[Copy, Article]]:
    """Every copy that is dropped, with the article kept in its place, in the order of the clusters."""
    for cluster in clusters:
        for copy in cluster.copies:
            if copy.dropped:
                yield copy, cluster.canonical_of(copy)


def checked(clusters: Iterable[Cluster]) -> tuple[Cluster, ...]:
    """The clusters, once it is sure that whatever is dropped has a kept article in its place.

    Raises DecisionsError where an article stands twice, or is a copy of one that is dropped or not there.
    """
    whole = tuple(clusters)
    seen: set[str] = set()
    for cluster in whole:
        kept = {copy.article.id for copy in cluster.copies if not copy.dropped}
        for copy in cluster.copies:
            if copy.dropped and copy.of not in kept:
                raise DecisionsError(
                    f"{copy.article.id} would be dropped, and {copy.of} is not kept in its place",
                    do="Look at this group again in the review",
                )
            if copy.article.id in seen:
                raise DecisionsError(f"{copy.article.id} stands in two groups")
            seen.add(copy.article.id)
    return whole
