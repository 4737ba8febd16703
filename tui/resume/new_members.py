"""Which members of a case no verdict speaks of, and which decision each is to be held against."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tui.model import Article, Group
from tui.resume.decision_status import DecisionStatus, same_text


def with_newcomers(
    members: Sequence[str],
    groups: Sequence[Group],
    standings: Sequence[DecisionStatus],
    articles: Mapping[str, Article],
) -> list[DecisionStatus]:
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


def _texts(standing: DecisionStatus, articles: Mapping[str, Article]) -> set[str]:
    """The digests, then and today, of the texts that a decision speaks of and that its members still have."""
    pairs = zip(standing.decision.members, standing.places, strict=True)
    same = [(m, articles[place]) for m, place in pairs if place and same_text(m, articles[place])]
    return {one.digest for pair in same for one in pair}
