"""The door: the words of a call in, an exit code out. It opens nothing but the command that was asked."""

import errno
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Final

from tui.arguments import build_parser, with_command
from tui.errors import CopydeskError, InputError
from tui.progress import Cancelled
from tui.visible import visible

INTERRUPTED = 130  # 128 + SIGINT, as shells say it
BROKEN_PIPE = 141  # 128 + SIGPIPE
_NO_OUTPUT: Final = InputError.exit_code  # never 1: that says "different", or "still open"
_UNWRITABLE: Final = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF, errno.EAGAIN}
)
"""What a write to standard output says where the disk is full, the file may not grow, the output is gone."""


def main(words: Sequence[str] | None = None) -> int:
    """Run the command that `words` (default: the process's) ask for; its exit code."""
    if sys.stdout is None:
        return _told("standard output is closed", _NO_OUTPUT)
    try:
        code = _answered(words)
        sys.stdout.flush()
    except CopydeskError as trouble:
        return _told(str(trouble), trouble.exit_code)
    except (KeyboardInterrupt, Cancelled):
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


def _answered(words: Sequence[str] | None) -> int:
    """Do what the words of a call ask for; `--help` and `--version` end in `SystemExit`."""
    words = with_command(list(sys.argv[1:] if words is None else words))
    parser = build_parser(words[0] if words else "")
    try:
        arguments = parser.parse_args(words)
    except SystemExit:
        sys.stdout.flush()
        raise
    if arguments.command is None:
        parser.print_help(sys.stderr)
        return 2
    command = importlib.import_module(f"tui.commands.{arguments.command}")
    code: int = command.run(arguments)
    return code


def _told(trouble: str, code: int) -> int:
    sys.stderr.write(f"copydesk: {visible(trouble)}\n")
    return code


def _drop_the_rest() -> None:
    """Let what is still to be written go nowhere, or the interpreter would fail over it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
