"""What is to be said of an index is said by every command that makes one: once, on standard error."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tui.cli import main
from tui.commands.output import first_of
from tui.store.cache.index_cache import default_path

STORY = """Baker's horse walks the round alone

For three mornings the horse of baker Hanne Osk walked the bread round of Tarnby without its driver, who lay in
bed with a fever. It stopped at all 41 gates and waited for two minutes at each, as it always had.

Most people took their loaf and left the money in the basket. On Thursday evening 4 crowns were missing.
"""
WORDS = ("harbour", "lantern", "quarry", "meadow", "kettle", "organ", "pebble", "thimble", "walnut")
BUILT_ANEW = "copydesk: the index cache was damaged and is built anew\n"
COMMANDS = [
    "groups FOLDER",
    "groups FOLDER --format jsonl",
    "groups FOLDER --tier passages",
    "groups FOLDER --tier passages --format jsonl",
    "find FOLDER/a.txt FOLDER",
    "find FOLDER/a.txt FOLDER --format jsonl",
    "status FOLDER",
    "status FOLDER --format json",
    "export FOLDER --to list",
    "sources FOLDER",
    "decide FOLDER --rule exact --dry-run",
    "apply FOLDER --action move --to OUT",
]


@pytest.fixture
def folder(tmp_path) -> Path:
    home = tmp_path / "articles"
    home.mkdir()
    (home / "a.txt").write_text(STORY)
    (home / "b.txt").write_text(STORY.replace("a fever", "the flu"))
    return home


@pytest.fixture
def damaged(folder, capsys) -> Path:
    """A folder of which half of what was remembered is lost."""
    main(["groups", str(folder)])
    assert capsys.readouterr().err == ""
    os.truncate(default_path(), 5000)
    return folder


def prose(chance: random.Random, sentences: int) -> str:
    """Sentences that no other article has."""
    words = [
        [f"{chance.choice(WORDS)}{chance.randrange(900)}" for _ in range(9)]
        for _ in range(sentences)
    ]
    return " ".join(f"{' '.join(one).capitalize()}." for one in words)


def run(capsys, folder, call):
    places = {"FOLDER": str(folder), "OUT": str(folder.parent / "out")}
    words = call.split()
    for name, place in places.items():
        words = [word.replace(name, place) for word in words]
    main(words)
    printed = capsys.readouterr()
    return printed.out, printed.err


@pytest.mark.parametrize("call", COMMANDS)
def test_a_cache_that_is_built_anew_is_said_by_every_command(capsys, damaged, call):
    out, err = run(capsys, damaged, call)
    assert err == BUILT_ANEW
    assert "anew" not in out
    assert run(capsys, damaged, call)[1] == ""


@pytest.mark.parametrize(
    "call", ["groups FOLDER", "groups FOLDER --tier passages", "find FOLDER/a.txt FOLDER"]
)
def test_an_answer_that_is_one_object_holds_the_notes_too(capsys, damaged, call):
    out, err = run(capsys, damaged, f"{call} --format json")
    assert err == BUILT_ANEW
    assert json.loads(out)["notes"] == ["the index cache was damaged and is built anew"]
    assert json.loads(run(capsys, damaged, f"{call} --format json")[0])["notes"] == []


def test_a_review_in_lines_says_it_too(damaged):
    done = subprocess.run(
        [sys.executable, "-m", "tui", "review", str(damaged), "--linear"],
        input="q\n",
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stderr == BUILT_ANEW
    assert "cache" not in done.stdout


def test_of_the_article_that_was_asked_about_it_is_said_where_it_was_cut(
    capsys, folder, monkeypatch
):
    monkeypatch.setattr("tui.detect.features.tokens.LONGEST_TEXT", 1000)
    long = folder.parent / "long.txt"
    long.write_text(STORY * 3)
    cut = "long.txt: only its first 1,000 characters were compared\n"
    assert run(capsys, folder, f"find {long} FOLDER")[1].endswith(cut)


def test_that_only_the_longest_passages_are_listed_is_said(capsys, folder, monkeypatch):
    monkeypatch.setattr("tui.detect.groups.form_groups.MOST_PASSAGES", 1)
    chance = random.Random(3)
    for pair in ("cd", "ef"):
        shared = prose(chance, 12)
        for name in pair:
            text = f"{prose(chance, 30)} {shared} {prose(chance, 30)}"
            (folder / f"{name}.txt").write_text(text)
    out, err = run(capsys, folder, "groups FOLDER --tier passages")
    assert out.endswith("1 pair that shares passages\n")
    assert err == "copydesk: Of the pairs that share a passage, the 1 longest are listed\n"
    for asked in "ce":  # of the one that was asked about all are
        out, err = run(capsys, folder, f"find {folder}/{asked}.txt FOLDER")
        assert "1 that shares passages" in out
        assert err == ""


def test_of_many_notes_the_first_are_said_and_how_many_there_are():
    notes = [f"note {number}" for number in range(23)]
    assert list(first_of(notes, "ask")) == [*notes[:20], "  and 3 more (ask)"]
    assert list(first_of(notes[:20], "ask")) == notes[:20]
