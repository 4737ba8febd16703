"""Names of keys as people write them → the names that Textual gives to what a terminal sends, or what was meant.

A terminal sends bytes, and many keys have none of their own: Ctrl with a capital or with Shift is the small letter's
byte, ^M is Enter, and no byte says Command. A name that no byte stands for would be a key that never acts.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Final

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.events import Key
from textual.keys import REPLACED_KEYS, _character_to_key, key_to_character

from tui.screens.terminal.terminal_events import events_of
from tui.screens.terminal.terminal_input import Kind, Token

_SAME_BYTE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ctrl+m": "enter", "ctrl+i": "tab", "ctrl+h": "backspace", "ctrl+left_square_bracket": "escape",
        "newline": "ctrl+j", "ctrl+space": "ctrl+@", "ctrl+at": "ctrl+@",
    }
)  # fmt: skip
_MODIFIERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "strg": "ctrl", "control": "ctrl", "ctl": "ctrl", "cntrl": "ctrl", "c": "ctrl", "^": "ctrl", "cmd": "ctrl",
        "command": "ctrl", "super": "ctrl", "win": "ctrl", "option": "alt", "opt": "alt", "meta": "alt", "m": "alt",
        "umschalt": "shift", "maj": "shift", "s": "shift",
    }
)  # fmt: skip
_OTHER_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "esc": "escape", "return": "enter", "ret": "enter", "cr": "enter", "del": "delete", "ins": "insert",
        "spacebar": "space", "bksp": "backspace", "bs": "backspace", "pgdn": "pagedown", "pgdown": "pagedown",
        "page_down": "pagedown", "page-down": "pagedown", "pgup": "pageup", "page_up": "pageup", "page-up": "pageup",
    }
)  # fmt: skip
_ORDER: Final = ("alt", "ctrl", "shift")
_WITH_ALT: Final = "acdeghijklmnopqrstuvwxyzABCDEFGHIJKLMNPQRSTUVWXYZ"  # ESC b and ESC f are ^← and ^→, ESC O begins a sequence
_FINALS: Final = (
    "ABCDFHPQS"  # of arrows, End, Home and F1 to F4 with modifiers, as xterm sends them
)
_NUMBERS: Final = (
    2,
    3,
    5,
    6,
    15,
    17,
    18,
    19,
    20,
    21,
    23,
    24,
)  # Insert, Delete, page keys, F5 to F12


def normal(key: str) -> str:
    """Return a key's name as Textual has it: `]` is right_square_bracket, `ctrl+m` is enter."""
    if len(key) == 1:
        return _character_to_key(key)
    *modifiers, last = key.split("+") if not key.endswith("++") else (*key[:-2].split("+"), "+")
    name = "+".join((*modifiers, _character_to_key(last) if len(last) == 1 else last))
    return _SAME_BYTE.get(name, name)


def is_sent(name: str) -> bool:
    """Return whether a terminal sends something that has this name, which is `normal`."""
    if name in _named():
        return True
    character = key_to_character(REPLACED_KEYS.get(name, name))
    return (
        character is not None and character.isprintable() and _character_to_key(character) == name
    )


def suggestion(key: str) -> str:
    """Return the key that was meant by a name that no terminal sends, "" where none is near.

    >>> suggestion("Strg+J")
    'ctrl+j'
    """
    if len(key) > 1 and key.startswith("^"):
        key = f"ctrl+{key[1:]}"
    *modifiers, last = (part.strip() for part in key.lower().replace("-", "+").split("+"))
    last = _OTHER_NAMES.get(last, last)
    wanted = {_MODIFIERS.get(one, one) for one in modifiers}
    if not wanted <= set(_ORDER):
        return ""
    if wanted == {"shift"} and len(last) == 1:
        return last.upper()
    for some in (wanted, wanted - {"shift"}, set() if len(last) > 1 else wanted):
        name = "+".join((*(one for one in _ORDER if one in some), last))
        if is_sent(normal(name)):
            return name
    near = get_close_matches(last, _named(), n=1, cutoff=0.75) if len(last) > 1 else []
    return near[0] if near else ""


@cache
def _named() -> frozenset[str]:
    """Return the names of all keys that are no character of their own."""
    parser = XTermParser()
    sent = [*ANSI_SEQUENCES_KEYS, *(f"\x1b{letter}" for letter in _WITH_ALT)]
    for modifiers in range(2, 9):
        sent += [f"\x1b[1;{modifiers}{final}" for final in _FINALS]
        sent += [f"\x1b[{number};{modifiers}~" for number in _NUMBERS]
    events = (event for text in sent for event in events_of(Token(Kind.KEY, text), parser))
    names = {event.key for event in events if isinstance(event, Key)}
    return frozenset(name for name in names if name.isprintable() and not name.startswith("<"))
