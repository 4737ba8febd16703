"""A parser that can hang, grow or crash, run in a process that can be killed.

The process is forked from a server that has the parsers' libraries loaded (multiprocessing's
forkserver), so that a page costs some 10 ms and not the loading of them. What it says on standard
error is dropped: nothing but what it yields reaches a terminal.
"""

import os
import resource
import signal
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.reduction import DupFd
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from tui.config import ReadSettings
from tui.read.article import Parsed, Passing
from tui.read.tracker import begin_tracking

if TYPE_CHECKING:
    from tui.read.formats import Parse

_LIBRARIES: Final = ("trafilatura", "pyarrow.parquet")
_MEMORY: Final = 4 << 30  # bytes of addresses; pyarrow alone maps one


def parse_isolated(
    parse: "Parse", source: BinaryIO, origin: str, settings: ReadSettings, *, start: int = 0
) -> Iterator[Parsed]:
    """What `parse` yields of the open file; it is killed where one article takes too long."""
    context = get_context("forkserver")
    context.set_forkserver_preload(
        ["__main__", "tui.read.formats", *(name for name in _LIBRARIES if _is_there(name))]
    )
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(
        target=_Work(parse, source, origin, settings, start), args=(theirs,), daemon=True
    )
    begin_tracking()
    process.start()
    theirs.close()
    try:
        yield from _answers(ours, origin, settings.longest_reading)
    finally:
        ours.close()
        process.kill()
        process.join()
        process.close()


def _is_there(name: str) -> bool:
    return find_spec(name.partition(".")[0]) is not None


def _answers(ours: Connection, origin: str, seconds: float) -> Iterator[Parsed]:
    try:
        while ours.poll(seconds):
            answer: Parsed | None = ours.recv()
            if answer is None:
                return
            yield answer
        yield Passing(
            origin, f"reading it took longer than {seconds:g} seconds (read.longest_reading)"
        )
    except EOFError:
        yield Passing(origin, "its reader failed: damaged, or made to break readers")


def _bound_memory() -> None:
    """No more than `_MEMORY` for this process, and no core dump when it ends by that."""
    _, hardest = resource.getrlimit(resource.RLIMIT_AS)
    if hardest == resource.RLIM_INFINITY or hardest > _MEMORY:
        with suppress(ValueError, OSError):  # some systems know no such limit
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, hardest))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class _Work:
    """What the process is to do, in a form that reaches it: the open file as a descriptor."""

    def __init__(
        self,
        parse: "Parse",
        source: BinaryIO,
        origin: str,
        settings: ReadSettings,
        start: int,
    ) -> None:
        self.arguments = (parse, source, origin, settings, start)

    def __getstate__(self) -> tuple[Any, ...]:
        parse, source, *rest = self.arguments
        return (parse, DupFd(source.fileno()), *rest)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        parse, descriptor, *rest = state
        self.arguments = (parse, os.fdopen(descriptor.detach(), "rb"), *rest)

    def __call__(self, answers: Connection) -> None:
        parse, source, origin, settings, start = self.arguments
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        _bound_memory()
        for parsed in parse(source, origin, settings, start=start):
            answers.send(parsed)
        answers.send(None)
