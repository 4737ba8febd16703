"""Blocks of work → their results in order, a few blocks ahead of whoever takes them.

In threads: what is done to a block is NumPy's, which lets go of the interpreter, and the arrays of a
folder are then held once. Processes would need a copy of them each.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar

from tui.runtime.cpu_count import cores

Block = TypeVar("Block")
Result = TypeVar("Result")

_AHEAD: Final = 2  # blocks for each thread: bounds what waits in memory


def ahead(
    work: Callable[[Block], Result], blocks: Sequence[Block], threads: int = 0
) -> Iterator[Result]:
    """Yield `work` of each block, in order; `threads` 0 is one a core.

    A taker that stops early, or `work` that raises, leaves nothing running but the blocks begun.
    """
    threads = min(threads or cores(), len(blocks))
    if threads < 2:
        yield from map(work, blocks)
        return
    pool = ThreadPoolExecutor(threads, thread_name_prefix="detect")
    waiting: deque[Future[Result]] = deque()
    try:
        for block in blocks:
            waiting.append(pool.submit(work, block))
            if len(waiting) > threads * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
