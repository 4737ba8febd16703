"""Saved decisions and today's folder in, what each decision means today out: the truth table, pure.

A decision speaks of texts. Where they lie today is looked up first (`_locate`), then the decisions that
touch one detected group, or that join several, are weighed together (`_weigh`). Of the states
orphan, conflict, stale, noted and restored the first that applies is the decision's. Nothing is dropped
and nothing is changed here: that is for a person to do.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final, Literal

from tui.model import Article, Decision, Group, State, Verdict

Meaning = Literal["restored", "noted", "stale", "conflict", "orphan"]
_STANDS: Final[frozenset[Meaning]] = frozenset({"restored", "noted"})
_MOST_NAMED: Final = 3  # files named in one sentence; the rest is counted
_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
_OPEN_QUESTION: Final = frozenset({"skipped", "flagged"})  # another reviewer's answer says more
# The state of a case of several parts is the one that asks for most attention.
_LOUDEST: Final[tuple[Verdict, ...]] = ("flagged", "skipped", "canonical", "not-duplicates")


@dataclass(frozen=True, slots=True)
class Standing:
    """What one decision means today, and why, as sentences.

    `places` holds today's article id of each member in order, None for one that is gone; the place of a
    canonical copy that is gone is that of the member with its text. `newcomers` are articles to be asked
    about, `inherited` the ones with exactly a member's text: they share that member's fate. Both sorted.
    `overruled` where another reviewer's later decision settles it: it stands, and says nothing.
    """

    decision: Decision
    state: Meaning
    reasons: tuple[str, ...] = ()
    places: tuple[str | None, ...] = ()
    newcomers: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()
    overruled: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """What stands in one row of the list: a detected group, or several that a decision joins.

    `members` are sorted article ids, `standings` the reviewer's own first. Decided when every member is
    covered by a decision that stands; parts of it may have a canonical copy each. `score` 0..1 is the
    highest of its groups, or what the decision remembers where detection finds none.
    """

    members: tuple[str, ...]
    groups: tuple[Group, ...]
    standings: tuple[Standing, ...]
    state: State
    reasons: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Today:
    """All cases by falling score, then members; and the decisions that no case is left for."""

    cases: tuple[Case, ...]
    orphans: tuple[Standing, ...]


def today(
    articles: Mapping[str, Article],
    groups: Sequence[Group],
    decisions: Sequence[Decision],
    *,
    reviewer: str,
) -> Today:
    """Hold every decision against today's articles and groups.

    Every decision is in exactly one case or among the orphans. The order of `groups` and `decisions`
    makes no difference. Linear in articles and members.
    """
    located = _locate_all(articles, decisions)
    orphans = [standing for standing in located if standing.state == "orphan"]
    bundles, alone = _bundle(groups, [s for s in located if s.state != "orphan"], articles)
    cases = [_weigh(*bundle, articles, reviewer) for bundle in bundles]
    cases.sort(key=lambda case: (-case.score, case.members))
    return Today(tuple(cases), tuple(sorted([*orphans, *alone], key=lambda s: s.decision.key)))


def again(
    case: Case,
    articles: Mapping[str, Article],
    decisions: Sequence[Decision],
    *,
    reviewer: str,
) -> Case:
    """The same case after its decisions changed; its members and groups stay what they were."""
    located = _locate_all(articles, decisions)
    left = [standing for standing in located if standing.state != "orphan"]
    return _weigh(case.members, case.groups, left, articles, reviewer)


# ---- where the members are today ----------------------------------------------------------------


def _locate_all(articles: Mapping[str, Article], decisions: Sequence[Decision]) -> list[Standing]:
    """Each decision with the places of its members; orphans are known by then."""
    wanted = {
        member.digest
        for decision in decisions
        for member in decision.members
        if member.path not in articles or articles[member.path].digest != member.digest
    }
    where: dict[str, list[str]] = defaultdict(list)
    if wanted:
        for article in articles.values():
            if article.digest in wanted:
                where[article.digest].append(article.id)
    return [_locate(decision, articles, where) for decision in decisions]


def _locate(
    decision: Decision, articles: Mapping[str, Article], where: Mapping[str, Sequence[str]]
) -> Standing:
    places: list[str | None] = [
        member.path
        if member.path in articles and articles[member.path].digest == member.digest
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
        return Standing(
            decision, "orphan", (f"{only} of what {_who_when(decision)}",), tuple(places)
        )
    return Standing(decision, "restored", tuple(dict.fromkeys(reasons)), tuple(places))


def _follow(
    decision: Decision, places: list[str | None], where: Mapping[str, Sequence[str]]
) -> None:
    """Find the members that are no longer at their path by their text; no place is taken twice."""
    taken = set(places)
    for at, member in enumerate(decision.members):
        if places[at] is None:
            free = [article for article in where.get(member.digest, ()) if article not in taken]
            if free:
                places[at] = min(
                    free, key=lambda article: (_name(article) != _name(member.path), article)
                )
                taken.add(places[at])


def _stand_in(
    decision: Decision, places: Sequence[str | None], at: int, articles: Mapping[str, Article]
) -> str | None:
    """Where another member has exactly the text of the one at `at`, that is gone."""
    digest = decision.members[at].digest
    same = (
        place
        for place, member in zip(places, decision.members, strict=True)
        if place is not None and member.digest == digest and not member.excluded
    )
    return min((place for place in same if articles[place].digest == digest), default=None)


def _told(
    decision: Decision, at: int, places: Sequence[str | None], articles: Mapping[str, Article]
) -> Iterator[str]:
    """What became of one member, as a sentence; nothing where it is as it was."""
    member, place = decision.members[at], places[at]
    name, since = member.path, f"since {_who_when(decision)}"
    if place is None:
        yield f"{name} is gone {since}"
    elif articles[place].digest != member.digest:
        yield f"{name} changed {since}"
    elif place != member.path:
        if places.count(place) > 1:
            yield f"{name} is gone, {place} has the same text and stands in"
        else:
            yield f"{name} is now {place}"
    elif member.raw and articles[place].raw != member.raw:
        yield f"{name} has other bytes and the same text {since}"


# ---- which decisions belong to which case -------------------------------------------------------

_Bundle = tuple[tuple[str, ...], tuple[Group, ...], list[Standing]]


def _bundle(
    groups: Sequence[Group], standings: Sequence[Standing], articles: Mapping[str, Article]
) -> tuple[list[_Bundle], list[Standing]]:
    """Tie groups and decisions that share articles: (members, groups, standings) of each case.

    A decision joins all that it speaks of. One that says "no copies of each other" joins no groups: it
    goes where most of its articles are, and nowhere (the second result) where no two are together.
    """
    ties = _Ties()
    group_of = {member: group for group in groups for member in group.members}
    for group in groups:
        ties.tie(group.members)
    homes: list[tuple[Standing, str]] = []
    alone: list[Standing] = []
    for standing in standings:
        places = sorted({place for place in standing.places if place is not None})
        if standing.decision.verdict == "not-duplicates":
            places = _together(places, group_of)
        if len(places) < 2:
            why = f"detection keeps apart what {_who_when(standing.decision)}"
            state: Meaning = "stale" if _is_edited(standing, articles) else "noted"
            alone.append(replace(standing, state=state, reasons=(*standing.reasons, why)))
            continue
        ties.tie(places)
        homes.append((standing, places[0]))
    bundles: dict[str, tuple[list[str], list[Group], list[Standing]]] = {}
    for article in ties:
        bundles.setdefault(ties.root(article), ([], [], []))[0].append(article)
    for group in groups:
        bundles[ties.root(group.members[0])][1].append(group)
    for standing, home in homes:
        bundles[ties.root(home)][2].append(standing)
    return [
        (tuple(sorted(members)), tuple(sorted(own, key=lambda g: g.members)), told)
        for members, own, told in bundles.values()
    ], alone


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


# ---- what the decisions of one case say together ------------------------------------------------


def _weigh(
    members: tuple[str, ...],
    groups: tuple[Group, ...],
    standings: Sequence[Standing],
    articles: Mapping[str, Article],
    reviewer: str,
) -> Case:
    """Give every standing of a case its state, and the case its own."""
    ordered = sorted(standings, key=lambda s: (s.decision.reviewer != reviewer, *_age(s.decision)))
    grown = _with_newcomers(members, groups, ordered, articles)
    judged = _with_conflicts([_judged(standing, groups, articles) for standing in grown])
    score = max((group.score for group in groups), default=None)
    if score is None:
        score = max((s.decision.score or 0.0 for s in judged), default=0.0)
    state = _state(members, judged)
    reasons = dict.fromkeys(reason for s in judged for reason in s.reasons)
    return Case(members, groups, tuple(judged), state, tuple(reasons), score)


def _with_newcomers(
    members: Sequence[str],
    groups: Sequence[Group],
    standings: Sequence[Standing],
    articles: Mapping[str, Article],
) -> list[Standing]:
    """Hand each member that no verdict speaks of to one decision of each reviewer, the nearest one."""
    verdicts = [s for s in standings if s.decision.verdict != "undecided"]
    known = {place for s in verdicts for place in s.places}
    # What a reviewer has put aside as another part of the group is no newcomer: it waits undecided.
    for part in standings:
        if part.decision.verdict == "undecided" and known.isdisjoint(part.places):
            known.update(part.places)
    new = [member for member in members if member not in known]
    if not new or not verdicts:
        return list(standings)
    nearness = _nearness(groups)
    asked: dict[tuple[str, str], list[str]] = defaultdict(list)
    same: dict[tuple[str, str], list[str]] = defaultdict(list)
    for who in {s.decision.reviewer for s in verdicts}:
        mine = [s for s in verdicts if s.decision.reviewer == who]
        for article in new:
            twins = [s for s in mine if articles[article].digest in _texts(s, articles)]
            if twins:
                same[twins[0].decision.key].append(article)
            else:
                near = max(
                    mine, key=lambda s: max(nearness.get((article, p), 0.0) for p in s.places if p)
                )
                asked[near.decision.key].append(article)
    return [
        replace(
            s,
            newcomers=tuple(sorted(asked[s.decision.key])),
            inherited=tuple(sorted(same[s.decision.key])),
        )
        if s.decision.verdict != "undecided"
        else s
        for s in standings
    ]


def _nearness(groups: Sequence[Group]) -> dict[tuple[str, str], float]:
    near: dict[tuple[str, str], float] = {}
    for group in groups:
        for match in group.matches:
            near[match.left, match.right] = near[match.right, match.left] = match.score
    return near


def _texts(standing: Standing, articles: Mapping[str, Article]) -> set[str]:
    """The digests that a decision speaks of and that its members still have."""
    pairs = zip(standing.decision.members, standing.places, strict=True)
    return {m.digest for m, place in pairs if place and articles[place].digest == m.digest}


def _judged(
    standing: Standing, groups: Sequence[Group], articles: Mapping[str, Article]
) -> Standing:
    """Restored, noted or stale, with the reasons that only the groups can tell."""
    decision, reasons = standing.decision, list(standing.reasons)
    pairs = list(zip(decision.members, standing.places, strict=True))
    edited = _is_edited(standing, articles)
    headless = any(member.canonical and place is None for member, place in pairs)
    if standing.newcomers:
        verb = "is" if len(standing.newcomers) == 1 else "are"
        reasons.append(f"{_listed(standing.newcomers)} {verb} new here since {_who_when(decision)}")
    if standing.inherited:
        verb = "has" if len(standing.inherited) == 1 else "have"
        reasons.append(f"{_listed(standing.inherited)} {verb} exactly the text of a decided copy")
    if decision.verdict != "undecided" and not edited and _is_split(standing, groups):
        reasons.append(f"detection does not tie all that {_who_when(decision)}; the verdict stands")
    if edited or headless or standing.newcomers:
        return replace(standing, state="stale", reasons=tuple(reasons))
    return replace(standing, state="noted" if reasons else "restored", reasons=tuple(reasons))


def _is_edited(standing: Standing, articles: Mapping[str, Article]) -> bool:
    pairs = zip(standing.decision.members, standing.places, strict=True)
    return any(place and articles[place].digest != member.digest for member, place in pairs)


def _is_split(standing: Standing, groups: Sequence[Group]) -> bool:
    """Whether no detected group holds all places of a decision."""
    places = {place for place in standing.places if place is not None}
    return not any(places <= set(group.members) for group in groups)


def _with_conflicts(standings: list[Standing]) -> list[Standing]:
    """Mark the decisions of different reviewers that say different things of one article.

    Only what was said of the same texts is compared: two decisions that both stand, or two with one id.
    A reviewer's latest word on an article counts, and one that settles another's word overrules it.
    """
    said = _latest_words(standings)
    clashes: dict[tuple[str, str], set[str]] = defaultdict(set)
    settled: dict[tuple[str, str], str] = {}
    for one, other in combinations(standings, 2):
        if not _comparable(one, other) or not _disagree(
            said[one.decision.key], said[other.decision.key]
        ):
            continue
        over = _settler(one, other)
        if over is None:
            for standing in (one, other):
                clashes[standing.decision.key].add(_both(one, other))
        else:
            loser = other if over is one else one
            settled[loser.decision.key] = f"settled by what {_who_when(over.decision)}"
    return [
        _marked(s, sorted(clashes[s.decision.key]), settled.get(s.decision.key, ""))
        for s in standings
    ]


def _marked(standing: Standing, clashes: Sequence[str], settled: str) -> Standing:
    if settled and not clashes:
        state: Meaning = "noted" if standing.state == "restored" else standing.state
        return replace(standing, state=state, reasons=(*standing.reasons, settled), overruled=True)
    if clashes:
        return replace(standing, state="conflict", reasons=(*clashes, *standing.reasons))
    return standing


def _latest_words(standings: Sequence[Standing]) -> dict[tuple[str, str], dict[str, str]]:
    """The fates that each decision (latest first) says, less what its reviewer has since said anew."""
    words: dict[tuple[str, str], dict[str, str]] = {}
    spoken: dict[str, set[str]] = defaultdict(set)
    for standing in standings:
        who, said = standing.decision.reviewer, fates(standing)
        words[standing.decision.key] = {a: fate for a, fate in said.items() if a not in spoken[who]}
        if standing.state in _STANDS:
            spoken[who] |= said.keys()
    return words


def _comparable(one: Standing, other: Standing) -> bool:
    if one.decision.reviewer == other.decision.reviewer:
        return False
    return one.decision.id == other.decision.id or {one.state, other.state} <= _STANDS


def _disagree(mine: Mapping[str, str], theirs: Mapping[str, str]) -> bool:
    return any(mine[article] != theirs[article] for article in mine.keys() & theirs.keys())


def _settler(one: Standing, other: Standing) -> Standing | None:
    """Which of the two was decided in knowledge of the other and overrules it."""
    for new, old in ((one, other), (other, one)):
        if old.decision.reviewer in new.decision.settles and new.decision.at >= old.decision.at:
            return new
    return None


def fates(standing: Standing) -> dict[str, str]:
    """What a decision says of each article today: its canonical copy, or "" where it is no copy.

    A verdict that leaves the question open (skipped, flagged, undecided) says nothing.
    """
    decision = standing.decision
    pairs = list(zip(decision.members, standing.places, strict=True))
    if decision.verdict == "not-duplicates":
        return {place: "" for _, place in pairs if place is not None}
    if decision.verdict != "canonical":
        return {}
    chosen = next((place for member, place in pairs if member.canonical and place), None)
    if chosen is None:
        return {}
    said = {place: "" if m.excluded else chosen for m, place in pairs if place is not None}
    said[chosen] = chosen
    return said


def _state(members: Sequence[str], standings: Sequence[Standing]) -> State:
    """The state of a case: open while any member waits for a word that stands."""
    verdicts = [s for s in standings if s.decision.verdict != "undecided"]
    if any(s.state == "conflict" for s in verdicts):
        return "conflict"
    said: dict[str, Verdict] = {}
    for standing in verdicts:
        verdict = standing.decision.verdict
        if standing.state in _STANDS and not standing.overruled:
            for article in filter(None, (*standing.places, *standing.inherited)):
                if article not in said or said[article] in _OPEN_QUESTION:
                    said[article] = verdict
    if len(said) < len(members):
        return "stale" if any(s.state == "stale" for s in verdicts) else "undecided"
    return next(verdict for verdict in _LOUDEST if verdict in said.values())


# ---- sentences ----------------------------------------------------------------------------------


def _age(decision: Decision) -> tuple[str, float, str]:
    """Sorts by reviewer, the latest first."""
    return (decision.reviewer, -decision.at.timestamp(), decision.id)


def _who_when(decision: Decision) -> str:
    at = decision.at
    return f"{decision.reviewer} decided on {at.day} {_MONTHS[at.month - 1]} {at.year}"


def _both(one: Standing, other: Standing) -> str:
    said = sorted((s.decision.reviewer, _word(s)) for s in (one, other))
    return " and ".join(f"{who} says {word}" for who, word in said)


def _word(standing: Standing) -> str:
    if standing.decision.verdict == "not-duplicates":
        return "these are no copies"
    chosen = next(m.path for m in standing.decision.members if m.canonical)
    return f"{chosen} is canonical"


def _listed(articles: Sequence[str]) -> str:
    named = ", ".join(articles[:_MOST_NAMED])
    more = len(articles) - _MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named


def _name(article: str) -> str:
    return article.rsplit("/", 1)[-1]
