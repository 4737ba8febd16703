"""Where two reviewers say different things of the same texts, and who settled it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from tui.resume.relations import contradict
from tui.resume.sentences import both, sessions, who_when
from tui.resume.standing import STANDS, Meaning, Standing, fates


def with_conflicts(standings: list[Standing]) -> list[Standing]:
    """Mark the decisions of different reviewers that say different things of one article.

    Only what was said of the same texts is compared: two decisions that both stand, or two with one id.
    A reviewer's latest word on an article counts, and one that settles another's word overrules it.
    """
    said = _latest_words(standings)
    clashes: dict[tuple[str, str], set[str]] = defaultdict(set)
    settled: dict[tuple[str, str], str] = {}
    for one, other in combinations(standings, 2):
        latest = said[one.decision.key] & said[other.decision.key]
        if not _comparable(one, other) or not contradict(fates(one), fates(other), latest):
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


def _marked(standing: Standing, clashes: Sequence[str], settled: str) -> Standing:
    if settled and not clashes:
        state: Meaning = "noted" if standing.state == "restored" else standing.state
        return replace(standing, state=state, reasons=(*standing.reasons, settled), overruled=True)
    if clashes:
        return replace(standing, state="conflict", reasons=(*clashes, *standing.reasons))
    return standing


def _latest_words(standings: Sequence[Standing]) -> dict[tuple[str, str], set[str]]:
    """The articles of which each decision (latest first) says something that its reviewer has not since replaced."""
    words: dict[tuple[str, str], set[str]] = {}
    later: dict[str, list[dict[str, str]]] = defaultdict(list)
    for standing in standings:
        who, said = standing.decision.reviewer, fates(standing)
        replaced = {article for new in later[who] if contradict(new, said) for article in new}
        words[standing.decision.key] = said.keys() - replaced
        if standing.state in STANDS:
            later[who].append(said)
    return words


def _comparable(one: Standing, other: Standing) -> bool:
    if one.decision.reviewer == other.decision.reviewer:
        return False
    return one.decision.id == other.decision.id or {one.state, other.state} <= STANDS


def _is_settled_by_others(standing: Standing, standings: Sequence[Standing]) -> bool:
    """Whether another reviewer's verdict that stands overrules this reviewer's."""
    reviewer = standing.decision.reviewer
    return any(reviewer in s.decision.settles for s in standings if s.state in STANDS)


def _settler(one: Standing, other: Standing) -> Standing | None:
    """Which of the two was decided in knowledge of the other and overrules it."""
    for new, old in ((one, other), (other, one)):
        if old.decision.reviewer in new.decision.settles and new.decision.at >= old.decision.at:
            return new
    return None
