"""A diff → the numbers, names and quotations that differ, those that stand in each other's place side by side.

What was changed in place is told whatever else the texts say; what was put in or fell out only where it stands
nowhere else on the other side.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from tui.compare.language.amounts import same_amount
from tui.compare.language.names import bare
from tui.compare.summary import facts
from tui.model import Edit
from tui.text import words
from tui.text.accents import plain

Differing = tuple[str, str]
"""What stands on the left, what on the right in its place; "" where there is nothing."""

_SAME_QUOTATION: Final = 55.0  # rapidfuzz ratio from which two quotations are one that was changed
_MOST_QUOTATIONS: Final = 200  # a side; pairing them takes the square
_UNTOLD: Final = frozenset(
    ["furniture", "noise", "reordered", "inflected"]
)  # kinds that change no fact
_LONGEST: Final = 60  # characters of a change that is told whole where no fact is found in it


class _Sort(NamedTuple):
    """A sort of facts.

    `kind`: of the edits that are about them. `of`: those in characters [begin, end) of a text, and whether the
    change there is about them. `key`: by which two are the same. `known`: the keys of a text. `same`: whether two
    whose keys differ tell the same, if they stand in each other's place.
    """

    kind: str
    of: Callable[[str, int, int, bool], Iterator[str]]
    key: Callable[[str], str]
    known: Callable[[str], frozenset[str]]
    same: Callable[[str, str], bool]


def _name(written: str) -> str:
    return plain(words.fold(bare(written).replace(".", "")))


def _names_of(text: str) -> frozenset[str]:
    """The names of a text, and each word of them: on the other side it may stand in another run."""
    found = set(map(_name, facts.names(text, 0, len(text), True)))
    return frozenset(found.union(*map(str.split, found)))


_NUMBERS: Final = _Sort("number", facts.numbers, facts.value, facts.number_values, same_amount)
_NAMES: Final = _Sort("name", facts.names, _name, _names_of, lambda _one, _other: False)


def numbers(left: str, right: str, edits: Sequence[Edit]) -> tuple[Differing, ...]:
    """The numbers that differ, as they are written, with unit where that changed."""
    return _differing(left, right, edits, _NUMBERS)


def names(left: str, right: str, edits: Sequence[Edit]) -> tuple[Differing, ...]:
    """The names that differ; "Ukraine's" is no other name than "Ukraine"."""
    return _differing(left, right, edits, _NAMES)


def quotations(left: str, right: str) -> tuple[Differing, ...]:
    """Quotations that are not word for word on the other side, whole, the changed ones beside each other."""
    ours, theirs = facts.quoted(left), facts.quoted(right)
    only_left = [text for key, text in ours.items() if key not in theirs]
    only_right = [text for key, text in theirs.items() if key not in ours]
    found: list[Differing] = []
    for text in only_left[:_MOST_QUOTATIONS]:
        scored = [
            (fuzz.ratio(text, other, score_cutoff=_SAME_QUOTATION), -number)
            for number, other in enumerate(only_right[:_MOST_QUOTATIONS])
        ]
        score, number = max(scored, default=(0.0, 0))
        found.append((text, only_right.pop(-number) if score else ""))
    return tuple(found + [("", text) for text in only_right[:_MOST_QUOTATIONS]])


def _differing(left: str, right: str, edits: Sequence[Edit], sort: _Sort) -> tuple[Differing, ...]:
    known: tuple[frozenset[str], ...] = ()
    found: dict[Differing, None] = {}
    for edit in edits:
        if edit.tag == "equal" or edit.kind in _UNTOLD:
            continue
        about = edit.kind == sort.kind
        ours, theirs = (
            list(sort.of(text, *span, about)) or (_whole(text, span) if about else [])
            for text, span in ((left, edit.left), (right, edit.right))
        )
        if not ours and not theirs:
            continue
        if about and len(ours) == len(theirs):  # also where they only changed places
            pairs = zip(ours, theirs, strict=True)
            found |= dict.fromkeys(
                pair for pair in pairs if len(set(map(sort.key, pair))) > 1 and not sort.same(*pair)
            )
            continue
        ours, theirs = _without(ours, theirs, sort.key), _without(theirs, ours, sort.key)
        if edit.tag == "replace" and len(ours) == len(theirs):
            pairs = zip(ours, theirs, strict=True)
            found |= dict.fromkeys(pair for pair in pairs if not sort.same(*pair))
            continue
        # asked for once there is anything to ask: both texts are read for it
        known = known or (sort.known(left), sort.known(right))
        found |= dict.fromkeys((fact, "") for fact in ours if not _knows(known[1], sort.key(fact)))
        found |= dict.fromkeys(
            ("", fact) for fact in theirs if not _knows(known[0], sort.key(fact))
        )
    return tuple(found)


def _knows(known: frozenset[str], key: str) -> bool:
    return key in known or known.issuperset(key.split())


def _without(ours: Sequence[str], theirs: Sequence[str], key: Callable[[str], str]) -> list[str]:
    """Ours, each fact left out as often as it stands among theirs."""
    left_out = Counter(map(key, theirs))
    found = []
    for fact in ours:
        if left_out[key(fact)]:
            left_out[key(fact)] -= 1
        else:
            found.append(fact)
    return found


def _whole(text: str, span: tuple[int, int]) -> list[str]:
    """What stands in a short span, where it holds no fact that is known by its look."""
    told = " ".join(text[slice(*span)].split())
    return [told] if told and len(told) <= _LONGEST else []
