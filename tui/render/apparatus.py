"""A base collated with its copies → lines: each paragraph of the base, and under it who reads otherwise.

    lines = apparatus(base, collate(base, copies), names, width=80)

The base's words stand in three styles: `equal` where all copies have them, `case` where some have,
`delete` where none has; with marks `‹words 1/3›` says how many of the others have them. A number in the text leads to the line of the apparatus that has it, as textual critics
write it: the base's words, a bracket, then each other reading; behind each who has it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from tui.model import Collation, Place, Reading, Span
from tui.render import atoms
from tui.render.atoms import BLANK, GLUE, LINE, SPACE, Atom
from tui.render.styled_lines import Line
from tui.render.wrap import wrapped
from tui.text.plural import counted

_MOST_WORDS: Final = 24  # of a lemma or a reading; of a longer one the first ones and a count
_MOST_MOVED: Final = 5  # passages of a copy that are told by their first words
_FIRST_WORDS: Final = 8
_OPENING: Final = 200  # characters that hold them
_BLANK_LINES: Final = re.compile(r"\n\s*\n\s*")
_LINES: Final = re.compile(r"\n\s*")


def siglum(number: int) -> str:
    """The letter that stands for a copy: 0, the base, is A; 26 is AA.

    >>> [siglum(number) for number in (0, 1, 25, 26)]
    ['A', 'B', 'Z', 'AA']
    """
    before, last = divmod(number, 26)
    return (siglum(before - 1) if before else "") + chr(ord("A") + last)


def apparatus(
    base: str,
    collation: Collation,
    names: Sequence[str],
    *,
    width: int,
    marks: bool = False,
    medoid: int | None = None,
) -> list[Line]:
    """All lines in `width` cells: who is who, where work was bounded, then the base with its apparatus.

    `marks` writes counts around words that not all have, for where there is no colour. `medoid`: the number
    of the text that is most like all the others, where that is known. `names`: of the base and of the copies, in the order in which they were collated. `Line.starts` holds
    the numbers of the places (0-based) whose entries begin there, so that keys can jump to them. Linear.
    """
    found = _atoms(base, collation, names, marks=marks, medoid=medoid)
    return list(wrapped(found, max(1, width)))


def _atoms(
    base: str, collation: Collation, names: Sequence[str], *, marks: bool, medoid: int | None
) -> Iterator[Atom]:
    yield from _witnesses(collation, names, medoid)
    for note in (*collation.notes, *_moved(base, collation)):
        yield Atom("note:", "gutter", LINE)
        yield from atoms.atoms(note, "gutter", SPACE)
    if collation.places and collation.words:
        yield from _legend(len(names) - 1, marks=marks)
    first, places = 0, collation.places
    for begin, end in _paragraphs(base):
        last = first
        while last < len(places) and (places[last].base[0] < end or end == len(base)):
            last += 1
        here = range(first, last)
        yield from _paragraph(base, (begin, end), collation, here, len(names) - 1, marks=marks)
        for number in range(first, last):
            yield from _entry(base, number, places[number])
        first = last


def _witnesses(collation: Collation, names: Sequence[str], medoid: int | None) -> Iterator[Atom]:
    """Who is who: a line for the base and for each copy, with at how many places it agrees."""
    agrees = [0] * len(names)
    for place in collation.places:
        for copy in place.agree:
            agrees[copy + 1] += 1
    for number, name in enumerate(names):
        told = f"reads as A at {agrees[number]:,} of {counted(len(collation.places), 'place')}"
        yield Atom(siglum(number), "gutter", LINE if number else GLUE)
        yield from atoms.atoms(name, "", SPACE)
        yield from atoms.atoms(f"– {told if number else 'the base'}", "gutter", SPACE)
        if number == medoid:
            yield from atoms.atoms("– the medoid: most like all the others", "gutter", SPACE)


def _moved(base: str, collation: Collation) -> Iterator[str]:
    """What each copy has in another place, by its first words."""
    for copy, passages in groupby(collation.moved, key=lambda moved: moved[0]):
        spans = [span for _copy, span in passages]
        for begin, end in spans[:_MOST_MOVED]:
            opening = base[begin : min(end, begin + _OPENING)].split()[:_FIRST_WORDS]
            yield f"{siglum(copy + 1)} has in another place what begins “{' '.join(opening)} …”"
        if len(spans) > _MOST_MOVED:
            yield f"{siglum(copy + 1)} has {counted(len(spans) - _MOST_MOVED, 'more passage')} in another place"


def _legend(copies: int, *, marks: bool) -> Iterator[Atom]:
    """How it is shown how many copies bear out a word."""
    if marks:
        told = f"‹n/{copies}›: so many of the {copies} others have these words; [n]: the line that has the readings"
        yield Atom("‹words", "gutter", LINE)
        yield from atoms.atoms(told.removeprefix("‹"), "gutter", SPACE)
        return
    yield Atom("shown as:", "gutter", LINE)
    yield from atoms.atoms("some others have it", "case", SPACE)
    yield Atom(",", "gutter", GLUE)
    yield from atoms.atoms("no other has it", "delete", SPACE)


def _paragraphs(base: str) -> Iterator[Span]:
    """The paragraphs of the base with the white space behind them; lines, where none is empty."""
    border = _BLANK_LINES if _BLANK_LINES.search(base.strip()) else _LINES
    edges = [0, *(found.end() for found in border.finditer(base)), len(base)]
    yield from ((begin, end) for begin, end in pairwise(edges) if base[begin:end].strip())


def _paragraph(
    base: str, span: Span, collation: Collation, places: range, copies: int, *, marks: bool
) -> Iterator[Atom]:
    """The words of a paragraph in the style of their support, behind each place its number."""
    # a place that goes on in the next paragraph is numbered where this one ends
    last = span[0] + len(base[slice(*span)].rstrip())
    numbers = sorted((min(collation.places[number].base[1], last), number) for number in places)
    runs = {run.begin: run for run in _runs(span, collation, [at for at, _ in numbers], copies)}
    edges = sorted(
        {*span, *runs, *(run.end for run in runs.values()), *(at for at, _number in numbers)}
    )
    before, due = BLANK, 0
    for begin, end in pairwise([*edges, edges[-1]]):
        while due < len(numbers) and numbers[due][0] <= begin:
            glued = BLANK if before == BLANK else GLUE
            yield Atom(f"[{numbers[due][1] + 1}]", "gutter", glued)
            before, due = (GLUE if before == BLANK else before), due + 1
        text = base[begin:end]
        core = text.strip()
        if core:
            before = max(before, atoms.level(text[: text.index(core)]))
            run = runs.get(begin)
            found = atoms.atoms(core, run.style if run else "equal", before)
            shown = ("‹", f"\u00a0{run.support}/{copies}›") if run else ("", "")
            yield from atoms.marked(found, shown) if run and marks else found
            before = atoms.level(text[text.index(core) + len(core) :])
        else:
            before = max(before, atoms.level(text))


class _Run(NamedTuple):
    """Words that follow each other and that the same number of copies have, fewer than all."""

    begin: int
    end: int
    support: int

    @property
    def style(self) -> str:
        return "case" if self.support else "delete"


def _runs(span: Span, collation: Collation, stops: Sequence[int], copies: int) -> Iterator[_Run]:
    """The runs of a paragraph; none goes over a place at which a number stands."""
    last: _Run | None = None
    first = bisect_left(collation.words, span)
    for word in range(max(0, first - 1), len(collation.words)):  # one may reach in, broken in two
        begin, end = max(collation.words[word][0], span[0]), min(collation.words[word][1], span[1])
        if begin >= span[1]:
            break
        if end <= begin:
            continue
        support = collation.support[word]
        if last is not None and (
            support != last.support or bisect_left(stops, last.end) < bisect_right(stops, begin)
        ):
            yield last
            last = None
        if support < copies:
            last = _Run(last.begin if last else begin, end, support)
    if last is not None:
        yield last


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
        rest = f"… {counted(len(words) - _MOST_WORDS, 'word')} more"
        yield from atoms.atoms(rest, "gutter", SPACE, number)


def _with_witnesses(closing: str, copies: Sequence[int], number: int) -> Iterator[Atom]:
    """Who has what stands before: "] A C" behind the base's words, "B D" behind a reading."""
    letters = "\u00a0".join(siglum(copy + 1) for copy in copies)
    if closing:
        yield Atom(closing, "gutter", GLUE, number)
    yield Atom(f"({letters})", "gutter", SPACE, number)
