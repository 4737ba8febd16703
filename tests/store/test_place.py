"""Where decisions are kept, and the places where they cannot be."""

import os
import re
from pathlib import Path

import pytest

from tui.errors import DecisionsError
from tui.store.decisions_file import DecisionsFile
from tui.store.place import Place, place


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    return folder


def instead(trouble):
    """The path that a refusal proposes."""
    return Path(re.search(r"--decisions (.+)$", str(trouble.value))[1])


def test_by_default_in_the_folder_and_nothing_is_written(folder):
    assert place(folder, None) == Place(folder / "decisions.toml", "")
    assert list(folder.iterdir()) == []


def test_what_was_chosen_is_remembered_for_this_folder_and_said(folder, tmp_path):
    chosen = tmp_path / "kept.toml"
    assert "decisions are kept in" in place(folder, chosen).said
    again = place(folder, None)
    assert again.path == chosen
    assert "as chosen before" in again.said
    other = tmp_path / "other"
    other.mkdir()
    assert place(other, None).path == other / "decisions.toml"
    place(folder, folder / "decisions.toml")
    assert place(folder, None).path == folder / "decisions.toml"


def test_looking_remembers_nothing(folder, tmp_path):
    assert place(folder, tmp_path / "kept.toml", reading=True) == Place(tmp_path / "kept.toml")
    assert place(folder, None).path == folder / "decisions.toml"


def test_what_cannot_be_remembered_is_said(folder, tmp_path, home):
    (home / ".local").write_text("a file where a folder should be")
    assert "not remembered" in place(folder, tmp_path / "kept.toml").said


def test_a_note_that_is_damaged_is_no_note(folder, tmp_path, home):
    place(folder, tmp_path / "kept.toml")
    (note,) = home.rglob("*.json")
    for text in ("{", "[]", '{"folder": "elsewhere", "decisions": "x"}', '{"folder": 3}'):
        note.write_text(text)
        assert place(folder, None).path == folder / "decisions.toml"


@pytest.mark.parametrize("where", ["", "data", "data/deep"])
def test_a_bag_is_not_touched(folder, where):
    (folder / "data" / "deep").mkdir(parents=True)
    (folder / "bagit.txt").write_text("BagIt-Version: 1.0\n")
    inside = folder / where
    with pytest.raises(DecisionsError, match="BagIt bag") as trouble:
        place(inside, None)
    assert place(inside, None, reading=True).path == inside / "decisions.toml"
    assert place(inside, instead(trouble)).path == instead(trouble)


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written(folder):
    folder.chmod(0o555)
    with pytest.raises(DecisionsError, match="nothing can be written") as trouble:
        place(folder, None)
    assert place(folder, None, reading=True).path == folder / "decisions.toml"
    assert place(folder, instead(trouble)).path == instead(trouble)


def test_a_folder_that_cannot_be_written_even_as_root(folder, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != folder)
    with pytest.raises(DecisionsError, match="nothing can be written"):
        place(folder, None)


@pytest.mark.parametrize("make", ["mkdir", "fifo"])
def test_what_is_no_file_is_refused(folder, make):
    path = folder / "decisions.toml"
    path.mkdir() if make == "mkdir" else os.mkfifo(path)
    for reading in (False, True):
        with pytest.raises(DecisionsError, match="no regular file"):
            place(folder, None, reading=reading)
    with pytest.raises(DecisionsError, match="no regular file"):
        place(folder, path)


def test_a_link_that_leads_out_is_refused_and_what_it_means_proposed(folder, tmp_path):
    (tmp_path / "kept.toml").write_text("schema = 1\n")
    (folder / "decisions.toml").symlink_to(tmp_path / "kept.toml")
    with pytest.raises(DecisionsError, match="leads out") as trouble:
        place(folder, None)
    assert instead(trouble) == tmp_path / "kept.toml"


def test_a_link_inside_the_folder_is_used(folder):
    (folder / "kept").mkdir()
    (folder / "decisions.toml").symlink_to("kept/d.toml")
    assert place(folder, None).path == folder / "decisions.toml"


@pytest.mark.parametrize(
    "text", ["[tool]\nname = 'x'\n", "We decided to meet on Monday.\n", "\x7fELF", "decision = 3\n"]
)
def test_what_is_not_ours_is_refused_and_left_alone(folder, text):
    (folder / "decisions.toml").write_text(text)
    with pytest.raises(DecisionsError, match="something else than review decisions"):
        place(folder, None)
    assert (folder / "decisions.toml").read_text() == text


@pytest.mark.parametrize(
    "text",
    ["", "schema = 1\n", "schema = 9\n", "[[decision]]\nid = ", "# Review decisions.\n=", "x = 1\ndecision = []\n"],
)  # fmt: skip
def test_what_is_ours_is_used_also_where_it_is_damaged(folder, text):
    (folder / "decisions.toml").write_text(text)
    assert place(folder, None).path == folder / "decisions.toml"


def test_a_chosen_path_needs_its_folder(folder, tmp_path):
    with pytest.raises(DecisionsError, match="its folder does not exist"):
        place(folder, tmp_path / "no" / "such" / "d.toml")


def test_the_proposed_path_can_be_used_and_is_nobody_elses(folder, home, decide, change):
    (folder / "decisions.toml").mkdir()
    with pytest.raises(DecisionsError) as trouble:
        place(folder, None)
    first = instead(trouble)
    assert first == home / "articles-decisions.toml"
    DecisionsFile(first).write([change(decide(0))])
    with pytest.raises(DecisionsError) as trouble:
        place(folder, None)
    assert instead(trouble) not in {first, folder / "decisions.toml"}
