"""Groups → what tells their copies apart: counted from sets of words, for suggestions; nothing is compared anew."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import blocks, fresh, in_units, lengths, of_units, ranges
from tui.detect.features.packing import NAME, NUMBER, PLAIN, TERM_BITS, Corpus
from tui.detect.furniture.recurring import Furniture
from tui.detect.term_weights import Weighed
from tui.model import Evidence, Group

_TEXTS_AT_ONCE: Final = 2048
_TERMS_AT_ONCE: Final = 1 << 20

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class MemberStatistics:
    """What the evidence of a folder's groups is counted from. `names[t]`: the articles that text t stands for.

    Mutable: a group that was told is known when it is asked for again.
    """

    def __init__(
        self,
        names: Sequence[Sequence[str]],
        corpus: Corpus,
        weighed: Weighed,
        found: Furniture,
    ) -> None:
        self._text_of = {name: text for text, same in enumerate(names) for name in same}
        self._counted = corpus, weighed, found
        self._known: dict[tuple[str, ...], tuple[Evidence, ...]] = {}

    def told(self, groups: Sequence[Group]) -> tuple[Group, ...]:
        """The groups with the evidence of each member. O(n log n) in the words of their articles.

        Of many groups at once, because for a small one alone most of the time goes into asking.
        """
        for some in _some_at_once([group for group in groups if group.members not in self._known]):
            self._count(some)
        return tuple(replace(group, evidence=self._known[group.members]) for group in groups)

    def _count(self, groups: Sequence[Group]) -> None:
        texts = _Texts.of(groups, self._text_of)
        evidence = _evidence(texts, *self._counted)
        for group, place in zip(groups, texts.place, strict=True):
            found = tuple(evidence[place[self._text_of[name]]] for name in group.members)
            self._known[group.members] = found


def _some_at_once(groups: Sequence[Group]) -> Iterator[list[Group]]:
    """The groups in order, so many at once that their words stay in a few megabytes."""
    block: list[Group] = []
    size = 0
    for group in groups:
        if block and size + len(group.members) > _TEXTS_AT_ONCE:
            yield block
            block, size = [], 0
        block.append(group)
        size += len(group.members)
    if block:
        yield block


@dataclass(frozen=True, slots=True)
class _Texts:
    """The distinct texts of some groups: their numbers in the corpus, group, and how many articles each is.

    `place[g]`: text of the corpus → row here, for the texts of group g.
    """

    texts: Ints
    groups: Ints
    copies: Ints
    place: list[dict[int, int]]

    @classmethod
    def of(cls, groups: Sequence[Group], text_of: dict[str, int]) -> "_Texts":
        rows: list[tuple[int, int, int]] = []
        place: list[dict[int, int]] = []
        for number, group in enumerate(groups):
            found = Counter(text_of[name] for name in group.members)
            place.append({text: len(rows) + at for at, text in enumerate(found)})
            rows += [(text, number, copies) for text, copies in found.items()]
        texts, of, copies = np.array(rows, np.int64).reshape(-1, 3).T
        return cls(texts, of, copies, place)


def _evidence(texts: _Texts, corpus: Corpus, weighed: Weighed, found: Furniture) -> list[Evidence]:
    """The evidence of each text."""
    number = len(texts.texts)
    members = np.bincount(texts.groups, texts.copies)[texts.groups]
    numbers, names, differing, commoner, sizes, common = np.zeros((6, number))
    for row, at in _parts(texts, corpus, weighed):
        having, distinct = _having(texts, row, corpus.terms[at], TERM_BITS)
        kinds = corpus.term_kinds[at]
        alone = having == 1
        numbers += np.bincount(row[alone & (kinds == NUMBER)], minlength=number)
        names += np.bincount(row[alone & (kinds == NAME)], minlength=number)
        differs = np.flatnonzero((kinds == PLAIN) & (having < members[row]))
        outside = np.maximum(weighed.frequency[at[differs]].astype(np.int64) - distinct[differs], 0)
        differing += np.bincount(row[differs], minlength=number)
        commoner += np.bincount(row[differs], in_units(np.log2(1 + outside)), number)
        sizes += np.bincount(row, minlength=number)
        common += np.bincount(row, having - 1, number)
    quoted, quoted_alone = _quotations(texts, corpus, found)
    columns: tuple[npt.NDArray[Any], ...] = (
        numbers.astype(np.int64),
        names.astype(np.int64),
        quoted,
        quoted_alone,
        _agreement(texts, common, sizes, members),
        differing.astype(np.int64),
        (of_units(commoner) / np.maximum(differing, 1)).round(3),
    )
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [Evidence(*values) for values in rows]


def _parts(texts: _Texts, corpus: Corpus, weighed: Weighed) -> Iterator[tuple[Ints, Ints]]:
    """(row of each term that counts, its position): all at once, or of a large group some of all terms at a time."""
    total = int(lengths(corpus.term_offsets, texts.texts).sum())
    parts = -(-total // _TERMS_AT_ONCE)
    for part in range(max(parts, 1)):
        rows, places = [], []
        for begin, end in blocks(len(texts.texts), _TEXTS_AT_ONCE):
            row, at = _slices(corpus.term_offsets, texts.texts[begin:end])
            kept = weighed.counts[at]
            if parts > 1:
                kept = kept & (corpus.terms[at] % parts == part)
            rows.append(row.compress(kept) + begin)
            places.append(at.compress(kept))
        yield np.concatenate(rows), np.concatenate(places)


def _slices(bounds: Ints, texts: Ints) -> tuple[Ints, Ints]:
    """(row of each thing that these texts own, its position), text by text."""
    sizes = lengths(bounds, texts)
    return np.repeat(np.arange(len(texts)), sizes), ranges(bounds[texts], sizes)


def _having(texts: _Texts, row: Ints, values: npt.NDArray[Any], bits: int) -> tuple[Ints, Ints]:
    """For each value, distinct in its text: in how many articles of the group it stands, in how many texts."""
    keys = (texts.groups[row] << bits) | values.astype(np.int64)
    order = np.argsort(keys, kind="stable")
    first = fresh(keys[order])
    run = np.cumsum(first) - 1
    copies = np.bincount(run, texts.copies[row][order]).astype(np.int64)
    having, distinct = np.empty((2, len(keys)), np.int64)
    having[order], distinct[order] = copies[run], np.bincount(run)[run]
    return having, distinct


def _agreement(texts: _Texts, common: Floats, sizes: Floats, members: npt.NDArray[Any]) -> Floats:
    """Dice's coefficient of each text's words and those of all other articles of its group together.

    `common`: for each text how often its words stand in the others; `sizes`: how many it has.
    """
    of_group = np.bincount(texts.groups, sizes * texts.copies)[texts.groups]
    both = of_group + (members - 2) * sizes
    agreement: Floats = (2 * common / np.maximum(both, 1)).round(4)
    return agreement


def _quotations(texts: _Texts, corpus: Corpus, found: Furniture) -> tuple[Ints, Ints]:
    """How many sentences of each text have a quotation mark, and how many of those stand in it alone."""
    number = len(texts.texts)
    row, at = _slices(corpus.sentence_offsets, texts.texts)
    kept = corpus.quoted[at] & ~found.furniture[at]
    row, at = row[kept], at[kept]
    quoted = np.bincount(row, minlength=number)
    keys = corpus.hashes[at] ^ (texts.groups[row].astype(np.uint64) << np.uint64(40))
    order = np.lexsort((row, keys))
    keys, row = keys[order], row[order]
    once = fresh(keys) | fresh(row)  # a text may repeat a sentence
    keys, row = keys[once], row[once]
    run = np.cumsum(fresh(keys)) - 1
    alone = np.bincount(run, texts.copies[row])[run] == 1
    return quoted, np.bincount(row[alone], minlength=number)
