"""A disk that refuses: the decisions file stays whole, and what to do is told."""

import errno

import pytest

from tests.store.on_disk import Refusing, held, others
from tui.errors import DecisionsError
from tui.store.decisions.decisions_file import DecisionsFile


@pytest.mark.parametrize(
    ("call", "code", "said"),
    [
        ("write", errno.ENOSPC, "no space left.*Make room"),
        ("fsync", errno.EIO, "input/output error"),
        ("open", errno.EROFS, "read-only file system.*--decisions"),
        ("open", errno.EACCES, "permission denied.*--decisions"),
        ("write", errno.EFBIG, "file too large.*ulimit"),
    ],
)
def test_a_disk_that_refuses_is_told_with_what_to_do(call, code, said, path, decide, change):
    DecisionsFile(path).write([change(decide(0))])
    before = path.read_bytes()
    with pytest.raises(DecisionsError, match=said):
        DecisionsFile(path, Refusing(call, code)).write([change(decide(1))])
    assert path.read_bytes() == before
    assert others(path) == []


@pytest.mark.parametrize("call", ["exchange", "rename_new"])
def test_without_the_kernels_better_calls_a_plain_rename_does(call, path, decide, change):
    file = DecisionsFile(path, Refusing(call, errno.EINVAL))
    file.write([change(decide(0))])
    file.write([change(decide(1))])
    assert held(path) == {decide(0), decide(1)}
    assert others(path) == []


def test_without_locks_a_file_stands_in_and_it_is_said(path, decide, change):
    file = DecisionsFile(path, Refusing("lock", errno.ENOLCK))
    outcome = file.write([change(decide(0))])
    assert "has no locks" in outcome.notes[0]
    assert held(path) == {decide(0)}
    assert others(path) == []


def test_a_folder_that_is_gone_is_said(path, decide, change):
    file = DecisionsFile(path.parent / "gone" / "decisions.toml")
    with pytest.raises(DecisionsError, match="no such folder"):
        file.check_writable()
    with pytest.raises(DecisionsError, match="Make that folder again"):
        file.write([change(decide(0))])


def test_a_failed_save_can_be_tried_again(decide, change, tmp_path):
    file = DecisionsFile(tmp_path / "new" / "decisions.toml")
    with pytest.raises(DecisionsError):
        file.write([change(decide(0))])
    (tmp_path / "new").mkdir()
    file.write([change(decide(0))])
    assert held(tmp_path / "new" / "decisions.toml") == {decide(0)}
