"""The cache: what went in comes out while the stamp is the same, and nothing can make it fail."""

import sqlite3
import stat
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from tests.store.cached import ANOTHER_VERSION, ARTICLE, FILE, STAMP, filled, got, opened
from tui.store.cache.index_cache import CachedFile, default_path, open_cache


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cache" / "index.sqlite"


def test_what_went_in_comes_out(path):
    cache = opened(path)
    cache.put("/folder", [(STAMP, FILE), (replace(STAMP, path="empty.txt"), CachedFile(()))])
    cache.close()
    cache = opened(path)
    found = got(cache, "/folder", STAMP)
    assert found == FILE
    assert found.articles[0][0].offset == 7
    assert got(cache, "/folder", replace(STAMP, path="empty.txt")) == CachedFile(())
    assert got(cache, "/other", STAMP) is None
    assert sorted(cache.paths("/folder")) == sorted([STAMP.path, "empty.txt"])
    cache.close()


@pytest.mark.parametrize("what", ["path", "size", "mtime_ns", "ctime_ns", "inode"])
def test_another_stamp_is_another_file(path, what):
    cache = opened(path)
    cache.put("/folder", [(STAMP, FILE)])
    other = "b" if what == "path" else getattr(STAMP, what) - 1
    assert got(cache, "/folder", replace(STAMP, **{what: other})) is None
    cache.close()


def test_a_file_is_replaced_and_forgotten_whole(path):
    cache = opened(path)
    cache.put("/folder", [(STAMP, FILE)])
    newer = replace(STAMP, size=11)
    cache.put("/folder", [(newer, CachedFile(((ARTICLE, b"new"),)))])
    assert got(cache, "/folder", STAMP) is None
    assert got(cache, "/folder", newer).articles == ((ARTICLE, b"new"),)
    cache.put("/other", [(STAMP, FILE)])
    cache.forget("/folder", [STAMP.path])
    assert cache.paths("/folder") == []
    assert got(cache, "/other", STAMP) == FILE
    cache.close()
    with sqlite3.connect(path) as raw:
        assert raw.execute("select count(*) from articles").fetchone() == (2,)
    raw.close()


def test_it_is_its_owners_alone(path):
    cache = opened(path)
    cache.put("/folder", [(STAMP, FILE)])
    assert path.parent.stat().st_mode & 0o777 == 0o700
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    cache.close()
    path.chmod(0o644)
    opened(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_cache_is_asked_for_and_remembers_nothing():
    cache, said = open_cache(None, "1")
    cache.put("/folder", [(STAMP, FILE)])
    cache.forget("/folder", ["x"])
    assert (said, got(cache, "/folder", STAMP), cache.paths("/folder")) == ("", None, [])
    cache.close()


def test_it_lies_in_the_users_cache_folder(home):
    assert default_path() == home / ".cache" / "copydesk" / "index.sqlite"


def test_other_features_are_taken_out(path):
    cache = opened(path, "1")
    cache.put("/folder", [(STAMP, FILE)])
    cache.close()
    cache = opened(path, "2", ANOTHER_VERSION)
    assert got(cache, "/folder", STAMP) is None
    cache.close()
    with sqlite3.connect(path) as raw:
        assert raw.execute("select count(*) from articles").fetchone() == (0,)
    raw.close()


def test_a_program_of_another_version_at_the_same_time_gets_nothing_wrong(path):
    old = opened(path, "1")
    old.put("/folder", [(STAMP, FILE)])
    new = opened(path, "2", ANOTHER_VERSION)
    new.put("/folder", [(STAMP, CachedFile(()))])
    assert got(old, "/folder", STAMP) is None
    assert got(new, "/folder", STAMP) == CachedFile(())
    old.put("/folder", [(STAMP, FILE)])
    assert got(new, "/folder", STAMP) == CachedFile(())
    assert "not used from here on" in old.trouble
    new.close()


def test_a_file_is_not_found_in_another_folder_or_version_than_it_was_put_in(path):
    cache = opened(path)
    cache.put("/folder", [(STAMP, FILE)])
    cache.put("/other", [])
    with sqlite3.connect(path) as raw:
        raw.execute("update folders set name = 'x' where name = cast('/other' as blob)")
        raw.execute("update folders set name = cast('/other' as blob) where id = 1")
    raw.close()
    cache.close()
    cache = opened(path)
    assert got(cache, "/other", STAMP) is None
    assert cache.thrown_out == 1
    cache.close()


def test_a_stop_in_the_middle_of_a_batch_keeps_nothing_of_it(path):
    cache = opened(path)

    def some():
        yield STAMP, FILE
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cache.put("/folder", some())
    assert got(cache, "/folder", STAMP) is None
    cache.put("/folder", [(STAMP, FILE)])
    assert got(cache, "/folder", STAMP) == FILE
    cache.close()


def test_a_folder_long_unused_is_forgotten(path, monkeypatch):
    filled(path)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 91 * 86_400)
    cache = opened(path)
    assert cache.paths("/folder") == []
    cache.close()


WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from tui.model import Article, FileStamp
from tui.store.cache.index_cache import CachedFile, open_cache
article = Article("a", "t", 1, 1, "b2:0", "b2:1")
cache, said = open_cache(Path(sys.argv[1]), "1")
assert said == "", said
for batch in range(20):
    for n in range(5):
        stamp = FileStamp(f"{sys.argv[2]}-{batch}-{n}.txt", 1, 2, 3, 4)
        cache.put("/folder", [(stamp, CachedFile(((article, b"x" * 3000),)))])
        assert stamp.path in cache.known("/folder", [stamp]), cache.trouble
assert cache.trouble == "", cache.trouble
cache.close()
"""


@pytest.mark.parametrize("again", range(3))
def test_programs_use_it_at_once(path, again):  # noqa: ARG001 - who makes the file is a race
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, path, str(n)], stderr=subprocess.PIPE)
        for n in range(4)
    ]
    for writer in writers:
        _, errors = writer.communicate(timeout=60)
        assert writer.returncode == 0, errors.decode()
    cache = opened(path)
    assert len(cache.paths("/folder")) == 400
    cache.close()
