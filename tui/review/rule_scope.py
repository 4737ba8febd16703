"""A case → what a rule may decide of it, or which verdict of a person keeps the rule out. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from tui import resume
from tui.model import OPEN_STATES, SET_ASIDE_STATES, Decision
from tui.resume.phrases import listed, who_when
from tui.resume.relations import apart

Effect = Literal["kept", "replaced", "overruled"]
"""What a rule makes of an earlier verdict; one of another reviewer is overruled, and its record stays."""


@dataclass(frozen=True, slots=True)
class EarlierVerdict:
    """A decision on a group that a rule meets, and what the rule's choice makes of it."""

    decision: Decision
    effect: Effect

    @property
    def sentence(self) -> str:
        """Who decided what, and when."""
        chosen = next((m.path for m in self.decision.members if m.canonical), "")
        what = f"{self.decision.verdict} {chosen}".strip()
        return f"{who_when(self.decision)}: {what}"


@dataclass(frozen=True, slots=True)
class RuleScope:
    """The articles that a rule's decision would speak of, sorted; `excluded` are those that stay excluded.

    `anchor` is the canonical copy that a person chose of texts that have not changed: it stays, and only the
    others are in question. "" where there is none. `blocked` is the reason why no rule may decide this case.
    """

    members: tuple[str, ...] = ()
    excluded: frozenset[str] = frozenset()
    anchor: str = ""
    blocked: str = ""


def rule_scope(case: resume.Case) -> RuleScope:
    """What the verdicts on unchanged texts leave to a rule. Linear in the members of the case's decisions."""
    blocked = _set_aside(case)
    if blocked or case.state not in OPEN_STATES:
        return RuleScope(blocked=blocked or "it is decided")
    if case.state == "conflict":
        return RuleScope(blocked=next(iter(case.reasons), "reviewers disagree"))
    verdicts = [s for s in case.standings if s.decision.verdict != "undecided" and not s.overruled]
    for standing in verdicts:
        if standing.passed_over:
            reason = f"{who_when(standing.decision)} for a copy that is in no reference"
            return RuleScope(blocked=reason)
    waiting = waiting_members(case)
    asking = {s.decision.key: waiting & {*s.newcomers, *s.edited} for s in verdicts if s.bound}
    concerned = [s for s in verdicts if asking.get(s.decision.key)]
    for standing in concerned:
        if standing.decision.verdict == "not-duplicates":
            new = listed(sorted(asking[standing.decision.key]))
            apart = f"{who_when(standing.decision)} that these are not duplicates"
            return RuleScope(blocked=f"{apart}: a person must say which one {new} is a copy of")
    anchors = {_canonical(standing) for standing in concerned}
    if len(anchors) > 1:
        return RuleScope(
            blocked="there are several canonical copies: a person must say which one a new copy belongs to"
        )
    if anchors:
        members = {*anchors, *(new for news in asking.values() for new in news)}
    else:
        members = _first_part(case, waiting)
    return _checked(case, members, next(iter(anchors), ""))


def waiting_members(case: resume.Case) -> set[str]:
    """The articles of a case for which no verdict holds."""
    return set(case.members) - resume.covered_by(case.standings, case.elsewhere).keys()


def apart_pairs(case: resume.Case, members: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The pairs of `members` that a verdict on unchanged texts keeps apart. Quadratic in `members`."""
    every = [resume.binding_fates(standing) for standing in (*case.standings, *case.elsewhere)]
    said = [fates for fates in every if "" in fates.values()]
    if said:
        for one, other in combinations(members, 2):
            both = (fates for fates in said if one in fates and other in fates)
            if any(apart(fates, one, other) for fates in both):
                yield one, other


def _set_aside(case: resume.Case) -> str:
    """Which verdict sets the case aside, as a reason; "" where it is not, or holds for other articles only."""
    for standing in case.standings:
        decision = standing.decision
        concerned = standing.bound and (standing.newcomers or standing.edited)
        if decision.verdict in SET_ASIDE_STATES and concerned and not standing.overruled:
            return f"{who_when(decision)}: {decision.verdict}"
    return ""


def _canonical(standing: resume.DecisionStatus) -> str:
    return next(filter(None, resume.fates(standing).values()), "")


def _first_part(case: resume.Case, waiting: set[str]) -> set[str]:
    """The waiting articles that belong together: a part that was cut off is decided by itself."""
    parts = [
        part
        for standing in case.standings
        if standing.decision.verdict == "undecided" and not standing.overruled
        for part in [{place for place in standing.places if place in waiting}]
        if len(part) > 1 and part < set(case.members)
    ]
    rest = waiting.difference(*parts)
    return rest if len(rest) > 1 or not parts else parts[0]


def _checked(case: resume.Case, members: set[str], anchor: str) -> RuleScope:
    """The scope, unless a verdict keeps two of its articles apart or too few are left."""
    excluded = members & {
        place
        for standing in case.standings
        if not standing.overruled
        for member, place in zip(standing.decision.members, standing.places, strict=True)
        if member.excluded and place is not None and place not in standing.edited
    }
    excluded -= {anchor}
    counting = sorted(members - excluded)
    if len(counting) < 2:
        return RuleScope(blocked="only one copy waits for a decision")
    pair = next(apart_pairs(case, counting), None)
    if pair is not None:
        return RuleScope(
            blocked=f"a reviewer decided that {pair[0]} and {pair[1]} are not duplicates"
        )
    return RuleScope(tuple(sorted(members)), frozenset(excluded), anchor)
