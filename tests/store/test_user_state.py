"""What is chosen is there at the next start, for its folder alone; what is damaged is nothing."""

import os

import pytest

from tui.store import user_state


def test_what_was_kept_is_there():
    assert user_state.kept("theme") == {}
    assert user_state.keep("theme", {"name": "ansi"}) == ""
    assert user_state.kept("theme") == {"name": "ansi"}
    assert user_state.kept("another") == {}


def test_each_folder_has_notes_of_its_own(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    user_state.keep("views", {"sort": "size"}, one)
    assert user_state.kept("views", one) == {"sort": "size"}
    assert user_state.kept("views", other) == {}
    assert user_state.kept("views") == {}


def test_each_reviewer_has_notes_of_their_own(tmp_path):
    file = tmp_path / "decisions.toml"
    user_state.keep("views", {"sort": "size"}, file, "alice")
    user_state.keep("views", {"sort": "path"}, file, "bob\ud800")
    assert user_state.kept("views", file, "alice") == {"sort": "size"}
    assert user_state.kept("views", file, "bob\ud800") == {"sort": "path"}
    assert user_state.kept("views", file) == user_state.kept("views", file, "carol") == {}


def test_a_note_that_is_forgotten_is_gone(tmp_path):
    user_state.keep("views", {"sort": "size"}, tmp_path)
    user_state.forget("views", tmp_path)
    user_state.forget("views", tmp_path)
    assert user_state.kept("views", tmp_path) == {}


@pytest.mark.parametrize("text", ["", "[]", "{", '{"folder": "elsewhere", "name": "x"}', "\x00"])
def test_a_note_that_cannot_be_used_is_none(home, text):
    user_state.keep("theme", {"name": "ansi"})
    (note,) = home.rglob("theme.json")
    note.write_text(text)
    assert user_state.kept("theme") == {}


def test_words_that_are_none_are_left_out(home):
    user_state.keep("theme", {"name": "ansi"})
    (note,) = home.rglob("theme.json")
    note.write_text('{"folder": "", "name": 3, "other": "x"}')
    assert user_state.kept("theme") == {"other": "x"}


def test_where_nothing_can_be_written_the_reason_is_told(monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr(user_state, "state_folder", lambda: blocked)
    assert user_state.keep("theme", {"name": "ansi"}) == "File exists"
    assert user_state.kept("theme") == {}


def test_every_note_of_a_name_with_its_folder_but_for_those_that_cannot_be_used(tmp_path, home):
    user_state.keep("places", {"decisions": "x"}, tmp_path / "one")
    user_state.keep("places", {"decisions": "y"}, tmp_path / "two")
    (first, *_) = home.rglob("places/*.json")
    for name, text in {"a": "{", "b": "[]", "c": '{"decisions": "z"}'}.items():
        first.with_name(f"{name}.json").write_text(text)
    os.mkfifo(first.with_name("d.json"))
    assert dict(user_state.every("places")) == {
        tmp_path / "one": {"decisions": "x"},
        tmp_path / "two": {"decisions": "y"},
    }
