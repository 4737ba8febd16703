"""Where two reviewers say different things of the same texts, and who settled it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import combinations

from tui.resume.decision_status import DecisionStatus, Meaning, binding_fates, fates
from tui.resume.phrases import both, sessions, who_when
from tui.resume.relations import contradict


def with_conflicts(standings: list[DecisionStatus]) -> list[DecisionStatus]:
    """Mark the decisions of different reviewers that say different things of one article.

    Only what was said of the same texts is compared: what two decisions bind, or two with one id. A newcomer or an
    edited copy beside them makes no difference. A reviewer's latest word on an article counts, and one that settles
    another's word overrules it.
    """
    said = _latest_words(standings)
    clashes: dict[tuple[str, str], set[str]] = defaultdict(set)
    settled: dict[tuple[str, str], str] = {}
    for one, other in combinations(standings, 2):
        latest = said[one.decision.key] & said[other.decision.key]
        common = latest.intersection(_comparable(one, other))
        if not contradict(fates(one), fates(other), common):
            continue
        over = _settler(one, other)
        if over is None:
            for standing in (one, other):
                clashes[standing.decision.key].add(both(one, other))
        else:
            loser = other if over is one else one
            settled[loser.decision.key] = f"settled by what {who_when(over.decision)}"
    for one in standings:
        if one.decision.concurrent and not _is_settled_by_others(one, standings):
            clashes[one.decision.key].add(sessions(one.decision))
    return [
        _marked(s, sorted(clashes[s.decision.key]), settled.get(s.decision.key, ""))
        for s in standings
    ]


def without_replaced(standings: Sequence[DecisionStatus]) -> list[DecisionStatus]:
    """Leave out of `bound` what a reviewer says otherwise in another decision; latest first in, same order out.

    A verdict by hand counts more than one of a rule, then the later one. Keys never leave two such records; merged files
    and a text that comes back in another place may.
    """
    kept: dict[str, list[dict[str, str]]] = defaultdict(list)
    found: dict[tuple[str, str], DecisionStatus] = {}
    for one in sorted(standings, key=lambda s: bool(s.decision.rule)):
        standing = one
        said, others = binding_fates(standing), kept[standing.decision.reviewer]
        lost = {article for other in others if contradict(other, said) for article in other}
        left = standing.bound - lost
        chosen = next(filter(None, said.values()), "")
        if chosen in lost:
            left = frozenset()
        if left != standing.bound:
            why = f"another decision of the same reviewer differs from what {who_when(standing.decision)}"
            standing = replace(standing, bound=left, reasons=(*standing.reasons, why))
        found[standing.decision.key] = standing
        others.append(binding_fates(found[standing.decision.key]))
    return [found[standing.decision.key] for standing in standings]


def _marked(standing: DecisionStatus, clashes: Sequence[str], settled: str) -> DecisionStatus:
    if settled and not clashes:
        state: Meaning = "noted" if standing.state == "restored" else standing.state
        return replace(standing, state=state, reasons=(*standing.reasons, settled), overruled=True)
    if clashes:
        return replace(standing, state="conflict", reasons=(*clashes, *standing.reasons))
    return standing


def _latest_words(standings: Sequence[DecisionStatus]) -> dict[tuple[str, str], set[str]]:
    """The articles of which each decision (latest first) says something that its reviewer has not since replaced."""
    words: dict[tuple[str, str], set[str]] = {}
    later: dict[str, list[dict[str, str]]] = defaultdict(list)
    for standing in standings:
        who, said = standing.decision.reviewer, fates(standing)
        replaced = {article for new in later[who] if contradict(new, said) for article in new}
        words[standing.decision.key] = said.keys() - replaced
        later[who].append(binding_fates(standing))
    return words


def _comparable(one: DecisionStatus, other: DecisionStatus) -> Collection[str]:
    """The articles of which two decisions may say different things."""
    if one.decision.reviewer == other.decision.reviewer:
        return ()
    if one.decision.id == other.decision.id:
        return fates(one).keys()
    return binding_fates(one).keys() & binding_fates(other).keys()


def _is_settled_by_others(standing: DecisionStatus, standings: Sequence[DecisionStatus]) -> bool:
    """Whether another reviewer's verdict that stands overrules this reviewer's."""
    reviewer = standing.decision.reviewer
    return any(reviewer in s.decision.settles for s in standings if binding_fates(s))


def _settler(one: DecisionStatus, other: DecisionStatus) -> DecisionStatus | None:
    """Which of the two was decided in knowledge of the other and overrules it."""
    for new, old in ((one, other), (other, one)):
        if old.decision.reviewer in new.decision.settles and new.decision.at >= old.decision.at:
            return new
    return None
