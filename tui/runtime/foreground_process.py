"""Another program in the foreground of the terminal: it has the keys, ^C too, until it ends."""

import shlex
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import FrameType

from tui.errors import UsageError


def command_of(said: str, name: str) -> list[str]:
    """The words of a command that a variable of the environment, `name`, holds.

    Raises UsageError where they cannot be told apart.
    """
    try:
        return shlex.split(said)
    except ValueError as trouble:
        what = f"{name} is no command: {str(trouble)[:1].lower()}{str(trouble)[1:]}"
        raise UsageError(what, where=said) from None


def run(
    command: Sequence[str], given: bytes | None = None, environment: Mapping[str, str] | None = None
) -> None:
    """Run a program and wait for its end, `given` on its standard input. Raises OSError where it cannot start."""
    with left_alone():
        subprocess.run(command, input=given, env=environment, check=False)  # noqa: S603 - the user's own


@contextmanager
def left_alone() -> Iterator[None]:
    """While inside, ^C is for the other program: ending here would leave it with a terminal in raw modes.

    A handler that does nothing, not SIG_IGN: that one the other program would inherit.
    """
    before = signal.signal(signal.SIGINT, _nothing)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _nothing(number: int, frame: FrameType | None) -> None:
    del number, frame
