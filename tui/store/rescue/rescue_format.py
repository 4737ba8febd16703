"""The text of a rescue file ↔ the changes that could not be saved.

It is a decisions file with three more keys: `of`, the file that the decisions belong in; `removed`, what is to be taken
out of it; `seen`, what it held when the decisions were made.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import tomli

from tui.model import Change, Decision
from tui.store.decisions.document import Document, Key
from tui.store.decisions.toml_reader import read
from tui.store.decisions.toml_writer import legible, path_of_raw, path_raw, toml_value
from tui.store.disk.private_files import read_own

_HEADER: Final = "# Decisions that copydesk could not save in the file below; it offers them at its next start.\n"


@dataclass(frozen=True, slots=True)
class Rescue:
    """What one program that ended could not save, since `at` (UTC), in `file`.

    `seen` has the fingerprint of what the decisions file held under a key when that program last read it, ""
    where there was nothing; keys without one are of programs that did not note it. `target` is the decisions file
    that the program had open, where it noted that.
    """

    file: Path
    changes: tuple[Change, ...]
    at: datetime
    seen: Mapping[Key, str] = field(default_factory=dict)
    target: Path | None = None

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions among the changes; the rest takes decisions back."""
        return tuple(c.decision for c in self.changes if c.decision is not None)


def rescue_text(
    target: Path, changes: Sequence[Change], seen: Mapping[Key, Decision] | None = None
) -> str:
    """The text of a rescue file: what is to be held and what is to be taken out of `target`."""
    removed = [{"id": c.id, "reviewer": legible(c.reviewer)} for c in changes if c.decision is None]
    head = f"{_HEADER}schema = 1\nof = {toml_value(path_raw(str(target)))}\nremoved = {toml_value(removed)}\n"
    if seen is not None:
        keys = dict.fromkeys((change.id, change.reviewer) for change in changes)
        rows = [
            {"id": key[0], "reviewer": legible(key[1]), "record": fingerprint(seen.get(key))}
            for key in keys
        ]
        head += f"seen = {toml_value(rows)}\n"
    return replace(Document(), before=f"{head}\n").with_changes(changes).text()


def fingerprint(decision: Decision | None) -> str:
    """Return what tells one record of a key from another, "" for none."""
    if decision is None:
        return ""
    members = sorted((one.digest, one.canonical, one.excluded) for one in decision.members)
    at = decision.at.astimezone(UTC).isoformat(timespec="seconds")
    record = (decision.verdict, at, members, decision.note, decision.label)
    return hashlib.blake2b(repr(record).encode("utf-8", "replace"), digest_size=8).hexdigest()


def load(file: Path) -> Rescue:
    """Read a rescue file. Raises OSError, ValueError or Malformed."""
    data, status = read_own(file)
    text = data.decode("utf-8")
    head = tomli.loads(text)
    seen = {
        (str(row["id"]), str(row["reviewer"])): str(row["record"])
        for row in _rows(head, "seen", {"id", "reviewer", "record"})
    }
    at = datetime.fromtimestamp(status.st_mtime, UTC)
    of = head.get("of")
    target = Path(path_of_raw(of)) if isinstance(of, str) else None
    return Rescue(file, tuple(_changes(head, text)), at, seen, target)


def _rows(head: Mapping[str, Any], key: str, columns: set[str]) -> Iterator[Mapping[str, Any]]:
    """The tables of a list in the head of a rescue file that have text in each of the columns."""
    rows = head.get(key)
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and all(isinstance(row.get(name), str) for name in columns):
            yield row


def _changes(head: Mapping[str, Any], text: str) -> Iterator[Change]:
    for row in _rows(head, "removed", {"id", "reviewer"}):
        yield Change(row["id"], row["reviewer"], None)
    for decision in read(text).decisions.values():
        yield Change(decision.id, decision.reviewer, decision)
