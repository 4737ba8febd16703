"""Actions one after the other, taken back and done again: what undo and redo walk along."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tui.model import Change


@dataclass(frozen=True, slots=True)
class Step:
    """What one action did to one case: an article of it, and its records before and after.

    `everywhere` where it changed which cases there are (a join).
    """

    article: str
    before: tuple[Change, ...]
    after: tuple[Change, ...]
    everywhere: bool = False

    def back(self) -> tuple[Change, ...]:
        """The changes that take the step back."""
        return tuple(reversed(self.before))


@dataclass(frozen=True, slots=True)
class Action:
    """What one key did, to one case or to many: the unit of undo."""

    name: str
    steps: tuple[Step, ...]


@dataclass(slots=True)
class History:
    """The actions of this run; mutable because it is where the reviewer walks back and forth."""

    _done: list[Action] = field(default_factory=list)
    _undone: list[Action] = field(default_factory=list)
    _together: list[Step] | None = None

    def record(self, name: str, step: Step) -> None:
        """Note a step that was just done; what was undone before is forgotten."""
        self._undone.clear()
        if self._together is None:
            self._done.append(Action(name, (step,)))
        else:
            self._together.append(step)

    @contextmanager
    def as_one(self, name: str) -> Iterator[None]:
        """Make all steps that are recorded inside one action; inside another it is part of that one."""
        if self._together is not None:
            yield
            return
        steps: list[Step] = []
        self._together = steps
        try:
            yield
        finally:
            self._together = None
            if steps:
                self._done.append(Action(name, tuple(steps)))

    def back(self) -> Action | None:
        """The last action, now to be taken back; None where there is none."""
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def forth(self) -> Action | None:
        """The action that was taken back last, now to be done again; None where there is none."""
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1]

    def last(self) -> Action | None:
        """The action that undo would take back."""
        return self._done[-1] if self._done else None
