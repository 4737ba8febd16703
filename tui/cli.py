"""The door: the words of a call in, an exit code out. It opens nothing but the command that was asked.

What takes time to load is loaded inside of functions, where ^C is heard: a person may think better of it at once.
"""

import _signal as signal  # type: ignore[import-not-found] # `signal` itself loads enumerations: as long as all else here
import errno
import importlib
import os
import sys
from collections.abc import Callable

from tui.errors import CopydeskError, InputError

INTERRUPTED = 130  # 128 + SIGINT, as shells say it
BROKEN_PIPE = 141  # 128 + SIGPIPE
_NO_OUTPUT = InputError.exit_code  # never 1: that says "different", or "still open"
_UNWRITABLE = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF, errno.EAGAIN}
)
"""What a write to standard output says where the disk is full, the file may not grow, the output is gone."""


def main(words: list[str] | None = None) -> int:
    """Run the command that `words` (default: the process's) ask for; its exit code."""
    if sys.stdout is None:
        return _told("standard output is closed", _NO_OUTPUT)
    try:
        code = _answered(words)
        sys.stdout.flush()
    except CopydeskError as trouble:
        return _told(str(trouble), trouble.exit_code)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the answer has seen enough; the interpreter must not say so once more.
        _drop_the_rest()
        return BROKEN_PIPE
    except OSError as trouble:
        if trouble.filename is not None or trouble.errno not in _UNWRITABLE:
            raise
        _drop_the_rest()
        why = os.strerror(trouble.errno)
        return _told(f"standard output cannot be written: {why[:1].lower()}{why[1:]}", _NO_OUTPUT)
    return code


def _answered(words: list[str] | None) -> int:
    """Do what the words of a call ask for; `--help` and `--version` end in `SystemExit`."""
    heard = signal.getsignal(signal.SIGINT)
    if heard is signal.default_int_handler:  # an import that is interrupted ends in a traceback
        signal.signal(signal.SIGINT, _leave)
    try:
        run = _command(list(sys.argv[1:] if words is None else words))
    finally:
        if heard is signal.default_int_handler:
            signal.signal(signal.SIGINT, heard)
    return run()


def _command(words: list[str]) -> Callable[[], int]:
    """Load what the words of a call ask for, ready to be run."""
    from tui.arguments import build_parser, with_command  # noqa: PLC0415 - see above
    from tui.progress import Cancelled  # noqa: PLC0415
    from tui.runtime.numpy_simd import sort_fast  # noqa: PLC0415

    sort_fast()
    words = with_command(words)
    parser = build_parser(words[0] if words else "")
    try:
        arguments = parser.parse_args(words)
    except SystemExit:
        sys.stdout.flush()
        raise
    if arguments.command is None:
        parser.print_help(sys.stderr)
        return lambda: 2
    command = importlib.import_module(f"tui.commands.{arguments.command}")

    def run() -> int:
        try:
            code: int = command.run(arguments)
        except Cancelled:
            return INTERRUPTED
        return code

    return run


def _leave(*_: object) -> None:
    """End at once: nothing was begun yet."""
    os._exit(INTERRUPTED)


def _told(trouble: str, code: int) -> int:
    from tui.text.visible import visible  # noqa: PLC0415 - see above

    sys.stderr.write(f"copydesk: {visible(trouble)}\n")
    return code


def _drop_the_rest() -> None:
    """Let what is still to be written go nowhere, or the interpreter would fail over it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
