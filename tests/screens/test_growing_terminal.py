"""Decisions made while the folder is still indexed, in a real terminal: what is saved when the program goes, whichever way."""

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.screens.pty_terminal import Terminal
from tui.store.decisions.decisions_file import DecisionsFile

PROGRAM = Path(__file__).with_name("indexing_held.py")
ROOT = Path(__file__).parent.parent.parent


def verdicts(folder):
    return [record.verdict for record in DecisionsFile(folder / "decisions.toml").load().decisions]


@pytest.fixture
def terminal(folder, tmp_path):
    hold = tmp_path / "hold"
    hold.touch()
    program = (sys.executable, PROGRAM)
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    with Terminal(
        "review", "--no-cache", folder, program=program, HOLD=str(hold), PYTHONPATH=paths
    ) as terminal:
        terminal.hold = hold
        terminal.wait_for("0 of 1 found so far decided", seconds=60)
        yield terminal


def ended(terminal):
    while terminal.process.poll() is None:
        terminal.read()
    return terminal.process.returncode


def test_a_decision_while_indexing_goes_on_outlives_the_program_killed(terminal, folder):
    assert "[verify 77 %]" in terminal.shown()
    terminal.press("x")
    terminal.wait_for("saved ", seconds=60)
    terminal.process.send_signal(signal.SIGKILL)
    ended(terminal)
    assert verdicts(folder) == ["not-duplicates"]


@pytest.mark.parametrize(("pressed", "code"), [("q", 0), ("\x03\x03", 130)])
def test_leaving_while_indexing_goes_on_saves_and_gives_the_terminal_back(
    terminal, folder, pressed, code
):
    terminal.press("a")
    terminal.wait_for("1 of 1 found", seconds=60)
    for key in pressed:
        terminal.press(key)
    assert ended(terminal) == code
    terminal.settle(0.1)
    assert terminal.is_given_back()
    assert verdicts(folder) == ["canonical"]


def test_the_other_groups_come_when_the_indexing_has_ended(terminal, folder):
    terminal.press("x")
    terminal.wait_for("1 of 1 found", seconds=60)
    terminal.hold.unlink()
    terminal.wait_for("1 of 3 decided", seconds=60)
    terminal.wait_for("indexing has ended: 3 groups", seconds=60)
    terminal.press("\tx")
    terminal.wait_for("2 of 3 decided", seconds=60)
    terminal.press("q")
    assert ended(terminal) == 0
    assert verdicts(folder) == ["not-duplicates"] * 2
