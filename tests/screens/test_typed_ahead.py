"""Keys that a slow line delivers in one packet act in the order in which they were typed."""

import asyncio
import threading

from textual.events import Key
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
