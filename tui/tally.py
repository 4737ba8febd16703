"""What a reviewer has done, counted: today's decisions, agreement with suggestions, pace and time left."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from tui.model import Decision

_PAUSE: Final = 300.0  # seconds without a decision: longer is a pause, and no work
_ENOUGH: Final = 5  # decisions from which a pace is worth telling


@dataclass(frozen=True, slots=True)
class Tally:
    """One reviewer's decisions of a day. `agreed` of `suggested`: chosen by hand as it was suggested."""

    decided: int = 0
    by_rule: int = 0
    agreed: int = 0
    suggested: int = 0

    @property
    def by_hand(self) -> int:
        """Decided by a key, not by a rule."""
        return self.decided - self.by_rule


def tally(records: Iterable[tuple[Decision, str]], day: date) -> Tally:
    """Count the decisions of `day` (local time), each with the path that is suggested, "" for none."""
    decided = by_rule = agreed = suggested = 0
    for record, path in records:
        if record.verdict == "undecided" or record.at.astimezone().date() != day:
            continue
        decided += 1
        if record.rule:
            by_rule += 1
        elif record.verdict == "canonical" and path:
            suggested += 1
            agreed += any(member.canonical and member.path == path for member in record.members)
    return Tally(decided, by_rule, agreed, suggested)


@dataclass(slots=True)
class Pace:
    """How fast decisions come, pauses left aside; mutable, for it goes on as they come."""

    decisions: int = 0
    _worked: float = 0.0  # seconds
    _last: float | None = field(default=None)

    def decided(self, at: float, count: int = 1) -> None:
        """Note decisions at a monotonic time in seconds."""
        if self._last is not None:
            self._worked += min(at - self._last, _PAUSE)
            self.decisions += count
        self._last = at

    @property
    def an_hour(self) -> float:
        """Decisions an hour; 0 while there are too few to tell."""
        if self.decisions < _ENOUGH or self._worked <= 0:
            return 0.0
        return self.decisions * 3600 / self._worked

    def left(self, still: int) -> str:
        """How long `still` groups take at this pace: `2 h`, `25 min`; "" where nobody can tell."""
        if not self.an_hour or not still:
            return ""
        minutes = still * 60 / self.an_hour
        return f"{minutes / 60:.0f} h" if minutes >= 90 else f"{max(1, round(minutes))} min"
