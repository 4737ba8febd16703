"""`copydesk log FOLDER`: who decided what when, newest first."""

import argparse
from collections.abc import Iterator, Sequence

from tui.commands import answers
from tui.commands.opening import locate, say, write_lines
from tui.counted import counted
from tui.errors import DecisionsError
from tui.store.decisions_file import DecisionsFile
from tui.store.history import Entry, Journal, as_json, log
from tui.visible import visible


def run(arguments: argparse.Namespace) -> int:
    """Print the decisions of a folder; the articles are not looked at."""
    path = locate(arguments)
    loaded = DecisionsFile(path).load()
    if loaded.read_only:
        raise DecisionsError(loaded.read_only)
    say(*loaded.warnings)
    entries = log(loaded.decisions, Journal(path).lost())
    if arguments.format == "json":
        answer = {"schema": answers.SCHEMA, "log": [as_json(entry) for entry in entries]}
        write_lines([answers.dumps(answer)])
    elif arguments.format == "jsonl":
        write_lines(answers.dumps(as_json(entry)) for entry in entries)
    else:
        write_lines(as_text(entries))
    return 0


def as_text(entries: Sequence[Entry]) -> Iterator[str]:
    """One line a decision, its note below."""
    for entry in entries:
        chosen = f" {entry.canonical}" if entry.canonical else ""
        by = f" by rule {entry.rule}" if entry.rule else ""
        late = "  (gave way to a later one)" if entry.gave_way else ""
        others = [member for member in entry.members if member != entry.canonical]
        of = f"  over {', '.join(others)}" if chosen else f"  {', '.join(others)}"
        said = f"{entry.at:%Y-%m-%d %H:%M}  {entry.reviewer}  {entry.verdict}{chosen}{of}{by}{late}"
        yield visible(said)
        if entry.note:
            yield f"    note: {visible(entry.note)}"
    yield counted(len(entries), "decision")
