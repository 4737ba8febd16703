"""How long opening and saving take: one decision more in a file of many, each save synced to the disk.

python benchmarks/store/saving.py                    # 10,000 and 100,000 decisions
python benchmarks/store/saving.py --sizes 10000 --saves 200 --folder /somewhere/on/a/disk
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tui.model import Change, Decision, Member, decision_id, raw_digest
from tui.store.decisions.decisions_file import DecisionsFile
from tui.store.decisions.document import Document

DAY = datetime(2026, 11, 22, 13, 40, tzinfo=UTC)
TARGETS = {10_000: (0.6, 0.1), 100_000: (6.0, 1.0)}  # seconds: opening, p99 of a save


def decide(number: int, minutes: int = 0) -> Decision:
    members = tuple(
        Member(
            f"2023/{number % 12:02}/wire-{number:06}-{copy}.html",
            raw_digest(f"{number}/{copy}".encode()),
            raw_digest(f"raw {number}/{copy}".encode()),
            canonical=copy == 0,
        )
        for copy in range(3)
    )
    return Decision(
        decision_id(member.digest for member in members), "canonical", members, "alice",
        DAY + timedelta(minutes=minutes), score=0.93, tool="0.1.0",
    )  # fmt: skip


def measure(folder: Path, size: int, saves: int) -> dict[str, object]:
    path = folder / f"{size}.toml"
    changes = (Change(one.id, one.reviewer, one) for one in map(decide, range(size)))
    path.write_text(Document().with_changes(changes).text(), "utf-8")
    begun = time.perf_counter()
    file = DecisionsFile(path)
    loaded = file.load()
    opening = time.perf_counter() - begun
    assert len(loaded.decisions) == size
    del loaded
    took = []
    for number in range(saves):  # new decisions and old ones decided again, in turn
        one = decide(size + number) if number % 2 else decide(number * 7 % size, minutes=number)
        begun = time.perf_counter()
        file.write([Change(one.id, one.reviewer, one)])
        took.append(time.perf_counter() - begun)
    took.sort()
    other = DecisionsFile(path)
    other.load()
    one = decide(size + saves)
    file.write([Change(one.id, one.reviewer, one)])
    begun = time.perf_counter()
    one = decide(size + saves + 1)
    other.write([Change(one.id, one.reviewer, one)])  # after somebody else's save
    merging = time.perf_counter() - begun
    return {
        "decisions": size,
        "megabytes": round(path.stat().st_size / 1e6, 1),
        "open_s": round(opening, 3),
        "save_ms": {
            "median": round(statistics.median(took) * 1e3, 1),
            "p99": round(took[min(len(took) - 1, int(len(took) * 0.99))] * 1e3, 1),
            "worst": round(took[-1] * 1e3, 1),
        },
        "save_after_another_s": round(merging, 3),
        "saves": saves,
        "within_targets": opening <= TARGETS.get(size, (9e9, 9e9))[0]
        and took[int(len(took) * 0.99)] <= TARGETS.get(size, (9e9, 9e9))[1],
    }


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    options.add_argument("--saves", type=int, default=200)
    options.add_argument("--folder", type=Path, default=None)
    said = options.parse_args()
    with tempfile.TemporaryDirectory(dir=said.folder) as folder:
        for size in said.sizes:
            print(json.dumps(measure(Path(folder), size, max(100, said.saves * 10_000 // size))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
