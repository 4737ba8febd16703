"""Groups → decisions: the review as a person drives it, without a screen.

Every key of the screen calls one method here. Nothing here opens a file: `keep` is called with every
change, and the store does the rest.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from tui.config import SuggestSettings
from tui.counted import counted
from tui.decide import decision, replacing, worth_keeping
from tui.model import OPEN_STATES, Article, Change, Decision, Group, Span, Verdict
from tui.review.growing import Growing
from tui.review.shown import Pair
from tui.tally import Tally, tally
from tui.undo import Action, History, Step

_FEWEST_TO_CUT: Final = 3  # members
Keep = Callable[[Sequence[Change]], None]


def now() -> datetime:
    """The time of a decision: UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


class Review(Growing):
    """A review of groups. Mutable because it *is* what the reviewer changes.

    A case is what stands in one row of the list: a detected group, or several that a decision joins.
    Every method that decides returns one sentence for the message line. One that begins `growing` is handed more
    groups by `grow`, and all of them by `complete`.
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
        blind: bool = False,
        locked: Collection[str] = (),
        growing: bool = False,
    ) -> None:
        super().__init__(articles, groups, decisions, reviewer)
        self._furniture = furniture or {}
        self._settings = settings or SuggestSettings()
        self._keep = keep
        self.blind = blind
        self.locked = frozenset(locked)
        self._clock = clock
        self._history = history or History()
        self.growing = growing
        if growing:
            self._history.hold()
        self._lay_out()
        self.cursor = self.next_open(-1) or 0

    def complete(self, groups: Sequence[Group]) -> int:
        """All groups are known, as in `Growing`: what was done in an earlier run can be undone from now on."""
        self._history.held = 0
        return super().complete(groups)

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
        if chosen and (kept := self._kept_from(chosen[0])):
            return kept
        return self._decide(old.verdict, "same verdict", chosen[0] if chosen else "")

    def exclude_shown(self) -> str:
        """Take the copy shown out of the group, or put it back; the case stays where it is.

        A group of which one copy is left is a group no more: it counts as not duplicates.
        """
        pair = self.pair()
        shown, members = pair.shown, self._spoken_of(pair.shown)
        out = (self.excluded() & set(members)) ^ {shown}
        left = [member for member in members if member not in out]
        chosen = [
            article
            for article in self.canonical()
            if article in left and (article in self.locked or self.locked.isdisjoint(left))
        ]
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

    def cut(self) -> str:
        """Cut the group at its weakest tie, whose ends are then compared; once more undoes that.

        The smaller side goes into the other part, as `put_in_other_part` does with one copy.
        """
        found = self.bridge()
        if found is None:
            if len(self.case.members) < _FEWEST_TO_CUT:
                return "there is nothing to cut here: a group of three or more has a weakest tie"
            return "no one tie holds this group together: D puts single copies into another part"
        if self.other_part() == found.side:
            self._other_parts.pop(self.cursor)
            return "one group again"
        self._other_parts[self.cursor] = found.side
        tie = found.tie
        base, other = (tie.right, tie.left) if tie.left in found.side else (tie.left, tie.right)
        self._pairs[self.cursor] = Pair(base, other)
        many = len(self.case.members)
        cut = counted(len(found.side), f"of {many} is", f"of {many} are")
        return f"cut at {tie.score:.2f}: {cut} the other part"

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

    def undo(self) -> str:
        """Take the last action back and go to the group it touched."""
        action = self._history.back()
        if action is None:
            earlier = "; what was done before this start can be undone when indexing has ended"
            return "nothing to undo" + (earlier if self._history.held else "")
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

    def tally(self) -> Tally:
        """What this reviewer decided today, and how often as it was suggested."""
        records = (
            (standing.decision, suggestion.article if suggestion.rule != "none" else "")
            for position in range(len(self.cases))
            for standing in self._mine(position)
            for suggestion in [self.suggestion(position)]
        )
        return tally(records, self._clock().astimezone().date())

    def _choose(self, article: str, rule: str = "") -> str:
        if article in self.excluded():
            return "that copy is excluded from the group: d puts it back"
        return self._kept_from(article) or self._decide("canonical", "canonical", article, rule)

    def _kept_from(self, article: str) -> str:
        """Why the copy cannot be canonical: a copy of a reference is in its part of the case. "" where none is."""
        if article in self.locked:
            return ""
        there = set(self._spoken_of(article)) - self.excluded()
        kept = min(self.locked & there, default="")
        return kept and (
            f"a copy of the reference stays canonical: {kept}; d takes it out of the group"
        )

    def _decide(self, verdict: Verdict, name: str, canonical: str = "", rule: str = "") -> str:
        """Write a verdict on the copies in question, and go on to the next open case."""
        members = self._spoken_of(canonical or self.pair().base)
        if len(members) < 2:
            return "one copy alone is no group: D adds another, d excludes"
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
        if self.cases[at].state == "conflict":
            said += "; another reviewer says otherwise, so it stays open"
        elif self.cases[at].state in OPEN_STATES:
            rest = len(self.case.members) - len(self._covered())
            wait = counted(
                rest, "copy of this group still waits", "copies of this group still wait"
            )
            return f"{said}; {wait}"
        if self.go_to_next_open():
            return said
        return f"{said}; that was the last open group{' so far' if self.growing else ''}"

    def _spoken_of(self, article: str) -> list[str]:
        """The copies that a verdict on `article` speaks of: its part of the case, mostly all of it."""
        members, aside = self.case.members, self.other_part()
        if article in aside:
            return sorted(aside)
        if aside and article not in self._covered():
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

    def _do(
        self, name: str, article: str, changes: tuple[Change, ...], *, everywhere: bool = False
    ) -> None:
        before = tuple(
            Change(change.id, change.reviewer, self.decisions.get((change.id, change.reviewer)))
            for change in changes
        )
        self._history.record(name, Step(article, before, changes, everywhere=everywhere))
        self._apply(article, changes, everywhere=everywhere)

    def _apply(self, article: str, changes: tuple[Change, ...], *, everywhere: bool) -> None:
        changes = self._with_read(changes)
        self._hold(changes)
        if everywhere or article not in self._where:
            self._lay_out()
        else:
            self._settle(self._where[article], changes)
        self._keep(changes)

    def _return_to(self, action: Action) -> None:
        """Put the cursor on the group that an action touched, where it is still there."""
        self.cursor = self._where.get(action.steps[0].article, self.cursor)
