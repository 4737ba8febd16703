"""Every system call of a save fails, with every plausible error, before or after it took effect.

    python tests/campaigns/faults.py            # all of them
    python tests/campaigns/faults.py --every 40 # a slice

After each fault: everything that was in the file is in it, what was acknowledged is too, comments and mode
are kept, no temporary file is left by an error, and the next save works.
"""

import argparse
import collections
import errno
import os
import shutil
import sys
import tempfile
from pathlib import Path

from samples import change, decide, held, report, say

from tui.errors import DecisionsError
from tui.store.decisions.decisions_file import DecisionsFile
from tui.store.disk.system import System

CALLS = (
    "open", "read", "write", "fsync", "fchmod", "fchown", "fstat", "stat",
    "rename", "rename_new", "exchange", "unlink", "close", "lock",
)  # fmt: skip
ERRORS = (
    errno.EACCES, errno.EPERM, errno.EROFS,  # not allowed
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.ENOMEM, errno.EMFILE,  # no room
    errno.ENOENT, errno.EBUSY, errno.EXDEV, errno.ENOSYS, errno.ENOLCK,  # not to be had here
    errno.EIO, errno.ESTALE, errno.EINTR,  # broken, gone, in between
)  # fmt: skip
MODE = 0o640
HAD = range(8)


class Shaken(System):
    """A system whose call number `at` goes wrong in the way of `mode`."""

    def __init__(self, exchanges=True):
        self.count, self.log, self.at = 0, [], None
        self.mode, self.error, self.sticky, self.exchanges = "", 0, False, exchanges

    def arm(self, at, mode, error=0, sticky=False):
        self.count, self.log = 0, []
        self.at, self.mode, self.error, self.sticky = at, mode, error, sticky


def shaking(name):
    real = getattr(System, name)

    def call(self, *arguments):
        number, self.count = self.count, self.count + 1
        self.log.append(name)
        if name in {"exchange", "rename_new"} and not self.exchanges:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        armed = self.at is not None and (number == self.at or (self.sticky and number > self.at))
        return wrong(self, real, name, arguments) if armed else real(self, *arguments)

    return call


def wrong(self, real, name, arguments):
    trouble = OSError(self.error, os.strerror(self.error))
    half = max(1, len(arguments[1]) // 2) if name == "write" else 0
    if self.mode == "crash":
        os._exit(99)
    if self.mode == "crash after":
        real(self, *arguments)
        os._exit(99)
    if self.mode == "short":
        return real(self, arguments[0], arguments[1][:half])
    if self.mode == "torn":
        real(self, arguments[0], arguments[1][:half])
        raise trouble
    if self.mode == "after" or name == "close":  # a failed close has closed nevertheless
        real(self, *arguments)
    raise trouble


for called in CALLS:
    setattr(Shaken, called, shaking(called))


class Stage:
    """A folder with a file of eight decisions, opened, and perhaps changed by somebody else since."""

    def __init__(self, folder, *, exchanges, changed, fresh):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        self.path = folder / "decisions.toml"
        self.had = set()
        self.system = Shaken(exchanges)
        if not fresh:
            DecisionsFile(self.path).write([change(decide(n)) for n in HAD])
            text = self.path.read_text().replace("[[decision]]", "# keep me\n[[decision]]", 1)
            self.path.write_text(text)
            self.path.chmod(MODE)
            self.had = {decide(n).key for n in HAD}
        self.file = DecisionsFile(self.path, self.system)
        self.file.load()
        if changed:
            DecisionsFile(self.path).write([change(decide(50, "bob"))])
            self.path.chmod(MODE)
            self.had.add(decide(50, "bob").key)

    def save(self, number):
        """True: acknowledged; False: refused."""
        try:
            self.file.write([change(decide(number))])
        except DecisionsError:
            return False
        return True

    def flaw(self, acknowledged, litter_counts):
        """What is wrong with the file now, "" where nothing is."""
        now = held(self.path)
        if now is None:
            return "unreadable"
        text = self.path.read_text() if self.path.exists() else ""
        mode = self.path.stat().st_mode & 0o777 if self.had else MODE
        flaws = {
            "lost": not self.had <= now.keys(),
            "acknowledged and absent": acknowledged and decide(100).key not in now,
            "alien": bool(now.keys() - self.had - {decide(100).key}),
            "comment lost": len(self.had) >= len(HAD) and "# keep me" not in text,
            "mode": mode != MODE,
            "litter": litter_counts and bool(list(self.path.parent.glob(".*.tmp"))),
        }
        return next((name for name, found in flaws.items() if found), "")


def one_fault(folder, kind, at, call, mode, error, sticky):
    """Do one save with one fault; (what was acknowledged, what is wrong)."""
    stage = Stage(folder, **kind)
    if mode.startswith("crash"):
        child = os.fork()
        if child == 0:
            stage.system.arm(at, mode)
            stage.save(100)
            os._exit(0)
        crashed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 99
        acknowledged = not crashed
        litter_counts = False
    else:
        stage.system.arm(at, mode, error, sticky)
        acknowledged = stage.save(100)
        crashed = False
        # What cannot be taken away, or was made though the answer was no, is swept at the next start.
        litter_counts = not (sticky or call == "unlink" or (call == "open" and mode == "after"))
    stage.system.arm(None, "")
    found = stage.flaw(acknowledged, litter_counts)
    if not found and not crashed:
        if not stage.save(101):
            return acknowledged, "the next save fails"
        now = held(stage.path)
        if now is None or not stage.had | {decide(101).key} <= now.keys():
            return acknowledged, "lost by the next save"
    return acknowledged, found


def plans(calls):
    """All faults of a save that makes `calls`: (number, call, mode, error, sticky)."""
    for number, call in enumerate(calls):
        for error in ERRORS:
            yield number, call, "before", error, False
            yield number, call, "before", error, True
            yield number, call, "after", error, False
            if call == "write":
                yield number, call, "torn", error, False
        yield number, call, "crash", 0, False
        yield number, call, "crash after", 0, False
        if call == "write":
            yield number, call, "short", 0, False


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--every", type=int, default=1, help="try only each n-th fault")
    said = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    stage_folder = folder / "stage"
    points = acknowledged = 0
    flaws = collections.Counter()
    kinds = [
        {"exchanges": exchanges, "changed": changed, "fresh": fresh}
        for exchanges in (True, False)
        for changed in (False, True)
        for fresh in (False, True)
    ]
    number = 0
    for kind in kinds:
        rehearsal = Stage(stage_folder, **kind)
        rehearsal.system.arm(None, "")
        assert rehearsal.save(100)
        for at, call, mode, error, sticky in plans(list(rehearsal.system.log)):
            number += 1
            if number % said.every:
                continue
            done, flaw = one_fault(stage_folder, kind, at, call, mode, error, sticky)
            points += 1
            acknowledged += done
            if flaw:
                flaws[flaw] += 1
                what = errno.errorcode.get(error, "")
                say(flaw, kind, at, call, mode, what, "sticky" * sticky)
    shutil.rmtree(folder)
    lost = flaws["lost"] + flaws["acknowledged and absent"] + flaws["lost by the next save"]
    return report(
        campaign="faults", faults=points, acknowledged=acknowledged, lost=lost,
        unreadable=flaws["unreadable"], violations=sum(flaws.values()),
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
