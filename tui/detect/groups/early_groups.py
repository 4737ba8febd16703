"""Candidate pairs → islands, articles that no candidate pair leaves, and their groups as soon as they are known.

Nothing that is found elsewhere can change the groups of an island, but for the weights of popular texts and the
families of templates, which are known when everything was looked at: an island with neither is settled when its own
pairs are verified. Small ones go first; in a large folder most groups stand there.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect.groups import form_groups, linkage
from tui.detect.pairs import match_score
from tui.detect.pairs.candidates import Pair, Pairs
from tui.detect.pairs.verification import PairScores
from tui.model import Group

LARGE: Final = 1_000  # articles: of such an island something is always still to be looked at

Ints = npt.NDArray[np.int64]


def by_islands(pairs: Pairs, articles: int) -> tuple[Pairs, list[list[int]], Ints]:
    """(the pairs island by island, small ones first; the islands; how many pairs there are up to the end of each).

    Pairs of an island stay in order. O(n α(n)).
    """
    islands = linkage.components(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
    islands.sort(key=lambda island: (len(island), island[0]))
    number = np.zeros(articles, np.int64)
    for at, island in enumerate(islands):
        number[island] = at
    order = np.argsort(number[pairs.left], kind="stable")
    ends = np.cumsum(np.bincount(number[pairs.left], minlength=len(islands)))
    return Pairs(pairs.left[order], pairs.right[order]), islands, ends


class EarlyGroups:
    """The groups that are settled while the rest is still verified. Mutable: it follows the verification.

    `groups`: those so far. `settled[a]`: whether all is said of article a. A text that `popular` articles are sure
    copies of is none of these.
    """

    def __init__(
        self,
        scored: PairScores,
        names: form_groups.Names,
        islands: list[list[int]],
        ends: Ints,
        popular: int,
    ) -> None:
        self.groups: list[Group] = []
        self.settled = np.ones(len(names), bool)
        for island in islands:
            self.settled[island] = False
        self._scored, self._names, self._popular = scored, names, popular
        self._islands, self._ends = islands, ends.tolist()
        self._closed = 0
        self._sure: dict[int, list[Pair]] = {}
        self._sure_seen = 0

    @property
    def said(self) -> tuple[list[Group], npt.NDArray[np.bool_]]:
        """The groups so far, and for each article whether all is said of it."""
        return self.groups, self.settled

    def alone(self) -> list[Group]:
        """The groups of exact copies that no candidate pair ties to anything."""
        free = np.flatnonzero(self.settled).tolist()
        found = [form_groups.exact(self._names[at]) for at in free if len(self._names[at]) > 1]
        self.groups += found
        return found

    def looked(self, pairs: int) -> list[Group]:
        """So many pairs are verified: the groups of the islands that are settled by that."""
        for pair in self._scored.sure[self._sure_seen :]:
            self._sure.setdefault(pair[0], []).append(pair)
        self._sure_seen = len(self._scored.sure)
        found: list[Group] = []
        while self._closed < len(self._islands) and self._ends[self._closed] <= pairs:
            island = self._islands[self._closed]
            self._closed += 1
            if not self._may_change(island):
                found += self._groups_of(island)
                self.settled[island] = True
        self.groups += found
        return found

    def _may_change(self, island: list[int]) -> bool:
        """Whether something of the island is scored anew, or more of it is, once all has been looked at."""
        scored = self._scored
        if len(island) > LARGE or scored.in_template[island].any():
            return True
        sure = (pair for article in island for pair in self._sure.get(article, ()))
        if any(len(family) >= self._popular for family in linkage.components(sure)):
            return True
        known = scored.scores.__contains__
        return any(linkage.pairs_to_score(one, known) for one in self._tied(island))

    def _tied(self, island: list[int]) -> list[list[int]]:
        """The articles that may be of one group."""
        scores = form_groups.inside(island, self._scored)
        return linkage.tied(scores.items(), match_score.THRESHOLD)

    def _groups_of(self, island: list[int]) -> Iterator[Group]:
        placed: set[int] = set()
        for component in self._tied(island):
            for members in form_groups.linked(component, self._scored):
                placed.update(members)
                yield form_groups.group_of(members, self._scored, self._names)
        for article in island:
            if len(self._names[article]) > 1 and article not in placed:
                yield form_groups.exact(self._names[article])
