"""A text of any length → its number of words, counted a piece at a time: nobody waits long for a stop to be heard."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from tui.text import words

_PIECE: Final = (
    250_000  # characters: at most a third of a second, in scripts that need the long expression
)
# Where no word goes on: at white space, but not behind what may break a word at a line end or glue two signs together.
_END: Final = re.compile("[^\\s\\-‐‑–¬\u00ad\u200d](?=\\s)")


def count(text: str, tick: Callable[[], None]) -> int:
    """`words.count`, with a `tick` before each piece, which may raise to stop. Linear."""
    total = 0
    for piece in pieces(text, _PIECE):
        tick()
        total += words.count(piece)
    return total


def pieces(text: str, least: int) -> Iterator[str]:
    """The text in pieces of `least` characters or somewhat more, cut where no word is; the last may be shorter.

    What has no white space stays whole, however long it is.
    """
    begin = 0
    while end := _END.search(text, begin + least):
        yield text[begin : end.end()]
        begin = end.end()
    yield text[begin:]
