"""Pairs of words that belong together → stretches that cover both texts, in place or moved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from tui.compare.align.alignment_tokens import Ints, Side
from tui.compare.align.split_sentences import Pair
from tui.model import Span

SHARED_TRIPLES: Final = 0.25  # of the fewer runs of three words, from which two leftovers are akin
_LEFTOVER: Final = 1_000  # words of a leftover; a longer one is not held against another
MOST_WORDS: Final = 200_000
"""Words of both sides, in sentences that differ, that are compared one by one: a second or so."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words [left, left_end) belong to [right, right_end), of the first and the second text.

    `moved`: 0, or the number of the moved block. One side may be empty: words that stand only there.
    `coarse`: so much has changed before it that its words are not compared one by one.
    """

    left: int
    left_end: int
    right: int
    right_end: int
    moved: int = 0
    coarse: bool = False


def stretches(pairs: Sequence[Pair], sides: tuple[Side, Side]) -> Iterator[Stretch]:
    """The pairs, and between them what stands only on one side: together all of both texts."""
    words = 0
    for left, right, moved in _spans(pairs, sides):
        coarse = False
        sizes = left[1] - left[0], right[1] - right[0]
        if all(sizes) and _keys(sides[0], left).tobytes() != _keys(sides[1], right).tobytes():
            words += sum(sizes)
            coarse = words > MOST_WORDS
        yield Stretch(*left, *right, moved, coarse)


def _spans(pairs: Sequence[Pair], sides: tuple[Side, Side]) -> Iterator[tuple[Span, Span, int]]:
    """Left span, right span and block: those in place in order, then the moved ones."""
    alone = [
        _uncovered(len(side), [pair.spans[at] for pair in pairs]) for at, side in enumerate(sides)
    ]
    placed = sorted((pair.spans[0], pair.spans[1]) for pair in pairs if not pair.moved)
    end = (len(sides[0]),) * 2, (len(sides[1]),) * 2
    i = j = 0
    for left, right in [*placed, end]:
        gaps = _before(alone[0], left[0]), _before(alone[1], right[0])
        if len(gaps[0]) == len(gaps[1]) == 1 and _akin(sides, gaps[0][0], gaps[1][0]):
            yield gaps[0][0], gaps[1][0], 0
        else:
            yield from ((gap, (j, j), 0) for gap in gaps[0])
            yield from (((i, i), gap, 0) for gap in gaps[1])
        if (left, right) != end:
            yield left, right, 0
        i, j = left[1], right[1]
    block, last = 0, (-1, -1)
    for right, left in sorted((pair.spans[1], pair.spans[0]) for pair in pairs if pair.moved):
        block += last != (left[0], right[0])
        yield left, right, block
        last = left[1], right[1]


def _uncovered(words: int, spans: Sequence[Span]) -> list[Span]:
    """Runs of words in none of the spans, the last first."""
    change = np.zeros(words + 1, np.int32)
    for begin, end in spans:
        change[begin] += 1
        change[end] -= 1
    free = np.concatenate([[False], np.cumsum(change)[:-1] == 0, [False]])
    edges = np.flatnonzero(free[1:] != free[:-1]).tolist()
    return list(zip(edges[0::2], edges[1::2], strict=True))[::-1]


def _before(spans: list[Span], end: int) -> list[Span]:
    """Take the spans that end at or before a place off the end of a list that runs backwards."""
    taken = []
    while spans and spans[-1][1] <= end:
        taken.append(spans.pop())
    return taken


def _akin(sides: tuple[Side, Side], left: Span, right: Span) -> bool:
    """Whether words left over on both sides of a gap share many runs of three.

    The last resort for texts whose sentences are cut at different places on either side.
    """
    if max(left[1] - left[0], right[1] - right[0]) > _LEFTOVER:
        return False
    triples = []
    for side, span in zip(sides, (left, right), strict=True):
        keys = _keys(side, span).tolist()
        triples.append(set(zip(keys, keys[1:], keys[2:], strict=False)))
    fewer = min(map(len, triples))
    return fewer > 0 and len(triples[0] & triples[1]) >= SHARED_TRIPLES * fewer


def _keys(side: Side, span: Span) -> Ints:
    return side.keys[span[0] : span[1]]
