"""Many files read and measured: here where they are few, in worker processes where that pays.

Workers are spawned, never forked: a fork of a program with threads can hang.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from typing import Final

from tui.config import ReadSettings
from tui.model import FileStamp
from tui.progress import Progress, Step, silent
from tui.read.file_formats import format_of
from tui.read.measure_batch import Measure, Measured, batches, measure_batch
from tui.read.resource_tracker import begin_tracking
from tui.runtime.cpu_count import cores

STAGE: Final = "reading"
RECORDS: Final = "reading records"  # of one large file: nobody knows how many there are

# A worker starts in .3 seconds, in which this process reads 1,200 files of 2.3 kB; from then on both read as many.
_FILES_THAT_PAY: Final = 3_000
_BYTES_THAT_PAY: Final = 8_000_000
_LOOK_EVERY: Final = 0.1  # seconds between two looks whether to stop
_AHEAD: Final = 3  # batches handed out for each worker

Batch = list[FileStamp]


def measure_files(
    root: Path,
    stamps: Sequence[FileStamp],
    settings: ReadSettings,
    measure: Measure,
    *,
    workers: int = 0,
    progress: Progress = silent,
) -> Iterator[list[Measured]]:
    """Yield what the files gave, a batch at a time, in no order.

    `workers` 0 is one a core. Raises what `progress` raises, at most a batch late; the workers are
    then ended. Where a worker is killed, what is left is read here.
    """
    small = list(batches([stamp for stamp in stamps if not _is_large(stamp)]))
    large = [stamp for stamp in stamps if _is_large(stamp)]
    done = 0

    def look(_: int = 0) -> None:
        progress(Step(STAGE, done, len(stamps)))

    def look_inside(records: int) -> None:
        progress(Step(RECORDS, records))

    count = _useful(workers or cores(), small, large)
    with _pool(count) as pool:
        finished = set()
        work = (root, settings, measure)
        for number, measured in _shared_out(pool, work, small, count, look) if pool else ():
            finished.add(number)
            done += len(measured)
            yield measured
        for batch in (batch for number, batch in enumerate(small) if number not in finished):
            yield measure_batch(root, batch, settings, measure, look)
            done += len(batch)
        for stamp in large:
            yield measure_batch(root, [stamp], settings, measure, look_inside, pool)
            done += 1
    look()


def _is_large(stamp: FileStamp) -> bool:
    """Whether the file holds so many records that reading them and measuring them are worth sharing out."""
    form = format_of(stamp.path)
    return stamp.size >= _BYTES_THAT_PAY and form is not None and form.records


def _useful(most: int, small: Sequence[Batch], large: Sequence[FileStamp]) -> int:
    """How many workers pay beside this process, of at most so many processors; 0 is none: all is done here."""
    if most < 2:
        return 0
    if large:
        return most - 1
    return min(most, len(small)) - 1 if _pays([one for batch in small for one in batch]) else 0


def _pays(stamps: Sequence[FileStamp]) -> bool:
    return len(stamps) >= _FILES_THAT_PAY or sum(one.size for one in stamps) >= _BYTES_THAT_PAY


@contextmanager
def _pool(count: int) -> Iterator[ProcessPoolExecutor | None]:
    """So many workers, ended at once where the work is stopped; None for 0."""
    if not count:
        yield None
        return
    others = set(active_children())
    begin_tracking()
    executor = ProcessPoolExecutor(
        count, mp_context=get_context("spawn"), initializer=_begin_worker
    )
    ended = False
    try:
        yield executor
        ended = True
    finally:
        executor.shutdown(wait=ended, cancel_futures=True)
        for worker in set(active_children()) - others:
            worker.terminate()


def _shared_out(
    pool: ProcessPoolExecutor,
    work: tuple[Path, ReadSettings, Measure],
    waiting: Sequence[Batch],
    count: int,
    look: Callable[[int], None],
) -> Iterator[tuple[int, list[Measured]]]:
    """Yield the number of a batch and what it gave; ends early where a worker was killed.

    This process reads too, instead of waiting: at first the workers have yet to start.
    """
    root, settings, measure = work
    supply = iter(enumerate(waiting))
    running: dict[Future[list[Measured]], int] = {}
    with suppress(BrokenProcessPool):  # killed, as by the system for want of memory
        while True:
            for number, batch in islice(supply, count * _AHEAD - len(running)):
                running[pool.submit(measure_batch, root, batch, settings, measure)] = number
            here = next(supply, None)
            if here is not None:
                number, batch = here
                yield number, measure_batch(root, batch, settings, measure, look)
            elif not running:
                return
            ready, _ = wait(running, 0 if here else _LOOK_EVERY, FIRST_COMPLETED)
            look(0)
            for future in ready:
                yield running.pop(future), future.result()


def _begin_worker() -> None:
    """Leave ^C to the program that waits for this worker, and end when that program does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:

        def end_with_it() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=end_with_it, daemon=True).start()
