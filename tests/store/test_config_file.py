"""The configuration: what is in it counts, and what is not understood is said with its line."""

import contextlib
import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.config import THEMES, Config
from tui.errors import UsageError
from tui.store.config_file import default_path, load_config, setting_location


def loaded(tmp_path, text: str | bytes) -> Config:
    path = tmp_path / "c.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_config(path)


def complaint(tmp_path, text: str | bytes) -> str:
    with pytest.raises(UsageError) as caught:
        loaded(tmp_path, text)
    said = str(caught.value)
    assert said.startswith(str(tmp_path / "c.toml"))
    assert caught.value.exit_code == 2
    return said.removeprefix(str(tmp_path / "c.toml"))


def test_without_a_file_the_defaults_hold(home):
    assert load_config(None) == Config()
    assert default_path() == home / ".config" / "copydesk" / "config.toml"


def test_the_default_file_is_found():
    default_path().parent.mkdir(parents=True)
    default_path().write_text("[screen]\nmarks = true\n")
    assert load_config(None).screen.marks


def test_settings_change_and_the_others_keep_their_default(tmp_path):
    found = loaded(
        tmp_path,
        "\ufeff[read]\r\nlargest_file = 5\r\n[suggest]\r\nrules = ['longest']\r\n"
        "[keys]\r\nnext_group = 'j'\r\nhelp = ['?', 'f1']\r\n",
    )
    default = Config()
    assert found.read == dataclasses.replace(default.read, largest_file=5)
    assert found.suggest.rules == ("longest",)
    assert found.screen == default.screen
    assert dict(found.keys) == {"next_group": ("j",), "help": ("?", "f1")}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[screan]\n", ":1: there is no table “screan”. Did you mean “screen”?"),
        ("\n[zzz]\n", ":2: there is no table “zzz”. There are: detect, keys, read, review, screen"),
        (
            "[read]\n\nlargest_fil = 1\n",
            ":3: there is no setting in [read] “largest_fil”. Did you mean “largest_file”?",
        ),
        ("[detect]\nzzz = 1\n", ":2: there is no setting in [detect] “zzz”. There are: engine, w"),
        ("# x\nlevel = 'word'\n", ":2: “level” stands outside of its table. Put it below [screen]"),
        ("read = 5\n", ":1: “read” is a table: [read], with its settings below"),
        ("[read]\nlargest_file = 'x'\n", ":2: “largest_file” is a whole number, not “x”"),
        ("[read]\nlargest_file = true\n", ":2: “largest_file” is a whole number, not true"),
        ("[read]\nlargest_file = 1.5\n", ":2: “largest_file” is a whole number, not 1.5"),
        ("[read]\nlargest_file = 0\n", ":2: “largest_file” is a number of bytes, 1 or more, not 0"),
        ("[read]\nid_field = 5\n", ":2: “id_field” is a text in quotes, not 5"),
        ("[read]\ntext_field = ''\n", ":2: “text_field” is the name of a field, not “”"),
        ("[detect]\nworkers = -1\n", ":2: “workers” is a number of processes"),
        ("[screen]\nfold = 'yes'\n", ":2: “fold” is true or false, not “yes”"),
        ("[screen]\nlevel = 'line'\n", ":2: “level” is one of word, phrase, sentence, not “line”"),
        (
            "[suggest]\nrules = 'longest'\n",
            ":2: “rules” is a list of texts in quotes, not “longest",
        ),
        ("[suggest]\nrules = ['long']\n", ":2: “rules” is a list of some of path_preference, "),
        ("[suggest]\nrules = ['longest', 'longest']\n", ":2: “rules” is a list of some of"),
        ("[review]\nlabels = ['a', 'a']\n", ":2: “labels” is a list of different labels"),
        ('[review]\nreviewer = "a\\u001b[2Jb"\n', ":2: “reviewer” is without control char"),
        ("[keys]\nhelp = 5\n", ":2: “help” is a key or a list of keys in quotes, not 5"),
        ("[keys]\nhelp = ['']\n", ":2: “help” is a key or a list of keys in quotes"),
        ("read.largest_file = 'x'\n", ":1: “largest_file” is a whole number, not “x”"),
        ("[read]\n'largest_file' = 'x'\n", ":2: “largest_file” is a whole number, not “x”"),
        ("a = 1\na = 2\n", ":2: no TOML"),
        ("a = = 1\n", ":1: no TOML: Invalid value (column 5)"),
        ("\na = '\0'\n", ":2: no TOML"),
        ("\n\n# caf\xe9".encode("latin-1"), ":3: not UTF-8"),
        ("a = 1".encode("utf-16"), ":1: not UTF-8"),
        ("a = " + "[" * 3_000 + "]" * 3_000, ": no TOML that can be read"),
        ("a = " + "9" * 5_000, ": no TOML that can be read"),
        (b"#" * 1_000_001, ": more than 1,000,000 bytes"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, text, said):
    assert complaint(tmp_path, text).startswith(said)


def test_a_missing_file_and_a_folder_are_said(tmp_path):
    for path, said in ((tmp_path / "no", "there is no such file"), (tmp_path, "no regular file")):
        with pytest.raises(UsageError, match=said):
            load_config(path)


def test_a_file_that_cannot_be_used_is_left_as_it_is(tmp_path):
    complaint(tmp_path, "[screan]\r\n# mine")
    assert (tmp_path / "c.toml").read_bytes() == b"[screan]\r\n# mine"


@given(text=st.text("[]=.'\"\n #abcdefilnorst_123,{}-") | st.text())
def test_any_text_is_settings_or_a_complaint(tmp_path_factory, text):
    with contextlib.suppress(UsageError):
        found = loaded(tmp_path_factory.mktemp("config"), text.encode("utf-8", "replace"))
        assert isinstance(found, Config)


def test_a_theme_that_there_is_not_is_refused_with_the_list(tmp_path):
    said = complaint(tmp_path, "[screen]\ntheme = 'blue_orange'\n")
    assert said == ":2: “theme” is one of blue-orange, light, ansi, plain, not “blue_orange”"


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_is_taken(tmp_path, theme):
    assert loaded(tmp_path, f"[screen]\ntheme = '{theme}'\n").screen.theme == theme


def test_the_place_of_a_setting_is_found_again(tmp_path):
    path = tmp_path / "c.toml"
    path.write_text("[keys]\nskip = 'S'\nnext_group = 'Ctrl+N'\n")
    assert setting_location(path, "keys", "next_group") == f"{path}:3"
    path.unlink()
    assert setting_location(path, "keys", "next_group") == str(path)
