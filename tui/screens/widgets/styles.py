"""Words of style → what a terminal paints: the only place of colours.

Blue and orange tell left from right for every kind of colour vision; strike-through and underline tell
it without colour. A number or name that is another one stands out in reverse. Every text passes a last gate here: nothing that a terminal obeys gets through.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import pairwise
from types import MappingProxyType
from typing import Final, Protocol, cast

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui.errors import UsageError
from tui.model import OPEN_STATES, State
from tui.render.lines import Line
from tui.text.cells import cut_middle, fit, width
from tui.text.visible import visible

# The left and the right side of a diff. Those of the 256-colour table stand out on dark and light
# backgrounds alike; "light" is for those who find them pale there, "ansi" for terminals of 16 colours,
# whose owners have chosen what their colours look like.
THEMES: Final[Mapping[str, tuple[str | None, str | None]]] = MappingProxyType(
    {
        "blue-orange": ("color(172)", "color(33)"),
        "light": ("color(130)", "color(25)"),
        "ansi": ("yellow", "bright_blue"),
        "plain": (None, None),
    }
)
Styles = Mapping[str, Style]
"""Words of style → what a terminal paints."""


def styles_of(theme: str) -> Styles:
    """The styles of a theme. Raises UsageError for one that there is not."""
    if theme not in THEMES:
        near = get_close_matches(theme, THEMES, n=1)
        meant = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(THEMES)}"
        raise UsageError(f"there is no theme {theme!r}", do=meant)
    left, right = THEMES[theme]
    return MappingProxyType(
        {
            "": Style(),
            "equal": Style(),
            "delete": Style(color=left, strike=True),
            "insert": Style(color=right, underline=True),
            "replaced-left": Style(color=left, strike=True),
            "replaced-right": Style(color=right, underline=True),
            "fact-left": Style(color=left, strike=True, reverse=True, bold=True),
            "fact-right": Style(color=right, underline=True, reverse=True, bold=True),
            "case": Style(underline=True, dim=True),
            "moved-left": Style(color=left, italic=True, dim=True),
            "moved-right": Style(color=right, italic=True),
            "furniture": Style(dim=True),
            "furniture-left": Style(dim=True, strike=True),
            "furniture-right": Style(dim=True, italic=True),
            "folded": Style(dim=True),
            "gutter": Style(dim=True),
            "mark": Style(bold=True),
            "bar": Style(reverse=True),
            "strong": Style(bold=True),
            "faint": Style(dim=True),
            "base": Style(bold=True, color=left),
            "shown": Style(bold=True, color=right),
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


class Painted(Widget):
    """A widget that paints with the styles of the app's theme."""

    @property
    def styles_of_words(self) -> Styles:
        """The theme's styles."""
        return cast("Themed", self.app).styles_of_words

    def paint(self, pieces: Iterable[Piece], cells: int, *, under: str = "") -> Strip:
        """Pieces in exactly `cells` cells, in the theme's styles."""
        return strip(pieces, cells, self.styles_of_words, under=under)


class Themed(Protocol):
    """What a painted widget needs of its app."""

    styles_of_words: Styles


def strip(pieces: Iterable[Piece], cells: int, styles: Styles, *, under: str = "") -> Strip:
    """Pieces in exactly `cells` cells; `under` is a style that lies under all of them (a cursor)."""
    base = styles[under]
    segments, used = [], 0
    for text, style in pieces:
        safe = visible(text)
        room = cells - used
        if room <= 0:
            break
        shown = safe if width(safe) <= room else fit(safe, room)
        used += width(shown)
        segments.append(Segment(shown, base + styles.get(style, styles[""])))
    if used < cells and under:
        segments.append(Segment(" " * (cells - used), base))
        used = cells
    return Strip(segments, used).adjust_cell_length(cells)


def diff_line(
    line: Line,
    cells: int,
    styles: Styles,
    *,
    chosen: bool,
    wanted: re.Pattern[str] | None = None,
) -> Strip:
    """One line of the diff, with a bar at its left where the change under the cursor is.

    What `wanted` finds stands out, whatever styles it runs through.
    """
    pieces = [(piece.text, piece.style) for piece in line.pieces]
    if wanted is not None:
        pieces = list(_marked(pieces, wanted))
    return strip([("▎" if chosen else " ", "mark"), *pieces], cells, styles)


def _marked(pieces: Sequence[Piece], wanted: re.Pattern[str]) -> Iterator[Piece]:
    spans = [found.span() for found in wanted.finditer("".join(text for text, _ in pieces))]
    edges = sorted({edge for span in spans for edge in span})
    begin = 0
    for text, style in pieces:
        end = begin + len(text)
        for at, to in pairwise([begin, *(edge for edge in edges if begin < edge < end), end]):
            inside = any(first <= at < last for first, last in spans)
            yield text[at - begin : to - begin], "found" if inside else style
        begin = end


def group_row(
    cells: int,
    styles: Styles,
    *,
    state: State,
    copies: int,
    alike: float,
    title: str,
    noted: bool,
    cursor: bool,
    selected: bool,
    wanted: str = "",
) -> Strip:
    """One row of the list: glyph, number of copies, score, title; told without colour too.

    Where the title has the words `wanted`, they are highlighted.
    """
    pointer = ">" if cursor else "•" if selected else " "
    note = "+" if noted else " "
    head = f"{pointer}{GLYPHS[state]}{note}{copies:>3} {score(alike)}"
    text = cut_middle(visible(title), max(1, cells - width(head) - 1))
    faint = "" if state in OPEN_STATES else "faint"
    # The bar does not run through the title: a step down the list would send two titles again.
    pieces = [(head, "bar" if cursor else faint), (" ", ""), *highlighted(text, wanted, faint)]
    return strip(pieces, cells, styles)


def highlighted(text: str, wanted: str, style: str) -> list[Piece]:
    """`text` in a style, with every place that has `wanted`, in whatever case, made to stand out."""
    if not wanted:
        return [(text, style)]
    pieces, at = [], 0
    for found in re.finditer(re.escape(wanted), text, re.IGNORECASE):
        pieces += [(text[at : found.start()], style), (found[0], "found")]
        at = found.end()
    return [*pieces, (text[at:], style)]


def score(of: float) -> str:
    """A score of 0..1 in three cells: `.97`, `1.0`."""
    return "1.0" if of >= 0.995 else f"{of:.2f}"[1:]


def spread(
    left: Sequence[Piece],
    right: Sequence[Piece],
    cells: int,
    styles: Styles,
    *,
    under: str = "",
) -> Strip:
    """Pieces at the left and pieces at the right end of one line; the right ones give way."""
    taken = sum(width(visible(text)) for text, _ in left)
    wanted = sum(width(visible(text)) for text, _ in right)
    if taken + wanted + 1 > cells:
        return strip(left, cells, styles, under=under)
    gap = (" " * (cells - taken - wanted), "")
    return strip([*left, gap, *right], cells, styles, under=under)
