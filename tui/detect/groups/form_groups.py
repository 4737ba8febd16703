"""Scored pairs → groups with their matches, each handed over as soon as nothing can change it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import blocks
from tui.detect.groups import linkage
from tui.detect.groups.spanning_tree import MOST_TOLD, matches_to_report
from tui.detect.pairs import match_score
from tui.detect.pairs.candidates import Pair, Pairs
from tui.detect.pairs.verification import PairScores
from tui.model import Group, Match, Reason
from tui.progress import Progress, Step

MOST_PASSAGES: Final = 1000
_COMPONENTS_AT_ONCE: Final = 100
SAME: Final = Reason("same_text", 1.0, "The texts are the same")

Names = Sequence[Sequence[str]]
"""For each article of the corpus the ids of all articles with that very text, ascending."""
Named = tuple[str, int]
"""An article and its text in the corpus."""
Tell = Callable[[Sequence[Group]], None]
"""Hears of groups that nothing can change any more, many at once."""
Some = Names | Mapping[int, Sequence[str]]
"""The same, perhaps for some articles only."""


def form_groups(
    scored: PairScores,
    names: Names,
    progress: Progress,
    tell: Tell,
    early: tuple[Sequence[Group], npt.NDArray[np.bool_]],
) -> tuple[Group, ...]:
    """The groups, best first: of each component of matches in turn, then of exact copies alone.

    `early`: groups that are settled and were handed over, and for each article whether all is said of it.
    """
    found = list(early[0])
    for groups in _groups(scored, names, progress, early[1]):
        found += groups
        tell(groups)
    return tuple(sorted(found, key=lambda group: (-group.score, group.members)))


def _groups(
    scored: PairScores, names: Names, progress: Progress, said: npt.NDArray[np.bool_]
) -> Iterator[list[Group]]:
    left = set(np.flatnonzero(~said).tolist())
    tied = linkage.tied(
        (item for item in scored.scores.items() if item[0][0] in left), match_score.THRESHOLD
    )
    placed: set[int] = set()
    progress(Step("groups", 0, len(tied)))
    for begin, end in blocks(len(tied), _COMPONENTS_AT_ONCE):
        report = partial(progress, Step("groups", begin, len(tied)))
        report()
        _score_missing(tied[begin:end], scored, report)
        several = [
            members for component in tied[begin:end] for members in linked(component, scored)
        ]
        placed.update(article for members in several for article in members)
        yield [group_of(members, scored, names) for members in several]
    yield [exact(names[article]) for article in sorted(left - placed) if len(names[article]) > 1]


def exact(copies: Sequence[str]) -> Group:
    """The group of exact copies of one text."""
    return Group(tuple(copies), 1.0, _same(copies))


def _score_missing(
    components: Sequence[list[int]], scored: PairScores, tick: Callable[[], None]
) -> None:
    """Score the pairs that linkage needs and nobody has looked at: of many components together, which is faster."""
    known = scored.scores.__contains__
    missing = [
        pair
        for one in components
        for pair in linkage.pairs_to_score(
            one, known, linkage.SAMPLED_OF_LARGE if len(one) >= linkage.LARGE else linkage.SAMPLED
        )
    ]
    if missing:
        left, right = np.array(missing, np.int64).T
        scored.score(Pairs(left, right), tick)


def linked(component: list[int], scored: PairScores) -> list[list[int]]:
    """The groups of one component, of which the pairs that linkage needs are scored."""
    scores = inside(component, scored)
    unrelated = {pair for pair in scores if pair in scored.unrelated}
    sizes = {article: scored.tokens(article) for article in component} if unrelated else {}
    for pair in linkage.bridges(scores, unrelated, sizes, match_score.THRESHOLD, scored.held):
        del scores[pair]
    groups = linkage.link(component, scores, match_score.THRESHOLD)
    return linkage.attach_near_copies(groups, component, scores)


def inside(articles: Sequence[int], scored: PairScores) -> dict[Pair, float]:
    """The scored pairs of these articles."""
    here = set(articles)
    return {
        pair: scored.scores[pair]
        for article in articles
        for pair in scored.of(article)
        if pair[1] in here
    }


def group_of(members: Sequence[int], scored: PairScores, names: Some) -> Group:
    """The group of these articles of the corpus, with its best matches; each member is in one of them."""
    scores = inside(members, scored)
    same = [match for member in members for match in _same(names[member])]
    pairs = matches_to_report(scores, match_score.THRESHOLD, linkage.NEARLY, MOST_TOLD - len(same))
    scored.look_closely(pairs)
    matches = [told(pair, scored, names) for pair in pairs] + same
    score = sum(scores.values()) / len(scores) if scores else 1.0
    ids = tuple(sorted(name for member in members for name in names[member]))
    return Group(ids, round(score, 4), tuple(matches))


def _same(copies: Sequence[str]) -> tuple[Match, ...]:
    """Exact copies, each matched with the first."""
    return tuple(Match(copies[0], other, 1.0, (SAME,)) for other in copies[1:])


def told(pair: Pair, scored: PairScores, names: Some) -> Match:
    """The pair as a match with its reasons, of the first article that has each text."""
    return match_of((names[pair[0]][0], pair[0]), (names[pair[1]][0], pair[1]), scored)


def match_of(one: Named, other: Named, scored: PairScores) -> Match:
    """Two articles of different texts, whose pair was scored, as a match with its reasons."""
    (left, here), (right, there) = sorted((one, other))
    score = scored.scores[min(here, there), max(here, there)]
    return Match(left, right, round(score, 4), scored.why((here, there)))


def nearest(scored: PairScores, names: Names) -> Match | None:
    """The best pair that is no match; None where none comes near."""
    refused = [
        (-score, pair) for pair, score in scored.scores.items() if 0 < score < match_score.THRESHOLD
    ]
    if not refused:
        return None
    pair = min(refused)[1]
    scored.look_closely([pair])
    return told(pair, scored, names)


def passages(
    scored: PairScores, names: Names, groups: Sequence[Group], asked: Mapping[int, str]
) -> tuple[tuple[Match, ...], bool]:
    """(pairs in no group together that share a long passage, the longest first; whether some were left out).

    None is left out of texts that were `asked` about, which are called as they were there; then nothing counts as
    left out, for nobody wants those of others.
    """
    group_of = {member: number for number, group in enumerate(groups) for member in group.members}

    @cache
    def places(text: int) -> frozenset[int]:
        # A claim may hold any one of the articles with a text: which is first among them must not count.
        return frozenset(group_of[name] for name in names[text] if name in group_of)

    found = sorted(
        (-words, pair)
        for pair, words in scored.passages()
        if places(pair[0]).isdisjoint(places(pair[1]))
    )
    listed = [
        pair
        for at, (_, pair) in enumerate(found)
        if at < MOST_PASSAGES or not asked.keys().isdisjoint(pair)
    ]
    called = [[(asked.get(text, names[text][0]), text) for text in pair] for pair in listed]
    matches = tuple(match_of(one, other, scored) for one, other in called)
    return matches, len(found) > len(listed) and not asked
