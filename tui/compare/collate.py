"""A base and its other copies → what of the base the others bear out, and how they read where they differ.

The apparatus of textual criticism: a place of the base, and for each reading there the copies
(witnesses) that have it. Every copy is compared with the base alone, so that work and memory are linear
in the words of all copies. A passage that stands elsewhere in a copy is no reading of a place, and told apart.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from tui.compare.align.alignment_tokens import Ints, Side, Vocabulary
from tui.compare.compare_texts import diff
from tui.model import Collation, Diff, Place, Reading, Span
from tui.progress import Progress, Step, silent
from tui.text import words


def collate(base: str, copies: Sequence[str], *, progress: Progress = silent) -> Collation:
    """Compare every copy with the base. Linear in the words of all; `progress` may raise `Cancelled`."""
    vocabulary = Vocabulary()
    side = vocabulary.cut(base)
    support = np.zeros(len(side), np.int64)
    witnesses = []
    notes: dict[str, None] = {}
    moved: list[tuple[int, Span]] = []
    for number, copy in enumerate(copies):
        progress(Step("copies", number, len(copies)))
        edits = diff(base, copy, progress=progress)
        notes |= dict.fromkeys(edits.notes)
        found = _Witness(side, vocabulary.cut(copy), edits)
        support += found.equal
        witnesses.append(found)
        moved += ((number, span) for span in _moved(edits))
    told = (_place(side, span, witnesses) for span in _places(witnesses))
    places = tuple(place for place in told if place.readings)
    said = [
        at
        for at, key in enumerate(side.keys.tolist())
        if vocabulary.kinds[key] != words.PUNCTUATION
    ]
    return Collation(
        tuple((int(side.starts[at]), int(side.ends[at])) for at in said),
        tuple(int(support[at]) for at in said),
        places,
        tuple(notes),
        tuple(moved),
    )


def medoid(texts: Sequence[str]) -> int:
    """The number of the text that is most like all the others; the first of equals.

    Likeness is what it shares with all others of pairs of neighbouring words, as Dice (1945) counts,
    all others taken together: it takes no diff, and is linear in the words of all.
    """
    bags = [_word_pairs(text) for text in texts]
    having: Counter[_Pair] = Counter()
    for bag in bags:
        having.update(bag)
    total = sum(map(len, bags))

    def likeness(bag: set[_Pair]) -> float:
        size = total + (len(bags) - 2) * len(bag)  # of it and of each other, once for each other
        return 2 * sum(having[pair] - 1 for pair in bag) / size if size else 1.0

    return max(range(len(bags)), key=lambda at: (likeness(bags[at]), -at))


_Pair = tuple[str, str, int]
"""Two words that follow each other, and how often they did before."""


def _word_pairs(text: str) -> set[_Pair]:
    keys = [words.fold(piece) for piece in words.pieces(text) if not piece.isspace()]
    seen: Counter[tuple[str, str]] = Counter()
    found = set()
    for pair in pairwise(["", *keys]):
        found.add((*pair, seen[pair]))
        seen[pair] += 1
    return found


class _Witness:
    """A copy beside the base, in words: what is equal, what is not, and where the copy has each word."""

    def __init__(self, base: Side, copy: Side, found: Diff) -> None:
        self.copy = copy
        self.equal = np.zeros(len(base), np.bool_)
        self.place: Ints = np.full(
            len(base) + 1, -1, np.int32
        )  # the copy's word for each of the base
        self.changes: list[tuple[Span, Span]] = []
        for edit in found.edits:
            left, right = _in_words(base, edit.left), _in_words(copy, edit.right)
            if edit.tag == "equal":
                self.equal[slice(*left)] = True
                self.place[slice(*left)] = np.arange(*right)
            elif not edit.moved:
                self.changes.append((left, right))
            else:
                self.place[slice(*left)] = right[0]
        self.changes.sort()

    def reading(self, place: Span) -> str:
        """What the copy has at a place of the base, as one line."""
        begin, end = place
        taken: list[Span] = []
        covered = begin
        for left, right in self.changes[bisect_left(self.changes, ((begin, begin), (0, 0))) :]:
            if left[0] > end:
                break
            # what is put in at an end of the place is a place of its own
            if left == place or (left[0] < left[1] <= end) or begin < left[0] == left[1] < end:
                taken += self._between(covered, left[0])
                taken.append(right)
                covered = left[1]
        taken += self._between(covered, end)
        text = " ".join(
            self.copy.text[self.copy.starts[at] : self.copy.ends[stop - 1]]
            for at, stop in _joined(taken)
        )
        return " ".join(text.split())

    def differs(self, place: Span) -> bool:
        """Whether any change of the copy lies at a place, though its words may be spelled alike."""
        begin, end = place
        for left, _right in self.changes[bisect_left(self.changes, ((begin, begin), (0, 0))) :]:
            if left[0] > end:
                return False
            if left == place or left[0] < left[1] <= end or begin < left[0] == left[1] < end:
                return True
        return False

    def _between(self, begin: int, end: int) -> Iterator[Span]:
        """The copy's words for base words [begin, end), one by one: some may have moved."""
        for at in range(begin, end):
            if self.equal[at]:
                yield int(self.place[at]), int(self.place[at]) + 1


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    """Spans that are not empty, those that touch as one."""
    last: Span | None = None
    for span in spans:
        if span[0] == span[1]:
            continue
        if last and last[1] == span[0]:
            last = (last[0], span[1])
        else:
            if last:
                yield last
            last = span
    if last:
        yield last


def _in_words(side: Side, span: Span) -> Span:
    begin, end = np.searchsorted(side.starts, span).tolist()
    return (begin, begin) if span[0] == span[1] else (begin, end)


def _places(witnesses: Sequence[_Witness]) -> Iterator[Span]:
    """Spans of base words at which some copy differs; changes that overlap are one place."""
    spans = sorted({left for witness in witnesses for left, _right in witness.changes})
    last: Span | None = None
    for span in spans:
        if last and (span[0] < last[1] or span == last):
            last = (last[0], max(last[1], span[1]))
        else:
            if last:
                yield last
            last = span
    if last:
        yield last


def _place(base: Side, span: Span, witnesses: Sequence[_Witness]) -> Place:
    begin, end = span
    own = base.text[base.starts[begin] : base.ends[end - 1]] if begin < end else ""
    own = " ".join(own.split())
    texts: dict[str, tuple[str, list[int]]] = {_key(own): ("", [])}
    for number, witness in enumerate(witnesses):
        text = witness.reading(span)
        key = _key(text)
        if key == _key(own) and text != own and witness.differs(span):
            key = f"\n{text}"  # a slip that folds to the same words, and no other key is like this
        texts.setdefault(key, (text, []))[1].append(number)
    agree = texts.pop(_key(own))[1]
    readings = [Reading(text, tuple(copies)) for text, copies in texts.values()]
    readings.sort(key=lambda reading: (-len(reading.copies), reading.copies))
    where = (
        (int(base.starts[begin]), int(base.ends[end - 1])) if begin < end else (base.at(begin),) * 2
    )
    return Place(where, tuple(readings), tuple(agree))


def _moved(found: Diff) -> list[Span]:
    """The spans of the base that a copy has in another place, in order."""
    blocks: dict[int, Span] = {}
    for edit in found.edits:
        if edit.moved and edit.left[0] < edit.left[1]:
            begin, end = blocks.get(edit.moved, edit.left)
            blocks[edit.moved] = min(begin, edit.left[0]), max(end, edit.left[1])
    return sorted(blocks.values())


def _key(text: str) -> str:
    return " ".join(words.fold(piece) for piece in words.pieces(text) if not piece.isspace())
