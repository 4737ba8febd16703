"""Many files read and measured: here where they are few, in worker processes where that pays.

Workers are spawned, never forked: a fork of a program with threads can hang.
"""

import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from typing import Final

from tui.config import ReadSettings
from tui.cores import cores
from tui.model import FileStamp
from tui.progress import Progress, Step, silent
from tui.read.batches import Measure, Measured, batches, measure_batch
from tui.read.tracker import begin_tracking

STAGE: Final = "reading"

# Two workers start in half a second; one process reads 1,000 files of 4 kB in that time.
_FILES_THAT_PAY: Final = 1_000
_BYTES_THAT_PAY: Final = 4_000_000
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
    left = list(batches(stamps))
    count = min(workers or cores(), len(left))
    done = 0

    def look() -> None:
        progress(Step(STAGE, done, len(stamps)))

    if count > 1 and _pays(stamps):
        finished = set()
        for number, measured in _in_workers((root, settings, measure), left, count, look):
            finished.add(number)
            done += len(measured)
            yield measured
        left = [batch for number, batch in enumerate(left) if number not in finished]
    for batch in left:
        yield measure_batch(root, batch, settings, measure, look)
        done += len(batch)
    look()


def _pays(stamps: Sequence[FileStamp]) -> bool:
    return len(stamps) >= _FILES_THAT_PAY or sum(one.size for one in stamps) >= _BYTES_THAT_PAY


def _in_workers(
    work: tuple[Path, ReadSettings, Measure],
    waiting: Sequence[Batch],
    count: int,
    look: Callable[[], None],
) -> Generator[tuple[int, list[Measured]]]:
    """Yield the number of a batch and what it gave; ends early where a worker was killed."""
    root, settings, measure = work
    others = set(active_children())
    supply = iter(enumerate(waiting))
    running: dict[Future[list[Measured]], int] = {}
    begin_tracking()
    executor = ProcessPoolExecutor(
        count, mp_context=get_context("spawn"), initializer=_begin_worker
    )
    ended = False
    try:
        while not ended:
            for number, batch in islice(supply, count * _AHEAD - len(running)):
                running[executor.submit(measure_batch, root, batch, settings, measure)] = number
            ready, _ = wait(running, timeout=_LOOK_EVERY, return_when=FIRST_COMPLETED)
            look()
            for future in ready:
                yield running.pop(future), future.result()
            ended = not running
    except BrokenProcessPool:
        return  # killed, as by the system for want of memory
    finally:
        executor.shutdown(wait=ended, cancel_futures=True)
        for worker in set(active_children()) - others:
            worker.terminate()


def _begin_worker() -> None:
    """Leave ^C to the program that waits for this worker, and end when that program does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:

        def end_with_it() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=end_with_it, daemon=True).start()
