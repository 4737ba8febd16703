"""Text → atoms: what is never broken at a line end, and what stands before it."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from tui.text.visible import visible

BREAK: Final = -1  # nothing is written, a line may end here
GLUE: Final = 0  # nothing is written, no line may end here
SPACE: Final = 1
LINE: Final = 2
BLANK: Final = 3  # an empty line


class Atom(NamedTuple):
    """A text of one style; `before` says what separates it from the last one.

    It has no white space inside, or single spaces, at which a line may end: words of one cell a character
    go together, so that a long text is wrapped by lines and not by words. `edit`: the number of its
    change, or -1. `block`: of the moved block of which an end begins here, or 0. `wide`: characters of two
    cells each, and a line may end behind any of them.
    """

    text: str
    style: str
    before: int
    edit: int = -1
    block: int = 0
    wide: bool = False


_CHUNK: Final = re.compile(r"\s+|\S+")
NARROW: Final = re.compile(
    "[\t\n\r -~\u00a1-\u00ac\u00ae-\u02ff\u0391-\u03c9\u0400-\u0482\u048a-\u052f\u2010-\u2015\u2018-\u2026\u20ac]*"
)
"""Characters that are safe, of one cell each and never part of another one; and white space."""
_LINE_ENDS: Final = re.compile(r"(\s*[\n\r]\s*)")
# A line may end around a character of a script without spaces, but not before what closes.
_WIDE: Final = re.compile(
    "[\u2e80-\u2fff\u3000-\u30ff\u3130-\u318f\u31a0-\u9fff\uf900-\ufaff\uff00-\uffef\U0001f300-\U0003ffff]"
)
_UNBROKEN: Final = re.compile(
    f"{_WIDE.pattern}(?:[\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]|\u200d.)*"
    "[、。，．！？：；）」』】》〉…ー]*"
    f"|[^{_WIDE.pattern[1:-1]}]+"
)
_IDEOGRAPH: Final = "[\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff]"
# Inside of a run of them alone: what follows the last one may stay with it.
_PARTS: Final = re.compile(
    f"(?<={_IDEOGRAPH})(?P<wide>{_IDEOGRAPH}{{2,}})(?={_IDEOGRAPH})|{_UNBROKEN.pattern}"
)


def atoms(text: str, style: str, before: int, edit: int = -1) -> Iterator[Atom]:
    """The atoms of a text without white space at its ends, the first one separated by `before`."""
    if not NARROW.fullmatch(text):
        yield from _one_by_one(text, style, before, edit)
        return
    lines = _LINE_ENDS.split(text) if "\n" in text or "\r" in text else [text]
    for number, line in enumerate(lines):
        if number % 2:
            before = level(line)
        elif line:
            yield Atom(" ".join(line.split()), style, before, edit)


def single(found: Iterator[Atom]) -> Iterator[Atom]:
    """The same atoms, each of one word."""
    for atom in found:
        first, *others = list(atom.text) if atom.wide else atom.text.split(" ")
        yield atom._replace(text=first, wide=False)
        for word in others:
            yield Atom(word, atom.style, BREAK if atom.wide else SPACE, atom.edit)


def _one_by_one(text: str, style: str, before: int, edit: int) -> Iterator[Atom]:
    chunks = _CHUNK.findall(text)
    unsafe = visible(text, layout=True) != text
    wide = not text.isascii() and _WIDE.search(text)
    for number, chunk in enumerate(chunks):
        if number % 2:
            before = level(chunk)
            continue
        shown = visible(chunk) if unsafe else chunk
        if wide:
            for part in _PARTS.finditer(shown):
                yield Atom(part.group(), style, before, edit, 0, part.lastgroup == "wide")
                before = BREAK
        else:
            yield Atom(shown, style, before, edit)


def level(space: str) -> int:
    """What white space between two words asks for: GLUE, SPACE, LINE or BLANK."""
    if not space:
        return GLUE
    lines = space.count("\n") or space.count("\r")
    return SPACE if not lines else LINE if lines == 1 else BLANK


def marked(found: Iterator[Atom], marks: tuple[str, str], sign: str = "") -> Iterator[Atom]:
    """The atoms with a mark before the first and one behind the last; `sign` stands before the first mark."""
    opening, closing = sign + marks[0], marks[1]
    last = next(found, None)
    if last is None:
        return
    last = last._replace(text=opening + last.text)
    for atom in found:
        yield last
        last = atom
    yield last._replace(text=last.text + closing)
