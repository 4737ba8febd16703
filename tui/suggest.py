"""Which copy looks canonical, and why in one line: rules over facts that are handed in.

All of it is evidence and none of it proof: dates are scraped, and the longer copy may be the spun
one. The configuration orders the rules; the first that tells the copies apart speaks.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import Final

from tui.config import SuggestSettings
from tui.model import Article, Suggestion

REFERENCE: Final = "reference"
CLEARLY_LESS_FURNITURE: Final = 0.02  # of the text: a smaller difference is chance
CLEARLY_LONGER: Final = 0.02  # of the words


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one copy: the article, how many characters of it are page furniture, whether it is a reference."""

    article: Article
    furniture: int = 0
    reference: bool = False

    @property
    def share_of_furniture(self) -> float:
        """0..1 of the characters."""
        return self.furniture / self.article.characters if self.article.characters else 0.0

    @property
    def own_words(self) -> float:
        """Number of words that are not furniture, estimated by the share of characters."""
        return self.article.words * (1 - self.share_of_furniture)


Chosen = tuple[Article, str] | None
Rule = Callable[[Sequence[Facts], SuggestSettings], Chosen]


def suggest(copies: Sequence[Facts], settings: SuggestSettings) -> Suggestion:
    """The copy that the first telling rule picks; the first by id, with rule "none", where none tells.

    Where copies stand in a reference, it is one of them, by the rule "reference".

    The order of `copies` changes nothing. Raises ValueError where there are no copies.
    """
    ordered = sorted(copies, key=lambda facts: facts.article.id)
    if not ordered:
        raise ValueError("a suggestion needs at least one copy")
    locked = [replace(facts, reference=False) for facts in ordered if facts.reference]
    if locked:
        return _of_references(locked, suggest(locked, settings))
    for name in settings.rules:
        chosen = RULES[name](ordered, settings)
        if chosen is not None:
            article, reason = chosen
            return Suggestion(article.id, name, reason)
    return Suggestion(
        ordered[0].article.id, "none", "no preference: nothing tells the copies apart"
    )


def _of_references(copies: Sequence[Facts], among: Suggestion) -> Suggestion:
    """The copy chosen among those of references, said so."""
    if len(copies) == 1:
        return Suggestion(among.article, REFERENCE, "it stands in a reference, so it stays")
    others = f"one of {len(copies)} copies that stand in a reference"
    return Suggestion(among.article, REFERENCE, f"{others}; {among.reason}")


def _path_preference(copies: Sequence[Facts], settings: SuggestSettings) -> Chosen:
    """The only copy that matches the most preferred pattern that any copy matches."""
    for pattern in settings.prefer_paths:
        matching = [copy.article for copy in copies if fnmatchcase(copy.article.id, pattern)]
        if len(matching) == 1:
            return matching[0], f"its path matches {pattern}, which you prefer"
        if matching:
            return None
    return None


def _source_date(copies: Sequence[Facts], settings: SuggestSettings) -> Chosen:  # noqa: ARG001 - a rule's signature
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


def _least_furniture(copies: Sequence[Facts], settings: SuggestSettings) -> Chosen:  # noqa: ARG001 - a rule's signature
    """The copy with clearly less page furniture than every other."""
    cleanest, next_one = _two_least(copies, lambda copy: copy.share_of_furniture)
    less = next_one.share_of_furniture - cleanest.share_of_furniture
    if less < CLEARLY_LESS_FURNITURE:
        return None
    ours, theirs = cleanest.share_of_furniture, next_one.share_of_furniture
    return cleanest.article, f"{ours:.0%} of it is page furniture; of the next {theirs:.0%}"


def _longest(copies: Sequence[Facts], settings: SuggestSettings) -> Chosen:  # noqa: ARG001 - a rule's signature
    """The copy with clearly more words of its own, furniture left aside."""
    longest, next_one = _two_least(copies, lambda copy: -copy.own_words)
    if longest.own_words < next_one.own_words * (1 + CLEARLY_LONGER) + 1:
        return None
    ours, theirs = round(longest.own_words), round(next_one.own_words)
    return longest.article, f"the longest: {ours} words without furniture; the next has {theirs}"


def _two_least(copies: Sequence[Facts], measure: Callable[[Facts], float]) -> tuple[Facts, Facts]:
    """The two copies with the smallest measure; the same one twice where there is only one."""
    ordered = sorted(copies, key=measure)
    return ordered[0], ordered[min(1, len(ordered) - 1)]


RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        "path_preference": _path_preference,
        "source_date": _source_date,
        "least_furniture": _least_furniture,
        "longest": _longest,
    }
)
