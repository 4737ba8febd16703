"""Hostile text in, text that is safe and legible in a terminal out: the one gate.

Article text, file names, notes and exceptions may hold control characters, escape sequences and
invisible or direction-changing characters. Each becomes a visible stand-in (`␛`, `<RLO>`).
Joiners stay where they join: between letters of joining scripts and inside emoji.
"""

import re
import unicodedata
from functools import cache
from typing import Final

_NAMED: Final = {
    0x00AD: "<SHY>", 0x034F: "<CGJ>", 0x061C: "<ALM>", 0x115F: "<HCF>", 0x1160: "<HJF>",
    0x17B4: "<KIV>", 0x17B5: "<KIV>", 0x180E: "<MVS>", 0x200B: "<ZWSP>", 0x200C: "<ZWNJ>",
    0x200D: "<ZWJ>", 0x200E: "<LRM>", 0x200F: "<RLM>", 0x2028: "<LS>", 0x2029: "<PS>",
    0x202A: "<LRE>", 0x202B: "<RLE>", 0x202C: "<PDF>", 0x202D: "<LRO>", 0x202E: "<RLO>",
    0x2060: "<WJ>", 0x2066: "<LRI>", 0x2067: "<RLI>", 0x2068: "<FSI>", 0x2069: "<PDI>",
    0x3164: "<HF>", 0xFEFF: "<BOM>", 0xFFA0: "<HF>",
}  # fmt: skip

# Everything that a terminal obeys, hides or reorders. Layout (tab, newline) is decided by the caller.
_SUSPECT: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\ud800-\udfff\U000e0000-\U000e0fff]"
)
JOINERS: Final = "\u200c\u200d\ufe0e\ufe0f"
"""Joiners and variation selectors: each stays where it does what it is made for."""

_FIRST_JOINING_SCRIPT: Final = 0x0590  # Hebrew; Latin, Greek and Cyrillic before it never join


def visible(text: str, *, layout: bool = False) -> str:
    r"""`text` with a stand-in for whatever a terminal would obey, hide or reorder.

    With `layout`, newline and tab are kept for whoever wraps the text; without it (names, titles,
    messages: anything of one line) they get stand-ins too. Never fails; linear.

    >>> visible("a\x1b[2Jb")
    'a␛[2Jb'
    """
    if _SUSPECT.search(text) is None:
        return text

    def stand_in(found: re.Match[str]) -> str:
        character = found.group()
        if layout and character in "\n\t":
            return character
        if character in JOINERS and _joins(text, found.start()):
            return character
        return _stand_in(character)

    return _SUSPECT.sub(stand_in, text)


def is_safe(text: str) -> bool:
    """Whether `text` may be written to a terminal as it is, in one line."""
    return visible(text) == text


@cache
def _stand_in(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)  # the control pictures
    if code == 0x7F:
        return "\u2421"
    if code in _NAMED:
        return _NAMED[code]
    return f"<{code:02X}>" if code < 0x100 else f"<U+{code:04X}>"


def _joins(text: str, at: int) -> bool:
    """Whether the joiner or variation selector at `at` does there what it is made for."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in "\ufe0e\ufe0f":
        return bool(before) and (_is_pictograph(before) or before in "0123456789#*")
    if text[at] == "\u200d" and before and after:
        pictured = _is_pictograph(before) or before == "\ufe0f"
        if pictured and _is_pictograph(after):
            return True
    return _is_joining_letter(before) and _is_joining_letter(after)


def _is_pictograph(character: str) -> bool:
    return unicodedata.category(character) in {"So", "Sk", "Sm"} or character in "‼⁉〰"


def _is_joining_letter(character: str) -> bool:
    return (
        bool(character)
        and ord(character) >= _FIRST_JOINING_SCRIPT
        and unicodedata.category(character)[0] in "LM"
    )
