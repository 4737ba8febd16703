"""Facts of pairs, kept so that reasons can be told: a row each, because objects for a million pairs would not fit."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from tui.detect.pairs import reasons
from tui.detect.pairs.candidates import Pair, Pairs

Ints = npt.NDArray[np.int64]


class PairFacts:
    """What reasons are told from of some pairs, a thousand or so: of those that were `worth` it.

    `facts` are columns as `evidence` gives them, `passages` the words of the longest passage of each pair, 0 for none.
    """

    def __init__(
        self,
        pairs: Pairs,
        facts: Mapping[str, npt.NDArray[Any]],
        passages: Ints,
        worth: npt.NDArray[np.bool_],
    ) -> None:
        self._pairs, self._passages = pairs.chosen(worth), passages[worth]
        columns = [facts[name][worth] for name in reasons.TOLD]
        self._rows = np.array(columns, np.float32).T.copy()  # a row is read at once

    def __getitem__(self, pair: Pair) -> dict[str, float]:
        """The facts of one of the pairs, the article that is named first as the first.

        O(n): an index of all would be larger than the facts.
        """
        left, right = pair
        names = reasons.TOLD
        if left > right:
            left, right, names = right, left, reasons.TURNED
        here = (self._pairs.left == left) & (self._pairs.right == right)
        return dict(zip(names, self._rows[here.argmax()].tolist(), strict=True))

    def passages(self) -> Iterator[tuple[Pair, int]]:
        """The pairs that share a long passage, and the words of it."""
        at = np.flatnonzero(self._passages)
        left, right = self._pairs.left[at].tolist(), self._pairs.right[at].tolist()
        yield from zip(zip(left, right, strict=True), self._passages[at].tolist(), strict=True)
