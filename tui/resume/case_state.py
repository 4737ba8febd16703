"""What the decisions of one case say together: the state of each, and of the case."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from tui.model import SET_ASIDE_STATES, Article, Group, State, Verdict
from tui.resume.conflicts import with_conflicts, without_replaced
from tui.resume.decision_status import Case, DecisionStatus, edited_places, fates
from tui.resume.new_members import with_newcomers
from tui.resume.phrases import age, listed, who_when

# The state of a case of several parts is the one that asks for most attention.
_LOUDEST: Final[tuple[Verdict, ...]] = ("flagged", "skipped", "canonical", "not-duplicates")


def weigh(
    members: tuple[str, ...],
    groups: tuple[Group, ...],
    standings: Sequence[DecisionStatus],
    articles: Mapping[str, Article],
    reviewer: str,
    locked: Collection[str] = (),
    elsewhere: Sequence[DecisionStatus] = (),
) -> Case:
    """Give every standing of a case its state, and the case its own.

    `elsewhere` are decisions of other cases that speak of articles of this one.
    """
    ordered = sorted(standings, key=lambda s: (s.decision.reviewer != reviewer, *age(s.decision)))
    grown = with_newcomers(members, groups, ordered, articles)
    bound = without_replaced([_bound(standing, articles, locked) for standing in grown])
    judged = with_conflicts([_judged(s, bound, groups, locked) for s in bound])
    score = max((group.score for group in groups), default=None)
    if score is None:
        score = max((s.decision.score or 0.0 for s in judged), default=0.0)
    others = tuple(
        _bound(standing, articles, locked)
        for standing in sorted(elsewhere, key=lambda s: s.decision.key)
    )
    state = _state(members, judged, others)
    reasons = dict.fromkeys(reason for s in judged for reason in s.reasons)
    return Case(members, groups, tuple(judged), state, tuple(reasons), score, others)


def _bound(
    standing: DecisionStatus, articles: Mapping[str, Article], locked: Collection[str]
) -> DecisionStatus:
    """The standing with the articles that its verdict still binds."""
    changed = edited_places(standing, articles)
    pairs = zip(standing.decision.members, standing.places, strict=True)
    chosen = [place for member, place in pairs if member.canonical]
    there = {place for place in standing.places if place is not None}
    lost = any(place is None or place in changed for place in chosen)
    return replace(
        standing,
        edited=frozenset(changed),
        bound=frozenset() if lost else frozenset(there - changed),
        passed_over=bool(_passed_over(standing, locked)),
    )


def _judged(
    standing: DecisionStatus,
    every: Sequence[DecisionStatus],
    groups: Sequence[Group],
    locked: Collection[str],
) -> DecisionStatus:
    """Restored, noted or stale, with the reasons that only the groups can tell."""
    decision, reasons = standing.decision, list(standing.reasons)
    pairs = list(zip(decision.members, standing.places, strict=True))
    edited = standing.edited
    headless = any(member.canonical and place is None for member, place in pairs)
    if standing.newcomers:
        verb = "is" if len(standing.newcomers) == 1 else "are"
        reasons.append(f"{listed(standing.newcomers)} {verb} new here since {who_when(decision)}")
    if standing.inherited:
        verb = "has" if len(standing.inherited) == 1 else "have"
        reasons.append(f"{listed(standing.inherited)} {verb} exactly the text of a decided copy")
    if decision.verdict != "undecided" and not edited and _is_split(standing, groups):
        reasons.append(f"detection does not tie all that {who_when(decision)}; the verdict stands")
    passed_over = _passed_over(standing, locked)
    if passed_over:
        verb = "stands" if len(passed_over) == 1 else "stand"
        reasons.append(
            f"{listed(passed_over)} {verb} in a reference: what {who_when(decision)} is to be chosen again"
        )
    asked = bool(standing.newcomers) and decision.verdict not in SET_ASIDE_STATES
    if edited and decision.verdict != "undecided":
        # A later decision on the changed texts settles them: the verdict on the others was never in question.
        later = (other for other in every if other.decision.at > decision.at)
        decided = {place for other in later for place in other.bound}
        edited = frozenset() if standing.bound and edited <= decided else edited
    unbound = decision.verdict == "canonical" and not standing.bound
    if edited or headless or unbound or asked or passed_over:
        return replace(standing, state="stale", reasons=tuple(reasons))
    return replace(standing, state="noted" if reasons else "restored", reasons=tuple(reasons))


def _passed_over(standing: DecisionStatus, locked: Collection[str]) -> list[str]:
    """The copies of a reference of which a decision chose another copy, which stands in none."""
    said = fates(standing)
    chosen = next(filter(None, said.values()), "")
    if not chosen or chosen in locked:
        return []
    copies = [*(place for place, kept in said.items() if kept), *standing.inherited]
    return sorted(copy for copy in copies if copy in locked)


def _is_split(standing: DecisionStatus, groups: Sequence[Group]) -> bool:
    """Whether no detected group holds all places of a decision."""
    places = {place for place in standing.places if place is not None}
    return not any(places <= set(group.members) for group in groups)


def _state(
    members: Sequence[str], standings: Sequence[DecisionStatus], elsewhere: Sequence[DecisionStatus]
) -> State:
    """The state of a case: open while any member waits for a verdict that holds for it."""
    verdicts = [s for s in standings if s.decision.verdict != "undecided"]
    if any(s.state == "conflict" for s in verdicts):
        return "conflict"
    covered = covered_by(standings, elsewhere)
    if not covered.keys() >= set(members):
        return "stale" if any(s.state == "stale" for s in verdicts) else "undecided"
    return next(verdict for verdict in _LOUDEST if verdict in covered.values())


def covered_by(
    standings: Sequence[DecisionStatus], elsewhere: Sequence[DecisionStatus]
) -> dict[str, Verdict]:
    """Each article of a case for which a verdict holds, with that verdict.

    A newcomer to texts that are set aside is set aside with them, unless another verdict asks about it.
    """
    verdicts = [s for s in standings if s.decision.verdict != "undecided"]
    asked = {
        new for s in verdicts if s.decision.verdict not in SET_ASIDE_STATES for new in s.newcomers
    }
    covered: dict[str, Verdict] = {}
    for standing in (*verdicts, *elsewhere):
        if standing.overruled or standing.passed_over or not standing.bound:
            continue
        verdict = standing.decision.verdict
        aside = set(standing.newcomers) - asked if verdict in SET_ASIDE_STATES else set[str]()
        for article in (*standing.bound, *standing.inherited, *aside):
            if article not in covered or covered[article] in SET_ASIDE_STATES:
                covered[article] = verdict
    return covered
