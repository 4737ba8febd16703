"""The door: the words of a call in, an exit code out. It opens nothing but the command that was asked."""

import importlib
import os
import sys
from collections.abc import Sequence

from tui.arguments import build_parser, with_command
from tui.errors import CopydeskError
from tui.progress import Cancelled
from tui.visible import visible

INTERRUPTED = 130  # 128 + SIGINT, as shells say it
BROKEN_PIPE = 141  # 128 + SIGPIPE


def main(words: Sequence[str] | None = None) -> int:
    """Run the command that `words` (default: the process's) ask for; its exit code."""
    words = with_command(list(sys.argv[1:] if words is None else words))
    parser = build_parser(words[0] if words else "")
    arguments = parser.parse_args(words)
    if arguments.command is None:
        parser.print_help(sys.stderr)
        return 2
    try:
        command = importlib.import_module(f"tui.commands.{arguments.command}")
        code: int = command.run(arguments)
        sys.stdout.flush()
    except CopydeskError as trouble:
        sys.stderr.write(f"copydesk: {visible(str(trouble))}\n")
        return trouble.exit_code
    except (KeyboardInterrupt, Cancelled):
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the answer has seen enough; the interpreter must not say so once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    return code
