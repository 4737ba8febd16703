"""People edit the file while it is being saved: editors that rename, and editors that write in place.

    python tests/campaigns/editors.py --kind rename --seconds 30
    python tests/campaigns/editors.py --kind in-place --seconds 30

The editor adds a comment with a number of its own each time; decisions are saved meanwhile. An edit counts
as gone where its comment is neither in the file nor in a copy that was put aside for it.
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

from samples import change, decide, held, report

from tui.errors import DecisionsError
from tui.store.decisions.decisions_file import DecisionsFile


def edit(path, kind, seed, said):
    """Edit until told to stop, as a person with a fast hand; says each edit that its editor called saved."""
    chance = random.Random(seed)
    number, stopped = 0, []
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(True))
    while not stopped:
        time.sleep(0.005 + chance.random() * 0.05)
        text = path.read_text("utf-8")
        at = text.find("[[decision]]", chance.randrange(len(text) // 2))
        text = f"{text[:at]}# edit {number} {seed}\n{text[at:]}"
        if kind == "rename":
            new = path.with_name(f"{path.name}~")
            new.write_text(text)
            new.replace(path)
        else:
            half = len(text) // 2
            with path.open("w") as file:
                file.write(text[:half])
                file.flush()
                time.sleep(0.002)
                file.write(text[half:])
        os.write(said, b"%d\n" % number)
        number += 1


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kind", choices=("rename", "in-place"), default="rename")
    options.add_argument("--seconds", type=float, default=10)
    options.add_argument("--seed", type=int, default=5)
    said = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="editors-"))
    path = folder / "decisions.toml"
    DecisionsFile(path).write([change(decide(n)) for n in range(60)])
    file = DecisionsFile(path)
    file.load()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            edit(path, said.kind, said.seed, writing)
        finally:
            os._exit(1)
    os.close(writing)
    acknowledged, refused, number = [], 0, 1000
    until = time.monotonic() + said.seconds
    while time.monotonic() < until:
        number += 1
        try:
            file.write([change(decide(number))])
            acknowledged.append(decide(number).key)
        except DecisionsError:
            refused += 1
        time.sleep(0.004)
    os.kill(child, signal.SIGTERM)
    os.waitpid(child, 0)
    file.write([change(decide(1))])
    with os.fdopen(reading) as pipe:
        edits = [int(line) for line in pipe.read().split()]
    now = held(path) or {}
    texts = [name.read_text("utf-8", "replace") for name in folder.glob("decisions.toml*")]
    kept = "\n".join(texts)
    gone = [n for n in edits if f"# edit {n} {said.seed}\n" not in kept]
    lost = len(set(acknowledged) - now.keys())
    aside = len(list(folder.glob("*.edited-*")))
    unreadable = int(not now)
    shutil.rmtree(folder)
    return report(
        campaign="editors", kind=said.kind, edits=len(edits), edits_gone=len(gone), put_aside=aside,
        acknowledged=len(acknowledged), refused_and_tried_again=refused, lost=lost, unreadable=unreadable,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
