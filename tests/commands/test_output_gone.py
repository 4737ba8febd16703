"""Where an answer cannot be written that is said, and told apart from "different" and "still open"."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")
STORY = "The ferry to Aldersby was late again on Monday, and nobody on the quay was told why.\n"
CALLS = [
    "diff {0} {1} --exit-code",
    "diff {0} {1} --exit-code --side-by-side",
    "diff {0} {1} --exit-code --format json",
    "diff {0} {1} --exit-code --format html",
    "diff {0} {1} {0}",
    "groups {2} --no-cache",
    "groups {2} --no-cache --format jsonl",
    "status {2} --no-cache",
    "find {0} {2} --no-cache",
    "sources {2} --no-cache",
    "export {2} --no-cache --to clusters",
    "--help",
    "--version",
]


@pytest.fixture
def paths(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY * 3)
    (folder / "b.txt").write_text(STORY * 2 + STORY.replace("Monday", "Friday"))
    return folder / "a.txt", folder / "b.txt", folder


def called(call, paths, redirected, **environment):
    words = call.format(*paths).split()
    return subprocess.run(
        ["bash", "-c", f'exec "$@" {redirected}', "-", sys.executable, "-m", "tui", *words],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "", **environment},
        check=False,
    )


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("call", CALLS)
def test_a_full_disk_is_said_in_one_line(paths, call):
    done = called(call, paths, f"> {FULL}")
    assert done.returncode == 3, done.stderr
    said = "copydesk: standard output cannot be written: no space left on device\n"
    assert done.stderr.endswith(said)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("call", [CALLS[0], "--help"])
def test_a_full_disk_is_said_where_nothing_is_buffered(paths, call):
    assert called(call, paths, f"> {FULL}", PYTHONUNBUFFERED="1").returncode == 3


@pytest.mark.parametrize("call", [CALLS[0], CALLS[5], "--version"])
def test_a_closed_output_is_said(paths, call):
    done = called(call, paths, ">&-")
    assert done.returncode == 3
    assert done.stderr == "copydesk: standard output is closed\n"


@pytest.mark.parametrize("call", [CALLS[2], CALLS[3], "--help"])
def test_a_reader_that_has_seen_enough_is_told_nothing(paths, call):
    done = called(call, paths, "> >(true); sleep 0.2")
    assert "Traceback" not in done.stderr
    assert "cannot be written" not in done.stderr
