"""Atoms → lines of at most so many cells."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from tui.render.atoms import BLANK, BREAK, GLUE, LINE, SPACE, Atom
from tui.render.styled_lines import Line, Piece
from tui.text.cells import chop, cut, width
from tui.text.visible import JOINERS, is_safe, visible

_CHUNK: Final = 256  # characters
_NEAR: Final = 8  # characters that may hold a place together
_LONGEST: Final = 64  # characters of a written sign: the longest emoji have some 35
_STAND_IN: Final = 8  # cells that a joiner at a cut is shown in, at most: `<ZWNJ>`


def wrapped(atoms: Iterable[Atom], cells: int) -> Iterator[Line]:
    """Lines of at most `cells` cells, as they are asked for. An atom wider than a line is cut."""
    page = _Page(cells)
    for unit in _units(atoms):
        yield from page.put(unit)
    if page.texts:
        yield page.closed()


class _Page:
    """The line that is being filled. Mutable."""

    def __init__(self, cells: int) -> None:
        self.cells = cells
        self.seen = -1  # the last change that has started
        self.last: Atom | None = None
        self._begin(-1)

    def _begin(self, going_on: int) -> None:
        self.texts: list[str] = []
        self.styles: list[str] = []
        self.used = 0
        self.going_on = going_on
        self.starts: list[int] = []
        self.moved: list[int] = []
        self.origins: list[int] = []

    def put(self, unit: list[Atom]) -> Iterator[Line]:
        """Add atoms that stand together; the lines that are full by then."""
        first = unit[0]
        if " " in first.text or first.wide:
            yield from self._put_wide(first) if first.wide else self._put_words(first)
            return
        wide = sum(width(atom.text) for atom in unit)
        room = self.cells - self.used - (first.before == SPACE and self.used > 0)
        if self.last is not None and first.before >= LINE:
            yield self.closed()
            if first.before == BLANK:
                yield Line()
        elif self.used and wide > room and (wide <= self.cells or room <= 0):
            yield self.closed()
        elif self.used and first.before == SPACE:
            self._add(" ", self._between(first), 1)
        for atom in unit:
            self._note(atom)
            if len(atom.text) <= _CHUNK and (cells := width(atom.text)) <= self.cells - self.used:
                self._add(atom.text, atom.style, cells)
            else:
                yield from self._write(atom)
            self.last = atom

    def _put_words(self, atom: Atom) -> Iterator[Line]:
        """Add words with single spaces between them, a space before the first: as many as fit at once."""
        text, at, total = atom.text, 0, len(atom.text)
        while at < total:
            room = self.cells - self.used - (self.used > 0)
            end = total if total - at <= room else text.rfind(" ", at, at + max(0, room) + 1)
            if end >= 0:
                if self.used:
                    self._add(" ", self._between(atom), 1)
                self._note(atom)
                self._add(text[at:end], atom.style, end - at)
                self.last = atom
                at = end + 1
                continue
            end = text.find(" ", at)
            end = end if end >= 0 else total
            if end - at <= self.cells:
                yield self.closed()
            else:  # wider than a line
                yield from self.put([Atom(text[at:end], atom.style, SPACE, atom.edit)])
                at = end + 1

    def _put_wide(self, atom: Atom) -> Iterator[Line]:
        """Add characters of two cells each, as many as fit at once."""
        at = 0
        while at < len(atom.text):
            fit = (self.cells - self.used) // 2
            if fit < 1 and self.used:
                yield self.closed()
            elif fit < 1:  # no line has room for any
                yield from self.put([Atom(atom.text[at], atom.style, BREAK, atom.edit)])
                at += 1
            else:
                part = atom.text[at : at + fit]
                self._note(atom)
                self._add(part, atom.style, 2 * len(part))
                self.last = atom
                at += fit

    def closed(self) -> Line:
        """The line as it is; the next one begins."""
        edit = self.starts[0] if self.starts else self.going_on if self.going_on >= 0 else None
        pieces = tuple(map(Piece, self.texts, self.styles))
        line = Line(pieces, edit, tuple(self.starts), tuple(self.moved), tuple(self.origins))
        self._begin(-1)
        return line

    def _note(self, atom: Atom) -> None:
        """Keep which changes and moved blocks have an end on this line."""
        if atom.edit > self.seen or (atom.block and atom.edit >= 0):
            self.starts.append(atom.edit)
            if atom.block and atom.style == "moved-left":  # that one stands elsewhere
                self.origins.append(atom.edit)
            else:
                self.seen = max(self.seen, atom.edit)
        elif atom.edit >= 0 and not self.used:
            self.going_on = atom.edit
        if atom.block:
            self.moved.append(atom.block)

    def _write(self, atom: Atom) -> Iterator[Line]:
        for text in _chunks(atom.text):
            yield from self._write_chunk(text, atom)

    def _write_chunk(self, text: str, atom: Atom) -> Iterator[Line]:
        while (taken := width(text)) > self.cells - self.used:
            part = _first_part(text, self.cells - self.used)
            rest = text[len(part) :]
            if not part and not self.used:  # too wide for any line, or nothing of it can be parted
                part, rest = _torn(text, self.cells)
            self._add(part, atom.style, width(part))
            yield self.closed()
            self.going_on = atom.edit
            text = rest
        self._add(text, atom.style, taken)

    def _add(self, text: str, style: str, cells: int) -> None:
        if self.styles and self.styles[-1] == style:
            self.texts[-1] += text
        elif text:
            self.texts.append(text)
            self.styles.append(style)
        self.used += cells

    def _between(self, atom: Atom) -> str:
        """The style of the space before an atom: a change is one, what lies between two is plain."""
        last = self.last
        return atom.style if last and (last.style, last.edit) == (atom.style, atom.edit) else ""


def _chunks(text: str) -> Iterator[str]:
    """The text in parts that are short enough to be measured again for every line; few texts are longer."""
    at = 0
    while len(text) - at > _CHUNK:
        full = at + _CHUNK
        end = next((to for to in range(full, full - _LONGEST, -1) if _parts_at(text, to)), 0)
        if end:
            yield text[at:end]
        else:  # a letter with a thousand marks, or as many letters joined: somewhere it has to be parted
            end = _behind_joiners(text, full)
            yield visible(text[at:end])
        at = end
    yield text[at:]


def _parts_at(text: str, at: int) -> bool:
    """Whether a text may be cut in two there: no character is parted from its marks and joiners."""
    before, behind = text[max(0, at - _NEAR) : at], text[at : at + _NEAR]
    return is_safe(before) and is_safe(behind) and not unicodedata.combining(behind[0])


def _first_part(text: str, cells: int) -> str:
    """As much of an atom as fits, cut where its characters can be parted; "" if nothing does."""
    if cells < 1:
        return ""
    part = chop(text, cells)[0]
    while part and (
        width(part) > cells
        or not is_safe(part)
        or not is_safe(text[len(part) :])
        or unicodedata.combining(text[len(part) : len(part) + 1] or " ")
    ):
        part = part[:-1]
    return part


def _torn(text: str, cells: int) -> tuple[str, str]:
    """The first line of a text whose characters cannot be parted, and the rest: a joiner at the cut is shown."""
    if cells <= _STAND_IN:
        return cut(visible(text[0]), cells), text[1:]
    end = _behind_joiners(text, len(chop(text, cells - _STAND_IN)[0]))
    return visible(text[:end]), text[end:]


def _behind_joiners(text: str, at: int) -> int:
    """The next place that no joiner follows: the text behind it is safe where it begins."""
    while at < len(text) and text[at] in JOINERS:
        at += 1
    return at


def _units(atoms: Iterable[Atom]) -> Iterator[list[Atom]]:
    """Atoms that stand together without a place for a line end; words between two such places as one."""
    unit: list[Atom] = []
    for atom in atoms:
        if unit and atom.before != GLUE:
            yield unit
            unit = []
        if " " not in atom.text:
            unit.append(atom)
            continue
        first, _space, others = atom.text.partition(" ")
        yield [*unit, atom._replace(text=first)]
        between, space, last = others.rpartition(" ")
        if space:
            yield [Atom(between, atom.style, SPACE, atom.edit)]
        unit = [Atom(last, atom.style, SPACE, atom.edit)]
    if unit:
        yield unit
