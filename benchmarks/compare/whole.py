"""Pairs of texts that hurt → what the whole command takes with them, in each form of its answer.

    benchmarks/compare/whole.py [--write docs/benchmarks.md]

`copydesk diff LEFT RIGHT` as it is called: start of the program, reading, comparing, summary, drawing,
writing. Seconds are of the processor, memory is the most that the process held. The table goes between
the markers of the file named by --write.
"""

import argparse
import os
import re
import sys
import tempfile
from pathlib import Path

from bounds import END as BEHIND
from bounds import SHAPES

BEGIN, END = "<!-- whole: begin -->", "<!-- whole: end -->"
FORMS: dict[str, list[str]] = {
    "inline": [],
    "side by side": ["--side-by-side"],
    "JSON": ["--format", "json"],
    "HTML": ["--format", "html"],
}
_ABOUT = (
    "The whole command in each form of its answer, seconds of the processor and the most memory held; at "
    "the right what the answer says of its bounds. Written by `benchmarks/compare/whole.py`."
)
_NOTE = re.compile(r"^note: (.*)$", re.MULTILINE)


def called(arguments: list[str], answer: Path) -> tuple[float, float]:
    """Seconds of the processor and megabytes of one call; its answer goes to a file."""
    call = [sys.executable, "-m", "tui", "diff", *arguments]
    writing = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    child = os.posix_spawn(
        sys.executable,
        call,
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, str(answer), writing, 0o600)],
    )
    _child, status, used = os.wait4(child, 0)
    if status:
        raise SystemExit(f"{' '.join(call)} ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1000


def row(name: str, folder: Path) -> str:
    """One shape: seconds and memory of each form, and the notes of the answer."""
    left, right, answer = (folder / part for part in ("left.txt", "right.txt", "answer"))
    texts, _runs = SHAPES[name]
    for path, text in zip((left, right), texts(), strict=True):
        path.write_text(text, encoding="utf-8")
    cells, notes = [], set()
    for options in FORMS.values():
        seconds, memory = called([str(left), str(right), *options], answer)
        cells.append(f"{seconds:.1f} s, {memory:.0f} MB")
        if options != FORMS["HTML"] and options != FORMS["JSON"]:
            notes |= set(_NOTE.findall(answer.read_text(encoding="utf-8")[:10_000]))
    return f"| {name} | {' | '.join(cells)} | {'; '.join(sorted(notes))} |"


def table() -> str:
    rows = [f"| pair | {' | '.join(FORMS)} | said |", "| --- | " + "---: | " * len(FORMS) + "--- |"]
    with tempfile.TemporaryDirectory() as folder:
        for name in SHAPES:
            rows.append(row(name, Path(folder)))
            print(rows[-1], file=sys.stderr)
    return "\n".join(rows)


def written(text: str, found: str) -> str:
    """The file's text with the table between its markers; behind that of the bounds where there are none."""
    block = f"{BEGIN}\n{found}\n{END}"
    if BEGIN in text:
        return re.sub(f"{BEGIN}.*?{END}", lambda _match: block, text, flags=re.DOTALL)
    before, mark, behind = text.partition(BEHIND)
    return f"{before}{mark}\n\n{_ABOUT}\n\n{block}{behind}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    found = table()
    if arguments.write:
        old = arguments.write.read_text(encoding="utf-8")
        arguments.write.write_text(written(old, found), encoding="utf-8")
    else:
        print(found)


if __name__ == "__main__":
    main()
