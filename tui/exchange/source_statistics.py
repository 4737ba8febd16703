"""Clusters → which sources share how much with whom, how often each is canonical, and who comes later by how long."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from statistics import median
from urllib.parse import urlsplit

from tui.exchange.writers.clusters import Cluster, Copy, dropped
from tui.exchange.writers.encode import csv_row
from tui.model import Article
from tui.text.dates import parse_date
from tui.text.plural import counted

SourceOf = Callable[[Article], str]
"""What tells an article's source, "" where it has none."""

_LEFT_OUT = frozenset({"not-duplicates"})


@dataclass(frozen=True, slots=True)
class Source:
    """One source: its articles, how many of them have a copy anywhere, and of the judged ones how many are canonical."""

    name: str
    articles: int
    copied: int
    judged: int
    canonical: int


@dataclass(frozen=True, slots=True)
class Shared:
    """What two sources share, `left < right`.

    `groups` in which both stand; `of_left` and `of_right` articles in them. `left_canonical` and
    `right_canonical`: groups in which the one's article is kept for one of the other. `lag`: median of how much later the
    right's first article of a group is dated than the left's, in days, over `dated` groups, those with dates known to the day; None
    without dates.
    """

    left: str
    right: str
    groups: int
    of_left: int
    of_right: int
    left_canonical: int
    right_canonical: int
    dated: int
    lag: float | None


@dataclass(frozen=True, slots=True)
class Sources:
    """All sources by name, and what pairs of them share, the most first. Articles without a source are left out."""

    sources: tuple[Source, ...]
    shared: tuple[Shared, ...]


def site(article: Article) -> str:
    """The host of an article's address, without `www.`; "" where it has none.

    >>> site(Article("a", "", 1, 1, "", "", url="https://www.Example.org:80/x"))
    'example.org'
    """
    try:
        host = urlsplit(article.url).hostname or ""
    except ValueError:  # brackets that are no IPv6 address
        return ""
    return host.removeprefix("www.")


def folder(article: Article) -> str:
    """The first folder of an article's file, "" at the top; what a record calls itself is no folder."""
    file = article.id.partition("#")[0]
    return file.partition("/")[0] if "/" in file else ""


def heavy_losses(clusters: Iterable[Cluster], articles: Iterable[Article]) -> list[str]:
    """One sentence for each source that would lose more than half of its articles.

    A source is the first folder of the path, where there is none the site; `articles` are all that were read.
    """
    total = Counter(map(_home, articles))
    lost = Counter(_home(copy.article) for copy, _ in dropped(clusters))
    return [
        f"{source} loses {lost[source]:,} of its {counted(total[source], 'article')}"
        for source in sorted(lost)
        if source and 2 * lost[source] > total[source]
    ]


def _home(article: Article) -> str:
    return folder(article) or site(article)


def sources(
    articles: Iterable[Article], clusters: Iterable[Cluster], source_of: SourceOf
) -> Sources:
    """Count. A group that was said to hold no copies counts nowhere, and neither do members taken out of one.

    O(k²) in the sources of a group.
    """
    every = Counter(name for article in articles if (name := source_of(article)))
    copied, judged, canonical = Counter[str](), Counter[str](), Counter[str]()
    pairs: dict[tuple[str, str], _Pair] = defaultdict(_Pair)
    for cluster in clusters:
        for part in _parts(cluster):
            by_source = _by_source(part, source_of)
            for name, copies in by_source.items():
                copied[name] += len(copies)
                judged[name] += sum(bool(copy.of) for copy in copies)
                canonical[name] += sum(copy.of == copy.article.id for copy in copies)
            for left, right in combinations(sorted(by_source), 2):
                pairs[left, right].add(by_source[left], by_source[right])
    listed = [
        Source(name, count, copied[name], judged[name], canonical[name])
        for name, count in sorted(every.items())
    ]
    shared = [pair.told(*names) for names, pair in pairs.items()]
    shared.sort(key=lambda one: (-one.groups, one.left, one.right))
    return Sources(tuple(listed), tuple(shared))


class _Pair:
    """What two sources share so far; mutable while groups are counted."""

    def __init__(self) -> None:
        self.groups = self.of_left = self.of_right = self.left_first = self.right_first = 0
        self.lags: list[float] = []  # days

    def add(self, left: list[Copy], right: list[Copy]) -> None:
        self.groups += 1
        self.of_left += len(left)
        self.of_right += len(right)
        self.left_first += any(copy.of == copy.article.id for copy in left)
        self.right_first += any(copy.of == copy.article.id for copy in right)
        first, second = _first_date(left), _first_date(right)
        if first and second:
            self.lags.append((second - first) / timedelta(days=1))

    def told(self, left: str, right: str) -> Shared:
        lag = round(median(self.lags), 2) if self.lags else None
        counted = (self.groups, self.of_left, self.of_right, self.left_first, self.right_first)
        return Shared(left, right, *counted, len(self.lags), lag)


def _first_date(copies: Iterable[Copy]) -> datetime | None:
    """Return the earliest of the dates that are known to the day."""
    found = (parse_date(copy.article.date) for copy in copies)
    return min((one.start for one in found if one and one.is_known_to_the_day), default=None)


def _parts(cluster: Cluster) -> Iterator[list[Copy]]:
    """The copies of one article that a cluster holds: by canonical where it is decided, else all."""
    if cluster.state in _LEFT_OUT:
        return
    parts: dict[str, list[Copy]] = defaultdict(list)
    for copy in cluster.copies:
        parts[copy.of].append(copy)
    if len(parts) > 1:
        parts.pop("", None)
    yield from (part for part in parts.values() if len(part) > 1)


def _by_source(part: Iterable[Copy], source_of: SourceOf) -> Mapping[str, list[Copy]]:
    found: dict[str, list[Copy]] = defaultdict(list)
    for copy in part:
        name = source_of(copy.article)
        if name:
            found[name].append(copy)
    return found


def as_csv(found: Sources) -> Iterator[bytes]:
    """Yield a head and a row a pair."""
    yield csv_row(
        ("left", "right", "groups", "of_left", "of_right", "left_canonical", "right_canonical",
         "dated", "lag_days")
    )  # fmt: skip
    for one in found.shared:
        counts = (one.groups, one.of_left, one.of_right, one.left_canonical, one.right_canonical)
        lag = "" if one.lag is None else str(one.lag)
        yield csv_row((one.left, one.right, *map(str, counts), str(one.dated), lag))
