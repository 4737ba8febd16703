"""Where the members of a decision are today: by their path, or by their text wherever it went."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tui.model import Article, Decision, Member
from tui.resume.decision_status import DecisionStatus, same_text
from tui.resume.phrases import name_of_file, who_when


def locate_all(
    articles: Mapping[str, Article], decisions: Sequence[Decision]
) -> list[DecisionStatus]:
    """Each decision with the places of its members; orphans are known by then."""
    missing = [
        member
        for decision in decisions
        for member in decision.members
        if member.path not in articles or not same_text(member, articles[member.path])
    ]
    where: dict[tuple[str, str], list[str]] = defaultdict(list)
    if missing:
        wanted = {key for member in missing for key in _keys(member)}
        for article in articles.values():
            for key in _keys(article):
                if key in wanted:
                    where[key].append(article.id)
    return [_locate(decision, articles, where) for decision in decisions]


def _keys(one: Article | Member) -> tuple[tuple[str, str], ...]:
    """By what a text is found again: its digest, then that of its bytes."""
    return (("text", one.digest), ("bytes", one.raw)) if one.raw else (("text", one.digest),)


def _locate(
    decision: Decision,
    articles: Mapping[str, Article],
    where: Mapping[tuple[str, str], Sequence[str]],
) -> DecisionStatus:
    places: list[str | None] = [
        member.path
        if member.path in articles and same_text(member, articles[member.path])
        else None
        for member in decision.members
    ]
    if None in places:
        _follow(decision, places, where)
    reasons: list[str] = []
    for at, member in enumerate(decision.members):
        if places[at] is None and member.path in articles and member.path not in places:
            places[at] = member.path
        if places[at] is None and member.canonical:
            places[at] = _stand_in(decision, places, at, articles)
        reasons.extend(_told(decision, at, places, articles))
    left = {place for place in places if place is not None}
    if len(left) < 2:
        only = f"only {next(iter(left))} is left" if left else "none of its copies is left"
        return DecisionStatus(
            decision, "orphan", (f"{only} of what {who_when(decision)}",), tuple(places)
        )
    return DecisionStatus(decision, "restored", tuple(dict.fromkeys(reasons)), tuple(places))


def _follow(
    decision: Decision,
    places: list[str | None],
    where: Mapping[tuple[str, str], Sequence[str]],
) -> None:
    """Find the members that are no longer at their path by their text; no place is taken twice."""
    taken = set(places)
    for at, member in enumerate(decision.members):
        if places[at] is None:
            found = (where.get(key, ()) for key in _keys(member))
            free = next(filter(None, ([a for a in same if a not in taken] for same in found)), None)
            if free:
                places[at] = min(
                    free,
                    key=lambda article: (
                        name_of_file(article) != name_of_file(member.path),
                        article,
                    ),
                )
                taken.add(places[at])


def _stand_in(
    decision: Decision, places: Sequence[str | None], at: int, articles: Mapping[str, Article]
) -> str | None:
    """Where another member has exactly the text of the one at `at`, that is gone."""
    gone = decision.members[at]
    same = (
        place
        for place, member in zip(places, decision.members, strict=True)
        if place is not None and member.digest == gone.digest and not member.excluded
        if same_text(member, articles[place])
    )
    return min(same, default=None)


def _told(
    decision: Decision, at: int, places: Sequence[str | None], articles: Mapping[str, Article]
) -> Iterator[str]:
    """What became of one member, as a sentence; nothing where it is as it was."""
    member, place = decision.members[at], places[at]
    name, since = member.path, f"since {who_when(decision)}"
    if place is None:
        yield f"{name} is gone {since}"
    elif not same_text(member, articles[place]):
        yield f"{name} changed {since}"
    elif place != member.path:
        if places.count(place) > 1:
            yield f"{name} is gone, {place} has the same text and stands in"
        else:
            yield f"{name} is now {place}"
    elif articles[place].digest != member.digest:
        yield f"{name} has the same bytes, read differently {since}"
    elif member.raw and articles[place].raw != member.raw:
        yield f"{name} has other bytes and the same text {since}"
