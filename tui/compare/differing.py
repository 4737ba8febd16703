"""A diff → the numbers, names and quotations that differ, those that stand in each other's place side by side.

What was changed in place is told whatever else the texts say; what was put in or fell out only where it stands
nowhere else on the other side.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from rapidfuzz import fuzz

from tui import words
from tui.compare import facts
from tui.compare.naming import bare
from tui.model import Edit

Differing = tuple[str, str]
"""What stands on the left, what on the right in its place; "" where there is nothing."""

_SAME_QUOTATION: Final = 55.0  # rapidfuzz ratio from which two quotations are one that was changed
_MOST_QUOTATIONS: Final = 200  # a side; pairing them takes the square
_UNTOLD: Final = frozenset(["furniture", "noise", "reordered"])  # kinds that change no fact
_LONGEST: Final = 60  # characters of a change that is told whole where no fact is found in it

_Of = Callable[[str, int, int, bool], Iterator[str]]
"""The facts in characters [begin, end) of a text; the last says whether the change is known to be about them."""


def numbers(left: str, right: str, edits: Sequence[Edit]) -> tuple[Differing, ...]:
    """The numbers that differ, as they are written, with unit where that changed."""
    return _differing(left, right, edits, "number", facts.numbers, facts.value)


def names(left: str, right: str, edits: Sequence[Edit]) -> tuple[Differing, ...]:
    """The names that differ; "Ukraine's" is no other name than "Ukraine"."""
    return _differing(left, right, edits, "name", facts.names, _name)


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


def _name(written: str) -> str:
    return words.fold(bare(written))


def _differing(
    left: str, right: str, edits: Sequence[Edit], kind: str, of: _Of, key: Callable[[str], str]
) -> tuple[Differing, ...]:
    known: tuple[frozenset[str], ...] = ()
    found: dict[Differing, None] = {}
    for edit in edits:
        if edit.tag == "equal" or edit.kind in _UNTOLD:
            continue
        about = edit.kind == kind
        ours = list(of(left, *edit.left, about))
        theirs = list(of(right, *edit.right, about))
        if about:
            ours, theirs = ours or _whole(left, edit.left), theirs or _whole(right, edit.right)
            pairs = [
                pair for pair in zip(ours, theirs, strict=False) if key(pair[0]) != key(pair[1])
            ]
            if len(ours) == len(theirs):
                found |= dict.fromkeys(pairs)
                continue
        ours, theirs = _without(ours, theirs, key), _without(theirs, ours, key)
        if not ours and not theirs:
            continue
        if edit.tag == "replace" and len(ours) == len(theirs):
            found |= dict.fromkeys(zip(ours, theirs, strict=True))
            continue
        if not known:  # asked for once there is anything to ask: both texts are read for it
            known = tuple(
                frozenset(map(key, of(text, 0, len(text), kind == "name")))
                for text in (left, right)
            )
        found |= dict.fromkeys((fact, "") for fact in ours if key(fact) not in known[1])
        found |= dict.fromkeys(("", fact) for fact in theirs if key(fact) not in known[0])
    return tuple(found)


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
