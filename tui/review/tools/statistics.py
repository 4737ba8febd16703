"""What a reviewer has done, counted: today's decisions, agreement with suggestions, pace and time left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Final

from tui.model import SET_ASIDE_STATES, Decision

_PAUSE: Final = 300.0  # seconds without a decision: longer is a pause, and no work
_ENOUGH: Final = 5  # decisions from which a pace is worth telling
LATEST: Final = 200  # decisions that a pace is taken from: what is recent says most of what comes


@dataclass(frozen=True, slots=True)
class Tally:
    """One reviewer's verdicts of a day. `agreed` of `suggested`: chosen by hand as it was suggested.

    `decided`: canonical or not duplicates; `set_aside`: skipped or flagged.
    """

    decided: int = 0
    set_aside: int = 0
    by_rule: int = 0
    agreed: int = 0
    suggested: int = 0

    @property
    def by_hand(self) -> int:
        """Decided by a key, not by a rule."""
        return self.decided - self.by_rule


def tally(records: Iterable[tuple[Decision, str]], day: date) -> Tally:
    """Count the verdicts of `day` (local time), each with the path that is suggested, "" for none."""
    decided = set_aside = by_rule = agreed = suggested = 0
    for record, path in records:
        if record.verdict == "undecided" or record.at.astimezone().date() != day:
            continue
        if record.verdict in SET_ASIDE_STATES:
            set_aside += 1
            continue
        decided += 1
        if record.rule:
            by_rule += 1
        elif record.verdict == "canonical" and path:
            suggested += 1
            agreed += any(member.canonical and member.path == path for member in record.members)
    return Tally(decided, set_aside, by_rule, agreed, suggested)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast decisions are made by hand: `decisions` in `worked` seconds, pauses left aside.

    One key counts as one decision, on however many groups it was pressed at once: how many groups the next
    batch will take cannot be known, so the time left is that of deciding one group after the other.
    """

    decisions: int = 0
    worked: float = 0.0

    @property
    def an_hour(self) -> float:
        """Decisions an hour; 0 while there are too few to tell."""
        if self.decisions < _ENOUGH or self.worked <= 0:
            return 0.0
        return self.decisions * 3600 / self.worked

    def left(self, still: int) -> str:
        """How long `still` groups take at this pace: `2 h`, `25 min`; "" where nobody can tell."""
        if not self.an_hour or not still:
            return ""
        minutes = still * 60 / self.an_hour
        return f"{minutes / 60:.0f} h" if minutes >= 90 else f"{max(1, round(minutes))} min"


def pace(moments: Sequence[datetime]) -> Pace:
    """Return the pace of decisions made at these moments, in the order in which they were made.

    The first one only starts the clock. A gap longer than five minutes counts as five; a clock that was set back
    between two decisions counts as no time.
    """
    gaps = ((after - before).total_seconds() for before, after in pairwise(moments))
    worked = sum(max(0.0, min(gap, _PAUSE)) for gap in gaps)
    return Pace(max(0, len(moments) - 1), worked)
