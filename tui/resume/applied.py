"""Decisions that were carried out: the canonical copy is here, all other copies were taken out of the folder.

`copydesk apply` leaves them so. Such a decision has one article left and is no group any more, but what it says
of that article is as true as before: it counts as decided, and a new copy of the article is asked about against it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from tui.model import Article
from tui.resume.decision_status import DecisionStatus, same_text


def is_applied(standing: DecisionStatus, articles: Mapping[str, Article]) -> bool:
    """Return whether the canonical copy is the only one left, with the text that was decided on."""
    decision = standing.decision
    left = {place for place in standing.places if place is not None}
    return decision.verdict == "canonical" and any(
        left == {place} and same_text(member, articles[place])
        for member, place in zip(decision.members, standing.places, strict=True)
        if member.canonical and place is not None
    )


def with_applied(
    standings: Iterable[DecisionStatus], members: Collection[str], articles: Mapping[str, Article]
) -> list[DecisionStatus]:
    """Return the standings with those applied that speak of `members` as noted, so that they belong to a case."""
    return [
        replace(standing, state="noted")
        if standing.state == "orphan"
        and any(place in members for place in standing.places)
        and is_applied(standing, articles)
        else standing
        for standing in standings
    ]
