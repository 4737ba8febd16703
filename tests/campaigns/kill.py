"""kill -9 at random points of time while one or more programs save as fast as they can.

    python tests/campaigns/kill.py --kills 20000 --writers 1

Each writer says on a pipe what it begins and what was acknowledged; after every round of kills the file
must hold all that was ever acknowledged, be readable, and have the mode it had.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from samples import change, decide, held, report, say

from tui.store.decisions.decisions_file import DecisionsFile
from tui.store.rescue.rescue_files import pending
from tui.store.rescue.stale_temp_files import left_behind

ROUNDS_A_FILE = 50
MODE = 0o640


def writer(path, who, begin, said):
    """Save decisions one by one for ever; never returns."""
    file = DecisionsFile(path)
    file.load()
    for number in range(begin, begin + 100_000):
        os.write(said, b"s%d\n" % number)
        file.write([change(decide(number, who))])
        os.write(said, b"a%d\n" % number)


def start(path, who, begin):
    reading, said = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            writer(path, who, begin, said)
        except BaseException as trouble:  # noqa: BLE001 - the child must say it and end
            os.write(said, f"E{trouble!r}\n".encode())
        os._exit(3)
    os.close(said)
    return child, reading


def stop(child, reading):
    """Kill a writer; what it acknowledged, and whether it was in the middle of a save."""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        lines = pipe.read().decode().splitlines()
    for line in lines:
        if line.startswith("E"):
            say(line)
    acknowledged = [int(line[1:]) for line in lines if line.startswith("a")]
    return acknowledged, bool(lines) and lines[-1].startswith("s")


def six_saves(path):
    """Milliseconds that six saves take on this disk now, start of a writer included: kills hit all of it."""
    begun = time.monotonic()
    child, reading = start(path, "w", 0)
    with os.fdopen(os.dup(reading), "rb") as pipe:
        for line in pipe:
            if line == b"a5\n":
                break
    took = (time.monotonic() - begun) * 1000
    stop(child, reading)
    return max(12.0, took)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=1000)
    options.add_argument("--writers", type=int, default=1)
    options.add_argument(
        "--longest-ms",
        type=float,
        help="that each writer may live (default: six saves, as measured)",
    )
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--folder", type=Path, default=None)
    said = options.parse_args()
    chance = random.Random(said.seed)
    folder = Path(tempfile.mkdtemp(prefix="kill-", dir=said.folder))
    path = folder / "decisions.toml"
    longest = said.longest_ms or six_saves(path)
    kills = acknowledged = in_saves = lost = unreadable = modes = most_left = turn = 0
    alive = {}
    while kills < said.kills:
        if turn % ROUNDS_A_FILE == 0:
            for name in folder.iterdir():
                name.unlink()
            alive = {}
            DecisionsFile(path).write([change(decide(10**9))])
            path.chmod(MODE)
        turn += 1
        begins = [(turn * said.writers + n) * 100_000 for n in range(said.writers)]
        children = [start(path, f"w{n}", begin) for n, begin in enumerate(begins)]
        time.sleep(chance.random() * longest / 1000 * said.writers + 0.0005)
        for n, child in enumerate(children):
            done, in_save = stop(*child)
            kills, in_saves, acknowledged = kills + 1, in_saves + in_save, acknowledged + len(done)
            alive |= {decide(number, f"w{n}").key: number for number in done}
        now = held(path)
        if now is None:
            unreadable += 1
            turn = 0
            continue
        gone = alive.keys() - now.keys()
        lost += len(gone)
        for key in gone:
            del alive[key]
        modes += path.stat().st_mode & 0o777 != MODE
        most_left = max(most_left, len(left_behind(path)))
    DecisionsFile(path).write([change(decide(5))])
    swept = not left_behind(path)
    for found in pending(path):
        found.file.unlink(missing_ok=True)
    shutil.rmtree(folder)
    return report(
        campaign="kill", writers=said.writers, kills=kills, killed_in_a_save=in_saves,
        acknowledged=acknowledged, lost=lost, unreadable=unreadable, modes_changed=modes,
        most_temporary_files=most_left, violations=modes + (not swept),
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
