"""The ways out that no key takes: SIGHUP, SIGTERM, a frozen line. Saved, the terminal given back, gone."""

import os
import signal
import sys
import termios
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, Final

_SECONDS_AFTER_HANG_UP: Final = 0.6  # for an orderly way out; after that the hard one
# Leave the alternate screen, show the cursor, end mouse, focus, paste and keyboard modes, reset colours.
_GIVE_BACK: Final = (
    b"\x1b[?1049l\x1b[?25h\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[<u\x1b[0m"
)
_LOCAL_MODES: Final = 3  # index in what termios.tcgetattr gives


@contextmanager
def exit_on_hangup(leave: Callable[[int], None], save: Callable[[], object]) -> Iterator[None]:
    """While inside, SIGHUP and SIGTERM call `leave` with an exit code and are given a second, no more.

    `leave` asks the program to end in order, and must not wait. Where it has not ended in time, as on a
    terminal that takes no more output, `save` is called in another thread and the process ends hard.
    Python's own handlers are used, for the event loop's run only while the loop does.
    """
    ended = threading.Event()

    def leave_hard(code: int) -> None:
        if not ended.wait(_SECONDS_AFTER_HANG_UP):
            save()
            give_back()
            os._exit(code)

    def hang_up(number: int, frame: FrameType | None) -> None:
        del frame
        threading.Thread(target=leave_hard, args=(128 + number,), daemon=True).start()
        leave(128 + number)

    settings = _terminal_settings()
    before = {name: signal.signal(name, hang_up) for name in (signal.SIGHUP, signal.SIGTERM)}
    try:
        yield
    finally:
        ended.set()
        for name, handler in before.items():
            signal.signal(name, handler)
        if settings is not None:
            with suppress(termios.error, OSError):
                termios.tcsetattr(0, termios.TCSANOW, settings)


def give_back() -> None:
    """Put the terminal into the state that a shell expects, without waiting for it."""
    with suppress(OSError, ValueError, AttributeError):
        descriptor = sys.__stdout__.fileno()  # type: ignore[union-attr] # None: caught above
        os.set_blocking(descriptor, False)
        os.write(descriptor, _GIVE_BACK)
    with suppress(OSError, termios.error):
        settings = termios.tcgetattr(0)
        settings[_LOCAL_MODES] |= termios.ECHO | termios.ICANON | termios.ISIG
        termios.tcsetattr(0, termios.TCSANOW, settings)


def _terminal_settings() -> list[Any] | None:
    with suppress(termios.error, OSError):
        return termios.tcgetattr(0)
    return None
