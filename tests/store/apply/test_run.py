"""Copies taken out of their places and brought back: killed at every call, nothing is ever lost."""

import os
from pathlib import Path

import pytest

from tests.store.apply.disks import Dying, Killed, Old, OldTwo, Two, Unsynced
from tui.model import Article, Skipped, raw_digest
from tui.store.apply import trash, undo_log
from tui.store.apply.disk import Disk, identity
from tui.store.apply.plan import plan
from tui.store.apply.run import do, undo
from tui.store.apply.step import ACTIONS

TEXTS = {"a.txt": b"the first", "in/b.txt": b"a copy of it", "in/c.txt": b"the first"}


@pytest.fixture
def home(tmp_path):
    for name, data in TEXTS.items():
        (tmp_path / "home" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "home" / name).write_bytes(data)
    return tmp_path / "home"


def article(name, data=None):
    return Article(name, "", 1, 1, "", raw_digest(TEXTS[name] if data is None else data))


def planned(home, action, to=None):
    pairs = [(article(name), article("a.txt"), home / "a.txt") for name in ("in/b.txt", "in/c.txt")]
    return list(plan(home, action, to or home.parent / "out", pairs, Disk()))


def everything(home):
    """All bytes that are anywhere, by content."""
    files = [path for path in home.parent.rglob("*") if path.is_file() and not path.is_symlink()]
    return {path.read_bytes() for path in files}


def tree(home):
    return {name: (home / name).read_bytes() for name in TEXTS}


def leftovers(home):
    """Files that only a run in progress has."""
    return list(home.parent.rglob(".*"))


def untouched(home):
    """What was in the folder is there, nothing else is, and no link or unfinished file is left anywhere."""
    found = {path.relative_to(home).as_posix() for path in home.rglob("*") if not path.is_dir()}
    real = not any(
        (home / name).is_symlink() or (home / name).stat().st_nlink > 1 for name in TEXTS
    )
    return found == set(TEXTS) and tree(home) == TEXTS and real and not leftovers(home)


@pytest.fixture(params=["one", "two", "one, old kernel", "two, old kernel"])
def disk(request, home):
    """The file systems of the folder and of where its copies go."""
    kinds = {
        "one": Unsynced(),
        "two": Two(home),
        "one, old kernel": Old(),
        "two, old kernel": OldTwo(home),
    }
    return kinds[request.param]


@pytest.mark.parametrize("action", ACTIONS)
def test_done_and_undone(home, action, disk):
    steps = planned(home, action)
    before = {name: identity(home / name) for name in TEXTS}
    assert do(steps, disk) == []
    assert [Path(one.to).read_bytes() for one in steps] == [b"a copy of it", b"the first"]
    path = home / "in/b.txt"
    if action == "hardlink":
        assert identity(path) == before["a.txt"]
    elif action == "symlink":
        assert str(path.readlink()) == "../a.txt"
    else:
        assert not os.path.lexists(path)
    assert do(steps, disk) == [], "done twice is done once"
    assert undo(steps, disk) == []
    assert untouched(home)
    assert isinstance(disk, Two) or {name: identity(home / name) for name in TEXTS} == before
    assert undo(steps, disk) == []
    assert untouched(home)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("then", ["undone", "resumed and undone"])
def test_killed_at_every_call(home, action, after, then, disk, tmp_path):
    for at in range(1, 200):
        steps = planned(home, action, tmp_path / f"out{at}")
        try:
            do(steps, Dying(disk, at, after=after))
        except Killed:
            survived = False
        else:
            survived = True
        assert everything(home) >= set(TEXTS.values())
        if then != "undone":
            assert do(steps, disk) == []
            assert all(Path(one.to).is_file() for one in steps)
            assert not leftovers(home)
        assert undo(steps, disk) == []
        assert untouched(home), f"killed at call {at}"
        if survived:
            assert at > 4
            return
    pytest.fail("it never ended")


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_undoing_is_killed_at_every_call(home, action, after, disk, tmp_path):
    for at in range(1, 200):
        steps = planned(home, action, tmp_path / f"out{at}")
        do(steps, disk)
        try:
            undo(steps, Dying(disk, at, after=after))
        except Killed:
            survived = False
        else:
            survived = True
        assert everything(home) >= set(TEXTS.values())
        assert undo(steps, disk) == []
        assert untouched(home), f"killed at call {at}"
        if survived:
            return
    pytest.fail("it never ended")


@pytest.mark.parametrize("action", ACTIONS)
def test_what_changed_since_is_left_alone(home, action, disk):
    steps = planned(home, action)
    (home / "in/b.txt").write_bytes(b"edited")
    (left,) = do(steps, disk)
    assert (left.path, left.reason) == (str(home / "in/b.txt"), "it changed since it was read")
    assert (home / "in/b.txt").read_bytes() == b"edited"
    assert undo(steps, disk) == [], "it is in its place"
    assert tree(home) == {**TEXTS, "in/b.txt": b"edited"}


@pytest.mark.parametrize("change", ["edited", "gone"])
def test_nothing_goes_where_what_is_kept_changed(home, change):
    steps = planned(home, "move")
    (home / "a.txt").write_bytes(b"edited") if change == "edited" else (home / "a.txt").unlink()
    left = do(steps, Disk())
    assert len(left) == 2
    assert "what is kept in its place changed or is gone" in left[0].reason


def test_the_plan_sees_what_changed_before(home):
    pairs = [
        (article("in/b.txt", b"other"), article("a.txt"), home / "a.txt"),
        (article("in/c.txt"), article("a.txt", b"other"), home / "a.txt"),
        (Article("r.jsonl#1", "", 1, 1, "", ""), article("a.txt"), home / "a.txt"),
    ]
    found = list(plan(home, "move", home.parent / "out", pairs, Disk()))
    assert all(isinstance(one, Skipped) for one in found)
    assert [one.path for one in found] == ["in/b.txt", "in/c.txt", "r.jsonl#1"]


@pytest.mark.parametrize("action", ACTIONS)
def test_a_file_that_is_new_in_the_place_is_kept_and_so_is_the_old_one(home, action, disk):
    steps = planned(home, action)
    do(steps, disk)
    path = home / "in/b.txt"
    if os.path.lexists(path):
        path.unlink()
    path.write_bytes(b"written since")
    (left,) = undo(steps, disk)
    assert "another file is in its place" in left.reason
    assert path.read_bytes() == b"written since"
    assert Path(steps[0].to).read_bytes() == b"a copy of it"


def test_where_something_lies_another_name_is_chosen(home, tmp_path):
    (tmp_path / "out/in").mkdir(parents=True)
    (tmp_path / "out/in/b.txt").write_text("somebody's")
    steps = planned(home, "move")
    assert steps[0].to.endswith("out/in/b.2.txt")
    Path(steps[0].to).write_text("in between")
    (left,) = do(steps, Disk())
    assert left.reason == "something is where it goes"
    assert (home / "in/b.txt").read_bytes() == b"a copy of it"


def test_the_trash_notes_where_a_file_came_from(home, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    pair = (article("in/b.txt"), article("a.txt"), home / "a.txt")
    (one,) = plan(home, "trash", None, [pair], Disk())
    assert do([one], Disk()) == []
    assert (tmp_path / "data/Trash/files/b.txt").read_bytes() == b"a copy of it"
    note = (tmp_path / "data/Trash/info/b.txt.trashinfo").read_text().splitlines()
    assert (tmp_path / "data/Trash").stat().st_mode & 0o077 == 0
    assert note[:2] == ["[Trash Info]", f"Path={home}/in/b.txt"]
    assert undo([one], Disk()) == []
    assert not list((tmp_path / "data/Trash").rglob("*.trashinfo"))


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(
    "name", ["new\nline", "caf\udce9.txt", "-rf", "\x1b[2J.txt", "in/#a b%.txt"]
)
def test_any_name_goes_and_comes_back(home, tmp_path, action, name):
    (home / name).write_bytes(b"evil")
    pair = (article(name, b"evil"), article("a.txt"), home / "a.txt")
    steps = list(plan(home, action, tmp_path / "out", [pair], Disk()))
    undo_log.write(tmp_path / "log", home, steps, Disk())
    assert do(undo_log.read(tmp_path / "log"), Disk()) == []
    assert (home / name).is_symlink() == (action == "symlink")
    assert undo(undo_log.read(tmp_path / "log"), Disk()) == []
    assert (home / name).read_bytes() == b"evil"


def test_the_trash_of_another_file_system_is_at_its_top(tmp_path, monkeypatch):
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second file system")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert trash.place(memory) == memory / f".Trash-{os.getuid()}"


def test_a_log_is_read_back_as_it_was(home, tmp_path):
    steps = planned(home, "symlink")
    undo_log.write(tmp_path / "log.jsonl", home, steps, Disk())
    assert undo_log.read(tmp_path / "log.jsonl") == steps
    whole = (tmp_path / "log.jsonl").read_text()
    (tmp_path / "torn.jsonl").write_text(whole[: whole.rindex("\n", 0, -1) + 1])
    assert undo_log.read(tmp_path / "torn.jsonl") == [], (
        "it was stopped before anything was touched"
    )
