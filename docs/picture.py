"""Draws the pictures of the README: the real screens on the demo articles, driven key by key.

.venv/bin/python docs/picture.py
"""

import asyncio
import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from textual.pilot import Pilot

import tui
from tui.config import Config
from tui.screens import key_table
from tui.screens.app import DeskApp
from tui.screens.review_screen import ReviewScreen
from tui.store.decisions.decisions_file import DecisionsFile

HERE = Path(__file__).parent
DECIDED = ("a", "a", "f")  # two groups decided, one flagged
PICTURES = {
    "review": ((132, 28), (*DECIDED, "G")),  # a light edit to look at
    "wide": ((160, 48), (*DECIDED, "g", "tab", "]", "]")),  # the table of copies
    "rule": ((120, 30), (*DECIDED, ":", *"longest")),
    "copies": ((120, 30), (*DECIDED, "g", "tab", "j", "j", "j", "t")),  # all copies at once
    "small": ((80, 24), (*DECIDED, "G")),
}
FONTS = "DejaVu Sans Mono, Menlo, Consolas, monospace"  # what a reader has; none is loaded
WAIT = 0.2
LONGEST = 60.0


def main() -> None:
    for name, (size, pressed) in PICTURES.items():
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "demo"
            shutil.copytree(Path(tui.__file__).parent / "demo", folder)
            picture = HERE / f"{name}.svg"
            svg = without_addresses(asyncio.run(drawn(folder, size, pressed)))
            picture.write_text(svg, encoding="utf-8")
            print(picture)


async def drawn(folder: Path, size: tuple[int, int], pressed: Sequence[str]) -> str:
    """The screen as SVG after the keys were pressed."""
    file = DecisionsFile(folder / "decisions.toml")
    config = Config()
    app = DeskApp(
        folder,
        config,
        file,
        file.load(),
        key_table.remapped(config.keys),
        said=(),
        cache=None,
        reviewer="ana",
    )
    async with app.run_test(size=size) as pilot:
        await until_reviewing(app, pilot)
        for key in pressed:
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
