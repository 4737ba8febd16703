"""A folder indexed in a thread of its own: what it has found so far lies here until the screen takes it."""

from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Final

from tui.errors import CopydeskError
from tui.index import Index
from tui.model import Group
from tui.progress import Cancelled, Progress, Step

Make = Callable[[Progress, Callable[[Group], None], Callable[[Index], None]], Index]
"""Indexes, with what is to be told of its progress, of each settled group, and of all that is known before them."""

SOON: Final = 1.0  # seconds: a folder that is indexed by then opens with all its groups
A_MOMENT: Final = 0.5  # seconds after the first group: indexing that ends by then opens whole


class Indexing:
    """What one indexing has told. Mutable: a thread puts, the screen takes; each attribute has one writer.

    `step`: the last one told. `ahead`: all but the groups, once it is known. `found`: the index or the trouble, once
    it has ended; None where it was stopped.
    """

    def __init__(self, make: Make) -> None:
        self.step = Step("", 0)
        self.ahead: Index | None = None
        self.found: Index | CopydeskError | None = None
        self.stopped = False
        self._make = make
        self._groups: deque[Group] = deque()
        self._began = monotonic()
        self._first = float("inf")

    def run(self) -> None:
        """Index, in a thread; ends at the next report once it is `stopped`."""
        try:
            self.found = self._make(self._report, self._settled, self._know)
        except CopydeskError as trouble:
            self.found = trouble
        except Cancelled:
            pass

    @property
    def is_worth_opening(self) -> bool:
        """Whether groups are there, and more of them seem to take their time."""
        now = monotonic()
        return now - self._began >= SOON and now - self._first >= A_MOMENT

    def take(self, most: int) -> list[Group]:
        """The next groups that are settled, at most so many."""
        return [self._groups.popleft() for _ in range(min(most, len(self._groups)))]

    def _report(self, step: Step) -> None:
        if self.stopped:
            raise Cancelled
        self.step = step

    def _know(self, ahead: Index) -> None:
        self.ahead = ahead

    def _settled(self, group: Group) -> None:
        if self.stopped:
            raise Cancelled
        self._groups.append(group)
        self._first = min(self._first, monotonic())


def in_words(step: Step, *, roomy: bool = True) -> str:
    """A step in words: the stage and how far it is, in a narrow place as a share."""
    if step.total and not roomy:
        return f"{step.stage} {step.done * 100 // step.total} %"
    return f"{step.stage}  {step.done:,}" + (f" of {step.total:,}" if step.total else "")
