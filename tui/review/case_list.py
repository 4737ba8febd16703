"""The list of cases: what stands in it, in which order, where the cursor is, and what is selected."""

import dataclasses
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from tui.model import OPEN_STATES, SET_ASIDE_STATES, State
from tui.review.case_view import CaseView
from tui.review.rule_scope import RuleScope, rule_scope
from tui.review.tools import bulk_rules, filters
from tui.review.tools.bulk_rules import Candidates

DETECTED_ORDER: Final = "score"  # most alike first: the order that `resume` gives


class CaseList(CaseView):
    """Cases in a list that a filter and an order arrange; mutable for both, cursor and selection.

    `growing`: whether more groups come. Until then cases stand as they came, afterwards as detection orders them.
    """

    growing = False

    _filter = filters.parse("")
    _sort = DETECTED_ORDER
    order: Sequence[int] = ()
    _rank: Mapping[int, int] | range
    selected: set[int]

    def _lay_out(self) -> None:
        super()._lay_out()
        self.selected = set()
        self._line_up()

    def arrange(self, wanted: str, sort: str) -> int:
        """Show the cases that the filter `wanted` wants, in the order named `sort`; how many those are.

        The cursor stays on its case where that is shown, else it goes to the first open one that is.
        Cases that stop being wanted because they are decided stay until the list is arranged anew.
        Raises UsageError for a filter that cannot be read.
        """
        self._filter, self._sort = filters.parse(wanted), sort
        self._line_up()
        if self.order and self.rank(self.cursor) is None:
            self.cursor = self._first()
        return len(self.order)

    @property
    def arranged(self) -> tuple[str, str]:
        """The filter and the order of the list, as they were asked for."""
        return self._filter.text, self._sort

    def _line_up(self) -> None:
        if not (self._filter.conditions or self.growing) and self._sort == DETECTED_ORDER:
            self._stand(range(len(self.cases)))  # as detection left them: nothing to look at
        else:
            rows = filter(self._filter, map(self.row, range(len(self.cases))))
            ordered = sorted(rows, key=filters.SORTS[self._sort])
            self._stand([row.position for row in ordered])

    def _stand(self, order: Sequence[int]) -> None:
        """Have the cases in this order; a range, the order of most lists, is its own index and takes no memory."""
        self.order = order
        if isinstance(order, range):
            self._rank = order
        else:
            self._rank = {position: rank for rank, position in enumerate(order)}

    def _wanted(self, positions: Sequence[int]) -> Sequence[int]:
        """Those of the cases that the filter wants."""
        if not self._filter.conditions:
            return positions
        return [row.position for row in filter(self._filter, map(self.row, positions))]

    def rank(self, position: int) -> int | None:
        """Where in the list a case stands, 0-based; None where the filter leaves it out."""
        if isinstance(self._rank, range):
            return position if position in self._rank else None
        return self._rank.get(position)

    def _rank_or(self, position: int, nowhere: int) -> int:
        rank = self.rank(position)
        return nowhere if rank is None else rank

    def step(self, rows: int) -> bool:
        """Go up (negative) or down the list, to its end at most; whether the cursor moved."""
        rank = self._rank_or(self.cursor, -1 if rows > 0 else len(self.order))
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
        first, last = sorted((self._rank_or(start, 0), self._rank_or(self.cursor, 0)))
        self.selected.update(self.order[first : last + 1])

    def go(self, position: int) -> bool:
        """Put the cursor on a case, the nearest one where `position` is outside; whether it moved."""
        to = max(0, min(position, len(self.cases) - 1))
        moved, self.cursor = to != self.cursor, to
        return moved

    def next_open(self, after: int) -> int | None:
        """The first open case of the list behind `after`, from the top again where there is none."""
        return self._next(OPEN_STATES, after)

    def _next(self, states: Collection[State], after: int) -> int | None:
        rank, total = self._rank_or(after, -1), len(self.order)
        for step in range(1, total + 1):
            position = self.order[(rank + step) % total]
            if self.cases[position].state in states:
                return position
        return None

    def _first(self) -> int:
        """The first open case of the list, else its first case; 0 where the list is empty."""
        found = self.next_open(-1)
        if found is not None:
            return found
        return self.order[0] if self.order else 0

    def go_to_next_open(self) -> bool:
        """Put the cursor on the next open case; False where none in the list is open."""
        return self._go_to(self.next_open(self.cursor))

    def go_to_next_set_aside(self) -> bool:
        """Put the cursor on the next skipped or flagged case; False where none is in the list."""
        return self._go_to(self._next(SET_ASIDE_STATES, self.cursor))

    def _go_to(self, found: int | None) -> bool:
        if found is not None:
            self.cursor = found
        return found is not None

    def move_on(self, *, was_open: bool) -> str:
        """Go to the next open case of the list after a decision on the case under the cursor.

        Returns "", or where the list has no open case a clause for the message that says so. `was_open`: whether
        that decision closed an open case.
        """
        if self.go_to_next_open():
            return ""
        if not was_open:
            return f"; {self.none_open()}"
        so_far = " so far" if self.growing else ""
        if self.open:
            return f"; last open group in this filter{so_far}; {self._open_outside()}"
        aside = "" if self.growing or not self.set_aside else f"; {self._set_aside_where()}"
        return f"; that was the last open group{so_far}{aside}"

    def none_open(self) -> str:
        """Say why the list has no open case, and where to find those that are left. Only where it has none."""
        if self.open:
            so_far = " so far" if self.growing else ""
            return f"no open group in this filter{so_far}; {self._open_outside()}"
        if self.growing:
            return "no group found so far is open; more may come"
        if self.set_aside:
            return f"no group is open; {self._set_aside_where()}"
        return "every group is decided"

    def none_set_aside(self) -> str:
        """Say that the list has no case that is set aside. Only where it has none."""
        if self.set_aside:
            return (
                f"no group in this filter is set aside; {self.set_aside:,} outside it (0 shows all)"
            )
        return "no group is set aside"

    def hidden_open(self) -> str:
        """Say that the filter hides every open case; "" where one is in the list, or none is open."""
        hides = self.open and self.next_open(-1) is None
        return self.none_open() if hides else ""

    def _open_outside(self) -> str:
        return f"{self.open:,} open outside it (0 shows all)"

    def _set_aside_where(self) -> str:
        if self._filter.conditions and self._next(SET_ASIDE_STATES, -1) is None:
            return f"{self.set_aside:,} set aside outside this filter (0 shows all)"
        return f"{self.set_aside:,} set aside (R goes to the next)"

    def ahead(self, *, backwards: bool = False) -> list[int]:
        """All cases of the list from the one behind the cursor (or before it), round to the one under it."""
        rank = self._rank_or(self.cursor, len(self.order) if backwards else -1)
        behind = [*self.order[rank + 1 :], *self.order[: rank + 1]]
        if not backwards:
            return behind
        return [*reversed(self.order[:rank]), *reversed(self.order[rank:])]

    def candidates(self) -> Iterator[Candidates]:
        """The open cases of the list, as rules look at them, and those set aside that newcomers have joined."""
        for position in self.order:
            case = self.cases[position]
            if not (case.standings or case.elsewhere):
                yield self._candidates(position, RuleScope(case.members))
            elif case.state in OPEN_STATES or any(s.newcomers for s in case.standings):
                whole = self._candidates(position, RuleScope(tuple(self._counting(position))))
                scope = rule_scope(case)
                if scope.blocked:
                    yield dataclasses.replace(whole, blocked=scope.blocked, whole=whole)
                else:
                    within = self._candidates(position, scope)
                    yield dataclasses.replace(within, anchor=scope.anchor, whole=whole)

    def _candidates(self, position: int, scope: RuleScope) -> Candidates:
        counting = [member for member in scope.members if member not in scope.excluded]
        choosable = [member for member in counting if member in self.locked] or counting
        copies = [self.articles[member] for member in choosable]
        return Candidates(
            position,
            self.cases[position].score,
            tuple(copies),
            tuple(self._furniture_of(copy.id) for copy in copies),
            self.suggestion_among(counting, position),
            same_text=len({self.articles[member].digest for member in counting}) == 1,
            doubt=bulk_rules.stub([self.articles[member] for member in counting]),
        )

    def preview_rule(self, line: str, *, replace: bool = False) -> bulk_rules.Preview:
        """What a rule, with its conditions if it has any, would decide of the open cases of the list.

        Raises UsageError for a rule or a condition that cannot be read.
        """
        rule, written = bulk_rules.split(line)
        conditions = filters.parse(written)

        def wanted(position: int) -> bool:
            return not conditions.conditions or conditions(self.row(position))

        found = bulk_rules.preview(rule, self.candidates(), replace=replace, wanted=wanted)
        return dataclasses.replace(found, rule=f"{found.rule} if {written}") if written else found
