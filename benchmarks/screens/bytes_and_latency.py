"""Bytes written and time taken per key, in a terminal, beside less, tig, neomutt and fzf where they are installed.

    python -m benchmarks.screens.bytes_and_latency [--groups 200] [--size 80x24] [--stock]

Writes a folder of groups of its own, reviews it in a pseudo-terminal, and prints a table in Markdown.
"""

import argparse
import random
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.screens import peers
from tests.screens.terminal import Terminal

WORDS = [
    "harbour",
    "council",
    "ferry",
    "storm",
    "budget",
    "school",
    "bridge",
    "market",
    "winter",
    "library",
    "engine",
    "report",
    "city",
    "river",
    "minister",
    "station",
    "company",
    "village",
    "hospital",
    "festival",
    "museum",
    "railway",
    "farmer",
    "teacher",
    "village",
    "garden",
    "agreed",
    "opened",
    "closed",
    "visited",
    "repaired",
    "promised",
    "counted",
    "announced",
    "delayed",
    "measured",
    "painted",
    "sold",
]
QUIET = 0.15  # seconds without output that end a measurement
KEYS = [
    ("a step down, with its diff", "j", 12),
    ("a step up, with its diff", "k", 8),
    ("decide, the next diff comes", "a", 10),
    ("undo", "u", 4),
    ("the next change", "]", 8),
    ("half a page of the diff", "\x04", 4),
    ("the other copy as base", "w", 4),
    ("help", "?", 1),
    ("a step down in the help", "\x1b[B", 8),
]


def write_groups(folder: Path, count: int) -> None:
    """Pairs of articles of about 300 words, of which one is reworded here and there."""
    chance = random.Random(7)
    for number in range(count):
        words = [chance.choice(WORDS) + chance.choice(["", "", "s", "ing"]) for _ in range(300)]
        sentences = [
            " ".join(words[at : at + 12]).capitalize() + f" {number}-{at}."
            for at in range(0, 300, 12)
        ]
        changed = [
            " ".join(
                chance.choice(WORDS) if chance.random() < 0.06 else word for word in one.split()
            )
            for one in sentences
        ]
        (folder / f"paper-{number:05}.txt").write_text("\n\n".join(sentences))
        (folder / f"wire-{number:05}.txt").write_text("\n\n".join(changed))


def press(terminal: Terminal, key: str) -> tuple[int, float]:
    """Bytes that a key makes the program write, and milliseconds until the last of them."""
    start = last = time.perf_counter()
    terminal.press(key)
    count = 0
    while time.perf_counter() - last < QUIET:
        got = terminal.read(0.01)
        if got:
            count, last = count + len(got), time.perf_counter()
    return count, (last - start) * 1000


def measure(folder: Path, columns: int, rows: int, *, lean: bool) -> None:
    """Print the table of one size."""
    settings = folder.parent / "config.toml"
    settings.write_text(f"[screen]\nlean = {str(lean).lower()}\n")
    decisions = folder.parent / "decisions.toml"
    decisions.unlink(missing_ok=True)
    options = ["--no-cache", "--config", settings, "--decisions", decisions]
    start = time.perf_counter()
    with Terminal("review", *options, folder, columns=columns, rows=rows) as terminal:
        while not terminal.read(0.01):
            pass
        first = (time.perf_counter() - start) * 1000
        terminal.wait_for("decided", 120)
        terminal.settle(1)
        how = "only what changes" if lean else "Textual's own driver"
        print(f"\n{columns}×{rows}, {how}: {len(terminal.raw):,} bytes at start, ", end="")
        print(f"first byte after {first:.0f} ms, {memory(terminal.process.pid):.0f} MB\n")
        print("| key | bytes: median | most | ms to the last byte: median | slowest |")
        print("| --- | --- | --- | --- | --- |")
        for name, key, times in KEYS:
            found = [press(terminal, key) for _ in range(times)]
            amounts, took = [n for n, _ in found], [ms for _, ms in found]
            median = f"{statistics.median(amounts):,.0f} | {max(amounts):,}"
            print(f"| {name} | {median} | {statistics.median(took):.0f} | {max(took):.0f} |")
        terminal.press("\x1b")
        terminal.settle(0.5)
        print(f"| nothing, for two seconds | {terminal.settle(2)} | | | |")


def memory(process: int) -> float:
    """Resident memory in MB, as the kernel tells it."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1000
    return 0.0


def measure_sizes(groups: int, sizes: list[tuple[int, int]], *, stock: bool) -> None:
    """Print the tables of all sizes (columns, rows), with Textual's own driver too where `stock` is set."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, for_peers = Path(scratch) / "articles", Path(scratch) / "peers"
        folder.mkdir()
        for_peers.mkdir()
        write_groups(folder, groups)
        for columns, rows in sizes:
            measure(folder, columns, rows, lean=True)
            text = folder / "paper-00000.txt"
            print("\n".join(peers.rows(text, for_peers, columns, rows, press)))
            if stock:
                measure(folder, columns, rows, lean=False)


def main() -> None:
    """Measure what the call asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--groups", type=int, default=200)
    parser.add_argument("--size", default="80x24,200x60")
    parser.add_argument("--stock", action="store_true", help="with Textual's own driver too")
    given = parser.parse_args()
    sizes = [size.split("x") for size in given.size.split(",")]
    measure_sizes(
        given.groups, [(int(columns), int(rows)) for columns, rows in sizes], stock=given.stock
    )


if __name__ == "__main__":
    main()
