"""Where decisions are kept, and the places where they cannot be."""

import os
import re
import shutil
from pathlib import Path

import pytest

from tui.errors import DecisionsError, UsageError
from tui.store import user_state
from tui.store.decisions.decisions_file import DecisionsFile
from tui.store.location.decisions_location import Place, Reviewer, known_files, place


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


# ---- for whom, and of several --------------------------------------------------------------------

ANA, BEN = Reviewer("ana", is_named=True), Reviewer("ben", is_named=True)


@pytest.fixture
def fill(decide, change):
    """Writes a decision of a reviewer into a file; its members lie in `folder`, where one is given."""

    def of(path, reviewer="ana", folder=None):
        record = decide(0, reviewer=reviewer)
        DecisionsFile(path).write([change(record)])
        for member in record.members if folder else ():
            (folder / member.path).parent.mkdir(exist_ok=True)
            (folder / member.path).write_text("an article")
        return path

    return of


def test_each_reviewer_has_a_place_of_their_own(folder, tmp_path, fill):
    for who in (ANA, BEN):
        place(folder, fill(tmp_path / f"{who.name}.toml", who.name), who)
    assert place(folder, None, ANA).path == tmp_path / "ana.toml"
    assert place(folder, None, BEN, only=True).path == tmp_path / "ben.toml"
    assert place(folder, None, Reviewer("carl")).path == tmp_path / "ben.toml", "the last chosen"
    with pytest.raises(UsageError, match="not clear which") as trouble:
        place(folder, None, Reviewer("carl"), only=True)
    assert trouble.value.exit_code == 2
    assert {*known_files(folder)} == {tmp_path / "ana.toml", tmp_path / "ben.toml"}


def test_what_a_program_before_chose_stays_known_beside_a_later_choice(folder, tmp_path, fill):
    one, two = fill(tmp_path / "one.toml"), fill(tmp_path / "two.toml", "ben")
    user_state.keep("places", {"decisions": str(one)}, folder)
    assert place(folder, None, ANA).path == one
    place(folder, two, BEN)
    assert set(known_files(folder)) == {one, two}
    assert place(folder, None, ANA, only=True).path == one, "her decisions are in no other"


def test_a_link_to_the_file_by_default_is_the_same_file(folder, tmp_path, fill):
    default = fill(folder / "decisions.toml")
    (tmp_path / "link.toml").symlink_to(default)
    place(folder, tmp_path / "link.toml", BEN)
    assert known_files(folder) == (default,)
    assert place(folder, None, Reviewer("carl"), only=True).path == default


def test_what_is_not_ours_under_the_name_by_default_is_no_second_file(folder, tmp_path, fill):
    place(folder, fill(tmp_path / "ben.toml", "ben"), BEN)
    (folder / "decisions.toml").write_text("We have decision = this\n")
    assert known_files(folder) == (tmp_path / "ben.toml",)


def test_a_link_that_leads_out_is_refused_beside_a_chosen_file_too(folder, tmp_path, fill):
    place(folder, fill(tmp_path / "ben.toml", "ben"), BEN)
    (folder / "decisions.toml").symlink_to(fill(tmp_path / "ana.toml"))
    with pytest.raises(DecisionsError, match="leads out"):
        place(folder, None, ANA)


def test_a_chosen_file_that_is_gone_is_said(folder, tmp_path, fill):
    file = fill(tmp_path / "kept.toml")
    place(folder, file, ANA)
    assert place(folder, None, ANA).notes == ()
    file.rename(tmp_path / "moved.toml")
    found = place(folder, None, ANA)
    assert found.path == file
    assert f"there is no {file} yet, or no longer" in found.notes[0]


def test_of_the_file_by_default_and_one_that_is_gone_none_is_guessed(folder, tmp_path, fill):
    file, default = fill(tmp_path / "kept.toml"), fill(folder / "decisions.toml", "ben")
    place(folder, file, ANA)
    file.unlink()
    with pytest.raises(UsageError, match=r"kept\.toml \(not there any more\)"):
        place(folder, None, ANA, only=True)
    assert place(folder, None, BEN, only=True).path == default


# ---- a folder that was moved ---------------------------------------------------------------------


@pytest.fixture
def remembered_folder(folder, tmp_path, fill):
    place(folder, fill(tmp_path / "kept.toml", folder=folder), ANA)
    return folder


def test_a_folder_that_was_renamed_says_where_its_decisions_are(remembered_folder, tmp_path):
    new = remembered_folder.rename(tmp_path / "renamed")
    (said,) = place(new, None, ANA, reading=True).notes
    assert f"kept in {tmp_path / 'kept.toml'} when it was {remembered_folder}" in said
    assert f"--decisions {tmp_path / 'kept.toml'}" in said
    assert place(new, None, ANA).path == new / "decisions.toml"
    place(new, tmp_path / "kept.toml", ANA)
    assert place(new, None, ANA).notes == ()


def test_also_where_a_new_folder_has_taken_its_place(remembered_folder, tmp_path):
    new = remembered_folder.rename(tmp_path / "renamed")
    remembered_folder.mkdir()
    assert "kept.toml" in place(new, None, ANA).notes[0]


def test_decisions_kept_inside_of_it_have_moved_with_it(folder, tmp_path, fill):
    (folder / "kept").mkdir()
    place(folder, fill(folder / "kept" / "d.toml", folder=folder), ANA)
    new = folder.rename(tmp_path / "renamed")
    assert f"--decisions {new / 'kept' / 'd.toml'}" in place(new, None, ANA).notes[0]


def test_a_note_of_a_program_before_tells_too(folder, tmp_path, fill):
    file = fill(tmp_path / "kept.toml", folder=folder)
    user_state.keep("places", {"decisions": str(file)}, folder)
    new = folder.rename(tmp_path / "renamed")
    assert str(file) in place(new, None, ANA).notes[0]


def test_another_folder_is_not_taken_for_it(remembered_folder, tmp_path):
    copy, other = tmp_path / "copy", tmp_path / "other"
    shutil.copytree(remembered_folder, copy)
    assert place(copy, None, ANA).notes == (), "the folder itself is still there"
    other.mkdir()
    (other / "else.txt").write_text("x")
    shutil.rmtree(remembered_folder)
    assert place(other, None, ANA).notes == (), "it has none of the articles"


def test_a_large_or_damaged_file_is_looked_at_in_part(remembered_folder, tmp_path, decide, change):
    file = tmp_path / "kept.toml"
    DecisionsFile(file).write([change(decide(0, note="n" * 250_000)), *(change(decide(n)) for n in range(1, 3))])  # fmt: skip
    new = remembered_folder.rename(tmp_path / "renamed")
    place(new, None, ANA)
    file.write_text("oh oh")
    assert place(new, None, ANA).notes == ()
    file.unlink()
    os.mkfifo(file)
    assert place(new, None, ANA).notes == ()
