"""Disks that refuse: a full file system, a limit on file sizes, a folder that cannot be written.

    python tests/campaigns/disks.py

Where the machine does not allow a trial (mounting needs root), it says so and goes on.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from samples import change, decide, held, report, say

from tui.errors import DecisionsError
from tui.store.decisions.decisions_file import DecisionsFile

NOBODY = 65534


def save_until_refused(path, begin=0, most=5000):
    """Save one by one; what was acknowledged, and the sentence of the refusal ("" for none)."""
    file = DecisionsFile(path)
    file.load()
    done = []
    for number in range(begin, begin + most):
        try:
            file.write([change(decide(number))])
        except DecisionsError as trouble:
            return done, str(trouble)
        done.append(decide(number).key)
    return done, ""


def in_a_child(work):
    """Run `work` in a process of its own; what it returned, as words on a pipe."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            os.write(writing, "\n".join(work()).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read().split("\n")
    os.waitpid(child, 0)
    return said


def judge(path, acknowledged, refusal, wanted):
    """(acknowledged, lost, unreadable, flaws) of one trial."""
    now = held(path)
    if now is None:
        return len(acknowledged), len(acknowledged), 1, 1
    lost = len(set(acknowledged) - now.keys())
    litter = len(list(path.parent.glob(".*.tmp")))
    return len(acknowledged), lost, 0, int(wanted not in refusal.lower()) + litter


def full(folder):
    """A file system of 256 KB: acknowledged until it is full, then refused; freed, it goes on."""
    small = folder / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(small)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        say("full file system: not tried, mounting is not allowed here")
        return 0, 0, 0, 0
    try:
        path = small / "decisions.toml"
        done, refusal = save_until_refused(path)
        found = judge(path, done, refusal, "no space left")
        (small / "ballast").write_bytes(b"")
        subprocess.run(["mount", "-o", "remount,size=512k", str(small)], check=True)
        more, _ = save_until_refused(path, 10_000, 20)
        again = judge(path, done + more, "ok", "ok")
        return found[0] + len(more), found[1] + again[1], found[2] + again[2], found[3] + again[3]
    finally:
        subprocess.run(["umount", str(small)], check=False)


def limited(folder):
    """`ulimit -f`: the write is refused, or the signal is ignored and it is; nothing is torn."""
    path = folder / "limited" / "decisions.toml"
    path.parent.mkdir()

    def work():
        resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))
        done, refusal = save_until_refused(path)
        return [refusal, *(key for key, _ in done)]

    refusal, *ids = in_a_child(work)
    return judge(path, [(name, "alice") for name in ids], refusal, "file too large")


def forbidden(folder):
    """A folder that cannot be written, and a file of somebody else in it."""
    home = folder / "forbidden"
    home.mkdir()
    path = home / "decisions.toml"
    DecisionsFile(path).write([change(decide(1))])
    before = path.read_bytes()
    folder.chmod(0o755)
    home.chmod(0o555)

    def work():
        if os.geteuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        return [save_until_refused(path, 5, 1)[1]]

    (refusal,) = in_a_child(work)
    home.chmod(0o755)
    acknowledged, lost, unreadable, flaws = judge(
        path, [decide(1).key], refusal, "permission denied"
    )
    return acknowledged, lost, unreadable, flaws + (path.read_bytes() != before)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="disks-"))
    try:
        found = [trial(folder) for trial in (full, limited, forbidden)]
    finally:
        shutil.rmtree(folder)
    acknowledged, lost, unreadable, flaws = (sum(column) for column in zip(*found, strict=True))
    return report(
        campaign="disks", trials=len(found), acknowledged=acknowledged, lost=lost,
        unreadable=unreadable, violations=flaws,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
