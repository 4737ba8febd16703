"""Groups that come while others are being decided: they are added below, and nothing that is shown changes.

The last layer but the keys. A group is shown as soon as its case is what it will be in the end: when every article
that it and the decisions on it speak of stands in a group that is settled. The others wait until all groups are known.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from tui import resume
from tui.model import Change, Group
from tui.review.case_list import CaseList

_Tied = tuple[dict[tuple[str, ...], Group], dict[tuple[str, str], resume.DecisionStatus]]


class IncrementalCases(CaseList):
    """A list of cases that may still grow; mutable for what comes.

    While it is `growing`, cases stand in the order in which they came. `as_found`: whether rows of the list stand as
    they came and not as the list is sorted. Orphans, and what decisions make of articles in no group, are not known
    before all groups are.
    """

    as_found = False
    _group_of: dict[str, Group]
    _said_of: dict[str, list[resume.DecisionStatus]]

    def grow(self, groups: Sequence[Group]) -> int:
        """Take in groups that nothing changes any more; how many rows were added to the list, at its end.

        The cursor stays where it is, unless the list was empty. Linear in the list, in the members of the groups and
        in what decisions tie to them.
        """
        self._groups = [*self._groups, *groups]
        self._group_of.update((member, group) for group in groups for member in group.members)
        was_empty, first = not self.order, len(self.cases)
        for case in self._certain(groups):
            self._where.update(dict.fromkeys(case.members, len(self.cases)))
            self.cases.append(case)
            self._index_elsewhere(len(self.cases) - 1)
            self.counts[case.state] += 1
        new = self._wanted(range(first, len(self.cases)))
        self._stand([*self.order, *new])
        self.as_found = self.as_found or bool(new)
        if was_empty and new:
            self.cursor = self._first()
        return len(new)

    def complete(self, groups: Sequence[Group]) -> int:
        """All groups are known: from now on this is what it would be, had it begun with them.

        Rows stay in their order, those that come last below them; cursor, selection and the pairs that are compared
        stay with their groups. How many of the cases that were shown are not what they were: none, unless
        others wrote into the decisions meanwhile or groups were joined and then said to be no copies.
        """
        before, rows, was_empty = self.cases, self._rows(), not self.order
        here = self.case.members[0] if before else ""
        self.growing, self._groups = False, groups
        with self._kept() as now:
            self._lay_out()
        self._keep_rows(rows)
        self.cursor = self._first() if was_empty else self._where.get(here, self._first())
        return sum(at not in now or self.cases[now[at]] != case for at, case in enumerate(before))

    def take_in(self, changes: Sequence[Change]) -> None:
        """As in `Cases`; selection and the pairs that are compared stay with their groups.

        A group that the filter leaves out from now on is selected no longer: a decision reaches what is listed.
        """
        here, was_empty = self.case.members[0] if self.cases else "", not self.order
        with self._kept():
            super().take_in(changes)
        self.selected = {at for at in self.selected if self.rank(at) is not None}
        if self.rank(self.cursor) is None and (was_empty or here not in self._where):
            self.cursor = self._first()

    @contextmanager
    def _kept(self) -> Iterator[dict[int, int]]:
        """Keep selection, pairs and parts of the groups that stay what they are; fills in where each of them is then.

        A pair that nobody looks at is chosen anew where somebody has decided: what is suggested follows them.
        """
        before, now = self.cases, dict[int, int]()
        selected, pairs, parts = self.selected, self._pairs, self._other_parts
        here = self.cursor
        yield now
        now.update(
            (at, self._where[case.members[0]])
            for at, case in enumerate(before)
            if self._members_now(case.members[0]) == case.members
        )
        self.selected = {now[at] for at in selected if at in now}
        self._pairs = {
            now[at]: pair
            for at, pair in pairs.items()
            if at in now and (at == here or self.cases[now[at]] == before[at])
        }
        self._other_parts = {now[at]: part for at, part in parts.items() if at in now}

    def arrange(self, wanted: str, sort: str) -> int:
        """Show the cases that the filter `wanted` wants, sorted; what comes later stands below them."""
        self.as_found = False
        return super().arrange(wanted, sort)

    def _lay_out(self) -> None:
        rows = self._rows()
        super()._lay_out()
        if self.growing:
            self._keep_rows(rows)

    def _today(self) -> resume.Today:
        """While groups still come, the certain cases: those that were there stay first, in their order."""
        if not self.growing:
            return super()._today()
        self._said_of = defaultdict(list)
        for standing in resume.located(self.articles, list(self.decisions.values())):
            for place in {place for place in standing.places if place is not None}:
                self._said_of[place].append(standing)
        self._group_of = {member: group for group in self._groups for member in group.members}
        behind = len(self.cases)

        def came(case: resume.Case) -> int:
            return min(self._where.get(member, behind) for member in case.members)

        return resume.Today(tuple(sorted(self._certain(self._groups), key=came)), ())

    def _certain(self, groups: Iterable[Group]) -> tuple[resume.Case, ...]:
        """The cases of those groups whose cases nothing can change any more, most alike first."""
        there: dict[tuple[str, ...], Group] = {}
        said: dict[tuple[str, str], resume.DecisionStatus] = {}
        for group in groups:
            if group.members not in there:
                tied = self._tied_to(group)
                if tied is not None:
                    there.update(tied[0])
                    said.update(tied[1])
        known = self.decisions
        if self.blind:
            known = {record.key: record for record in self._known(known.values())}
        standings = [told for key, told in said.items() if known.get(key) == told.decision]
        found = resume.weighed(
            self.articles,
            list(there.values()),
            standings,
            reviewer=self.reviewer,
            locked=self.locked,
        )
        return found.cases

    def _tied_to(self, group: Group) -> _Tied | None:
        """The groups and decisions that one case may hold with this group, and those that keep it from that.

        None where one speaks of an article of which no group is known: it may still come into another one.
        """
        groups: dict[tuple[str, ...], Group] = {}
        said: dict[tuple[str, str], resume.DecisionStatus] = {}
        waiting = list(group.members)
        while waiting:
            home = self._group_of.get(waiting.pop())
            if home is None:
                return None
            if home.members in groups:
                continue
            groups[home.members] = home
            for standing in (told for one in home.members for told in self._said_of.get(one, ())):
                said[standing.decision.key] = standing
                waiting.extend(place for place in standing.places if place is not None)
        return groups, said

    def _members_now(self, article: str) -> tuple[str, ...]:
        return self.cases[self._where[article]].members if article in self._where else ()

    def _rows(self) -> list[str]:
        """The rows of the list, each by an article of it."""
        return [self.cases[position].members[0] for position in self.order]

    def _keep_rows(self, rows: Sequence[str]) -> None:
        """Have these rows where they were, and the others of the list below them."""
        sorted_now = list(self.order)
        kept = dict.fromkeys(self._where[article] for article in rows if article in self._where)
        kept.update(dict.fromkeys(sorted_now))
        self._stand(list(kept))
        self.as_found = list(kept) != sorted_now
