"""A long answer through the user's pager where standard output is a terminal, else as it is."""

import os
import shlex
import shutil
import subprocess
import sys

_LESS = "FRX"  # leave at once where it fits, let colours through, leave the screen as it was


def paged(text: str) -> None:
    """Print `text`, in $PAGER (or less) where it is longer than the terminal is high."""
    height = shutil.get_terminal_size((80, 24)).lines
    pager = shlex.split(os.environ.get("PAGER", "less"))
    if not sys.stdout.isatty() or text.count("\n") < height or not pager or pager == ["cat"]:
        sys.stdout.write(f"{text}\n")
        return
    try:
        subprocess.run(  # noqa: S603 - the pager that the user named
            pager,
            input=text,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "LESS": os.environ.get("LESS", _LESS)},
            check=False,
        )
    except OSError:  # no such pager: the answer matters more
        sys.stdout.write(f"{text}\n")
