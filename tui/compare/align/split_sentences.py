"""Sentences without a partner whose words stand inside of another pair → pairs of their own.

A copy that loses a full stop, or the line end behind a headline, makes one sentence of two whose
partners may stand far apart. Such a sentence is cut where it is explained best by both.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from tui.compare.align.alignment_tokens import Floats, Ints, Side
from tui.compare.align.sentence_alignment import MOVED_WORDS, Link
from tui.compare.align.sentence_similarity import Candidates
from tui.compare.words import lcs

GAINED: Final = 0.5  # of the weight of the sentence without partner that has to be found
SHORTEST: Final = 3  # words of a sentence that is cut out in its place
_TRIED: Final = 3  # partners that are tried for a sentence, the likeliest first


@dataclass(slots=True)
class Pair:
    """Words of both sides that belong together: `spans` of the first and the second text. Mutable."""

    spans: list[tuple[int, int]]
    moved: bool


class Splitting:
    """The pairs of two texts while sentences are cut out of them. Mutable."""

    def __init__(
        self, sides: tuple[Side, Side], edges: tuple[Ints, Ints], weights: Floats, words: int
    ) -> None:
        self.sides, self.edges = sides, edges
        self.weights = weights + 0.1  # so that words without weight stay with their neighbours
        self.most = words  # in the vocabulary
        self.pairs: list[Pair] = []

    def pairs_of(self, links: Sequence[Link], found: Candidates) -> list[Pair]:
        """The links in words, with what could be cut out of them."""
        owners: tuple[dict[int, Pair], dict[int, Pair]] = ({}, {})
        for link in links:
            ranges = (link.left, link.left_end), (link.right, link.right_end)
            spans = [
                (int(edges[begin]), int(edges[end]))
                for edges, (begin, end) in zip(self.edges, ranges, strict=True)
            ]
            pair = Pair(spans, link.moved)
            self.pairs.append(pair)
            for side, (begin, end) in enumerate(ranges):
                owners[side].update(dict.fromkeys(range(begin, end), pair))
        for side in (0, 1):
            for sentence, partners in _without_partner(found, side, owners[side]).items():
                span = int(self.edges[side][sentence]), int(self.edges[side][sentence + 1])
                if span[1] - span[0] < SHORTEST:
                    continue
                for partner in partners[:_TRIED]:
                    owner = owners[1 - side].get(partner)
                    if owner and self._cut_out(side, span, owner):
                        break
        return self.pairs

    def _cut_out(self, side: int, span: tuple[int, int], pair: Pair) -> bool:
        """Give a sentence of `side` the part of a pair's other side that it explains, if there is one."""
        other = 1 - side
        begin, end = pair.spans[other]
        mine = self._explained(side, span, other, (begin, end))
        theirs = self._explained(side, pair.spans[side], other, (begin, end))
        whole = sum(theirs)
        heads = [a + whole - b for a, b in zip(_sums(mine), _sums(theirs), strict=True)]
        tails = [b + sum(mine) - a for a, b in zip(_sums(mine), _sums(theirs), strict=True)]
        is_head = max(heads) >= max(tails)
        best = heads if is_head else tails
        cut = best.index(max(best))
        needed = GAINED * float(self.weights[self.sides[side].keys[span[0] : span[1]]].sum())
        part = (begin, begin + cut) if is_head else (begin + cut, end)
        rest = (begin + cut, end) if is_head else (begin, begin + cut)
        shorter = min(part[1] - part[0], span[1] - span[0])
        if best[cut] - whole < needed or shorter < SHORTEST or rest[0] == rest[1]:
            return False
        pair.spans[other] = rest
        spans = [span, part] if side == 0 else [part, span]
        moved = not self._in_order(spans)
        if moved and shorter < MOVED_WORDS:
            pair.spans[other] = begin, end
            return False
        self.pairs.append(Pair(spans, moved))
        return True

    def _explained(
        self, side: int, span: tuple[int, int], other: int, within: tuple[int, int]
    ) -> list[float]:
        """For each word of `within` its weight where it follows in a span of the other text, else 0."""
        keys = self.sides[side].keys[span[0] : span[1]].tolist()
        words = self.sides[other].keys[within[0] : within[1]]
        runs, _bounded = lcs.stayed(*lcs.letters(keys, words.tolist(), self.most))
        found = [0.0] * len(words)
        for _i, _i_end, j, j_end in runs:
            found[j:j_end] = self.weights[words[j:j_end]].tolist()
        return found

    def _in_order(self, spans: list[tuple[int, int]]) -> bool:
        """Whether two spans stand between the same pairs in place on both sides."""
        placed = [pair.spans for pair in self.pairs if not pair.moved]
        ranks = [
            bisect_left(sorted(spans_of[at] for spans_of in placed), spans[at]) for at in (0, 1)
        ]
        return ranks[0] == ranks[1]


def _sums(values: list[float]) -> list[float]:
    return list(accumulate(values, initial=0.0))


def _without_partner(found: Candidates, side: int, owners: dict[int, Pair]) -> dict[int, list[int]]:
    """Sentences of a side in no pair → those they resemble, the likeliest first."""
    columns = (found.left.tolist(), found.right.tolist())
    rows = sorted(
        (columns[side][at], -like, columns[1 - side][at])
        for at, like in enumerate(found.likeness.tolist())
        if columns[side][at] not in owners
    )
    partners: dict[int, list[int]] = {}
    for sentence, _like, partner in rows:
        partners.setdefault(sentence, []).append(partner)
    return partners
