"""`copydesk merge`: decisions files merged by meaning, by hand or as git's merge driver."""

import argparse
from pathlib import Path

from tui.commands.opening import say
from tui.errors import UsageError
from tui.store.merge import merge_all, merge_texts
from tui.store.text_file import read_text, write_text

_AS_DRIVER = 3  # BASE OURS THEIRS


def run(arguments: argparse.Namespace) -> int:
    """Merge; what gave way to a later decision is said on standard error."""
    files: list[Path] = arguments.files
    if arguments.output is not None:
        text, merged = merge_all([(str(path), read_text(path)) for path in files])
        write_text(arguments.output, text)
    elif len(files) == _AS_DRIVER:
        base, ours, theirs = files
        before = read_text(base) if base.exists() else ""
        names = tuple(map(str, files))
        text, merged = merge_texts(before or None, read_text(ours), read_text(theirs), names)
        write_text(ours, text)
    else:
        raise UsageError(
            "merge takes BASE OURS THEIRS, as git gives them, or any files with -o FILE",
            do="Say where the merged decisions go: -o FILE",
        )
    say(*merged.notes)
    return 0
