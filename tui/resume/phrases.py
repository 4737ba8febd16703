"""The words in which reasons are told."""

from collections.abc import Sequence
from typing import Final

from tui.model import Decision
from tui.resume.decision_status import DecisionStatus

_MOST_NAMED: Final = 3  # files named in one sentence; the rest is counted
_MONTHS: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


def age(decision: Decision) -> tuple[str, float, str]:
    """Sorts by reviewer, the latest first."""
    return (decision.reviewer, -decision.at.timestamp(), decision.id)


def who_when(decision: Decision) -> str:
    """Who decided and when, as in `alice decided on 12 Nov 2026`."""
    at = decision.at
    return f"{decision.reviewer} decided on {at.day} {_MONTHS[at.month - 1]} {at.year}"


def both(one: DecisionStatus, other: DecisionStatus) -> str:
    """What two reviewers say who disagree."""
    said = sorted((s.decision.reviewer, _word(s)) for s in (one, other))
    return " and ".join(f"{who} says {word}" for who, word in said)


def sessions(decision: Decision) -> str:
    """What one reviewer decided in two sessions of which neither knew of the other."""
    every = sorted(_verdict(one) for one in (decision, *decision.concurrent))
    return f"{decision.reviewer} decided differently in two sessions: {'; '.join(every)}"


def _verdict(decision: Decision) -> str:
    chosen = next((m.path for m in decision.members if m.canonical), "")
    if decision.verdict == "canonical" and chosen:
        return f"{chosen} is canonical"
    words = {"not-duplicates": "these are no copies"}
    return words.get(decision.verdict, decision.verdict)


def _word(standing: DecisionStatus) -> str:
    if standing.decision.verdict == "not-duplicates":
        return "these are no copies"
    chosen = next(m.path for m in standing.decision.members if m.canonical)
    return f"{chosen} is canonical"


def listed(articles: Sequence[str]) -> str:
    """The first few articles by name, and how many more."""
    named = ", ".join(articles[:_MOST_NAMED])
    more = len(articles) - _MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named


def name_of_file(article: str) -> str:
    """The last part of an article's path."""
    return article.rsplit("/", 1)[-1]
