"""Keys typed before a screen is shown: none of them acts, nor what is typed on with them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.events import Key

from tests.screens.terminal.test_key_queue import as_event
from tui.screens.prompts import ChoiceScreen
from tui.screens.terminal.key_gate import QUIET, KeyGate
from tui.store.rescue import rescue_files


@pytest.fixture
def gate(monkeypatch):
    monkeypatch.setattr("tui.screens.terminal.key_gate.get_time", lambda: 10.0)
    monkeypatch.setattr("tui.screens.terminal.key_gate.REACTION", 0.2)
    return KeyGate()


def test_no_key_acts_before_the_screen_is_shown(gate):
    assert not gate.accepts(9.0)
    gate.open()
    assert not gate.accepts(9.9), "read before it was painted, heard of afterwards"


def test_a_word_that_was_begun_too_early_is_dropped_to_its_end(gate):
    typed = [9.8, 10.1, 10.4, 10.7, 11.1]
    gate.open()
    assert not any(gate.accepts(at) for at in typed)
    assert gate.dropped == len(typed)
    assert gate.accepts(typed[-1] + QUIET)
    assert gate.accepts(typed[-1] + QUIET), "from then on every key"


def test_the_first_key_acts_at_once_where_none_was_typed_before(gate):
    gate.open()
    assert gate.accepts(10.21)
    assert gate.accepts(10.22)


def test_nobody_reacts_within_a_tenth_of_a_second(gate):
    gate.open()
    assert not gate.accepts(10.1)


def test_a_word_goes_on_over_two_screens(gate):
    assert not gate.accepts(9.9)
    gate.close()
    gate.open()
    assert not gate.accepts(10.2)


def test_a_word_for_a_prompt_that_does_not_open_is_dropped(gate):
    gate.open()
    assert gate.accepts(10.3)
    gate.drop_word()
    assert not any(gate.accepts(at) for at in (9.9, 10.1, 10.4, 10.8))
    assert gate.accepts(11.4)


async def test_the_words_of_a_rule_that_cannot_be_asked_for_decide_nothing(desk):
    async with desk() as d:
        await d.press("x", "x", "x")
        await d.press("escape")
        before = d.states()
        await d.pilot.press(":")
        for key in "score":
            await d.pilot.press(key)
        await d.settle()
        assert d.states() == before
        assert "every group is decided" in d.said("message")


async def test_keys_typed_while_the_folder_is_read_decide_nothing(desk, monkeypatch):
    """Whatever is typed, each key at another moment of the start."""
    monkeypatch.setattr("tui.screens.terminal.key_gate.QUIET", 5.0)
    async with desk() as d:
        d.app._close_gate(d.app.screen)
        for key in ["F", *"score", "enter", ".", "a", "x", "1"]:
            d.app.post_message(as_event(key))
            await d.pilot.pause()
        await d.settle()
        d.screen.refresh()
        await d.settle()
        for key in "cxa":
            await d.press(key)
        assert d.states() == ["undecided"] * 3
        assert d.review.arranged[0] == ""
        assert d.said("message").startswith(" keys that were typed too early are ignored")
        assert d.app._gate._shown is not None
        monkeypatch.setattr("tui.screens.terminal.key_gate.QUIET", 0.0)
        await d.press("x")
        assert d.states().count("not-duplicates") == 1


async def test_a_question_that_nobody_has_seen_is_not_answered(desk, monkeypatch):
    unsaved = rescue_files.Rescue(Path("unsaved.toml"), (), datetime.now(UTC))
    answered = []
    waiting = rescue_files.Waiting((unsaved,), ())
    monkeypatch.setattr("tui.screens.app.rescue_files.find", lambda _path: waiting)
    monkeypatch.setattr("tui.screens.app.adopt.settle", lambda *given: answered.append(given))
    async with desk() as d:
        assert isinstance(d.app.screen, ChoiceScreen)
        d.app._close_gate(d.app.screen)
        await d.pilot.press("2")
        await d.pilot.pause()
        assert isinstance(d.app.screen, ChoiceScreen)
        assert not answered


async def test_what_was_typed_for_another_program_is_not_for_this_one(desk, monkeypatch):
    async with desk() as d:
        early = [as_event(key) for key in "x1q"]

        def suspended(app):
            for event in early:  # the reader's thread has them, and the loop is busy
                d.app.post_message(event)
            app._wait_until_shown_again()

        monkeypatch.setattr(
            "tui.screens.review_screen.external_programs.pager",
            lambda app, *_: suspended(app) or "",
        )
        await d.press("p")
        assert d.states() == ["undecided"] * 3
        assert not d.app._exit


@pytest.mark.parametrize("way_out", ["ctrl+c", "escape", "q"])
async def test_the_way_out_is_open_while_the_folder_is_read(desk, monkeypatch, way_out):
    async with desk() as d:
        monkeypatch.setattr("tui.screens.app.LoadingScreen", type(d.app.screen))
        d.app._close_gate(d.app.screen)
        assert d.app._is_way_out(Key(way_out, None))
        assert not d.app._is_way_out(Key("a", "a"))
