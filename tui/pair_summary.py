"""The summary of a pair → lines to read: a head for the text of a diff, a page for the review screen.

Everything of the texts is made visible, and cut where it is long; what is left out is counted.
"""

from collections.abc import Sequence
from typing import Final

from tui.compare.summary.summary import Differing, Share, Summary
from tui.text.plural import counted
from tui.text.visible import visible

_MOST: Final = 12  # numbers, and names, in the head; JSON and HTML have them all
_MOST_QUOTATIONS: Final = 4
_MOST_ON_PAGE: Final = 500
_LONGEST: Final = 72  # characters of a reading
_BEFORE: Final = 24  # characters before the place where two long readings part
_SHARES: Final = (
    ("verbatim", "verbatim and in place"),
    ("reworded", "reworded"),
    ("moved", "moved"),
    ("only", "only here"),
    ("furniture", "page furniture"),
)


def head(summary: Summary) -> list[str]:
    """Some lines: the shares of either side, the longest run, counts by kind, the facts that differ."""
    told = [f"left:  {_shares(summary.left)}", f"right: {_shares(summary.right)}"]
    if summary.longest_run:
        told.append(f"longest run that both share: {counted(summary.longest_run, 'word')}")
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in summary.kinds)
    told += [f"changes: {kinds}"] if kinds else []
    for name, pairs in (("numbers", summary.numbers), ("names", summary.names)):
        if pairs:
            told.append(f"{name}: {'; '.join([*map(answer, pairs[:_MOST]), *_more(pairs, _MOST)])}")
    if summary.quotations:
        told.append(f"quotations that differ: {len(summary.quotations):,}")
        told += [f"  {answer(pair)}" for pair in summary.quotations[:_MOST_QUOTATIONS]]
        told += [f"  {more}" for more in _more(summary.quotations, _MOST_QUOTATIONS)]
    return told


def page(summary: Summary, notes: Sequence[str]) -> str:
    """All that is known of a pair, to scroll in; `notes` say where the comparison was bounded."""
    left, right = summary.left, summary.right
    told = [
        f"{'':<24}{'left':>10}{'right':>10}",
        f"{'words':<24}{left.words:>10,}{right.words:>10,}",
    ]
    told += [
        f"{says:<24}{getattr(left, name):>10.1%}{getattr(right, name):>10.1%}"
        for name, says in _SHARES
    ]
    told += ["", f"The longest run that both share has {counted(summary.longest_run, 'word')}."]
    if summary.kinds:
        told += ["", "Changes by kind (K chooses one, { and } go from one to the next):"]
        told += [f"{count:>8,}  {kind}" for kind, count in by_count(summary.kinds)]
    for name, pairs in (
        ("Numbers", summary.numbers),
        ("Names", summary.names),
        ("Quotations", summary.quotations),
    ):
        told += ["", f"{name} that differ: {len(pairs):,}"]
        told += [f"  {answer(pair)}" for pair in pairs[:_MOST_ON_PAGE]]
        told += [f"  {more}" for more in _more(pairs, _MOST_ON_PAGE)]
    if notes:
        told += [
            "",
            "Where the comparison was bounded:",
            *(f"  {visible(note)}." for note in notes),
        ]
    return "\n".join(told)


def by_count(kinds: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Kinds with their counts, the most frequent first."""
    return sorted(kinds, key=lambda kind: (-kind[1], kind[0]))


def answer(pair: Differing) -> str:
    """Both readings of a place; of long ones what stands about the first difference."""
    left, right = (" ".join(text.split()) for text in pair)
    if max(len(left), len(right)) > _LONGEST:
        begin = max(0, _alike(left, right) - _BEFORE)
        left, right = _about(left, begin), _about(right, begin)
    left, right = visible(left), visible(right)
    if left and right:
        return f"{left} → {right}"
    return f"{left} only left" if left else f"{right} only right"


def _alike(left: str, right: str) -> int:
    """How many characters two readings begin with in common."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(left), len(right)))


def _about(text: str, begin: int) -> str:
    """At most so many characters of a text from a word near `begin` on."""
    begin = text.rfind(" ", 0, begin) + 1
    shown = text[begin : begin + _LONGEST]
    return ("…" if begin else "") + shown + ("…" if begin + _LONGEST < len(text) else "")


def _shares(share: Share) -> str:
    fates = ", ".join(
        f"{getattr(share, name):.0%} {'only here' if name == 'only' else name}"
        for name, _says in _SHARES
        if getattr(share, name) or name != "furniture"
    )
    return f"{counted(share.words, 'word')}: {fates}"


def _more(pairs: Sequence[Differing], most: int) -> list[str]:
    rest = len(pairs) - most
    return [f"{rest:,} more"] if rest > 0 else []
