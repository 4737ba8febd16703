"""What others put under a name of ours is neither read nor waited for, and the folder for it must be private."""

import os
import socket

import pytest

from tui.store import user_state
from tui.store.decisions.decisions_file import DecisionsFile
from tui.store.decisions.undo_journal import Journal
from tui.store.disk import private_files
from tui.store.disk.lock import locked
from tui.store.disk.private_files import (
    append_own,
    check_private,
    make_private,
    read_own,
    state_folder,
)
from tui.store.disk.system import System
from tui.store.merging.replaced_records import replaced_by


@pytest.fixture
def stranger(monkeypatch):
    """From now on this process is another account than the one that wrote the files."""

    def become():
        monkeypatch.setattr(private_files.os, "geteuid", lambda: 4321)

    return become


def link(path):
    (path.parent / "elsewhere").write_text("planted")
    path.symlink_to("elsewhere")


def listening(path):
    folder = os.open(path.parent, os.O_RDONLY)  # a socket's path is short: 108 bytes
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(f"/proc/self/fd/{folder}/{path.name}")
    os.close(folder)


PLANTED = {
    "a FIFO": (os.mkfifo, "it is not a regular file"),
    "a link": (link, "it is a symbolic link"),
    "a folder": (os.mkdir, "it is not a regular file"),
    "a socket": (listening, "it is not a regular file"),
}


@pytest.mark.parametrize("kind", PLANTED)
def test_only_a_regular_file_is_read_and_appended_to(tmp_path, kind):
    make, reason = PLANTED[kind]
    path = tmp_path / "x"
    make(path)
    for act in (lambda: read_own(path), lambda: append_own(path, b"more")):
        with pytest.raises(OSError, match=reason):
            act()


def test_a_file_of_another_account_is_neither_read_nor_appended_to(tmp_path, stranger):
    path = tmp_path / "x"
    append_own(path, b"one")
    append_own(path, b"two")
    assert read_own(path)[0] == b"onetwo"
    assert path.stat().st_mode & 0o777 == 0o600
    stranger()
    for act in (lambda: read_own(path), lambda: append_own(path, b"more")):
        with pytest.raises(OSError, match="it belongs to another account"):
            act()
    assert path.read_bytes() == b"onetwo"


def test_no_more_is_read_than_is_allowed(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"12345")
    assert read_own(path, 5)[0] == b"12345"
    with pytest.raises(OSError, match="larger than 4 bytes"):
        read_own(path, 4)


def test_a_private_folder_is_a_real_one_of_this_user_with_mode_0700(tmp_path, stranger):
    folder = tmp_path / "mine"
    make_private(folder)
    make_private(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    (tmp_path / "link").symlink_to(folder)
    with pytest.raises(OSError, match="it is a symbolic link"):
        make_private(tmp_path / "link")
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="it is not a folder"):
        make_private(tmp_path / "file")
    folder.chmod(0o750)
    with pytest.raises(OSError, match="its mode is 750, not 700"):
        check_private(folder)
    folder.chmod(0o700)
    stranger()
    with pytest.raises(OSError, match="it belongs to another account"):
        make_private(folder)


# ---- the files of the state folder ---------------------------------------------------------------


@pytest.mark.parametrize("kind", PLANTED)
def test_a_note_that_is_no_regular_file_is_no_note(kind):
    state_folder().mkdir(parents=True)
    PLANTED[kind][0](state_folder() / "theme.json")
    assert user_state.kept("theme") == {}


def test_a_note_of_another_account_is_no_note(stranger):
    user_state.keep("theme", {"name": "ansi"})
    stranger()
    assert user_state.kept("theme") == {}


@pytest.mark.parametrize("end", [".jsonl", ".lost.jsonl"])
def test_a_journal_that_is_a_fifo_holds_nothing_up(path, decide, end):
    Journal(path).record([replaced_by(decide(0), None, "session")])
    (kept,) = (state_folder() / "history").iterdir()
    name = kept.name.removesuffix(".lost.jsonl")
    kept.unlink()
    os.mkfifo(kept.with_name(name + end))
    journal = Journal(path)
    assert journal.undoable({}) == ()
    journal.take_back()
    assert journal.record([replaced_by(decide(0), None, "session")]) is (end == ".jsonl")
    assert [one.decision for one in journal.replaced()] == ([decide(0)] if end == ".jsonl" else [])


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_temporary_file_is_left_alone_and_does_not_stop_a_save(
    path, decide, change, kind
):
    planted = path.with_name(f".{path.name}.0000ffff-1-1.abc.tmp")
    PLANTED[kind][0](planted)
    os.utime(planted, (0, 0), follow_symlinks=False)
    DecisionsFile(path).write([change(decide(0))])
    assert DecisionsFile(path).load().decisions == (decide(0),)
    assert os.path.lexists(planted)


def test_a_lock_that_is_a_fifo_holds_nothing_up(path):
    os.mkfifo(path.with_name(f".{path.name}.lock"))

    class Foreign(System):
        """The FIFO belongs to somebody who lets others only read it."""

        def open(self, path, flags, mode=0o600):
            if flags & os.O_RDWR:
                raise PermissionError(13, "Permission denied")
            return super().open(path, flags, mode)

    with locked(path, Foreign(), patience=0.1):
        pass
