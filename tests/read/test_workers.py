"""Many files: in batches, in processes where that pays, stopped at once, the same in all ways."""

import errno
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import active_children

import pytest

from tui.config import ReadSettings
from tui.model import FileStamp, Skipped
from tui.progress import Cancelled
from tui.read import measure_batch as batches_of_read
from tui.read import workers
from tui.read.measure_batch import batches, measure_batch
from tui.read.walk import walk

READ = ReadSettings()


def lengths(texts, *_) -> list[tuple[int, bytes]]:
    """Stands for what is measured of texts: words, features."""
    return [(len(text.split()), str(len(text)).encode()) for text in texts]


def dies_on_a_word(texts, *_) -> list[tuple[int, bytes]]:
    if any("deadly" in text for text in texts) and "worker" in os.environ.get("PLACE", ""):
        os.kill(os.getpid(), signal.SIGKILL)
    return lengths(texts)


@dataclass(frozen=True)
class Deadly:
    """Kills the worker that is handed a deadly word, but never this process."""

    parent: int

    def __call__(self, texts, *_) -> list[tuple[int, bytes]]:
        if os.getpid() != self.parent and any("deadly" in text for text in texts):
            os.kill(os.getpid(), signal.SIGKILL)
        return lengths(texts)


def process(texts, *_) -> list[tuple[int, bytes]]:
    return [(1, str(os.getpid()).encode()) for _ in texts]


def slow(texts, *_) -> list[tuple[int, bytes]]:
    time.sleep(0.3)
    return lengths(texts)


def ever(texts, tick=None) -> list[tuple[int, bytes]]:
    """Takes ten seconds, and looks meanwhile whether to stop where it can."""
    for _ in range(1_000):
        time.sleep(0.01)
        if tick:
            tick()
    return lengths(texts)


@pytest.fixture
def stamps(tmp_path) -> list[FileStamp]:
    for number in range(300):
        (tmp_path / f"{number:03}.txt").write_text(f"Story {'x' * number}")
    (tmp_path / "empty.txt").touch()
    return list(walk(tmp_path, READ))


def test_batches_are_bounded_and_whole():
    small = [FileStamp(f"{n}", 10, 0, 0, 0) for n in range(300)]
    large = [FileStamp(f"l{n}", 600_000, 0, 0, 0) for n in range(3)]
    cut = list(batches([*small, *large]))
    assert [one for batch in cut for one in batch] == [*small, *large]
    assert max(len(batch) for batch in cut) <= 128
    assert [len(batch) for batch in cut[-3:]] == [45, 1, 1]


def test_each_file_gives_its_articles_with_their_words_and_features(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "One"}\nbad\n{"text": "T r e"}\n')
    (tmp_path / "b.txt").write_text("Words")
    one, two = measure_batch(tmp_path, list(walk(tmp_path, READ)), READ, lengths)
    assert [(article.id, article.words, value) for article, value in one.articles] == [
        ("a.jsonl#1", 1, b"3"),
        ("a.jsonl#3", 3, b"5"),
    ]
    assert [skipped.reason[:6] for skipped in one.skipped] == ["line 2"]
    assert [value for _, value in two.articles] == [b"5"]


def test_only_what_is_older_than_two_seconds_and_unchanged_lasts(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("Words")
    [stamp] = walk(tmp_path, READ)
    later = time.time_ns() + 10_000_000_000
    [measured] = measure_batch(tmp_path, [stamp], READ, lengths)
    assert not measured.lasting
    monkeypatch.setattr(time, "time_ns", lambda: later)
    [measured] = measure_batch(tmp_path, [stamp], READ, lengths)
    assert measured.lasting
    [measured] = measure_batch(tmp_path, [replace(stamp, size=9)], READ, lengths)
    assert not measured.lasting
    monkeypatch.setattr(os, "open", _no_more_descriptors)
    [measured] = measure_batch(tmp_path, [stamp], READ, lengths)
    assert measured.skipped == (Skipped("a.txt", "too many open files"),)
    assert not measured.lasting


def _no_more_descriptors(*_):
    raise OSError(errno.EMFILE, "Too many open files")


def test_workers_give_what_one_process_gives(tmp_path, stamps, monkeypatch):
    steps = []
    here = [one for some in workers.measure_files(tmp_path, stamps, READ, lengths) for one in some]
    monkeypatch.setattr(workers, "_FILES_THAT_PAY", 10)
    there = [
        one
        for some in workers.measure_files(
            tmp_path, stamps, READ, lengths, workers=2, progress=steps.append
        )
        for one in some
    ]
    assert sorted(here, key=lambda one: one.stamp.path) == sorted(
        there, key=lambda one: one.stamp.path
    )
    assert len(here) == 301
    assert steps[-1].done == steps[-1].total == 301
    assert not active_children()


def test_another_process_reads_too(tmp_path, stamps, monkeypatch):
    monkeypatch.setattr(workers, "_FILES_THAT_PAY", 10)
    reading = workers.measure_files(tmp_path, stamps * 5, READ, process, workers=2)
    found = {pid for some in reading for one in some for _, pid in one.articles}
    own = str(os.getpid()).encode()
    assert own in found  # which reads instead of waiting
    assert found - {own}


def test_a_killed_worker_costs_nothing(tmp_path, stamps, monkeypatch):
    (tmp_path / "007.txt").write_text("A deadly story")
    monkeypatch.setattr(workers, "_FILES_THAT_PAY", 10)
    monkeypatch.setenv("PLACE", "worker")
    reading = workers.measure_files(tmp_path, stamps, READ, dies_on_a_word, workers=2)
    found = []
    with monkeypatch.context() as patch:
        patch.setattr(workers, "measure_batch", _in_this_process)
        found.extend(one.stamp.path for some in reading for one in some)
    assert sorted(found) == [stamp.path for stamp in stamps]


def _in_this_process(root, batch, settings, measure, *look):
    """Pickled by name: workers and this process call it; only a worker may die of a word."""
    del measure
    deadly = not look
    return measure_batch(root, batch, settings, dies_on_a_word if deadly else lengths, *look)


@pytest.fixture
def records(tmp_path, monkeypatch) -> list[FileStamp]:
    """A file that holds so many records that reading and measuring it are shared out, and a small one."""
    monkeypatch.setattr(workers, "_BYTES_THAT_PAY", 1_000)
    monkeypatch.setattr(batches_of_read, "_MOST_CHARACTERS", 100)
    lines = [f'{{"id": "{number}", "text": "Story {"x" * number}"}}' for number in range(100)]
    lines[50] = '{"id": "50", "text": "A deadly story"}'
    (tmp_path / "many.jsonl").write_text("\n".join([*lines, "bad"]))
    (tmp_path / "small.txt").write_text("Words")
    return list(walk(tmp_path, READ))


def test_a_large_file_of_records_is_read_here_and_measured_in_workers_too(tmp_path, records):
    [[small], [large]] = workers.measure_files(tmp_path, records, READ, process, workers=3)
    assert small.stamp.path == "small.txt"
    assert len(large.articles) == 100
    own = str(os.getpid()).encode()
    pids = {pid for _, pid in large.articles}
    assert own in pids  # measuring here instead of waiting
    assert pids - {own}
    here = measure_batch(tmp_path, [large.stamp], READ, lengths)
    [_, there] = workers.measure_files(tmp_path, records, READ, lengths, workers=3)
    assert there == here
    assert [skipped.reason[:8] for skipped in here[0].skipped] == ["line 101"]


def test_a_worker_killed_over_a_large_file_costs_nothing(tmp_path, records):
    measure = Deadly(os.getpid())
    reading = workers.measure_files(tmp_path, records, READ, measure, workers=2)
    found = [article.id for some in reading for one in some for article, _ in one.articles]
    assert found == ["small.txt", *(f"many.jsonl#{number}" for number in range(100))]


def test_the_records_of_a_large_file_are_counted(tmp_path, records):
    steps = []
    list(workers.measure_files(tmp_path, records, READ, lengths, progress=steps.append))
    counted = [step.done for step in steps if step.stage == workers.RECORDS]
    assert counted == sorted(counted)
    assert len(set(counted)) > 5
    assert counted[-1] == 100


def test_a_stop_in_the_midst_of_a_large_file_is_heard(tmp_path, records):
    heard = 0

    def stop(_):
        nonlocal heard
        heard += 1
        if heard > 10:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(workers.measure_files(tmp_path, records, READ, lengths, workers=2, progress=stop))
    begun = time.perf_counter()
    while active_children() and time.perf_counter() - begun < 10:
        time.sleep(0.01)
    assert not active_children()


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_stop_is_heard_while_texts_are_measured(tmp_path, elsewhere):
    (tmp_path / "a.txt").write_text("Words")
    begun = time.perf_counter()

    def stop(_):
        if time.perf_counter() - begun > 0.3:
            raise Cancelled

    pool = ThreadPoolExecutor(1) if elsewhere else None
    with pytest.raises(Cancelled):
        measure_batch(tmp_path, list(walk(tmp_path, READ)), READ, ever, stop, pool)
    assert 0.3 < time.perf_counter() - begun < 2
    if pool:
        pool.shutdown()


@pytest.mark.parametrize("pays", [10, 1_000_000])
def test_a_stop_is_heard_at_once(tmp_path, stamps, monkeypatch, pays):
    monkeypatch.setattr(workers, "_FILES_THAT_PAY", pays)
    begun = time.perf_counter()

    def stop(_):
        if time.perf_counter() - begun > 0.2:
            raise Cancelled

    with pytest.raises(Cancelled):
        for _ in workers.measure_files(tmp_path, stamps * 20, READ, slow, workers=2, progress=stop):
            pass
    assert time.perf_counter() - begun < 2
    while active_children() and time.perf_counter() - begun < 10:
        time.sleep(0.01)
    assert not active_children()


def test_workers_start_also_where_a_screen_has_taken_standard_error(tmp_path):
    """In a process of its own, for the tracker is started once a process."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(1_000):
        (folder / f"{number}.txt").write_text(f"article {number}\n")
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tui.config import ReadSettings\n"
        "from tui.read.walk import walk\n"
        "from tui.read import workers\n"
        "from tui.detect.features.tokens import measure\n"
        "class Screen:\n"
        "    def fileno(self): return -1\n"
        "    def write(self, text): pass\n"
        "    def flush(self): pass\n"
        "if __name__ == '__main__':\n"
        "    sys.stderr = Screen()\n"
        "    root = Path(sys.argv[1])\n"
        "    stamps = list(walk(root, ReadSettings()))\n"
        "    workers._FILES_THAT_PAY = 10\n"
        "    found = workers.measure_files(root, stamps, ReadSettings(), measure, workers=2)\n"
        "    print(sum(len(batch) for batch in found))\n"
    )
    program = tmp_path / "program.py"
    program.write_text(script)
    done = subprocess.run(
        [sys.executable, program, folder], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "1000", done.stderr
