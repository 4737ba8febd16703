"""Two texts and their diff → lines of two columns, a sentence of the left beside its like on the right.

What stands only on one side has a row of its own with the other column empty; a moved block stands in
its place in either column, with a note of the other end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final

from tui.model import Diff, Edit
from tui.render import atoms
from tui.render.atoms import BLANK, GLUE, SPACE, Atom
from tui.render.inline import DELETED, FOLD_FROM, INSERTED, SIGNS, blocks, styles_of
from tui.render.styled_lines import Line, Piece
from tui.render.wrap import wrapped
from tui.text import words
from tui.text.cells import width

_SHORT: Final = 500  # characters: no sentence that would be cut for its length
_MAY_END: Final = re.compile(r"[.!?…。！？؟।\n]")
_LONGEST_ROW: Final = 200  # atoms
_RULE: Final = " │ "
_ENDS: Final = frozenset(".!?…。！？؟।")
_CLOSING: Final = "\"')]}”’»」』）⟩"


@dataclass(slots=True)
class Row:
    """The atoms of one row, filled while edits are read. `equal`: words that are equal, if nothing else is."""

    sides: tuple[list[Atom], list[Atom]] = field(default_factory=lambda: ([], []))
    equal: int = 0
    changed: bool = False
    space_before: bool = False


class Columns:
    """The side-by-side layout of a diff. Mutable while it is drawn: the row that is being filled."""

    def __init__(self, left: str, right: str, diff: Diff, *, marks: bool, fold: bool) -> None:
        self.texts = left, right
        self.diff = diff
        self.marks, self.fold = marks, fold
        self._blocks = blocks(diff)
        self._due = [GLUE, GLUE]
        self._row = Row()

    def lines(self, cells: int) -> Iterator[Line]:
        """The lines, as they are asked for; each at most `cells` cells wide."""
        column = max(1, (cells - len(_RULE)) // 2)
        rows = self._folded(self._rows()) if self.fold else self._rows()
        first = True
        for row in rows:
            if row.space_before and not first:
                yield Line()
            first = False
            yield from _drawn(row, column)

    def _rows(self) -> Iterator[Row]:
        stubs: dict[int, list[int]] = {}
        for block, place in self._blocks.items():
            stubs.setdefault(place.after, []).append(block)
        yield from self._origins(stubs.get(-1, []))
        block = 0
        for number, edit in enumerate(self.diff.edits):
            if edit.moved != block:
                yield from self._closed(block)
                block = edit.moved
                if block:
                    whence = "below" if self._blocks[block].up else "above"
                    note = f"⟨{block}\u00a0from\u00a0{whence}:"
                    self._row.changed = True
                    self._row.sides[1].append(Atom(note, "gutter", GLUE, number, block))
                    self._due[1] = max(self._due[1], SPACE)
            yield from self._edit(number, edit)
            if number in stubs:
                yield from self._closed(block)
                block = 0
                yield from self._origins(stubs[number])
        yield from self._closed(block)

    def _closed(self, block: int) -> Iterator[Row]:
        """The row that is being filled, if there is anything in it; behind a moved block with its end."""
        if block:
            self._row.sides[1].append(Atom("⟩", "gutter", GLUE))
        if any(self._row.sides):
            yield self._row
            self._row = Row()
        self._row.space_before |= BLANK in self._due
        self._due = [GLUE, GLUE]

    def _origins(self, chosen: list[int]) -> Iterator[Row]:
        """Moved blocks where they stood: on the left alone, with a note of where they went."""
        for block in chosen:
            yield from self._closed(0)
            place, self._row.changed = self._blocks[block], True
            went = "up" if place.up else "down"
            note = f"⟨{block}\u00a0moved\u00a0{went}:"
            self._row.sides[0].append(Atom(note, "moved-left", GLUE, place.edits[0], block))
            self._due[0] = SPACE
            for number in sorted(place.edits, key=lambda at: self.diff.edits[at].left):
                edit = self.diff.edits[number]
                here = (
                    number if edit.tag == "delete" else -1
                )  # the others are told at the other end
                self._add(0, self.texts[0][slice(*edit.left)], edit, here)
            self._row.sides[0].append(Atom("⟩", "gutter", GLUE))
            yield from self._closed(0)

    def _edit(self, number: int, edit: Edit) -> Iterator[Row]:
        left, right = self.texts[0][slice(*edit.left)], self.texts[1][slice(*edit.right)]
        if edit.tag == "equal" and edit.kind == "same" and not edit.moved:
            for ours, theirs in _sentences(left, right):
                self._add(0, ours, edit, -1)
                self._add(1, theirs, edit, -1)
                if self.fold and not self._row.changed:
                    self._row.equal += words.count(theirs)
                yield from self._end_of_sentence()
            return
        self._row.changed = True
        number = number if edit.kind != "same" else -1  # what has only moved is told at its ends
        if left and not edit.moved:
            self._add(0, left, edit, number)
        if right:
            self._add(1, right, edit, number)
        if not edit.moved:  # a moved block is one row, whatever its sentences
            yield from self._end_of_sentence()

    def _end_of_sentence(self) -> Iterator[Row]:
        """Close the row where both of its sides end a sentence or a line, or one runs on without end."""
        for side in (0, 1) if max(map(len, self._row.sides)) < _LONGEST_ROW else ():
            filled, due = self._row.sides[side], self._due[side]
            if filled and due < atoms.LINE and (not due or not _ends_sentence(filled)):
                return
        yield from self._closed(0)

    def _add(self, side: int, text: str, edit: Edit, number: int) -> None:
        core, style = text.strip(), styles_of(edit)[side]
        filled = self._row.sides[side]
        if core:
            found = atoms.atoms(core, style, self._due[side] if filled else GLUE, number)
            changed = style not in {"equal", "moved-left", "moved-right"}
            marks, sign = (DELETED, INSERTED)[side], SIGNS.get(edit.kind, "")
            filled.extend(atoms.marked(found, marks, sign) if self.marks and changed else found)
            self._due[side] = GLUE
        behind = atoms.level(text[len(text.rstrip()) :])
        self._due[side] = max(self._due[side], behind)

    def _folded(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows, of long runs of equal ones only the first and the last with a count between."""
        equal: list[Row] = []
        for row in rows:
            if row.changed:
                yield from _fold(equal)
                equal = []
                yield row
            else:
                equal.append(row)
        yield from _fold(equal)


def _fold(rows: list[Row]) -> list[Row]:
    hidden = sum(row.equal for row in rows[1:-1])
    if hidden < FOLD_FROM // 2:
        return rows
    note = Atom(f"⋯\u00a0{hidden:,}\u00a0equal\u00a0words\u00a0⋯", "folded", GLUE)
    return [rows[0], Row(sides=([note], [note])), rows[-1]]


def _ends_sentence(filled: list[Atom]) -> bool:
    """Whether a side ends with the mark of a sentence, closing quotes and marks aside; "Dr." and "J." end none."""
    text = filled[-1].text
    if text.endswith((DELETED[1], INSERTED[1])):
        text = text[:-2]
    at = len(filled) - 1
    while at and not text.rstrip(_CLOSING):
        at -= 1
        text = filled[at].text
    text = text.rstrip(_CLOSING)
    word = text.removeprefix(DELETED[0]).removeprefix(INSERTED[0]).removesuffix(".")
    if text.endswith(".") and (
        words.fold(word) in words.ABBREVIATIONS or (len(word) == 1 and word.isupper())
    ):
        return False
    return text[-1:] in _ENDS


def _sentences(left: str, right: str) -> Iterator[tuple[str, str]]:
    """Two texts of equal words, sentence by sentence of the right one."""
    if len(right) < _SHORT and not _MAY_END.search(right.rstrip()[:-1]):
        yield left, right
        return
    ours, theirs = words.tokens(left), words.tokens(right)
    if len(ours) != len(theirs):  # no cut that both share is known
        yield left, right
        return
    at, other = 0, 0
    for _begin, end in words.sentences(right, theirs):
        last = end == len(theirs)
        stop, stop_other = (
            (len(left), len(right)) if last else (ours.starts[end], theirs.starts[end])
        )
        yield left[at:stop], right[other:stop_other]
        at, other = stop, stop_other
    if not len(theirs):
        yield left, right


def _drawn(row: Row, column: int) -> Iterator[Line]:
    """The lines of a row: as many as its longer side needs."""
    started: set[int] = set()
    sides = [wrapped(filled, column) for filled in row.sides]
    for left, right in zip_longest(*sides, fillvalue=Line()):
        used = sum(width(piece.text) for piece in left.pieces)
        rule = (Piece(" " * (column - used), ""), Piece(_RULE, "gutter"))
        starts = tuple(sorted({*left.starts, *right.starts} - started))
        started.update(starts)
        edit = starts[0] if starts else left.edit if left.edit is not None else right.edit
        pieces = (*left.pieces, *(piece for piece in rule if piece.text), *right.pieces)
        yield Line(pieces, edit, starts, left.moved + right.moved, (*left.origins, *right.origins))
