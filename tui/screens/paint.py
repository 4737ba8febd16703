"""Words of style → what a terminal paints: the only place of colours. Pure, no widget.

Blue and orange tell left from right for every kind of colour vision; strike-through and underline tell
it without colour. Every text passes a last gate here: nothing that a terminal obeys gets through.
"""

from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.cells import cut_middle, fit, width
from tui.model import OPEN_STATES, State
from tui.render.lines import Line
from tui.visible import visible

# Colours of the 256-colour table that stand out on light and dark backgrounds alike.
_BLUE: Final = "color(33)"
_ORANGE: Final = "color(172)"

STYLES: Final = MappingProxyType(
    {
        "": Style(),
        "equal": Style(),
        "delete": Style(color=_ORANGE, strike=True),
        "insert": Style(color=_BLUE, underline=True),
        "replaced-left": Style(color=_ORANGE, strike=True),
        "replaced-right": Style(color=_BLUE, underline=True),
        "case": Style(underline=True, dim=True),
        "moved-left": Style(color=_ORANGE, italic=True, dim=True),
        "moved-right": Style(color=_BLUE, italic=True),
        "furniture": Style(dim=True),
        "folded": Style(dim=True),
        "gutter": Style(dim=True),
        "mark": Style(bold=True),
        "bar": Style(reverse=True),
        "strong": Style(bold=True),
        "faint": Style(dim=True),
        "base": Style(bold=True, color=_ORANGE),
        "shown": Style(bold=True, color=_BLUE),
        "trouble": Style(bold=True, reverse=True),
        "found": Style(reverse=True),
    }
)

GLYPHS: Final[MappingProxyType[State, str]] = MappingProxyType(
    {
        "undecided": "?",
        "canonical": "=",
        "not-duplicates": "x",
        "skipped": "~",
        "flagged": "f",
        "stale": "!",
        "conflict": "%",
    }
)

Piece = tuple[str, str]
"""A text and its word of style."""


def strip(pieces: Iterable[Piece], cells: int, *, under: str = "") -> Strip:
    """Pieces in exactly `cells` cells; `under` is a style that lies under all of them (a cursor)."""
    base = STYLES[under]
    segments, used = [], 0
    for text, style in pieces:
        safe = visible(text)
        room = cells - used
        if room <= 0:
            break
        shown = safe if width(safe) <= room else fit(safe, room)
        used += width(shown)
        segments.append(Segment(shown, base + STYLES.get(style, STYLES[""])))
    if used < cells and under:
        segments.append(Segment(" " * (cells - used), base))
        used = cells
    return Strip(segments, used).adjust_cell_length(cells)


def diff_line(line: Line, cells: int, *, chosen: bool) -> Strip:
    """One line of the diff, with a bar at its left where the change under the cursor is."""
    edge = ("▎" if chosen else " ", "mark")
    return strip([edge, *((piece.text, piece.style) for piece in line.pieces)], cells)


def group_row(
    cells: int,
    *,
    state: State,
    copies: int,
    alike: float,
    title: str,
    noted: bool,
    cursor: bool,
    selected: bool,
) -> Strip:
    """One row of the list: glyph, number of copies, score, title; told without colour too."""
    pointer = ">" if cursor else "•" if selected else " "
    note = "+" if noted else " "
    head = f"{pointer}{GLYPHS[state]}{note}{copies:>3} {score(alike)}"
    text = cut_middle(visible(title), max(1, cells - width(head) - 1))
    faint = "" if state in OPEN_STATES else "faint"
    # The bar does not run through the title: a step down the list would send two titles again.
    return strip([(head, "bar" if cursor else faint), (" ", ""), (text, faint)], cells)


def score(of: float) -> str:
    """A score of 0..1 in three cells: `.97`, `1.0`."""
    return "1.0" if of >= 0.995 else f"{of:.2f}"[1:]


def spread(left: Sequence[Piece], right: Sequence[Piece], cells: int, *, under: str = "") -> Strip:
    """Pieces at the left and pieces at the right end of one line; the right ones give way."""
    taken = sum(width(visible(text)) for text, _ in left)
    wanted = sum(width(visible(text)) for text, _ in right)
    if taken + wanted + 1 > cells:
        return strip(left, cells, under=under)
    gap = (" " * (cells - taken - wanted), "")
    return strip([*left, gap, *right], cells, under=under)
