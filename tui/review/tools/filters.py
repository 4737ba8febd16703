"""Which groups a reviewer wants to see, and in which order: a line of text in, a predicate and a sort out.

A filter is conditions with spaces between them; all must hold, and of one condition with commas any:
`state:undecided,stale score>=.8 size>2 words>=60 path:wire/* reviewer:alice label:spun differs:number same:title harbour board`.
Words without a field are looked for in titles and paths.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from math import isnan, nan
from types import MappingProxyType
from typing import Final

from tui.config import RULES
from tui.errors import UsageError
from tui.model import STATES, TOOLS, State
from tui.text.dates import sort_key
from tui.text.patterns import matches, split_words

_OPERATORS: Final = (">=", "<=", ">", "<", "=")
_ALMOST: Final = 0.8  # of 1: a word this much like the name of a field is a misspelt one


@dataclass(frozen=True, slots=True)
class Row:
    """What filters and sorts may ask of a case.

    `dates` as the sources give them; `preference` is the rule that suggests a copy, "none" where
    nothing tells the copies apart. `differs`: of what some copy has more than all others, as detection
    counted it: "number", "name", "quotation", "wording". `tiers`: "exact" where all copies have one text, else
    "copies", and "claimed" with the names of the tools where others put them together. `words` are those of the
    shortest copy.
    """

    position: int
    state: State
    score: float
    paths: tuple[str, ...]
    titles: tuple[str, ...]
    dates: tuple[str, ...]
    reviewers: tuple[str, ...]
    label: str
    note: str
    preference: str
    differs: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    words: int = 0


Condition = Callable[[Row], bool]


@dataclass(frozen=True, slots=True)
class Filter:
    """A line of conditions as it was written, and what it means."""

    text: str
    conditions: tuple[Condition, ...]

    def __call__(self, row: Row) -> bool:
        """Whether a row is wanted."""
        return all(condition(row) for condition in self.conditions)


def parse(text: str) -> Filter:
    """The filter that `text` writes down; an empty one wants every row.

    Raises UsageError for a field, an operator or a value that does not exist.
    """
    return Filter(text.strip(), tuple(map(_condition, split_words(text, "filter"))))


def _condition(word: str) -> Condition:
    for operator in _OPERATORS:
        field, found, value = word.partition(operator)
        if found and _looks_compared(field, value):
            return _compared(_known(field, (*_TEXTS, *_NUMBERS)), operator, value)
    field, found, value = word.partition(":")
    if not found:
        return lambda row: _mentions(row, word)
    if field in _NUMBERS:
        return _compared(field, "=", value)
    _known(field, (*_TEXTS, *_NUMBERS))
    texts, wanted = _TEXTS[field], [one.casefold() for one in value.split(",")]
    if "" in wanted:
        raise UsageError(f"a value is missing in {word!r}", do=f"{field}:* stands for any")
    pattern = _pattern
    if field in _WORDS:
        pattern = _beginning
        for one in wanted:
            if not any(matches(known, pattern(one)) for known in _WORDS[field]):
                _known(one, _WORDS[field], f"there is no {one!r} for {field}:")
    return lambda row: any(
        matches(text.casefold(), pattern(one)) for text in texts(row) for one in wanted
    )


def _looks_compared(field: str, value: str) -> bool:
    """Whether words on both sides of an operator are meant as a comparison: `scor>=.9`, `state=stale`, `>.9`."""
    name = field.removesuffix("!")  # of "!="
    known = (*_TEXTS, *_NUMBERS)
    if not name or name in known:
        return True
    is_number = re.fullmatch(r"[0-9]*\.?[0-9]+", value) is not None
    return name.isidentifier() and bool(is_number or get_close_matches(name, known, 1, _ALMOST))


def _known(word: str, known: Collection[str], trouble: str = "") -> str:
    """`word` where it is one of those that there are. Raises UsageError with the nearest one where it is not."""
    if word in known:
        return word
    if not word:
        raise UsageError("a comparison needs a field", do="Write it without blanks: score>=.9")
    near = get_close_matches(word.casefold(), known, n=1)
    meant = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}"
    raise UsageError(trouble or f"there is no field {word!r} to filter by", do=meant)


def _pattern(wanted: str) -> str:
    """A pattern as it stands; a plain word is found anywhere."""
    return wanted if any(mark in wanted for mark in "*?[") else f"*{wanted}*"


def _beginning(wanted: str) -> str:
    """A pattern as it stands; a plain word may be cut short: `canon`, but not `decided` for `undecided`."""
    return wanted if any(mark in wanted for mark in "*?[") else f"{wanted}*"


def _compared(field: str, operator: str, value: str) -> Condition:
    if field not in _NUMBERS:
        do = f"Numbers are: {', '.join(_NUMBERS)}; write {field}:{value}"
        raise UsageError(f"{field} is not compared with numbers", do=do)
    try:
        limit = float(value)
    except ValueError:
        limit = nan
    if isnan(limit):
        raise UsageError(f"{field} is compared with a number, not with {value!r}")
    number = _NUMBERS[field]
    holds: dict[str, Condition] = {
        ">=": lambda row: number(row) >= limit,
        "<=": lambda row: number(row) <= limit,
        ">": lambda row: number(row) > limit,
        "<": lambda row: number(row) < limit,
        "=": lambda row: number(row) == limit,
    }
    return holds[operator]


def _differing(row: Row) -> Iterator[str]:
    """The fields in which two copies say different things; one that says nothing does not differ."""
    for name, values in _FIELDS.items():
        if len({_folded(value) for value in values(row) if value}) > 1:
            yield name


def _is_same(values: Sequence[str], row: Row) -> bool:
    """Whether all copies of a case say the same in a field, and say something."""
    folded = {_folded(value) for value in values}
    return len(folded) == 1 and "" not in folded and len(values) == len(row.paths)


def _folded(value: str) -> str:
    return " ".join(value.casefold().split())


def _mentions(row: Row, word: str) -> bool:
    needle = word.casefold()
    return any(needle in text.casefold() for text in (*row.titles, *row.paths))


_TEXTS: Final[Mapping[str, Callable[[Row], Sequence[str]]]] = MappingProxyType(
    {
        "state": lambda row: (row.state,),
        "path": lambda row: row.paths,
        "title": lambda row: row.titles,
        "reviewer": lambda row: row.reviewers,
        "label": lambda row: (row.label,),
        "note": lambda row: (row.note,),
        "rule": lambda row: (row.preference,),
        "date": lambda row: row.dates,
        "differs": lambda row: (*row.differs, *_differing(row)),
        "same": lambda row: [name for name, of in _FIELDS.items() if _is_same(of(row), row)],
        "tier": lambda row: row.tiers,
    }
)
_FIELDS: Final[Mapping[str, Callable[[Row], Sequence[str]]]] = MappingProxyType(
    {
        "title": lambda row: row.titles,
        "url": lambda row: row.urls,
        "author": lambda row: row.authors,
        "date": lambda row: row.dates,
    }
)
_WORDS: Final[Mapping[str, Sequence[str]]] = MappingProxyType(
    {
        "state": STATES,
        "differs": ("number", "name", "quotation", "wording", *_FIELDS),
        "same": tuple(_FIELDS),
        "tier": ("exact", "copies", "claimed", *TOOLS),
        "rule": (*RULES, "reference", "none"),
    }
)
_NUMBERS: Final[Mapping[str, Callable[[Row], float]]] = MappingProxyType(
    {
        "score": lambda row: row.score,
        "size": lambda row: len(row.paths),
        "words": lambda row: row.words,
    }
)

SORTS: Final[Mapping[str, Callable[[Row], tuple[object, ...]]]] = MappingProxyType(
    {
        "score": lambda row: (-row.score, row.position),
        "least alike": lambda row: (row.score, row.position),
        "size": lambda row: (-len(row.paths), row.position),
        "date": lambda row: (sort_key(row.dates), row.position),
        "path": lambda row: (row.paths, row.position),
        "title": lambda row: (min((t for t in row.titles if t), default=""), row.position),
        "uncertain first": lambda row: (row.preference != "none", row.score, row.position),
    }
)
"""Orders by name; each is total, so that the same rows always stand in the same order."""
