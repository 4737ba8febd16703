"""Rules on where a copy comes from: the path that the user prefers, the date and the byline that its source gives."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from tui.config import SuggestSettings
from tui.patterns import matches
from tui.suggest.facts import Chosen, Facts

LONGEST_NAME: Final = 60  # characters of an author that are told


def path_preference(copies: Sequence[Facts], settings: SuggestSettings) -> Chosen:
    """The only copy that matches the most preferred pattern that any copy matches."""
    for pattern in settings.prefer_paths:
        matching = [copy.article for copy in copies if matches(copy.article.id, pattern)]
        if len(matching) == 1:
            return matching[0], f"its path matches {pattern}, which you prefer"
        if matching:
            return None
    return None


def source_date(copies: Sequence[Facts], settings: SuggestSettings) -> Chosen:  # noqa: ARG001 - a rule's signature
    """The copy that its own source dates before all others that are dated."""
    dated = sorted(
        ((when, copy.article) for copy in copies if (when := _instant(copy.article.date))),
        key=lambda pair: pair[0],
    )
    if len(dated) < 2 or not _is_earlier(dated[0][0], dated[1][0]):
        return None
    (_, first), (_, second) = dated[:2]
    undated = len(copies) - len(dated)
    without = f"; {undated} without a date" if undated else ""
    return (
        first,
        f"its source gives the earliest date, {first.date}; the next is {second.date}{without}",
    )


def _is_earlier(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether an instant is surely before another: a day alone says nothing of the time in it."""
    if one[0] != other[0]:
        return one[0] < other[0]
    return bool(one[1] and other[1]) and one[1] < other[1]


def _instant(date: str) -> tuple[str, str] | None:
    """A date as (day, time of day or ""), in UTC where it names an offset; None where it is none."""
    try:
        when = datetime.fromisoformat(date.strip())
    except ValueError:
        return None
    if when.tzinfo is not None:
        when = when.astimezone(UTC)
    return when.date().isoformat(), when.time().isoformat() if ":" in date else ""


def byline(copies: Sequence[Facts], settings: SuggestSettings) -> Chosen:  # noqa: ARG001 - a rule's signature
    """The only copy whose source names an author: who takes a text over often leaves the name out."""
    signed = [copy.article for copy in copies if copy.article.author.strip()]
    if len(signed) != 1 or len(copies) == 1:
        return None
    author = " ".join(signed[0].author.split())
    shown = author if len(author) <= LONGEST_NAME else author[: LONGEST_NAME - 1] + "…"
    return signed[0], f"its source names an author, {shown}; no other copy's does"
