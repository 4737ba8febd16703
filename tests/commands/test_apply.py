"""`copydesk apply`: a dry run unless --yes, and whatever was done is undone."""

import json
from pathlib import Path

import pytest

from tui.cli import main

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
