"""Results come in order, in threads or without; nothing is left running behind."""

import threading
import time

import pytest

from tui.runtime.thread_map import ahead


def of_us() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name.startswith("detect")]


@pytest.mark.parametrize("threads", [0, 1, 2, 5])
@pytest.mark.parametrize("blocks", [[], [3], list(range(40))])
def test_results_come_in_order(threads, blocks):
    def work(block):
        time.sleep(0.001 * (block % 3))
        return -block

    assert list(ahead(work, blocks, threads)) == [-block for block in blocks]
    assert of_us() == []


def test_work_is_done_at_the_same_time_and_only_a_few_blocks_ahead():
    both, begun = threading.Barrier(2, timeout=10), []

    def work(block):
        begun.append(block)
        if block < 2:
            both.wait()
        return block

    results = ahead(work, range(100), 2)
    assert next(results) == 0
    assert len(begun) <= 6
    results.close()
    assert of_us() == []


def test_trouble_in_a_block_reaches_whoever_takes_it():
    def work(block):
        if block == 3:
            raise MemoryError
        return block

    taken = []
    with pytest.raises(MemoryError):
        taken.extend(ahead(work, range(50), 2))
    assert of_us() == []
