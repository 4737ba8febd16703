"""Words that stayed → the same without the chance finds that make a diff restless.

A longest common subsequence matches a lone "the" between two rewritten phrases as gladly as a clause.
Here an island of equal words between two changes is kept only where its weight pays for the break:
the larger the changes on both sides, the likelier the island is chance. Borders of what was put in or
left out are moved to punctuation (as git's diff slider does for lines).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from types import MappingProxyType
from typing import Final

from tui.compare.words.lcs import Run


@dataclass(frozen=True, slots=True)
class CleanupWeights:
    """What an island of equal words between two changes earns and costs; below 0 it is chance.

    It earns `base`, `weight` times its weight (up to a content word and a function word) and `length` a
    word. It costs `smaller` for each word of the smaller change beside it, `larger` for each of the
    larger, and `skew` for each word by which the sides of a change differ (of the evener change):
    words that were replaced one for one leave what stands between them in its place, chance does not.
    """

    base: float
    weight: float
    length: float
    smaller: float
    larger: float
    skew: float
    edges: bool  # an end mark behind a replacement stays


# A logistic regression of islands on known edits gave about these for `word`; see docs/comparison.md.
LEVELS: Final = MappingProxyType(
    {
        "word": CleanupWeights(2.6, 4.8, 1.55, 2.65, 0.24, 3.1, edges=True),
        "phrase": CleanupWeights(-2.5, 4.6, 2.9, 1.0, 0.1, 0.5, edges=False),
    }
)
_MOST_WEIGHT: Final = 1.2
KEPT_SHARE: Final = 0.3  # of a sentence's weight; below it the sentence is rewritten
_SURE_WEIGHT: Final = 2.0  # two words of content beside each other are no chance
_SURE_LENGTH: Final = 5


def tidy(runs: list[Run], left: Sequence[float], right: Sequence[float], level: str) -> list[Run]:
    """The runs of equal words of a sentence pair that are worth showing as equal.

    `left`, `right`: the weights of its words. Never adds a run; linear in words, but for passes that
    end when nothing changes.
    """
    if not runs or (len(runs) == 1 and runs[0][1] - runs[0][0] == len(left) == len(right)):
        return runs
    sums = _Sums(left, right)
    kept = _without_chance(runs, sums, LEVELS["word"])
    if level != "word":  # a coarser level never keeps what a finer one does not
        kept = _without_chance(kept, sums, LEVELS[level])
    return _without_remains(kept, left, right)


class _Sums:
    """Prefix sums over the words of a pair: weight, and how much a reader sees."""

    def __init__(self, left: Sequence[float], right: Sequence[float]) -> None:
        self.weight = list(accumulate(left, initial=0.0))
        self.words = list(accumulate((weight > 0 for weight in left), initial=0))
        self.left = list(accumulate(_seen(left), initial=0.0))
        self.right = list(accumulate(_seen(right), initial=0.0))
        self.ends = [len(left), len(left), len(right), len(right)]

    def gap(self, before: Run, after: Run) -> tuple[float, float]:
        """How much a reader sees of the change between two runs, on the left and on the right."""
        return (
            self.left[after[0]] - self.left[before[1]],
            self.right[after[2]] - self.right[before[3]],
        )


def _seen(weights: Sequence[float]) -> list[float]:
    return [1.0 if weight >= 1 else 0.5 if weight else 0.15 for weight in weights]


def _without_chance(runs: list[Run], sums: _Sums, calm: CleanupWeights) -> list[Run]:
    """Take out islands that do not pay, of two neighbours the worse one first, until all pay."""
    begin = [0, 0, 0, 0]
    while runs:
        worth = [
            _worth(run, before, after, sums, calm)
            for before, run, after in zip(
                [begin, *runs[:-1]], runs, [*runs[1:], sums.ends], strict=True
            )
        ]
        if min(worth) >= 0:
            break
        kept, dropped_before = [], False
        for at, run in enumerate(runs):
            worse_next = at + 1 < len(runs) and worth[at + 1] < worth[at]
            dropped_before = worth[at] < 0 and not dropped_before and not worse_next
            if not dropped_before:
                kept.append(run)
        runs = kept
    return runs


def _worth(run: Run, before: Run, after: Run, sums: _Sums, calm: CleanupWeights) -> float:
    """What an island earns less what it costs; below 0 it is taken for chance."""
    length = sums.words[run[1]] - sums.words[run[0]]
    weight = sums.weight[run[1]] - sums.weight[run[0]]
    if weight >= _SURE_WEIGHT or (length >= _SURE_LENGTH and weight >= 1):
        return 1.0
    gaps = sums.gap(before, run), sums.gap(run, after)
    if not all(map(any, gaps)):  # at an end of the sentence
        replaced = all(gaps[0]) or all(gaps[1])
        return 1.0 if weight or calm.edges or not replaced else -1.0
    sizes = max(gaps[0]), max(gaps[1])
    skew = min(abs(left - right) for left, right in gaps)
    return (
        calm.base
        + calm.weight * min(weight, _MOST_WEIGHT)
        + calm.length * length
        - calm.smaller * min(sizes)
        - calm.larger * max(sizes)
        - calm.skew * skew
    )


def _without_remains(runs: list[Run], left: Sequence[float], right: Sequence[float]) -> list[Run]:
    """Where too little of both sentences stayed, keep only what weighs something by itself."""
    kept = [sum(left[run[0] : run[1]]) for run in runs]
    most = max(sum(left), sum(right))
    length = sum(run[1] - run[0] for run in runs)
    if not most or sum(kept) >= KEPT_SHARE * most:
        return runs
    if length >= KEPT_SHARE * max(len(left), len(right)):
        return runs
    return [run for run, weight in zip(runs, kept, strict=True) if weight >= 2]


def join(
    runs: list[Run], left: str, right: str, weights: tuple[Sequence[float], Sequence[float]]
) -> list[Run]:
    """The runs without islands of function words that the run beside them can take in.

    "[In] the [evening, the] ferry" is "[In the evening,] the ferry": as many words stay, in fewer pieces.
    Changes `runs` in place; returns those that are left.
    """
    kept: list[Run] = []
    begin, end = [0, 0, 0, 0], [len(left), len(left), len(right), len(right)]
    for at, run in enumerate(runs):
        before = kept[-1] if kept else begin
        after = runs[at + 1] if at + 1 < len(runs) else end
        length = run[1] - run[0]
        if not _gap(before, run) or not _gap(run, after):
            kept.append(run)
        elif after is not end and _recurs(left, right, run, (run, after), weights[0]):
            after[0] -= length
            after[2] -= length
        elif kept and _recurs(left, right, run, (before, run), weights[0]):
            before[1] += length
            before[3] += length
        else:
            kept.append(run)
    return kept


def _gap(before: Run, after: Run) -> bool:
    return before[1] < after[0] or before[3] < after[2]


def _recurs(
    left: str, right: str, run: Run, gap: tuple[Run, Run], weights: Sequence[float]
) -> bool:
    """Whether `run`, function words alone, can change places with a change on one side beside it."""
    before, after = gap
    if before[1] == after[0]:
        text, begin, end, words = right, before[3], after[2], right[run[2] : run[3]]
    elif before[3] == after[2]:
        text, begin, end, words = left, before[1], after[0], left[run[0] : run[1]]
    else:
        return False
    found = (
        text.endswith(words, begin, end) if run is before else text.startswith(words, begin, end)
    )
    return found and sum(weights[run[0] : run[1]]) < 1


def slide(
    runs: list[Run], left: str, right: str, weights: tuple[Sequence[float], Sequence[float]]
) -> None:
    """Move what was only put in or left out so that it ends behind punctuation, where it can.

    "a, [b,] c" rather than "a[, b], c". Changes `runs` in place; equal words stay equal.
    """
    for before, after in pairwise(runs):
        if before[1] == after[0]:
            text, begin, end, weight = right, before[3], after[2], weights[1]
        elif before[3] == after[2]:
            text, begin, end, weight = left, before[1], after[0], weights[0]
        else:
            continue
        back = 0
        while back < before[1] - before[0] - 1 and text[begin - 1 - back] == text[end - 1 - back]:
            back += 1
        on = 0
        while on < after[1] - after[0] - 1 and text[begin + on] == text[end + on]:
            on += 1
        if back or on:
            step = max(range(-back, on + 1), key=lambda d: _border(weight, begin + d, end + d, d))
            for at in (1, 3):
                before[at] += step
                after[at - 1] += step


def _border(weight: Sequence[float], begin: int, end: int, step: int) -> float:
    """How good a place for a change's borders is: it ends with punctuation, it follows punctuation."""
    ends = 2.0 if not weight[end - 1] else 0.0
    follows = 1.0 if begin and not weight[begin - 1] else 0.0
    return ends + follows - 0.01 * abs(step)
