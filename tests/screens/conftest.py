"""A folder of three groups, and the app on it, driven by Pilot."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tui.config import Config
from tui.index import index_folder
from tui.screens import key_table
from tui.screens.app import DeskApp
from tui.screens.loading import LoadingScreen
from tui.screens.review_layout import Desk
from tui.screens.review_screen import ReviewScreen
from tui.store.decisions.decisions_file import DecisionsFile

STORIES = {
    "bridge": (
        "Council approves the new footbridge at Tarn Ness",
        (
            "The county council approved a new footbridge over the Tarn on Monday by nine votes to four. "
            "Engineer Hanne Wold said the old piers would carry the load for another sixty years. "
            "Work begins in March and costs 2.4 million crowns."
        ),
    ),
    "owls": (
        "Barn owls return to the mill at Eskerby",
        (
            "Two pairs of barn owls have nested in the disused mill at Eskerby for the first time since 1988. "
            "Warden Tobias Renner found five chicks under the grain loft on Thursday. "
            "The owner promised to leave the north window open."
        ),
    ),
    "tram": (
        "Night trams run again from Friday",
        (
            "After eleven weeks of repairs the night trams of Velmark run again from Friday. "
            "Director Paloma Eck said that all forty-two points between the harbour and the fair ground "
            "had been replaced. A single ticket still costs three crowns."
        ),
    ),
}


def write_stories(folder: Path) -> Path:
    """Three groups: two copies, three copies, two copies of which one is reworded a little."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (title, body) in STORIES.items():
        (folder / f"{name}-1.txt").write_text(f"{title}\n\n{body}\n")
        (folder / f"{name}-2.txt").write_text(f"{title}\n\n{body.replace(' said ', ' told us ')}\n")
    title, body = STORIES["owls"]
    (folder / "owls-3.txt").write_text(f"{title}\n\n{body} Visitors are asked to keep away.\n")
    return folder


INDEXED = {}


def indexed_once(root, config, **options):
    """The index of a folder: of equal folders it is made once, for most tests are not about it."""
    content = tuple(
        (str(path.relative_to(root)), path.read_bytes())
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.suffix != ".toml"
    )
    if content not in INDEXED:
        INDEXED[content] = index_folder(root, config, **options)
    return replace(INDEXED[content], root=root)


@pytest.fixture
def folder(tmp_path) -> Path:
    return write_stories(tmp_path / "articles")


@pytest.fixture(autouse=True)
def sees_at_once(monkeypatch):
    """Who drives the app by Pilot may press a key as soon as a screen is painted."""
    monkeypatch.setattr("tui.screens.terminal.key_gate.REACTION", 0.0)


class Driver:
    """The app with its pilot: presses keys and waits until the screen has caught up."""

    def __init__(self, app: DeskApp, pilot) -> None:
        self.app, self.pilot = app, pilot

    @property
    def review(self):
        return self.app.review

    @property
    def screen(self) -> ReviewScreen:
        return next(s for s in self.app.screen_stack if isinstance(s, ReviewScreen))

    async def press(self, *pressed: str) -> None:
        for key in pressed:
            await self.pilot.press(key)
        await self.settle()

    async def settle(self) -> None:
        """Until no worker is at work, what the last one answered was heard and shown, and nothing was begun by that.

        `Pilot.pause` alone takes a process for idle to which a busy machine gives no time.
        """
        quiet = 0
        async with asyncio.timeout(60):  # a screen that never comes fails, and holds up nobody
            while quiet < 2 and not self.app._exit:  # an answer may come after its worker's end
                await self.pilot.pause()
                if self._is_at_work() or self._draws():
                    quiet = 0
                    await asyncio.sleep(0.005)
                else:
                    quiet += 1

    def _is_at_work(self) -> bool:
        """Whether a worker is not through, or anything waits to be heard or laid out."""
        screen = self.app.screen
        return (
            not all(worker.is_finished for worker in self.app.workers)
            or self.app._typed_ahead._is_on_its_way
            or any(
                pump.message_queue_size or pump._next_callbacks
                for pump in (self.app, screen, *screen.walk_children())
            )
            or bool(screen._callbacks)
            or screen._layout_required
        )

    def _draws(self) -> bool:
        """Whether the desk, or the diff of a pair on it, is still to come."""
        screen = self.app.screen
        if isinstance(screen, Desk) and screen.review.order:
            return screen._drawn is None or screen._diff_is_due
        return isinstance(screen, LoadingScreen)

    def states(self) -> list[str]:
        return [case.state for case in self.review.cases]

    def said(self, line: str) -> str:
        return self.screen.line(line).text

    def on_screen(self) -> str:
        """What is painted now, as plain text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text for strip in strips)

    def on_disk(self) -> dict:
        assert self.app.saver.settle(10)
        loaded = DecisionsFile(self.app.file.path).load()
        return {record.key: record for record in loaded.decisions}


@pytest.fixture
def desk(folder, monkeypatch):
    monkeypatch.setattr("tui.screens.app.index_folder", indexed_once)

    @asynccontextmanager
    async def opened(size=(100, 30), *, config=None, where=folder, reviewer="alice"):
        config = config or Config()
        file = DecisionsFile(where / "decisions.toml")
        app = DeskApp(
            where,
            config,
            file,
            file.load(),
            key_table.remapped(config.keys),
            said=(),
            cache=None,
            reviewer=reviewer,
        )
        try:
            async with app.run_test(size=size) as pilot:
                driver = Driver(app, pilot)
                await driver.settle()
                yield driver
        finally:
            if app.saver is not None:
                assert app.saver.close(10)

    return opened
