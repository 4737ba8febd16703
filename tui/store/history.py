"""Who decided what and when; and the actions of the last run, so that they can be undone after a restart.

The log is read from the decisions themselves. Actions are noted in a journal under the user's state folder,
one line of JSON each, as they happen; for the door and the screen:

    journal = Journal(path)                            # at the start
    for deed in journal.undoable(file.held()): ...     # what the last run did and nobody changed since
    journal.note(Deed("canonical", at, steps))         # after each action
    journal.take_back() / journal.do_again()           # after each undo and redo
    log(decisions)                                     # newest first, for `copydesk log`
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tomli

from tui.model import Change, Decision
from tui.store.private_files import append_own, read_own, state_folder
from tui.store.toml_text import block_of, decision_of

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision as `copydesk log` tells it; `canonical` is "" where none is chosen, times in UTC."""

    at: datetime
    reviewer: str
    verdict: str
    canonical: str
    members: tuple[str, ...]
    note: str
    label: str
    rule: str
    id: str
    gave_way: bool = False


@dataclass(frozen=True, slots=True)
class Did:
    """What one action did to one case: an article of it, and its records before and after.

    `everywhere` where it changed which cases there are.
    """

    article: str
    before: tuple[Change, ...]
    after: tuple[Change, ...]
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """What one key did, to one case or to many: the unit of undo."""

    name: str
    at: datetime
    steps: tuple[Did, ...]


def log(decisions: Iterable[Decision], gave_way: Iterable[Decision] = ()) -> tuple[Entry, ...]:
    """The decisions newest first; `gave_way` are such that lost against a later one of the same key."""
    entries = [_entry(decision) for decision in decisions]
    entries += [_entry(decision, gave_way=True) for decision in gave_way]
    return tuple(sorted(entries, key=lambda e: (e.at, e.id, e.reviewer), reverse=True))


def as_json(entry: Entry) -> dict[str, Any]:
    """An entry for `--format json`; keys are added, never changed."""
    return {
        "at": entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "reviewer": entry.reviewer,
        "verdict": entry.verdict,
        "canonical": entry.canonical,
        "members": list(entry.members),
        "note": entry.note,
        "label": entry.label,
        "rule": entry.rule,
        "id": entry.id,
        "gave_way": entry.gave_way,
    }


def _entry(decision: Decision, *, gave_way: bool = False) -> Entry:
    return Entry(
        at=decision.at,
        reviewer=decision.reviewer,
        verdict=decision.verdict,
        canonical=next((member.path for member in decision.members if member.canonical), ""),
        members=tuple(member.path for member in decision.members),
        note=decision.note,
        label=decision.label,
        rule=decision.rule,
        id=decision.id,
        gave_way=gave_way,
    )


class Journal:
    """The actions on one decisions file. Mutable: it is written to as the reviewer acts.

    A journal that cannot be written is no journal: undo then ends with the program.
    """

    def __init__(self, path: Path) -> None:
        name = hashlib.blake2b(os.fsencode(os.path.realpath(path)), digest_size=8).hexdigest()
        self._file = state_folder() / "history" / f"{name}.jsonl"
        self._lost = state_folder() / "history" / f"{name}.lost.jsonl"
        self._begun = False
        self._kept: tuple[Deed, ...] = ()

    def undoable(self, held: Mapping[Key, Decision]) -> tuple[Deed, ...]:
        """The last deeds of the last run, oldest first, back to one that `held` no longer shows.

        Taking them back one by one from the end leads to what was there before each. They count as the
        first deeds of this run from now on.
        """
        now = dict(held)
        found: list[Deed] = []
        for deed in reversed(list(self._deeds())):
            if not _shows(now, deed):
                break
            for step in reversed(deed.steps):
                for change in step.before:
                    if change.decision is None:
                        now.pop((change.id, change.reviewer), None)
                    else:
                        now[change.id, change.reviewer] = change.decision
            found.append(deed)
        self._kept = tuple(reversed(found))
        return self._kept

    def note(self, deed: Deed) -> None:
        """Note what was just done."""
        self._append({"do": _deed_json(deed)})

    def take_back(self) -> None:
        """Note that the last deed was undone."""
        self._append({"undo": True})

    def do_again(self) -> None:
        """Note that the deed undone last was done again."""
        self._append({"redo": True})

    def keep_lost(self, decisions: Sequence[Decision]) -> bool:
        """Keep decisions that gave way to later ones: nothing that was acknowledged is lost unseen.

        Whether they are kept.
        """
        return _append(self._lost, [{"lost": block_of(decision)} for decision in decisions])

    def lost(self) -> tuple[Decision, ...]:
        """What gave way in all runs, oldest first."""
        return tuple(_decision(line["lost"]) for line in _lines(self._lost) if "lost" in line)

    def _append(self, line: dict[str, Any]) -> None:
        if (
            not self._begun
        ):  # a run begins: what the one before did has been read, or was not wanted
            self._begun = True
            before = [{"do": _deed_json(deed)} for deed in self._kept]
            with suppress(OSError):
                self._file.unlink(missing_ok=True)
            _append(self._file, before)
        _append(self._file, [line])

    def _deeds(self) -> Iterator[Deed]:
        """The deeds that were not taken back."""
        done: list[Deed] = []
        undone: list[Deed] = []
        for line in _lines(self._file):
            if "do" in line:
                with suppress(ValueError, LookupError, TypeError):
                    done.append(_deed(line["do"]))
                    undone.clear()
            elif "undo" in line and done:
                undone.append(done.pop())
            elif "redo" in line and undone:
                done.append(undone.pop())
        yield from done


def _shows(held: Mapping[Key, Decision], deed: Deed) -> bool:
    """Whether the records are as the deed left them."""
    last = {(c.id, c.reviewer): c.decision for step in deed.steps for c in step.after}
    return all(held.get(key) == decision for key, decision in last.items())


# ---- lines of the journal -----------------------------------------------------------------------


def _append(file: Path, lines: Sequence[Mapping[str, Any]]) -> bool:
    """Add lines to a journal; whether that worked."""
    if not lines:
        return True
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        append_own(file, text.encode("ascii"))
    except OSError:
        return False
    return True


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    """The whole lines of a journal; one that a kill has torn is passed over."""
    try:
        text = read_own(file)[0].decode("ascii", "replace")
    except OSError:
        return
    for line in text.splitlines():
        with suppress(ValueError):
            found = json.loads(line)
            if isinstance(found, dict):
                yield found


def _deed_json(deed: Deed) -> dict[str, Any]:
    return {
        "name": deed.name,
        "at": deed.at.isoformat(),
        "steps": [
            {
                "article": step.article,
                "before": [_change_json(change) for change in step.before],
                "after": [_change_json(change) for change in step.after],
                "everywhere": step.everywhere,
            }
            for step in deed.steps
        ],
    }


def _deed(said: Mapping[str, Any]) -> Deed:
    return Deed(
        said["name"],
        datetime.fromisoformat(said["at"]),
        tuple(
            Did(
                step["article"],
                tuple(map(_change, step["before"])),
                tuple(map(_change, step["after"])),
                step["everywhere"],
            )
            for step in said["steps"]
        ),
    )


def _change_json(change: Change) -> list[str | None]:
    block = None if change.decision is None else block_of(change.decision)
    return [change.id, change.reviewer, block]


def _change(said: Sequence[Any]) -> Change:
    name, reviewer, block = said
    return Change(name, reviewer, None if block is None else _decision(block))


def _decision(block: str) -> Decision:
    return decision_of(tomli.loads(block)["decision"][0])
