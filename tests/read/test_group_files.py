"""Files of groups that the user names: which are opened, and which never."""

import gzip
import os
import pickle

import pytest

from tui.errors import InputError
from tui.read import group_files


def test_a_file_is_named_by_its_own_name_and_gzip_is_unpacked(tmp_path):
    (tmp_path / "groups.csv.gz").write_bytes(gzip.compress(b"group,path\n"))
    assert group_files.load(tmp_path / "groups.csv.gz") == {"groups.csv": b"group,path\n"}


def test_of_a_folder_only_what_may_hold_groups_is_read(tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("000000.clusters", "in/000001.remove", "_SUCCESS", ".x.json", "log.txt", "u.pkl"):
        (tmp_path / name).write_bytes(b"12345678")
    assert set(group_files.load(tmp_path)) == {"000000.clusters", "in/000001.remove"}


def test_a_pickle_is_not_opened(tmp_path):
    (tmp_path / "uf.pkl").write_bytes(pickle.dumps({1: 2}))
    with pytest.raises(InputError, match="pickle"):
        group_files.load(tmp_path / "uf.pkl")


@pytest.mark.parametrize("name", ["none", "empty/", "pipe", "broken.gz"])
def test_what_cannot_be_read_is_said(tmp_path, name):
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "broken.gz").write_bytes(gzip.compress(b"x" * 1000)[:-9])
    with pytest.raises(InputError):
        group_files.load(tmp_path / name)


def test_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(group_files, "MOST_BYTES", 10)
    (tmp_path / "a.csv").write_bytes(b"12345678")
    assert group_files.load(tmp_path)
    (tmp_path / "b.csv").write_bytes(b"12345678")
    with pytest.raises(InputError, match="more than 10 bytes"):
        group_files.load(tmp_path)
