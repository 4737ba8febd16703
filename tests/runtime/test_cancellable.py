"""Work in a thread of its own tells its caller everything in order, and is stopped while it computes."""

import threading

import pytest

from tui.progress import Cancelled, Step, silent
from tui.runtime.cancellable import run_cancellable

PATIENCE = 60  # seconds, never waited for where all is well


def test_what_is_told_is_heard_in_order_and_in_the_thread_that_waits():
    heard = []

    def hear(what):
        heard.append((what, threading.current_thread()))

    def work(report, relay):
        tell = relay(hear)
        for number in range(50):
            report(Step("counting", number))
            tell(number)
        return "done"

    steps = []
    assert run_cancellable(work, steps.append) == "done"
    assert heard == [(number, threading.current_thread()) for number in range(50)]
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert {step.done for step in steps} == set(range(50))


def test_it_is_stopped_while_the_work_tells_nothing():
    released, ended = threading.Event(), threading.Event()

    def work(report, _):
        try:
            report(Step("sorting", 0))
            released.wait(PATIENCE)
            report(Step("sorting", 1))
        finally:
            ended.set()

    asked = []

    def stop_when_asked_again(step):
        asked.append(step)
        if len(asked) > 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        run_cancellable(work, stop_when_asked_again)
    assert asked == [Step("sorting", 0)] * 2
    assert not ended.is_set()
    released.set()
    assert ended.wait(PATIENCE)  # by what it told next, which nobody heard
    assert len(asked) == 2


def test_what_a_callback_raises_stops_it():
    released = threading.Event()

    def work(_, relay):
        relay(lambda number: 1 // number)(0)
        released.wait(PATIENCE)

    with pytest.raises(ZeroDivisionError):
        run_cancellable(work, silent)
    released.set()


def test_what_the_work_raises_is_raised_here():
    def work(*_):
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        run_cancellable(work, silent)
