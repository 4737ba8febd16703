"""Random keys, hundreds of them: no exception, and a file that says what `Review` says."""

import random

import pytest

from tui.screens.keys import all_keys, remapped
from tui.screens.keys import bindings as made

LEAVE = {"quit", "suspend", "pager", "editor"}
MORE = ["escape", "enter", "escape", "y", "1", "left", "backspace", "escape", "ctrl+s"]
KEYS_PRESSED = 120


@pytest.mark.parametrize("seed", [1, 2])
async def test_any_walk_ends_with_a_file_that_agrees(desk, seed):
    known = [key.id for key in all_keys() if key.id not in LEAVE]
    keys = [one.key for one in made(remapped({})) if one.id in known] + MORE
    chance = random.Random(seed)
    async with desk(size=(100, 30)) as d:
        for number in range(KEYS_PRESSED):
            await d.pilot.press(chance.choice(keys))
            if number % 97 == 0:
                await d.pilot.resize_terminal(chance.randint(40, 170), chance.randint(12, 50))
        for _ in range(4):
            await d.pilot.press("escape")
        await d.settle()
        assert d.on_disk() == d.review.decisions
        counted = {state: d.states().count(state) for state in set(d.states())}
        assert {state: n for state, n in d.review.counts.items() if n} == counted
