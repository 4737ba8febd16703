"""New bytes over old ones: whole or not at all, and never over what somebody else saved."""

import errno
import os

import pytest

from tui.store.disk.atomic_write import Displaced, replace_file, signature
from tui.store.disk.system import System


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    return path


def write(target, data, expected, system=None):
    return replace_file(target, [data], expected, system or System(), target.with_name("new.tmp"))


def names(target):
    return sorted(path.name for path in target.parent.iterdir())


def test_a_new_file_is_made(tmp_path):
    written = write(tmp_path / "file", b"first", None)
    assert (tmp_path / "file").read_bytes() == b"first"
    assert written.signature == signature((tmp_path / "file").stat())
    assert names(tmp_path / "file") == ["file"]


def test_an_old_file_is_replaced(target):
    written = write(target, b"new", signature(target.stat()))
    assert target.read_bytes() == b"new"
    assert written == (signature(target.stat()), None)
    assert names(target) == ["file"]


def test_what_changed_since_it_was_read_is_not_overwritten(target):
    seen = signature(target.stat())
    target.write_bytes(b"theirs")
    with pytest.raises(Displaced):
        write(target, b"new", seen)
    assert target.read_bytes() == b"theirs"
    assert names(target) == ["file"]


def test_a_file_born_meanwhile_is_not_overwritten(target):
    class Born(System):
        def stat(self, _):
            raise FileNotFoundError

    with pytest.raises(Displaced):
        write(target, b"new", None, Born())
    assert target.read_bytes() == b"old"
    assert names(target) == ["file"]


def test_saved_between_the_last_look_and_the_exchange_it_is_put_back(target):
    class JustThen(System):
        def exchange(self, one, other):
            if target.read_bytes() == b"old":
                other.with_name("theirs").write_bytes(b"theirs")
                other.with_name("theirs").replace(other)
            super().exchange(one, other)

    with pytest.raises(Displaced):
        write(target, b"new", signature(target.stat()), JustThen())
    assert target.read_bytes() == b"theirs"
    assert names(target) == ["file"]


def test_an_editor_that_held_the_old_file_open_keeps_its_text(target):
    class SavesLate(System):
        def exchange(self, one, other):
            super().exchange(one, other)
            with one.open("r+b") as late:  # the old file, by now under the other name
                self.seen = late.read()

        def fsync(self, descriptor):
            super().fsync(descriptor)
            if hasattr(self, "seen"):
                target.with_name("new.tmp").write_bytes(b"edited late")

    written = write(target, b"new", signature(target.stat()), SavesLate())
    assert target.read_bytes() == b"new"
    assert written.aside is not None
    assert written.aside.read_bytes() == b"edited late"


@pytest.mark.parametrize("call", ["open", "write", "fchmod", "fsync", "close", "exchange", "fstat"])
def test_a_refusal_leaves_the_old_file_and_no_litter(call, target):
    class Refuses(System):
        calls = 0

    def refuse(self, *arguments):
        if call == "close":
            System.close(self, *arguments)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    setattr(Refuses, call, refuse)
    with pytest.raises(OSError, match="Input/output"):
        write(target, b"new", signature(target.stat()), Refuses())
    assert target.read_bytes() == b"old"
    assert names(target) == ["file"]


def test_an_answer_that_was_lost_is_no_refusal(target):
    class Loses(System):
        def exchange(self, one, other):
            super().exchange(one, other)
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    write(target, b"new", signature(target.stat()), Loses())
    assert target.read_bytes() == b"new"
    assert names(target) == ["file"]


def test_short_writes_are_continued(target):
    class Short(System):
        def write(self, descriptor, data):
            return super().write(descriptor, data[:3])

    write(target, b"0123456789", signature(target.stat()), Short())
    assert target.read_bytes() == b"0123456789"


def test_pieces_are_written_in_their_order_and_none_when_one_of_them_fails(target):
    class Full(System):
        def write(self, descriptor, data):
            if bytes(data) == b"full":
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return super().write(descriptor, data[:2])

    def put(*pieces):
        seen = signature(target.stat())
        replace_file(target, iter(pieces), seen, Full(), target.with_name("new.tmp"))

    put(b"abc", b"", b"defg", b"h")
    assert target.read_bytes() == b"abcdefgh"
    with pytest.raises(OSError, match="No space"):
        put(b"one", b"full", b"two")
    assert target.read_bytes() == b"abcdefgh"
    assert names(target) == ["file"]


def test_a_temporary_name_that_is_taken_or_a_link_is_not_followed(target, tmp_path):
    (tmp_path / "precious").write_bytes(b"precious")
    (tmp_path / "new.tmp").symlink_to("precious")
    with pytest.raises(FileExistsError):
        write(target, b"new", signature(target.stat()))
    assert (tmp_path / "precious").read_bytes() == b"precious"
    assert (tmp_path / "new.tmp").is_symlink()
