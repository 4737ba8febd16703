"""Parsers that can hang, grow or crash, run in a process that can be killed.

The process is forked from a server that has the parsers' libraries loaded (multiprocessing's
forkserver), so that a new one costs some 20 ms and not the loading of them. It reads one file after
the other. What it says on standard error is dropped: nothing but what it yields reaches a terminal.
"""

import os
import resource
import signal
from collections.abc import Generator
from contextlib import suppress
from importlib.util import find_spec
from math import ceil
from multiprocessing import get_context, reduction
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from typing import TYPE_CHECKING, BinaryIO, Final, Self

from tui.config import ReadSettings
from tui.read.article import Parsed, Passing
from tui.read.resource_tracker import begin_tracking

if TYPE_CHECKING:
    from tui.read.file_formats import Parse

_LIBRARIES: Final = ("trafilatura", "pyarrow.parquet")
_MEMORY: Final = 4 << 30  # bytes of addresses; pyarrow alone maps one
_FAILED: Final = "its reader failed: damaged, or made to break readers"


class Reader:
    """A process that reads files for this one; a context manager that ends it.

    Mutable: the process is started when it is first needed, and anew behind a file that broke it.
    """

    def __init__(self) -> None:
        self._running: tuple[ForkServerProcess, Connection] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def parse(
        self,
        parse: "Parse",
        source: BinaryIO,
        origin: str,
        settings: ReadSettings,
        *,
        start: int = 0,
    ) -> Generator[Parsed]:
        """What `parse` yields of the open file; the process is killed where one article takes too long.

        A file that fails in a process which has read others is tried again in one of its own.
        """
        used = self._running is not None
        answered = False
        trouble = "not read to its end"
        try:
            process, connection = self._started()
            connection.send((parse, origin, settings, start))
            reduction.send_handle(connection, source.fileno(), process.pid)
            while connection.poll(settings.longest_reading):
                answer: Parsed | None = connection.recv()
                if answer is None:
                    trouble = ""
                    return
                answered = True
                yield answer
            trouble = (
                f"reading it took longer than {settings.longest_reading:g} seconds"
                " (read.longest_reading)"
            )
        except (EOFError, ConnectionError):
            trouble = _FAILED
        finally:
            if trouble:
                self.close()
        if trouble == _FAILED and used and not answered:
            os.lseek(
                source.fileno(), 0, os.SEEK_SET
            )  # the place is shared with the one that failed
            yield from self.parse(parse, source, origin, settings, start=start)
        else:
            yield Passing(origin, trouble)

    def close(self) -> None:
        """End the process, whatever it does."""
        if self._running is not None:
            process, connection = self._running
            self._running = None
            connection.close()
            process.kill()
            process.join()
            process.close()

    def _started(self) -> tuple[ForkServerProcess, Connection]:
        if self._running is None:
            context = get_context("forkserver")
            libraries = (name for name in _LIBRARIES if _is_there(name))
            context.set_forkserver_preload(["__main__", "tui.read.file_formats", *libraries])
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs,), daemon=True)
            begin_tracking()
            process.start()
            theirs.close()
            self._running = process, ours
        return self._running


def _is_there(name: str) -> bool:
    return find_spec(name.partition(".")[0]) is not None


def _serve(connection: Connection) -> None:
    """Read the files that come through the connection, until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    _bound_memory()
    with suppress(EOFError):
        while True:
            parse, origin, settings, start = connection.recv()
            # Where nobody is left to kill this process, the alarm does.
            patience = 2 * ceil(settings.longest_reading)
            with os.fdopen(reduction.recv_handle(connection), "rb") as source:
                signal.alarm(patience)
                for parsed in parse(source, origin, settings, start=start):
                    connection.send(parsed)
                    signal.alarm(patience)
            signal.alarm(0)
            connection.send(None)


def _bound_memory() -> None:
    """No more than `_MEMORY` for this process, and no core dump when it ends by that."""
    _, hardest = resource.getrlimit(resource.RLIMIT_AS)
    if hardest == resource.RLIM_INFINITY or hardest > _MEMORY:
        with suppress(ValueError, OSError):  # some systems know no such limit
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, hardest))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
