"""Groups → decisions: the review as a person drives it, without a screen.

Every key of the screen calls one method here. Nothing here opens a file: `keep` is called with every
change, and the store does the rest.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Final

from tui.config import SuggestSettings
from tui.model import OPEN_STATES, Article, Change, Decision, Group, Span, Verdict
from tui.resume import DecisionStatus, fates, is_applied, located
from tui.review.case_view import Pair
from tui.review.incremental import IncrementalCases
from tui.review.own_verdicts import ANSWERS, OwnVerdicts, gives_way, linked, still_apart
from tui.review.rule_scope import EarlierVerdict, Effect, RuleScope, rule_scope, waiting_members
from tui.review.tools.decision_records import decision, replacing, worth_keeping
from tui.review.tools.statistics import LATEST, Pace, Tally, pace, tally
from tui.review.tools.undo import Action, History, Step
from tui.text.plural import counted

_FEWEST_TO_CUT: Final = 3  # members
Keep = Callable[[Sequence[Change]], None]


def now() -> datetime:
    """The time of a decision: UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


class Review(IncrementalCases):
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
        """All groups are known, as in `IncrementalCases`: what was done in an earlier run can be undone from now on."""
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
        old = next((standing for standing in self.case.standings if standing.newcomers), None)
        if old is None:
            return "there is no newcomer here: = repeats an old verdict for a new copy"
        verdict, chosen = old.decision.verdict, ""
        if verdict == "canonical":
            chosen = next(filter(None, fates(old).values()), "")
            if not chosen:
                return "the canonical copy is gone: choose another"
            if refusal := self._refusal(chosen):
                return refusal
        if old.decision.reviewer == self.reviewer:
            members = self._own().together(chosen or old.newcomers[0])
        else:
            others = [chosen] if chosen else filter(None, old.places)
            there = {*others, *old.newcomers}
            members = [member for member in self.case.members if member in there]
        return self._decide(verdict, "same verdict", chosen, members)

    def exclude_shown(self) -> str:
        """Take the copy shown out of the group, or put it back; the case stays where it is.

        A group of which one copy is left is a group no more: it counts as not duplicates.
        """
        pair = self.pair()
        shown, members = pair.shown, self._spoken_of(pair.shown)
        out = (self.excluded() & set(members)) ^ {shown}
        name = "excluded" if shown in out else "put back"
        was_open = self.case.state in OPEN_STATES
        left = self._exclude(name, members, out)
        if left < 2:
            on = self.move_on(was_open=was_open)
            return f"{name}: {shown}; one copy is left, so the group leaves the queue{on}"
        self._pairs[self.cursor] = pair
        return f"{name}: {shown}; {left} copies left"

    def _exclude(self, name: str, members: Sequence[str], out: Collection[str]) -> int:
        """Write that of `members` those in `out` are excluded; how many are left.

        A canonical copy that was chosen among those left stays canonical.
        """
        left = [member for member in members if member not in out]
        chosen = self._canonical_among(left)
        verdict: Verdict = "canonical" if chosen else "undecided"
        if len(left) < 2:
            verdict, chosen = "not-duplicates", []
        self._write(
            name,
            verdict,
            members,
            canonical=chosen[0] if chosen else "",
            excluded=set(out),
            superseding_all=True,
        )
        return len(left)

    def _canonical_among(self, left: Collection[str]) -> list[str]:
        """The canonical copies of the case that stay so where only the copies in `left` count."""
        return [
            article
            for article in self.canonical()
            if article in left and (article in self.locked or self.locked.isdisjoint(left))
        ]

    def put_in_other_part(self) -> str:
        """Put the copy shown into another part of the group, or back; each part gets a canonical.

        Choosing a copy of either part then decides that part, and the case stays open until all
        copies are decided. A part of one copy counts as excluded.
        """
        pair = self.pair()
        part = self.other_part() ^ {pair.shown}
        if len(part) >= len(self.case.members):
            return "one copy at least must stay in the first part"
        self._part(part)
        self._pairs[self.cursor] = pair
        if pair.shown not in part:
            return f"back in the first part: {pair.shown}"
        if len(part) == 1:
            return f"in a part of its own, so excluded: {pair.shown}; D on another copy puts it there, too"
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
            self._part(frozenset())
            return "one group again"
        self._part(found.side)
        tie = found.tie
        base, other = (tie.right, tie.left) if tie.left in found.side else (tie.left, tie.right)
        self._pairs[self.cursor] = Pair(base, other)
        many = len(self.case.members)
        cut = counted(len(found.side), f"of {many} is", f"of {many} are")
        return f"cut at {tie.score:.2f}: {cut} the other part"

    def _part(self, part: frozenset[str]) -> None:
        """Have `part` as the other part of the case, as records, so that it stays apart whatever comes later."""
        whole = [
            member
            for member in self.case.members
            if member in part | self.other_part() or member not in self._covered_beside(part)
        ]
        rest = [member for member in whole if member not in part]
        alone = {*part} if len(part) == 1 else set(rest) if len(rest) == 1 else set()
        out = self.excluded() & set(whole)
        out -= self._part_of_one(whole)
        with self._history.as_one("part" if part else "one group"):
            if alone or not part:
                self._exclude("part", whole, out | alone)
            else:
                sides = [sorted(part), rest]
                kept = (self._canonical_among(set(side) - out) for side in sides)
                chosen = next((one for ones in kept for one in ones), "")
                for side in sorted(sides, key=lambda side: chosen not in side):
                    if chosen in side and len(set(side) - out) > 1:
                        self._write(
                            "part",
                            "canonical",
                            side,
                            canonical=chosen,
                            excluded=out & set(side),
                            superseding_all=True,
                        )
                    elif chosen or side is sides[0] or not out.isdisjoint(side):
                        self._write(
                            "part",
                            "undecided",
                            side,
                            excluded=out & set(side),
                            superseding_all=True,
                        )
        self._other_parts[self.cursor] = part

    def _part_of_one(self, whole: Collection[str]) -> set[str]:
        """The copy that makes up one of the two parts of the case until now: it is excluded as such; mostly none."""
        part = self.other_part()
        rest = set(whole) - part
        sides = (part, rest) if part else ()
        return {one for side in sides if len(side) == 1 for one in side}

    def _covered_beside(self, part: frozenset[str]) -> set[str]:
        """The copies of this reviewer's decisions that parting the case at `part` does not concern."""
        shown = {self.pair().shown, self.pair().base}
        return {
            place
            for standing in self._mine()
            if standing.decision.verdict in ANSWERS
            and (part | self.other_part() | shown).isdisjoint(standing.places)
            for place in standing.places
            if place is not None
        }

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

    def apply_to(self, positions: Iterable[int], name: str, key: Callable[[], str]) -> int:
        """Press one key on every case of `positions`, as one step of undo; how many it was."""
        count = 0
        with self._history.as_one(name), self._cursor_kept():
            for _ in self._at_each_of(positions):
                key()
                count += 1
        return count

    def choose_by_rule(
        self, chosen: Mapping[int, str], rule: str, replaces: Collection[int] = ()
    ) -> int:
        """Make `chosen[position]` canonical in each of these cases, as one step of undo; in how many it could be.

        A case is left alone where that would go against a person's verdict, but for those in `replaces`.
        """
        count = 0
        with self._history.as_one(f"rule {rule}"), self._cursor_kept():
            for position in self._at_each_of(chosen):
                article = chosen[position]
                count += self._choose_by_rule(article, rule, replaces=position in replaces)
        return count

    def _at_each_of(self, positions: Iterable[int]) -> Iterator[int]:
        """Put the cursor on each of these cases, wherever deciding the ones before has moved it."""
        firsts = [(position, self.cases[position].members[0]) for position in positions]
        for position, article in firsts:
            if article in self._where:
                self.cursor = self._where[article]
                yield position

    @contextmanager
    def _cursor_kept(self) -> Iterator[None]:
        """Leave the cursor on its case, wherever that is afterwards."""
        here = self.case.members[0] if self.cases else ""
        try:
            yield
        finally:
            self.cursor = self._where.get(here, min(self.cursor, max(0, len(self.cases) - 1)))

    def _choose_by_rule(self, article: str, rule: str, *, replaces: bool) -> bool:
        """Decide the case under the cursor by rule; whether no verdict keeps it from that."""
        scope = self._scope_of_rule(self.cursor, replaces=replaces)
        if scope.blocked or article not in scope.members or scope.anchor not in ("", article):
            return False
        counting = set(scope.members) - scope.excluded
        if article not in self.locked and not self.locked.isdisjoint(counting):
            return False
        self._write(
            "canonical",
            "canonical",
            scope.members,
            canonical=article,
            excluded=scope.excluded,
            rule=rule,
            settles=self._others_who_decided() if replaces else self._overruled(),
            keeping_bound=not replaces,
        )
        return True

    def _scope_of_rule(self, position: int, *, replaces: bool) -> RuleScope:
        case = self.cases[position]
        if replaces:
            return RuleScope(case.members, frozenset(self.excluded(position)))
        return rule_scope(case)

    def _others_who_decided(self) -> set[str]:
        return {
            standing.decision.reviewer
            for standing in self.case.standings
            if standing.decision.verdict != "undecided"
            and standing.decision.reviewer != self.reviewer
        }

    def copies_for_rule(self, position: int, *, replaces: bool) -> list[str]:
        """The copies of a case that a rule's decision would call copies of each other, sorted."""
        scope = self._scope_of_rule(position, replaces=replaces)
        return sorted(set(scope.members) - scope.excluded)

    def earlier_verdicts(
        self, position: int, article: str, *, replaces: bool
    ) -> tuple[EarlierVerdict, ...]:
        """The verdicts on a case that a rule meets, and what choosing `article` makes of each."""
        scope = self._scope_of_rule(position, replaces=replaces)
        verdict = {one: "" if one in scope.excluded else article for one in scope.members}
        standings = self.cases[position].standings
        verdicts = [s for s in standings if s.decision.verdict != "undecided"]
        return tuple(
            EarlierVerdict(
                s.decision,
                "kept" if s.bound and not replaces else self._effect(s, verdict),
            )
            for s in verdicts
        )

    def _effect(self, standing: DecisionStatus, fates: Mapping[str, str]) -> Effect:
        if not gives_way(standing, fates):
            return "kept"
        return "replaced" if standing.decision.reviewer == self.reviewer else "overruled"

    def undo(self) -> str:
        """Take the last action back and go to the group it touched.

        One on a decision that has changed since, in another session, is left as it is and forgotten.
        """
        last = self._history.last()
        if last and not self._is_as(change for step in last.steps for change in step.after):
            self._history.drop_last()
            return f"not undone: {last.name}; the decision has changed since in another session"
        action = self._history.back()
        if action is None:
            earlier = "; what was done before this start can be undone when indexing has ended"
            return "nothing to undo" + (earlier if self._history.held else "")
        for step in reversed(action.steps):
            self._apply(step.article, step.back(), everywhere=step.everywhere)
        self._return_to(action)
        return f"undone: {action.name}"

    def redo(self) -> str:
        """Do the last undone action again and go to the group it touched; not where its decision has changed since."""
        following = self._history.next()
        before = (step.before for step in reversed(following.steps)) if following else ()
        if following and not self._is_as(change for changes in before for change in changes):
            self._history.drop_next()
            return f"not done again: {following.name}; the decision has changed since"
        action = self._history.forth()
        if action is None:
            return "nothing to redo"
        for step in action.steps:
            self._apply(step.article, step.after, everywhere=step.everywhere)
        self._return_to(action)
        return f"done again: {action.name}"

    def _is_as(self, changes: Iterable[Change]) -> bool:
        """Whether the decisions are as these changes left them; of two with one key the last counts."""
        wanted = {(change.id, change.reviewer): change.decision for change in changes}
        return all(self.decisions.get(key) == record for key, record in wanted.items())

    def tally(self) -> Tally:
        """What this reviewer decided today, and how often as it was suggested."""
        records = (
            (standing.decision, suggestion.article if suggestion.rule != "none" else "")
            for position in range(len(self.cases))
            for standing in self._mine(position)
            for suggestion in [self.suggestion(position)]
        )
        return tally(records, self._clock().astimezone().date())

    def pace(self) -> Pace:
        """How fast this reviewer decides by hand, from the latest actions whose decisions still stand."""
        moments = list(islice(self._hand_decisions(), LATEST))
        return pace(moments[::-1])

    def _hand_decisions(self) -> Iterator[datetime]:
        """When each action decided groups by hand, the latest first.

        A decision that was undone, replaced since or made by rule is none. A group counts once, with its latest
        decision, and an action on many groups counts once.
        """
        counted_groups: set[str] = set()
        for action in self._history.latest():
            if _is_by_rule(action):
                continue  # as a whole: it may have decided ten thousands of groups
            standing = {
                step.article: change.decision.at
                for step in action.steps
                for change in step.after
                if change.decision is not None and self._stands_by_hand(change.decision)
            }
            new = standing.keys() - counted_groups
            counted_groups |= new
            if new:
                yield max(standing[article] for article in new)

    def _stands_by_hand(self, record: Decision) -> bool:
        """Whether a record is a verdict by hand that nothing has replaced; a later note or label is no replacement."""
        if record.rule or record.verdict == "undecided" or record.reviewer != self.reviewer:
            return False
        now = self.decisions.get(record.key)
        written = (record.at, record.verdict, "")
        return now is not None and (now.at, now.verdict, now.rule) == written

    def _choose(self, article: str) -> str:
        return self._refusal(article) or self._decide("canonical", "canonical", article)

    def _refusal(self, article: str) -> str:
        """Why the copy cannot be canonical, "" where it can: it is excluded, or a copy of a reference is there."""
        if article in self.excluded():
            key = "D" if article in self.other_part() else "d"
            return f"that copy is excluded from the group: {key} puts it back"
        return self._kept_from(article)

    def _kept_from(self, article: str) -> str:
        """Why the copy cannot be canonical: a copy of a reference is in its part of the case. "" where none is."""
        if article in self.locked:
            return ""
        there = set(self._spoken_of(article)) - self.excluded()
        kept = min(self.locked & there, default="")
        return kept and (
            f"a copy of the reference stays canonical: {kept}; d takes it out of the group"
        )

    def _decide(
        self,
        verdict: Verdict,
        name: str,
        canonical: str = "",
        members: Sequence[str] = (),
    ) -> str:
        """Write a verdict on `members`, by default the copies in question, and go on to the next open case."""
        members = members or self._in_question(canonical)
        if len(members) < 2:
            return "one copy alone is no group: D adds another, d excludes"
        excluded = self.excluded() & set(members)
        at, waiting = self.cursor, self._waiting_beside(members)
        if len(waiting) == 1:  # a part of one copy counts as excluded
            members, excluded = sorted({*members, *waiting}), excluded | set(waiting)
        was_open = self.case.state in OPEN_STATES
        with self._history.as_one(name):
            self._write(name, verdict, members, canonical=canonical, excluded=excluded)
            if len(waiting) > 1:
                self._write("put aside", "undecided", waiting)
        at = self._where.get(members[0], at)
        said = f"{name}: {canonical or members[0]}"
        more = len(members) - len(excluded) - 1
        if more > 0:
            said += f" (and {more} more)"
        if self.cases[at].state == "conflict":
            said += "; another reviewer says otherwise, so it stays open"
        elif self.cases[at].state in OPEN_STATES:
            rest = len(waiting_members(self.cases[at]))
            wait = counted(
                rest, "copy of this group still waits", "copies of this group still wait"
            )
            return f"{said}; {wait}"
        return f"{said}{self.move_on(was_open=was_open)}"

    def _in_question(self, canonical: str) -> Sequence[str]:
        """The copies that a verdict by hand speaks of; `canonical` is "" where it chooses none.

        What was said to be no duplicates stays apart. A newcomer to what another reviewer decided is added to that.
        """
        pair = self.pair()
        members = self._spoken_of(canonical or pair.base)
        if not canonical:
            return members
        scope = rule_scope(self.case)
        if scope.anchor == canonical and not self._own().touching(scope.members):
            return scope.members
        every = (*self.case.standings, *self.case.elsewhere)
        apart = [s for s in every if not s.overruled]
        first = (canonical, pair.shown, pair.base)
        return linked(first, members, self.case.members, apart, self.excluded())

    def _own(self) -> OwnVerdicts:
        return OwnVerdicts(self.case.members, tuple(self._mine()))

    def _spoken_of(self, article: str) -> list[str]:
        return self._own().spoken_of(article, self._aside())

    def _aside(self) -> frozenset[str]:
        """The other part of the case where it has several copies; a single one is excluded instead."""
        part = self.other_part()
        return part if len(part) > 1 else frozenset()

    def _waiting_beside(self, members: Sequence[str]) -> list[str]:
        """The copies of the part that is not decided now, where the case is being parted."""
        if not self._aside():
            return []
        left = set(self.case.members) - set(members) - self._own().covered()
        return sorted(left)

    def _write(
        self,
        name: str,
        verdict: Verdict,
        members: Sequence[str],
        *,
        note: str = "",
        label: str = "",
        superseding_all: bool = False,
        keeping_bound: bool = False,
        **more: Any,
    ) -> None:
        """Record a verdict on `members`, in place of what this reviewer said of them before.

        An earlier verdict that also speaks of other copies stays where both can hold, unless `superseding_all`.
        With `keeping_bound` every verdict on unchanged texts stays: the caller decides only what these leave open.
        """
        new = self._record(verdict, members, score=self.case.score, **more)
        canonical, excluded = more.get("canonical", ""), more.get("excluded", ())
        new_fates = {one: "" if one in excluded else canonical for one in members}
        elsewhere = [s for s in self.case.elsewhere if s.decision.reviewer == self.reviewer]
        own = OwnVerdicts(self.case.members, (*self._mine(), *elsewhere))
        earlier = own.touching(new_fates) if superseding_all else own.giving_way(verdict, new_fates)
        earlier = [s for s in earlier if not self._stays_beside(s, canonical)]
        if keeping_bound:
            earlier = [s for s in earlier if _is_open_to_rules(s, members)]
        left = [
            rest
            for standing in earlier
            if not superseding_all or standing.decision.verdict == "not-duplicates"
            for rest in still_apart(standing, new)
        ]
        changes = (
            *replacing(replace(new, note=note, label=label), [s.decision for s in earlier]),
            *(Change(rest.id, rest.reviewer, rest) for rest in left if rest.id != new.id),
        )
        article = self.case.members[0]
        everywhere = bool(left) or any(s in elsewhere for s in earlier)
        self._do(name, article, tuple(map(self._worthy, changes)), everywhere=everywhere)

    def _stays_beside(self, standing: DecisionStatus, canonical: str) -> bool:
        """Whether a decision that was applied is kept beside one that speaks of its canonical copy alone.

        The copies that were taken out may be brought back, and the new decision does not know them.
        """
        applied = is_applied(standing, self.articles)
        return applied and (not canonical or canonical in standing.places)

    def _record(self, verdict: Verdict, members: Iterable[str], **more: Any) -> Decision:
        copies = [self.articles[member] for member in members]
        settles = more.pop("settles", self._overruled())
        return decision(
            copies, verdict, reviewer=self.reviewer, at=self._time(), settles=settles, **more
        )

    def _time(self) -> datetime:
        """The time of a decision: the clock's, but never before that of a decision on this case that was read."""
        now = self._clock()
        latest = max((standing.decision.at for standing in self.case.standings), default=now)
        return now if now >= latest else latest + timedelta(seconds=1)

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
        if everywhere or article not in self._where or self._ties_others(article, changes):
            self._lay_out()
        else:
            self._settle(self._where[article], changes)
        self._keep(changes)

    def _ties_others(self, article: str, changes: Iterable[Change]) -> bool:
        """Whether a decision ties articles of other cases to this one: undo may bring back one that did."""
        records = [one.decision for one in changes if one.decision is not None]
        tying = [record for record in records if record.verdict != "not-duplicates"]
        members = {None, *self.cases[self._where[article]].members}
        found = located(self.articles, tying)
        return not all(members.issuperset(standing.places) for standing in found)

    def _return_to(self, action: Action) -> None:
        """Put the cursor on the group that an action touched, where it is still there."""
        self.cursor = self._where.get(action.steps[0].article, self.cursor)


def _is_by_rule(action: Action) -> bool:
    """Whether a rule decided: it does so in all steps of an action or in none."""
    written = (change.decision for step in action.steps for change in step.after)
    first = next((record for record in written if record is not None), None)
    return first is not None and bool(first.rule)


def _is_open_to_rules(standing: DecisionStatus, members: Collection[str]) -> bool:
    """Whether a rule's decision on `members` may take the place of a record: no verdict holds, and no join is undone."""
    if standing.decision.verdict == "undecided":
        return {place for place in standing.places if place is not None} <= set(members)
    return not standing.bound
