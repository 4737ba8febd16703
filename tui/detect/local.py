"""The engine of this machine: the steps, one after the other, in one process."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.config import DetectSettings
from tui.detect import cluster, evidence, packing, tokens, verify
from tui.detect.candidates import Pairs, find_candidates
from tui.detect.engine import Findings, Settled
from tui.detect.furniture import Furniture, find_furniture
from tui.detect.packing import Corpus
from tui.detect.rarity import Weighed, counted_once, weigh
from tui.model import Article, Group, Match, Reason, Span
from tui.progress import Progress, Step

MOST_MATCHES: Final = 200  # kept of one group, the best ones
WORTH_TELLING: Final = 0.2  # score from which the reasons of a pair are kept
POPULAR: Final = 3  # copies: from here the words of a text are weighed as if it stood there once
LEAST_CONTAINED: Final = (
    0.22  # weighted share of the smaller article's terms; less is not looked at
)
_SAME: Final = Reason("same_text", 1.0, "The texts are the same")


def local(
    articles: Sequence[Article],
    features: Sequence[bytes],
    *,
    settings: DetectSettings,  # noqa: ARG001 - this engine has nothing to set
    progress: Progress,
    settled: Settled | None,
) -> Findings:
    """Find groups by furniture, rarity, candidates, verification and average linkage."""
    order = sorted(range(len(articles)), key=lambda at: articles[at].id)
    first: dict[str, int] = {}
    copies: dict[int, list[str]] = {}
    for at in order:
        here = first.setdefault(articles[at].digest, at)
        copies.setdefault(here, []).append(articles[at].id)
    distinct = list(copies)
    names = [copies[at] for at in distinct]
    progress(Step("furniture", 0, len(distinct)))
    corpus = packing.unpack([features[at] for at in distinct])
    found = find_furniture(corpus)
    progress(Step("rarity", 0, len(distinct)))
    weighed = weigh(corpus, found)
    pairs = find_candidates(corpus, weighed, progress=progress)
    scored = _Scored(corpus, weighed)
    _score_all(scored, pairs, progress, "verify")
    families = _families(scored, corpus.articles)
    popular = np.bincount(families, minlength=corpus.articles)[families] >= POPULAR
    if popular.any():
        scored.weigh(counted_once(corpus, weighed, families))
        again = pairs.chosen(popular[pairs.left] | popular[pairs.right])
        _score_all(scored, again, progress, "verify popular texts")
    groups = _groups(scored, names, progress, settled)
    notes = tuple(
        f"{article.id}: only its first {tokens.LONGEST_TEXT:,} characters were compared"
        for article in (articles[at] for at in order)
        if article.characters > tokens.LONGEST_TEXT
    )
    return Findings(groups, _spans(corpus, found, names), (), _nearest(scored, names), notes)


def _score_all(scored: "_Scored", pairs: Pairs, progress: Progress, stage: str) -> None:
    for begin in range(0, len(pairs), evidence.PAIRS_AT_ONCE):
        progress(Step(stage, begin, len(pairs)))
        block = slice(begin, begin + evidence.PAIRS_AT_ONCE)
        scored.score(Pairs(pairs.left[block], pairs.right[block]))


def _families(scored: "_Scored", articles: int) -> npt.NDArray[np.int64]:
    """For each article the first of its sure copies, or itself."""
    families = np.arange(articles)
    for component in cluster.components(scored.sure):
        families[component] = component[0]
    return families


class _Scored:
    """The scores of pairs and why, growing while groups are formed."""

    def __init__(self, corpus: Corpus, weighed: Weighed) -> None:
        self._corpus, self._weighed = corpus, weighed
        self.scores: dict[cluster.Pair, float] = {}
        self._of: dict[int, dict[cluster.Pair, float]] = {}
        self.sure: list[cluster.Pair] = []
        self.why: dict[tuple[int, int], tuple[Reason, ...]] = {}

    def weigh(self, weighed: Weighed) -> None:
        """Score by these weights from now on."""
        self._weighed = weighed

    def of(self, left: int) -> Mapping[cluster.Pair, float]:
        """The scored pairs whose left article this is."""
        return self._of.get(left, {})

    def _hold(self, pair: cluster.Pair, score: float) -> None:
        self.scores[pair] = score
        self._of.setdefault(pair[0], {})[pair] = score

    def score(self, pairs: Pairs) -> None:
        """Score these pairs; what shares too little is 0 without a closer look."""
        facts = evidence.containment(self._corpus, self._weighed, pairs)
        smaller = np.maximum(np.minimum(facts["weight_l"], facts["weight_r"]), 1e-9)
        close = facts["shared"] >= LEAST_CONTAINED * smaller
        for pair in zip(pairs.left[~close].tolist(), pairs.right[~close].tolist(), strict=True):
            self._hold(pair, 0.0)
        pairs = pairs.chosen(close)
        facts = {name: column[close] for name, column in facts.items()}
        facts |= evidence.alignment(self._corpus, self._weighed, pairs)
        values = verify.scores(facts).tolist()
        sure = verify.sure_copies(facts)
        self.sure.extend(zip(pairs.left[sure].tolist(), pairs.right[sure].tolist(), strict=True))
        for at, pair in enumerate(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)):
            self._hold(pair, values[at])
            if values[at] >= WORTH_TELLING:
                self.why[pair] = verify.reasons(
                    {name: float(column[at]) for name, column in facts.items()}
                )


def _groups(
    scored: _Scored, names: list[list[str]], progress: Progress, settled: Settled | None
) -> tuple[Group, ...]:
    """Form the groups of each component, add exact copies, hand each over when it stands."""
    matches = [pair for pair, score in scored.scores.items() if score >= verify.THRESHOLD]
    found: list[Group] = []
    tied = cluster.components(matches)
    for number, component in enumerate(tied):
        if number % 64 == 0:
            progress(Step("groups", number, len(tied)))
        missing = cluster.pairs_to_score(component, scored.scores.__contains__)
        if missing:
            left, right = np.array(missing, np.int64).T
            scored.score(Pairs(left, right))
        inside = set(component)
        own = {
            pair: score
            for article in component
            for pair, score in scored.of(article).items()
            if pair[1] in inside
        }
        found.extend(
            _group(members, own, scored, names)
            for members in cluster.link(component, own, verify.THRESHOLD)
        )
    placed = {name for group in found for name in group.members}
    found.extend(
        Group(tuple(copies), 1.0, _same(copies))
        for copies in names
        if len(copies) > 1 and copies[0] not in placed
    )
    if settled is not None:
        for group in found:
            settled(group)
    return tuple(sorted(found, key=lambda group: (-group.score, group.members)))


def _group(
    members: list[int],
    own: Mapping[tuple[int, int], float],
    scored: _Scored,
    names: list[list[str]],
) -> Group:
    inside = set(members)
    pairs = [pair for pair, score in own.items() if pair[0] in inside and pair[1] in inside]
    score = sum(own[pair] for pair in pairs) / len(pairs)
    best = sorted(
        (pair for pair in pairs if own[pair] >= verify.THRESHOLD),
        key=lambda pair: (-own[pair], pair),
    )
    matches = [
        _match(names[left][0], names[right][0], own[left, right], scored.why.get((left, right), ()))
        for left, right in best
    ]
    for member in members:
        matches.extend(_same(names[member]))
    ids = tuple(sorted(name for member in members for name in names[member]))
    return Group(ids, round(score, 4), tuple(matches[:MOST_MATCHES]))


def _same(copies: list[str]) -> tuple[Match, ...]:
    return tuple(Match(copies[0], other, 1.0, (_SAME,)) for other in copies[1 : MOST_MATCHES + 1])


def _match(one: str, other: str, score: float, why: tuple[Reason, ...]) -> Match:
    return Match(min(one, other), max(one, other), round(score, 4), why)


def _nearest(scored: _Scored, names: list[list[str]]) -> Match | None:
    """The best pair that is no match."""
    refused = [
        (-score, pair) for pair, score in scored.scores.items() if 0 < score < verify.THRESHOLD
    ]
    if not refused:
        return None
    score, (left, right) = min(refused)
    return _match(names[left][0], names[right][0], -score, scored.why.get((left, right), ()))


def _spans(corpus: Corpus, found: Furniture, names: list[list[str]]) -> dict[str, tuple[Span, ...]]:
    """Article id → its furniture, neighbouring sentences joined."""
    spans: dict[str, tuple[Span, ...]] = {}
    for article, copies in enumerate(names):
        begin, end = corpus.sentence_offsets[article], corpus.sentence_offsets[article + 1]
        joined: list[Span] = []
        before = -2
        for at in (np.flatnonzero(found.furniture[begin:end]) + begin).tolist():
            span = (int(corpus.starts[at]), int(corpus.ends[at]))
            if at == before + 1:
                span = (joined.pop()[0], span[1])
            joined.append(span)
            before = at
        if joined:
            spans |= dict.fromkeys(copies, tuple(joined))
    return spans
