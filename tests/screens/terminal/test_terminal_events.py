"""Events of what a terminal sends: an answer or an unknown sequence is never a key."""

import pytest
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.events import Key, MouseDown, Paste, Resize

from tests.screens.terminal.test_terminal_input import Line
from tui.screens.terminal.terminal_events import events_of


def events(*script):
    line, parser = Line(), XTermParser()
    line.run(*script)
    return [event for token in line.tokens for event in events_of(token, parser)]


def keys(*script):
    return [event.key for event in events(*script) if isinstance(event, Key)]


@pytest.mark.parametrize(
    "answer",
    [
        "\x1b[?62;22c", "\x1b[>1;10;0c", "\x1b[I", "\x1b[O", "\x1b[12;5R", "\x1b[?2026;2$y", "\x1b[?31u",
        "\x1b[<0;15;5M", "\x1b[<35;1;1m", "\x1b[32;11;5M", "\x1b[M !5", "\x1b[48;24;80;480;800t", "\x1b[8;24;80t",
        "\x1b]11;rgb:1e/1c/15\x1b\\", "\x1b]52;c;YTE1\a", "\x1bP1$r5;1m\x1b\\", "\x1bP>|x 1\x1b\\", "\x1b_Gi=1;OK\x1b\\",
        "\x1b[97;1:3u", "\x1b[9999999u", "\x1b[55296u", "\x1b[48;0;0;0;0t", "\x1b[1;1;1;1;1;1x", "\x1b[5;5;5;5~",
        "\x1b[" + "1;" * 40 + "u", "\x1b[49~", "\x1b[120A", "\x1b[49;5~", "\x1b[99;1F",
    ],
)  # fmt: skip
@pytest.mark.parametrize("pause", [None, 0.05, 3.0])
def test_what_a_terminal_answers_is_no_key(answer, pause):
    """In one piece, or with a pause behind each byte from where it can be told from keys."""
    data = answer.encode()
    if pause is None or (pause == 3.0 and data[1:2] != b"["):
        script = [data]
    else:
        script = [data[:2], *(part for at in range(2, len(data)) for part in (pause, data[at : at + 1]))]  # fmt: skip
    assert keys(*script, 1.0, b"j") == ["j"]


def test_what_textual_asks_for_reaches_it():
    assert isinstance(events(b"\x1b[<0;15;5M")[0], MouseDown)
    assert isinstance(events(b"\x1b[48;24;80;480;800t")[0], Resize)
    assert [event.text for event in events(b"\x1b[200~x\x1b[31m1\x1b[201~")] == ["x[31m1"]
    assert isinstance(events(b"\x1b[200~x\x1b[201~")[0], Paste)


@pytest.mark.parametrize(
    ("sent", "named"),
    [
        ("\x1b", ["escape"]), ("\x1b\x1b", ["escape", "escape"]), ("\x1bx", ["alt+x"]), ("\x1bX", ["alt+shift+x"]),
        ("\x1b[97;;97u", ["a"]), ("\x1b[99;5u", ["ctrl+c"]), ("\x1b[27u", ["escape"]), ("\x1bOP", ["f1"]),
        ("\x1b[[C", ["f3"]), ("\x1bOq", ["1"]), ("]", ["right_square_bracket"]), ("\t\r", ["tab", "enter"]),
        ("\x1b[25~", ["f13"]), ("\x1b\t", ["shift+tab"]), ("é", ["é"]),
    ],
)  # fmt: skip
def test_keys_have_textuals_names(sent, named):
    assert keys(sent.encode()) == named


def test_every_sequence_that_textual_knows_is_the_same_key():
    """Or the key of its table, where its parser takes the number for a character; all that end as ECMA-48 has it."""
    for sequence, named in ANSI_SEQUENCES_KEYS.items():
        if sequence.startswith(("\x1b[", "\x1bO")) and not sequence.endswith("$"):
            parsed = [event.key for event in XTermParser().feed(sequence) if isinstance(event, Key)]
            listed = [named[0].value] if isinstance(named, tuple) else []
            assert keys(sequence.encode()) in (parsed, listed), sequence
