"""Whose a file is, its mode, times and extended attributes: kept on another file system and back, or it stays."""

import errno
import os
import struct
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.store.apply.disks import Failing, Two
from tui.model import Article, raw_digest
from tui.store.apply.disk import Disk
from tui.store.apply.plan import plan
from tui.store.apply.run import do, undo

ACL = "system.posix_acl_access"
TIMES = (1_000_000_000_123_456_789, 981_173_106_987_654_321)


def acl(*entries):
    """A POSIX ACL as the kernel takes it: version 2, then (tag, rights, id) each."""
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


class Fake(Two):
    """Two file systems that hold owners and extended attributes in memory, so that tests need no rights.

    `refused` are names of attributes, or "owner", that the other file system cannot hold; `ignored`
    owners are not kept, and no error says so; `inherited` is what every new file has from its folder.
    """

    def __init__(self, home, *, refused=(), inherited=(), ignored=False):
        super().__init__(home)
        self.refused, self.ignored, self.inherited = refused, ignored, dict(inherited)
        self.owners, self.held = {}, {}

    def open(self, path, flags, mode=0o600):
        descriptor = super().open(path, flags, mode)
        if flags & os.O_CREAT:  # the number of a file that is gone is used again
            self.owners.pop(os.fstat(descriptor).st_ino, None)
            self.held.pop(os.fstat(descriptor).st_ino, None)
        return descriptor

    def fstat(self, descriptor):
        real = os.fstat(descriptor)
        names = ("st_mode", "st_atime_ns", "st_mtime_ns", "st_uid", "st_gid")
        found = SimpleNamespace(**{name: getattr(real, name) for name in names})
        found.st_uid, found.st_gid = self.owners.get(real.st_ino, (found.st_uid, found.st_gid))
        return found

    def fchown(self, descriptor, user, group):
        if "owner" in self.refused:
            raise PermissionError(errno.EPERM, "not permitted")
        if not self.ignored:
            self.owners[os.fstat(descriptor).st_ino] = (user, group)

    def attributes(self, descriptor):
        return dict(self.held.get(os.fstat(descriptor).st_ino, self.inherited))

    def set_attribute(self, descriptor, name, value):
        if name in self.refused:
            raise OSError(errno.ENOTSUP, "not supported")
        self.held.setdefault(os.fstat(descriptor).st_ino, dict(self.inherited))[name] = value

    def remove_attribute(self, descriptor, name):
        del self.held.setdefault(os.fstat(descriptor).st_ino, dict(self.inherited))[name]


@pytest.fixture
def home(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home/a.txt").write_bytes(b"the first")
    (tmp_path / "home/b.txt").write_bytes(b"a copy of it")
    os.utime(tmp_path / "home/b.txt", ns=TIMES)
    return tmp_path / "home"


def article(name, data):
    return Article(name, "", 1, 1, "", raw_digest(data))


def planned(home, disk, to=None, action="move"):
    pair = (article("b.txt", b"a copy of it"), article("a.txt", b"the first"), home / "a.txt")
    return list(plan(home, action, to or home.parent / "out", [pair], disk))


def facts(path):
    found = path.lstat()
    return (found.st_uid, found.st_gid, found.st_mode, found.st_atime_ns, found.st_mtime_ns)


def names(folder):
    return sorted(path.name for path in folder.rglob("*") if not path.is_dir())


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o440, 0o4755, 0o2775, 0o1666])
def test_mode_and_times_survive_moving_and_undoing(home, mode):
    disk, path = Two(home), home / "b.txt"
    path.chmod(mode)
    os.utime(path, ns=TIMES)
    before, steps = facts(path), planned(home, disk)
    assert do(steps, disk) == []
    assert facts(Path(steps[0].to)) == before
    assert undo(steps, disk) == []
    assert facts(path) == before
    assert before[2] & 0o7777 == mode
    assert before[3:] == TIMES


def test_owner_and_attributes_survive_moving_and_undoing(home):
    disk, path, held = Fake(home), home / "b.txt", {"user.note": b"hello", ACL: b"some list"}
    disk.owners[path.stat().st_ino] = (4242, 4343)
    disk.held[path.stat().st_ino] = held
    steps = planned(home, disk)
    assert do(steps, disk) == []
    moved = Path(steps[0].to).stat().st_ino
    assert (disk.owners[moved], disk.held[moved]) == ((4242, 4343), held)
    assert undo(steps, disk) == []
    back = path.stat().st_ino
    assert (disk.owners[back], disk.held[back]) == ((4242, 4343), held)


@pytest.mark.parametrize("way", [{"refused": ["owner"]}, {"ignored": True}])
@pytest.mark.parametrize("action", ["move", "hardlink", "symlink", "trash"])
def test_a_file_whose_owner_cannot_be_kept_stays(home, way, action):
    disk = Fake(home, **way)
    disk.owners[(home / "b.txt").stat().st_ino] = (4242, 4343)
    steps, before = planned(home, disk, action=action), facts(home / "b.txt")
    (left,) = do(steps, disk)
    assert left.path == str(home / "b.txt")
    assert "owner and group 4242:4343 cannot be kept on another file system" in left.reason
    assert "run this as root, or name a folder on the same file system" in left.reason
    assert facts(home / "b.txt") == before
    assert names(home.parent) == ["a.txt", "b.txt"], "no part, no note of a trash"


def test_a_file_whose_owner_cannot_be_kept_stays_where_it_was_moved(home):
    disk = Fake(home)
    disk.owners[(home / "b.txt").stat().st_ino] = (4242, 4343)
    steps = planned(home, disk)
    assert do(steps, disk) == []
    disk.refused = ["owner"]
    (left,) = undo(steps, disk)
    assert "owner and group 4242:4343" in left.reason
    assert names(home) == ["a.txt"]
    assert names(home.parent / "out") == ["b.txt"]


def test_the_callers_own_file_needs_no_right(home):
    disk = Fake(home, refused=["owner"])
    steps = planned(home, disk)
    assert do(steps, disk) == []
    assert undo(steps, disk) == []


def test_an_attribute_that_the_file_system_cannot_hold_leaves_the_file_alone(home):
    disk = Fake(home, refused=["user.note"])
    disk.held[(home / "b.txt").stat().st_ino] = {"user.note": b"hello"}
    (left,) = do(planned(home, disk), disk)
    assert "extended attribute user.note cannot be kept on another file system" in left.reason
    assert names(home.parent) == ["a.txt", "b.txt"]


def test_a_label_that_the_system_sets_is_left_to_it(home):
    disk = Fake(home, refused=["security.selinux"])
    disk.held[(home / "b.txt").stat().st_ino] = {"security.selinux": b"of this place"}
    assert do(planned(home, disk), disk) == []


def test_an_access_list_of_the_new_folder_gives_nobody_more_rights(home):
    disk = Fake(home, inherited={ACL: b"of the folder"})
    disk.held[(home / "b.txt").stat().st_ino] = {}
    steps = planned(home, disk)
    assert do(steps, disk) == []
    assert ACL not in disk.held[Path(steps[0].to).stat().st_ino]


def test_a_mode_that_the_file_system_cannot_hold_leaves_the_file_alone(home):
    (home / "b.txt").chmod(0o640)
    disk = Failing(Two(home), "fchmod", errno.EPERM)
    (left,) = do(planned(home, disk), disk)
    assert "mode 0640 cannot be kept on another file system" in left.reason
    assert names(home.parent) == ["a.txt", "b.txt"]


def test_attributes_that_may_not_be_read_are_passed_over(home, monkeypatch):
    def read(_, name):
        if name.startswith("trusted."):
            raise PermissionError(errno.EPERM, "not permitted")
        return b"value"

    monkeypatch.setattr(os, "listxattr", lambda _: ["trusted.of.root", "user.note"], raising=False)
    monkeypatch.setattr(os, "getxattr", read, raising=False)
    with (home / "b.txt").open("rb") as file:
        assert Disk().attributes(file.fileno()) == {"user.note": b"value"}


def test_a_file_system_without_attributes_has_none(home, monkeypatch):
    def none(_):
        raise OSError(errno.ENOTSUP, "not supported")

    monkeypatch.setattr(os, "listxattr", none, raising=False)
    with (home / "b.txt").open("rb") as file:
        assert Disk().attributes(file.fileno()) == {}
    monkeypatch.delattr(os, "listxattr")
    with (home / "b.txt").open("rb") as file:
        assert Disk().attributes(file.fileno()) == {}, "a system that does not know them"


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no extended attributes here")
def test_attributes_and_access_lists_of_this_file_system_survive(home):
    path, value = (
        home / "b.txt",
        acl(
            (1, 6, 2**32 - 1),
            (2, 4, 4242),
            (4, 0, 2**32 - 1),
            (16, 4, 2**32 - 1),
            (32, 0, 2**32 - 1),
        ),
    )
    try:
        os.setxattr(path, "user.note", b"hello")
        os.setxattr(path, ACL, value)
    except OSError:
        pytest.skip("this file system has no attributes")
    disk, mode = Two(home), path.stat().st_mode
    steps = planned(home, disk)
    assert do(steps, disk) == []
    for found in (Path(steps[0].to), path):
        if found == path:
            assert undo(steps, disk) == []
        assert os.getxattr(found, "user.note") == b"hello"
        assert os.getxattr(found, ACL) == value
        assert found.stat().st_mode == mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_owner_of_a_real_file_survives(home):
    path = home / "b.txt"
    os.chown(path, 4242, 4343)
    path.chmod(0o6755)
    os.utime(path, ns=TIMES)
    disk, before = Two(home), facts(path)
    steps = planned(home, disk)
    assert do(steps, disk) == []
    assert facts(Path(steps[0].to)) == before
    assert undo(steps, disk) == []
    assert facts(path) == before
    assert before[:2] == (4242, 4343)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_owner_survives_on_a_real_second_file_system(home, tmp_path_factory):
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == home.stat().st_dev:
        pytest.skip("there is no second file system")
    out, path = memory / tmp_path_factory.mktemp("out").name, home / "b.txt"
    os.chown(path, 4242, 4343)
    path.chmod(0o4750)
    os.utime(path, ns=TIMES)
    before, steps = facts(path), planned(home, Disk(), out)
    try:
        assert do(steps, Disk()) == []
        assert facts(out / "b.txt") == before
        assert undo(steps, Disk()) == []
        assert facts(path) == before
        assert names(out) == []
    finally:
        for left in out.rglob("*"):
            left.unlink()
        out.rmdir()
