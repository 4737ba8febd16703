"""A token from the terminal → Textual's events: keys, pastes, mouse events and the answers that Textual asks for.

An escape sequence that Textual does not know becomes nothing: its parser would hand out the characters as keys.
"""

import re
from collections.abc import Iterable
from typing import Final

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._xterm_parser import XTermParser
from textual.events import Key, Paste
from textual.message import Message

from tui.screens.terminal.terminal_input import ESCAPE, Kind, Token, plain

_CSI: Final = "\x1b\\["
_FOCUS: Final = re.compile(_CSI + "[IO]")
_MOUSE: Final = re.compile(_CSI + r"(?:<\d{1,4};-?\d{1,5};-?\d{1,5}|\d{1,4};\d{1,4};\d{1,4})[Mm]")
_CURSOR_POSITION: Final = re.compile(_CSI + r"\d{1,5};\d{1,5}R")
_MODE_REPORT: Final = re.compile(_CSI + r"\?\d{1,5};\d\$y")
_RESIZE: Final = re.compile(_CSI + r"48(?:;[1-9]\d{0,3}){4}t")
_KITTY_KEY: Final = re.compile(
    _CSI + r"(?P<code>\d{0,7})(?:;\d{0,3}(?:;(?P<text>[\d:]*))?)?(?P<end>[u~ABCDEFHPQRS])"
)  # https://sw.kovidgoyal.net/kitty/keyboard-protocol/
_SIMPLE: Final = (_FOCUS, _MOUSE, _CURSOR_POSITION, _MODE_REPORT, _RESIZE)


def events_of(token: Token, parser: XTermParser) -> Iterable[Message]:
    """Return the events of a token. `parser` is only given sequences that it knows, each of them whole."""
    text = token.text
    if token.kind is Kind.PASTE:
        return [Paste(plain(text))]
    if text == ESCAPE:
        return [Key("escape", ESCAPE)]
    if (key := _misread(text)) is not None:
        return [Key(key, None)]
    if len(text) == 1 or is_known(text):
        return list(parser.feed(text))
    if len(text) == len(ESCAPE) + 1:  # with Alt
        return list(parser._sequence_to_key_events(text[1], alt=True))  # noqa: SLF001 - feed waits for more
    return []


def is_known(sequence: str) -> bool:
    """Whether Textual's parser makes one event, or knowingly none, of an escape sequence."""
    if any(one.fullmatch(sequence) for one in _SIMPLE):
        return True
    key = _KITTY_KEY.fullmatch(sequence)
    if key is None:
        return sequence in ANSI_SEQUENCES_KEYS
    return _is_named(key) and all(
        _is_character(number) for number in [key["code"], *(key["text"] or "").split(":")] if number
    )


def _is_named(key: re.Match[str]) -> bool:
    """Whether a sequence that does not end in `u` is one of the keys that have a name in the protocol.

    Textual takes the number of any other for a character: `ESC [ 4 9 ~` would be the key `1`.
    """
    return key["end"] == "u" or f"{key['code'] or 1}{key['end']}" in FUNCTIONAL_KEYS


def _misread(sequence: str) -> str | None:
    """The key of a sequence that Textual's table has and its parser takes for another: F13 to F20."""
    key, named = _KITTY_KEY.fullmatch(sequence), ANSI_SEQUENCES_KEYS.get(sequence)
    if key is None or _is_named(key) or not isinstance(named, tuple):
        return None
    return named[0].value


def _is_character(number: str) -> bool:
    """Whether a code point is one that a key can have; `chr` fails for others, and writing a surrogate does."""
    code = int(number) if len(number) <= len("1114111") else -1
    return 0 <= code <= 0xD7FF or 0xE000 <= code <= 0x10FFFF
