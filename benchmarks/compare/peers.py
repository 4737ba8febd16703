"""Known edits of our own → how well and how fast copydesk and other tools tell them, side by side.

    benchmarks/compare/peers.py [--write docs/benchmarks.md] [--seeds N]

Peers that are not installed are left out. The table goes between the markers of the section
"Comparing" of the file named by --write.
"""

import argparse
import difflib
import importlib.util
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "compare")]

from edit_score import Score, equal_words
from known_edits import PROFILES, Truth, make
from rapidfuzz.distance import Indel

from tui.compare.compare_texts import diff
from tui.text import words

BEGIN, END = "<!-- comparing: begin -->", "<!-- comparing: end -->"
SIZES = (500, 1_000, 5_000, 50_000)
PATIENCE = 20.0  # seconds; what would take a peer longer is not run
Equal = dict[int, int]  # characters of the right text → of the left one
Peer = Callable[[str, str], Equal]


def copydesk(left: str, right: str) -> Equal:
    return equal_words(Truth(left, right, [], []), diff(left, right))


def _aligned(left: str, right: str, blocks: Iterator[tuple[int, int, int]]) -> Equal:
    ours, theirs = words.tokens(left), words.tokens(right)
    return {
        theirs.starts[j + step]: ours.starts[i + step]
        for i, j, length in blocks
        for step in range(length)
    }


def _keys(left: str, right: str) -> tuple[list[str], list[str]]:
    return words.tokens(left).keys, words.tokens(right).keys


def with_difflib(left: str, right: str) -> Equal:
    matcher = difflib.SequenceMatcher(None, *_keys(left, right), autojunk=False)
    return _aligned(left, right, iter(matcher.get_matching_blocks()))


def with_rapidfuzz(left: str, right: str) -> Equal:
    found = Indel.opcodes(*_keys(left, right))
    blocks = (
        (op.src_start, op.dest_start, op.src_end - op.src_start)
        for op in found
        if op.tag == "equal"
    )
    return _aligned(left, right, blocks)


def _followed(left: str, right: str, parts: Iterator[tuple[str, str]]) -> Equal:
    """Equal characters of a stream of (sign, text): " " both, "-" left, "+" right; white space aside."""
    ours = [at for at, character in enumerate(left) if not character.isspace()]
    theirs = [at for at, character in enumerate(right) if not character.isspace()]
    i = j = 0
    equal = {}
    for sign, text in parts:
        length = sum(not character.isspace() for character in text)
        if sign == " ":
            equal |= zip(theirs[j : j + length], ours[i : i + length], strict=True)
        i += length * (sign != "+")
        j += length * (sign != "-")
    return equal


def _ran(command: list[str], left: str, right: str) -> str:
    with tempfile.TemporaryDirectory() as scratch:
        paths = [Path(scratch) / name for name in ("left.txt", "right.txt")]
        for path, text in zip(paths, (left, right), strict=True):
            path.write_text(text + "\n", encoding="utf-8")
        done = subprocess.run(
            [*command, *map(str, paths)], capture_output=True, text=True, check=False, timeout=120
        )
        return done.stdout


def with_git(left: str, right: str) -> Equal:
    expression = r"[[:alnum:]]+|[^[:space:]]"
    options = [
        "--no-index",
        "--word-diff=porcelain",
        f"--word-diff-regex={expression}",
        "-U1000000",
    ]
    lines = _ran(["git", "diff", *options], left, right).splitlines()
    body = lines[next((at + 1 for at, line in enumerate(lines) if line[:2] == "@@"), 0) :]
    return _followed(left, right, ((line[:1], line[1:]) for line in body if line[:1] in " +-"))


def _with_marks(command: list[str]) -> Peer:
    def compare(left: str, right: str) -> Equal:
        text = _ran(command, left, right)
        parts = re.split(r"(\[-.*?-\]|\{\+.*?\+\})", text, flags=re.DOTALL)
        return _followed(
            left,
            right,
            ((part[1], part[2:-2]) if part[:2] in {"[-", "{+"} else (" ", part) for part in parts),
        )

    return compare


def with_diff_match_patch(left: str, right: str) -> Equal:
    """Words as characters, then its semantic clean-up: as its authors advise for prose."""
    from diff_match_patch import diff_match_patch

    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    numbers: dict[str, int] = {}
    sides = [
        "".join(chr(0x100 + numbers.setdefault(key, len(numbers))) for key in keys)
        for keys in _keys(left, right)
    ]
    found = engine.diff_main(*sides, checklines=False)
    engine.diff_cleanupSemantic(found)
    blocks, i, j = [], 0, 0
    for sign, text in found:
        if sign == 0:
            blocks.append((i, j, len(text)))
        i += len(text) * (sign <= 0)
        j += len(text) * (sign >= 0)
    return _aligned(left, right, iter(blocks))


def with_collatex(left: str, right: str) -> Equal:
    from collatex import Collation, collate

    collation = Collation()
    for name, text in (("left", left), ("right", right)):
        cut = words.tokens(text)
        pairs = zip(cut.starts, cut.keys, strict=True)
        collation.add_witness(
            {"id": name, "tokens": [{"t": str(start), "n": key} for start, key in pairs]}
        )
    table = collate(collation, segmentation=False)
    equal = {}
    for column in table.columns:
        found = column.tokens_per_witness
        if len(found) == 2:
            ours, theirs = found["left"][0].token_data, found["right"][0].token_data
            if ours["n"] == theirs["n"]:
                equal[int(theirs["t"])] = int(ours["t"])
    return equal


def peers() -> dict[str, Peer]:
    found: dict[str, Peer] = {
        "copydesk": copydesk,
        "RapidFuzz Indel on words": with_rapidfuzz,
        "difflib on words": with_difflib,
    }
    if shutil.which("git"):
        found["git --word-diff"] = with_git
    for name, options in (("wdiff", []), ("dwdiff", ["-P"])):
        if shutil.which(name):
            found[name] = _with_marks([name, *options])
    if importlib.util.find_spec("diff_match_patch"):
        found["diff-match-patch, words"] = with_diff_match_patch
    if importlib.util.find_spec("collatex"):
        found["CollateX"] = with_collatex
    return found


def quality(peer: Peer, seeds: int) -> Score:
    score = Score()
    for profile in PROFILES:
        for seed in range(100, 100 + seeds):
            truth = make(profile, seed)
            score.add(truth, peer(truth.a, truth.b))
    return score


def timed(peer: Peer, size: int) -> float:
    """Seconds of the fastest of three runs on a pair of that many words a side."""
    truth = make("spun", 7, size)
    best = float("inf")
    for _ in range(3):
        begun = time.perf_counter()
        peer(truth.a, truth.b)
        best = min(best, time.perf_counter() - begun)
        if best > PATIENCE / 4:
            break
    return best


def table(seeds: int) -> str:
    rows = [
        "| tool | F1 | false equals /100 words | moved words found | "
        + " | ".join(f"{size:,} words" for size in SIZES)
        + " |",
        "| --- |" + " ---: |" * (3 + len(SIZES)),
    ]
    for name, peer in peers().items():
        score = quality(peer, seeds)
        times = []
        expected = 0.0  # seconds, if time grows by the square
        for size, larger in zip(SIZES, [*SIZES[1:], SIZES[-1]], strict=True):
            seconds = timed(peer, size) if expected < PATIENCE else PATIENCE
            expected = seconds * (larger / size) ** 2
            shown = f"{1000 * seconds:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
            times.append("–" if seconds >= PATIENCE else shown)
        rows.append(
            f"| {name} | {score.f1:.3f} | {score.false_per_100:.2f} | {score.moved_share:.2f} | "
            + " | ".join(times)
            + " |"
        )
        print(rows[-1], file=sys.stderr)
    return "\n".join(rows)


def written(text: str, found: str) -> str:
    """The file's text with the table between its markers; a section of its own where there is none."""
    block = f"{BEGIN}\n{found}\n{END}"
    if BEGIN in text:
        return re.sub(f"{BEGIN}.*?{END}", lambda _match: block, text, flags=re.DOTALL)
    section = (
        "## Comparing\n\nPairs of texts of our own with known edits (`tests/compare/known_edits.py`, five profiles), "
        "and the time for a spun pair of so many words a side. Written by `benchmarks/compare/peers.py`.\n\n"
    )
    return (text.rstrip() + "\n\n" if text.strip() else "# Benchmarks\n\n") + section + block + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--seeds", type=int, default=10)
    arguments = parser.parse_args()
    found = table(arguments.seeds)
    if arguments.write:
        old = arguments.write.read_text(encoding="utf-8") if arguments.write.exists() else ""
        arguments.write.write_text(written(old, found), encoding="utf-8")
    else:
        print(found)


if __name__ == "__main__":
    main()
