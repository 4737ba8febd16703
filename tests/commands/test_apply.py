"""`copydesk apply`: a dry run unless --yes, and whatever was done is undone."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tui.cli import main
from tui.model import Article, raw_digest
from tui.store.files.disk import Disk
from tui.store.files.log import write
from tui.store.files.plan import plan
from tui.store.files.step import Step

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
    log = tmp_path / "log.jsonl"
    where = ["--to", tmp_path / "out"]
    words = ["apply", folder, "--action", action, *where, "--yes", "--log", log]
    code, out, err = run(capsys, *words, "--format", "json")
    assert code == 0
    assert len(json.loads(out)["steps"]) == 2
    assert str(log) in err
    gone = action in {"move", "trash"}
    assert tree(folder) == ({"a.txt": STORY} if gone else dict.fromkeys(TEXTS, STORY))
    code, out, _ = run(capsys, "apply", "--resume", log)
    assert code == 0
    code, out, _ = run(capsys, "apply", "--undo", log)
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
    home, out, log = tmp_path / "articles", tmp_path / "out", tmp_path / "log.jsonl"
    home.mkdir()
    texts = {f"{number:03}.txt": b"copy %d" % number for number in range(120)}
    for name, data in texts.items():
        (home / name).write_bytes(data)
    articles = {n: Article(n, "", 1, 1, "", raw_digest(data)) for n, data in texts.items()}
    kept = articles["000.txt"]
    pairs = [(one, kept, home / kept.id) for one in articles.values() if one is not kept]
    steps = [one for one in plan(home, action, out, pairs, Disk()) if isinstance(one, Step)]
    write(log, home, steps, Disk())
    for wanted in (5, 60):
        words = [sys.executable, "-m", "tui", "apply", "--resume", str(log)]
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and sum(1 for _ in out.rglob("*.txt")) < wanted:
            time.sleep(0.001)
        process.kill()
        process.wait()
    files = [path for path in tmp_path.rglob("*.txt") if path.is_file()]
    assert {path.read_bytes() for path in files} >= set(texts.values())
    assert main(["apply", "--undo", str(log)]) == 0
    found = {path.name: path.read_bytes() for path in home.iterdir() if not path.is_symlink()}
    assert found == texts
    assert not any(path.is_file() for path in out.rglob("*"))
