"""Two texts and their diff → one flow of atoms in reading order of the right text.

What fell out stands where it fell out, a moved block where it is now, with a note of its other end;
where it was, a note says where it went. Long equal runs may be folded to a count.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tui.model import Diff, Edit
from tui.render import atoms
from tui.render.atoms import BREAK, GLUE, LINE, SPACE, Atom
from tui.text import words
from tui.text.plural import counted
from tui.text.visible import visible

FOLD_FROM: Final = 60  # words of an equal run that is folded
FOLD_KEEPS: Final = 15  # words that are shown before and after a fold
DELETED: Final = ("[-", "-]")
INSERTED: Final = ("{+", "+}")
SIGNS: Final = MappingProxyType({"number": "#", "name": "@", "case": "=", "furniture": "·"})
"""What stands before the marks of a change of that kind: a wrong number is found in any terminal."""

_CLOSING: Final = ",.;:!?…)]}’”»"  # no space stands before these
_STUB: Final = 6  # words that a moved block is known by where it was


@dataclass(frozen=True, slots=True)
class Block:
    """Where a moved block is noted: `edits` are its numbers, `after` the edit behind which it stood.

    `up` where it stands earlier in the right text than it did in the left one.
    """

    edits: tuple[int, ...]
    after: int
    up: bool


def blocks(diff: Diff) -> dict[int, Block]:
    """The moved blocks of a diff by number."""
    members: dict[int, list[int]] = {}
    after: dict[int, int] = {}
    last = -1
    for number in sorted(range(len(diff.edits)), key=lambda at: diff.edits[at].left):
        edit = diff.edits[number]
        if not edit.moved:
            last = number if edit.left[0] < edit.left[1] else last
        else:
            members.setdefault(edit.moved, []).append(number)
            after.setdefault(edit.moved, last)
    return {
        block: Block(tuple(sorted(numbers)), after[block], min(numbers) <= after[block])
        for block, numbers in members.items()
    }


def styles_of(edit: Edit) -> tuple[str, str]:
    """The styles of an edit's left and right text."""
    if edit.kind == "furniture":
        return "furniture-left", "furniture-right"
    if edit.kind in {"number", "name"}:
        return "fact-left", "fact-right"
    if edit.tag == "replace":
        return "replaced-left", "replaced-right"
    if edit.tag == "equal":
        style = "case" if edit.kind == "case" else "equal"
        return ("moved-left", "moved-right") if edit.moved and style == "equal" else (style, style)
    return "delete", "insert"


class Flow:
    """The inline flow of a diff. Mutable while it is drawn: what separates the next text on either side."""

    def __init__(self, left: str, right: str, diff: Diff, *, marks: bool, fold: bool) -> None:
        self.texts = left, right
        self.diff = diff
        self.marks, self.fold = marks, fold
        self._blocks = blocks(diff)
        self._due = [GLUE, GLUE]
        self._last = "both"
        self._replaced = False
        self._nothing_right = True
        self._story = len(right) - len(right.lstrip()), len(right.rstrip())

    def atoms(self) -> Iterator[Atom]:
        """All atoms in order; a text of any length is drawn as it is asked for."""
        stubs: dict[int, list[int]] = {}
        for block, place in self._blocks.items():
            stubs.setdefault(place.after, []).append(block)
        yield from self._stubs(stubs.get(-1, ()))
        open_block = 0
        for number, edit in enumerate(self.diff.edits):
            if edit.moved != open_block:
                if open_block:
                    yield Atom("⟩", "gutter", GLUE)
                open_block = edit.moved
                if open_block:
                    yield self._opening(open_block, number)
            yield from self._edit(number, edit)
            if number in stubs:
                if open_block:
                    yield Atom("⟩", "gutter", GLUE)
                    open_block = 0
                yield from self._stubs(stubs[number])
        if open_block:
            yield Atom("⟩", "gutter", GLUE)

    def _opening(self, block: int, number: int) -> Atom:
        whence = "below" if self._blocks[block].up else "above"
        before = max(self._due[1], SPACE)
        self._due, self._last = [SPACE, SPACE], "both"
        return Atom(f"⟨{block}\u00a0from\u00a0{whence}:", "gutter", before, number, block)

    def _stubs(self, chosen: list[int] | tuple[int, ...]) -> Iterator[Atom]:
        """What is left where moved blocks stood: where they went, and how they begin."""
        for block in chosen:
            place = self._blocks[block]
            text = "".join(self.texts[0][slice(*self.diff.edits[at].left)] for at in place.edits)
            begins = visible(" ".join(text.split()[:_STUB]))
            went = "up" if place.up else "down"
            note = f"⟨{block}\u00a0moved\u00a0{went}:"
            shown = f"{note} {begins}… {counted(words.count(text), 'word')}⟩".split(" ")
            before = max(self._due[0], SPACE)
            yield Atom(shown[0], "moved-left", before, place.edits[0], block)
            for word in shown[1:]:
                yield Atom(word, "moved-left", SPACE)
            self._due[1] = max(self._due[1], SPACE)

    def _edit(self, number: int, edit: Edit) -> Iterator[Atom]:
        style_left, style_right = styles_of(edit)
        left, right = self.texts[0][slice(*edit.left)], self.texts[1][slice(*edit.right)]
        if edit.tag == "equal" and not (self.marks and edit.kind == "case"):
            yield from self._both(edit, left, right, number if edit.kind == "case" else -1)
            return
        if left and self._due[1] >= LINE and (right or self._runs_on(number, left)):
            self._due = [max(self._due), GLUE]  # both begin a line, and the same one
        if left:
            yield from self._left(left, style_left, number)
        if right:
            yield from self._right(right, style_right, number, together=bool(left))
        self._replaced = bool(left and right)

    def _runs_on(self, number: int, left: str) -> bool:
        """Whether what fell out begins a line of which the rest comes next."""
        following = self.diff.edits[number + 1 : number + 2]
        ends = self.diff.edits[number].left[1]
        return _behind(left) < LINE and any(edit.left[0] == ends for edit in following)

    def _both(self, edit: Edit, left: str, right: str, number: int) -> Iterator[Atom]:
        text, style = right.strip(), styles_of(edit)[1]
        if text:
            # what fell out before a word does not touch it, though nothing parts them on the right
            parted = self._last == "left" and (text[0].isalnum() or self._due[0] >= LINE)
            before = max(self._due[1], self._due[0] if parted else GLUE)
            found = atoms.atoms(text, style, before, number)
            yield from self._folded(edit, text, found) if self.fold and style == "equal" else found
            self._due, self._last, self._nothing_right = [GLUE, GLUE], "both", False
        self._due = [
            max(due, _behind(side)) for due, side in zip(self._due, (left, right), strict=True)
        ]

    def _left(self, text: str, style: str, number: int) -> Iterator[Atom]:
        before = self._due[0]
        if self._last == "right":
            glued = self._replaced and self._due == [GLUE, GLUE]  # on both sides nothing parts them
            before = (BREAK if self.marks else GLUE) if glued else max(before, SPACE)
        found = atoms.atoms(text.strip(), style, before, number)
        yield from atoms.marked(found, DELETED, self._sign(number)) if self.marks else found
        self._due[0], self._last = _behind(text), "left"

    def _right(
        self, text: str, style: str, number: int, *, together: bool = False
    ) -> Iterator[Atom]:
        before = self._due[1]
        if not together and self._last == "left" and (before >= LINE or self._nothing_right):
            before = max(before, self._due[0])  # two lines, and neither stands for the other
        if self._last == "left" and before < LINE:
            closes = before == GLUE and text.lstrip()[0] in _CLOSING
            before = BREAK if self.marks else before if closes else SPACE
        found = atoms.atoms(text.strip(), style, before, number)
        sign = "" if together else self._sign(number)
        yield from atoms.marked(found, INSERTED, sign) if self.marks else found
        self._due[1], self._last, self._nothing_right = _behind(text), "right", False

    def _sign(self, number: int) -> str:
        return SIGNS.get(self.diff.edits[number].kind, "")

    def _folded(self, edit: Edit, text: str, found: Iterator[Atom]) -> Iterator[Atom]:
        """The atoms of an equal run, the middle of a long one as a count."""
        at_start, at_end = edit.right[0] <= self._story[0], edit.right[1] >= self._story[1]
        total = words.count(text) if len(text) > 2 * FOLD_FROM else 0
        if total < FOLD_FROM:
            yield from found
            return
        every = list(atoms.single(found))
        head = 0 if at_start else FOLD_KEEPS
        tail = 0 if at_end else FOLD_KEEPS
        middle = every[head : len(every) - tail]
        hidden = words.count(" ".join(atom.text for atom in middle))
        yield from every[:head]
        yield Atom(f"⋯\u00a0{hidden:,}\u00a0equal\u00a0words\u00a0⋯", "folded", LINE)
        if tail:
            yield every[-tail]._replace(before=LINE)
            yield from every[len(every) - tail + 1 :]


def _behind(text: str) -> int:
    """What the white space at the end of a text asks for."""
    return atoms.level(text[len(text.rstrip()) :])
