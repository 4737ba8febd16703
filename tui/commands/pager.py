"""A long answer through the user's pager where standard output is a terminal, else as it is."""

import os
import shutil
import sys

from tui.commands.open_folder import say
from tui.errors import UsageError
from tui.runtime import foreground_process

_LESS = "FRX"  # leave at once where it fits, let colours through, leave the screen as it was


def paged(text: str) -> None:
    """Print `text`, in $PAGER (or less) where it is longer than the terminal is high."""
    height = shutil.get_terminal_size((80, 24)).lines
    if not sys.stdout.isatty() or text.count("\n") < height or not _shown(text):
        sys.stdout.write(f"{text}\n")


def _shown(text: str) -> bool:
    """Whether a pager has shown the text; where there is none the answer matters more."""
    environment = {**os.environ, "LESS": os.environ.get("LESS", _LESS)}
    try:
        pager = foreground_process.command_of(os.environ.get("PAGER", "less"), "PAGER")
        if not pager or pager == ["cat"]:
            return False
        foreground_process.run(pager, text.encode("utf-8", "replace"), environment)
    except UsageError as trouble:
        say(str(trouble))
        return False
    except OSError:
        return False
    return True
