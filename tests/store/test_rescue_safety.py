"""Rescue files in a folder that others can reach: only what this user has written there is used."""

import os
import tempfile

import pytest

from tests.store.on_disk import Refusing
from tui.store.decisions.decisions_file import DecisionsFile
from tui.store.decisions.document import Document
from tui.store.decisions.saver import Saver
from tui.store.decisions.undo_journal import Journal
from tui.store.disk import private_files
from tui.store.rescue import adopt, rescue_files, rescue_format
from tui.store.rescue.adopt import DISCARD, LATER, TAKE_UP


@pytest.fixture(autouse=True)
def temporary_files(tmp_path, monkeypatch):
    """The folder of the system's temporary files."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(folder))
    return folder


@pytest.fixture
def fallback(temporary_files):
    return temporary_files / f"copydesk-{os.getuid()}"


@pytest.fixture
def no_state_folder(monkeypatch, tmp_path):
    (tmp_path / "taken").write_text("a file where the folder should be")
    monkeypatch.setattr(rescue_files, "state_folder", lambda: tmp_path / "taken")


@pytest.fixture
def keep(path, monkeypatch):
    """Keeps changes aside as a program of this machine did that has ended by now."""

    def of(*changes, seen=None):
        with monkeypatch.context() as patched:
            patched.setattr(rescue_files.process, "tag", lambda: "0000ffff-1-1")
            file = rescue_files.keep_aside(path, changes, seen)
        assert file is not None
        return file

    return of


def opened(path):
    file = DecisionsFile(path)
    file.load()
    return file


# ---- the fallback folder -------------------------------------------------------------------------


@pytest.mark.usefixtures("no_state_folder")
def test_without_a_state_folder_the_fallback_is_made_private_and_read(
    path, keep, fallback, decide, change
):
    file = keep(change(decide(0)))
    assert file.parent == fallback
    assert fallback.stat().st_mode & 0o777 == 0o700
    assert rescue_files.find(path).rescues[0].decisions == (decide(0),)
    assert rescue_files.find(path).warnings() == ()


def as_link(fallback):
    fallback.rename(fallback.with_name("elsewhere"))
    fallback.symlink_to("elsewhere")


UNSAFE = {
    "it is a symbolic link": as_link,
    "its mode is 755, not 700": lambda fallback: fallback.chmod(0o755),
    "its mode is 777, not 700": lambda fallback: fallback.chmod(0o777),
}


@pytest.mark.parametrize("reason", UNSAFE)
@pytest.mark.usefixtures("no_state_folder")
def test_an_unsafe_fallback_is_neither_read_nor_written_and_that_is_said(
    path, keep, fallback, decide, change, reason
):
    keep(change(decide(0)))
    UNSAFE[reason](fallback)
    before = sorted(fallback.iterdir())
    found = rescue_files.find(path)
    assert found.rescues == ()
    (said,) = found.warnings()
    assert f"{fallback} is not used for unsaved decisions: {reason}" in said
    assert "Make it a folder of your own with mode 700, or set TMPDIR" in said
    assert rescue_files.keep_aside(path, [change(decide(1))]) is None
    assert sorted(fallback.iterdir()) == before


@pytest.mark.usefixtures("no_state_folder")
def test_a_fallback_of_another_account_is_neither_read_nor_written(
    path, keep, fallback, decide, change, monkeypatch
):
    keep(*(change(decide(number)) for number in range(40)))
    before = sorted(fallback.iterdir())
    monkeypatch.setattr(private_files.os, "geteuid", lambda: 4321)
    assert rescue_files.find(path).rescues == ()
    assert "it belongs to another account" in rescue_files.find(path).warnings()[0]
    assert rescue_files.keep_aside(path, [change(decide(1))]) is None
    assert sorted(fallback.iterdir()) == before


@pytest.mark.usefixtures("no_state_folder")
def test_where_there_is_no_place_for_a_rescue_file_the_reviewer_is_told(
    path, fallback, decide, change
):
    fallback.mkdir(mode=0o777)
    fallback.chmod(0o777)
    heard = []
    saver = Saver(DecisionsFile(path, Refusing("write", 28)), heard.append)
    saver.put([change(decide(0))])
    assert not saver.close(10)
    assert heard[0].rescue is None
    assert (
        "Do not quit before it is saved: no rescue file could be written either" in heard[0].reason
    )
    assert f"{fallback} is not used for unsaved decisions" in heard[0].reason
    assert "They are lost: no rescue file could be written" in str(saver.unsaved_error())


def test_where_there_is_one_the_end_names_it(path, decide, change):
    saver = Saver(DecisionsFile(path, Refusing("write", 28)), lambda _: None)
    saver.put([change(decide(0))])
    assert not saver.close(10)
    (file,) = rescue_files.state_folder().glob("rescue/*.toml")
    assert f"They are kept in {file}: the next start offers" in str(saver.unsaved_error())


# ---- the files in it -----------------------------------------------------------------------------


def replaced(make):
    def replace(file):
        file.unlink()
        make(file)

    return replace


def as_link_to_a_copy(file):
    file.rename(file.with_name("copy"))
    file.symlink_to("copy")


PLANTED = {
    "it is not a regular file": replaced(os.mkfifo),
    "it is a symbolic link": as_link_to_a_copy,
    "it is not UTF-8": lambda file: file.write_bytes(b"\xff\xfe"),
    "Expected": lambda file: file.write_text("oh oh"),
}


@pytest.mark.parametrize("reason", PLANTED)
def test_a_rescue_file_that_cannot_be_used_is_named_with_the_reason_and_stays(
    path, keep, decide, change, reason
):
    other, planted = keep(change(decide(0))), keep(change(decide(1)))
    PLANTED[reason](planted)
    found = rescue_files.find(path)
    assert [one.file for one in found.rescues] == [other]
    (said,) = found.warnings()
    assert f"{planted} ({reason}" in said
    assert os.path.lexists(planted)


def test_a_rescue_file_of_another_account_is_not_used(path, keep, decide, change, monkeypatch):
    file = keep(change(decide(0)))
    monkeypatch.setattr(private_files.os, "geteuid", lambda: 4321)
    found = rescue_files.find(path)
    assert found.rescues == ()
    assert f"{file} (it belongs to another account)" in found.warnings()[-1]


def test_of_many_that_are_ignored_the_first_are_named(path, keep, decide, change):
    for number in range(5):
        keep(change(decide(number))).write_text("oh oh")
    (said,) = rescue_files.find(path).warnings()
    assert said.count("rescue/") == 3
    assert said.endswith(", 2 more")


def test_a_temporary_file_of_another_account_is_neither_offered_nor_removed(
    path, decide, change, monkeypatch
):
    file = path.with_name(f".{path.name}.0000ffff-1-1.abc.tmp")
    file.write_text(Document().with_changes([change(decide(0))]).text())
    os.utime(file, (1, 1))
    assert rescue_files.find(path).rescues[0].decisions == (decide(0),)
    monkeypatch.setattr(private_files.os, "geteuid", lambda: 4321)
    found = rescue_files.find(path)
    assert found.rescues == ()
    assert f"{file} (it belongs to another account)" in found.warnings()[-1]
    DecisionsFile(path).write([change(decide(1))])
    assert file.exists()


def test_a_temporary_file_that_is_a_fifo_is_said(path):
    file = path.with_name(f".{path.name}.0000ffff-1-1.abc.tmp")
    os.mkfifo(file)
    os.utime(file, (1, 1))
    assert f"{file} (it is not a regular file)" in rescue_files.find(path).warnings()[0]


def test_a_temporary_file_that_is_too_large_stays(path, decide, change, monkeypatch):
    file = path.with_name(f".{path.name}.0000ffff-1-1.abc.tmp")
    file.write_text(Document().with_changes([change(decide(0))]).text())
    os.utime(file, (1, 1))
    monkeypatch.setattr(private_files, "LARGEST", 10)
    assert "(it is larger than 10 bytes)" in rescue_files.find(path).warnings()[0]
    DecisionsFile(path).write([change(decide(1))])
    assert file.exists()


# ---- taking up -----------------------------------------------------------------------------------


def test_a_full_disk_is_a_message_and_the_question_stays(path, keep, decide, change):
    DecisionsFile(path).write([change(decide(0))])
    files = [keep(change(decide(1))), keep(change(decide(2)))]
    file = DecisionsFile(path, Refusing("write", 28))
    file.load()
    (said,) = adopt.settle(TAKE_UP, rescue_files.find(path), file)
    assert "asked again at the next start" in said
    assert "no space left on device" in said.lower()
    assert sorted(one.file for one in rescue_files.find(path).rescues) == sorted(files)
    assert DecisionsFile(path).load().decisions == (decide(0),)
    reminder = rescue_files.find(path).reminder()
    assert reminder.startswith(
        "2 decisions of an earlier run wait to be saved and are not counted here"
    )
    said = adopt.settle(TAKE_UP, rescue_files.find(path), opened(path))
    assert said == ("2 decisions of the earlier run saved",)
    assert len(DecisionsFile(path).load().decisions) == 3
    assert rescue_files.find(path).rescues == ()


def test_later_keeps_and_discard_removes(path, keep, decide, change):
    file = keep(change(decide(1)))
    for chosen in (LATER, None):
        assert adopt.settle(chosen, rescue_files.find(path), opened(path)) == ()
        assert file.exists()
    assert adopt.settle(DISCARD, rescue_files.find(path), opened(path)) == ()
    assert not file.exists()
    assert not path.exists()


@pytest.mark.parametrize("chosen", [TAKE_UP, DISCARD])
def test_a_rescue_file_that_cannot_be_removed_is_a_message(
    path, keep, decide, change, monkeypatch, chosen
):
    keep(change(decide(1)))
    waiting, file = rescue_files.find(path), opened(path)

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "unlink", refuse)
    assert "permission denied" in adopt.settle(chosen, waiting, file)[-1]


def test_a_verdict_given_since_stays_whatever_the_clock_says(path, keep, decide, change):
    before = decide(0)
    rescued = decide(0, verdict="flagged", minutes=60)  # the clock of that program was ahead
    since = decide(0, verdict="skipped", minutes=5)
    DecisionsFile(path).write([change(before)])
    keep(change(rescued), seen={before.key: before})
    opened(path).write([change(since)])
    said = adopt.settle(TAKE_UP, rescue_files.find(path), opened(path))
    assert said == ("1 decision was replaced by a later one: see `copydesk log`",)
    assert DecisionsFile(path).load().decisions == (since,)
    assert [one.decision for one in Journal(path).replaced()] == [before, rescued]


def test_a_rescued_verdict_replaces_what_its_program_had_read_whatever_the_clock_says(
    path, keep, decide, change
):
    before = decide(0, minutes=60)
    rescued = decide(0, verdict="flagged", minutes=5)  # the clock was set back
    DecisionsFile(path).write([change(before)])
    keep(change(rescued), seen={before.key: before})
    said = adopt.settle(TAKE_UP, rescue_files.find(path), opened(path))
    assert said == ("1 decision of the earlier run saved",)
    assert DecisionsFile(path).load().decisions == (rescued,)


def test_a_removal_takes_out_only_what_its_program_had_read(path, keep, decide, change, removal):
    before, since = decide(0), decide(1, verdict="flagged", minutes=5)
    DecisionsFile(path).write([change(before), change(since)])
    seen = {before.key: before, since.key: decide(1)}
    keep(removal(before), removal(since), seen=seen)
    adopt.settle(TAKE_UP, rescue_files.find(path), opened(path))
    assert DecisionsFile(path).load().decisions == (since,)


def test_of_a_program_that_noted_nothing_the_later_stays_and_the_other_is_in_the_log(
    path, keep, decide, change
):
    old, new = decide(0), decide(1, verdict="flagged", minutes=9)
    DecisionsFile(path).write([change(old), change(new)])
    rescued = (decide(0, verdict="skipped", minutes=5), decide(1, minutes=5))
    keep(*map(change, rescued))
    adopt.settle(TAKE_UP, rescue_files.find(path), opened(path))
    assert set(DecisionsFile(path).load().decisions) == {rescued[0], new}
    assert {one.decision for one in Journal(path).replaced()} == {old, rescued[1]}


def test_a_later_verdict_on_more_copies_of_the_same_text_stays(path, keep, decide, change):
    rescued, since = decide(0), decide(0, copies=3, verdict="not-duplicates", minutes=9)
    assert rescued.id != since.id
    keep(change(rescued), seen={})
    DecisionsFile(path).write([change(since)])
    adopt.settle(TAKE_UP, rescue_files.find(path), opened(path))
    assert DecisionsFile(path).load().decisions == (since,)
    assert [one.decision for one in Journal(path).replaced()] == [rescued]


def test_where_the_log_cannot_be_written_the_rescue_file_stays(
    path, keep, decide, change, monkeypatch
):
    file = keep(change(decide(0)), seen={})
    DecisionsFile(path).write([change(decide(0, verdict="flagged"))])
    monkeypatch.setattr(Journal, "record", lambda *_: False)
    (said,) = adopt.settle(TAKE_UP, rescue_files.find(path), opened(path))
    assert "the log of replaced decisions cannot be written" in said
    assert file.exists()


def test_the_saver_notes_what_the_reviewer_had_read(path, decide, change):
    DecisionsFile(path).write([change(decide(0)), change(decide(1))])
    file = DecisionsFile(path, Refusing("write", 28))
    file.load()
    saver = Saver(file, lambda _: None, file.seen)
    DecisionsFile(path).write([change(decide(1, verdict="flagged", minutes=1))])  # not seen here
    saver.put([change(decide(number, verdict="skipped", minutes=2)) for number in range(3)])
    assert not saver.close(10)
    (kept,) = rescue_files.state_folder().glob("rescue/*.toml")
    found = rescue_format.load(kept)
    assert found.seen == {
        decide(0).key: rescue_format.fingerprint(decide(0)),
        decide(1).key: rescue_format.fingerprint(decide(1)),
        decide(2).key: "",
    }


def test_a_reviewer_whose_name_is_not_utf8_loses_nothing(path, keep, decide, change, removal):
    name = "x\udcff"
    gone = decide(1, reviewer="x\ufffd")
    DecisionsFile(path).write([change(gone)])
    keep(change(decide(0, reviewer=name)), removal(decide(1, reviewer=name)), seen={})
    adopt.settle(TAKE_UP, rescue_files.find(path), opened(path))
    (record,) = (one for one in DecisionsFile(path).load().decisions if one != gone)
    assert (record.id, record.reviewer) == (decide(0).id, "x\ufffd")


# ---- a folder that was moved ---------------------------------------------------------------------


@pytest.fixture
def moved(tmp_path, decide, change, monkeypatch):
    """A folder with its two articles, renamed after a decision on them could not be saved."""
    old, new = tmp_path / "old", tmp_path / "new"
    for member in decide(0).members:
        (old / member.path).parent.mkdir(parents=True, exist_ok=True)
        (old / member.path).write_text("an article")
    with monkeypatch.context() as patched:
        patched.setattr(rescue_files.process, "tag", lambda: "0000ffff-1-1")
        rescue_files.keep_aside(old / "decisions.toml", [change(decide(0))])
    return old.rename(new)


def test_what_was_not_saved_is_offered_where_the_folder_is_now(moved, decide):
    (found,) = rescue_files.find(moved / "decisions.toml").rescues
    assert found.decisions == (decide(0),)
    adopt.settle(
        TAKE_UP, rescue_files.find(moved / "decisions.toml"), opened(moved / "decisions.toml")
    )
    assert DecisionsFile(moved / "decisions.toml").load().decisions == (decide(0),)


def test_but_not_to_another_folder_or_file(moved, tmp_path):
    (tmp_path / "other").mkdir()
    assert rescue_files.pending(tmp_path / "other" / "decisions.toml") == ()
    assert rescue_files.pending(moved / "kept.toml") == ()
    (tmp_path / "old").mkdir()
    assert rescue_files.pending(moved / "decisions.toml") == (), "the folder may still be its own"
