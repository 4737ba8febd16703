"""Draws docs/review.svg: the real review screen on the demo articles, driven key by key.

.venv/bin/python docs/picture.py [WIDTH HEIGHT]
"""

import asyncio
import re
import shutil
import sys
import tempfile
from pathlib import Path

from textual.pilot import Pilot

import tui
from tui.config import Config
from tui.screens import keys
from tui.screens.app import DeskApp
from tui.screens.review import ReviewScreen
from tui.store.decisions_file import DecisionsFile

PICTURE = Path(__file__).with_name("review.svg")
SIZE = (132, 28)
PRESSED = ("a", "a", "f", "G")  # two groups decided, one flagged, and a light edit to look at
FONTS = "DejaVu Sans Mono, Menlo, Consolas, monospace"  # what a reader has; none is loaded
WAIT = 0.2
LONGEST = 60.0


def main() -> None:
    size = (int(sys.argv[1]), int(sys.argv[2])) if len(sys.argv) == 3 else SIZE
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "demo"
        shutil.copytree(Path(tui.__file__).parent / "demo", folder)
        PICTURE.write_text(without_addresses(asyncio.run(drawn(folder, size))), encoding="utf-8")
    print(PICTURE)


async def drawn(folder: Path, size: tuple[int, int]) -> str:
    """The screen as SVG after the keys were pressed."""
    file = DecisionsFile(folder / "decisions.toml")
    config = Config()
    app = DeskApp(
        folder,
        config,
        file,
        file.load(),
        keys.remapped(config.keys),
        said=(),
        cache=None,
        reviewer="ana",
    )
    async with app.run_test(size=size) as pilot:
        await until_reviewing(app, pilot)
        for key in PRESSED:
            await pilot.press(key)
            await pilot.pause(WAIT)
        await pilot.pause(2 * WAIT)
        return app.export_screenshot(title="copydesk demo", simplify=True)


async def until_reviewing(app: DeskApp, pilot: Pilot[int]) -> None:
    waited = 0.0
    while not isinstance(app.screen, ReviewScreen) and waited < LONGEST:
        await pilot.pause(WAIT)
        waited += WAIT
    await pilot.pause(2 * WAIT)


def without_addresses(svg: str) -> str:
    """The picture without the fonts that it would load from elsewhere: a monospaced one is at hand."""
    own = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    own = re.sub(r"<!--.*?-->", "", own, flags=re.DOTALL)
    return own.replace("Fira Code, monospace", FONTS).replace("arial", FONTS)


if __name__ == "__main__":
    main()
