"""The pager of the user: it has the terminal, ^C included, until it ends."""

import shlex
import shutil
import sys

import pytest

from tests.screens.pty_terminal import Terminal

TEXT = "".join(f"On day {number} the ferry to Aldersby was late again.\n" for number in range(60))


@pytest.fixture
def pair(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT.replace("late", "early"))
    return tmp_path / "a.txt", tmp_path / "b.txt"


@pytest.mark.skipif(not shutil.which("less"), reason="less is not installed")
def test_interrupting_the_pager_leaves_it_and_then_the_terminal_as_it_was(pair):
    with Terminal("diff", *pair, "--exit-code", PAGER="less", LESS="FRX") as terminal:
        terminal.wait_for("On day 1 ")
        terminal.press(b"\x03")
        terminal.settle()
        assert terminal.process.poll() is None
        terminal.press("G")
        terminal.wait_for("day 59 ")
        terminal.press("q")
        assert terminal.process.wait(10) == 1
        assert terminal.modes() == terminal.modes_before


def test_a_pager_that_is_no_command_is_said_and_loses_nothing(pair):
    with Terminal("diff", *pair, PAGER="less 'b") as terminal:
        while terminal.process.poll() is None:
            terminal.read()
        terminal.settle()
        written = terminal.raw.decode()
    assert terminal.process.returncode == 0
    assert "PAGER is no command: no closing quotation" in written
    assert "day 59 " in written
    assert "Traceback" not in written


def test_a_program_that_ends_at_an_interrupt_still_does(pair):
    # One process: a shell that loses its child at that moment may go on with its next command.
    pager = shlex.join(
        (sys.executable, "-c", "import time; print('begun', flush=True); time.sleep(60)")
    )
    with Terminal("diff", *pair, PAGER=pager) as terminal:
        terminal.wait_for("begun")
        terminal.press(b"\x03")
        assert terminal.process.wait(10) == 0
