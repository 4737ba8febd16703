"""What a decision means today: the nouns that resuming hands on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tui.model import Article, Decision, Group, Member, State

Meaning = Literal["restored", "noted", "stale", "conflict", "orphan"]


@dataclass(frozen=True, slots=True)
class DecisionStatus:
    """What one decision means today, and why, as sentences.

    `places` holds today's article id of each member in order, None for one that is gone; the place of a
    canonical copy that is gone is that of the member with its text. `newcomers` are articles to be asked
    about, `inherited` the ones with exactly a member's text: they share that member's fate. Both sorted.
    `overruled` where another reviewer's later decision settles it: it stands, and says nothing.
    `edited` are the places whose text is no longer the one that was decided on. `bound` are those that the verdict
    still binds, whatever `state` is: their text, and that of the canonical copy, are what was decided on. No rule,
    suggestion or export goes against it there. `passed_over` where a copy of a reference is to be chosen instead.
    """

    decision: Decision
    state: Meaning
    reasons: tuple[str, ...] = ()
    places: tuple[str | None, ...] = ()
    newcomers: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()
    overruled: bool = False
    edited: frozenset[str] = frozenset()
    bound: frozenset[str] = frozenset()
    passed_over: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """What stands in one row of the list: a detected group, or several that a decision joins.

    `members` are sorted article ids, `standings` the reviewer's own first. Decided when every member is
    covered by a decision that stands; parts of it may have a canonical copy each. `score` 0..1 is the
    highest of its groups, or what the decision remembers where detection finds none.
    `elsewhere` are "not duplicates" decisions that belong to another case and bind articles of this one, too.
    """

    members: tuple[str, ...]
    groups: tuple[Group, ...]
    standings: tuple[DecisionStatus, ...]
    state: State
    reasons: tuple[str, ...]
    score: float
    elsewhere: tuple[DecisionStatus, ...] = ()


@dataclass(frozen=True, slots=True)
class Today:
    """All cases by falling score, then members; and the decisions that no case is left for."""

    cases: tuple[Case, ...]
    orphans: tuple[DecisionStatus, ...]


def fates(standing: DecisionStatus) -> dict[str, str]:
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


def binding_fates(standing: DecisionStatus) -> dict[str, str]:
    """The `fates` of the articles that a decision binds.

    Nothing for a decision that is overruled, in conflict, or to be made again for the sake of a reference.
    """
    if standing.overruled or standing.passed_over or standing.state == "conflict":
        return {}
    return {place: to for place, to in fates(standing).items() if place in standing.bound}


def same_text(member: Member, article: Article) -> bool:
    """Whether an article has the text that was decided on.

    The same bytes are the same text, also where this version of the program reads another text out of them.
    """
    return article.digest == member.digest or bool(member.raw and article.raw == member.raw)


def edited_places(standing: DecisionStatus, articles: Mapping[str, Article]) -> set[str]:
    """The articles whose text is no longer the one that was decided on."""
    pairs = zip(standing.decision.members, standing.places, strict=True)
    return {place for member, place in pairs if place and not same_text(member, articles[place])}


def is_edited(standing: DecisionStatus, articles: Mapping[str, Article]) -> bool:
    """Whether a member has another text today than the one that was decided on."""
    return bool(edited_places(standing, articles))
