"""Articles that were asked about → their match with every other member of their groups, and all of their passages.

Of a group the best matches are told, of a folder the longest passages; who asks about one article wants all that
is known of it, with the reasons, however little the two share.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from tui.detect.groups.form_groups import SAME, Named, Names, inside, match_of
from tui.detect.pairs.verification import PairScores
from tui.model import Group, Match


class QueryMatches:
    """The articles that were asked about, by their texts in the corpus. `articles`: their ids, perhaps none.

    `texts`: each text that such an article has → the first of these articles.
    """

    def __init__(self, articles: Collection[str], names: Names) -> None:
        self._articles = frozenset(articles)
        texts = enumerate(names) if articles else ()
        self._text_of = {name: text for text, same in texts for name in same}
        here = self._articles.intersection(self._text_of)
        self.texts = {self._text_of[one]: one for one in sorted(here, reverse=True)}

    def with_matches(
        self, groups: Sequence[Group], scored: PairScores, tick: Callable[[], None]
    ) -> tuple[Group, ...]:
        """The groups, and where one holds articles that were asked about, a match of each other member with one of them.

        With the one that it is most like, as far as that is known. O(p) in the scored pairs of these groups.
        """
        return tuple(
            self._with_matches(group, scored, tick)
            if self._articles and not self._articles.isdisjoint(group.members)
            else group
            for group in groups
        )

    def _with_matches(self, group: Group, scored: PairScores, tick: Callable[[], None]) -> Group:
        tick()
        pairs = list(self._pairs(group, scored))
        scored.look_closely(
            (min(here, there), max(here, there)) for (_, here), (_, there) in pairs if here != there
        )
        told = (*group.matches, *(_match(one, other, scored) for one, other in pairs))
        return replace(
            group, matches=tuple({(match.left, match.right): match for match in told}.values())
        )

    def _pairs(self, group: Group, scored: PairScores) -> Iterator[tuple[Named, Named]]:
        """For each member that was not asked about the one of those that were that it is most like, and the member."""
        own: dict[int, str] = {}
        for member in group.members:
            if member in self._articles:
                own.setdefault(self._text_of[member], member)
        texts = {self._text_of[member] for member in group.members}
        likest = _likest(own, inside(sorted(texts), scored))
        first = next(iter(own))
        for member in group.members:
            if member not in self._articles:
                text = self._text_of[member]
                here = text if text in own else likest.get(text, first)
                yield (own[here], here), (member, text)


def _likest(own: Collection[int], scores: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Text → the one of `own` that it has the best score with, where it has one."""
    best: dict[int, tuple[float, int]] = {}
    for pair, score in scores.items():
        for here, there in (pair, pair[::-1]):
            if here in own and there not in own and score > 0:
                best[there] = max(best.get(there, (0.0, 0)), (score, -here))
    return {text: -here for text, (_, here) in best.items()}


def _match(one: Named, other: Named, scored: PairScores) -> Match:
    if one[1] == other[1]:
        left, right = sorted((one[0], other[0]))
        return Match(left, right, 1.0, (SAME,))
    return match_of(one, other, scored)
