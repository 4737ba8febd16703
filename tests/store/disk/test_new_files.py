"""Answers in new files: whole, or not at all, and never over another one."""

import pytest

from tui.errors import InputError
from tui.store.disk.new_files import write_file, write_files


def test_files_are_written_below_a_folder(tmp_path):
    files = [("a", iter([b"1", b"2"])), ("in/b", iter([]))]
    assert write_files(tmp_path / "out", files, apart=tmp_path / "articles") == 2
    assert (tmp_path / "out/a").read_bytes() == b"12"
    assert (tmp_path / "out/in/b").read_bytes() == b""
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"a", "in"}


def test_nothing_is_written_over(tmp_path):
    (tmp_path / "a").write_text("somebody's")
    with pytest.raises(InputError):
        write_file(tmp_path / "a", [b"ours"])
    assert (tmp_path / "a").read_text() == "somebody's"


def test_trouble_in_the_middle_leaves_nothing(tmp_path):
    def pieces():
        yield b"one"
        raise InputError("the file changed")

    with pytest.raises(InputError, match="changed"):
        write_file(tmp_path / "a", pieces())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_articles_is_no_place(tmp_path):
    with pytest.raises(InputError, match="-o DIR"):
        write_files(tmp_path / "in", [("a", iter([b"1"]))], apart=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(InputError):
        write_file(tmp_path / "file" / "a", [b"1"])
