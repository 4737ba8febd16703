"""Groups → decisions: the review as a person drives it, without a screen.

Every key of the screen calls one method here. The object is mutable because it *is* what the reviewer
changes: a cursor, a pair of copies being compared, and the decisions of this run with their undo.
Nothing here opens a file: `keep` is called with every change, and the store does the rest.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from tui import filters, resume, suggest
from tui.config import SuggestSettings
from tui.decide import decision, replacing, worth_keeping
from tui.model import (
    OPEN_STATES,
    STATES,
    Article,
    Change,
    Decision,
    Group,
    Span,
    State,
    Suggestion,
    Verdict,
)
from tui.rules import Candidates
from tui.tally import Tally, tally
from tui.undo import Action, History, Step

_MARGIN_OF_TITLE = 3  # characters before a title that are quotation marks or white space

Keep = Callable[[Sequence[Change]], None]
DETECTED_ORDER: Final = "score"  # most alike first: the order that `resume` gives


@dataclass(frozen=True, slots=True)
class Pair:
    """The two copies being compared: the base, left, and the one shown against it, right."""

    base: str
    shown: str


def now() -> datetime:
    """The time of a decision: UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


class Review:
    """A review of groups. Positions are numbers of cases in `self.cases`, 0-based.

    A case is what stands in one row of the list: a detected group, or several that a decision joins.
    Every method that decides returns one sentence for the message line.
    """

    def __init__(
        self,
        articles: Mapping[str, Article],
        groups: Sequence[Group],
        decisions: Iterable[Decision] = (),
        *,
        reviewer: str,
        keep: Keep,
        furniture: Mapping[str, Sequence[Span]] | None = None,
        settings: SuggestSettings | None = None,
        clock: Callable[[], datetime] = now,
        history: History | None = None,
    ) -> None:
        self.articles = articles
        self.reviewer = reviewer
        self.decisions = {record.key: record for record in decisions}
        self._keep = keep
        self._furniture = furniture or {}
        self._settings = settings or SuggestSettings()
        self._clock = clock
        self._groups = groups
        self._history = history or History()
        self._filter, self._sort = filters.parse(""), DETECTED_ORDER
        self._pairs: dict[int, Pair] = {}
        self._other_parts: dict[int, frozenset[str]] = {}
        self.cases: list[resume.Case] = []
        self.orphans: tuple[resume.Standing, ...] = ()
        self.counts: Counter[State] = Counter()
        self._where: dict[str, int] = {}
        self.order: Sequence[int] = ()
        self._rank: Mapping[int, int] = {}
        self.selected: set[int] = set()
        self._lay_out()
        self.cursor = self.next_open(-1) or 0

    def _lay_out(self) -> None:
        """Say of every group what the decisions make of it today."""
        found = resume.today(
            self.articles, self._groups, list(self.decisions.values()), reviewer=self.reviewer
        )
        self.cases = list(found.cases)
        self.orphans = found.orphans
        self.counts = Counter(case.state for case in self.cases)
        self._where = {
            article: number for number, case in enumerate(self.cases) for article in case.members
        }
        self._pairs.clear()
        self._other_parts.clear()
        self.selected.clear()
        self._line_up()

    # ---- the list: what stands in it, in which order, and what is selected ------------------------

    def arrange(self, wanted: str, sort: str) -> int:
        """Show the cases that the filter `wanted` wants, in the order named `sort`; how many those are.

        The cursor stays on its case where that is shown, else it goes to the first open one that is.
        Cases that stop being wanted because they are decided stay until the list is arranged anew.
        Raises UsageError for a filter that cannot be read.
        """
        self._filter, self._sort = filters.parse(wanted), sort
        self._line_up()
        if self.order and self.cursor not in self._rank:
            found = self.next_open(-1)
            self.cursor = self.order[0] if found is None else found
        return len(self.order)

    @property
    def arranged(self) -> tuple[str, str]:
        """The filter and the order of the list, as they were asked for."""
        return self._filter.text, self._sort

    def _line_up(self) -> None:
        if not self._filter.conditions and self._sort == DETECTED_ORDER:
            self.order = range(len(self.cases))  # as detection left them: nothing to look at
        else:
            rows = filter(self._filter, map(self.row, range(len(self.cases))))
            self.order = [row.position for row in sorted(rows, key=filters.SORTS[self._sort])]
        self._rank = {position: rank for rank, position in enumerate(self.order)}

    def row(self, position: int) -> filters.Row:
        """What filters and sorts may ask of a case."""
        case, copies = self.cases[position], self.copies(position)
        return filters.Row(
            position=position,
            state=case.state,
            score=case.score,
            paths=case.members,
            titles=tuple(copy.title for copy in copies),
            dates=tuple(copy.date for copy in copies),
            reviewers=tuple(sorted({s.decision.reviewer for s in case.standings})),
            label=self.label(position),
            note=self.note(position),
            preference=self.suggestion(position).rule,
        )

    def rank(self, position: int) -> int | None:
        """Where in the list a case stands, 0-based; None where the filter leaves it out."""
        return self._rank.get(position)

    def step(self, rows: int) -> bool:
        """Go up (negative) or down the list, to its end at most; whether the cursor moved."""
        rank = self._rank.get(self.cursor, -1 if rows > 0 else len(self.order))
        return self.go_to_rank(rank + rows)

    def go_to_rank(self, rank: int) -> bool:
        """Put the cursor on a row of the list, the nearest one where `rank` is outside."""
        if not self.order:
            return False
        return self.go(self.order[max(0, min(rank, len(self.order) - 1))])

    def select(self) -> None:
        """Select the case under the cursor, or no longer."""
        self.selected ^= {self.cursor}

    def select_to(self, start: int) -> None:
        """Select all rows of the list from the case `start` to the cursor."""
        first, last = sorted((self._rank.get(start, 0), self._rank.get(self.cursor, 0)))
        self.selected.update(self.order[first : last + 1])

    # ---- where the reviewer is ------------------------------------------------------------------

    @property
    def case(self) -> resume.Case:
        """The case under the cursor. Raises IndexError where there are no cases."""
        return self.cases[self.cursor]

    @property
    def open(self) -> int:
        """How many cases still wait for a decision."""
        return sum(self.counts[state] for state in STATES if state in OPEN_STATES)

    def go(self, position: int) -> bool:
        """Put the cursor on a case, the nearest one where `position` is outside; whether it moved."""
        to = max(0, min(position, len(self.cases) - 1))
        moved, self.cursor = to != self.cursor, to
        return moved

    def next_open(self, after: int) -> int | None:
        """The first open case of the list behind `after`, from the top again where there is none."""
        rank, total = self._rank.get(after, -1), len(self.order)
        for step in range(1, total + 1):
            position = self.order[(rank + step) % total]
            if self.cases[position].state in OPEN_STATES:
                return position
        return None

    def go_to_next_open(self) -> bool:
        """Put the cursor on the next open case; False where all are decided."""
        found = self.next_open(self.cursor)
        if found is not None:
            self.cursor = found
        return found is not None

    def find(self, wanted: str, *, backwards: bool = False) -> bool:
        """Put the cursor on the next case with `wanted` in a title or path; False where none has it."""
        needle, total = wanted.casefold(), len(self.order)
        rank = self._rank.get(self.cursor, -1)
        for step in range(1, total + 1):
            position = self.order[(rank + (-step if backwards else step)) % total]
            if any(needle in text.casefold() for text in self._names(position)):
                self.cursor = position
                return True
        return False

    def _names(self, position: int) -> Iterable[str]:
        for article in self.copies(position):
            yield article.title
            yield article.id

    # ---- what a case shows ----------------------------------------------------------------------

    def copies(self, position: int | None = None) -> list[Article]:
        """The copies of a case (default: the current) in the order of their numbers, the first is 1."""
        return [self.articles[member] for member in self._at(position).members]

    def title(self, position: int | None = None) -> str:
        """The title of a case: that of its base, or of the first copy that has one of its own.

        A title that is page furniture ("Skip to main content") is taken only where there is no other.
        """
        base = self.articles[self.pair(position).base]
        titled = [copy for copy in (base, *self.copies(position)) if copy.title]
        own = (copy.title for copy in titled if not self._begins_with_furniture(copy))
        return next(own, titled[0].title if titled else base.id)

    def _begins_with_furniture(self, copy: Article) -> bool:
        """Whether the line that gave a copy its title is furniture: titles stand at the text's top."""
        return any(
            start <= _MARGIN_OF_TITLE and end >= len(copy.title)
            for start, end in self.furniture(copy.id)[:1]
        )

    def suggestion(self, position: int | None = None) -> Suggestion:
        """The copy that looks canonical among those that are not excluded."""
        copies = [self.articles[member] for member in self._counting(position)]
        return suggest.suggest(
            [suggest.Facts(copy, self._furniture_of(copy.id)) for copy in copies], self._settings
        )

    def furniture(self, article: str) -> Sequence[Span]:
        """The spans of an article's text that are page furniture."""
        return self._furniture.get(article, ())

    def _furniture_of(self, article: str) -> int:
        return sum(end - start for start, end in self.furniture(article))

    def canonical(self, position: int | None = None) -> list[str]:
        """The copies chosen as canonical today: one, one a part, or none."""
        case = self._at(position)
        return [
            place
            for standing in case.standings
            for member, place in zip(standing.decision.members, standing.places, strict=True)
            if member.canonical and place is not None
        ]

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

    def other_part(self, position: int | None = None) -> frozenset[str]:
        """The copies put aside into another part of the case, until a canonical is chosen there."""
        at = self.cursor if position is None else position
        return self._other_parts.get(at, frozenset())

    def tally(self) -> Tally:
        """What this reviewer decided today, and how often as it was suggested."""
        records = (
            (standing.decision, suggestion.article if suggestion.rule != "none" else "")
            for position in range(len(self.cases))
            for standing in self._mine(position)
            for suggestion in [self.suggestion(position)]
        )
        return tally(records, self._clock().astimezone().date())

    # ---- which two copies are compared ----------------------------------------------------------

    def pair(self, position: int | None = None) -> Pair:
        """The base and the copy shown: at first the old choice or the suggestion, and the next copy."""
        at = self.cursor if position is None else position
        if at not in self._pairs:
            chosen = self.canonical(at)
            base = chosen[0] if chosen else self.suggestion(at).article
            newcomers = [new for old in self.cases[at].standings for new in old.newcomers]
            others = [*newcomers, *self.cases[at].members]
            self._pairs[at] = Pair(base, next((o for o in others if o != base), base))
        return self._pairs[at]

    def show_copy(self, step: int) -> Pair:
        """Compare the base with the next (1) or previous (-1) copy of the case, round and round."""
        pair = self.pair()
        others = [member for member in self.case.members if member != pair.base]
        at = (others.index(pair.shown) + step) % len(others)
        self._pairs[self.cursor] = replace(pair, shown=others[at])
        return self.pair()

    def swap(self) -> Pair:
        """Make the copy shown the base, and the base the copy shown."""
        pair = self.pair()
        self._pairs[self.cursor] = Pair(pair.shown, pair.base)
        return self.pair()

    # ---- deciding -------------------------------------------------------------------------------

    def choose_base(self) -> str:
        """The base is canonical; then on to the next open case."""
        return self._choose(self.pair().base)

    def choose_shown(self) -> str:
        """The copy shown is canonical; then on to the next open case."""
        return self._choose(self.pair().shown)

    def choose_number(self, number: int) -> str:
        """Copy `number` (the first is 1) is canonical; then on. Says so where there is no such copy."""
        if not 1 <= number <= len(self.case.members):
            return f"there is no copy {number}: this group has {len(self.case.members)}"
        return self._choose(self.case.members[number - 1])

    def not_duplicates(self) -> str:
        """These are no copies of each other; then on."""
        return self._decide("not-duplicates", "not duplicates")

    def skip(self) -> str:
        """Leave the case undecided for good or for later, out of the queue; then on."""
        return self._decide("skipped", "skipped")

    def flag(self) -> str:
        """Mark the case for somebody else's eyes, out of the queue; then on."""
        return self._decide("flagged", "flagged")

    def same_verdict(self) -> str:
        """Give a newcomer the verdict that the rest of the case already has; then on."""
        newcomers = {new for standing in self.case.standings for new in standing.newcomers}
        if not newcomers:
            return "there is no newcomer here: = repeats an old verdict for a new copy"
        old = next(standing for standing in self.case.standings if standing.newcomers).decision
        chosen = self.canonical()
        if old.verdict == "canonical" and not chosen:
            return "the canonical copy is gone: choose another"
        return self._decide(old.verdict, "same verdict", chosen[0] if chosen else "")

    def exclude_shown(self) -> str:
        """Take the copy shown out of the group, or put it back; the case stays where it is.

        A group of which one copy is left is a group no more: it counts as not duplicates.
        """
        pair = self.pair()
        shown, members = pair.shown, self._spoken_of(pair.shown)
        out = (self.excluded() & set(members)) ^ {shown}
        left = [member for member in members if member not in out]
        chosen = [article for article in self.canonical() if article in left]
        verdict: Verdict = "canonical" if chosen else "undecided"
        if len(left) < 2:
            verdict, chosen = "not-duplicates", []
        name = "excluded" if shown in out else "put back"
        self._write(name, verdict, members, canonical=chosen[0] if chosen else "", excluded=out)
        if len(left) < 2:
            self.go_to_next_open()
            return f"{name}: {shown}; one copy is left, so the group leaves the queue"
        self._pairs[self.cursor] = pair
        return f"{name}: {shown}; {len(left)} copies left"

    def put_in_other_part(self) -> str:
        """Put the copy shown into another part of the group, or back; each part gets a canonical.

        Choosing a copy of either part then decides that part, and the case stays open until all
        copies are decided.
        """
        pair = self.pair()
        part = self.other_part() ^ {pair.shown}
        if len(part) >= len(self.case.members):
            return "one copy at least must stay in the first part"
        self._other_parts[self.cursor] = part
        if pair.shown not in part:
            return f"back in the first part: {pair.shown}"
        return f"in the other part: {pair.shown}; choose a canonical copy for each part"

    def join(self, positions: Sequence[int]) -> str:
        """Make one case of the cases at `positions` and the current one; it is then to be decided."""
        joined = sorted({*positions, self.cursor})
        if len(joined) < 2:
            return "select the groups to join with this one first"
        members = [member for at in joined for member in self.cases[at].members]
        earlier = [s.decision for at in joined for s in self._mine(at)]
        record = self._record(
            "undecided", members, score=max(self.cases[at].score for at in joined)
        )
        self._do("joined", members[0], replacing(record, earlier), everywhere=True)
        self.cursor = self._where[members[0]]
        return f"joined {len(joined)} groups: {len(members)} copies"

    def put_note(self, text: str) -> str:
        """Write this reviewer's note on the case; an empty one takes it away."""
        mine = [standing.decision for standing in self._mine()]
        if mine:
            noted = (replace(old, note="" if n else text) for n, old in enumerate(mine))
            self._do("note", self.case.members[0], tuple(map(self._worth, noted)))
        elif text:
            self._write("note", "undecided", self.case.members, note=text)
        return "note written" if text else "note taken away"

    def put_label(self, label: str) -> str:
        """Say what sort of copies these are; an empty label takes it away."""
        mine = [standing.decision for standing in self._mine()]
        if mine:
            labelled = (replace(old, label=label) for old in mine)
            self._do("label", self.case.members[0], tuple(map(self._worth, labelled)))
        elif label:
            self._write("label", "undecided", self.case.members, label=label)
        return f"label: {label}" if label else "label taken away"

    def at_each(self, positions: Iterable[int], name: str, key: Callable[[], str]) -> int:
        """Press one key on every case of `positions`, as one step of undo; how many it was."""
        count, here = 0, self.cursor
        with self._history.as_one(name):
            for position in positions:
                self.cursor = position
                key()
                count += 1
        self.cursor = here
        return count

    def choose_by_rule(self, chosen: Mapping[int, str], rule: str) -> int:
        """Make `chosen[position]` canonical in each of these cases, as one step of undo."""
        here = self.cursor
        with self._history.as_one(f"rule {rule}"):
            for position, article in chosen.items():
                self.cursor = position
                self._choose(article, rule)
        self.cursor = here
        return len(chosen)

    def candidates(self) -> Iterator[Candidates]:
        """The open cases of the list, as rules look at them."""
        for position in self.order:
            if self.cases[position].state in OPEN_STATES:
                copies = [self.articles[member] for member in self._counting(position)]
                yield Candidates(
                    position,
                    self.cases[position].score,
                    tuple(copies),
                    tuple(self._furniture_of(copy.id) for copy in copies),
                    self.suggestion(position),
                )

    def _choose(self, article: str, rule: str = "") -> str:
        if article in self.excluded():
            return "that copy is excluded from the group: d puts it back"
        return self._decide("canonical", "canonical", article, rule)

    def _decide(self, verdict: Verdict, name: str, canonical: str = "", rule: str = "") -> str:
        """Write a verdict on the copies in question, and go on to the next open case."""
        members = self._spoken_of(canonical or self.pair().base)
        excluded = self.excluded() & set(members)
        at, waiting = self.cursor, self._waiting_beside(members)
        with self._history.as_one(name):
            self._write(name, verdict, members, canonical=canonical, excluded=excluded, rule=rule)
            if len(waiting) > 1:
                self._write("put aside", "undecided", waiting)
        said = f"{name}: {canonical or members[0]}"
        more = len(members) - len(excluded) - 1
        if more > 0:
            said += f" (and {more} more)"
        if self.cases[at].state in OPEN_STATES:
            rest = len(self.case.members) - len(self._covered())
            return f"{said}; {rest} copies of this group still wait"
        return said if self.go_to_next_open() else f"{said}; that was the last open group"

    def _spoken_of(self, article: str) -> list[str]:
        """The copies that a verdict on `article` speaks of: its part of the case, mostly all of it."""
        members, aside = self.case.members, self.other_part()
        if article in aside:
            return sorted(aside)
        if aside:
            return [member for member in members if member not in aside | self._covered()]
        for standing in self._mine():
            if standing.state in {"restored", "noted"} and article in standing.places:
                return sorted({place for place in standing.places if place is not None})
        covered = self._covered()
        return [member for member in members if member not in covered]

    def _waiting_beside(self, members: Sequence[str]) -> list[str]:
        """The copies of the part that is not decided now, where the case is being parted."""
        if not self.other_part():
            return []
        left = set(self.case.members) - set(members) - self._covered()
        return sorted(left)

    def _covered(self) -> set[str]:
        """The copies of the case of which this reviewer's word stands."""
        return {
            place
            for standing in self._mine()
            if standing.state in {"restored", "noted"} and standing.decision.verdict != "undecided"
            for place in standing.places
            if place is not None
        }

    def _record(self, verdict: Verdict, members: Iterable[str], **more: Any) -> Decision:
        copies = [self.articles[member] for member in members]
        return decision(
            copies,
            verdict,
            reviewer=self.reviewer,
            at=self._clock(),
            settles=self._overruled(),
            **more,
        )

    def _overruled(self) -> set[str]:
        """The reviewers whose word on this case was in conflict, and is settled by deciding now."""
        return {
            standing.decision.reviewer
            for standing in self.case.standings
            if standing.state == "conflict" and standing.decision.reviewer != self.reviewer
        }

    def _write(
        self,
        name: str,
        verdict: Verdict,
        members: Sequence[str],
        *,
        note: str = "",
        label: str = "",
        **more: Any,
    ) -> None:
        """Record a verdict on `members`, in place of what this reviewer said of any of them before."""
        new = self._record(verdict, members, score=self.case.score, **more)
        earlier = [s.decision for s in self._mine() if not set(members).isdisjoint(s.places)]
        changes = replacing(replace(new, note=note, label=label), earlier)
        self._do(name, self.case.members[0], tuple(map(self._worthy, changes)))

    def take_in(self, changes: Sequence[Change]) -> None:
        """Take in what others wrote into the decisions file meanwhile; the cursor stays on its group."""
        article = self.case.members[0] if self.cases else ""
        self._hold(changes)
        self._lay_out()
        self.cursor = self._where.get(article, min(self.cursor, max(0, len(self.cases) - 1)))

    # ---- doing and undoing ----------------------------------------------------------------------

    def _do(
        self, name: str, article: str, changes: tuple[Change, ...], *, everywhere: bool = False
    ) -> None:
        before = tuple(
            Change(change.id, change.reviewer, self.decisions.get((change.id, change.reviewer)))
            for change in changes
        )
        self._history.record(name, Step(article, before, changes, everywhere=everywhere))
        self._apply(article, changes, everywhere=everywhere)

    def undo(self) -> str:
        """Take the last action back and go to the group it touched."""
        action = self._history.back()
        if action is None:
            return "nothing to undo"
        for step in reversed(action.steps):
            self._apply(step.article, step.back(), everywhere=step.everywhere)
        self._return_to(action)
        return f"undone: {action.name}"

    def redo(self) -> str:
        """Do the last undone action again and go to the group it touched."""
        action = self._history.forth()
        if action is None:
            return "nothing to redo"
        for step in action.steps:
            self._apply(step.article, step.after, everywhere=step.everywhere)
        self._return_to(action)
        return f"done again: {action.name}"

    def _return_to(self, action: Action) -> None:
        """Put the cursor on the group that an action touched, where it is still there."""
        self.cursor = self._where.get(action.steps[0].article, self.cursor)

    def _apply(self, article: str, changes: tuple[Change, ...], *, everywhere: bool) -> None:
        self._hold(changes)
        if everywhere or article not in self._where:
            self._lay_out()
        else:
            self._settle(self._where[article], changes)
        self._keep(changes)

    def _hold(self, changes: Sequence[Change]) -> None:
        for change in changes:
            if change.decision is None:
                self.decisions.pop((change.id, change.reviewer), None)
            else:
                self.decisions[change.id, change.reviewer] = change.decision

    def _settle(self, position: int, changes: Sequence[Change]) -> None:
        """Say anew what the case at `position` is, now that some of its records changed."""
        case = self.cases[position]
        touched = {(change.id, change.reviewer) for change in changes}
        records = [s.decision for s in case.standings if s.decision.key not in touched]
        records += [self.decisions[key] for key in sorted(touched) if key in self.decisions]
        self.counts[case.state] -= 1
        new = resume.again(case, self.articles, records, reviewer=self.reviewer)
        self.cases[position] = new
        self.counts[new.state] += 1
        self._pairs.pop(position, None)
        self._other_parts.pop(position, None)

    # ---- small steps ----------------------------------------------------------------------------

    def _at(self, position: int | None) -> resume.Case:
        return self.case if position is None else self.cases[position]

    def _mine(self, position: int | None = None) -> list[resume.Standing]:
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

    def _worth(self, record: Decision) -> Change:
        return self._worthy(Change(record.id, record.reviewer, record))

    def _worthy(self, change: Change) -> Change:
        """The change, or its removal where the record would say nothing.

        A join says that groups belong together, and a part that its copies do not belong to the rest.
        """
        record, case = change.decision, self.case
        if record is None or worth_keeping(record) or len(case.groups) > 1:
            return change
        if len(record.members) < len(case.members):
            return change
        return replace(change, decision=None)
