"""A diff → what a reviewer wants to know of a pair at a glance: shares, longest run, facts that differ."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from tui.compare.summary import differing_facts, facts
from tui.model import Diff, Edit, Span
from tui.text import words

Differing = differing_facts.Differing
MOST_SEARCHED: Final = 1_000_000  # characters of changes that are searched for facts
_LATER: Final = "so much has changed that numbers and names are told of the first changes only"


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
    """What a diff amounts to. `longest_run`: words shared without a break. `kinds`: edits by kind.

    `notes`: sentences on what was bounded; empty as a rule.
    """

    left: Share
    right: Share
    longest_run: int
    numbers: tuple[Differing, ...]
    names: tuple[Differing, ...]
    quotations: tuple[Differing, ...]
    kinds: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()


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
    edits = _searched(diff)
    return Summary(
        _share(fates[0]),
        _share(fates[1]),
        longest,
        differing_facts.numbers(left, right, edits),
        differing_facts.names(left, right, edits),
        differing_facts.quotations(left, right),
        tuple(sorted(kinds(diff).items())),
        (_LATER,) if len(edits) < len(diff.edits) else (),
    )


def unquoted(left: str, right: str, diff: Diff) -> tuple[Share, Share]:
    """The shares of either side over the words that stand in no quotation: those may be shared by right."""
    found = []
    for side, text in enumerate((left, right)):
        quoted = list(facts.quotations(text))
        fates: Counter[str] = Counter()
        at = 0
        for edit in sorted(diff.edits, key=lambda edit: (edit.left, edit.right)[side]):
            begin, end = (edit.left, edit.right)[side]
            while at < len(quoted) and quoted[at][1] <= begin:
                at += 1
            fates[_fate(edit)] += sum(
                words.count(text[part[0] : part[1]]) for part in _outside(begin, end, quoted, at)
            )
        found.append(_share(fates))
    return found[0], found[1]


def _outside(begin: int, end: int, spans: Sequence[Span], first: int) -> Iterator[Span]:
    """The parts of [begin, end) in none of the spans, of which those before the first end before it."""
    for start, stop in islice(spans, first, None):
        if start >= end:
            break
        yield begin, max(begin, start)
        begin = min(end, stop)
    yield begin, end


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


def _searched(diff: Diff) -> tuple[Edit, ...]:
    """The edits whose changes are searched for facts: nearly always all."""
    characters = 0
    for number, edit in enumerate(diff.edits):
        if edit.tag != "equal":
            characters += edit.left[1] - edit.left[0] + edit.right[1] - edit.right[0]
            if characters > MOST_SEARCHED:
                return diff.edits[:number]
    return diff.edits
