"""Sentences of both sides → which resemble which, and how much.

A sentence is a bag of stems, weighed by how rare they are in the pair of texts (Spärck Jones 1972).
Likeness is Dice's coefficient of the bags (0..1), or four fifths of containment where a sentence was
merged into a longer one. Pairs are found by joining the rarest stems first, so that the work is
bounded whatever the texts repeat.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.compare.align.alignment_tokens import Floats, Ints, Side, Vocabulary
from tui.text import words

STEM: Final = 5  # letters of a longer word that stand for its inflections too
STOP_SHARE: Final = 0.1  # of a function word's weight beside another of the same rarity
LIKE: Final = 0.34  # the least likeness that makes a candidate pair
CONTAINED: Final = 0.8  # what containment counts beside Dice's coefficient
CONTAINED_FROM: Final = 4.0  # weight of the lighter bag from which containment says anything

_PAIR_NUMBERS: Final = 1 << 18
_JOINS: Final = 400_000
"""Pairs of places of the same stem that are looked at; as many as words in a text longer than that."""
_MOST_JOINS: Final = 800_000
_SAME_SENTENCE: Final = 96  # places of equal sentences (left times right) that are all candidates

Codes = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Bags:
    """The stems of each sentence: entries sorted by sentence, then stem, as parallel arrays.

    `bounds`: where a sentence's entries begin, one more at the end. `totals`: its words.
    `hashes`: of its words in order.
    """

    sentences: Ints
    stems: Ints
    counts: Ints
    bounds: Ints
    totals: Ints
    hashes: npt.NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.totals)

    def bag(self, sentence: int) -> Counter[int]:
        """The stems of one sentence with their counts."""
        begin, end = self.bounds[sentence], self.bounds[sentence + 1]
        pairs = zip(self.stems[begin:end].tolist(), self.counts[begin:end].tolist(), strict=True)
        bag: Counter[int] = Counter()
        dict.update(bag, pairs)  # `Counter.update` would count them one by one
        return bag


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of sentences that resemble each other, sorted by left, then right sentence."""

    left: Ints
    right: Ints
    likeness: Floats


class Likeness:
    """The sentences of a pair of texts, ready to be compared with each other.

    `weights[side][sentence]` is the weight of its bag; `hashes` tell equal sentences.
    """

    def __init__(
        self, sides: tuple[Side, Side], bounds: tuple[Ints, Ints], vocabulary: Vocabulary
    ) -> None:
        stem_of, self._is_stop = _stems(vocabulary)
        self.bags = tuple(
            _bags(side, edges, stem_of, vocabulary)
            for side, edges in zip(sides, bounds, strict=True)
        )
        top = 1 + max((int(bag.stems.max(initial=0)) for bag in self.bags), default=0)
        frequency = sum(np.bincount(bag.stems, minlength=top) for bag in self.bags)
        sentences = sum(len(bag) for bag in self.bags)
        self.rarity = np.log1p(sentences / np.maximum(frequency, 1))
        known = self._is_stop[: min(top, len(self._is_stop))]
        self.rarity[: len(known)][known] *= STOP_SHARE
        self.rarities = self.rarity.data  # a memoryview: gives single ones ten times faster
        self.weights = tuple(
            np.bincount(bag.sentences, self.rarity[bag.stems] * bag.counts, len(bag))
            for bag in self.bags
        )

    def candidates(self, first: int, lasts: tuple[int, int]) -> Candidates:
        """What resembles what among the sentences from `first` up to `lasts` of either side."""
        width = len(self.bags[1]) + 1
        joined, shared = self._joined(first, lasts)
        rows, columns = joined // width, joined % width
        w_left, w_right = self.weights[0][rows], self.weights[1][columns]
        lighter = np.minimum(w_left, w_right)
        like = 2 * shared / np.maximum(w_left + w_right, 1e-9)
        inside = np.where(
            lighter > CONTAINED_FROM, CONTAINED * shared / np.maximum(lighter, 1e-9), 0
        )
        like = np.maximum(like, inside)
        kept = like >= LIKE
        codes = np.concatenate([joined[kept], self._equal(first, lasts)])
        likeness = np.concatenate([like[kept], np.ones(len(codes) - int(kept.sum()))])
        order = np.lexsort((-likeness, codes))
        codes, likeness = codes[order], likeness[order]
        new = np.diff(codes, prepend=-1) != 0
        codes, likeness = codes[new], np.minimum(likeness[new], 1.0)
        return Candidates(
            (codes // width).astype(np.int32), (codes % width).astype(np.int32), likeness
        )

    def _joined(self, first: int, lasts: tuple[int, int]) -> tuple[Codes, Floats]:
        """Codes of sentence pairs that share stems, and the weight they share; rarest stems first."""
        words_of_both = sum(int(bag.counts.sum()) for bag in self.bags)
        most = min(max(_JOINS, words_of_both), _MOST_JOINS)
        columns = [_by_stem(bag, first, last) for bag, last in zip(self.bags, lasts, strict=True)]
        (stems, left, left_counts), (stems_r, right, right_counts) = columns
        distinct, begins_l, sizes_l = np.unique(stems, return_index=True, return_counts=True)
        distinct_r, begins_r, sizes_r = np.unique(stems_r, return_index=True, return_counts=True)
        common, at_l, at_r = np.intersect1d(
            distinct, distinct_r, assume_unique=True, return_indices=True
        )
        joins = sizes_l[at_l].astype(np.int64) * sizes_r[at_r]
        order = np.argsort(joins, kind="stable")
        chosen = np.sort(order[np.cumsum(joins[order]) <= most])
        common, at_l, at_r = common[chosen], at_l[chosen], at_r[chosen]
        # every place on the left beside every place on the right, stem after stem
        places_l = _spread(begins_l[at_l], sizes_l[at_l])
        repeats = np.repeat(sizes_r[at_r], sizes_l[at_l])
        one = np.repeat(places_l, repeats)
        other = _spread(np.repeat(begins_r[at_r], sizes_l[at_l]), repeats)
        stem = np.repeat(np.repeat(common, sizes_l[at_l]), repeats)
        weight = self.rarity[stem] * np.minimum(left_counts[one], right_counts[other])
        width = len(self.bags[1]) + 1
        joined = left[one].astype(np.int64) * width + right[other]
        codes, group = np.unique(joined, return_inverse=True)
        shared: Floats = np.bincount(group, weight, len(codes)).astype(np.float64)
        return codes, shared

    def _equal(self, first: int, lasts: tuple[int, int]) -> Codes:
        """Codes of the pairs of sentences whose words are the same."""
        places: dict[int, tuple[list[int], list[int]]] = {}
        for side, (bag, last) in enumerate(zip(self.bags, lasts, strict=True)):
            for at, name in enumerate(bag.hashes[first:last].tolist(), first):
                if side == 0 or name in places:
                    places.setdefault(name, ([], []))[side].append(at)
        width = len(self.bags[1]) + 1
        codes = [
            i * width + j
            for lefts, rights in places.values()
            if len(lefts) * len(rights) <= _SAME_SENTENCE
            for i in lefts
            for j in rights
        ]
        return np.array(codes, np.int64)

    def shared(self, one: Counter[int], other: Counter[int]) -> float:
        """The weight that two bags have in common."""
        rarity = self.rarities
        if len(other) < len(one):
            one, other = other, one
        return float(
            sum(rarity[stem] * min(n, other[stem]) for stem, n in one.items() if stem in other)
        )

    def weight(self, bag: Counter[int]) -> float:
        """The weight of a bag."""
        return float(sum(self.rarities[stem] * n for stem, n in bag.items()))


def _stems(vocabulary: Vocabulary) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """The stem of each key (-1 for punctuation), and whether a stem is a function word."""
    numbers: dict[str, int] = {}
    stem_of = np.full(len(vocabulary.words), -1, np.int32)
    for key, (word, kind) in enumerate(zip(vocabulary.words, vocabulary.kinds, strict=True)):
        if kind != words.PUNCTUATION:
            stem = word[:STEM] if kind == words.WORD else word
            stem_of[key] = numbers.setdefault(stem, len(numbers))
    return stem_of, np.array([words.is_stop_word(stem) for stem in numbers], np.bool_)


def _bags(side: Side, edges: Ints, stem_of: Ints, vocabulary: Vocabulary) -> Bags:
    stems = (stem_of[side.keys] if len(side) else side.keys).astype(np.int64)
    total = len(edges) - 1
    sentence = np.repeat(np.arange(total, dtype=np.int64), np.diff(edges))
    stems = _pairs_of_characters(side, stems, sentence, vocabulary)
    said = stems >= 0
    width = int(stems.max(initial=0)) + 1
    codes, counts = np.unique(sentence[said] * width + stems[said], return_counts=True)
    sentences = (codes // width).astype(np.int32)
    return Bags(
        sentences,
        (codes % width).astype(np.int32),
        counts.astype(np.int32),
        np.searchsorted(sentences, np.arange(total + 1)).astype(np.int32),
        np.bincount(sentence[said], minlength=total).astype(np.int32),
        _hashes(side, edges),
    )


def _pairs_of_characters(
    side: Side, stems: Codes, sentence: Codes, vocabulary: Vocabulary
) -> Codes:
    """Stems, but in scripts without spaces a character with the one behind it: that tells a word."""
    single = np.array(vocabulary.kinds, np.uint8)[side.keys] == words.CHARACTER
    if not single.any():
        return stems
    pair = single[:-1] & single[1:] & (sentence[:-1] == sentence[1:])
    at = np.flatnonzero(pair)
    wide = stems.copy()
    # few pairs get the same number, and nothing but likeness rests on it
    wide[at] = len(vocabulary.words) + (stems[at] * 40_503 + stems[at + 1]) % _PAIR_NUMBERS
    return wide


def _hashes(side: Side, edges: Ints) -> npt.NDArray[np.uint64]:
    """A hash of the words of each sentence in order."""
    if len(edges) < 2:
        return np.zeros(0, np.uint64)
    mixed = (side.keys.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    place = np.arange(len(side), dtype=np.uint64) - np.repeat(edges[:-1], np.diff(edges)).astype(
        np.uint64
    )
    mixed = mixed * (place * np.uint64(2) + np.uint64(0x1B873593))
    mixed ^= mixed >> np.uint64(31)
    return np.add.reduceat(mixed * np.uint64(0xBF58476D1CE4E5B9), edges[:-1])


def _by_stem(bag: Bags, first: int, last: int) -> tuple[Ints, Ints, Ints]:
    """Stems, sentences and counts of the entries of some sentences, sorted by stem."""
    begin, end = (bag.bounds[first], bag.bounds[last]) if len(bag) else (0, 0)
    order = np.argsort(bag.stems[begin:end], kind="stable") + begin
    return bag.stems[order], bag.sentences[order], bag.counts[order]


def _spread(begins: Codes, sizes: Codes) -> Codes:
    """The numbers of runs, one after the other: begins 5, 9 with sizes 2, 1 give 5 6 9."""
    total = int(sizes.sum())
    if not total:
        return np.zeros(0, np.int64)
    ends = np.cumsum(sizes)
    spread: Codes = np.arange(total) + np.repeat(begins - (ends - sizes), sizes)
    return spread
