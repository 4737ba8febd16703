"""Start and memory of the screen by number of groups, in a terminal of 80×24.

    python -m benchmarks.screens.sizes [--groups 10,1000,10000]

Writes folders of pairs of its own. The first run of each fills the cache; what is told is the second.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.screens.bytes_and_latency import memory, press, write_groups
from tests.screens.terminal import Terminal

_HEADING = (
    "| groups | first byte, s | list, s | bytes at start | MB | MB of the index without a screen "
    "| step down: ms | bytes |"
)
LONGEST = 900  # seconds for the first run, which reads and groups everything
INDEX_ALONE = """
import sys
from pathlib import Path
from tui.config import Config
from tui.index import index_folder
from tui.store.cache.index_cache import default_path
found = index_folder(Path(sys.argv[1]), Config(), cache=default_path())
line = next(l for l in open("/proc/self/status") if l.startswith("VmRSS"))
print(len(found.groups), int(line.split()[1]) / 1000)
"""


def start(folder: Path, decisions: Path) -> tuple[float, float, int, float, float, int]:
    """Seconds to the first byte and to the list, bytes, MB, ms and bytes of a step down."""
    begun = time.perf_counter()
    with Terminal("review", "--decisions", decisions, folder, columns=80, rows=24) as terminal:
        while not terminal.read(0.01):
            pass
        first = time.perf_counter() - begun
        terminal.wait_for("decided", LONGEST)
        there = time.perf_counter() - begun
        terminal.settle(1)
        size = len(terminal.raw)
        while (
            "found so far" in terminal.shown()
        ):  # the rest is still verified: its memory is not the screen's
            terminal.read(0.5)
        terminal.settle(1)
        held = memory(terminal.process.pid)
        found = sorted(press(terminal, "j") for _ in range(9))[4]
        return first, there, size, held, found[1], found[0]


def index_alone(folder: Path) -> tuple[int, float]:
    """Groups found, and MB of a process that holds the index without a screen."""
    said = subprocess.run(
        [sys.executable, "-c", INDEX_ALONE, str(folder)], capture_output=True, text=True, check=True
    )
    groups, held = said.stdout.split()
    return int(groups), float(held)


def measure(counts: Sequence[int]) -> None:
    """Print the table, a row for each number of groups."""
    print(_HEADING)
    print("| ---: " * 8 + "|")
    for count in counts:
        with tempfile.TemporaryDirectory() as scratch:
            os.environ["XDG_CACHE_HOME"] = scratch
            folder, decisions = Path(scratch) / "articles", Path(scratch) / "decisions.toml"
            folder.mkdir()
            write_groups(folder, count)
            start(folder, decisions)
            first, there, size, held, took, amount = start(folder, decisions)
            groups, alone = index_alone(folder)
            row = (f"{groups:,}", f"{first:.2f}", f"{there:.2f}", f"{size:,}", f"{held:.0f}")
            print(f"| {' | '.join(row)} | {alone:.0f} | {took:.0f} | {amount:,} |", flush=True)


def main() -> None:
    """Measure what the call asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--groups", default="10,1000,10000")
    measure([int(count) for count in parser.parse_args().groups.split(",")])


if __name__ == "__main__":
    main()
