"""Files opened: what must not be opened is not, and every article is found again by its id."""

import errno
import gzip
import json
import os
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.config import ReadSettings
from tui.errors import InputError
from tui.model import Article, Changed, FileStamp, Skipped
from tui.read import folder
from tui.read.article import Passing
from tui.read.walk import walk

READ = ReadSettings()
WORDS = "The ferry was late again on Monday morning.\n"


def stamp(path: str) -> FileStamp:
    return FileStamp(path, 0, 0, 0, 0)


def articles(root, settings=READ) -> list[Article]:
    return [
        parsed[0]
        for met in walk(root, settings)
        if isinstance(met, FileStamp)
        for parsed in folder.read(root, met, settings)
        if not isinstance(parsed, Skipped)
    ]


def test_nothing_waits_or_is_followed(tmp_path):
    """Between the walk and the opening a file may become anything."""
    (tmp_path / "real.txt").write_text(WORDS)
    (tmp_path / "link.txt").symlink_to("real.txt")
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "fifo.txt")

    def reasons():
        for name in ("link", "folder", "fifo", "gone"):
            [skipped] = folder.read(tmp_path, stamp(f"{name}.txt"), READ)
            yield skipped.reason

    said = []
    reading = threading.Thread(target=lambda: said.extend(reasons()), daemon=True)
    reading.start()
    reading.join(5)
    assert said == [
        "a link, which is not followed",
        "not a regular file",
        "not a regular file",
        "vanished meanwhile",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission_is_listed(tmp_path):
    (tmp_path / "closed.txt").write_text(WORDS)
    (tmp_path / "closed.txt").chmod(0)
    assert list(folder.read(tmp_path, stamp("closed.txt"), READ)) == [
        Passing("closed.txt", "no permission to read it")
    ]


def test_a_file_with_nothing_in_it_is_listed(tmp_path):
    for name in ("a.txt", "a.md", "a.jsonl"):
        (tmp_path / name).write_bytes(b"\n \n")
        assert list(folder.read(tmp_path, stamp(name), READ)) == [
            Skipped(name, "empty: no words in it")
        ]


def test_a_changed_text_is_told(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(WORDS)
    [article] = articles(tmp_path)
    path.write_text(WORDS.replace("Monday", "Tuesday"))
    assert folder.text(tmp_path, article, READ) == Changed("a.txt", "its text changed on disk")
    path.write_bytes(b"\0")
    assert folder.text(tmp_path, article, READ) == Changed("a.txt", "binary: NUL bytes")
    path.unlink()
    assert folder.text(tmp_path, article, READ) == Changed("a.txt", "vanished meanwhile")


def test_other_line_ends_and_front_matter_are_no_change(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(f"---\ntitle: Old\n---\n{WORDS}")
    [article] = articles(tmp_path)
    path.write_bytes(f"---\ntitle: New\n---\n{WORDS}".replace("\n", "\r\n").encode())
    assert folder.text(tmp_path, article, READ) == WORDS.replace("\n", "\r\n")
    [again] = articles(tmp_path)
    assert again.digest == article.digest
    assert again.raw != article.raw
    assert again.title == "New"


def test_a_record_is_found_where_it_moved_to(tmp_path):
    path = tmp_path / "a.jsonl"
    lines = [json.dumps({"id": f"n{number}", "text": f"Story {number}"}) for number in range(9)]
    path.write_text("\n".join(lines))
    article = articles(tmp_path)[5]
    assert article.offset > 0
    path.write_text("\n".join(["", *reversed(lines)]))
    assert folder.text(tmp_path, article, READ) == "Story 5"
    path.write_text("\n".join(lines[:5]))
    assert folder.text(tmp_path, article, READ) == Changed(
        "a.jsonl#n5", "it is no longer in its file"
    )


def test_a_record_far_back_is_read_without_what_stands_before(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "First words."}\n' + "#" * 9_000 + '\n{"text": "Last words."}\n')
    last = articles(tmp_path)[-1]
    with path.open("r+b") as file:
        file.write(b"\xff" * 20)
    assert folder.text(tmp_path, last, READ) == "Last words."


@pytest.mark.parametrize("end", [".jsonl", ".jsonl.gz"])
def test_names_with_hashes_lead_back(tmp_path, end):
    (tmp_path / "x#y").mkdir()
    opener = gzip.open if end.endswith("gz") else open
    with opener(tmp_path / "x#y" / f"s#1{end}", "wb") as file:
        for name in ("#", "a#b", "b.txt", "\n", "0", ""):
            file.write(json.dumps({"id": name, "text": f"The record {name!r}"}).encode() + b"\n")
    (tmp_path / "x#y" / f"s#1{end}#b.txt").write_text("A file named like a record")
    found = articles(tmp_path)
    assert len(found) == 7
    for article in found:
        text = folder.text(tmp_path, article, READ)
        assert isinstance(text, str)
        assert article.title == text


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"text": st.text(min_size=1).map(lambda text: f"word {text}")},
            optional={"id": st.text() | st.integers(), "title": st.text(), "author": st.text()},
        ),
        max_size=8,
    ),
    st.sampled_from([".jsonl", ".jsonl.gz"]),
)
def test_every_record_round_trips(tmp_path_factory, records, end):
    root = tmp_path_factory.mktemp("records")
    opener = gzip.open if end.endswith("gz") else open
    with opener(root / f"r{end}", "wb") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=len(records) % 2 == 0).encode() + b"\n")
    [met] = walk(root, READ)
    read = list(folder.read(root, met, READ))
    assert len(read) == max(1, len(records))
    for parsed in read:
        if not isinstance(parsed, Skipped):
            assert folder.text(root, parsed[0], READ) == parsed[1]


def test_decoded_keeps_all_of_the_file(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbf---\r\ntitle: T\r\n---\r\nBody\r\n")
    assert folder.decoded(path, READ) == "---\r\ntitle: T\r\n---\r\nBody\r\n"
    (tmp_path / "link").symlink_to("a.md")
    assert folder.decoded(tmp_path / "link", READ) == folder.decoded(path, READ)


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"a\0b", "binary"), (b"x" * 11, "more than 10 bytes"), (None, "there is no such file")],
)
def test_decoded_says_what_is_wrong(tmp_path, data, said):
    path = tmp_path / "a"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(InputError, match=said):
        folder.decoded(path, ReadSettings(largest_file=10))


def test_decoded_opens_no_folder_and_no_fifo(tmp_path):
    os.mkfifo(tmp_path / "fifo")
    for path, said in ((tmp_path, "this is a folder"), (tmp_path / "fifo", "not a regular file")):
        with pytest.raises(InputError, match=said):
            folder.decoded(path, READ)


@pytest.mark.skipif(not hasattr(os, "O_NOATIME"), reason="reading always sets the access time here")
def test_reading_leaves_the_access_time_alone(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("The ferry was late.\n")
    os.utime(path, ns=(5, 6))
    assert len(articles(tmp_path)) == 1
    assert path.stat().st_atime_ns == 5


def test_a_file_of_somebody_else_is_read(tmp_path, monkeypatch):
    real = os.open

    def of_the_owner(path, flags, *more):
        if flags & getattr(os, "O_NOATIME", 0):
            raise PermissionError(errno.EPERM, "only the owner may say that")
        return real(path, flags, *more)

    path = tmp_path / "a.txt"
    path.write_text("The ferry was late.\n")
    monkeypatch.setattr(os, "open", of_the_owner)
    with folder.opened(path) as source:
        assert source.read() == b"The ferry was late.\n"
