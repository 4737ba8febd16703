"""A diff → what a reviewer wants to know of a pair at a glance: shares, longest run, facts that differ."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from tui import words
from tui.model import Diff, Edit

Differing = tuple[str, str]
"""What stands on the left, what on the right in its place; "" where there is nothing."""

_NUMBER: Final = re.compile(r"[$€£¥₹]?\d+(?:[.,:/\-–]\d+)*%?[^\W_]*")
_NAME: Final = re.compile(r"[^\W\d_]\w*(?:['’\-]\w+)*(?: [^\W\d_]\w*(?:['’\-]\w+)*)*")
_QUOTATION: Final = re.compile(r"“([^“”]{8,600})”|\"([^\"]{8,600})\"|«([^«»]{8,600})»")
_SENTENCE_OPENS_AFTER: Final = frozenset('\n.!?…“"«‘(:')
_SAME_QUOTATION: Final = 55.0  # rapidfuzz ratio from which two quotations are one that was changed
_MOST_QUOTATIONS: Final = 200  # a side; pairing them takes the square
_ONE_LINE: Final = 160  # characters of a quotation that are told


@dataclass(frozen=True, slots=True)
class Share:
    """The words of one side, and which shares of them (0..1, together 1) have which fate.

    `verbatim`: equal and in place, case and quotes aside. `moved`: equal elsewhere. `reworded`: something
    else stands in their place. `only`: nothing does. `furniture`: only here, and page furniture.
    """

    words: int
    verbatim: float
    reworded: float
    moved: float
    only: float
    furniture: float


@dataclass(frozen=True, slots=True)
class Summary:
    """What a diff amounts to. `longest_run`: words shared without a break. `kinds`: edits by kind."""

    left: Share
    right: Share
    longest_run: int
    numbers: tuple[Differing, ...]
    names: tuple[Differing, ...]
    quotations: tuple[Differing, ...]
    kinds: tuple[tuple[str, int], ...] = ()


def summarise(left: str, right: str, diff: Diff) -> Summary:
    """Count and list what the edits of `diff` say of the two texts. Linear, but for quotations."""
    fates: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    run = longest = 0
    last: Edit | None = None
    for edit in diff.edits:
        ours = words.count(left[slice(*edit.left)])
        theirs = ours if edit.tag == "equal" else words.count(right[slice(*edit.right)])
        fate = _fate(edit)
        fates[0][fate] += ours
        fates[1][fate] += theirs
        if edit.tag != "equal":
            last = None
            continue
        run = run + ours if last and _follows(last, edit) else ours
        longest, last = max(longest, run), edit
    return Summary(
        _share(fates[0]),
        _share(fates[1]),
        longest,
        _differing(left, right, diff, _numbers),
        _differing(left, right, diff, _names),
        _quotations(left, right),
        tuple(sorted(kinds(diff).items())),
    )


def kinds(diff: Diff) -> Counter[str]:
    """How many edits there are of each kind; moved blocks are counted once each as `moved`."""
    found = Counter(edit.kind for edit in diff.edits if edit.kind != "same")
    blocks = len({edit.moved for edit in diff.edits} - {0})
    if blocks:
        found["moved"] = blocks
    return found


def _fate(edit: Edit) -> str:
    if edit.kind == "furniture":
        return "furniture"
    if edit.tag == "equal":
        return "moved" if edit.moved else "verbatim"
    return "reworded" if edit.tag == "replace" or edit.kind == "reordered" else "only"


def _follows(last: Edit, edit: Edit) -> bool:
    return last.left[1] == edit.left[0] and last.right[1] == edit.right[0]


def _share(fates: Counter[str]) -> Share:
    total = fates.total()
    named = ("verbatim", "reworded", "moved", "only", "furniture")
    return Share(total, *(fates[name] / total if total else 0.0 for name in named))


def _numbers(text: str, begin: int, end: int) -> Iterator[str]:
    for found in _NUMBER.finditer(text, begin, end):
        yield found.group()


def _names(text: str, begin: int, end: int) -> Iterator[str]:
    """Runs of capitalised words that are capitalised for another reason than opening a sentence."""
    for found in _NAME.finditer(text, begin, end):
        at, name = found.start(), []
        for word in found.group().split(" "):
            before = text[max(0, at - 2) : at].strip(" ") or ("\n" if at < 2 else text[at - 1])
            opens = before[-1:] in _SENTENCE_OPENS_AFTER
            if word[0].isupper() and not opens and not words.is_stop_word(words.fold(word)):
                name.append(word)
            elif name:
                yield " ".join(name)
                name = []
            at += len(word) + 1
        if name:
            yield " ".join(name)


def _differing(
    left: str, right: str, diff: Diff, facts: Callable[[str, int, int], Iterator[str]]
) -> tuple[Differing, ...]:
    """The facts that stand in changes and not anywhere on the other side, beside what replaced them."""
    known = [set(map(_key, facts(text, 0, len(text)))) for text in (left, right)]
    found: dict[Differing, None] = {}
    for edit in diff.edits:
        if edit.tag == "equal" or edit.kind == "furniture":
            continue
        ours = [fact for fact in facts(left, *edit.left) if _key(fact) not in known[1]]
        theirs = [fact for fact in facts(right, *edit.right) if _key(fact) not in known[0]]
        if len(ours) == len(theirs):
            found |= dict.fromkeys(zip(ours, theirs, strict=True))
        else:
            found |= dict.fromkeys([(fact, "") for fact in ours] + [("", fact) for fact in theirs])
    return tuple(found)


def _key(fact: str) -> str:
    return words.fold(fact)


def _quotations(left: str, right: str) -> tuple[Differing, ...]:
    """Quotations that are not word for word on the other side, the changed ones beside each other."""
    ours, theirs = _quoted(left), _quoted(right)
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


def _quoted(text: str) -> dict[str, str]:
    """Quotations of three words or more: their words folded → as one line."""
    found: dict[str, str] = {}
    for match in _QUOTATION.finditer(text):
        quotation = " ".join(next(filter(None, match.groups())).split())
        keys = [words.fold(piece) for piece in words.pieces(quotation) if piece[0].isalnum()]
        if len(keys) >= 3:
            shown = quotation if len(quotation) <= _ONE_LINE else quotation[: _ONE_LINE - 1] + "…"
            found.setdefault(" ".join(keys), shown)
    return found
