"""How fast whole folders are indexed, with how much memory, and how that grows: `python benchmarks/detect/scale.py`.

Folders of invented articles (`corpus.py`), as files and as one .jsonl, each indexed in a fresh process: reading,
finding, everything, with no cache. Then ten thousand files once more, of which a hundred changed, and once
more with nothing changed. The table goes to docs/benchmarks.md. On a busy machine the seconds are those of the busy machine; processor seconds are not.
"""

import argparse
import itertools
import json
import random
import sys
import tempfile
import time
from math import log
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import corpus
import page
from one_index import measured

TOO_FRESH = 2.5  # seconds until files are old enough to be remembered
CHANGED = 100


def lay_out(root: Path, articles: int) -> tuple[Path, Path]:
    """The corpus twice: (a folder of files, a folder of one .jsonl)."""
    files, lines = root / f"files{articles}", root / f"jsonl{articles}"
    lines.mkdir()
    with (lines / "all.jsonl").open("w", encoding="utf-8") as out:
        for row in corpus.corpus(articles, 2026):
            out.write(json.dumps({"id": row["id"], "text": row["text"]}, ensure_ascii=False) + "\n")
            place = files / row["id"][:4] / f"{row['id']}.txt"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(row["text"], encoding="utf-8")
    return files, lines


def best(times: int, *arguments: Path) -> dict[str, Any]:
    """The quickest of some runs: what others did on the machine is the least in it."""
    return min((measured(*arguments) for _ in range(times)), key=lambda one: one["seconds"])


def growth(root: Path, sizes: list[int], times: int) -> list[str]:
    """The table of sizes, with the exponent of processor time from each size to the next."""
    lines = [
        "| articles | as | articles/s | seconds | processor seconds | peak memory, all processes, MB | first group after, s | exponent |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    of_form: dict[str, list[dict[str, Any]]] = {"files": [], "one .jsonl": []}
    for size in sizes:
        for form, folder in zip(of_form, lay_out(root, size), strict=True):
            of_form[form].append(best(times, folder))
    for form, runs in of_form.items():
        for before, here in itertools.pairwise([None, *runs]):
            exponent = ""
            if before is not None:
                more = log(here["processor"] / before["processor"])
                exponent = f"{more / log(here['articles'] / before['articles']):.2f}"
            lines.append(
                f"| {here['articles']:,} | {form} | {here['articles'] / here['seconds']:,.0f} | {here['seconds']:.1f} "
                f"| {here['processor']:.1f} | {here['megabytes']:,.0f} | {here['first']:.1f} | {exponent} |"
            )
    return lines


def again(root: Path, times: int) -> list[str]:
    """A second indexing of ten thousand files, after some of them changed, came and went."""
    files = root / "files10000"
    if not files.exists():
        files, _ = lay_out(root, 10_000)
    cache = root / "cache.sqlite"
    time.sleep(TOO_FRESH)
    first = measured(files, cache)
    rng = random.Random(1)
    runs = []
    for _ in range(times):
        for number, path in enumerate(rng.sample(sorted(files.rglob("*.txt")), CHANGED)):
            if number % 3 == 0:
                path.unlink()
            elif number % 3 == 1:
                path.write_text(path.read_text() + "\nOne more sentence stands here today.\n")
            else:
                path.with_name(f"another-{path.name}").write_text(path.read_text())
        time.sleep(TOO_FRESH)
        runs.append(measured(files, cache))
    found = min(runs, key=lambda one: one["seconds"])
    same = best(times, files, cache)
    stages = ", ".join(f"{name} {seconds:.2f}" for name, seconds in found["stages"].items())
    return [
        f"10,000 files, indexed with an empty cache: {first['seconds']:.1f} s.",
        f"Once more after {CHANGED} of them changed, came or went: **{found['seconds']:.2f} s**, {found['processor']:.2f} s of",
        f"processor time ({stages}).",
        f"Once more with nothing changed: **{same['seconds']:.2f} s**.",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument(
        "--times", type=int, default=3, help="runs of each, of which the best counts"
    )
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        lines = [
            f"{page.machine()}; mean 2.3 kB an article; the quickest of {args.times} runs; made by `python benchmarks/detect/scale.py`.",
            "",
            *growth(root, args.sizes, args.times),
            "",
            *again(root, args.times),
        ]
    page.write("scale", "Indexing at scale", lines)


if __name__ == "__main__":
    main()
