"""One writer at a time, whoever dies, and where there are no locks."""

import errno
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from tui.errors import DecisionsError
from tui.store.disk.lock import NO_LOCKS_HERE, locked
from tui.store.disk.process import runs, tag
from tui.store.disk.system import System

HOLD = """
import sys, time
from pathlib import Path
from tui.store.disk.lock import locked
from tui.store.disk.system import System
with locked(Path(sys.argv[1]), System()):
    print("held", flush=True)
    time.sleep(60)
"""


class NoLocks(System):
    def lock(self, _):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))


@pytest.fixture
def target(tmp_path):
    return tmp_path / "decisions.toml"


@pytest.fixture
def holder(target):
    held = subprocess.Popen([sys.executable, "-c", HOLD, target], stdout=subprocess.PIPE, text=True)
    assert held.stdout.readline() == "held\n"
    yield held
    held.kill()
    held.wait()
    held.stdout.close()


@pytest.mark.usefixtures("holder")
def test_who_waits_too_long_is_told(target):
    waiting = locked(target, System(), patience=0.05)
    with pytest.raises(DecisionsError, match="another program is saving"), waiting:
        pass


def test_a_killed_holder_gives_the_lock_back_at_once(target, holder):
    threading.Timer(0.05, holder.send_signal, [signal.SIGKILL]).start()
    begun = time.monotonic()
    with locked(target, System(), patience=5) as said:
        assert said == ""
    assert time.monotonic() - begun < 2


def test_the_lock_file_stays_and_holds_nothing(target):
    with locked(target, System()):
        pass
    lock = target.with_name(".decisions.toml.lock")
    assert lock.read_bytes() == b""


@pytest.mark.parametrize("system", [System, NoLocks])
def test_two_threads_never_hold_it_together(system, target):
    inside, most = 0, 0

    def work():
        nonlocal inside, most
        for _ in range(20):
            with locked(target, system()):
                inside += 1
                most = max(most, inside)
                time.sleep(0.0005)
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_a_stand_in_is_said_and_taken_away(target):
    with locked(target, NoLocks()) as said:
        assert said == NO_LOCKS_HERE
        assert target.with_name(".decisions.toml.locked").exists()
    assert not target.with_name(".decisions.toml.locked").exists()


def test_the_stand_in_of_a_dead_program_is_passed_over(target):
    dead = subprocess.Popen([sys.executable, "-c", "pass"])
    left = tag(dead.pid)
    dead.wait()
    target.with_name(".decisions.toml.locked").write_text(left)
    with locked(target, NoLocks(), patience=0.5) as said:
        assert said == NO_LOCKS_HERE


def test_the_stand_in_of_a_running_program_is_respected(target):
    left = target.with_name(".decisions.toml.locked")
    left.write_text(tag())
    os.utime(left, (time.time() - 600, time.time() - 600))  # suspended while it held it
    with pytest.raises(DecisionsError), locked(target, NoLocks(), patience=0.05):
        pass


def test_a_stand_in_that_another_made_while_the_last_was_looked_at_is_respected(
    target, monkeypatch
):
    path = target.with_name(".decisions.toml.locked")
    path.write_text("the last one's")

    def given_back_and_made_anew(text):
        if text != "another's":
            path.write_text("another's")
            raise FileNotFoundError
        return True

    monkeypatch.setattr("tui.store.disk.lock.process.runs", given_back_and_made_anew)
    with pytest.raises(DecisionsError), locked(target, NoLocks(), patience=0.05):
        pass
    assert path.read_text() == "another's"


def test_of_two_that_see_a_stand_in_left_behind_one_takes_it_over(target, monkeypatch):
    path = target.with_name(".decisions.toml.locked")
    path.write_text("left behind")

    def looked_at_while_a_quicker_one_takes_it_over(text):
        if text == "left behind":
            path.write_text("the quicker one's")
            return False
        return True

    monkeypatch.setattr(
        "tui.store.disk.lock.process.runs", looked_at_while_a_quicker_one_takes_it_over
    )
    with pytest.raises(DecisionsError), locked(target, NoLocks(), patience=0.05):
        pass
    assert path.read_text() == "the quicker one's"
    assert [one.name for one in path.parent.glob("*.clearing")] == []


def test_one_that_died_while_it_took_a_stand_in_away_stops_nobody_for_long(target):
    path = target.with_name(".decisions.toml.locked")
    path.write_text("0000ffff-1-1")
    guard = path.with_name(f"{path.name}.clearing")
    guard.touch()
    for one in (path, guard):
        os.utime(one, (time.time() - 60, time.time() - 60))
    with locked(target, NoLocks(), patience=0.5):
        assert not guard.exists()


def test_an_old_stand_in_of_another_machine_is_passed_over(target):
    left = target.with_name(".decisions.toml.locked")
    left.write_text("0000ffff-1-1")
    with pytest.raises(DecisionsError), locked(target, NoLocks(), patience=0.05):
        pass
    os.utime(left, (time.time() - 60, time.time() - 60))
    with locked(target, NoLocks(), patience=0.5):
        pass


def test_a_lock_file_of_another_user_needs_only_reading(target):
    class Theirs(System):
        def open(self, path, flags, mode=0o600):
            if path.name.endswith(".lock") and flags & os.O_RDWR:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            return super().open(path, flags, mode)

    target.with_name(".decisions.toml.lock").touch()
    with locked(target, Theirs()) as said:
        assert said == ""


def test_a_process_is_known_by_its_start_too():
    assert runs(tag()) is True
    machine, number, started = tag().split("-")
    assert runs(f"{machine}-{number}-{int(started) + 1}") is False
    assert runs(f"0000ffff-{number}-{started}") is None
    assert runs("no tag at all") is None
