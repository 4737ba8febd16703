"""One indexing of a folder in a fresh process: `python benchmarks/detect/one_index.py FOLDER [CACHE]`.

Prints one line of JSON: articles, groups, seconds, processor seconds, when the first group was handed over,
seconds by stage, notes. `measured` runs it and watches the memory of it and its workers.
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

LOOK_EVERY = 0.02  # seconds


def measured(*arguments: str | Path) -> dict[str, Any]:
    """What one indexing prints, and `megabytes`: the most that it and its workers held at once (Linux).

    Shared pages are counted once (PSS), as a machine has to hold them once.
    """
    command = [sys.executable, __file__, *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        most = 0
        while running.poll() is None:
            most = max(most, sum(map(_kilobytes, _family(running.pid))))
            time.sleep(LOOK_EVERY)
        printed = running.stdout.read() if running.stdout else ""
    if running.returncode:
        raise SystemExit(f"{' '.join(command)}: ended with {running.returncode}")
    return {**json.loads(printed), "megabytes": most / 1024}


def _family(pid: int) -> list[int]:
    """The process and those that it started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in _family(int(child)))]


def _kilobytes(pid: int) -> int:
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:  # it has ended, or there is no such thing here
        return 0
    return next((int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")), 0)


def index(folder: Path, cache: Path | None) -> dict[str, Any]:
    """Index it, and tell how that went."""
    import resource

    from tui.runtime.numpy_simd import sort_fast

    sort_fast()  # as the command does, before NumPy is loaded

    from tui.config import Config
    from tui.index import index_folder
    from tui.model import Group
    from tui.progress import Step

    begun = time.perf_counter()
    stages: dict[str, float] = {}
    handed_over: list[float] = []

    def progress(step: Step) -> None:
        stages.setdefault(step.stage, time.perf_counter() - begun)

    def settled(_: Group) -> None:
        handed_over.append(time.perf_counter() - begun)

    found = index_folder(folder, Config(), cache=cache, progress=progress, settled=settled)
    seconds = time.perf_counter() - begun
    ends = [*list(stages.values())[1:], seconds]
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "articles": len(found.articles),
        "groups": len(found.groups),
        "largest": max((len(group.members) for group in found.groups), default=0),
        "seconds": seconds,
        "processor": sum(one.ru_utime + one.ru_stime for one in used),
        "first": handed_over[0] if handed_over else None,
        "half": handed_over[len(handed_over) // 2] if handed_over else None,
        "stages": {
            name: end - start for (name, start), end in zip(stages.items(), ends, strict=True)
        },
        "notes": list(found.notes),
    }


if __name__ == "__main__":
    print(json.dumps(index(Path(sys.argv[1]), Path(sys.argv[2]) if sys.argv[2:] else None)))
