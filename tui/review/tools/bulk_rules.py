"""Decide by rule: what a rule would choose in each group, before anything is decided. Pure.

A rule looks at the copies of one group and names the one that it makes canonical, or nothing where it
does not tell them apart: that is a tie, and a tie is left to a person.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from tui.errors import UsageError
from tui.model import Article, Suggestion
from tui.text import dates
from tui.text.own_words import furniture_share, own_words
from tui.text.patterns import matches, split_words
from tui.text.plural import counted

_SHORT: Final = 100  # words: a brief; longer texts that are equal are taken for one article whatever their titles
_PLACEHOLDER: Final = 10  # words: "NA", "[deleted]", "Page not found"


@dataclass(frozen=True, slots=True)
class Candidates:
    """One open group: its position, the copies that may be chosen, their furniture in characters, the suggestion.

    `same_text`: whether all copies that count are exactly equal. `doubt` is the reason why the texts may be no article
    at all, which a person must look at. `anchor` is the canonical copy that a person chose
    and that stays: only the other copies are in question. `blocked` is the reason why a verdict keeps rules out of
    this group. `whole` is then the group as if nobody had decided on it, which is what replacing verdicts looks at.
    """

    position: int
    score: float
    copies: tuple[Article, ...]
    furniture: tuple[int, ...]
    suggestion: Suggestion
    same_text: bool = False
    doubt: str = ""
    anchor: str = ""
    blocked: str = ""
    whole: "Candidates | None" = None


@dataclass(frozen=True, slots=True)
class Withheld:
    """A group that a rule leaves to a person: the article it would choose, and whose verdict that would replace."""

    article: str
    reason: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a rule would do: position → the article it makes canonical; where it is tied; how many are left.

    `doubts` says why a tie is one, where that is not that copies are equal for the rule.
    `withheld` are the groups in which the choice would replace a verdict. `replaces` are the positions of `chosen`
    where it does replace one, because that was asked for.
    """

    rule: str
    chosen: Mapping[int, str]
    ties: tuple[int, ...]
    left: int
    withheld: Mapping[int, Withheld] = field(default_factory=lambda: MappingProxyType({}))
    replaces: frozenset[int] = frozenset()
    doubts: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))

    def __str__(self) -> str:
        total = len(self.chosen) + len(self.ties) + len(self.withheld) + self.left
        ties = f", {counted(len(self.ties), 'tie')}" if self.ties else ""
        decided = len(self.withheld)
        kept = f", {decided:,} of them decided by a person" if decided else ""
        left = total - len(self.chosen)
        return f"decides {len(self.chosen):,} of {total:,}, leaves {left:,}{kept}{ties}"


Choose = Callable[[Candidates], str | None]
"""The article's id; "" for a tie; None where the rule has nothing to say of the group."""


def split(text: str) -> tuple[str, str]:
    """A line as its rule and the conditions behind ` if `: `longest if words>=60 same:title`."""
    rule, _, conditions = f"{text.strip()} ".partition(" if ")
    return rule.strip(), conditions.strip()


def parse(text: str) -> tuple[str, Choose]:
    """The rule that a line asks for, by its whole name: `longest`, `suggestion .9`, `path wire/* archive/*`.

    Raises UsageError for a rule that there is not, or one that lacks its value.
    """
    name, _, value = text.strip().partition(" ")
    value = value.strip()
    if name in _PLAIN:
        if value:
            raise UsageError(f"the rule {name} takes no value", do=f"Write {name}, or {name} if …")
        return name, _PLAIN[name]
    if name == "suggestion":
        limit = _number(value or "0")
        return f"suggestion {limit:g}", lambda group: _suggested(group, limit)
    if name == "path" and value:
        patterns = _patterns(value)
        return f"path {value}", lambda group: _matching(group, patterns)
    known = (*_PLAIN, "suggestion", "path")
    near = get_close_matches(name, known, n=1)
    meant = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}"
    lacks = "the rule path needs a pattern: path wire/*" if name == "path" else ""
    raise UsageError(lacks or f"there is no rule {name!r}", do="" if lacks else meant)


def _patterns(value: str) -> tuple[str, ...]:
    """The patterns of a line in order of preference; one with blanks in it may be written without quotes."""
    if not any(map(str.isspace, value)) and (value.count("'") + value.count('"')) % 2:
        return (value,)  # an apostrophe
    return tuple(dict.fromkeys((value, *split_words(value, "list of patterns"))))


def preview(
    rule: str,
    groups: Iterable[Candidates],
    *,
    replace: bool = False,
    wanted: Callable[[int], bool] = lambda _: True,
) -> Preview:
    """What a rule (as `parse` reads it) would decide of these groups. Raises UsageError as `parse`.

    A choice that goes against a person's verdict is withheld, or with `replace` made. `wanted` says of a position whether
    the conditions on the rule hold there; where they do not, the group is left.
    """
    name, choose = parse(rule)
    chosen: dict[int, str] = {}
    withheld: dict[int, Withheld] = {}
    doubts: dict[int, str] = {}
    ties: list[int] = []
    left = 0
    for group in groups:
        article, reason = _answer(group, choose) if wanted(group.position) else (None, "")
        if article is not None and group.doubt:
            doubts[group.position] = group.doubt
            article = ""
        if article and reason:
            withheld[group.position] = Withheld(article, reason)
        elif article:
            chosen[group.position] = article
        elif article is None:
            left += 1
        else:
            ties.append(group.position)
    made = {position: one.article for position, one in withheld.items()} if replace else {}
    return Preview(
        name,
        chosen | made,
        tuple(ties),
        left,
        {} if replace else withheld,
        frozenset(made),
        doubts,
    )


def _answer(group: Candidates, choose: Choose) -> tuple[str | None, str]:
    """What a rule chooses in a group, and why a person's verdict is against that, "" where none is."""
    article = None if group.blocked else choose(group)
    reason = group.blocked or _against(group, article)
    return (choose(group.whole or group) if reason else article), reason


def _against(group: Candidates, article: str | None) -> str:
    """Why a choice goes against the canonical copy that a person chose; "" where it does not."""
    if not article or not group.anchor or article == group.anchor:
        return ""
    return f"{group.anchor} was chosen as canonical"


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1
    if not 0 <= number <= 1:  # nor is "nan", which every score passes
        raise UsageError(f"a score is a number from 0 to 1, not {text!r}")
    return number


def _suggested(group: Candidates, limit: float) -> str | None:
    if group.score < limit:
        return None
    return group.suggestion.article if group.suggestion.rule != "none" else ""


def _matching(group: Candidates, patterns: Sequence[str]) -> str | None:
    for pattern in patterns:
        found = [copy.id for copy in group.copies if matches(copy.id, pattern)]
        if found:
            return found[0] if len(found) == 1 else ""
    return None


def _least(copies: Sequence[Article], measures: Sequence[float | str]) -> str:
    """The only copy with the smallest measure, "" where two share it."""
    smallest = min(measures)
    found = [copy.id for copy, of in zip(copies, measures, strict=True) if of == smallest]
    return found[0] if len(found) == 1 else ""


def _dated(group: Candidates, *, newest: bool) -> str | None:
    """Return the copy whose date is surely before, or after, those of all other dated copies; a tie without one."""
    texts = [copy.date for copy in group.copies]
    if not any(map(dates.parse_date, texts)):
        return None
    found = dates.newest(texts) if newest else dates.oldest(texts)
    return "" if found is None else group.copies[found].id


def _exact(group: Candidates) -> str | None:
    """Groups of exactly equal texts only: any copy will do, so it is the suggested one."""
    return group.suggestion.article if group.same_text else None


def _cleanest(group: Candidates) -> str:
    parts = zip(group.copies, group.furniture, strict=True)
    return _least(group.copies, [furniture_share(part, copy.characters) for copy, part in parts])


def _longest(group: Candidates) -> str:
    parts = zip(group.copies, group.furniture, strict=True)
    return _least(
        group.copies, [-round(own_words(copy.words, part, copy.characters)) for copy, part in parts]
    )


def stub(copies: Sequence[Article]) -> str:
    """Why copies with one text may be no copies of an article, as a sentence; "" where nothing says so.

    A short text under different titles is what stands in an article's place: a cookie wall, "[Abstract not available]".
    """
    if len({copy.digest for copy in copies}) != 1:
        return ""
    words = copies[0].words
    titles = {" ".join(copy.title.casefold().split()) for copy in copies if copy.title}
    if words < _SHORT and len(titles) > 1:
        return f"One text of {counted(words, 'word')} under {len(titles):,} titles: it may be a placeholder, not an article"
    addresses = {copy.url for copy in copies if copy.url}
    if words < _PLACEHOLDER and len(addresses) > 1:
        return f"One text of {counted(words, 'word')} at {len(addresses):,} addresses: it may be a placeholder, not an article"
    return ""


_PLAIN: Final[Mapping[str, Choose]] = MappingProxyType(
    {
        "longest": _longest,
        "oldest": lambda group: _dated(group, newest=False),
        "newest": lambda group: _dated(group, newest=True),
        "shortest-path": lambda group: _least(group.copies, [len(c.id) for c in group.copies]),
        "least-furniture": _cleanest,
        "exact": _exact,
    }
)
RULES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "suggestion .9": "the suggested copy, in groups of this score and above",
        "longest": "the copy with most words, page furniture aside",
        "oldest": "the copy that its source dates first",
        "newest": "the copy that its source dates last",
        "shortest-path": "the copy with the shortest path",
        "path wire/* archive/*": "the copy whose path matches; the first pattern that any matches counts",
        "least-furniture": "the copy with the smallest share of page furniture",
        "exact": "only groups of exactly equal texts: the suggested copy",
        "longest if words>=60": "a rule only where conditions hold, as a filter has them",
    }
)
"""An example of each rule, as it is written, and what it chooses."""
