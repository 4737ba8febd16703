"""Groups → decisions: the review as a person drives it, without a screen.

Every key of the screen calls one method here. The object is mutable because it *is* what the reviewer
changes: a cursor, a pair of copies being compared, and the decisions of this run with their undo.
Nothing here opens a file: `keep` is called with every change, and the store does the rest.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tui import resume, suggest
from tui.config import SuggestSettings
from tui.decide import decision, replacing
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

Keep = Callable[[Sequence[Change]], None]


@dataclass(frozen=True, slots=True)
class Action:
    """One step of undo: what it was, the group it touched, and each record before and after it."""

    name: str
    article: str
    before: tuple[Change, ...]
    after: tuple[Change, ...]


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
    ) -> None:
        self.articles = articles
        self.reviewer = reviewer
        self.decisions = {record.key: record for record in decisions}
        self._keep = keep
        self._furniture = furniture or {}
        self._settings = settings or SuggestSettings()
        self._clock = clock
        self._done: list[Action] = []
        self._undone: list[Action] = []
        self._pairs: dict[int, Pair] = {}
        found = resume.today(articles, groups, list(self.decisions.values()), reviewer=reviewer)
        self.cases = list(found.cases)
        self.orphans = found.orphans
        self.counts: Counter[State] = Counter(case.state for case in self.cases)
        self._where = {
            article: number for number, case in enumerate(self.cases) for article in case.members
        }
        self.cursor = self.next_open(-1) or 0

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
        """The first open case behind position `after`, from the top again where there is none."""
        total = len(self.cases)
        for step in range(1, total + 1):
            position = (after + step) % total
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
        needle, total = wanted.casefold(), len(self.cases)
        for step in range(1, total + 1):
            position = (self.cursor + (-step if backwards else step)) % total
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
        """The title of a case: that of its base, or of the first copy that has one."""
        base = self.articles[self.pair(position).base]
        titles = (copy.title for copy in (base, *self.copies(position)))
        return next((title for title in titles if title), base.id)

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
        shown, out = pair.shown, self.excluded() ^ {pair.shown}
        left = [member for member in self.case.members if member not in out]
        chosen = [article for article in self.canonical() if article not in out]
        verdict: Verdict = "undecided"
        if len(left) < 2:
            verdict, chosen = "not-duplicates", []
        elif chosen:
            verdict = "canonical"
        name = "excluded" if shown in out else "put back"
        self._write(name, verdict, canonical=chosen[0] if chosen else "", excluded=out)
        if len(left) < 2:
            self.go_to_next_open()
            return f"{name}: {shown}; one copy is left, so the group leaves the queue"
        self._pairs[self.cursor] = pair
        return f"{name}: {shown}; {len(left)} copies left"

    def put_note(self, text: str) -> str:
        """Write this reviewer's note on the case; an empty one takes it away."""
        mine = [standing.decision for standing in self._mine()]
        if mine:
            self._do(
                "note", tuple(_noted(old, text if n == 0 else "") for n, old in enumerate(mine))
            )
        elif text:
            self._write("note", "undecided", note=text)
        return "note written" if text else "note taken away"

    def _choose(self, article: str) -> str:
        if article in self.excluded():
            return "that copy is excluded from the group: d puts it back"
        return self._decide("canonical", "canonical", article)

    def _decide(self, verdict: Verdict, name: str, canonical: str = "") -> str:
        """Write a verdict on all copies of the case and go on to the next open one."""
        case = self.case
        excluded = self.excluded()
        self._write(name, verdict, canonical=canonical, excluded=excluded)
        said = f"{name}: {canonical or self.articles[case.members[0]].id}"
        more = len(case.members) - len(excluded) - 1
        on = "" if self.go_to_next_open() else "; that was the last open group"
        return f"{said} (and {more} more){on}" if more > 0 else f"{said}{on}"

    def _write(
        self,
        name: str,
        verdict: Verdict,
        *,
        canonical: str = "",
        excluded: Iterable[str] = (),
        note: str = "",
    ) -> None:
        """Record a verdict on the whole case, in place of what this reviewer said of it before."""
        new = decision(
            self.copies(),
            verdict,
            reviewer=self.reviewer,
            at=self._clock(),
            canonical=canonical,
            excluded=set(excluded),
            score=self.case.score,
        )
        mine = [standing.decision for standing in self._mine()]
        self._do(name, tuple(map(_worth, replacing(replace(new, note=note), mine))))

    # ---- doing and undoing ----------------------------------------------------------------------

    def _do(self, name: str, changes: tuple[Change, ...]) -> None:
        before = tuple(
            Change(change.id, change.reviewer, self.decisions.get((change.id, change.reviewer)))
            for change in changes
        )
        action = Action(name, self.case.members[0], before, changes)
        self._done.append(action)
        self._undone.clear()
        self._apply(action, changes)

    def undo(self) -> str:
        """Take the last action back and go to the group it touched."""
        if not self._done:
            return "nothing to undo"
        action = self._done.pop()
        self._undone.append(action)
        self._apply(action, tuple(reversed(action.before)))
        self.cursor = self._where[action.article]
        return f"undone: {action.name}"

    def redo(self) -> str:
        """Do the last undone action again and go to the group it touched."""
        if not self._undone:
            return "nothing to redo"
        action = self._undone.pop()
        self._done.append(action)
        self._apply(action, action.after)
        self.cursor = self._where[action.article]
        return f"done again: {action.name}"

    def _apply(self, action: Action, changes: tuple[Change, ...]) -> None:
        for change in changes:
            if change.decision is None:
                self.decisions.pop((change.id, change.reviewer), None)
            else:
                self.decisions[change.id, change.reviewer] = change.decision
        self._settle(self._where[action.article], changes)
        self._keep(changes)

    def _settle(self, position: int, changes: Sequence[Change]) -> None:
        """Say anew what the case at `position` is, now that some of its records changed."""
        case = self.cases[position]
        touched = {(change.id, change.reviewer) for change in changes}
        records = [s.decision for s in case.standings if s.decision.key not in touched]
        records += [self.decisions[key] for key in touched if key in self.decisions]
        self.counts[case.state] -= 1
        new = resume.again(case, self.articles, records, reviewer=self.reviewer)
        self.cases[position] = new
        self.counts[new.state] += 1
        self._pairs.pop(position, None)

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


def _noted(record: Decision, note: str) -> Change:
    return _worth(Change(record.id, record.reviewer, replace(record, note=note)))


def _worth(change: Change) -> Change:
    """The change, or its removal where the record would say nothing at all."""
    record = change.decision
    if record is None or record.verdict != "undecided" or record.note or record.label:
        return change
    if any(member.excluded for member in record.members):
        return change
    return replace(change, decision=None)
