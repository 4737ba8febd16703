"""Keys that a slow line delivers in one packet act in the order in which they were typed."""

import asyncio
import threading

import pytest
from textual.events import Key, Paste
from textual.keys import _character_to_key

from tui.screens.help import HelpScreen


def as_event(key):
    name = _character_to_key(key) if len(key) == 1 else key
    return Key(name, key if len(key) == 1 else ("\r" if key == "enter" else None))


async def burst(d, *pressed):
    """As Textual's driver does it: the thread that reads the terminal hands over each key of a packet at once."""
    loop = asyncio.get_running_loop()

    def hand_over():
        for key in pressed:
            asyncio.run_coroutine_threadsafe(d.app._post_message(as_event(key)), loop=loop)

    reader = threading.Thread(target=hand_over)
    reader.start()
    reader.join()  # the loop is busy while the packet comes
    await d.settle()


async def test_a_note_is_kept_with_its_last_letters(desk):
    async with desk() as d:
        await d.press("e")
        await burst(d, *"hello", "ctrl+s")
        assert d.review.note(0) == "hello"


async def test_a_group_is_left_out_of_the_rule_that_was_typed(desk):
    async with desk() as d:
        await d.press(":")
        await burst(d, *"longest", "tab", "enter")
        assert d.states().count("canonical") == 2


async def test_the_help_moves_among_what_was_searched_for(desk):
    async with desk() as d:
        await d.press("?")
        await burst(d, *"next", "down", "down", "down")
        assert isinstance(d.app.screen, HelpScreen)
        found = d.app.screen.query_one("#rows")
        named = [row.action for row in found.rows if row.action]
        assert found.rows[found.cursor].action == named[3]


async def test_words_behind_the_key_that_opens_a_line_are_written_there(desk):
    async with desk() as d:
        await burst(d, ":", *"longest", "tab", "enter")
        assert d.states().count("canonical") == 2


async def test_a_note_is_opened_written_and_kept_in_one_packet(desk):
    async with desk() as d:
        await burst(d, "j", "e", *"hello", "ctrl+s", "k")
        assert [d.review.note(number) for number in range(2)] == ["", "hello"]
        assert d.review.cursor == 0


AFTER_A_PROMPT = [
    ["/", *"owls", "enter", "x"],
    ["/", *"owls", "enter", "j"],
    ["/", *"nowhere", "enter", "x"],
    ["F", *"owls", "enter", "x"],
    ["F", *"score", "enter", "."],
    ["#", "2", "enter", "j"],
    ["?", *"skip", "enter", "j"],
    ["?", "escape", "j", "j"],
    ["/", "escape", "j", "j"],
    [":", *"longest", "enter", "u"],
    ["l", "1", "j", "l", "1"],
    ["o", "enter", "j", "x"],
    ["e", *"hi", "ctrl+s", "x"],
    ["P", "q", "j", "j"],
    ["t", "q", "j", "j"],
]


def named(keys):
    return "".join(key if len(key) == 1 else f"<{key}>" for key in keys)


@pytest.mark.parametrize("pressed", AFTER_A_PROMPT, ids=named)
async def test_keys_behind_the_one_that_closes_a_prompt_act_as_if_typed_slowly(desk, pressed):
    after = []
    for at_once in (False, True):
        async with desk() as d:
            await (burst(d, *pressed) if at_once else d.press(*pressed))
            notes = [d.review.note(number) for number in range(3)]
            after.append(
                (d.states(), notes, d.review.cursor, d.review.arranged, type(d.app.screen).__name__)
            )
            await d.press("0")
        (d.app.root / "decisions.toml").unlink(missing_ok=True)
    assert after[0] == after[1]


async def test_keys_go_on_where_the_one_before_is_not_heard_of_again(desk, monkeypatch):
    async with desk() as d:
        heard = d.app._typed_ahead.passed
        lost = []

        async def passed(message):
            if message.number > 1:
                await heard(message)
            else:
                lost.append(message)

        monkeypatch.setattr(d.app._typed_ahead, "passed", passed)
        monkeypatch.setattr(d.app._typed_ahead, "_number", 0)
        await burst(d, "j", "j")
        assert lost
        assert d.review.cursor == 2


async def test_what_is_pasted_waits_for_the_line_that_it_is_meant_for(desk):
    async with desk() as d:
        d.app.post_message(as_event(":"))
        d.app.post_message(Paste("longest"))
        d.app.post_message(as_event("enter"))
        await d.settle()
        assert d.states().count("canonical") == 3


async def test_pasted_text_does_nothing_on_the_desk_and_is_written_into_a_line(desk):
    async with desk() as d:
        d.app.post_message(Paste("xc1"))
        await d.settle()
        assert d.states() == ["undecided"] * 3
        assert d.said("message").startswith(" pasted text is ignored here")
        await d.press("F")
        d.app.post_message(Paste("owls\nx"))
        await d.press("enter")
        assert d.review.arranged[0] == "owls"
        await d.press("e")
        d.app.post_message(Paste("one\ntwo"))
        await d.press("ctrl+s")
        assert d.review.note() == "one\ntwo"


async def test_an_interrupt_does_not_wait(desk):
    async with desk() as d:
        d.app._typed_ahead._is_on_its_way = True
        await burst(d, "ctrl+c", "ctrl+c")
        assert d.app.return_value == 130
