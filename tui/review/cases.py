"""Decisions and today's groups → cases: what every row of the list is, kept in step as decisions change.

The first of five layers: cases, then what they show, then the list of them, how it grows, then the keys.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from tui import resume
from tui.model import (
    OPEN_STATES,
    SET_ASIDE_STATES,
    UNSTATED,
    Article,
    Change,
    Decision,
    Group,
    Member,
    State,
)


class Cases:
    """All cases of a review, and the one under the cursor.

    Positions are numbers of cases in `self.cases`, 0-based; None stands for the case under the cursor.
    Mutable because it follows the decisions. `_lay_out` must have run before anything is asked.
    In a `blind` review the word of others on a text is not known until one's own is given. `locked` are the articles of
    references, of which no other copy is canonical.
    """

    blind = False
    locked: frozenset[str] = frozenset()

    def __init__(
        self,
        articles: Mapping[str, Article],
        groups: Sequence[Group],
        decisions: Iterable[Decision],
        reviewer: str,
    ) -> None:
        self.articles = articles
        self.reviewer = reviewer
        self.decisions = {record.key: record for record in decisions}
        self.cases: list[resume.Case] = []
        self.orphans: tuple[resume.DecisionStatus, ...] = ()
        self.counts: Counter[State] = Counter()
        self.cursor = 0
        self._groups = groups
        self._where: dict[str, int] = {}
        self._shown_records: set[tuple[str, str]] = set()  # those known in a blind review
        self._elsewhere: dict[
            tuple[str, str], list[int]
        ] = {}  # where a decision binds beside its case

    def _lay_out(self) -> None:
        """Say of every group what the decisions make of it today."""
        found = self._today()
        self.cases = list(found.cases)
        self.orphans = found.orphans
        self.counts = Counter(case.state for case in self.cases)
        self._where = {
            article: number for number, case in enumerate(self.cases) for article in case.members
        }
        self._elsewhere = {}
        if self.blind:
            known = self._known(self.decisions.values())
            self._shown_records = {record.key for record in known}
        for number in range(len(self.cases)):
            self._index_elsewhere(number)

    def _index_elsewhere(self, position: int) -> None:
        for standing in self.cases[position].elsewhere:
            self._elsewhere.setdefault(standing.decision.key, []).append(position)

    def _today(self) -> resume.Today:
        return resume.today(
            self.articles,
            self._groups,
            self._known(self.decisions.values()),
            reviewer=self.reviewer,
            locked=self.locked,
        )

    def _hold(self, changes: Sequence[Change]) -> None:
        for change in changes:
            if change.decision is None:
                self.decisions.pop((change.id, change.reviewer), None)
            else:
                self.decisions[change.id, change.reviewer] = change.decision

    def _settle(self, position: int, changes: Sequence[Change]) -> None:
        """Say anew what the case at `position` is, now that some of its records changed."""
        if self.blind and self._reveals_more(position):
            self._lay_out()
            return
        touched = {(change.id, change.reviewer) for change in changes}
        self._refresh(position, touched)
        for key in touched:
            now = self._beside(position, key)
            for other in {*self._elsewhere.pop(key, ()), *now}:
                kept = [s for s in self.cases[other].elsewhere if s.decision.key != key]
                kept += [now[other]] if other in now else []
                self.cases[other] = replace(self.cases[other], elsewhere=tuple(kept))
                self._refresh(other, set())
            if now:
                self._elsewhere[key] = sorted(now)

    def _reveals_more(self, position: int) -> bool:
        """Whether others' decisions are hidden again, or came to be known that speak of other cases, too."""
        known = {record.key for record in self._known(self.decisions.values())}
        shown, self._shown_records = self._shown_records, known
        if any(reviewer != self.reviewer for _, reviewer in shown - known):
            return True
        new = [self.decisions[key] for key in known - shown if key[1] != self.reviewer]
        members = {None, *self.cases[position].members}
        found = resume.located(self.articles, new)
        return not all(members.issuperset(standing.places) for standing in found)

    def _beside(self, position: int, key: tuple[str, str]) -> dict[int, resume.DecisionStatus]:
        """The cases other than the one at `position` in which a "not duplicates" decision binds articles, with it."""
        record = self.decisions.get(key)
        if record is None or record.verdict != "not-duplicates":
            return {}
        (standing,) = resume.located(self.articles, [record])
        places = {place for place in standing.places if place is not None}
        held = Counter(self._where[place] for place in places if place in self._where)
        return {at: standing for at, count in held.items() if count > 1 and at != position}

    def _refresh(self, position: int, touched: Collection[tuple[str, str]]) -> None:
        case = self.cases[position]
        records = [s.decision for s in case.standings if s.decision.key not in touched]
        records += [self.decisions[key] for key in sorted(touched) if key in self.decisions]
        if self.blind:
            records = self._with_others(records, case)
        self.counts[case.state] -= 1
        known = self._known(records)
        new = resume.again(case, self.articles, known, reviewer=self.reviewer, locked=self.locked)
        self.cases[position] = new
        self.counts[new.state] += 1

    def _known(self, records: Iterable[Decision]) -> list[Decision]:
        """The records that this reviewer may look at."""
        every = list(records)
        if not self.blind:
            return every
        decided = {
            text
            for record in every
            if record.reviewer == self.reviewer and record.verdict != "undecided"
            for text in _texts(record.members)
        }
        return [
            record
            for record in every
            if record.reviewer == self.reviewer or not decided.isdisjoint(_texts(record.members))
        ]

    def _with_others(self, records: Sequence[Decision], case: resume.Case) -> list[Decision]:
        """`records`, and what others said of the texts of a case, hidden until now. Linear in decisions."""
        texts = set(_texts([self.articles[member] for member in case.members]))
        there = {record.key for record in records}
        hidden = [
            record
            for record in self.decisions.values()
            if record.key not in there
            and record.reviewer != self.reviewer
            and not texts.isdisjoint(_texts(record.members))
        ]
        within = {None, *case.members}
        found = resume.located(self.articles, hidden)
        return [*records, *(one.decision for one in found if within.issuperset(one.places))]

    def take_in(self, changes: Sequence[Change]) -> None:
        """Take in what others wrote into the decisions file meanwhile; the cursor stays on its group."""
        article = self.case.members[0] if self.cases else ""
        self._hold([one for one in changes if not self._is_overtaken(one)])
        self._lay_out()
        self.cursor = self._where.get(article, min(self.cursor, max(0, len(self.cases) - 1)))

    def _is_overtaken(self, change: Change) -> bool:
        """Whether this reviewer has decided anew since the record that a change from elsewhere is about.

        That decision is then being saved, and the store tells in turn what has become of the two.
        """
        if change.reviewer != self.reviewer or change.read is UNSTATED:
            return False
        return self.decisions.get((change.id, change.reviewer)) != change.read

    def _with_read(self, changes: Sequence[Change]) -> tuple[Change, ...]:
        """The changes with the records that the reviewer sees now, before these replace them."""
        return tuple(
            replace(change, read=self.decisions.get((change.id, change.reviewer)))
            for change in changes
        )

    @property
    def case(self) -> resume.Case:
        """The case under the cursor. Raises IndexError where there are no cases."""
        return self.cases[self.cursor]

    def position_of(self, article: str) -> int | None:
        """The position of the case that an article is in; None where it is in none."""
        return self._where.get(article)

    @property
    def open(self) -> int:
        """How many cases still wait for a decision."""
        return sum(self.counts[state] for state in OPEN_STATES)

    @property
    def set_aside(self) -> int:
        """How many cases are skipped or flagged: neither decided nor open."""
        return sum(self.counts[state] for state in SET_ASIDE_STATES)

    @property
    def decided(self) -> int:
        """How many cases are decided: canonical, or no duplicates."""
        return len(self.cases) - self.open - self.set_aside

    @property
    def applied(self) -> int:
        """How many groups were decided and carried out: only their canonical copy is left, and they are no cases."""
        places = {
            place
            for orphan in self.orphans
            if resume.is_applied(orphan, self.articles)
            for place in orphan.places
        }
        return len(places - {None})

    def copies(self, position: int | None = None) -> list[Article]:
        """The copies of a case (default: the current) in the order of their numbers, the first is 1."""
        return [self.articles[member] for member in self._at(position).members]

    def canonical(self, position: int | None = None) -> list[str]:
        """The copies chosen as canonical today: one, one a part, or none."""
        case = self._at(position)
        chosen = (
            place
            for standing in case.standings
            for member, place in zip(standing.decision.members, standing.places, strict=True)
            if member.canonical and place is not None and not standing.overruled
        )
        return list(dict.fromkeys(chosen))

    def excluded(self, position: int | None = None) -> set[str]:
        """The copies that this reviewer took out of the case."""
        return {
            place
            for standing in self._mine(position)
            for member, place in zip(standing.decision.members, standing.places, strict=True)
            if member.excluded and place is not None
        }

    def note(self, position: int | None = None) -> str:
        """The note of this reviewer on a case, "" where there is none."""
        return "\n".join(
            standing.decision.note for standing in self._mine(position) if standing.decision.note
        )

    def label(self, position: int | None = None) -> str:
        """The label that this reviewer gave the copies of a case, "" where there is none."""
        return next((s.decision.label for s in self._mine(position) if s.decision.label), "")

    def _at(self, position: int | None) -> resume.Case:
        return self.case if position is None else self.cases[position]

    def _mine(self, position: int | None = None) -> list[resume.DecisionStatus]:
        return [
            standing
            for standing in self._at(position).standings
            if standing.decision.reviewer == self.reviewer
        ]

    def _counting(self, position: int | None = None) -> list[str]:
        """The copies that are not excluded; all where that would leave none."""
        excluded = self.excluded(position)
        members = self._at(position).members
        return [member for member in members if member not in excluded] or list(members)

    def _overruled(self) -> set[str]:
        """The reviewers whose word on this case was in conflict, and is settled by deciding now."""
        return {
            standing.decision.reviewer
            for standing in self.case.standings
            if standing.state == "conflict" and standing.decision.reviewer != self.reviewer
        }


def _texts(articles: Iterable[Article | Member]) -> Iterator[str]:
    """By what their texts are known: the digest of each, and that of its bytes."""
    for one in articles:
        yield one.digest
        if one.raw:
            yield one.raw
