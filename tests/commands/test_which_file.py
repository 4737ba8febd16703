"""Of several decisions files of a folder, the one that is used is named; none is chosen by guessing."""

import json
from datetime import UTC, datetime

import pytest

from tests.commands.test_commands import STORY, run
from tui.config import Config
from tui.index import index_folder
from tui.model import Change
from tui.review.tools.decision_records import decision
from tui.store.decisions.decisions_file import DecisionsFile
from tui.store.location import remembered_places

LOGIN = "lena"
CALLS = {
    "export": ("--to", "list"),
    "apply": ("--action", "trash"),
    "decide": ("--rule", "longest"),
    "status": (),
    "log": (),
}
REFUSING = ("export", "apply", "decide")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(STORY)
    (folder / "two.txt").write_text(STORY.replace("put off", "postponed"))
    return folder


@pytest.fixture(autouse=True)
def _login(monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: LOGIN)


@pytest.fixture
def articles(folder):
    found = index_folder(folder, Config(), cache=None)
    return [found.articles[name] for name in ("one.txt", "two.txt")]


@pytest.fixture
def decided(articles):
    """Writes a decision of a reviewer into a file."""

    def of(path, reviewer):
        record = decision(
            articles, "flagged", reviewer=reviewer, at=datetime(2026, 11, 22, tzinfo=UTC)
        )
        DecisionsFile(path).write([Change(record.id, reviewer, record)])
        return path

    return of


@pytest.fixture
def two(folder, decided, tmp_path):
    """Ana's decisions in the file by default, and Ben's in one that he chose."""
    ana = decided(folder / "decisions.toml", "ana")
    ben = decided(tmp_path / "ben.toml", "ben")
    remembered_places.keep(folder, ben, "ben")
    return ana, ben


def call(capsys, command, folder, *more):
    return run(capsys, command, folder, *CALLS[command], *more)


@pytest.mark.parametrize("command", REFUSING)
def test_of_two_none_is_guessed(capsys, folder, two, command):
    before = [path.read_bytes() for path in two]
    code, out, err = call(capsys, command, folder)
    assert (code, out) == (2, "")
    (line,) = err.splitlines()
    ana, ben = two
    assert f"{ana} or {ben}" in line
    assert f"--decisions {ana} or --decisions {ben}" in line
    assert "--reviewer NAME" in line
    assert [path.read_bytes() for path in two] == before


@pytest.mark.parametrize("command", ["status", "log"])
def test_what_only_looks_uses_the_one_chosen_last_and_names_both(capsys, folder, two, command):
    ana, ben = two
    code, _, err = call(capsys, command, folder)
    assert code in {0, 1}
    assert err.splitlines()[0] == (
        f"copydesk: decisions in {ben} are used; {ana} holds decisions on this folder, too"
    )


@pytest.mark.parametrize("command", CALLS)
@pytest.mark.parametrize("which", [0, 1])
def test_the_file_that_is_named_is_used(capsys, folder, two, command, which):
    code, _, err = call(capsys, command, folder, "--decisions", two[which])
    assert code in {0, 1}
    if command == "decide":
        assert err.startswith(f"copydesk: decisions are kept in {two[which]}")
    else:
        first = f"decisions in {two[which]} are used; {two[1 - which]} holds decisions"
        assert err.startswith(f"copydesk: {first}")


@pytest.mark.parametrize("command", CALLS)
@pytest.mark.parametrize(("reviewer", "which"), [("ana", 0), ("ben", 1)])
def test_the_reviewer_who_is_named_tells(capsys, folder, two, command, reviewer, which):
    code, _, err = call(capsys, command, folder, "--reviewer", reviewer)
    assert code in {0, 1}
    assert err.startswith(f"copydesk: decisions in {two[which]} are used; {two[1 - which]} holds")


@pytest.mark.parametrize("command", REFUSING)
def test_a_reviewer_in_the_configuration_tells(capsys, folder, two, command, tmp_path):
    config = tmp_path / "config.toml"
    config.write_text('[review]\nreviewer = "ana"\n')
    code, _, err = call(capsys, command, folder, "--config", config)
    assert code == 0
    assert err.startswith(f"copydesk: decisions in {two[0]} are used")


@pytest.mark.parametrize("command", REFUSING)
def test_a_reviewer_with_decisions_in_both_or_none_does_not(capsys, folder, two, command, decided):
    assert call(capsys, command, folder, "--reviewer", "carl")[0] == 2
    decided(two[1], "ana")
    assert call(capsys, command, folder, "--reviewer", "ana")[0] == 2


@pytest.mark.parametrize("command", REFUSING)
def test_the_place_remembered_for_the_login_tells(capsys, folder, two, command):
    remembered_places.keep(folder, two[0], LOGIN)
    code, _, err = call(capsys, command, folder)
    assert code == 0
    assert err.startswith(f"copydesk: decisions in {two[0]} are used; {two[1]} holds")


def test_the_login_has_decisions_in_one_and_is_not_named(capsys, folder, two, decided):
    decided(two[0], LOGIN)
    assert call(capsys, "export", folder)[0] == 2


@pytest.mark.parametrize("command", CALLS)
def test_of_one_nothing_is_asked(capsys, folder, decided, command):
    decided(folder / "decisions.toml", "ana")
    code, _, err = call(capsys, command, folder)
    assert code in {0, 1}
    assert err == ""


def test_an_empty_file_by_default_is_not_a_second_one(capsys, folder, two):
    two[0].write_text(
        "# Review decisions. Safe to edit by hand and to keep in git.\nschema = 1\n\n# end\n"
    )
    code, _, err = call(capsys, "export", folder)
    assert code == 0
    assert err.startswith(f"copydesk: decisions are kept in {two[1]}, as chosen before")


@pytest.mark.parametrize("command", REFUSING)
def test_what_was_chosen_and_is_gone_is_not_replaced_by_another(capsys, folder, two, command):
    two[1].unlink()
    code, _, err = call(capsys, command, folder)
    assert code == 2
    assert f"{two[0]} or {two[1]} (not there any more)" in err
    code, _, err = call(capsys, "status", folder)
    assert f"there is no {two[1]} yet, or no longer: if it was moved, name it" in err


def test_a_note_of_an_earlier_version_is_read_and_tells_for_nobody(capsys, folder, two):
    from tui.store import user_state

    user_state.keep("places", {"decisions": str(two[1])}, folder)
    assert call(capsys, "export", folder)[0] == 2
    assert call(capsys, "status", folder)[2].startswith(f"copydesk: decisions in {two[1]} are used")
    two[0].unlink()
    assert call(capsys, "export", folder)[0] == 0


def test_decide_remembers_for_the_reviewer(capsys, folder, two):
    call(capsys, "decide", folder, "--decisions", two[0], "--reviewer", "carl")
    assert remembered_places.of(folder, "carl") == two[0]
    assert remembered_places.of(folder, "ben") == two[1]
    assert call(capsys, "export", folder, "--reviewer", "carl")[0] == 0


def test_a_moved_folder_says_where_its_decisions_are_and_how_to_go_on(capsys, folder, two):
    two[0].unlink()
    new = folder.rename(folder.with_name("renamed"))
    _, _, err = call(capsys, "status", new)
    (line,) = err.splitlines()
    assert f"decisions on this folder were kept in {two[1]} when it was {folder}" in line
    assert f"--decisions {two[1]}" in line
    _, out, err = call(capsys, "status", new, "--decisions", two[1], "--format", "json")
    assert err == ""
    assert json.loads(out)["states"]["flagged"] == 1
