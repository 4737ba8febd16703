"""Pairs of many sizes and shapes → time and memory of comparing them, each in a process of its own.

    benchmarks/compare/bounds.py [--write docs/benchmarks.md]

Seconds are of the processor, the best of some runs; memory is what the process grew by above the texts.
The table goes between the markers of the file named by --write.
"""

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "compare")]

from known_edits import make

from tui.compare.align.alignment import align
from tui.compare.compare_texts import diff, edits
from tui.render.lines import stream

BEGIN, END = "<!-- bounds: begin -->", "<!-- bounds: end -->"
BEHIND = "<!-- comparing: end -->"
SCREEN = 50  # lines of a screen
STOCK = [f"w{number}" for number in range(5_000)]

Texts = tuple[str, str]


def _words(count: int, seed: int) -> list[str]:
    return random.Random(seed).choices(STOCK, k=count)


def _changed(words: list[str], share: float) -> str:
    luck = random.Random(1)
    return " ".join(word if luck.random() > share else f"x{word}" for word in words)


def _known(words: int) -> Callable[[], Texts]:
    def made() -> Texts:
        truth = make("spun", 7, words)
        return truth.a, truth.b

    return made


def _characters() -> Texts:
    luck = random.Random(2)
    left = [chr(0x4E00 + luck.randrange(3_000)) for _ in range(350_000)]
    right = [c if luck.random() > 0.05 else chr(0x4E00 + luck.randrange(3_000)) for c in left]
    return "".join(left), "".join(right)


def _reversed() -> Texts:
    paragraphs = [" ".join(_words(60, seed)).capitalize() + "." for seed in range(1_700)]
    return "\n\n".join(paragraphs), "\n\n".join(reversed(paragraphs))


def _one_line() -> Texts:
    words = _words(880_000, 4)
    return " ".join(words)[:5_000_000], _changed(words, 0.05)[:5_000_000]


def _numbers() -> Texts:
    luck = random.Random(5)
    left, right = (
        " ".join(str(luck.randrange(10**6)) for _ in range(150_000)) for _side in range(2)
    )
    return left, right


def _marks() -> Texts:
    luck = random.Random(6)
    left, right = ("".join(luck.choices(".,;:!?-()", k=500_000)) for _side in range(2))
    return left, right


def _short_lines() -> Texts:
    left, right = ("\n".join(f"line {n} {end}" for n in range(50_000)) for end in "ab")
    return left, right


SHAPES: dict[str, tuple[Callable[[], Texts], int]] = {
    "1,000 words a side": (_known(1_000), 15),
    "5,000 words a side": (_known(5_000), 10),
    "50,000 words a side": (_known(50_000), 5),
    "100,000 equal words": (lambda: ("same " * 100_000, "same " * 99_000), 1),
    "20,000 identical lines": (
        lambda: ("The very same line again.\n" * 20_000, "The very same line again.\n" * 19_000),
        1,
    ),
    "100,000 words without a sentence end": (
        lambda: (" ".join(_words(100_000, 3)), _changed(_words(100_000, 3), 0.1)),
        1,
    ),
    "1,700 paragraphs in reverse order": (_reversed, 1),
    "5 MB in one line, each side": (_one_line, 3),
    "1 MB of Chinese characters, each side": (_characters, 2),
    "330,000 quotation marks of another style": (lambda: ('"a ' * 330_000, "“a " * 330_000), 1),
    "150,000 numbers, none in its place": (_numbers, 1),
    "500,000 punctuation marks": (_marks, 1),
    "50,000 short lines that all differ": (_short_lines, 1),
    "a letter with a million combining marks": (
        lambda: ("a" + "\u0301" * 1_000_000, "a" + "\u0301" * 999_999),
        1,
    ),
}


def grown() -> float:
    """Megabytes that the process has ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def measured(name: str) -> dict[str, object]:
    """Seconds, megabytes and notes of one shape; seconds to the first screen as well."""
    texts, runs = SHAPES[name]
    left, right = texts()
    resident = int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
    best = first = float("inf")
    notes: tuple[str, ...] = ()
    memory = 0.0
    for run in range(runs):
        begun = time.process_time()
        found = diff(left, right)
        best = min(best, time.process_time() - begun)
        if not run:
            memory = max(0.0, grown() - resident)
        notes = found.notes
        del found
        begun = time.process_time()
        opening = edits(align(left, right), first_words=SCREEN * 20)
        list(islice(stream(left, right, opening, width=100), SCREEN))
        first = min(first, time.process_time() - begun)
    return {"seconds": best, "first": first, "memory": memory, "notes": notes}


def table() -> str:
    rows = [
        "| pair | all edits | first screen drawn | memory above the texts | bounded, and said |",
        "| --- | ---: | ---: | ---: | --- |",
    ]
    for name in SHAPES:
        done = subprocess.run(
            [sys.executable, __file__, "--only", name], capture_output=True, text=True, check=True
        )
        told = json.loads(done.stdout)
        times = " | ".join(_time(told[key]) for key in ("seconds", "first"))
        said = "yes" if told["notes"] else ""
        rows.append(f"| {name} | {times} | {told['memory']:.0f} MB | {said} |")
        print(rows[-1], file=sys.stderr)
    return "\n".join(rows)


def _time(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def written(text: str, found: str) -> str:
    """The file's text with the table between its markers; behind that of the peers where there are none."""
    block = f"{BEGIN}\n{found}\n{END}"
    if BEGIN in text:
        return re.sub(f"{BEGIN}.*?{END}", lambda _match: block, text, flags=re.DOTALL)
    about = (
        "Time of the processor and memory, each pair in a process of its own. Written by "
        "`benchmarks/compare/bounds.py`.\n\n"
    )
    before, mark, behind = text.partition(BEHIND)
    return f"{before}{mark}\n\n{about}{block}{behind}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--only", choices=tuple(SHAPES))
    arguments = parser.parse_args()
    if arguments.only:
        print(json.dumps(measured(arguments.only)))
        return
    found = table()
    if arguments.write:
        old = arguments.write.read_text(encoding="utf-8")
        arguments.write.write_text(written(old, found), encoding="utf-8")
    else:
        print(found)


if __name__ == "__main__":
    main()
