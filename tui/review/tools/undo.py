"""Actions one after the other, taken back and done again: what undo and redo walk along."""

from collections.abc import Callable, Iterable, Iterator
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
    """The actions of this run, and before them what is left of the run before.

    Mutable because it is where the reviewer walks back and forth. `diary` is told of every walk: a new
    action ("did", also when it is taken back later), "undone", "redone". The first `held` actions are not taken back.
    """

    diary: Callable[[str, Action], None] = lambda _, __: None
    held: int = 0
    _done: list[Action] = field(default_factory=list)
    _undone: list[Action] = field(default_factory=list)
    _together: list[Step] | None = None

    def record(self, name: str, step: Step) -> None:
        """Note a step that was just done; what was undone before is forgotten."""
        self._undone.clear()
        if self._together is None:
            self._did(Action(name, (step,)))
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
                self._did(Action(name, tuple(steps)))

    def latest(self) -> Iterator[Action]:
        """The actions that are not undone, the latest first; those of the run before come last."""
        return reversed(self._done)

    def begin_with(self, actions: Iterable[Action]) -> None:
        """Take up the actions of the run before, oldest first, as if they had been done just now."""
        self._done[:0] = actions

    def hold(self) -> None:
        """Let nothing be taken back, until `held` is 0 again, that is done by now."""
        self.held = len(self._done)

    def _did(self, action: Action) -> None:
        self._done.append(action)
        self.diary("did", action)

    def last(self) -> Action | None:
        """The action that would be taken back next; None where there is none."""
        return self._done[-1] if len(self._done) > self.held else None

    def next(self) -> Action | None:
        """The action that would be done again next; None where there is none."""
        return self._undone[-1] if self._undone else None

    def drop_last(self) -> None:
        """Forget the action that would be taken back next: it cannot be any more."""
        self.diary("undone", self._done.pop())

    def drop_next(self) -> None:
        """Forget the action that would be done again next: it cannot be any more."""
        self._undone.pop()

    def back(self) -> Action | None:
        """The last action, now to be taken back; None where there is none."""
        if self.last() is None:
            return None
        self._undone.append(self._done.pop())
        self.diary("undone", self._undone[-1])
        return self._undone[-1]

    def forth(self) -> Action | None:
        """The action that was taken back last, now to be done again; None where there is none."""
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        self.diary("redone", self._done[-1])
        return self._done[-1]
