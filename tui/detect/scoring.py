"""Pairs of articles → their scores, the reasons, and what was refused: grows while groups are formed."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect import evidence, verify
from tui.detect.candidates import Pairs
from tui.detect.cluster import Pair
from tui.detect.evidence import Columns
from tui.detect.packing import Corpus
from tui.detect.rarity import Weighed
from tui.model import Reason
from tui.progress import Progress, Step

Ints = npt.NDArray[np.int64]

LEAST_CONTAINED: Final = (
    0.22  # weighted share of the smaller article's terms; less is not looked at
)
LEAST_COMMON: Final = (
    0.4  # share of the terms, however common they are: a popular text is looked at
)
UNRELATED: Final = 0.12  # the same: two stories that have nothing to do with each other
WORTH_TELLING: Final = 0.2  # score from which the reasons of a pair are kept


class Scored:
    """What is known of pairs so far. Mutable: linkage asks for more pairs than candidates were found.

    `scores`: every pair that was looked at.  `sure`:
    pairs that are copies whatever their words weigh. `unrelated`: pairs of two different stories.
    `passages`: pairs that share a long passage, with the number of words in it.
    """

    def __init__(self, corpus: Corpus, weighed: Weighed) -> None:
        self.corpus, self._weighed = corpus, weighed
        self.scores: dict[Pair, float] = {}
        self._facts: dict[Pair, tuple[Columns, int]] = {}
        self.sure: list[Pair] = []
        self.unrelated: set[Pair] = set()
        self.passages: dict[Pair, int] = {}
        self._of: dict[int, dict[Pair, float]] = {}
        self._templates: set[Pair] = set()
        self._siblings = np.zeros(corpus.articles, np.int64)

    def weigh(self, weighed: Weighed) -> None:
        """Score by these weights from now on."""
        self._weighed = weighed

    def count_siblings(self) -> Ints:
        """For each article, with how many others it makes pages of one template; heeded from now on."""
        articles = np.array([article for pair in self._templates for article in pair], np.int64)
        self._siblings = np.bincount(articles, minlength=self.corpus.articles)
        return self._siblings

    def tokens(self, article: int) -> int:
        """How many tokens of an article count."""
        bounds = self._weighed.token_offsets
        return int(bounds[article + 1] - bounds[article])

    def of(self, left: int) -> Mapping[Pair, float]:
        """The scored pairs whose left article this is."""
        return self._of.get(left, {})

    def score_all(self, pairs: Pairs, progress: Progress, stage: str) -> None:
        """Score these pairs, a block at a time."""
        for begin in range(0, len(pairs), evidence.PAIRS_AT_ONCE):
            progress(Step(stage, begin, len(pairs)))
            block = slice(begin, begin + evidence.PAIRS_AT_ONCE)
            self.score(Pairs(pairs.left[block], pairs.right[block]))

    def score(self, pairs: Pairs) -> None:
        """Score these pairs; what shares too little is 0 without a closer look."""
        facts = evidence.containment(self.corpus, self._weighed, pairs)
        smaller = np.maximum(np.minimum(facts["weight_l"], facts["weight_r"]), 1e-9)
        close = facts["shared"] >= LEAST_CONTAINED * smaller
        close |= facts["common"] >= LEAST_COMMON * facts["fewer"]
        for pair in _listed(pairs.chosen(~close)):
            self._hold(pair, 0.0)
        self.unrelated.update(_listed(pairs.chosen(facts["shared"] < UNRELATED * smaller)))
        pairs = pairs.chosen(close)
        facts = {name: column[close] for name, column in facts.items()}
        facts |= evidence.alignment(self.corpus, self._weighed, pairs)
        self.sure.extend(_listed(pairs.chosen(verify.sure_copies(facts))))
        self._templates.update(_listed(pairs.chosen(verify.one_template(facts))))
        siblings = np.minimum(self._siblings[pairs.left], self._siblings[pairs.right])
        values, passages = verify.scores(facts, siblings), verify.passages(facts)
        worth = (values >= WORTH_TELLING) | (passages > 0)
        told = {name: column[worth] for name, column in facts.items()}
        place = np.where(worth, np.cumsum(worth) - 1, -1)
        for at, pair in enumerate(_listed(pairs)):
            self._hold(pair, float(values[at]))
            if place[at] >= 0:
                self._facts[pair] = (told, int(place[at]))
            if passages[at]:
                self.passages[pair] = int(passages[at])

    def why(self, pair: Pair) -> tuple[Reason, ...]:
        """The reasons of a pair; none where it scored less than WORTH_TELLING."""
        if pair not in self._facts:
            return ()
        columns, at = self._facts[pair]
        return verify.reasons({name: float(column[at]) for name, column in columns.items()})

    def _hold(self, pair: Pair, score: float) -> None:
        self.scores[pair] = score
        self._of.setdefault(pair[0], {})[pair] = score
        self.passages.pop(pair, None)


def _listed(pairs: Pairs) -> list[Pair]:
    return list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
