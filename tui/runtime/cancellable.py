"""Long work in a thread of its own, so that whoever waits for it can stop it at once.

A sort of a large folder's terms takes seconds, and nobody hears a key meanwhile. So the work is done in another thread, and
all that it tells is told in the thread that waits, which asks whether to go on ten times a second.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from queue import Empty, SimpleQueue
from typing import Final, Protocol, TypeVar

from tui.progress import Cancelled, Progress, Step

_ASK_EVERY: Final = 0.1  # seconds

Told = TypeVar("Told")
Result = TypeVar("Result")


class Relay(Protocol):
    """Makes of a callback one that has it called in the thread that waits, later and in order."""

    def __call__(self, hear: Callable[[Told], None], /) -> Callable[[Told], None]:
        """Wrap one callback."""
        ...


def run_cancellable(work: Callable[[Progress, Relay], Result], progress: Progress) -> Result:
    """What `work` gives or raises. It is handed a progress to report to, and a relay for its other callbacks.

    All of them are called in this thread. Where the work tells nothing for a while, its last step is told again. What
    a callback raises is raised at once; the work ends, unheard, when it next has something to tell.
    """
    told = _Told()
    done: Future[Result] = Future()

    def run() -> None:
        try:
            done.set_result(work(told.relay(told.steps(progress)), told.relay))
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is raised where it is waited for
            done.set_exception(error)
        told.waiting.put(_nothing)  # wakes who waits

    threading.Thread(target=run, name="attended", daemon=True).start()
    try:
        while not (done.done() and told.waiting.empty()):
            told.hear_next()
    finally:
        told.stopped.set()
    return done.result()


class _Told:
    """What the work tells and nobody has heard yet. `waiting`: calls to be made, in order."""

    def __init__(self) -> None:
        self.waiting: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self.stopped = threading.Event()
        self._again: Callable[[], None] = _nothing

    def relay(self, hear: Callable[[Told], None], /) -> Callable[[Told], None]:
        """As `Relay` says."""

        def tell(what: Told) -> None:
            if self.stopped.is_set():
                raise Cancelled
            self.waiting.put(lambda: hear(what))

        return tell

    def steps(self, progress: Progress) -> Progress:
        """`progress`, which is to hear its last step again where nothing is told."""

        def hear(step: Step) -> None:
            self._again = partial(progress, step)
            progress(step)

        return hear

    def hear_next(self) -> None:
        """Make the next call that is waiting; where none comes, repeat the last step."""
        try:
            call = self.waiting.get(timeout=_ASK_EVERY)
        except Empty:
            call = self._again
        call()


def _nothing() -> None:
    """Nothing to tell."""
