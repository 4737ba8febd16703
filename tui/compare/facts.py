"""A text → the facts in it that an editor checks: its numbers, names and quotations."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from tui import words
from tui.model import Span

_NUMBER: Final = re.compile(r"(?:[$€£¥₹]|(?<![^\W_]))\d+(?:[.,:/\-–]\d+)*%?[^\W_]*")
_QUOTATION: Final = re.compile(r"“([^“”]{8,600})”|\"([^\"]{8,600})\"|«([^«»]{8,600})»")
_SENTENCE_OPENS_AFTER: Final = frozenset('\n.!?…“"«‘(:')
_FEWEST_QUOTED: Final = 3  # words; less in quotation marks is a word that somebody doubts
_ONE_LINE: Final = 160  # characters of a quotation that are told


def numbers(text: str, begin: int, end: int) -> Iterator[str]:
    """The numbers in characters [begin, end) as they are written, with sign of currency or unit."""
    for found in _NUMBER.finditer(text, begin, end):
        yield found.group()


def names(text: str, begin: int, end: int) -> Iterator[str]:
    """Runs of capitalised words that are capitalised for another reason than opening a sentence."""
    for found in _capitalised(text.isascii()).finditer(text, begin, end):
        at, name = found.start(), []
        for word in found.group().split(" "):
            before = text[max(0, at - 2) : at].strip(" ") or ("\n" if at < 2 else text[at - 1])
            opens = before[-1:] in _SENTENCE_OPENS_AFTER
            if not opens and not words.is_stop_word(words.fold(word)):
                name.append(word)
            elif name:
                yield " ".join(name)
                name = []
            at += len(word) + 1
        if name:
            yield " ".join(name)


@cache
def _capitalised(ascii_only: bool) -> re.Pattern[str]:
    """Runs of words with a capital, a space between them. Asking for the capital first spares most words."""
    until = 0x80 if ascii_only else 0x10000
    capitals = "".join(chr(code) for code in range(until) if chr(code).isupper())
    word = rf"[{capitals}]\w*(?:['’\-]\w+)*"
    return re.compile(rf"(?<!\w)(?<!\w['’\-]){word}(?: {word})*")


def quoted(text: str) -> dict[str, str]:
    """Quotations of three words or more: their words folded → as one line."""
    found: dict[str, str] = {}
    for begin, end in quotations(text):
        quotation = " ".join(text[begin:end].split())
        keys = [words.fold(piece) for piece in words.pieces(quotation) if piece[0].isalnum()]
        if len(keys) >= _FEWEST_QUOTED:
            shown = quotation if len(quotation) <= _ONE_LINE else quotation[: _ONE_LINE - 1] + "…"
            found.setdefault(" ".join(keys), shown)
    return found


def quotations(text: str) -> Iterator[Span]:
    """The spans between quotation marks, in order; marks that nothing closes are none."""
    for found in _QUOTATION.finditer(text):
        yield found.span(found.lastindex or 0)


def has_quotations(text: str) -> bool:
    """Whether anything in a text stands between quotation marks."""
    return _QUOTATION.search(text) is not None
