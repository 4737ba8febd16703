"""Calls that fail, and runs that are stopped: nothing is lost, and nothing half done is left behind."""

import errno
import os
from pathlib import Path

import pytest

from tests.store.apply.disks import CHANGES, Dying, Failing, Killed, OldTwo, Two
from tui.errors import InputError
from tui.model import Article, Skipped, raw_digest
from tui.store.apply import file_copy, trash, undo_log
from tui.store.apply.disk import Disk
from tui.store.apply.file_copy import clear_parts, part_of
from tui.store.apply.plan import plan
from tui.store.apply.run import do, undo
from tui.store.apply.step import ACTIONS

FIRST, COPY = b"the first", b"a copy of it"


@pytest.fixture
def home(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home/a.txt").write_bytes(FIRST)
    (tmp_path / "home/b.txt").write_bytes(COPY)
    return tmp_path / "home"


def planned(home, action="move", name="b.txt", to=None):
    pair = (
        Article(name, "", 1, 1, "", raw_digest(COPY)),
        Article("a.txt", "", 1, 1, "", raw_digest(FIRST)),
        home / "a.txt",
    )
    return list(plan(home, action, to or home.parent / "out", [pair], Disk()))


def files(folder):
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()
    )


def as_before(home):
    found = files(home.parent) == ["home/a.txt", "home/b.txt"]
    real = not (home / "b.txt").is_symlink() and (home / "b.txt").stat().st_nlink == 1
    return found and real and (home / "b.txt").read_bytes() == COPY


@pytest.fixture(params=[Two, OldTwo], ids=["two", "two, old kernel"])
def disk(request, home):
    return request.param(home)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES])
@pytest.mark.parametrize("name", [*CHANGES, "read", "fstat", "lock"])
@pytest.mark.parametrize("action", ACTIONS)
def test_a_call_that_fails_leaves_the_file_and_nothing_else(home, action, name, code, disk):
    for at in range(1, 60):
        steps = planned(home, action, to=home.parent / f"out{at}")
        failing = Failing(disk, name, code, at)
        left = do(steps, failing)
        if left:
            assert (home / "b.txt").read_bytes() == COPY
            found = files(home.parent)
            assert not [one for one in found if one.endswith((".part", ".aside"))], (at, left)
        else:
            assert Path(steps[0].to).read_bytes() == COPY
        assert undo(steps, disk) == []
        assert as_before(home), (at, left, files(home.parent))
        if failing.calls < at:
            return
    pytest.fail("it never ended")


@pytest.mark.parametrize("name", [*CHANGES, "read", "fstat", "lock"])
@pytest.mark.parametrize("action", ACTIONS)
def test_an_undo_in_which_a_call_fails_is_done_again(home, action, name, disk):
    for at in range(1, 60):
        steps = planned(home, action, to=home.parent / f"out{at}")
        assert do(steps, disk) == []
        failing = Failing(disk, name, errno.ENOSPC, at)
        undo(steps, failing)
        assert not [one for one in files(home.parent) if one.endswith(".part")], at
        assert undo(steps, disk) == []
        assert as_before(home), (at, files(home.parent))
        if failing.calls < at:
            return
    pytest.fail("it never ended")


def test_a_disk_that_is_full_is_named(home):
    (left,) = do(planned(home), Failing(Two(home), "write", errno.ENOSPC))
    assert "nothing more fits there" in left.reason
    assert as_before(home)


def test_copying_that_is_interrupted_leaves_no_part(home):
    class Interrupted(Two):
        def write(self, descriptor, data):
            super().write(descriptor, data[:3])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        do(planned(home), Interrupted(home))
    assert as_before(home)


def killed_while_copying(home, steps):
    at = 1
    while not [name for name in files(home.parent) if name.endswith(".part")]:
        with pytest.raises(Killed):
            do(steps, Dying(Two(home), at, after=True))
        at += 1


@pytest.mark.parametrize("then", ["resumed", "undone", "changed, resumed", "changed, undone"])
def test_the_part_of_a_killed_run_is_removed(home, then):
    steps = planned(home)
    killed_while_copying(home, steps)
    if then.startswith("changed"):
        (home / "b.txt").write_bytes(b"edited")
    (do if then.endswith("resumed") else undo)(steps, Two(home))
    assert files(home.parent) == ["home/a.txt", "out/b.txt" if then == "resumed" else "home/b.txt"]


def test_the_part_of_a_killed_undo_is_removed(home):
    steps = planned(home)
    do(steps, Two(home))
    at = 1
    while not [name for name in files(home) if name.endswith(".part")]:
        with pytest.raises(Killed):
            undo(steps, Dying(Two(home), at, after=True))
        at += 1
    assert do(steps, Two(home)) == []
    assert files(home.parent) == ["home/a.txt", "out/b.txt"]


def test_parts_of_other_plans_are_cleared_and_other_names_stay(home):
    killed_while_copying(home, planned(home))
    others = [".b.txt.part", ".copydesk-1.part", "copydesk-0123456789abcdef.part"]
    for name in others:
        (home.parent / "out" / name).write_text("somebody's")
    clear_parts([home.parent / "out", home.parent / "missing"], Disk())
    assert files(home.parent / "out") == sorted(others)


def test_the_part_that_a_running_process_writes_is_left_to_it(home):
    steps = planned(home)
    (home.parent / "out").mkdir()
    part = part_of(Path(steps[0].to))
    descriptor = os.open(part, os.O_RDWR | os.O_CREAT)
    try:
        Disk().lock(descriptor)
        clear_parts([home.parent], Disk())
        (left,) = do(steps, Two(home))
    finally:
        os.close(descriptor)
    assert left.reason == "another copydesk is copying it"
    assert part.exists()
    assert do(steps, Two(home)) == []
    assert files(home.parent) == ["home/a.txt", "out/b.txt"]


def test_a_log_is_worked_on_by_one_process(home, tmp_path):
    undo_log.write(tmp_path / "log", home, [], Disk())
    with (
        undo_log.locked(tmp_path / "log", Disk()),
        pytest.raises(InputError, match="another copydesk is moving files here"),
        undo_log.locked(tmp_path / "log", Disk()),
    ):
        pytest.fail("it is held")
    with undo_log.locked(tmp_path / "log", Disk()):
        pass


def test_a_folder_is_worked_on_by_one_process(home, tmp_path):
    for name in ("one", "other"):
        undo_log.write(tmp_path / name, home, [], Disk())
    with (
        undo_log.locked(tmp_path / "one", Disk()),
        pytest.raises(InputError, match="another copydesk is moving files here"),
        undo_log.locked(tmp_path / "other", Disk()),
    ):
        pytest.fail("it is held")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"folder": "/not/there"}', '{"folder": 1}'])
def test_a_folder_that_is_not_known_is_not_locked(tmp_path, text):
    (tmp_path / "log").write_text(text)
    with undo_log.locked(tmp_path / "log", Disk()):
        pass


def test_a_file_with_other_names_is_not_parted_from_them(home):
    os.link(home / "b.txt", home.parent / "another name")
    steps = planned(home)
    (left,) = do(steps, Two(home))
    assert "it has other names (hard links)" in left.reason
    assert (home / "b.txt").samefile(home.parent / "another name")
    assert do(steps, Disk()) == [], "on one file system it keeps them"
    assert Path(steps[0].to).samefile(home.parent / "another name")


@pytest.mark.parametrize(("action", "call"), [("hardlink", "link"), ("symlink", "symlink")])
def test_where_no_link_can_be_made_the_file_is_brought_back(home, action, call):
    for disk in (Disk(), Two(home)):
        (left,) = do(planned(home, action), Failing(disk, call, errno.EPERM))
        assert left.reason.startswith("no link can be made in its place (")
        assert as_before(home)


@pytest.mark.parametrize("action", ACTIONS)
def test_a_name_as_long_as_names_can_be(home, action):
    name = "b" * 251 + ".txt"
    (home / "b.txt").rename(home / name)
    steps = planned(home, action, name)
    if action == "trash":
        pytest.skip("its note has a longer name")
    assert do(steps, Two(home)) == []
    assert undo(steps, Two(home)) == []
    assert files(home.parent) == ["home/a.txt", f"home/{name}"]


def test_a_file_edited_where_it_was_moved_is_named(home):
    steps = planned(home)
    do(steps, Two(home))
    Path(steps[0].to).write_bytes(b"edited there")
    (left,) = undo(steps, Two(home))
    assert left.reason == f"the file that was moved changed since; it is kept as {steps[0].to}"


def test_the_same_bytes_of_somebody_else_in_the_place_are_another_file(home):
    steps = planned(home)
    do(steps, Two(home))
    (home / "b.txt").write_bytes(COPY)
    (home / "b.txt").chmod(0o600)
    (left,) = undo(steps, Two(home))
    assert "another file is in its place" in left.reason
    assert Path(steps[0].to).read_bytes() == COPY


def test_a_folder_into_which_nothing_can_be_written_is_named(home):
    (left,) = do(planned(home), Failing(Disk(), "mkdir", errno.EACCES))
    assert left.reason.startswith("Permission denied")
    assert as_before(home)


def test_a_copy_that_would_stay_in_the_folder_is_left_alone(home):
    (home.parent / "out").mkdir()
    (home.parent / "out/in").symlink_to(home)
    (home / "in").mkdir()
    (home / "b.txt").rename(home / "in/b.txt")
    (left,) = planned(home, name="in/b.txt")
    assert isinstance(left, Skipped)
    assert left.reason.startswith("it would stay in the folder: ")


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
@pytest.mark.parametrize("place", ["of the user", "of a file system", "named"])
def test_the_folders_of_a_trash_are_the_users_alone(home, monkeypatch, umask, place):
    data = home.parent / "share/data"
    monkeypatch.setenv("XDG_DATA_HOME", str(data))
    folder = {"of the user": data / "Trash", "named": home.parent / "new/bin"}.get(place)
    if folder is None:
        folder = home.parent / f".Trash-{os.getuid()}"
        monkeypatch.setattr(trash, "place", lambda _: folder)
    before = os.umask(umask)
    try:
        steps = planned_trash(home, folder if place == "named" else None)
        assert do(steps, Disk()) == []
    finally:
        os.umask(before)
    made = [folder, folder / "files", folder / "info"]
    made += [data, data.parent] if place == "of the user" else []
    made += [folder.parent] if place == "named" else []
    assert {path: oct(path.stat().st_mode & 0o7777) for path in made} == dict.fromkeys(
        made, "0o700"
    )
    (info,) = (folder / "info").iterdir()
    origin = "home/b.txt" if place == "of a file system" else f"{home}/b.txt"
    assert info.read_text().splitlines()[1] == f"Path={origin}"
    assert undo(steps, Disk()) == []
    assert as_before(home)


def planned_trash(home, to):
    pair = (
        Article("b.txt", "", 1, 1, "", raw_digest(COPY)),
        Article("a.txt", "", 1, 1, "", raw_digest(FIRST)),
        home / "a.txt",
    )
    return list(plan(home, "trash", to, [pair], Disk()))


@pytest.mark.parametrize("what", ["a link", "a file", "another user's"])
def test_a_trash_that_is_not_the_users_is_refused(tmp_path, monkeypatch, what):
    found = tmp_path / f".Trash-{os.getuid()}"
    if what == "a link":
        found.symlink_to(tmp_path)
    elif what == "a file":
        found.touch()
    else:
        found.mkdir()
        monkeypatch.setattr(os, "getuid", lambda: found.stat().st_uid + 1)
    with pytest.raises(InputError, match="no folder of yours"):
        trash._check_owner(found)


def test_the_note_of_another_file_in_the_trash_stays(home):
    info = home.parent / "Trash/info/b.txt.trashinfo"
    trash.note(info, "/elsewhere/b.txt", Disk())
    trash.forget(info, str(home / "b.txt"), Disk())
    assert info.exists()
    trash.forget(info, "/elsewhere/b.txt", Disk())
    assert not info.exists()


def test_the_log_lies_in_folders_of_the_users_alone(home, tmp_path):
    before = os.umask(0)
    try:
        undo_log.write(tmp_path / "state/applied/log", home, [], Disk())
    finally:
        os.umask(before)
    assert {(tmp_path / name).stat().st_mode & 0o777 for name in ("state", "state/applied")} == {
        0o700
    }


def test_an_interrupted_copy_is_never_under_the_new_name(home, monkeypatch):
    monkeypatch.setattr(file_copy, "digest", lambda *_: "another")
    (left,) = do(planned(home), Two(home))
    assert left.reason == "what was copied is not what was read"
    assert as_before(home)
