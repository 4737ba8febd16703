"""Keys that a slow line tore apart: what was one key press must never decide something.

A terminal sends PgUp as `ESC [ 5 ~`. Where the line pauses inside it, Textual gives up waiting and hands
out `[`, `5`, `~` as if a person had typed them; `5` would make copy 5 canonical. So what is read is
held back after `ESC [` and `ESC O` until the sequence's final byte (ECMA-48, 5.4: parameters 0x30–0x3F,
intermediates 0x20–0x2F, final 0x40–0x7E), however long it takes. A lone `ESC` cannot be held back, for it
is a key: where `[` or `O` comes after one, all up to a final byte is taken for the rest of a torn sequence.
"""

import re
from enum import Enum, auto
from typing import Final

_UNFINISHED: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|O[0-?]*)\Z")


def whole(data: str) -> tuple[str, str]:
    r"""What of `data` can be passed on, and the beginning of a sequence at its end that must wait.

    >>> whole("j\x1b[5")
    ('j', '\x1b[5')
    """
    found = _UNFINISHED.search(data)
    return (data, "") if found is None else (data[: found.start()], found.group())


class _At(Enum):
    NOTHING = auto()
    ESCAPE = auto()
    SEQUENCE = auto()
    SINGLE = auto()  # after ESC O one more byte, with digits before it at most


class SplitKeys:
    """Follows the keys as they come; mutable, for it must remember where in a sequence it is."""

    def __init__(self) -> None:
        self._at = _At.NOTHING

    def swallows(self, key: str, character: str | None) -> bool:
        """Whether a key is a splinter of a torn sequence and must not be acted upon."""
        if key == "escape":
            self._at = _At.ESCAPE
            return False
        if self._at is _At.ESCAPE:
            self._at = {"[": _At.SEQUENCE, "O": _At.SINGLE}.get(character or "", _At.NOTHING)
            return self._at is not _At.NOTHING
        if self._at is _At.NOTHING:
            return False
        if character is None or not " " <= character <= "~":
            self._at = _At.NOTHING  # a whole key of its own: the torn one was never finished
            return False
        if character >= "@":
            self._at = _At.NOTHING
        return True
