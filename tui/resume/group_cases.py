"""Which decisions and which detected groups belong to one case."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tui.model import Article, Group
from tui.resume.decision_status import DecisionStatus, Meaning, is_edited
from tui.resume.phrases import who_when

Key = tuple[str, str]
Bundle = tuple[tuple[str, ...], tuple[Group, ...], list[DecisionStatus], list[DecisionStatus]]


def group_into_cases(
    groups: Sequence[Group], standings: Sequence[DecisionStatus], articles: Mapping[str, Article]
) -> tuple[list[Bundle], list[DecisionStatus]]:
    """Tie groups and decisions that share articles: (members, groups, standings, elsewhere) of each case.

    A decision joins all that it speaks of. One that says "no copies of each other" joins no groups: it
    goes where most of its articles are, and nowhere (the second result) where no two are together. Of the other
    cases that hold two of its articles it is among `elsewhere`: it binds them there, too.
    """
    ties = _Ties()
    group_of = {member: group for group in groups for member in group.members}
    for group in groups:
        ties.tie(group.members)
    homes: list[tuple[DecisionStatus, str]] = []
    alone: list[DecisionStatus] = []
    apart: list[DecisionStatus] = []
    for standing in standings:
        places = sorted({place for place in standing.places if place is not None})
        if standing.decision.verdict == "not-duplicates":
            apart.append(standing)
            places = _together(places, group_of)
        if len(places) < 2 and standing.decision.verdict == "not-duplicates":
            why = f"detection keeps apart what {who_when(standing.decision)}"
            state: Meaning = "stale" if is_edited(standing, articles) else "noted"
            alone.append(replace(standing, state=state, reasons=(*standing.reasons, why)))
            continue
        ties.tie(places)
        homes.append((standing, places[0]))
    members: dict[str, list[str]] = defaultdict(list)
    for article in ties:
        members[ties.root(article)].append(article)
    own: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        own[ties.root(group.members[0])].append(group)
    here: dict[str, list[DecisionStatus]] = defaultdict(list)
    home_of: dict[Key, str] = {}
    for standing, home in homes:
        home_of[standing.decision.key] = ties.root(home)
        here[ties.root(home)].append(standing)
    elsewhere = _beside_home(apart, home_of, ties)
    return [
        (
            tuple(sorted(articles_of)),
            tuple(sorted(own[root], key=lambda g: g.members)),
            here[root],
            elsewhere[root],
        )
        for root, articles_of in members.items()
    ], alone


def _beside_home(
    apart: Sequence[DecisionStatus], home_of: Mapping[Key, str], ties: "_Ties"
) -> dict[str, list[DecisionStatus]]:
    """The "not duplicates" decisions of which a case holds two articles without being their home, by its root."""
    found: dict[str, list[DecisionStatus]] = defaultdict(list)
    for standing in apart:
        places = {place for place in standing.places if place is not None and place in ties}
        for root, count in Counter(map(ties.root, places)).items():
            if count > 1 and root != home_of.get(standing.decision.key):
                found[root].append(standing)
    return found


def _together(places: Sequence[str], group_of: Mapping[str, Group]) -> list[str]:
    """The places that one case can hold without joining groups; all of them where one group is met."""
    by_group: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for place in places:
        if place in group_of:
            by_group[group_of[place].members].append(place)
    if len(by_group) < 2:  # one group or none: nothing is joined
        return list(places)
    return min(by_group.values(), key=lambda held: (-len(held), held))


class _Ties:
    """Sets of articles that grow together (union-find with path halving, Tarjan and van Leeuwen 1984)."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._above))

    def __contains__(self, article: str) -> bool:
        return article in self._above

    def root(self, article: str) -> str:
        above = self._above
        above.setdefault(article, article)
        while above[article] != article:
            above[article] = above[above[article]]
            article = above[article]
        return article

    def tie(self, articles: Sequence[str]) -> None:
        first = self.root(articles[0])
        for article in articles[1:]:
            self._above[self.root(article)] = first
