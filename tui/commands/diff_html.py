"""A diff and its summary → the page of `diff --format html`."""

from collections.abc import Sequence
from pathlib import Path

from tui.compare.summary.facts import has_quotations
from tui.compare.summary.summary import Share, Summary, unquoted
from tui.model import Diff
from tui.render.html_page import Document, page

__all__ = ["Document", "page_of"]


def page_of(left: Document, right: Document, edits: Diff, summary: Summary) -> str:
    """The page: shares with and without what is quoted, kinds, and all facts that differ."""
    sides = [summary.left, summary.right]
    heads = ["", "Left", "Right"]
    whole = summary.left, summary.right
    quoted = has_quotations(left.text) or has_quotations(right.text)
    apart = unquoted(left.text, right.text, edits) if quoted else whole
    if apart != whole:
        sides += apart
        heads += ["Left, quotations aside", "Right, quotations aside"]
    longest = ("longest run that both share, words", *[f"{summary.longest_run:,}"] * 2)
    return page(
        left,
        right,
        edits,
        heads=heads,
        facts=[*_rows(sides), longest],
        kinds=summary.kinds,
        numbers=summary.numbers,
        names=summary.names,
        quotations=summary.quotations,
    )


def names_of(left: Path, right: Path) -> tuple[str, str]:
    """The names that tell two files apart: no folder above that, for it is nobody's business who gets the page."""
    most = max(len(left.parts), len(right.parts)) if left != right else 1
    ends = next(
        (ends for ends in range(1, most) if left.parts[-ends:] != right.parts[-ends:]), most
    )
    ours, theirs = ("/".join(path.parts[-ends:]) for path in (left, right))
    return ours, theirs


def _rows(sides: Sequence[Share]) -> list[tuple[str, ...]]:
    return [
        ("words", *(f"{side.words:,}" for side in sides)),
        ("verbatim and in place", *(f"{side.verbatim:.1%}" for side in sides)),
        ("reworded", *(f"{side.reworded:.1%}" for side in sides)),
        ("moved", *(f"{side.moved:.1%}" for side in sides)),
        ("only here", *(f"{side.only:.1%}" for side in sides)),
        ("page furniture", *(f"{side.furniture:.1%}" for side in sides)),
    ]
