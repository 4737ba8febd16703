"""Decisions of an earlier run that are not saved yet: every command says so, and the plain review offers them."""

import io
import json
import os
import sys

import pytest

from tests.commands.test_commands import STORY, run
from tui.cli import main
from tui.model import Change
from tui.store.decisions.decisions_file import DecisionsFile
from tui.store.rescue import rescue_files

WAITS = "1 decision of an earlier run waits to be saved"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(STORY)
    (folder / "two.txt").write_text(STORY.replace("put off", "postponed"))
    return folder


@pytest.fixture
def typed(monkeypatch, capsys):
    """Runs the plain review with these lines as its input; what it prints."""

    def of(folder, *lines):
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        monkeypatch.setattr("signal.signal", lambda *_: None)
        return run(capsys, "review", folder, "--linear", "--reviewer", "mira")

    return of


@pytest.fixture
def rescued(folder, typed, monkeypatch):
    """The folder; its one group is decided in a rescue file and nowhere else."""
    typed(folder, "x", "q")
    path = folder / "decisions.toml"
    (record,) = DecisionsFile(path).load().decisions
    path.unlink()
    with monkeypatch.context() as patched:
        patched.setattr(rescue_files.process, "tag", lambda: "0000ffff-1-1")
        assert rescue_files.keep_aside(path, [Change(record.id, record.reviewer, record)])
    return folder


def saved(folder):
    return [record.verdict for record in DecisionsFile(folder / "decisions.toml").load().decisions]


def waits(folder):
    return len(rescue_files.pending(folder / "decisions.toml"))


@pytest.mark.parametrize("answer", ["", "t"])
def test_the_plain_review_takes_them_up(rescued, typed, answer):
    code, out, err = typed(rescued, answer, "q")
    assert code == 0
    assert out.startswith("1 decision of an earlier run could not be saved then.\n")
    assert "t or Enter: take them up   l or q: ask again next time   discard: discard them" in out
    assert "1 group: 1 decided, 0 set aside, 0 open (1 not-duplicates)." in out
    assert "1 decision of the earlier run saved" in err
    assert (saved(rescued), waits(rescued)) == (["not-duplicates"], 0)


@pytest.mark.parametrize("answers", [("l",), ("q",), ()])
def test_the_plain_review_leaves_them_for_later(rescued, typed, answers):
    code, out, _ = typed(rescued, *answers)
    assert code == 0
    assert "1 group: 0 decided, 0 set aside, 1 open (1 undecided)." in out
    assert (saved(rescued), waits(rescued)) == ([], 1)


def test_the_plain_review_discards_only_for_the_whole_word(rescued, typed):
    _, out, _ = typed(rescued, "d", "a", "1", "2", "q")
    assert out.count("discard: discard them") == 5
    assert (saved(rescued), waits(rescued)) == ([], 1)
    typed(rescued, "discard", "q")
    assert (saved(rescued), waits(rescued)) == ([], 0)


def test_on_a_full_disk_the_plain_review_says_so_and_opens(rescued, typed, monkeypatch):
    with monkeypatch.context() as patched:

        def refuse(*_):
            raise OSError(28, "No space left on device")

        patched.setattr("tui.store.decisions.decisions_file.replace_file", refuse)
        code, out, err = typed(rescued, "t", "q")
    assert code == 0
    assert "1 group: 0 decided, 0 set aside, 1 open (1 undecided)." in out
    assert "not saved, asked again at the next start: " in err
    assert (saved(rescued), waits(rescued)) == ([], 1)


CALLS = [
    ("status",),
    ("log",),
    ("groups",),
    ("export", "--to", "list"),
    ("decide", "--rule", "longest", "--dry-run"),
    ("apply", "--action", "move", "--to", "OUT"),
]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0])
def test_every_command_says_that_they_wait(rescued, capsys, call, tmp_path):
    words = [str(tmp_path / "out") if word == "OUT" else word for word in call[1:]]
    _, _, err = run(capsys, call[0], rescued, *words)
    (line,) = err.splitlines()
    assert line.startswith(f"copydesk: {WAITS}")
    assert "`copydesk review` offers to take them up" in line
    assert waits(rescued) == 1


def test_status_has_them_in_its_answer(rescued, capsys):
    _, out, _ = run(capsys, "status", rescued, "--format", "json")
    assert json.loads(out)["rescue"] == {"files": 1, "decisions": 1}


def test_where_none_wait_nothing_is_said(folder, capsys):
    _, out, err = run(capsys, "status", folder, "--format", "json")
    assert err == ""
    assert json.loads(out)["rescue"] == {"files": 0, "decisions": 0}


def test_what_is_ignored_is_said(rescued, capsys):
    (one,) = rescue_files.pending(rescued / "decisions.toml")
    one.file.unlink()
    os.mkfifo(one.file)
    _, _, err = run(capsys, "status", rescued)
    assert f"{one.file} (it is not a regular file)" in err
    assert main(["log", str(rescued)]) == 0
