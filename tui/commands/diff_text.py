"""A diff → its text for a terminal: what it amounts to, how it is shown, then the two texts as one."""

import os
import shutil
import sys
from itertools import islice
from pathlib import Path
from typing import Final

from tui import pair_summary
from tui.compare.summary.summary import Summary
from tui.model import Diff
from tui.render.ansi import painted
from tui.render.legend import legend
from tui.render.lines import Layout, stream
from tui.text.visible import visible

MOST_LINES: Final = 25_000
"""Five hundred screens; more would take seconds to draw, and nobody reads them."""


def in_colour() -> bool:
    """Whether standard output is a terminal whose owner wants colours."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def cells(asked: int | None) -> int:
    """How wide lines may be: as asked for, else as the terminal is."""
    return asked or shutil.get_terminal_size((80, 24)).columns


def text(
    paths: tuple[Path, Path],
    texts: tuple[str, str],
    edits: Diff,
    summary: Summary,
    *,
    width: int,
    layout: Layout,
    marks: bool,
) -> str:
    """The whole text; `marks` also where there is colour."""
    colour = in_colour()
    marks = marks or not colour
    found = stream(*texts, edits, width=width, layout=layout, marks=marks)
    drawn = list(islice(found, MOST_LINES + 1))
    cut = f"only the first {MOST_LINES:,} lines are shown; --format json and html have all"
    cuts = [cut] if len(drawn) > MOST_LINES else []
    head = [
        f"{visible(str(paths[0]))}  →  {visible(str(paths[1]))}",
        *pair_summary.head(summary),
        *painted([legend(edits, marks=marks)], colour=colour).splitlines(),
        *(f"note: {visible(note)}" for note in (*edits.notes, *cuts)),
    ]
    body = painted(drawn[:MOST_LINES], colour=colour).rstrip("\n")
    return "\n".join([*filter(None, head), "", body, *(f"\n{cut}" for cut in cuts)])
