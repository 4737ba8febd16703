"""A base collated with its copies → lines: each paragraph of the base, and under it who reads otherwise.

    lines = apparatus(base, collate(base, copies), names, width=80)

The base's words stand in three styles: `equal` where all copies have them, `case` where some have,
`delete` where none has. A number in the text leads to the line of the apparatus that has it, as textual critics
write it: the base's words, a bracket, then each other reading; behind each who has it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from tui.model import Collation, Place, Reading, Span
from tui.render import atoms
from tui.render.atoms import BLANK, GLUE, LINE, SPACE, Atom
from tui.render.styled import Line
from tui.render.wrap import wrapped

_MOST_WORDS: Final = 24  # of a lemma or a reading; of a longer one the first ones and a count
_BLANK_LINES: Final = re.compile(r"\n\s*\n\s*")
_LINES: Final = re.compile(r"\n\s*")


def siglum(number: int) -> str:
    """The letter that stands for a copy: 0, the base, is A; 26 is AA.

    >>> [siglum(number) for number in (0, 1, 25, 26)]
    ['A', 'B', 'Z', 'AA']
    """
    before, last = divmod(number, 26)
    return (siglum(before - 1) if before else "") + chr(ord("A") + last)


def apparatus(base: str, collation: Collation, names: Sequence[str], *, width: int) -> list[Line]:
    """All lines in `width` cells: who is who, then the base with its apparatus.

    `names`: of the base and of the copies, in the order in which they were collated. `Line.starts` holds
    the numbers of the places (0-based) whose entries begin there, so that keys can jump to them. Linear.
    """
    return list(wrapped(_atoms(base, collation, names), max(1, width)))


def _atoms(base: str, collation: Collation, names: Sequence[str]) -> Iterator[Atom]:
    yield from _witnesses(collation, names)
    first, places = 0, collation.places
    for begin, end in _paragraphs(base):
        last = first
        while last < len(places) and (places[last].base[0] < end or end == len(base)):
            last += 1
        yield from _paragraph(base, (begin, end), collation, range(first, last), len(names) - 1)
        for number in range(first, last):
            yield from _entry(base, number, places[number])
        first = last


def _witnesses(collation: Collation, names: Sequence[str]) -> Iterator[Atom]:
    """Who is who: a line for the base and for each copy, with at how many places it agrees."""
    agrees = [0] * len(names)
    for place in collation.places:
        for copy in place.agree:
            agrees[copy + 1] += 1
    for number, name in enumerate(names):
        told = f"reads as A at {agrees[number]:,} of {len(collation.places):,} places"
        yield Atom(siglum(number), "gutter", LINE if number else GLUE)
        yield from atoms.atoms(name, "", SPACE)
        yield from atoms.atoms(f"– {told if number else 'the base'}", "gutter", SPACE)


def _paragraphs(base: str) -> Iterator[Span]:
    """The paragraphs of the base with the white space behind them; lines, where none is empty."""
    border = _BLANK_LINES if _BLANK_LINES.search(base.strip()) else _LINES
    edges = [0, *(found.end() for found in border.finditer(base)), len(base)]
    yield from ((begin, end) for begin, end in pairwise(edges) if base[begin:end].strip())


def _paragraph(
    base: str, span: Span, collation: Collation, places: range, copies: int
) -> Iterator[Atom]:
    """The words of a paragraph in the style of their support, behind each place its number."""
    # a place that goes on in the next paragraph is numbered where this one ends
    last = span[0] + len(base[slice(*span)].rstrip())
    marks = sorted((min(collation.places[number].base[1], last), number) for number in places)
    styles = dict(_styles(span, collation, copies))
    edges = sorted({span[0], span[1], *styles, *(at for at, _number in marks)})
    before, due = BLANK, 0
    for begin, end in pairwise([*edges, edges[-1]]):
        while due < len(marks) and marks[due][0] <= begin:
            glued = BLANK if before == BLANK else GLUE
            yield Atom(f"[{marks[due][1] + 1}]", "gutter", glued)
            before, due = (GLUE if before == BLANK else before), due + 1
        text = base[begin:end]
        core = text.strip()
        if core:
            before = max(before, atoms.level(text[: text.index(core)]))
            yield from atoms.atoms(core, styles.get(begin, "equal"), before)
            before = atoms.level(text[text.index(core) + len(core) :])
        else:
            before = max(before, atoms.level(text))


def _styles(span: Span, collation: Collation, copies: int) -> Iterator[tuple[int, str]]:
    """Where the style changes in a paragraph: at both ends of each word."""
    first = bisect_left(collation.words, span)
    for word in range(max(0, first - 1), len(collation.words)):  # one may reach in, broken in two
        begin, end = max(collation.words[word][0], span[0]), min(collation.words[word][1], span[1])
        if begin >= span[1]:
            return
        if end <= begin:
            continue
        support = collation.support[word]
        yield begin, "equal" if support == copies else "case" if support else "delete"
        yield end, "equal"


def _entry(base: str, number: int, place: Place) -> Iterator[Atom]:
    """A place of the apparatus: the base's words and who has them, then each other reading and who has it."""
    yield Atom(f"[{number + 1}]", "gutter", LINE, number)
    lemma = base[slice(*place.base)]
    yield from _told(lemma or "(nothing)", "equal" if lemma else "gutter", number)
    yield from _with_witnesses("]", (-1, *place.agree), number)
    for reading in place.readings:
        yield from _told(reading.text or "(left out)", _style_of(reading), number)
        yield from _with_witnesses("", reading.copies, number)


def _style_of(reading: Reading) -> str:
    return "insert" if reading.text else "gutter"


def _told(text: str, style: str, number: int) -> Iterator[Atom]:
    """A lemma or a reading, the end of a long one as a count of words."""
    words = text.split()
    shown = " ".join(words[:_MOST_WORDS])
    yield from atoms.atoms(shown, style, SPACE, number)
    if len(words) > _MOST_WORDS:
        rest = f"… {len(words) - _MOST_WORDS:,} words more"
        yield from atoms.atoms(rest, "gutter", SPACE, number)


def _with_witnesses(closing: str, copies: Sequence[int], number: int) -> Iterator[Atom]:
    """Who has what stands before: "] A C" behind the base's words, "B D" behind a reading."""
    letters = "\u00a0".join(siglum(copy + 1) for copy in copies)
    if closing:
        yield Atom(closing, "gutter", GLUE, number)
    yield Atom(f"({letters})", "gutter", SPACE, number)
