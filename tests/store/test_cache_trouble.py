"""Damage, other programs and full disks cost the cache and no more, and are told."""

import fcntl
import os
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from tests.store.cached import ANOTHER_VERSION, FILE, STAMP, filled, got, opened
from tui.store.cache.index_cache import open_cache


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cache" / "index.sqlite"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[:100],
        lambda _: b"no database at all" * 100,
        lambda data: data[:4096] + os.urandom(len(data) - 4096),
        lambda data: b"\0" * len(data),
    ],
)
def test_a_damaged_file_costs_the_cache_and_no_more(path, spoil):
    path.write_bytes(spoil(filled(path)))
    said, trouble = [], []
    for _ in range(2):  # damage inside is found on the way, and mended with the next opening
        cache, first = open_cache(path, "1")
        for n in range(500):
            got(cache, "/folder", replace(STAMP, path=f"{n}.txt"))
        cache.put("/folder", [(STAMP, FILE)])
        said.append(first)
        trouble.append(cache.trouble)
        cache.close()
    assert said[0] or trouble[0]
    assert said[1] == trouble[1] == ""
    cache = opened(path)
    assert got(cache, "/folder", STAMP) == FILE
    cache.close()


@pytest.mark.parametrize("size", [0, 1])
def test_a_file_of_which_nothing_is_left_is_built_anew_and_that_is_said(path, size):
    filled(path)
    os.truncate(path, size)
    cache = opened(path, expected="the index cache was damaged and is built anew")
    cache.put("/folder", [(STAMP, FILE)])
    cache.close()
    cache = opened(path)
    assert got(cache, "/folder", STAMP) == FILE
    cache.close()


def test_a_file_that_another_program_is_just_making_is_no_damaged_one(path, monkeypatch):
    path.parent.mkdir()
    folder = os.open(path.parent, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    path.touch()

    def made(_: float) -> None:
        path.write_bytes(ready)
        os.close(folder)

    ready = filled(path.with_name("other"))
    monkeypatch.setattr(time, "sleep", made)
    opened(path).close()


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        *(("files", name, 7) for name in ("path", "size", "mtime", "ctime", "inode", "total")),
        ("files", "skipped", b'[["a", "line 4: no JSON"]]'),
        ("articles", "number", 2),
        ("articles", "number", 1.5),
        ("articles", "article", b"[]"),
        ("articles", "article", "[]"),
        ("articles", "features", b"\0\xfe features"),
        ("articles", "features", 5),
    ],
)
def test_what_is_not_what_was_put_there_is_thrown_out_and_that_is_said(path, table, column, value):
    cache = opened(path)
    other = replace(STAMP, path="whole.txt")
    cache.put("/folder", [(STAMP, FILE), (other, FILE)])
    with sqlite3.connect(path) as raw:
        where = "rowid = (select min(rowid) from articles)" if table == "articles" else "id = 1"
        raw.execute(f"update {table} set {column} = ? where {where}", (value,))
    raw.close()
    assert cache.known("/folder", [STAMP, other]) == {"whole.txt": FILE}
    said = "1 of what the index cache held could not be used and was made anew"
    assert cache.notes == (said,)
    cache.put("/folder", [(STAMP, FILE)])
    cache.close()
    cache = opened(path)
    assert cache.known("/folder", [STAMP, other]) == {STAMP.path: FILE, "whole.txt": FILE}
    assert cache.notes == ()
    cache.close()


def test_an_article_that_is_lost_or_belongs_to_another_file_spoils_both(path):
    cache = opened(path)
    stamps = [replace(STAMP, path=f"{number}.txt") for number in range(4)]
    cache.put("/folder", [(stamp, FILE) for stamp in stamps])
    with sqlite3.connect(path) as raw:
        raw.execute("update articles set file = 2, number = 2 where file = 1 and number = 1")
        raw.execute("delete from articles where file = 3 and number = 0")
    raw.close()
    assert [*cache.known("/folder", stamps)] == ["3.txt"]
    assert cache.thrown_out == 3
    assert cache.paths("/folder") == ["3.txt"]
    cache.close()


def test_rows_that_contradict_each_other_cost_the_cache(path):
    cache = opened(path)
    cache.put("/folder", [(STAMP, FILE)])
    with sqlite3.connect(path) as raw:
        raw.execute("update files set size = 9")
    raw.close()
    assert got(cache, "/folder", STAMP) is None
    with sqlite3.connect(path) as raw:  # as damage may have it: the file belongs to no folder
        raw.execute("pragma foreign_keys = off")
        raw.execute("update folders set id = 77")
    raw.close()
    cache.put("/folder", [(STAMP, FILE)])
    assert (
        cache.trouble == "the index cache is not used from here on: FOREIGN KEY constraint failed"
    )
    assert not path.exists()


def test_tables_that_are_gone_are_made_anew(path):
    filled(path)
    with sqlite3.connect(path) as raw:
        raw.execute("drop table articles")
    raw.close()
    cache = opened(path, expected="the index cache was damaged and is built anew")
    cache.put("/folder", [(STAMP, FILE)])
    assert got(cache, "/folder", STAMP) == FILE
    assert cache.notes == ()
    cache.close()


def test_a_table_that_is_no_longer_as_it_was_made_costs_the_cache(path):
    filled(path)
    with sqlite3.connect(path) as raw:  # a turned bit: then `id` would be a column like any other
        raw.execute("pragma writable_schema = on")
        raw.execute("update sqlite_master set sql = replace(sql, 'id integer', 'id inteoer')")
    raw.close()
    cache = opened(path, expected="the index cache was damaged and is built anew")
    cache.put("/folder", [(STAMP, FILE)])
    assert got(cache, "/folder", STAMP) == FILE
    assert cache.notes == ()
    cache.close()


def test_damage_that_sqlite_cannot_put_into_words_costs_the_cache(path):
    data = filled(path)
    path.write_bytes(data.replace(b"CREATE TABLE files", b"CREATE TA\xee\xee fi\xff\xfes"))
    opened(path, expected="the index cache was damaged and is built anew").close()
    opened(path).close()


def test_another_layout_is_built_anew(path):
    filled(path)
    with sqlite3.connect(path) as raw:
        raw.execute("pragma user_version = 99")
    raw.close()
    cache, said = open_cache(path, "1")
    assert said == ANOTHER_VERSION
    cache.put("/folder", [(STAMP, FILE)])
    assert got(cache, "/folder", STAMP) == FILE
    cache.close()


def test_a_database_of_something_else_is_left_alone(path):
    path.parent.mkdir()
    with sqlite3.connect(path) as raw:
        raw.execute("create table letters (a)")
    raw.close()
    before = path.read_bytes()
    cache, said = open_cache(path, "1")
    assert said.endswith("is a database of something else")
    assert got(cache, "/folder", STAMP) is None
    assert path.read_bytes() == before


def test_a_place_that_cannot_be_written_is_no_cache(tmp_path):
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "folder").mkdir()
    for place in ("file/index.sqlite", "link", "folder"):
        cache, said = open_cache(tmp_path / place, "1")
        assert said.startswith("no index cache at ")
        cache.put("/folder", [(STAMP, FILE)])
        cache.close()
    os.mkfifo(tmp_path / "fifo")
    assert "no regular file" in open_cache(tmp_path / "fifo", "1")[1]


FULL = """
import resource, signal, sys
from pathlib import Path
from tui.store.cache.index_cache import open_cache
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
print(open_cache(Path(sys.argv[1]), "1")[1])
"""


def test_a_full_disk_is_no_damage_and_keeps_what_is_there(path):
    cache = opened(path)
    cache.put("f", [(STAMP, FILE)])
    cache.close()
    told = subprocess.run(
        [sys.executable, "-c", FULL, path], capture_output=True, text=True, check=True
    ).stdout
    assert told.startswith(f"the index cache at {path} is not used: ")
    assert got(opened(path), "f", STAMP) == FILE


def test_a_lock_of_another_program_costs_the_cache_and_no_more(path, monkeypatch):
    monkeypatch.setattr("tui.store.cache.sqlite_file._WAIT", 50)
    cache = opened(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    cache.put("/folder", [(STAMP, FILE)])
    assert "locked" in cache.trouble
    assert got(cache, "/folder", STAMP) is None
    assert "locked" in open_cache(path, "1")[1]
    other.execute("rollback")
    other.close()
    assert path.exists()
