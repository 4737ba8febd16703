"""Two texts and their diff → styled lines for a terminal of a given width.

Everything is safe to show (`visible`) and measured in cells. Styles are words of `styled.STYLES`,
which a screen or `ansi` turns into colours; what they say is told by marks where there is no colour.
"""

from collections.abc import Iterator
from typing import Literal

from tui.model import Diff
from tui.render.inline import Flow
from tui.render.side_by_side import Columns
from tui.render.styled_lines import STYLES, Line, Piece
from tui.render.wrap import wrapped

__all__ = ["STYLES", "Layout", "Line", "Piece", "lines", "stream"]

Layout = Literal["inline", "side-by-side"]


def lines(
    left: str,
    right: str,
    diff: Diff,
    *,
    width: int,
    layout: Layout = "inline",
    marks: bool = False,
    fold: bool = False,
) -> list[Line]:
    """All lines of a diff in `width` cells.

    `marks` writes `[-…-]{+…+}` around changes, for where there is no colour. `fold` shortens long
    equal runs to a count. Linear.
    """
    return list(stream(left, right, diff, width=width, layout=layout, marks=marks, fold=fold))


def stream(
    left: str,
    right: str,
    diff: Diff,
    *,
    width: int,
    layout: Layout = "inline",
    marks: bool = False,
    fold: bool = False,
) -> Iterator[Line]:
    """The same lines as they are asked for: a first page costs no more than a page."""
    if layout == "side-by-side":
        return Columns(left, right, diff, marks=marks, fold=fold).lines(width)
    return wrapped(Flow(left, right, diff, marks=marks, fold=fold).atoms(), max(1, width))
