"""What could not be saved, and what killed programs left: offered once, taken up or given up."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from tui.store.decisions.decisions_file import DecisionsFile
from tui.store.decisions.document import Document
from tui.store.disk.process import tag
from tui.store.rescue import adopt, rescue_files, stale_temp_files


@pytest.fixture
def path(tmp_path):
    return tmp_path / "decisions.toml"


@pytest.fixture
def dead():
    """The tag of a process that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", "pass"])
    said = tag(ended.pid)
    ended.wait()
    return said


@pytest.fixture
def left(path, dead, monkeypatch):
    """Keeps changes aside as a program did that is dead by now."""

    def of(*changes):
        with monkeypatch.context() as patched:
            patched.setattr(rescue_files.process, "tag", lambda: dead)
            return rescue_files.keep_aside(path, changes)

    return of


def test_what_a_dead_program_left_is_offered_and_taken_up(path, left, decide, change, removal):
    DecisionsFile(path).write([change(decide(0)), change(decide(1))])
    file = left(change(decide(2)), removal(decide(0)))
    (found,) = rescue_files.pending(path)
    assert found.file == file
    assert set(found.changes) == {change(decide(2)), removal(decide(0))}
    assert found.decisions == (decide(2),)
    assert abs((datetime.now(UTC) - found.at).total_seconds()) < 60
    opened = DecisionsFile(path)
    opened.load()
    assert adopt.adopt(found, opened).taken == 2
    assert set(DecisionsFile(path).load().decisions) == {decide(1), decide(2)}
    assert not file.exists()
    assert rescue_files.pending(path) == ()


def test_what_is_given_up_is_gone(path, left, decide, change):
    file = left(change(decide(2)))
    adopt.discard(rescue_files.pending(path)[0])
    assert not file.exists()
    assert not path.exists()


def test_a_running_program_keeps_its_own(path, decide, change):
    assert rescue_files.keep_aside(path, [change(decide(0))]) is not None
    assert rescue_files.pending(path) == ()


def test_a_later_word_in_the_file_stays(path, left, decide, change):
    left(change(decide(0, verdict="flagged")), change(decide(1)))
    DecisionsFile(path).write([change(decide(0, verdict="skipped", minutes=9))])
    opened = DecisionsFile(path)
    opened.load()
    assert adopt.adopt(rescue_files.pending(path)[0], opened).taken == 1
    assert set(DecisionsFile(path).load().decisions) == {
        decide(0, verdict="skipped", minutes=9),
        decide(1),
    }


def test_each_decisions_file_has_its_own(path, left, decide, change, tmp_path):
    left(change(decide(0)))
    assert rescue_files.pending(tmp_path / "another.toml") == ()
    (tmp_path / "link.toml").symlink_to(path)
    assert len(rescue_files.pending(tmp_path / "link.toml")) == 1, "a link is the same file"


def test_a_rescue_file_that_cannot_be_read_is_passed_over_and_stays(path, left, decide, change):
    file = left(change(decide(0)))
    file.write_text("oh = = 1")
    assert rescue_files.pending(path) == ()
    assert file.exists()


def test_a_full_state_folder_is_no_end(path, decide, change, monkeypatch, tmp_path):
    (tmp_path / "taken").write_text("a file where the folder should be")
    monkeypatch.setattr(rescue_files, "state_folder", lambda: tmp_path / "taken")
    monkeypatch.setattr(rescue_files.tempfile, "gettempdir", lambda: str(tmp_path / "passing"))
    file = rescue_files.keep_aside(path, [change(decide(0))])
    assert file is not None
    assert file.is_relative_to(tmp_path / "passing")
    monkeypatch.setattr(rescue_files.tempfile, "gettempdir", lambda: str(tmp_path / "taken"))
    assert rescue_files.keep_aside(path, [change(decide(0))]) is None


# ---- temporary files of killed programs -------------------------------------------------------------


@pytest.fixture
def temporary(path, dead):
    """Leaves a temporary file beside the decisions file, later than it, as a killed program does."""

    def of(text, owner=dead, age=-5.0):
        file = path.with_name(f".{path.name}.{owner}.abc.tmp")
        file.write_text(text)
        os.utime(file, (time.time() - age, time.time() - age))
        return file

    return of


def test_a_whole_one_that_holds_more_is_offered_before_and_kept_at_the_first_save(
    path, temporary, decide, change
):
    DecisionsFile(path).write([change(decide(0)), change(decide(1))])
    more = Document().with_changes(
        [change(decide(0)), change(decide(1, verdict="flagged", minutes=3)), change(decide(2))]
    )
    file = temporary(more.text())
    (found,) = rescue_files.pending(path)
    assert set(found.decisions) == {decide(1, verdict="flagged", minutes=3), decide(2)}
    assert file.exists(), "looking changes nothing"
    outcome = DecisionsFile(path).write([change(decide(5))])
    assert not file.exists()
    assert "2 decisions of a program that was killed are kept in" in outcome.notes[0]
    kept = list(rescue_files.state_folder().glob("rescue/*.toml"))
    assert len(kept) == 1
    assert decide(2).id in kept[0].read_text()


@pytest.mark.parametrize("text", ["", "schema = 1\n[[decis", "oh = = 1\n# end\n"])
def test_torn_ones_are_swept(text, path, temporary, decide, change):
    file = temporary(text)
    assert rescue_files.pending(path) == ()
    assert DecisionsFile(path).write([change(decide(5))]).notes == ()
    assert not file.exists()


def test_one_older_than_the_file_holds_what_was_put_aside(path, temporary, decide, change):
    file = temporary(Document().with_changes([change(decide(7))]).text(), age=60)
    DecisionsFile(path).write([change(decide(0))])
    assert rescue_files.pending(path) == ()
    assert not file.exists() or not stale_temp_files.what_is_more(file, path, Document())


def test_one_of_a_running_program_is_left_alone(path, temporary, decide, change):
    file = temporary("half", owner=tag(os.getppid()))
    DecisionsFile(path).write([change(decide(0))])
    assert file.exists()


def test_one_of_another_machine_is_left_alone_for_a_day(path, temporary, decide, change):
    file = temporary("half", owner="0000ffff-1-1", age=3600)
    DecisionsFile(path).write([change(decide(0))])
    assert file.exists()
    temporary("half", owner="0000ffff-1-1", age=100_000)
    DecisionsFile(path).write([change(decide(1))])
    assert not file.exists()


def test_where_nothing_can_be_kept_nothing_is_swept(path, temporary, decide, change, monkeypatch):
    file = temporary(Document().with_changes([change(decide(2))]).text())
    monkeypatch.setattr(rescue_files, "new_rescue_file", lambda _: iter(()))
    DecisionsFile(path).write([change(decide(0))])
    assert file.exists()
