"""Lines → text for a terminal, with SGR colours or without.

Blue and orange tell left from right for every kind of colour vision; strike-through and underline tell
it without colour (ECMA-48, 8.3.117). A number or name that is another one stands out in reverse; page
furniture is dim and has no colour. No other control sequence is ever written.
"""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from tui.render.styled_lines import Line

_ORANGE: Final = "38;5;172"  # of the 256-colour table: stands out on light and dark alike
_BLUE: Final = "38;5;33"

_SGR: Final = MappingProxyType(
    {
        "case": "2;4",
        "delete": f"9;{_ORANGE}",
        "insert": f"4;{_BLUE}",
        "replaced-left": f"9;{_ORANGE}",
        "replaced-right": f"4;{_BLUE}",
        "fact-left": f"1;7;9;{_ORANGE}",
        "fact-right": f"1;7;4;{_BLUE}",
        "moved-left": f"2;3;{_ORANGE}",
        "moved-right": f"3;{_BLUE}",
        "furniture": "2",
        "furniture-left": "2;9",
        "furniture-right": "2;3",
        "folded": "2",
        "gutter": "2",
    }
)


def painted(lines: Iterable[Line], *, colour: bool) -> str:
    """The lines as text, each with a newline behind it; no space is left at a line's end."""
    return "".join(_painted(line, colour=colour) + "\n" for line in lines)


def _painted(line: Line, *, colour: bool) -> str:
    if not colour:
        return "".join(piece.text for piece in line.pieces).rstrip()
    return "".join(
        f"\x1b[{_SGR[piece.style]}m{piece.text}\x1b[0m" if piece.style in _SGR else piece.text
        for piece in line.pieces
    ).rstrip()
