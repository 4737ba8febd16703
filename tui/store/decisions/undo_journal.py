"""Who decided what and when; and the actions of the last run, so that they can be undone after a restart.

The log is read from the decisions themselves. Actions are noted in a journal under the user's state folder,
one line of JSON each, as they happen; for the commands and the screen:

    journal = Journal(path)                            # at the start
    for deed in journal.undoable(file.held()): ...     # what the last run did and nobody changed since
    journal.note(Deed("canonical", at, steps))         # after each action
    journal.take_back() / journal.do_again()           # after each undo and redo
    log(decisions, journal.replaced())                 # newest first, for `copydesk log`

What every save replaces or removes is recorded beside it, by the save itself.
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
from tui.store.decisions.toml_writer import block_of, decision_of, unchecked_block
from tui.store.disk.private_files import append_own, read_own, state_folder
from tui.store.merging.record_order import alternatives, digest
from tui.store.merging.replaced_records import HOW, Replaced

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision as `copydesk log` lists it; `canonical` is "" where none is chosen, times in UTC.

    `gave_way` where it is no longer in the file: then `how` it was replaced (as in `replaced.Replaced`; "" where
    only older versions know), when (`replaced_at`), by whom and by which verdict and rule. `in_conflict` where the
    file holds another verdict of the same reviewer's beside it.
    """

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
    how: str = ""
    replaced_at: datetime | None = None
    replaced_by: str = ""
    new_verdict: str = ""
    new_rule: str = ""
    in_conflict: bool = False


@dataclass(frozen=True, slots=True)
class RecordedStep:
    """What one action did to one case: an article of it, and its records before and after.

    `everywhere` where it changed which cases there are.
    """

    article: str
    before: tuple[Change, ...]
    after: tuple[Change, ...]
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class RecordedAction:
    """What one key did, to one case or to many: the unit of undo."""

    name: str
    at: datetime
    steps: tuple[RecordedStep, ...]


def log(decisions: Iterable[Decision], replaced: Iterable[Replaced] = ()) -> tuple[Entry, ...]:
    """The decisions newest first, and those that were `replaced`, each once.

    A save records what it will replace before it does: where the record still stands, the save has failed.
    """
    entries = []
    standing = set()
    for decision in decisions:
        standing.add(digest(decision))
        in_conflict = bool(decision.concurrent)
        entries += [_entry(one, in_conflict=in_conflict) for one in alternatives(decision)]
    gone: dict[str, Replaced] = {}
    for one in replaced:
        gone.setdefault(digest(one.decision), one)
    for name, one in gone.items():
        if name not in standing:
            entries += [_entry(decision, one) for decision in alternatives(one.decision)]
    return tuple(sorted(entries, key=lambda e: (e.at, e.id, e.reviewer), reverse=True))


def as_json(entry: Entry) -> dict[str, Any]:
    """An entry for `--format json`; keys are added, never changed."""
    return {
        "at": _utc(entry.at),
        "reviewer": entry.reviewer,
        "verdict": entry.verdict,
        "canonical": entry.canonical,
        "members": list(entry.members),
        "note": entry.note,
        "label": entry.label,
        "rule": entry.rule,
        "id": entry.id,
        "gave_way": entry.gave_way,
        "how": entry.how,
        "replaced_at": "" if entry.replaced_at is None else _utc(entry.replaced_at),
        "replaced_by": entry.replaced_by,
        "new_verdict": entry.new_verdict,
        "new_rule": entry.new_rule,
        "in_conflict": entry.in_conflict,
    }


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _entry(
    decision: Decision, replaced: Replaced | None = None, *, in_conflict: bool = False
) -> Entry:
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
        gave_way=replaced is not None,
        how=replaced.how if replaced else "",
        replaced_at=replaced.at if replaced else None,
        replaced_by=replaced.by if replaced else "",
        new_verdict=replaced.verdict if replaced else "",
        new_rule=replaced.rule if replaced else "",
        in_conflict=in_conflict,
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
        self._kept: tuple[RecordedAction, ...] = ()

    def undoable(self, held: Mapping[Key, Decision]) -> tuple[RecordedAction, ...]:
        """The last deeds of the last run, oldest first, back to one that `held` no longer shows.

        Taking them back one by one from the end leads to what was there before each. They count as the
        first deeds of this run from now on.
        """
        now = dict(held)
        found: list[RecordedAction] = []
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

    def note(self, deed: RecordedAction) -> None:
        """Note what was just done."""
        self._append({"do": _deed_json(deed)})

    def take_back(self) -> None:
        """Note that the last deed was undone."""
        self._append({"undo": True})

    def do_again(self) -> None:
        """Note that the deed undone last was done again."""
        self._append({"redo": True})

    def record(self, replaced: Sequence[Replaced]) -> bool:
        """Record what a save replaces, durably; whether that worked."""
        return _append(self._lost, [_replaced_json(one) for one in replaced], durable=True)

    def replaced(self) -> tuple[Replaced, ...]:
        """What was replaced in all runs, oldest first."""
        return tuple(_all_replaced(_lines(self._lost)))

    def size(self) -> int:
        """How many bytes of the journal tell of replaced records: a mark for `replaced_since`."""
        try:
            return self._lost.stat().st_size
        except OSError:
            return 0

    def replaced_since(self, size: int) -> tuple[Replaced, ...]:
        """What was replaced since the journal was of this size, oldest first."""
        return tuple(_all_replaced(_lines(self._lost, size)))

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

    def _deeds(self) -> Iterator[RecordedAction]:
        """The deeds that were not taken back."""
        done: list[RecordedAction] = []
        undone: list[RecordedAction] = []
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


def _shows(held: Mapping[Key, Decision], deed: RecordedAction) -> bool:
    """Whether the records are as the deed left them."""
    last = {(c.id, c.reviewer): c.decision for step in deed.steps for c in step.after}
    return all(held.get(key) == decision for key, decision in last.items())


# ---- lines of the journal -----------------------------------------------------------------------


def _append(file: Path, lines: Sequence[Mapping[str, Any]], *, durable: bool = False) -> bool:
    """Append whole lines; whether that worked. A line that a kill has torn before them stays alone."""
    if not lines:
        return True
    data = ("\n" + "".join(f"{json.dumps(line)}\n" for line in lines)).encode("ascii")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        append_own(file, data, durable=durable)
    except OSError:
        return False
    return True


def _lines(file: Path, start: int = 0) -> Iterator[dict[str, Any]]:
    """The whole lines of a journal from byte `start` on; one that a kill has torn is passed over."""
    try:
        text = read_own(file)[0][start:].decode("ascii", "replace")
    except OSError:
        return
    for line in text.splitlines():
        with suppress(ValueError):
            found = json.loads(line)
            if isinstance(found, dict):
                yield found


def _replaced_json(one: Replaced) -> dict[str, Any]:
    return {
        "lost": unchecked_block(one.decision),
        "how": one.how,
        "at": _utc(one.at),
        "by": one.by,
        "verdict": one.verdict,
        "rule": one.rule,
    }


def _all_replaced(lines: Iterable[Mapping[str, Any]]) -> Iterator[Replaced]:
    for line in lines:
        if "lost" in line:
            with suppress(ValueError, LookupError, TypeError):  # not written by this program
                yield _replaced(line)


def _replaced(line: Mapping[str, Any]) -> Replaced:
    """The entry of one line; those of earlier versions tell only of a session that decided later."""
    decision = _decision(line["lost"])
    how = line.get("how", "session")
    if how not in HOW:
        raise ValueError(how)
    at = datetime.fromisoformat(line["at"]) if "at" in line else decision.at
    by, verdict, rule = (str(line.get(key, "")) for key in ("by", "verdict", "rule"))
    return Replaced(decision, how, at, by, verdict, rule)


def _deed_json(deed: RecordedAction) -> dict[str, Any]:
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


def _deed(said: Mapping[str, Any]) -> RecordedAction:
    return RecordedAction(
        said["name"],
        datetime.fromisoformat(said["at"]),
        tuple(
            RecordedStep(
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
