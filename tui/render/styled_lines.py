"""What rendering gives: lines of pieces, each a text with a word of style."""

from dataclasses import dataclass
from typing import Final

STYLES: Final = (
    "equal",
    "case",
    "delete",
    "insert",
    "replaced-left",
    "replaced-right",
    "fact-left",
    "fact-right",
    "moved-left",
    "moved-right",
    "furniture",
    "furniture-left",
    "furniture-right",
    "folded",
    "gutter",
)
"""The whole vocabulary; "" is white space between pieces. `fact`: a number or a name that is another one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that is safe to show, and its word of style."""

    text: str
    style: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the terminal.

    `edit`: number in `Diff.edits` of the first change that starts here, else of the one that goes on
    here, else None. `starts`: all changes that start here. `moved`: numbers of the moved blocks of
    which an end stands here: the other end is the other line that has the number. `origins`: those of
    `starts` that only begin a note of where a block stood.
    """

    pieces: tuple[Piece, ...] = ()
    edit: int | None = None
    starts: tuple[int, ...] = ()
    moved: tuple[int, ...] = ()
    origins: tuple[int, ...] = ()
