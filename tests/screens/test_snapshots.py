"""What the screens look like at three sizes, cell by cell: `SNAPSHOTS=new pytest tests/screens/test_snapshots.py` draws them anew.

Under the text stands a map of it: cells of one letter have one style, named in the order in which it comes. Look at
what changed before you commit it.
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.screens.conftest import indexed_once

KEPT = Path(__file__).parent / "snapshots"
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
SHOWN = {
    "review-80x24": ((80, 24), ["]"]),
    "review-120x40": ((120, 40), ["]", "v"]),
    "review-160x48": ((160, 48), ["j", "space"]),
    "help-80x24": ((80, 24), ["?"]),
    "rule-120x40": ((120, 40), [":", *"exact"]),
    "copies-120x40": ((120, 40), ["G", "t"]),
}


def pinned(root, config, **options):
    """The index of the folder with scores that no weighing of detection changes."""
    index = indexed_once(root, config, **options)
    groups = [
        replace(
            group, score=score, matches=tuple(replace(one, score=score) for one in group.matches)
        )
        for group, score in zip(
            sorted(index.groups, key=lambda g: g.members), (0.97, 0.9, 0.6), strict=True
        )
    ]
    return replace(index, groups=tuple(groups))


def drawn(app) -> str:
    """The cells of a screen as text, and as a map of styles."""
    names: dict[str, str] = {}
    text, styles = [], []
    for strip in app.screen._compositor.render_strips():
        text.append(strip.text.rstrip())
        row = ""
        for part in strip:
            style = str(part.style or "")
            row += names.setdefault(style, LETTERS[len(names)]) * part.cell_length
        styles.append(row)
    return "\n".join([*text, "", *styles]) + "\n"


@pytest.mark.parametrize("name", SHOWN)
async def test_the_screen_looks_as_it_did(desk, monkeypatch, name):
    monkeypatch.setattr("tui.screens.app.index_folder", pinned)
    size, pressed = SHOWN[name]
    path = KEPT / f"{name}.txt"
    async with desk(size=size) as d:
        await d.press(*pressed)
        now = drawn(d.app)
    if os.environ.get("SNAPSHOTS") == "new":
        path.parent.mkdir(exist_ok=True)
        path.write_text(now, encoding="utf-8")
    assert now == path.read_text(encoding="utf-8"), (
        "see how it is drawn anew at the top of this file"
    )
