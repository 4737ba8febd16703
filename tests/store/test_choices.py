"""What is chosen is there at the next start, for its folder alone; what is damaged is nothing."""

import os

import pytest

from tui.store import choices


def test_what_was_kept_is_there():
    assert choices.kept("theme") == {}
    assert choices.keep("theme", {"name": "ansi"}) == ""
    assert choices.kept("theme") == {"name": "ansi"}
    assert choices.kept("another") == {}


def test_each_folder_has_notes_of_its_own(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    choices.keep("views", {"sort": "size"}, one)
    assert choices.kept("views", one) == {"sort": "size"}
    assert choices.kept("views", other) == {}
    assert choices.kept("views") == {}


def test_each_reviewer_has_notes_of_their_own(tmp_path):
    file = tmp_path / "decisions.toml"
    choices.keep("views", {"sort": "size"}, file, "alice")
    choices.keep("views", {"sort": "path"}, file, "bob\ud800")
    assert choices.kept("views", file, "alice") == {"sort": "size"}
    assert choices.kept("views", file, "bob\ud800") == {"sort": "path"}
    assert choices.kept("views", file) == choices.kept("views", file, "carol") == {}


def test_a_note_that_is_forgotten_is_gone(tmp_path):
    choices.keep("views", {"sort": "size"}, tmp_path)
    choices.forget("views", tmp_path)
    choices.forget("views", tmp_path)
    assert choices.kept("views", tmp_path) == {}


@pytest.mark.parametrize("text", ["", "[]", "{", '{"folder": "elsewhere", "name": "x"}', "\x00"])
def test_a_note_that_cannot_be_used_is_none(home, text):
    choices.keep("theme", {"name": "ansi"})
    (note,) = home.rglob("theme.json")
    note.write_text(text)
    assert choices.kept("theme") == {}


def test_words_that_are_none_are_left_out(home):
    choices.keep("theme", {"name": "ansi"})
    (note,) = home.rglob("theme.json")
    note.write_text('{"folder": "", "name": 3, "other": "x"}')
    assert choices.kept("theme") == {"other": "x"}


def test_where_nothing_can_be_written_the_reason_is_told(monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr(choices, "state_folder", lambda: blocked)
    assert choices.keep("theme", {"name": "ansi"}) == "File exists"
    assert choices.kept("theme") == {}


def test_every_note_of_a_name_with_its_folder_but_for_those_that_cannot_be_used(tmp_path, home):
    choices.keep("places", {"decisions": "x"}, tmp_path / "one")
    choices.keep("places", {"decisions": "y"}, tmp_path / "two")
    (first, *_) = home.rglob("places/*.json")
    for name, text in {"a": "{", "b": "[]", "c": '{"decisions": "z"}'}.items():
        first.with_name(f"{name}.json").write_text(text)
    os.mkfifo(first.with_name("d.json"))
    assert dict(choices.every("places")) == {
        tmp_path / "one": {"decisions": "x"},
        tmp_path / "two": {"decisions": "y"},
    }
