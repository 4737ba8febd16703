"""`copydesk merge`: decisions files merged by meaning, by hand or as git's merge driver."""

import argparse
from pathlib import Path

from tui.commands.open_folder import say
from tui.errors import UsageError
from tui.store.decisions.undo_journal import Journal
from tui.store.disk.text_file import read_text, write_text
from tui.store.merging.merge_documents import merge_all, merge_texts
from tui.store.merging.replaced_records import replaced_by

_AS_DRIVER = (3, 4)  # BASE OURS THEIRS, and git's %P: the name of the file in the repository


def run(arguments: argparse.Namespace) -> int:
    """Merge; what gave way is reported on standard error and recorded for `copydesk log`."""
    files: list[Path] = arguments.files
    if arguments.output is not None:
        text, merged = merge_all([(str(path), read_text(path)) for path in files])
        name = arguments.output
        write_text(name, text)
    elif len(files) in _AS_DRIVER:
        base, ours, theirs, *names_in_git = files
        name = names_in_git[0] if names_in_git else ours
        before = read_text(base) if base.exists() else ""
        names = tuple(map(str, files[:3]))
        text, merged = merge_texts(before or None, read_text(ours), read_text(theirs), names)
        write_text(ours, text)
    else:
        raise UsageError(
            "merge takes BASE OURS THEIRS, as git gives them, or any files with -o FILE",
            do="Say where the merged decisions go: -o FILE",
        )
    kept = merged.document.decisions
    Journal(name).record([replaced_by(one, kept.get(one.key), "merge") for one in merged.lost])
    say(*merged.notes)
    return 0
