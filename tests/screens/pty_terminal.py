"""A program in a pseudo-terminal: keys in, every byte that it writes out, an emulator that shows them."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from contextlib import suppress

import pyte

READING = 0.4  # seconds that somebody looks at a screen before the first key
QUESTIONS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[6n": b"\x1b[1;1R",
}


class Terminal:
    """`python -m tui ARGUMENTS`, or another program, in a terminal of its own; `raw` holds all that it wrote."""

    def __init__(self, *arguments, columns=80, rows=24, program=None, **environment):
        self.raw = b""
        self._has_waited = False
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.modes_before = termios.tcgetattr(self.slave)
        self.process = subprocess.Popen(
            [*map(str, program or (sys.executable, "-m", "tui")), *map(str, arguments)],
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - nothing else gives a new session its terminal
            env=os.environ | {"TERM": "xterm-256color", "LANG": "C.UTF-8"} | environment,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for descriptor in (self.master, self.slave):
            with suppress(OSError):
                os.close(descriptor)

    def read(self, seconds=0.05):
        """Take in what is written within `seconds`; b"" where there is nothing."""
        if not select.select([self.master], [], [], seconds)[0]:
            return b""
        try:
            got = os.read(self.master, 1 << 16)
        except OSError:
            return b""
        self.raw += got
        self._stream.feed(re.sub(rb"\x1b\[[<>=?][0-9;]*[a-z$]+|\x1b\[[0-9;]*\$p", b"", got))
        for question, answer in QUESTIONS.items():
            if question in got:
                os.write(self.master, answer)
        return got

    def wait_for(self, text, seconds=20):
        """Read until `text` stands on the screen; the first time a moment longer, for keys that come at once are too early."""
        end = time.monotonic() + seconds
        while text not in self.shown():
            assert time.monotonic() < end, f"{text!r} never came:\n{self.shown()}"
            self.read()
        if not self._has_waited:
            self._has_waited = True
            self.settle(READING)

    def settle(self, quiet=0.4):
        """Read until nothing is written for `quiet` seconds; how many bytes it was."""
        count, since = 0, time.monotonic()
        while time.monotonic() - since < quiet:
            got = self.read()
            if got:
                count, since = count + len(got), time.monotonic()
        return count

    def press(self, keys):
        """Send keys as they are."""
        os.write(self.master, keys if isinstance(keys, bytes) else keys.encode())

    def resize(self, columns, rows):
        """Give the terminal another size, as a window manager or tmux does; the program is sent SIGWINCH."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def hang_up(self, number=signal.SIGHUP):
        """Send a signal and wait for the end; how many seconds it took."""
        start = time.monotonic()
        self.process.send_signal(number)
        while self.process.poll() is None:
            assert time.monotonic() - start < 10, "it does not end"
            self.read(0.02)
        took = time.monotonic() - start
        while self.read(0.05):
            pass
        return took

    def close(self):
        """Take the line away, as a lost connection does."""
        os.close(self.slave)
        os.close(self.master)

    def shown(self):
        """What stands on the screen."""
        return "\n".join(self.screen.display)

    def modes(self):
        """The line settings of the terminal now."""
        return termios.tcgetattr(self.slave)

    def is_given_back(self):
        """Whether modes and screen are as a shell expects them."""
        tail = self.raw[self.raw.rfind(b"\x1b[?1049h") :]
        return self.modes() == self.modes_before and all(
            sequence in tail for sequence in (b"\x1b[?1049l", b"\x1b[?25h")
        )
