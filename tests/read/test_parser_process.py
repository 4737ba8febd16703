"""A reader that hangs, grows or crashes costs its one file, and a moment."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from multiprocessing import active_children
from pathlib import Path

import pytest

from tui.config import ReadSettings
from tui.model import Article, Skipped
from tui.read.article import Passing
from tui.read.parser_process import Reader

SETTINGS = ReadSettings(longest_reading=5)
ARTICLE = Article("a", "t", 1, 1, "b2:0", "b2:1")
FAILED = Passing("a.html", "its reader failed: damaged, or made to break readers")


def honest(source, origin, settings, *, start):
    yield replace(ARTICLE, id=origin, offset=start), source.read().decode()
    yield Skipped(origin, f"after {settings.longest_reading}")


def hangs(source, origin, settings, *, start):
    del source, origin, settings, start
    yield ARTICLE, "one"
    time.sleep(60)


def dies(source, origin, settings, *, start):
    del source, origin, settings, start
    yield ARTICLE, "one"
    os.kill(os.getpid(), signal.SIGSEGV)


def raises(source, origin, settings, *, start):
    del source, origin, settings, start
    sys.stderr.write("\x1b]0;never seen\x07")
    raise ValueError("\x1b]0;never seen\x07")
    yield


def grows(source, origin, settings, *, start):
    del source, origin, settings, start
    yield ARTICLE, str(len(bytearray(8 << 30)))


def never_ends(source, origin, settings, *, start):
    del source, origin, settings, start
    while True:
        yield ARTICLE, "again"


@pytest.fixture
def page(tmp_path) -> Path:
    path = tmp_path / "a.html"
    path.write_text("the page")
    return path


def read(parse, page, settings=SETTINGS, start=0):
    with page.open("rb") as source, Reader() as reader:
        return list(reader.parse(parse, source, "a.html", settings, start=start))


def test_what_is_yielded_comes_through(page):
    assert read(honest, page, start=7) == [
        (replace(ARTICLE, id="a.html"), "the page"),
        Skipped("a.html", "after 5"),
    ]


def test_a_reader_that_hangs_is_ended(page):
    read(honest, page)  # the server that forks is there
    begun = time.perf_counter()
    found = read(hangs, page, ReadSettings(longest_reading=0.3))
    assert time.perf_counter() - begun < 3
    assert found == [
        (ARTICLE, "one"),
        Passing("a.html", "reading it took longer than 0.3 seconds (read.longest_reading)"),
    ]
    assert not active_children()


@pytest.mark.parametrize("parse", [raises, grows])
def test_a_reader_that_fails_is_listed_and_says_nothing(page, parse, capfd):
    assert read(parse, page) == [FAILED]
    assert "never seen" not in "".join(capfd.readouterr())


def test_a_reader_that_crashes_is_listed(page):
    assert read(dies, page) == [(ARTICLE, "one"), FAILED]


PROGRAM = """
import sys
from pathlib import Path
from tui.config import ReadSettings
from tui.read.folder import read
from tui.read.walk import walk

class Screen:
    def fileno(self): return -1
    def write(self, text): pass
    def flush(self): pass

if __name__ == "__main__":
    sys.stderr = Screen()
    root = Path(sys.argv[1])
    print(*(found[1] for stamp in walk(root, ReadSettings()) for found in read(root, stamp, ReadSettings())))
"""


def test_a_reader_starts_also_where_a_screen_has_taken_standard_error(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.eml").write_text("Subject: S\n\nThe message.")
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    done = subprocess.run(
        [sys.executable, program, folder], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "The message.", done.stderr


def test_a_reader_that_is_not_needed_any_more_is_ended(page):
    with page.open("rb") as source, Reader() as reader:
        answers = reader.parse(never_ends, source, "a.html", SETTINGS)
        next(answers)
        answers.close()
        assert not active_children()


def process(source, origin, settings, *, start):
    del source, settings, start
    yield ARTICLE, f"{origin} {os.getpid()}"


def fails_at_first(source, origin, settings, *, start):
    """Fails in a process that has read something."""
    marked = Path(f"{source.read().decode()}-{os.getpid()}")
    if marked.exists():
        os.kill(os.getpid(), signal.SIGKILL)
    marked.touch()
    yield ARTICLE, origin
    del settings, start


def test_one_process_reads_many_files_until_one_breaks_it(page):
    with Reader() as reader:

        def told(parse):
            with page.open("rb") as source:
                return list(reader.parse(parse, source, "a.html", SETTINGS))

        first = told(process)
        assert told(process) == first
        assert told(dies)[1] == FAILED
        after = told(process)
        assert after != first
        assert told(process) == after


def test_a_file_does_not_pay_for_those_before_it(page, tmp_path):
    page.write_text(str(tmp_path / "mark"))
    with Reader() as reader:
        for _ in range(3):
            with page.open("rb") as source:
                assert list(reader.parse(fails_at_first, source, "a.html", SETTINGS)) == [
                    (ARTICLE, "a.html")
                ]
