"""The desk opens while the folder is still indexed: an indexing that tells what the test has it tell, when it is told to."""

import asyncio
import subprocess
import sys
import time
from contextlib import asynccontextmanager
from dataclasses import replace
from queue import Empty, SimpleQueue
from threading import Event

import pytest

from tests.screens.conftest import Driver, indexed_once
from tui.config import Config
from tui.errors import InputError
from tui.model import Change
from tui.progress import Cancelled, Step
from tui.screens import key_table
from tui.screens.app import DeskApp
from tui.screens.loading import LoadingScreen
from tui.screens.prompts import ChoiceScreen
from tui.screens.review_screen import ReviewScreen
from tui.screens.terminal import key_gate
from tui.store.decisions.decisions_file import DecisionsFile
from tui.store.disk.process import tag
from tui.store.rescue import rescue_files


class Held:
    """An indexing that waits for what the test puts: the number of a group to hand over, a step to report, its end."""

    def __init__(self):
        self.told, self.stopped = SimpleQueue(), Event()

    def __call__(self, root, config, *, progress, settled, ahead, **options):
        index = self.index = indexed_once(root, config, **options)
        ahead(replace(index, groups=(), passages=(), nearest=None, notes=()))
        step = Step("verify", 0, 400)
        try:
            while True:
                progress(step)
                try:
                    told = self.told.get(timeout=0.01)
                except Empty:
                    continue
                if isinstance(told, int):
                    settled(index.groups[told])
                elif isinstance(told, Step):
                    step = told
                elif isinstance(told, Exception):
                    raise told
                else:
                    return replace(index, notes=("one article was compared in part",))
        except Cancelled:
            self.stopped.set()
            raise


class Watched(Driver):
    """Waits for what shall be seen, not for workers: the indexing is one, and goes on."""

    async def settle(self):
        await self.pilot.pause()

    async def until(self, holds, wanted):
        end = time.monotonic() + 60
        while not holds():
            assert time.monotonic() < end, f"never: {wanted}\n{self.on_screen()}"
            await asyncio.sleep(0.01)
            await self.pilot.pause()

    async def until_said(self, line, text):
        await self.until(lambda: text in self.said(line), f"{text!r} in the {line}")

    async def until_open(self):
        await self.until(lambda: isinstance(self.app.screen, ReviewScreen), "the desk")
        await self.pilot.pause()


@pytest.fixture
def held(monkeypatch):
    held = Held()
    monkeypatch.setattr("tui.screens.app.index_folder", held)
    monkeypatch.setattr("tui.screens.session.indexing_thread.SOON", 0)
    monkeypatch.setattr("tui.screens.session.indexing_thread.A_MOMENT", 0)
    return held


@pytest.fixture
def growing(folder, held):  # noqa: ARG001 - the indexing is held by then
    @asynccontextmanager
    async def opened(size=(120, 30)):
        file = DecisionsFile(folder / "decisions.toml")
        chosen = key_table.remapped({})
        app = DeskApp(
            folder, Config(), file, file.load(), chosen, said=(), cache=None, reviewer="alice"
        )
        try:
            async with app.run_test(size=size) as pilot:
                yield Watched(app, pilot)
        finally:
            app.indexing.stopped = True
            if app.saver is not None:
                assert app.saver.close(10)

    return opened


@pytest.fixture
def dead():
    """The tag of a program that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", "pass"])
    said = tag(ended.pid)
    ended.wait()
    return said


def titles(driver):
    return [driver.review.cases[at].members[0][:4] for at in driver.review.order]


async def test_the_first_group_is_decided_while_the_others_are_looked_for(growing, held):
    async with growing() as driver:
        held.told.put(2)
        await driver.until_open()
        assert driver.review.growing
        assert driver.said("header").startswith(" copydesk  articles  0 of 1 found so far decided")
        held.told.put(Step("verify", 130, 400))
        await driver.until_said("header", "[verify  130 of 400]")
        await driver.press("a")
        assert driver.states() == ["canonical"]
        assert [record.verdict for record in driver.on_disk().values()] == ["canonical"]
        assert "last open group so far" in driver.said("message")
        held.told.put(0)
        await driver.until_said("message", "1 more group is found: Tab goes on")
        assert driver.review.cursor == 0, "nobody asked to go on"
        await driver.press("tab")
        assert driver.review.cursor == 1
        held.told.put(None)
        await driver.until(lambda: not driver.review.growing, "the end")
        assert len(driver.review.cases) == 3
        assert driver.states().count("canonical") == 1
        assert "one article was compared in part" in driver.screen.log_of_trouble


async def test_nothing_that_is_looked_at_moves_until_it_is_asked_to(growing, held):
    async with growing() as driver:
        held.told.put(2)
        await driver.until_open()
        first = driver.review.case.members
        row = driver.screen.list.row(0, 60).text
        held.told.put(1)
        await driver.until(lambda: driver.screen.list.count == 2, "a second row")
        held.told.put(None)
        await driver.until_said("message", "indexing has ended: 3 groups")
        assert "as they came (o sorts it)" in driver.said("message")
        assert driver.said("header").endswith("as they came ")
        assert driver.review.case.members == first
        assert driver.screen.list.cursor == 0
        assert driver.screen.list.row(0, 60).text == row
        came = titles(driver)
        await driver.press("o", "enter")
        await driver.until(lambda: not driver.review.as_found, "the list is sorted")
        assert driver.review.case.members == first
        assert titles(driver) == [g.members[0][:4] for g in held.index.groups] != came
        assert "as they came" not in driver.said("header")


async def test_what_needs_all_groups_says_so_meanwhile(growing, held):
    async with growing() as driver:
        held.told.put(0)
        held.told.put(1)
        await driver.until(lambda: driver.review and len(driver.review.cases) == 2, "two groups")
        await driver.until_open()
        await driver.press("colon")
        assert "when indexing has ended" in driver.said("message")
        await asyncio.sleep(key_gate.QUIET)  # what comes sooner is taken for the words of a rule
        await driver.press("S")
        assert "Indexing goes on: verify" in driver.on_screen()
        assert "decisions\n" not in driver.on_screen()
        await driver.press("escape", "a", "a")
        assert isinstance(driver.app.screen, ReviewScreen), "no summary of a review that goes on"
        assert "last open group so far" in driver.said("message")
        held.told.put(None)
        await driver.until(lambda: not driver.review.growing, "the end")
        await driver.press("tab", "colon")
        assert not isinstance(driver.app.screen, ReviewScreen), "now the rules are asked for"


async def test_a_filter_that_was_kept_waits_for_the_groups_that_it_wants(growing, held):
    async with growing() as driver:
        held.told.put(0)
        await driver.until_open()
        await driver.press("F", *"size>2", "enter")
        first, other, wanted = sorted(range(3), key=lambda n: len(held.index.groups[n].members))
        driver.app.exit(0)
    held.__init__()
    async with growing() as driver:
        held.told.put(first)
        await driver.until_open()
        assert titles(driver) == []
        assert "as you left it: only size>2" in driver.said("message")
        await driver.press("j")
        held.told.put(other)
        held.told.put(wanted)
        await driver.until(lambda: titles(driver) == ["owls"], "the group that is wanted")
        await driver.until(lambda: driver.screen.list.cursor == 0, "the cursor on it")
        assert driver.review.case.members[0] == "owls-1.txt"


async def test_a_selection_and_a_range_begun_go_on_when_all_is_known(growing, held):
    async with growing() as driver:
        held.told.put(2)
        await driver.until_open()
        await driver.press("V")
        here = driver.review.case.members
        held.told.put(None)
        await driver.until(lambda: not driver.review.growing, "the end")
        await driver.press("G", "V")
        assert len(driver.review.selected) == 3
        assert here in {driver.review.cases[at].members for at in driver.review.selected}


@pytest.mark.parametrize(("pressed", "code"), [(["q"], 0), (["ctrl+c", "ctrl+c"], 130)])
async def test_leaving_in_the_middle_ends_the_indexing_and_keeps_decisions(
    growing, held, folder, pressed, code
):
    async with growing() as driver:
        held.told.put(0)
        await driver.until_open()
        await driver.press("a")
        await driver.pilot.press(*pressed)
        await driver.until(lambda: driver.app.return_value is not None, "the way out")
        assert driver.app.return_value == code
    assert held.stopped.wait(60)
    assert len(DecisionsFile(folder / "decisions.toml").load().decisions) == 1


@pytest.mark.parametrize(("pressed", "code"), [("q", 0), ("escape", 0), ("ctrl+c", 130)])
async def test_while_nothing_is_settled_there_is_progress_and_a_way_out(
    growing, held, pressed, code
):
    async with growing() as driver:
        held.told.put(Step("candidates", 12_000, 34_000))
        await driver.until(lambda: "candidates  12,000 of 34,000" in driver.on_screen(), "progress")
        assert isinstance(driver.app.screen, LoadingScreen)
        await driver.pilot.press(pressed)
        await driver.until(lambda: driver.app.return_value is not None, "the way out")
        assert driver.app.return_value == code
    assert held.stopped.wait(60)


async def test_a_folder_that_is_indexed_soon_opens_with_all_its_groups(growing, held, monkeypatch):
    monkeypatch.setattr("tui.screens.session.indexing_thread.SOON", float("inf"))
    async with growing() as driver:
        for told in (2, 0, 1, None):
            held.told.put(told)
        await driver.until_open()
        assert not driver.review.growing
        assert driver.review.cursor == 0
        assert titles(driver) == [group.members[0][:4] for group in held.index.groups]
        assert not driver.review.as_found


async def test_groups_that_are_all_decided_are_no_reason_to_open_early(growing, held):
    async with growing() as driver:
        held.told.put(0)
        await driver.until_open()
        await driver.press("a")
        driver.on_disk()
        driver.app.exit(0)
    held.__init__()
    async with growing() as driver:
        held.told.put(0)
        await driver.until(lambda: driver.review and driver.review.cases, "the first group")
        assert isinstance(driver.app.screen, LoadingScreen)
        held.told.put(1)
        await driver.until_open()
        assert sorted(driver.states()) == ["canonical", "undecided"]
        assert driver.review.case.state == "undecided"


@pytest.mark.parametrize("ends_meanwhile", [False, True])
async def test_what_an_earlier_run_could_not_save_is_offered_first(
    growing, held, folder, dead, monkeypatch, ends_meanwhile
):
    async with growing() as driver:
        held.told.put(0)
        await driver.until_open()
        await driver.press("x")
        (record,) = driver.on_disk().values()
        driver.app.exit(0)
    (folder / "decisions.toml").unlink()
    with monkeypatch.context() as patched:
        patched.setattr(rescue_files.process, "tag", lambda: dead)
        unsaved = [Change(record.id, record.reviewer, record)]
        assert rescue_files.keep_aside(folder / "decisions.toml", unsaved)
    held.__init__()
    async with growing() as driver:
        held.told.put(0)
        await driver.until(lambda: isinstance(driver.app.screen, ChoiceScreen), "the question")
        held.told.put(1)
        if ends_meanwhile:
            held.told.put(None)
            await driver.until(lambda: driver.app.indexing.found, "the end of the indexing")
        await driver.press("enter")
        await driver.until_open()
        assert driver.review.growing is not ends_meanwhile
        assert "not-duplicates" in driver.states()
        assert driver.review.case.state == "undecided"
        assert list(driver.on_disk().values()) == [record]


async def test_trouble_in_the_middle_ends_the_review_and_is_told(growing, held):
    async with growing() as driver:
        held.told.put(0)
        await driver.until_open()
        held.told.put(InputError("the folder is gone", where="articles"))
        await driver.until(lambda: driver.app.return_value is not None, "the way out")
        assert isinstance(driver.app.trouble, InputError)
        assert driver.app.return_value == driver.app.trouble.exit_code
