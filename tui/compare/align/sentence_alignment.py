"""Sentences of both sides → which belong together: in their place, or moved.

The heaviest chain of candidate pairs stands in place (after Gale and Church 1993, with words for
lengths). What resembles each other strongly across the chain has moved, and claims its partners
before the gaps are filled with weaker likeness. Then sentences that were merged or split join their
neighbours.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel

from tui.compare.align import heaviest_chain
from tui.compare.align.alignment_tokens import Floats, Ints, Side
from tui.compare.align.sentence_similarity import Candidates, Likeness
from tui.progress import Progress, Step

MOVED_LIKE: Final = 0.55  # likeness from which two sentences out of order are one that moved
MOVED_WORDS: Final = 5  # words of a moved sentence; fewer happen by chance
MOVED_IN_ORDER: Final = 0.6  # share of words that follow each other in both, where likeness is less
MOVED_WORTH: Final = 3.0  # how much more than its partner in place a moved partner has to weigh
GAP_LIKE: Final = 0.22  # likeness that pairs sentences between two pairs in place
ALONE_LIKE: Final = 0.14  # the same, of a gap with one sentence on each side
GAP_CELLS: Final = 4096  # sentences left times right of a gap that are compared one by one
MOST_CELLS: Final = 20_000  # of all gaps together: a fifth of a second
CELL_WORDS: Final = 25  # of a sentence on average; of longer ones fewer cells are looked at
PLAIN_SHARE: Final = (
    0.5  # of all words shared, function words too: pairs what is reworded throughout
)
CUT_WORDS: Final = (
    3  # by which two links that touch differ, if a border between them was cut elsewhere
)
MERGED: Final = 0.45  # of a sentence explained by the rest of its neighbour's partner


@dataclass(frozen=True, slots=True)
class Link:
    """Sentences [left, left_end) belong to [right, right_end); `moved` where that breaks the order."""

    left: int
    left_end: int
    right: int
    right_end: int
    moved: bool = False


class SentenceAlignment:
    """The work on one pair of texts. Mutable: partners are claimed step by step."""

    def __init__(
        self,
        sides: tuple[Side, Side],
        edges: tuple[Ints, Ints],
        likeness: Likeness,
        progress: Progress,
    ) -> None:
        self.sides, self.edges = sides, edges
        self.likeness = likeness
        self.progress = progress
        self.coarse = False
        self.found: Candidates
        left, right = likeness.bags
        self.sizes = (len(left), len(right))
        # a cell costs as much as its sentences are long
        longer = max(len(bag.stems) / max(1, len(bag)) for bag in likeness.bags)
        self._cells_left = int(MOST_CELLS * min(1.0, CELL_WORDS / max(1.0, longer)))
        # as lists: single entries of arrays are ten times slower
        self._weights = likeness.weights[0].tolist(), likeness.weights[1].tolist()
        self._totals = left.totals.tolist(), right.totals.tolist()
        self.partner: tuple[dict[int, int], dict[int, int]] = ({}, {})
        self.moved: tuple[dict[int, int], dict[int, int]] = ({}, {})
        self._bags: tuple[dict[int, Counter[int]], dict[int, Counter[int]]] = ({}, {})

    def links(self) -> list[Link]:
        """All links, those in place in order, then those that moved in order of the right side."""
        first, lasts = self._common_ends()
        found = self.found = self.likeness.candidates(first, lasts)
        self.progress(Step("sentences", 1, 3))
        self._chain(found)
        self._claim_moves(found)
        self.progress(Step("sentences", 2, 3))
        self._fill_gaps()
        return self._with_neighbours()

    def _common_ends(self) -> tuple[int, tuple[int, int]]:
        """Pair the sentences that both sides begin and end with; the rest is what is searched."""
        one, other = (bag.hashes for bag in self.likeness.bags)
        most = min(self.sizes)
        first = _equal_prefix(one[:most], other[:most])
        last = _equal_prefix(one[first:][::-1][: most - first], other[first:][::-1][: most - first])
        for at in range(first):
            self._link(at, at)
        for back in range(1, last + 1):
            self._link(self.sizes[0] - back, self.sizes[1] - back)
        return first, (self.sizes[0] - last, self.sizes[1] - last)

    def _link(self, left: int, right: int) -> None:
        self.partner[0][left] = right
        self.partner[1][right] = left

    def _chain(self, found: Candidates) -> None:
        pairs = list(zip(found.left.tolist(), found.right.tolist(), strict=True))
        for at in heaviest_chain.heaviest(pairs, self._mass(found).tolist()):
            self._link(*pairs[at])

    def _claim_moves(self, found: Candidates) -> None:
        """Let what resembles each other strongly across the chain be moved, the heaviest first.

        A partner in place is given up for one elsewhere that weighs several times as much.
        """
        mass = self._mass(found)
        in_place = np.full(self.sizes[0] + 1, -1)
        in_place[list(self.partner[0])] = list(self.partner[0].values())
        is_placed = in_place[found.left] == found.right
        worth = self._worth_in_place(found, is_placed, mass)
        elsewhere = np.flatnonzero(~is_placed)
        order = np.lexsort((found.right[elsewhere], found.left[elsewhere], -mass[elsewhere]))
        columns = (
            column[elsewhere[order]].tolist()
            for column in (found.left, found.right, mass, found.likeness)
        )
        for left, right, weight, like in zip(*columns, strict=True):
            if left in self.moved[0] or right in self.moved[1]:
                continue
            if MOVED_WORTH * (worth[0][left] + worth[1][right]) > weight:
                continue
            if self._surely(left, right, like):
                self._give_up(left, self.partner[0].get(left), worth)
                self._give_up(self.partner[1].get(right), right, worth)
                self.moved[0][left] = right
                self.moved[1][right] = left

    def _worth_in_place(
        self, found: Candidates, is_placed: npt.NDArray[np.bool_], mass: Floats
    ) -> tuple[list[float], list[float]]:
        """For each sentence of either side what its pair in place weighs; 0 where it has none."""
        worth = [0.0] * self.sizes[0], [0.0] * self.sizes[1]
        known = dict(zip(found.left[is_placed].tolist(), mass[is_placed].tolist(), strict=True))
        for i, j in self.partner[0].items():
            worth[0][i] = worth[1][j] = known.get(i, float("inf"))
        return worth

    def _give_up(
        self, left: int | None, right: int | None, worth: tuple[list[float], list[float]]
    ) -> None:
        """Undo a pair in place, if it is one."""
        if left is not None and right is not None:
            del self.partner[0][left], self.partner[1][right]
            worth[0][left] = worth[1][right] = 0.0

    def _mass(self, found: Candidates) -> Floats:
        """What a pair weighs in a chain: how much is shared, and how surely."""
        weights = self.likeness.weights
        lighter = np.minimum(weights[0][found.left], weights[1][found.right])
        mass: Floats = found.likeness**2 * lighter + 0.01 * found.likeness
        return mass

    def _surely(self, left: int, right: int, like: float) -> bool:
        """Whether two sentences out of order are one that moved.

        By their likeness; or, where much was reworded, by how many of their words follow each other in
        the same order.
        """
        words = min(self.likeness.bags[0].totals[left], self.likeness.bags[1].totals[right])
        if words < MOVED_WORDS:
            return bool(like >= 0.95 and words >= 3)
        return bool(like >= MOVED_LIKE or self.in_order(left, right) >= MOVED_IN_ORDER)

    def in_order(self, left: int, right: int) -> float:
        """The share of the words of two sentences that follow each other in the same order, 0..1."""
        one, other = (
            side.keys[edges[at] : edges[at + 1]].tolist()
            for side, edges, at in zip(self.sides, self.edges, (left, right), strict=True)
        )
        return Indel.normalized_similarity(one, other)

    def bag(self, side: int, sentence: int) -> Counter[int]:
        """The stems of a sentence; made once."""
        kept = self._bags[side]
        if sentence not in kept:
            kept[sentence] = self.likeness.bags[side].bag(sentence)
        return kept[sentence]

    def _fill_gaps(self) -> None:
        """Pair what lies between two pairs in place, by position and weaker likeness."""
        placed = [*sorted(self.partner[0].items()), self.sizes]
        left = right = 0
        for i, j in placed:
            lefts = [at for at in range(left, i) if at not in self.moved[0]]
            rights = [at for at in range(right, j) if at not in self.moved[1]]
            if lefts and rights:
                self._fill(lefts, rights)
            left, right = i + 1, j + 1

    def _fill(self, lefts: list[int], rights: list[int]) -> None:
        cells = len(lefts) * len(rights)
        if cells <= GAP_CELLS:
            self._cells_left -= cells
            if self._cells_left < 0:
                self.coarse = True
                return
            for left, right in self._best_in_gap(lefts, rights):
                self._link(left, right)
            return
        for lefts_between, rights_between in self._between_equal(lefts, rights):
            if len(lefts_between) * len(rights_between) <= GAP_CELLS:
                if lefts_between and rights_between:
                    self._fill(lefts_between, rights_between)
            else:
                self.coarse = True

    def _between_equal(
        self, lefts: list[int], rights: list[int]
    ) -> list[tuple[list[int], list[int]]]:
        """Pair equal sentences of a large gap in order; the smaller gaps that are left."""
        names: dict[int, str] = {}
        one, other = (
            "".join(
                names.setdefault(int(bag.hashes[at]), chr(0x10000 + len(names) % 0xF0000))
                for at in chosen
            )
            for bag, chosen in zip(self.likeness.bags, (lefts, rights), strict=True)
        )
        if len(one) * len(other) > GAP_CELLS << 14:
            self.coarse = True
            return []
        gaps, i, j = [], 0, 0
        for block in Indel.opcodes(one, other):
            if block.tag == "equal":
                gaps.append((lefts[i : block.src_start], rights[j : block.dest_start]))
                i, j = block.src_end, block.dest_end
                for step in range(i - block.src_start):
                    self._link(lefts[block.src_start + step], rights[block.dest_start + step])
        return [*gaps, (lefts[i:], rights[j:])]

    def _best_in_gap(self, lefts: list[int], rights: list[int]) -> list[tuple[int, int]]:
        """The heaviest pairs in order, by dynamic programming over all cells of a small gap."""
        rows, columns = len(lefts), len(rights)
        least = GAP_LIKE if rows * columns > 1 else ALONE_LIKE
        gain = [[0.0] * columns for _ in lefts]
        best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
        for a in range(rows - 1, -1, -1):
            for b in range(columns - 1, -1, -1):
                like, lighter = self._gap_likeness(lefts[a], rights[b])
                gain[a][b] = like * lighter if like >= least else 0.0
                with_pair = best[a + 1][b + 1] + gain[a][b] if gain[a][b] else 0.0
                best[a][b] = max(best[a + 1][b], best[a][b + 1], with_pair)
        found, a, b = [], 0, 0
        while a < rows and b < columns:
            if gain[a][b] and best[a][b] == best[a + 1][b + 1] + gain[a][b]:
                found.append((lefts[a], rights[b]))
                a, b = a + 1, b + 1
            elif best[a + 1][b] >= best[a][b + 1]:
                a += 1
            else:
                b += 1
        return found

    def _gap_likeness(self, left: int, right: int) -> tuple[float, float]:
        """Likeness of two sentences that have their neighbours in common; the lighter one's weight."""
        weights = self._weights[0][left], self._weights[1][right]
        lighter = min(weights)
        bags = self.likeness.bags
        if not sum(weights):
            same = bags[0].hashes[left] == bags[1].hashes[right]
            return (1.0, 0.01) if same else (0.0, 0.0)
        one, other = self.bag(0, left), self.bag(1, right)
        shared, found = self._shared(one, other)
        dice = 2 * shared / sum(weights)
        totals = self._totals[0][left], self._totals[1][right]
        if found and dice < 0.5 and min(totals) >= 4 and 4 * min(totals) >= sum(totals):
            plain = 2 * found / sum(totals)
            if plain >= PLAIN_SHARE:
                dice = max(dice, 0.7 * plain)
        return dice, lighter

    def _shared(self, one: Counter[int], other: Counter[int]) -> tuple[float, int]:
        """The weight and the number of the stems that two bags have in common."""
        rarity, weight, number = self.likeness.rarities, 0.0, 0
        for stem, count in one.items():
            if stem in other:
                both = min(count, other[stem])
                weight += rarity[stem] * both
                number += both
        return weight, number

    def _with_neighbours(self) -> list[Link]:
        """The links, each with the neighbouring sentences that were merged into it or split off."""
        free = (
            set(range(self.sizes[0])) - self.partner[0].keys() - self.moved[0].keys(),
            set(range(self.sizes[1])) - self.partner[1].keys() - self.moved[1].keys(),
        )
        placed = [(i, j, False) for i, j in sorted(self.partner[0].items())]
        moved = [(i, j, True) for j, i in sorted(self.moved[1].items())]
        grown = [self._grown(i, j, went, free) for i, j, went in placed + moved]
        return [*self._joined(grown[: len(placed)]), *grown[len(placed) :]]

    def _joined(self, links: list[Link]) -> Iterator[Link]:
        """The links in place; two that touch are one where the first has words that the second misses.

        That is what a border cut elsewhere leaves: a sentence end that a copy lost or made up.
        """
        last: Link | None = None
        for link in links:
            if last and self._overlap(last, link):
                last = Link(last.left, link.left_end, last.right, link.right_end)
            else:
                if last:
                    yield last
                last = link
        if last:
            yield last

    def _overlap(self, one: Link, other: Link) -> bool:
        if (one.left_end, one.right_end) != (other.left, other.right):
            return False
        surplus = self._surplus(one), self._surplus(other)
        if surplus[0] * surplus[1] >= 0 or min(map(abs, surplus)) < CUT_WORDS:
            return False
        long, short = (1, 0) if surplus[0] > 0 else (0, 1)
        here = self._bag_of(long, one) - self._bag_of(short, one)
        there = self._bag_of(short, other) - self._bag_of(long, other)
        lighter = min(self.likeness.weight(here), self.likeness.weight(there))
        return self.likeness.shared(here, there) > MERGED * lighter

    def _surplus(self, link: Link) -> int:
        """How many words more a link has on the right than on the left."""
        left, right = self.likeness.bags
        ours = left.totals[link.left : link.left_end].sum()
        theirs = right.totals[link.right : link.right_end].sum()
        return int(theirs - ours)

    def _bag_of(self, side: int, link: Link) -> Counter[int]:
        """The stems of all sentences of one side of a link."""
        span = range(link.right, link.right_end) if side else range(link.left, link.left_end)
        return sum((self.bag(side, at) for at in span), Counter())

    def _grown(self, left: int, right: int, moved: bool, free: tuple[set[int], set[int]]) -> Link:
        ranges = [[left, left + 1], [right, right + 1]]
        near = [{left - 1, left + 1} & free[0], {right - 1, right + 1} & free[1]]
        if not near[0] and not near[1]:
            return Link(left, left + 1, right, right + 1, moved)
        bags = self.bag(0, left), self.bag(1, right)
        rest = [bags[0] - bags[1], bags[1] - bags[0]]
        grew = True
        while grew:
            grew = False
            for side in (0, 1):
                for forward in (True, False):
                    at = ranges[side][1] if forward else ranges[side][0] - 1
                    if at in free[side] and self._explained(side, at, rest[1 - side]) > MERGED:
                        free[side].discard(at)
                        rest[1 - side] -= self.bag(side, at)
                        ranges[side][1 if forward else 0] = at + 1 if forward else at
                        grew = True
        return Link(ranges[0][0], ranges[0][1], ranges[1][0], ranges[1][1], moved)

    def _explained(self, side: int, sentence: int, rest: Counter[int]) -> float:
        """How much of a sentence is found in what its neighbour's partner has left, 0..1."""
        bag, weight = self.bag(side, sentence), self._weights[side][sentence]
        if not rest or not weight:
            return 0.0
        share = self.likeness.shared(bag, rest) / weight
        if 0.18 < share <= MERGED and bag.total() >= 4:
            plain = _common(bag, rest) / bag.total()
            return 1.0 if plain >= MERGED else share
        return float(share)


def _common(one: Counter[int], other: Counter[int]) -> int:
    """How many stems two bags have in common, repeated ones as often as both have them."""
    return sum(min(one[stem], other[stem]) for stem in one.keys() & other.keys())


def _equal_prefix(one: npt.NDArray[np.uint64], other: npt.NDArray[np.uint64]) -> int:
    """How many entries two arrays of one length have in common from the start."""
    different = np.flatnonzero(one != other)
    return int(different[0]) if len(different) else len(one)
