"""Pairs of articles → their scores, the reasons, and what was refused: grows while groups are formed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import compress
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect.features.packing import Corpus
from tui.detect.pairs import alignment_features, match_score, reasons
from tui.detect.pairs.alignment_features import Columns
from tui.detect.pairs.bag_features import containment
from tui.detect.pairs.candidates import Pair, Pairs
from tui.detect.pairs.cohesion import cohesion
from tui.detect.pairs.pair_facts import PairFacts
from tui.detect.term_weights import Weighed
from tui.model import Reason
from tui.progress import Progress, Step
from tui.runtime.thread_map import ahead

Ints = npt.NDArray[np.int64]

LEAST_CONTAINED: Final = (
    0.22  # weighted share of the smaller article's terms; less is not looked at
)
LEAST_COMMON: Final = (
    0.4  # share of the terms, however common they are: a popular text is looked at
)
UNRELATED: Final = 0.85  # of what the halves of either have in common: two stories have less, two parts of one more
NOTHING_COMMON: Final = 0.17  # cosine: less than this no two parts of a story have
WORTH_TELLING: Final = 0.38  # score from which the reasons of a pair are kept
_BLOCK: Final = (
    1024  # pairs, at most evidence.PAIRS_AT_ONCE: their arrays stay in the processor's cache
)
_TOKENS_AT_ONCE: Final = 1_000_000  # and so many tokens of both sides: of long texts fewer pairs


class PairScores:
    """What is known of pairs so far. Mutable: linkage asks for more pairs than candidates were found.

    `scores`: every pair that was looked at. Of the first look (`count_siblings` ends it) `sure`:
    pairs that are copies whatever their words weigh. `in_template[a]`: whether article a makes a page of one
    template with another. `unrelated`: pairs of two different stories. `left_aside`: what share of each article
    is furniture, 0..1.
    """

    def __init__(
        self, corpus: Corpus, weighed: Weighed, left_aside: npt.NDArray[np.float32]
    ) -> None:
        self.corpus, self._left_aside = corpus, left_aside
        self.weigh(weighed)
        self.scores: dict[Pair, float] = {}
        self._facts: dict[Pair, PairFacts] = {}
        self.sure: list[Pair] = []
        self.unrelated: set[Pair] = set()
        self._of: dict[int, list[Pair]] = {}
        self._numbers = list(range(corpus.articles))  # one object for each article, not one a pair
        self._first_look = True
        self._templates: set[Pair] = set()
        self.in_template = np.zeros(corpus.articles, bool)
        self._siblings = np.zeros(corpus.articles, np.int64)

    def weigh(self, weighed: Weighed) -> None:
        """Score by these weights from now on."""
        self._weighed, self._cohesion = weighed, cohesion(self.corpus, weighed)

    def count_siblings(self) -> Ints:
        """For each article, with how many others beyond one it makes pages of one template; heeded from now on.

        One pair alone is no family: it would be its own witness. With this the first look ends: templates and sure
        copies are noted no more.
        """
        self._first_look = False
        articles = np.array([article for pair in self._templates for article in pair], np.int64)
        pages = np.bincount(articles, minlength=self.corpus.articles)
        self._siblings = np.maximum(pages - 1, 0)
        return self._siblings

    def values(self, pairs: Pairs) -> npt.NDArray[np.float64]:
        """The scores of pairs that were looked at."""
        return np.array([self.scores[pair] for pair in self._listed(pairs)])

    def lower(self, pairs: Pairs) -> None:
        """Heed that these are pairs of pages of one template, although they were scored before that was known."""
        siblings = np.minimum(self._siblings[pairs.left], self._siblings[pairs.right])
        listed, surely = self._listed(pairs), set(self.sure)
        sure = np.array([pair in surely for pair in listed], bool)
        lowered = match_score.lowered(self.values(pairs), siblings, sure)
        self.scores.update(zip(listed, lowered.tolist(), strict=True))

    def tokens(self, article: int) -> int:
        """How many tokens of an article count."""
        bounds = self._weighed.token_offsets
        return int(bounds[article + 1] - bounds[article])

    def held(self, article: int, other: int) -> float:
        """The share of the sentences of the one of two matching articles that is found in the other, 0..1."""
        return self._facts[min(article, other), max(article, other)][article, other]["found_l"]

    def of(self, left: int) -> Sequence[Pair]:
        """The scored pairs whose left article this is."""
        return self._of.get(left, ())

    def score_all(
        self,
        pairs: Pairs,
        progress: Progress,
        stage: str,
        scored: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Score these pairs; `progress` hears of each block, and `scored` how many are, in their order."""
        done = 0
        for looked in self._looked(pairs, _look):
            progress(Step(stage, done, len(pairs)))
            self._take(looked)
            done += len(looked)
            scored(done)

    def score(self, pairs: Pairs, tick: Callable[[], None] = lambda: None) -> None:
        """Score these pairs; what shares too little is 0 without a closer look. `tick` may raise to stop."""
        for looked in self._looked(pairs, _look):
            tick()
            self._take(looked)

    def look_closely(self, pairs: Iterable[Pair]) -> None:
        """Have reasons for these pairs, and a score, however little they share; what is known of them stays."""
        missing = sorted({pair for pair in pairs if pair not in self._facts})
        if not missing:
            return
        for looked in self._looked(Pairs(*np.array(missing, np.int64).T), _look_closely):
            number = len(looked.pairs)
            every, none = np.ones(number, np.bool_), np.zeros(number, np.int64)
            kept = PairFacts(looked.pairs, looked.facts, none, every)
            values = self._scores_of(looked).tolist()
            for pair, value in zip(self._listed(looked.pairs), values, strict=True):
                if not self.scores.get(pair):
                    self._hold(pair, value)
                self._facts[pair] = kept

    def _looked(self, pairs: Pairs, how: Callable[..., "_Looked"]) -> Iterator["_Looked"]:
        look = partial(how, self.corpus, self._weighed, self._cohesion)
        blocks = (slice(*block) for block in self._blocks(pairs))
        return ahead(look, [Pairs(pairs.left[block], pairs.right[block]) for block in blocks])

    def _blocks(self, pairs: Pairs) -> Iterator[tuple[int, int]]:
        """Pairs in order, at most _BLOCK of them and about _TOKENS_AT_ONCE, half-open."""
        tokens = np.diff(self._weighed.token_offsets)
        ends = np.cumsum(tokens[pairs.left] + tokens[pairs.right])
        begin = done = 0
        while begin < len(pairs):
            end = max(begin + 1, int(np.searchsorted(ends, done + _TOKENS_AT_ONCE, "right")))
            end = min(end, begin + _BLOCK)
            yield begin, end
            begin, done = end, int(ends[end - 1])

    def _take(self, looked: "_Looked") -> None:
        """Hold what a look at a block of pairs has shown."""
        for pair in self._listed(looked.refused):
            self._hold(pair, 0.0)
        self.unrelated.update(self._listed(looked.unrelated))
        pairs, facts = looked.pairs, looked.facts
        listed = self._listed(pairs)
        if self._first_look:
            alike = match_score.same_template(facts)
            self.sure.extend(compress(listed, match_score.certain_copies(facts).tolist()))
            self._templates.update(compress(listed, alike.tolist()))
            self.in_template[pairs.left[alike]] = self.in_template[pairs.right[alike]] = True
        values, passages = self._scores_of(looked), match_score.passages(facts)
        worth = (values >= WORTH_TELLING) | (passages > 0)
        kept = PairFacts(pairs, facts, passages, worth)
        for pair, value in zip(listed, values.tolist(), strict=True):
            self._hold(pair, value)
        self._facts.update(dict.fromkeys(compress(listed, worth.tolist()), kept))

    def _scores_of(self, looked: "_Looked") -> npt.NDArray[np.float64]:
        pairs = looked.pairs
        siblings = np.minimum(self._siblings[pairs.left], self._siblings[pairs.right])
        return match_score.scores(looked.facts, siblings)

    def passages(self) -> Iterator[tuple[Pair, int]]:
        """The pairs that share a long passage, with the number of words in it."""
        for kept in dict.fromkeys(self._facts.values()):
            for pair, words in kept.passages():
                if self._facts.get(pair) is kept:
                    yield pair, words

    def why(self, pair: Pair) -> tuple[Reason, ...]:
        """The reasons of a pair, the first article first; none where it scored too little and was not looked at closely."""
        left, right = pair
        held = (min(pair), max(pair))
        if held not in self._facts:
            return ()
        aside = self._left_aside.item(left), self._left_aside.item(right)
        return reasons.of_pair(self._facts[held][pair], aside)

    def _hold(self, pair: Pair, score: float) -> None:
        if pair not in self.scores:
            self._of.setdefault(pair[0], []).append(pair)
        self.scores[pair] = score
        self._facts.pop(pair, None)  # of an earlier look

    def _listed(self, pairs: Pairs) -> list[Pair]:
        left, right = (
            map(self._numbers.__getitem__, side.tolist()) for side in (pairs.left, pairs.right)
        )
        return list(zip(left, right, strict=True))


@dataclass(frozen=True, slots=True)
class _Looked:
    """A block of pairs: `pairs` with their `facts`, the ones `refused` at once, and those that are `unrelated`."""

    pairs: Pairs
    facts: Columns
    refused: Pairs
    unrelated: Pairs

    def __len__(self) -> int:
        return len(self.pairs) + len(self.refused)


def _look(
    corpus: Corpus, weighed: Weighed, cohesion: npt.NDArray[np.float64], pairs: Pairs
) -> _Looked:
    """What is found of each pair, a closer look only where enough is shared."""
    facts = containment(corpus, weighed, pairs)
    smaller = np.maximum(np.minimum(facts["weight_l"], facts["weight_r"]), 1e-9)
    close = facts["shared"] >= LEAST_CONTAINED * smaller
    close |= facts["common"] >= LEAST_COMMON * facts["fewer"]
    halves = np.sqrt(cohesion[pairs.left] * cohesion[pairs.right])
    unrelated = pairs.chosen(facts["cosine"] < np.maximum(UNRELATED * halves, NOTHING_COMMON))
    refused, pairs = pairs.chosen(~close), pairs.chosen(close)
    facts = {name: column[close] for name, column in facts.items()}
    facts |= alignment_features.alignment(corpus, weighed, pairs)
    return _Looked(pairs, facts, refused, unrelated)


def _look_closely(corpus: Corpus, weighed: Weighed, _: object, pairs: Pairs) -> _Looked:
    """What is found of each pair, however little is shared."""
    facts = containment(corpus, weighed, pairs)
    facts |= alignment_features.alignment(corpus, weighed, pairs)
    none = pairs.chosen(np.zeros(len(pairs), np.bool_))
    return _Looked(pairs, facts, none, none)
