"""Random keys, thousands of them: no exception, and a file that says what `Review` says.

`WALKS=20 pytest tests/screens/test_walk.py` walks by twenty seeds.
"""

import os
import random
import shutil
from pathlib import Path

import pytest
from textual.events import Key

import tui
from tui.screens.key_table import all_keys, remapped
from tui.screens.key_table import bindings as made

LEAVE = {"quit", "suspend", "pager", "editor"}
MORE = ["escape", "enter", "escape", "y", "1", "left", "backspace", "escape", "ctrl+s"]
KEYS_PRESSED = 2_000
BETWEEN = 20  # keys after which the size may change, and all must agree


def agrees(d) -> None:
    """The file, the list and the counts say the same."""
    assert d.on_disk() == d.review.decisions
    counted = {state: d.states().count(state) for state in set(d.states())}
    assert {state: n for state, n in d.review.counts.items() if n} == counted
    assert set(d.review.order) <= set(range(len(d.review.cases)))


@pytest.mark.parametrize("seed", range(1, 1 + int(os.environ.get("WALKS", "1"))))
async def test_any_walk_over_the_demo_ends_with_a_file_that_agrees(desk, tmp_path, seed):
    folder = tmp_path / "demo"
    shutil.copytree(Path(tui.__file__).parent / "demo", folder)
    known = [key.id for key in all_keys() if key.id not in LEAVE]
    keys = [one.key for one in made(remapped({})) if one.id in known] + MORE
    chance = random.Random(seed)
    async with desk(size=(100, 30), where=folder) as d:
        for number in range(KEYS_PRESSED // BETWEEN):
            for key in chance.choices(keys, k=BETWEEN):  # typed ahead, as over a slow line
                d.app.post_message(Key(key, key if len(key) == 1 else None))
            await d.settle()
            if number % 10 == 9:
                await d.pilot.resize_terminal(chance.randint(40, 170), chance.randint(12, 50))
                agrees(d)
        await d.press(*["escape"] * 4)
        assert d.on_disk(), "something was decided on the way"
        agrees(d)
