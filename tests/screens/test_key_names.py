"""Names of keys: what a terminal sends is taken, what it never sends is refused with what was meant."""

import pytest
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.events import Key

from tests.screens.terminal.test_terminal_input import Line
from tui.errors import UsageError
from tui.screens.key_names import is_sent, normal, suggestion
from tui.screens.key_table import remapped
from tui.screens.terminal.terminal_events import events_of


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Ctrl+N", "ctrl+n"), ("CTRL+n", "ctrl+n"), ("strg+j", "ctrl+j"), ("ctrl+shift+j", "ctrl+j"), ("cmd+x", "ctrl+x"),
        ("control-n", "ctrl+n"), ("C-n", "ctrl+n"), ("^n", "ctrl+n"), ("Alt+X", "alt+x"), ("option+x", "alt+x"),
        ("M-x", "alt+x"), ("shift+a", "A"), ("F5", "f5"), ("Esc", "escape"), ("Return", "enter"), ("PgDn", "pagedown"),
        ("page_up", "pageup"), ("Space", "space"), ("Home", "home"), ("ctrl+enter", "enter"), ("pagedwn", "pagedown"),
        ("hello", ""), ("j,k", ""), ("alt+f", ""), ("alt+é", ""), ("ctrl++", ""), ("ctrl+é", ""), ("fn+x", ""),
    ],
)  # fmt: skip
def test_what_no_terminal_sends_is_refused_with_what_was_meant(written, meant):
    assert not is_sent(normal(written))
    assert suggestion(written) == meant
    assert not meant or is_sent(normal(meant))
    with pytest.raises(UsageError, match=r"keys.skip: no terminal sends the key") as caught:
        remapped({"skip": (written,)})
    assert caught.value.exit_code == 2
    assert not meant or f"Did you mean {meant}?" in str(caught.value)


@pytest.mark.parametrize(
    "key",
    ["j", "J", "é", "東", "]", "+", "-", "/", "~", " ", "full_stop", "minus", "slash", "space", "f5", "shift+f5", "ctrl+n",
     "ctrl+s", "ctrl+@", "ctrl+]", "ctrl+\\", "alt+x", "alt+shift+x", "shift+tab", "ctrl+left", "ctrl+shift+up", "insert"],
)  # fmt: skip
def test_what_a_terminal_sends_is_taken(key):
    assert is_sent(normal(key))


def test_every_key_that_a_sequence_is_read_as_is_taken():
    """What the screen makes of bytes is what may be written in the configuration."""
    sequences = [*ANSI_SEQUENCES_KEYS, *map(chr, range(0x20, 0x7F))]
    sequences += [f"\x1b{letter}" for letter in "acdexzAQZ"]
    for sequence in sequences:
        line, parser = Line(), XTermParser()
        line.run(sequence.encode())
        for token in line.tokens:
            for event in events_of(token, parser):
                if isinstance(event, Key) and event.key.isprintable() and "<" not in event.key:
                    assert is_sent(event.key), (sequence, event.key)


@pytest.mark.parametrize(
    ("key", "shown", "other"),
    [("ctrl+m", "Enter", "full_text"), ("ctrl+i", "Tab", "next_open"), ("ctrl+M", "Enter", "")],
)
def test_keys_of_the_same_byte_are_one_key(key, shown, other):
    expected = f"the key {shown} is given to both" if other else "Did you mean ctrl\\+m"
    with pytest.raises(UsageError, match=expected):
        remapped({"skip": (key,)})


def test_backspace_and_escape_have_other_names_too():
    assert normal("ctrl+h") == "backspace"
    assert normal("ctrl+[") == "escape"
    with pytest.raises(UsageError, match="is given to both"):
        remapped({"skip": ("ctrl+h",), "flag": ("backspace",)})


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q", "ctrl+z"])
def test_keys_that_always_quit_or_suspend_cannot_be_given_away(key):
    with pytest.raises(UsageError, match="always does something else"):
        remapped({"skip": (key,), "suspend": ("f5",)})
    remapped({"quit": ("q", "ctrl+q")})


def test_the_place_in_the_configuration_is_named():
    with pytest.raises(UsageError, match=r"^c.toml:skip: keys.skip: no terminal sends"):
        remapped({"skip": ("Ctrl+N",)}, "c.toml:{}".format)
    with pytest.raises(UsageError, match=r"^c.toml:skip: the key x is given to both"):
        remapped({"skip": ("x",)}, "c.toml:{}".format)
