"""Random bytes at random moments of loading, prompts and dialogs: `Review` changes by keys typed outside of them alone.

The bytes go the way that they go in a terminal: through `TerminalInput` and `events_of` to the app, driven by Pilot.
"""

import asyncio
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual._xterm_parser import XTermParser

from tests.screens.terminal.test_terminal_input import END, START
from tui.screens.app import DeskApp
from tui.screens.prompts import ChoiceScreen
from tui.screens.review_screen import ReviewScreen
from tui.screens.terminal import terminal_input
from tui.screens.terminal.terminal_events import events_of
from tui.screens.terminal.terminal_input import TerminalInput
from tui.store.rescue import adopt, rescue_files

FRAGMENTS = [
    b"x", b"c", b"1", b"a", b"s", b"=", b"d", b"C", b"u", b"\r", b"\n", b"\x1b", b"\x1b[", b"\x1b[5~", b"\x1b]", b"\x1bP",
    b"\x1b[M", b"\x1b[[", b"\x9b", b"\x00", b"\x12", b"\xff", b"\xe6\x9d", b"\x1b[97;;97u", b"longest\r", START, START[1:],
    END[:-1], END[1:], b"\x9b201~",
]  # fmt: skip
ANSWERS = [
    b"\x1b[?62;22c", b"\x1b[>1;10;0c", b"\x1b[I", b"\x1b[O", b"\x1b[12;5R", b"\x1b[?2026;2$y", b"\x1b[?31u", b"\x1b[M !5",
    b"\x1b]11;rgb:1e/1c/15\x1b\\", b"\x1bP>|x 1\x1b\\", b"\x1b_Gi=1;OK\x1b\\", b"\x1b[8;30;100t", b"\x1b[49~", b"\x1b[3~",
]  # fmt: skip
PROMPTS = [b"/", b"F", b"#", b"e", b":", b"?"]
WORDS = [b"xc1", b"score", b"longest", b"a", b"", b"=d"]


class Line:
    """Bytes on their way into the app; the clock jumps instead of waiting."""

    def __init__(self, app, chance):
        self.app, self.chance, self.now = app, chance, 1000.0
        self.input, self.parser = TerminalInput(lambda: self.now), XTermParser()

    def feed(self, data):
        for token in self.input.feed(data):
            for event in events_of(token, self.parser):
                self.app.post_message(event)

    async def send(self, data, first=1):
        """Cut anywhere, but not within the first bytes; the app may come in between, and a slow line pause."""
        while data:
            size = max(first, self.chance.randint(1, len(data)))
            self.feed(data[:size])
            data, first = data[size:], 1
            if self.chance.random() < 0.3:
                self.now += 0.15
                await asyncio.sleep(0)

    def wait(self, seconds):
        end = self.now + seconds
        while (due := self.now + self.input.timeout()) <= end:
            self.now = due + 1e-6
            self.feed(b"")
        self.now = end
        self.feed(b"")


def pasted(chance):
    body = b"".join(chance.choices(FRAGMENTS, k=chance.randint(1, 10)))
    if chance.random() < 0.4:
        body += END + b"".join(chance.choices(FRAGMENTS, k=3))
    return START + body + END


async def noise(line, chance):
    """Something on the list that is no key."""
    kind = chance.choice(["paste", "paste", "unfinished", "answer"])
    if kind == "answer":
        await line.send(chance.choice(ANSWERS), first=2)
    elif kind == "paste":
        await line.send(pasted(chance))
    else:
        await line.send(pasted(chance).replace(END, b""), first=len(START))
        line.wait(terminal_input.PASTE_TIMEOUT + 1)
        await line.send(b"xc1" + END)
    line.wait(2)


async def prompt(line, d, chance):
    """A prompt with words and pastes in it, left by Escape."""
    await line.send(chance.choice(PROMPTS) + chance.choice(WORDS))
    if chance.random() < 0.7:
        await line.send(pasted(chance))
    line.wait(2)
    await d.settle()
    while d.app.screen is not d.screen:
        await line.send(b"\x1b")
        line.wait(6)
        await d.settle()


def verdicts(d):
    """All that a reviewer's keys change."""
    review = d.review
    return [
        (case.state, review.canonical(at), review.excluded(at), review.note(at), review.label(at))
        for at, case in enumerate(review.cases)
    ]


@pytest.mark.parametrize("seed", range(12))
async def test_only_keys_typed_outside_of_pastes_and_prompts_decide(desk, seed):
    chance = random.Random(seed)
    async with desk() as d:
        line = Line(d.app, chance)
        for _ in range(8):
            before, count = verdicts(d), d.states().count("flagged")
            await (noise(line, chance) if chance.random() < 0.5 else prompt(line, d, chance))
            await d.settle()
            assert verdicts(d) == before
            if count < 2 and chance.random() < 0.5:
                await line.send(b"f")
                await d.settle()
                assert d.states().count("flagged") == count + 1
                while not isinstance(d.app.screen, ReviewScreen):  # after the last group
                    await d.pilot.press("escape")
                    await d.settle()


async def type_until_shown(app, chance, wanted):
    """Type, paste and answer from the first moment on, between any two steps of the app, until a screen is shown."""
    line = Line(app, chance)
    while not isinstance(app.screen, wanted) or app._gate._shown is None:
        await line.send(chance.choice([b"F score\r.", b"xc1a", b"2\r", b":longest\r", b"jx"]))
        await line.send(chance.choice(ANSWERS), first=2)
        await line.send(pasted(chance))
        line.wait(2)
        await asyncio.sleep(chance.random() * 0.02)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("asks", [False, True])
async def test_nothing_that_is_typed_before_the_list_is_shown_decides(
    desk, monkeypatch, seed, asks
):
    typing, answered, mounted = [], [], DeskApp.on_mount
    wanted = ChoiceScreen if asks else ReviewScreen

    def on_mount(app):
        mounted(app)
        early = type_until_shown(app, random.Random(seed), wanted)
        typing.append(asyncio.ensure_future(early))

    monkeypatch.setattr(DeskApp, "on_mount", on_mount)
    if asks:
        unsaved = rescue_files.Rescue(Path("unsaved.toml"), (), datetime.now(UTC))
        waiting = rescue_files.Waiting((unsaved,), ())
        monkeypatch.setattr(rescue_files, "find", lambda _path: waiting)
        monkeypatch.setattr(adopt, "settle", lambda *given: answered.append(given))
    async with desk() as d:
        await typing[0]
        await d.settle()
        assert not answered
        assert isinstance(d.app.screen, wanted)
        if not asks:
            assert d.states() == ["undecided"] * 3
            assert d.review.arranged[0] == ""
