"""Terminals that are closed, hung up, terminated or frozen while somebody decides on the review screen.

    python tests/campaigns/terminals.py --way close --times 200
    python tests/campaigns/terminals.py --way freeze --times 100

Every decision that a key made is noted beside the program; afterwards each must be in the file, the process
must be gone within a second, and where there is still a terminal it must have been given back.
"""

import argparse
import fcntl
import os
import pty
import random
import select
import shutil
import signal
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

from samples import held, report, say

WAYS = ("close", "hang-up", "terminate", "freeze")
LONGEST_WAY_OUT = 1.0  # seconds
GROUPS = 14
READY = b"undo"  # of the footer of the review screen, which the screens before it have not
# The program itself, but that every decision is noted in a file of its own when a key makes it.
PROGRAM = """
import faulthandler, os, signal, sys
sys.path.insert(0, {root!r})
faulthandler.register(signal.SIGUSR1, file=open({notes}, "ab", closefd=False, buffering=0))
from tui.store.decisions import saver
put = saver.Saver.put
def noted(self, changes):
    put(self, changes)
    for change in changes:
        line = f"{{change.id}} {{change.reviewer}} {{change.decision is not None}}\\n"
        os.write({notes}, line.encode())
saver.Saver.put = noted
from tui.cli import main
sys.exit(main(sys.argv[1:]))
"""


def lay_out(folder):
    """Groups of two copies each, of texts that have nothing to do with each other."""
    chance = random.Random(1)
    words = [
        "".join(chance.choices("bcdfglmnprst", k=2)) + chance.choice("aeiou") * 2
        for _ in range(900)
    ]
    words = [f"{word}{chance.choice(['n', 'r', 'st', 'm', 'l'])}" for word in words]
    for group in range(GROUPS):
        text = ". ".join(" ".join(chance.choices(words, k=9)).capitalize() for _ in range(14))
        (folder / f"{group:02}-a.txt").write_text(f"{text}.\n")
        (folder / f"{group:02}-b.txt").write_text(f"{text}. One more sentence of group {group}.\n")


class Session:
    """The review screen in a terminal of its own."""

    def __init__(self, folder, notes):
        self.notes = notes
        notes.write_text("")
        descriptor = os.open(notes, os.O_WRONLY | os.O_APPEND)
        os.set_inheritable(descriptor, True)
        root = str(Path(__file__).parent.parent.parent)
        program = PROGRAM.format(root=root, notes=descriptor)
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.environ.update(TERM="xterm-256color", COLUMNS="100", LINES="30")
            words = [
                sys.executable,
                "-c",
                program,
                "review",
                str(folder),
                "--no-cache",
                "--reviewer",
                "alice",
            ]
            os.execv(sys.executable, words)
        os.close(descriptor)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.before = termios.tcgetattr(self.terminal)
        self.seen = b""

    def read(self, seconds, until=b""):
        """Take what the screen paints for so long, or until it has painted something."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self.terminal], [], [], min(left, 0.05))[0]:
                try:
                    self.seen += os.read(self.terminal, 65536)
                except OSError:
                    return
            if until and until in self.seen:
                return

    def press(self, keys, pause, reading=True):
        for key in keys:
            os.write(self.terminal, key)
            self.read(pause) if reading else time.sleep(pause)

    def decided(self):
        """What keys have decided so far: key → whether it is to be in the file."""
        lines = [line.split(" ") for line in self.notes.read_text().splitlines()]
        return {
            (line[0], line[1]): line[2] == "True" for line in lines if line[-1] in {"True", "False"}
        }

    def wait(self, reading):
        """Seconds until the process was gone; None where it had to be killed."""
        begun = time.monotonic()
        while time.monotonic() - begun < 5:
            if os.waitpid(self.child, os.WNOHANG)[0]:
                return time.monotonic() - begun
            self.read(0.01) if reading else time.sleep(0.005)
        os.kill(self.child, signal.SIGUSR1)  # where does it stand?
        time.sleep(0.3)
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        say(self.notes.read_text())
        return None


def one_session(folder, notes, way, chance):
    """(decided, lost, unreadable, flaws, seconds it took to go)."""
    (folder / "decisions.toml").unlink(missing_ok=True)
    session = Session(folder, notes)
    try:
        session.read(30, until=READY)
        session.read(0.5)
        keys = [
            b"c",
            *chance.choices([b"c", b"a", b"x", b"s", b"f", b"u"], k=chance.randrange(3, 14)),
        ]
        if way == "freeze":
            session.press(keys, 0.02, reading=False)
            session.press([b"j", b"k"] * 150, 0.001, reading=False)  # more than the link can hold
            time.sleep(0.2)
        else:
            session.press(keys, chance.choice([0.005, 0.03, 0.1]))
        gone = False
        if way in {"close", "freeze"}:
            os.close(session.terminal)
            gone = True
        else:
            os.kill(session.child, signal.SIGHUP if way == "hang-up" else signal.SIGTERM)
        took = session.wait(reading=not gone)
        flaws = int(took is None or took > LONGEST_WAY_OUT) + (not session.decided())
        if not gone:
            session.read(0.1)
            given_back = session.seen.rfind(b"\x1b[?1049l") > session.seen.rfind(b"\x1b[?1049h")
            flaws += not given_back or termios.tcgetattr(session.terminal)[:4] != session.before[:4]
    finally:
        if not gone:
            os.close(session.terminal)
    decided, now = session.decided(), held(folder / "decisions.toml")
    if now is None:
        return len(decided), len(decided), 1, flaws, took
    lost = sum((key in now) != there for key, there in decided.items())
    return len(decided), lost, 0, flaws, took


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--way", choices=WAYS, default="close")
    options.add_argument("--times", type=int, default=10)
    options.add_argument("--seed", type=int, default=11)
    said = options.parse_args()
    chance = random.Random(said.seed)
    home = Path(tempfile.mkdtemp(prefix="terminals-"))
    folder = home / "articles"
    folder.mkdir()
    lay_out(folder)
    os.environ["HOME"] = str(home)
    sums, slowest = [0, 0, 0, 0], 0.0
    for number in range(said.times):
        *found, took = one_session(folder, home / "notes", said.way, chance)
        if any(found[1:]):
            say(f"session {number}: decided, lost, unreadable, flaws {found}, gone after {took}")
        sums = [one + other for one, other in zip(sums, found, strict=True)]
        slowest = max(slowest, took or 9.9)
    shutil.rmtree(home)
    decided, lost, unreadable, flaws = sums
    return report(
        campaign="terminals", way=said.way, sessions=said.times, acknowledged=decided, lost=lost,
        unreadable=unreadable, slowest_way_out=round(slowest, 2), violations=flaws,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
