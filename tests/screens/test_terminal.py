"""The review in a real terminal: what is saved, given back and written, whatever happens to the line."""

import os
import random
import re
import signal
import time

import pytest

from tests.screens.pty_terminal import READING, Terminal
from tui.store import user_state
from tui.store.decisions.decisions_file import DecisionsFile


def saved(folder):
    return DecisionsFile(folder / "decisions.toml").load().decisions


def review(folder, *more, **options):
    return Terminal("review", "--no-cache", *more, folder, **options)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_two_decisions_then_a_signal(folder, number):
    with review(folder) as terminal:
        terminal.wait_for("0 of 3 decided")
        terminal.press("ax")
        terminal.wait_for("2 of 3 decided")
        took = terminal.hang_up(number)
        assert terminal.process.returncode == 128 + number
        assert terminal.is_given_back()
    assert sorted(record.verdict for record in saved(folder)) == ["canonical", "not-duplicates"]
    assert took < 5, "a second, and what a busy machine needs"


def test_two_decisions_then_the_line_is_gone(folder):
    with review(folder) as terminal:
        terminal.wait_for("0 of 3 decided")
        terminal.press("ax")
        terminal.wait_for("2 of 3 decided")
        terminal.close()
        terminal.process.wait(10)
    assert len(saved(folder)) == 2


def test_two_decisions_on_a_frozen_line_then_a_signal(folder):
    with review(folder) as terminal:
        terminal.wait_for("0 of 3 decided")
        terminal.press("ax" + "v" * 400)  # nobody reads what is drawn from here on
        time.sleep(2)
        terminal.process.send_signal(signal.SIGHUP)
        terminal.process.wait(10)
    assert len(saved(folder)) == 2


def test_quitting_gives_the_terminal_back(folder):
    with review(folder) as terminal:
        terminal.wait_for("0 of 3 decided")
        terminal.press("q")
        while terminal.process.poll() is None:
            terminal.read()
        terminal.settle(0.1)
        assert terminal.process.returncode == 0
        assert terminal.is_given_back()


def test_interrupt_twice_leaves_with_130(folder):
    with review(folder) as terminal:
        terminal.wait_for("0 of 3 decided")
        terminal.press("\x03")
        terminal.wait_for("once more")
        terminal.press("\x03")
        while terminal.process.poll() is None:
            terminal.read()
        assert terminal.process.returncode == 130


def test_an_idle_screen_writes_nothing(folder):
    with review(folder) as terminal:
        terminal.wait_for("0 of 3 decided")
        terminal.settle(1)
        assert terminal.settle(1) == 0
        terminal.press("\x1b[O\x1b[I")  # focus goes and comes back
        assert terminal.settle(1) == 0
        terminal.press("/")
        terminal.settle(0.5)
        assert terminal.settle(1.2) == 0, "the cursor of an input line does not blink"


def spent(terminal, key, times):
    """The most bytes that one of `times` presses of a key makes the program write."""
    most = 0
    for _ in range(times):
        terminal.press(key)
        most = max(most, terminal.settle(0.25))
    return most


def test_what_a_key_may_cost_on_a_slow_line(folder):
    with review(folder) as terminal:
        terminal.wait_for("0 of 3 decided")
        terminal.settle()
        assert len(terminal.raw) < 5_000, "the start"
        assert spent(terminal, "j", 2) < 1_800, "the next group with its diff"
        assert spent(terminal, "a", 1) < 1_800
        terminal.press("?")
        terminal.settle()
        assert spent(terminal, "\x1b[B", 4) <= 120, "a row down"


def test_suspended_and_taken_up_again(folder):
    with review(folder) as terminal:
        terminal.wait_for("0 of 3 decided")
        terminal.press("a")
        terminal.wait_for("1 of 3 decided")
        terminal.press("\x1a")
        pid, status = os.waitpid(terminal.process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status), pid
        terminal.settle(0.2)
        assert terminal.modes() == terminal.modes_before
        assert len(saved(folder)) == 1
        terminal.screen.reset()
        terminal.process.send_signal(signal.SIGCONT)
        terminal.wait_for("1 of 3 decided")
        terminal.settle(READING)
        terminal.press("x")
        terminal.wait_for("2 of 3 decided")


def test_no_mouse_is_asked_for_unless_wanted(folder):
    with review(folder) as terminal:
        terminal.wait_for("0 of 3 decided")
        assert b"\x1b[?1000h" not in terminal.raw
        assert b"\x1b[?1003h" not in terminal.raw


def test_without_colour_there_are_marks_and_no_colours(folder):
    with review(folder, NO_COLOR="1") as terminal:
        terminal.wait_for("0 of 3 decided")
        terminal.press("j")
        terminal.wait_for("[-said-]{+told us+}")
        colours = re.findall(rb"\x1b\[[0-9;]*?\b(?:3[0-7]|4[0-7]|38|48|9[0-7])[;m]", terminal.raw)
        assert colours == []


def test_a_theme_is_kept_for_the_next_time(folder):
    with Terminal("review", "--no-cache", "--theme", "blue_orange", folder) as terminal:
        terminal.wait_for("Did you mean blue-orange?")
    with Terminal("review", "--no-cache", "--theme", "ansi", folder) as terminal:
        terminal.wait_for("0 of 3 decided")
        terminal.settle()
        assert b"38;5;" not in terminal.raw
    with Terminal("review", "--no-cache", folder) as terminal:
        terminal.wait_for("0 of 3 decided")
        terminal.settle()
        assert b"38;5;" not in terminal.raw
    with Terminal("review", "--no-cache", "--theme", "blue-orange", folder) as terminal:
        terminal.wait_for("0 of 3 decided")
        terminal.settle()
        assert b"38;5;" in terminal.raw


SPLIT = [
    b"\x1b[5~", b"\x1b[6~", b"\x1b[3~", b"\x1b[A", b"\x1bOB", b"\x1b[H", b"\x1bOF", b"\x1b[15~", b"\x1b[1;5C",
]  # fmt: skip


def test_a_sequence_that_a_slow_line_tears_never_decides(folder):
    with review(folder) as terminal:
        terminal.wait_for("0 of 3 decided")
        for sequence in SPLIT:
            for cut in range(1, len(sequence)):
                terminal.press(sequence[:cut])
                terminal.settle(0.13)  # Textual waits for a tenth of a second
                terminal.press(sequence[cut:])
                terminal.settle(0.02)
        terminal.press("\x1b")
        terminal.settle(0.3)
        assert "0 of 3 decided" in terminal.shown()
        assert terminal.process.poll() is None
        terminal.press("g")
        terminal.press("a")
        terminal.wait_for("1 of 3 decided")
    assert len(saved(folder)) == 1


HOSTILE = (
    "\x1b]52;c;aGFja2Vk\x07 \x1b[2J\x1b[31m \x9b5n \u202egnp.exe\u2066 \u200b \x1bP+q\x1b\\ \x07"
)
ALLOWED = re.compile(
    rb"\x1b\]22;default\x07|\x1b\[(?:\?(?:7|1049|25|1004|2004|2026|1000|1003|1015|1006|2048)[hl]|\?2026\$p|\?2048\$p|>[0-9]*u|<u|\?u"
    rb"|[0-9;]*[mHCK]|[0-9]*[ABCDJ]|>1u|=1;1u|>4;2m|>4m)|\x1b\[>4;2m|\x1b\(B"
)


def test_what_is_hostile_never_reaches_the_terminal(tmp_path):
    folder = tmp_path / "evil\x1b]0;gotcha\x07"
    folder.mkdir()
    body = "The council met on Monday and heard the owners of the mill. " * 8
    names = ["a\x1b]52;c;eA==\x07.txt", "b\x1b[2J\u202etxt.txt", "c\x9b31m.txt"]
    for number, name in enumerate(names):
        text = f"Mill {HOSTILE}\n\n{body}{HOSTILE} It was raining {number} times. {body}"
        (folder / name).write_text(text)
    (folder / "d\x1b[5n.bin.txt").write_bytes(b"\x00\x01\x1b[2J")
    with review(folder, columns=160, rows=48) as terminal:
        terminal.wait_for("0 of 1 decided")
        for keys in ("]", "v", "m", "z", "b", "\r", "q", "S", "q", "E", "q", "e", "\x1b", "l", "\x1b",
                     "?", "\x1b", ":", "longest", "\x1b", "F", "zzz\r", "0", "/mill\r", "d", "x", "q"):  # fmt: skip
            terminal.press(keys)
            terminal.settle(0.12)
        terminal.press("q")
        terminal.settle(0.5)
        written = terminal.raw
    rest = ALLOWED.sub(b"", written)
    assert b"\x1b" not in rest, rest[max(0, rest.index(b"\x1b") - 40) :][:120]
    text = rest.decode("utf-8")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", text)
    assert not re.search("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)
    assert "\u241b" in text, "it is shown, not dropped"
    assert "gotcha" in text, "the folder's name too"


def test_exported_columns_do_not_hold_the_size_of_the_screen(folder):
    with Terminal(
        "review", "--no-cache", folder, columns=100, rows=30, COLUMNS="60", LINES="20"
    ) as terminal:
        terminal.wait_for("0 of 3 decided")
        terminal.wait_for("a canon *")
        assert "a canon *" in terminal.screen.display[28]
        terminal.resize(90, 26)
        terminal.settle()
        assert "a canon *" in terminal.screen.display[24]


def test_a_storm_of_resizes_ends_in_the_last_size_with_every_decision(folder):
    """As a window that is dragged, or tmux panes that are made and closed, while somebody decides."""
    chance = random.Random(5)
    with review(folder) as terminal:
        terminal.wait_for("0 of 3 decided")
        for number in range(60):
            terminal.resize(chance.randint(40, 200), chance.randint(12, 60))
            terminal.press({20: "a", 40: "x"}.get(number, chance.choice("jk][bwvz")))
            terminal.read(0.01)
        terminal.resize(90, 26)
        terminal.press("?")
        terminal.wait_for("type to search the help")
        terminal.press("\x1b")
        terminal.wait_for("2 of 3 decided")
        terminal.wait_for("a canon *")
        terminal.settle()
        rows = terminal.screen.display
        assert rows[0].startswith(" copydesk  2 of 3 decided")
        assert "a canon *" in rows[24]
        assert terminal.hang_up() < 5
    assert sorted(record.verdict for record in saved(folder)) == ["canonical", "not-duplicates"]


PASTED = [
    b"see \x1b[31m x c 1", b"x\rc\r1", b"\x1b[97;;97u x", b"x\x1b[201~ x c 1", b"\x9b5~\x00\x1a x\xff", b"\x1b]11;x c\x1b\\ 1",
]  # fmt: skip


def test_nothing_pasted_decides_wherever_it_is_split(folder):
    with review(folder) as terminal:
        terminal.wait_for("0 of 3 decided")
        for pasted in PASTED:
            whole = b"\x1b[200~" + pasted + b"\x1b[201~"
            for cut in range(1, len(whole), 3):
                terminal.press(whole[:cut])
                terminal.settle(0.13)
                terminal.press(whole[cut:])
                terminal.read(0.02)
            terminal.settle(0.4)
        terminal.wait_for("pasted text is ignored here")
        assert "0 of 3 decided" in terminal.shown()
        terminal.press("x")
        terminal.wait_for("saved ")
    assert len(saved(folder)) == 1


def test_a_paste_without_an_end_gives_the_interrupt_back(folder):
    with review(folder) as terminal:
        terminal.wait_for("0 of 3 decided")
        terminal.press(b"\x1b[200~see x c 1")
        terminal.settle(2)
        terminal.press("\x03")
        terminal.wait_for("once more")
        terminal.press("\x03")
        while terminal.process.poll() is None:
            terminal.read()
        assert terminal.process.returncode == 130
    assert not saved(folder)


def test_pasted_text_is_written_into_a_line_as_plain_text(folder):
    with review(folder) as terminal:
        terminal.wait_for("0 of 3 decided")
        terminal.press("F")
        terminal.wait_for("show only")
        terminal.press(b"\x1b[200~ow\x1b[31mls\x07\rx\x1b[201~")
        terminal.wait_for("ow[31mls")
        terminal.settle(0.4)
        terminal.press("\x1b")
        terminal.settle(0.4)
        assert "0 of 3 decided" in terminal.shown()


@pytest.mark.parametrize("early", [0.05, 0.3, 0.6])
def test_a_word_typed_while_the_list_appears_decides_nothing(folder, early):
    """Typed at a hand's pace over the moment at which the list is shown; then keys act."""
    with review(folder) as terminal:
        end = time.monotonic() + early
        while time.monotonic() < end:
            terminal.read(0.02)
        if " decided" in terminal.shown():
            pytest.skip("the list was there before the first key")
        for key in "F score\r.xc1":
            terminal.press(key)
            terminal.read(0.1)
        while terminal.settle(0.7) or " decided" not in terminal.shown():
            pass
        assert "0 of 3 decided" in terminal.shown()
        terminal.press("x")
        terminal.wait_for("saved ")
    assert len(saved(folder)) == 1


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ('[keys]\nnext_group = "Ctrl+N"', ":2: keys.next_group: no terminal sends the key “Ctrl+N”. Did you mean ctrl+n?"),
        ('[keys]\nnext_group = "strg+j"', ":2: keys.next_group: no terminal sends the key “strg+j”. Did you mean ctrl+j?"),
        ('[keys]\nnxt_group = "n"', ":2: keys.nxt_group is no key of the review screen. Did you mean next_group?"),
        ('[screen]\ntheme = "dark"', ":2: “theme” is one of blue-orange, light, ansi, plain, not “dark”"),
    ],
)  # fmt: skip
def test_a_wrong_key_or_theme_in_the_configuration_is_refused(folder, tmp_path, setting, says):
    path = tmp_path / "c.toml"
    path.write_text(setting)
    with Terminal("review", "--config", path, folder, columns=200) as terminal:
        terminal.wait_for(f"{path}{says}")
        assert terminal.process.wait(10) == 2


def test_a_remembered_theme_that_is_gone_does_not_stop_the_review(folder):
    user_state.keep("theme", {"name": "of-an-older-version"})
    with review(folder) as terminal:
        terminal.wait_for("0 of 3 decided")
