"""`copydesk apply`: a dry run unless --yes, and whatever was done is undone."""

import errno
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.store.apply.disks import Failing, Two
from tui.cli import main
from tui.commands import apply
from tui.model import Article, raw_digest
from tui.store.apply import undo_log as log
from tui.store.apply.disk import Disk
from tui.store.apply.plan import plan
from tui.store.apply.step import Step

STORY = """Orchestra plays on after roof gives way

The Belmarch chamber orchestra finished its second movement on Saturday while rain fell through the roof
of the corn exchange. Violist Henrike Aalto held an umbrella over the cellos. Nobody among the 140 listeners
asked for the price of a ticket back, said treasurer Paul Oduya, and eleven of them bought another one.
"""
TEXTS = {"a.txt": STORY, "wire/b.txt": STORY, "wire/c.txt": STORY.replace("rain", "hail")}


@pytest.fixture
def folder(tmp_path) -> Path:
    for name, text in TEXTS.items():
        path = tmp_path / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "articles"


def run(capsys, *words):
    code = main([str(word) for word in words])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def decided(capsys, folder):
    assert run(capsys, "decide", folder, "--rule", "path a.txt", "--no-cache")[0] == 0


def tree(folder):
    return {name: (folder / name).read_text() for name in TEXTS if (folder / name).exists()}


def test_a_dry_run_says_and_touches_nothing(capsys, folder, tmp_path):
    decided(capsys, folder)
    code, out, _ = run(capsys, "apply", folder, "--action", "move", "--to", tmp_path / "out")
    assert code == 0
    assert f"move: {folder}/wire/b.txt → {tmp_path}/out/wire/b.txt  (kept: {folder}/a.txt)" in out
    assert "2 files would be moved" in out
    assert tree(folder) == TEXTS
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("action", ["move", "hardlink", "symlink", "trash"])
def test_applied_and_undone(capsys, folder, tmp_path, action):
    decided(capsys, folder)
    undo_log = tmp_path / "log.jsonl"
    where = ["--to", tmp_path / "out"]
    words = ["apply", folder, "--action", action, *where, "--yes", "--log", undo_log]
    code, out, err = run(capsys, *words, "--format", "json")
    assert code == 0
    assert len(json.loads(out)["steps"]) == 2
    assert str(undo_log) in err
    gone = action in {"move", "trash"}
    assert tree(folder) == ({"a.txt": STORY} if gone else dict.fromkeys(TEXTS, STORY))
    code, out, _ = run(capsys, "apply", "--resume", undo_log)
    assert code == 0
    code, out, _ = run(capsys, "apply", "--undo", undo_log)
    assert (code, out) == (0, "2 files brought back\n")
    assert tree(folder) == TEXTS


def test_a_copy_gives_way_to_the_archive_and_the_archive_stays(capsys, folder, tmp_path):
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "first.txt").write_text(STORY)
    against = ["--reference", archive, "--no-cache"]
    rule = ["--rule", "path reference:archive/first.txt"]
    assert run(capsys, "decide", folder, *rule, *against)[0] == 0
    where = ["--action", "symlink", "--to", tmp_path / "out"]
    code, out, _ = run(
        capsys, "apply", folder, *where, *against, "--yes", "--log", tmp_path / "log"
    )
    assert (code, f"(kept: {archive}/first.txt)" in out) == (0, True)
    assert (folder / "a.txt").resolve() == archive / "first.txt"
    assert run(capsys, "apply", "--undo", tmp_path / "log")[0] == 0
    assert tree(folder) == TEXTS


def on(disk, monkeypatch):
    monkeypatch.setattr(apply, "Disk", lambda: disk)


def files(folder):
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()
    )


def test_times_and_mode_survive_another_file_system_and_undo(capsys, folder, tmp_path, monkeypatch):
    decided(capsys, folder)
    on(Two(folder), monkeypatch)
    (folder / "wire/c.txt").chmod(0o640)
    os.utime(folder / "wire/c.txt", ns=(5, 981_173_106_123_456_789))
    before = (
        folder / "wire/c.txt"
    ).stat()  # its access time survives the reading of the folder as well
    words = ["--action", "move", "--to", tmp_path / "out", "--yes", "--log", tmp_path / "log"]
    assert run(capsys, "apply", folder, *words)[0] == 0
    for found in (tmp_path / "out/wire/c.txt", folder / "wire/c.txt"):
        if found.is_relative_to(folder):
            assert run(capsys, "apply", "--undo", tmp_path / "log")[0] == 0
        status = found.stat()
        assert (status.st_mode, status.st_mtime_ns) == (before.st_mode, before.st_mtime_ns)
        assert status.st_atime_ns == 5 or not hasattr(os, "O_NOATIME")
    assert files(tmp_path / "out") == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_survives_another_file_system_and_undo(capsys, folder, tmp_path, monkeypatch):
    decided(capsys, folder)
    on(Two(folder), monkeypatch)
    os.chown(folder / "wire/c.txt", 4242, 4343)
    words = ["--action", "move", "--to", tmp_path / "out", "--yes", "--log", tmp_path / "log"]
    assert run(capsys, "apply", folder, *words)[0] == 0
    moved = (tmp_path / "out/wire/c.txt").stat()
    assert (moved.st_uid, moved.st_gid) == (4242, 4343)
    assert run(capsys, "apply", "--undo", tmp_path / "log")[0] == 0
    back = (folder / "wire/c.txt").stat()
    assert (back.st_uid, back.st_gid) == (4242, 4343)


def test_what_cannot_be_copied_whole_is_listed_and_leaves_nothing_behind(
    capsys, folder, tmp_path, monkeypatch
):
    decided(capsys, folder)
    before = files(folder)
    on(Failing(Two(folder), "fchmod", errno.EPERM, 1), monkeypatch)
    words = ["--action", "move", "--to", tmp_path / "out", "--yes", "--log", tmp_path / "log"]
    code, out, _ = run(capsys, "apply", folder, *words)
    assert code == 1
    assert f"left alone: {folder}/wire/b.txt: its mode " in out
    assert "cannot be kept on another file system" in out
    assert "1 file moved" in out
    assert files(folder) == [name for name in before if name != "wire/c.txt"]
    assert files(tmp_path / "out") == ["wire/c.txt"]
    assert run(capsys, "apply", "--undo", tmp_path / "log")[:2] == (0, "1 file brought back\n")
    assert run(capsys, "apply", "--undo", tmp_path / "log")[:2] == (0, "0 files brought back\n")
    assert files(folder) == before


def test_the_next_run_clears_what_a_killed_one_left(capsys, folder, tmp_path, monkeypatch):
    decided(capsys, folder)
    on(Two(folder), monkeypatch)
    for left in (tmp_path / "out/old", folder / "wire"):
        left.mkdir(parents=True, exist_ok=True)
        (left / ".copydesk-0123456789abcdef.part").write_text("half")
    dry = ["apply", folder, "--action", "move", "--to", tmp_path / "out"]
    run(capsys, *dry)
    assert len(list(tmp_path.rglob("*.part"))) == 2, "a dry run touches nothing"
    assert run(capsys, *dry, "--yes", "--log", tmp_path / "log")[0] == 0
    assert not list(tmp_path.rglob("*.part"))


def test_one_log_is_worked_on_by_one_process(capsys, folder, tmp_path):
    decided(capsys, folder)
    words = ["--action", "move", "--to", tmp_path / "out", "--yes", "--log", tmp_path / "log"]
    run(capsys, "apply", folder, *words)
    with log.locked(tmp_path / "log", Disk()):
        for again in ("--undo", "--resume"):
            code, _, err = run(capsys, "apply", again, tmp_path / "log")
            assert code == 3
            assert "another copydesk is moving files here" in err
    assert run(capsys, "apply", "--undo", tmp_path / "log")[0] == 0


def status(capsys, folder):
    code, out, _ = run(capsys, "status", folder, "--format", "json")
    return code, json.loads(out)


@pytest.mark.parametrize("action", ["move", "hardlink", "symlink", "trash"])
def test_what_was_applied_counts_as_decided(capsys, folder, tmp_path, action):
    decided(capsys, folder)
    before = status(capsys, folder)[1]
    words = ["--action", action, "--to", tmp_path / "out", "--yes", "--log", tmp_path / "log"]
    assert run(capsys, "apply", folder, *words)[0] == 0
    code, after = status(capsys, folder)
    assert code == 0
    assert after["groups"] == before["groups"] == 1
    assert after["states"] == before["states"]
    assert (before["applied"], after["applied"]) == (0, 1)
    assert [orphan["applied"] for orphan in after["orphans"]] == [True]
    code, out, _ = run(capsys, "status", folder)
    assert code == 0
    assert out.splitlines()[0].startswith("1 group, 0 open")
    assert "1 of them applied: only the canonical copy is left" in out
    assert "kept without a group" not in out
    assert run(capsys, "apply", "--undo", tmp_path / "log")[0] == 0
    assert status(capsys, folder)[1] == before


def test_a_copy_that_comes_after_apply_is_asked_about(capsys, folder, tmp_path):
    decided(capsys, folder)
    words = ["--action", "move", "--to", tmp_path / "out", "--yes"]
    run(capsys, "apply", folder, *words)
    (folder / "new.txt").write_text(STORY.replace("Saturday", "Sunday"))
    code, found = status(capsys, folder)
    assert code == 1
    (changed,) = found["changed"]
    assert changed["state"] == "stale"
    assert any("new.txt is new here since" in reason for reason in changed["reasons"])


def test_a_decision_that_is_not_applied_is_still_told(capsys, folder):
    decided(capsys, folder)
    (folder / "a.txt").unlink()
    (folder / "wire/b.txt").unlink()
    code, out, _ = run(capsys, "status", folder)
    assert code == 0
    assert "kept without a group: decision" in out
    assert status(capsys, folder)[1]["applied"] == 0


def test_undecided_groups_are_let_alone(capsys, folder, tmp_path):
    code, out, _ = run(
        capsys, "apply", folder, "--action", "move", "--to", tmp_path / "out", "--yes"
    )
    assert (code, out) == (0, "0 files moved\n")
    assert tree(folder) == TEXTS


def test_what_was_edited_after_the_decision_stays(capsys, folder, tmp_path):
    decided(capsys, folder)
    (folder / "wire/b.txt").write_text(STORY + "\nA correction was added.\n")
    words = ["apply", folder, "--action", "move", "--to", tmp_path / "out", "--yes", "--no-cache"]
    run(capsys, *words)
    assert (folder / "wire/b.txt").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], 2),
        (["{folder}"], 2),
        (["{folder}", "--action", "move"], 2),
        (["{folder}", "--action", "move", "--to", "{folder}/wire"], 3),
        (["{folder}", "--undo", "x"], 2),
        (["--undo", "none"], 3),
    ],
)
def test_a_call_that_cannot_be_meant_is_refused(capsys, folder, words, code):
    decided(capsys, folder)
    found, _, err = run(capsys, "apply", *[word.format(folder=folder) for word in words])
    assert found == code
    assert err.startswith("copydesk: ")
    assert tree(folder) == TEXTS


@pytest.mark.parametrize("action", ["move", "hardlink", "symlink", "trash"])
def test_a_process_that_is_killed_loses_nothing(tmp_path, action):
    home, out, file = tmp_path / "articles", tmp_path / "out", tmp_path / "log.jsonl"
    home.mkdir()
    texts = {f"{number:03}.txt": b"copy %d" % number for number in range(120)}
    for name, data in texts.items():
        (home / name).write_bytes(data)
    articles = {n: Article(n, "", 1, 1, "", raw_digest(data)) for n, data in texts.items()}
    kept = articles["000.txt"]
    pairs = [(one, kept, home / kept.id) for one in articles.values() if one is not kept]
    steps = [one for one in plan(home, action, out, pairs, Disk()) if isinstance(one, Step)]
    log.write(file, home, steps, Disk())
    for wanted in (5, 60):
        words = [sys.executable, "-m", "tui", "apply", "--resume", str(file)]
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and sum(1 for _ in out.rglob("*.txt")) < wanted:
            time.sleep(0.001)
        process.kill()
        process.wait()
    files = [path for path in tmp_path.rglob("*.txt") if path.is_file()]
    assert {path.read_bytes() for path in files} >= set(texts.values())
    assert main(["apply", "--undo", str(file)]) == 0
    found = {path.name: path.read_bytes() for path in home.iterdir() if not path.is_symlink()}
    assert found == texts
    assert not any(path.is_file() for path in out.rglob("*"))
