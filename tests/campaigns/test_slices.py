"""A slice of every campaign that runs in full by hand: see docs/reliability.md."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def run(name, *options):
    """The figures of a campaign; it has lost nothing and left nothing unreadable."""
    done = subprocess.run(
        [sys.executable, HERE / f"{name}.py", *options],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout, done.stderr[-3000:]
    figures = json.loads(done.stdout.splitlines()[-1])
    assert (figures["lost"], figures["unreadable"]) == (0, 0), done.stderr[-3000:]
    assert done.returncode == 0, (figures, done.stderr[-3000:])
    assert figures["acknowledged"] > 0
    return figures


@pytest.mark.parametrize("writers", [1, 3])
def test_killed_at_random_points_nothing_acknowledged_is_lost(writers):
    figures = run("kill", "--kills", "60", "--writers", str(writers))
    assert figures["kills"] >= 60
    assert figures["killed_in_a_save"] > 10, "the kills hit saves"


def test_every_system_call_may_fail():
    assert run("faults", "--every", "37")["faults"] > 200


def test_disks_that_refuse():
    assert run("disks")["trials"] == 3


@pytest.mark.parametrize("kind", ["rename", "in-place"])
def test_people_edit_while_it_saves(kind):
    figures = run("editors", "--kind", kind, "--seconds", "1.5")
    assert figures["edits"] > 5
    assert figures["edits_gone"] == 0


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_clocks_that_jump_while_everything_happens_to_the_file():
    figures = run("clocks", "--decisions", "150")
    assert figures["unrecorded"] == 0
    assert figures["replaced"] > 50
    assert sum(figures["faults"].values()) > 5


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_random_merges_in_git():
    figures = run("merges", "--merges", "12")
    assert figures["wrong"] == 0
    assert figures["clean"] > 0


@pytest.mark.parametrize("way", ["close", "hang-up", "terminate", "freeze"])
def test_a_terminal_that_goes_away_takes_no_decision_with_it(way):
    figures = run("terminals", "--way", way, "--times", "1")
    assert figures["sessions"] == 1


def test_what_is_pasted_or_typed_too_early_decides_nothing():
    figures = run("keys", "--sessions", "3", "--seed", "3")
    assert figures["violations"] == 0


def test_bits_that_turn_in_the_index_cache_change_nothing_that_is_found():
    figures = run("turned_bits", "--trials", "24", "--articles", "30")
    assert figures["not_mended"] == 0
    assert figures["told"] > 12
