"""The engine of this machine: the steps, one after the other, in one process."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.config import DetectSettings
from tui.detect.engine import NO_CLAIMS, Findings, ImportedGroups, Settled, Spans
from tui.detect.features import packing, tokens
from tui.detect.furniture import recurring
from tui.detect.groups import form_groups, linkage
from tui.detect.groups.early_groups import EarlyGroups, by_islands
from tui.detect.groups.member_statistics import MemberStatistics
from tui.detect.groups.merge_imported import left_out, with_claims
from tui.detect.groups.query_matches import QueryMatches
from tui.detect.pairs.candidates import BEST, Pairs, find_candidates
from tui.detect.pairs.verification import PairScores
from tui.detect.term_weights import Weighed, counted_once, weigh
from tui.model import Article, Group
from tui.progress import Progress, Step
from tui.runtime.malloc import give_back

POPULAR: Final = 3  # copies: from here the words of a text are weighed as if it stood there once
SURE: Final = 0.8  # score that stays far above the threshold whatever its words weigh


def local(
    articles: Sequence[Article],
    features: Sequence[bytes],
    *,
    settings: DetectSettings,  # noqa: ARG001 - this engine has nothing to set
    progress: Progress,
    settled: Settled | None,
    furnished: Callable[[Spans], None] | None = None,
    claims: ImportedGroups = NO_CLAIMS,
    asked: Collection[str] = (),
) -> Findings:
    """Find groups by furniture, rarity, candidates, verification and average linkage."""
    order = sorted(range(len(articles)), key=lambda at: articles[at].id)
    copies: dict[str, list[int]] = {}
    for at in order:
        copies.setdefault(articles[at].digest, []).append(at)
    texts = [copies[digest] for digest in sorted(copies)]  # nothing hangs on names
    names = [[articles[at].id for at in same] for same in texts]
    progress(Step("furniture", 0))
    corpus = packing.unpack([features[same[0]] for same in texts])
    del copies, texts
    if isinstance(features, list):
        features.clear()  # as large as what was made of them
        give_back()
    found = recurring.find_furniture(corpus, progress=progress)
    weighed = weigh(corpus, found, progress=progress)
    pairs, best = find_candidates(corpus, weighed, progress=progress)
    pairs, islands, ends = by_islands(pairs, corpus.articles)
    scored = PairScores(corpus, weighed, recurring.shares(corpus, found))
    spans = recurring.spans(corpus, found, names)
    if furnished:
        furnished(spans)
    apart = MemberStatistics(names, corpus, weighed, found)
    early = EarlyGroups(scored, names, islands, ends, POPULAR)
    hear = _hearing(apart, settled) if settled else _nobody
    tell = _nobody if claims else hear
    tell(early.alone())
    scored.score_all(pairs, progress, "verify", lambda number: tell(early.looked(number)))
    _score_again(scored, pairs, weighed, progress)
    groups = _groups(scored, names, claims, progress, hear, early)
    about = QueryMatches(asked, names)
    passages, more = form_groups.passages(scored, names, groups, about.texts)
    notes = _cut([articles[at] for at in order])
    if best < BEST:
        notes.append(
            f"So many articles are alike that each was held against the {best} likest ones only, not {BEST}"
        )
    if more:
        notes.append(f"Of the pairs that share a passage, the {len(passages):,} longest are listed")
    notes.extend(left_out(claims, groups))
    groups = apart.told(groups)
    near = form_groups.nearest(scored, names)
    groups = about.with_matches(groups, scored, partial(progress, Step("reasons", 0, 0)))
    return Findings(groups, spans, passages, near, tuple(notes))


def _groups(
    scored: PairScores,
    names: form_groups.Names,
    claims: ImportedGroups,
    progress: Progress,
    tell: form_groups.Tell,
    early: EarlyGroups,
) -> tuple[Group, ...]:
    """Our groups, those that others claim, or both, where one that shares an article may change the other."""
    if not claims:
        return form_groups.form_groups(scored, names, progress, tell, early.said)
    own = (
        ()
        if claims.alone
        else form_groups.form_groups(scored, names, progress, _nobody, early.said)
    )
    groups = with_claims(own, claims, scored, names, progress)
    tell(groups)
    return groups


def _hearing(apart: MemberStatistics, settled: Settled) -> form_groups.Tell:
    """Have `settled` hear of each group, with its evidence."""

    def tell(groups: Sequence[Group]) -> None:
        for group in apart.told(groups):
            settled(group)

    return tell


def _nobody(groups: Sequence[Group]) -> None:
    """Nobody hears of groups before all are found."""


def _score_again(scored: PairScores, pairs: Pairs, weighed: Weighed, progress: Progress) -> None:
    """Score anew what the first look at all pairs teaches about: popular texts, and families of one template.

    Pages of a template lose by the number of their siblings; for that nothing need be looked at again. Nor do pairs
    of a popular text that are surely copies.
    """
    families = _families(scored)
    popular = np.bincount(families, minlength=len(families))[families] >= POPULAR
    siblings = scored.count_siblings() > 0
    of_popular = popular[pairs.left] | popular[pairs.right]
    of_template = siblings[pairs.left] & siblings[pairs.right]
    scored.lower(pairs.chosen(of_template & ~of_popular))
    if popular.any():
        scored.weigh(counted_once(scored.corpus, weighed, families))
    doubtful = of_template | (scored.values(pairs) < SURE)
    scored.score_all(pairs.chosen(of_popular & doubtful), progress, "verify again")


def _families(scored: PairScores) -> npt.NDArray[np.int64]:
    """For each article the first of its sure copies, or itself."""
    families = np.arange(scored.corpus.articles)
    for component in linkage.components(scored.sure):
        families[component] = component[0]
    return families


def _cut(articles: Sequence[Article]) -> list[str]:
    """A note for each article that was compared in part."""
    return [
        f"{article.id}: only its first {tokens.LONGEST_TEXT:,} characters were compared"
        for article in articles
        if article.characters > tokens.LONGEST_TEXT
    ]
