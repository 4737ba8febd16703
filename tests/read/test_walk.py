"""The walk: sorted, once, nothing opened, every file stamped or listed with its reason."""

import contextlib
import errno
import os
import socket
import subprocess
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.config import ReadSettings
from tui.errors import InputError
from tui.model import FileStamp, Skipped
from tui.progress import Cancelled
from tui.read.walk import walk, why

AS_ROOT = os.geteuid() == 0


def met(root, **options) -> dict[str, str]:
    """Path → reason, "" for what is stamped."""
    return {
        one.path: one.reason if isinstance(one, Skipped) else ""
        for one in walk(root, options.pop("settings", ReadSettings()), **options)
    }


def test_paths_come_sorted_with_stamps(tmp_path):
    for name in ("b.txt", "a/x.txt", "a-b.txt", "a/inner/y.md", "a.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"words of {name}")
    found = list(walk(tmp_path, ReadSettings()))
    paths = [one.path for one in found]
    assert paths == sorted(paths) == ["a-b.txt", "a.txt", "a/inner/y.md", "a/x.txt", "b.txt"]
    stat = (tmp_path / "a.txt").stat()
    assert found[1] == FileStamp(
        "a.txt", stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino
    )


def test_what_is_no_article_is_listed(tmp_path):
    (tmp_path / "picture.PNG").write_bytes(b"x")
    (tmp_path / "Makefile").write_bytes(b"x")
    (tmp_path / "large.txt").write_bytes(b"x" * 11)
    (tmp_path / "large.jsonl").write_bytes(b"x" * 11)
    os.mkfifo(tmp_path / "fifo.txt")
    # The path of a socket is short: it is made from inside.
    with socket.socket(socket.AF_UNIX) as listening, contextlib.chdir(tmp_path):
        listening.bind("socket.txt")
    assert met(tmp_path, settings=ReadSettings(largest_file=10)) == {
        "Makefile": "no reader for a name without a suffix",
        "fifo.txt": "a FIFO, not a file",
        "large.jsonl": "",
        "large.txt": "too large: 11 bytes, the limit is 10 (read.largest_file)",
        "picture.PNG": "no reader for .png",
        "socket.txt": "a socket, not a file",
    }


def test_a_gigabyte_is_too_large_without_being_read(tmp_path):
    with (tmp_path / "sparse.txt").open("wb") as file:
        file.truncate(1 << 30)
    assert met(tmp_path)["sparse.txt"].startswith("too large: 1,073,741,824 bytes")


def test_links_are_listed_with_what_they_repeat(tmp_path):
    root, outside = tmp_path / "root", tmp_path / "outside.txt"
    (root / "in").mkdir(parents=True)
    outside.write_text("not ours")
    (root / "in" / "real.txt").write_text("one article")
    os.link(root / "in" / "real.txt", root / "z-hard.txt")
    for name, target in (
        ("away.txt", outside),
        ("away", ".."),
        ("beside.txt", f"{root}-longer.txt"),
        ("folder", "in"),
        ("here", "."),
        ("inside.txt", "in/real.txt"),
        ("loop.txt", "pool.txt"),
        ("nothing.txt", "nowhere"),
        ("pool.txt", "loop.txt"),
    ):
        (root / name).symlink_to(target)
    (tmp_path / "root-longer.txt").write_text("its name begins like the folder's")
    assert met(root) == {
        "away": "a link that leaves the folder",
        "away.txt": "a link that leaves the folder",
        "beside.txt": "a link that leaves the folder",
        "folder": "a link to in (a folder), which is met there",
        "here": "a link to the folder itself",
        "in/real.txt": "",
        "inside.txt": "a link to in/real.txt, which is met there",
        "loop.txt": "a link that leads to itself",
        "nothing.txt": "a link to nothing",
        "pool.txt": "a link that leads to itself",
        "z-hard.txt": "the same file as in/real.txt (a hard link)",
    }


def test_of_the_names_of_a_file_the_first_in_a_folder_that_comes_first_is_read(tmp_path):
    for name in ("a.txt", "b.txt", "ref/alone.txt", "ref/x.txt", "ref/y.txt", "z.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / "b.txt").write_text("words of b")
    (tmp_path / "ref/alone.txt").write_text("words of its own")
    (tmp_path / "ref/x.txt").write_text("words")
    for name in ("a.txt", "ref/y.txt", "z.txt"):
        os.link(tmp_path / "ref/x.txt", tmp_path / name)
    os.link(tmp_path / "b.txt", tmp_path / "c.txt")
    same, alone = "the same file as {} (a hard link)".format, {"b.txt": "", "ref/alone.txt": ""}
    first = alone | {"a.txt": "", "c.txt": same("b.txt")}
    assert met(tmp_path) == first | {
        name: same("a.txt") for name in ("ref/x.txt", "ref/y.txt", "z.txt")
    }
    named = alone | {"ref/x.txt": "", "c.txt": same("b.txt")}
    assert met(tmp_path, first=["ref"]) == named | {
        name: same("ref/x.txt") for name in ("a.txt", "ref/y.txt", "z.txt")
    }


def test_a_hard_link_to_what_has_no_reader_is_read(tmp_path):
    (tmp_path / "a.bin").write_text("words")
    os.link(tmp_path / "a.bin", tmp_path / "b.txt")
    assert met(tmp_path) == {"a.bin": "no reader for .bin", "b.txt": ""}


def test_our_own_files_are_not_met(tmp_path):
    chosen = tmp_path / "sub" / "verdicts.toml"
    for name in (
        "decisions.toml",
        ".decisions.toml.lock",
        ".decisions.toml.host-1.ab.tmp",
        ".git/HEAD",
        "sub/.hg/x.txt",
        "sub/verdicts.toml",
        "sub/.verdicts.toml.lock",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("ours")
    (tmp_path / ".hidden.txt").write_text("an article")
    (tmp_path / "sub" / "decisions.toml").write_text("not ours, deeper down")
    assert met(tmp_path, leave_out=[chosen]) == {
        ".hidden.txt": "",
        "sub/decisions.toml": "no reader for .toml",
    }


@pytest.mark.parametrize(
    "name",
    [
        b"line\nbreak.txt",
        b"\x1b]0;t\x07.txt",
        b"caf\xe9.txt",
        b"\xff\xfe.txt",
        b"-rf.txt",
        b"#.txt",
    ],
)
def test_any_name_is_a_path_that_leads_back(tmp_path, name):
    (tmp_path / os.fsdecode(name)).write_bytes(b"words")
    [stamp] = walk(tmp_path, ReadSettings())
    assert isinstance(stamp, FileStamp)
    assert os.fsencode(stamp.path) == name
    assert (tmp_path / stamp.path).read_bytes() == b"words"


def test_reasons_are_said_in_words():
    assert why(PermissionError(errno.EACCES, "")) == "no permission to read it"
    assert why(OSError(errno.ELOOP, "")) == "a link, which is not followed"
    assert why(OSError(errno.EIO, "Input/output error")) == "input/output error"


@pytest.mark.skipif(AS_ROOT, reason="root may read everything")
def test_a_folder_without_permission_is_listed(tmp_path):
    (tmp_path / "closed").mkdir(mode=0)
    assert met(tmp_path) == {"closed/": "a folder: no permission to read it"}


def test_a_folder_that_vanishes_is_listed(tmp_path):
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "b").mkdir()
    steps = walk(tmp_path, ReadSettings())
    assert next(steps).path == "a.txt"
    (tmp_path / "b").rmdir()
    assert list(steps) == [Skipped("b/", "a folder: vanished meanwhile")]


def test_a_file_that_vanishes_is_listed(tmp_path):
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "b.txt").write_text("words")
    steps = walk(tmp_path, ReadSettings())
    next(steps)
    (tmp_path / "b.txt").unlink()
    assert list(steps) == [Skipped("b.txt", "vanished meanwhile")]


def test_two_thousand_folders_in_each_other(tmp_path):
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(2_500):
        os.mkdir("d", dir_fd=here)
        deeper = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(here)
    [skipped] = walk(tmp_path, ReadSettings())
    assert skipped.reason == "a folder: the path is too long for the system"
    subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)  # Python's own would recurse too deep


def test_a_missing_folder_stops(tmp_path):
    with pytest.raises(InputError, match="the folder cannot be listed"):
        next(walk(tmp_path / "nowhere", ReadSettings()))


def test_progress_counts_and_cancels(tmp_path):
    for number in range(600):
        (tmp_path / f"{number}.txt").touch()
    steps = []
    assert len(list(walk(tmp_path, ReadSettings(), progress=steps.append))) == 600
    assert [step.done for step in steps] == [256, 512, 600]

    def cancel(_):
        raise Cancelled

    with pytest.raises(Cancelled):
        next(walk(tmp_path, ReadSettings(), progress=cancel))


def test_it_streams(tmp_path):
    """Files are looked at as they are asked for, not all before the first."""
    for number in range(50):
        (tmp_path / f"{number:02}.txt").touch()
    steps = walk(tmp_path, ReadSettings())
    list(islice(steps, 10))
    (tmp_path / "49.txt").unlink()
    assert list(steps)[-1] == Skipped("49.txt", "vanished meanwhile")


@settings(max_examples=25, deadline=None)
@given(st.sets(st.text("ab-.#/", min_size=1, max_size=6), max_size=8))
def test_each_file_is_met_once_in_order(tmp_path_factory, names):
    root = tmp_path_factory.mktemp("walk")
    made = set()
    for name in names:
        path = root / f"{name.strip('/.')}.txt"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        except OSError:
            continue  # a file where a folder should be
        made.add(os.path.relpath(path, root))
    paths = [one.path for one in walk(root, ReadSettings())]
    assert paths == sorted(paths)
    assert {os.path.normpath(path) for path in paths} == made
