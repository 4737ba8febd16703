"""`copydesk log FOLDER`: who decided what when, newest first."""

import argparse
from collections.abc import Iterator, Sequence

from tui.commands import json_answers
from tui.commands.open_folder import locate, say, write_lines
from tui.errors import DecisionsError
from tui.store.decisions.decisions_file import DecisionsFile
from tui.store.decisions.undo_journal import Entry, Journal, as_json, log
from tui.text.plural import counted
from tui.text.visible import visible


def run(arguments: argparse.Namespace) -> int:
    """Print the decisions of a folder; the articles are not looked at."""
    path = locate(arguments)
    loaded = DecisionsFile(path).load()
    if loaded.read_only:
        raise DecisionsError(loaded.read_only)
    say(*loaded.warnings)
    entries = log(loaded.decisions, Journal(path).replaced())
    if arguments.format == "json":
        answer = {"schema": json_answers.SCHEMA, "log": [as_json(entry) for entry in entries]}
        write_lines([json_answers.dumps(answer)])
    elif arguments.format == "jsonl":
        write_lines(json_answers.dumps(as_json(entry)) for entry in entries)
    else:
        write_lines(as_text(entries))
    return 0


def as_text(entries: Sequence[Entry]) -> Iterator[str]:
    """One line a decision, its note below."""
    for entry in entries:
        chosen = f" {entry.canonical}" if entry.canonical else ""
        by = f" by rule {entry.rule}" if entry.rule else ""
        late = f"  ({_fate(entry)})" if entry.gave_way or entry.in_conflict else ""
        others = [member for member in entry.members if member != entry.canonical]
        of = f"  over {', '.join(others)}" if chosen else f"  {', '.join(others)}"
        said = f"{entry.at:%Y-%m-%d %H:%M}  {entry.reviewer}  {entry.verdict}{chosen}{of}{by}{late}"
        yield visible(said)
        if entry.note:
            yield f"    note: {visible(entry.note)}"
    yield counted(len(entries), "decision")


def _fate(entry: Entry) -> str:
    """What became of a verdict: what replaced it, when, and by whom."""
    if not entry.gave_way:
        return "in conflict with another session of the same reviewer"
    at = f" {entry.replaced_at:%Y-%m-%d %H:%M}" if entry.replaced_at else ""
    verb = "replaced" if entry.new_verdict else "removed"
    how = entry.how
    if how == "outside":
        return f"{verb}{at} by an editor, git or another account"
    by = f" by {entry.replaced_by}" if entry.replaced_by else ""
    verdict = f": {entry.new_verdict}" if entry.new_verdict else ""
    where = {
        "decision": "",
        "rule": f", rule {entry.new_rule}",
        "undo": ", undo",
        "merge": ", in a merge",
        "session": ", in another session",
    }
    return f"{verb}{at}{by}{verdict}{where[how]}"
