"""The screen's tables for docs/benchmarks.md: bytes and latency per key, peers, start and memory.

python -m benchmarks.screens.run [--groups 10,1000,10000]
"""

import argparse
import io
from contextlib import redirect_stdout

from benchmarks.detect import page
from benchmarks.screens import bytes_and_latency, sizes


def main() -> None:
    """Measure everything and write the section."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--groups", default="10,1000,10000")
    given = parser.parse_args()
    told = io.StringIO()
    with redirect_stdout(told):
        print(f"{page.machine()}; made by `python -m benchmarks.screens.run`. Milliseconds are")
        print("to the last byte written, through a pseudo-terminal.")
        bytes_and_latency.measure_sizes(200, [(80, 24), (200, 60)], stock=False)
        print("\n### Start and memory by number of groups\n")
        print("80×24, everything in the cache, what was found too: it is told again.\n")
        sizes.measure([int(count) for count in given.groups.split(",")])
    page.write("screens", "The review screen", told.getvalue().splitlines())


if __name__ == "__main__":
    main()
