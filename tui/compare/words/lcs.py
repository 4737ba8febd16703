"""The words of two sentences that belong together → which words stayed.

A longest common subsequence of the words (Hyyrö 2004, bit-parallel, by RapidFuzz), bounded: what is
too large for its matrix is split at words that are unique on both sides (patience) or, where there
are none, left as one change.
"""

from bisect import bisect_left
from collections import Counter
from typing import Final

from rapidfuzz.distance import LCSseq

CELLS: Final = 4_000_000  # words left times right of one matrix: a few megabytes
_SURROGATES: Final = range(0xD800, 0xE000)  # no characters: RapidFuzz would take them, others not
_MOST_LETTERS: Final = 0x110000 - len(_SURROGATES)

Run = list[int]
"""Words [left, left_end) stayed as [right, right_end): `[left, left_end, right, right_end]`."""


def stayed(left: str, right: str) -> tuple[list[Run], bool]:
    """Runs of equal words, in order and as long as they go; and whether the work was bounded.

    `left` and `right` are words as characters (`letters`).
    """
    first = _prefix(left, right)
    last = _prefix(left[first:][::-1], right[first:][::-1])
    ends = len(left) - last, len(right) - last
    runs: list[Run] = [[0, first, 0, first]] if first else []
    bounded = _between(left, right, (first, ends[0], first, ends[1]), runs)
    if last:
        _add(runs, ends[0], ends[1], last)
    return runs, bounded


def letters(left: list[int], right: list[int], most: int) -> tuple[str, str]:
    """Numbers of words, all below `most`, as strings of one character a word, for RapidFuzz."""
    if most > _MOST_LETTERS:
        numbers: dict[int, int] = {}
        left, right = (
            [numbers.setdefault(key, len(numbers)) for key in keys] for keys in (left, right)
        )
    if most > _SURROGATES.start:
        left, right = ([_beyond_surrogates(key) for key in keys] for keys in (left, right))
    return "".join(map(chr, left)), "".join(map(chr, right))


def _beyond_surrogates(key: int) -> int:
    return key if key < _SURROGATES.start else key + len(_SURROGATES)


def _prefix(one: str, other: str) -> int:
    most = min(len(one), len(other))
    if one[:most] == other[:most]:
        return most
    low, high = 0, most  # the prefixes of `low` characters are equal, those of `high` are not
    while high - low > 1:
        middle = (low + high) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle
    return low


def _between(left: str, right: str, box: tuple[int, int, int, int], runs: list[Run]) -> bool:
    """Add the runs inside of a box; whether it was too large to be looked at as a whole."""
    i, i_end, j, j_end = box
    if i == i_end or j == j_end:
        return False
    if (i_end - i) * (j_end - j) <= CELLS:
        for op in LCSseq.opcodes(left[i:i_end], right[j:j_end]):
            if op.tag == "equal":
                _add(runs, i + op.src_start, j + op.dest_start, op.src_end - op.src_start)
        return False
    anchors = _unique_in_both(left[i:i_end], right[j:j_end])
    if not anchors:
        return True
    bounded = False
    for a, b in [*anchors, (i_end - i, j_end - j)]:
        bounded |= _between(left, right, (i, box[0] + a, j, box[2] + b), runs)
        if box[0] + a < i_end:
            _add(runs, box[0] + a, box[2] + b, 1)
        i, j = box[0] + a + 1, box[2] + b + 1
    return bounded


def _add(runs: list[Run], i: int, j: int, length: int) -> None:
    """Add equal words, to the last run where they touch it on both sides."""
    if runs and runs[-1][1] == i and runs[-1][3] == j:
        runs[-1][1] += length
        runs[-1][3] += length
    else:
        runs.append([i, i + length, j, j + length])


def _unique_in_both(left: str, right: str) -> list[tuple[int, int]]:
    """Places of words unique on both sides, the longest rising chain of them (patience diff)."""
    counts = Counter(right)
    place = {word: at for at, word in enumerate(right) if counts[word] == 1}
    counts = Counter(left)
    pairs = [
        (at, place[word]) for at, word in enumerate(left) if counts[word] == 1 and word in place
    ]
    tails: list[int] = []
    numbers: list[int] = []
    before: list[int] = []
    for number, (_at, other) in enumerate(pairs):
        rank = bisect_left(tails, other)
        before.append(numbers[rank - 1] if rank else -1)
        tails[rank : rank + 1] = [other]
        numbers[rank : rank + 1] = [number]
    chain, at = [], numbers[-1] if numbers else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]
