"""How long the screen takes to answer a key while decisions are being saved, beside when nothing is.

    python benchmarks/store/keys_while_saving.py [--sizes 10 10000 100000] [--rounds 25]

A decision is made in a pseudo-terminal, and while it is saved into a file of so many others, help is asked for: the time
from that key to the first line of the help. Prints a table in Markdown.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "screens"))
sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2]))

from bytes_and_latency import write_groups
from saving import decide

from tests.screens.terminal import Terminal
from tui.model import Change
from tui.store.decisions.document import Document

HELP = b"Help: the keys"


def asked(terminal: Terminal) -> float:
    """Milliseconds from the key for help to its first line."""
    begun, before = time.perf_counter(), len(terminal.raw)
    terminal.press("?")
    while HELP not in terminal.raw[before:]:
        terminal.read(0.005)
    took = (time.perf_counter() - begun) * 1000
    terminal.press("\x1b")
    terminal.settle(0.3)
    return took


def measure(folder: Path, size: int, rounds: int) -> str:
    """One row of the table."""
    decisions = folder.parent / f"{size}.toml"
    changes = (Change(one.id, one.reviewer, one) for one in map(decide, range(size)))
    decisions.write_text(Document().with_changes(changes).text(), "utf-8")
    with Terminal("review", "--no-cache", "--decisions", decisions, folder) as terminal:
        terminal.wait_for("decided", 120)
        terminal.settle(1)
        asked(terminal)
        idle = [asked(terminal) for _ in range(rounds)]
        saving = []
        for number in range(rounds):
            terminal.press("a" if number % 2 else "x")
            time.sleep(random.Random(number).uniform(0.02, 0.12))
            saving.append(asked(terminal))
            terminal.settle(0.5)
    return f"| {size:,} | {told(idle)} | {told(saving)} |"


def told(took: list[float]) -> str:
    ordered = sorted(took)
    return f"{statistics.median(ordered):.0f} | {ordered[int(len(ordered) * 0.95)]:.0f}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    options.add_argument("--sizes", type=int, nargs="+", default=[10, 10_000, 100_000])
    options.add_argument("--rounds", type=int, default=25)
    said = options.parse_args()
    print("| decisions in the file | idle: median, ms | 95 % | while saving: median, ms | 95 % |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "articles"
        folder.mkdir()
        write_groups(folder, 2 * said.rounds)
        for size in said.sizes:
            print(measure(folder, size, said.rounds), flush=True)


if __name__ == "__main__":
    main()
