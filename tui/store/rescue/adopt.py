"""Rescued decisions and what a person wants done with them → saved, left for later, or discarded.

What the decisions file holds by now is never replaced unseen: a verdict given after the rescued one stays, and the one
that gives way can be read in `copydesk log`.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from tui.errors import DecisionsError
from tui.model import Change, Decision
from tui.store.decisions.document import Key
from tui.store.decisions.os_errors import explained
from tui.store.decisions.undo_journal import Journal
from tui.store.merging.replaced_records import Replaced, replaced_by
from tui.store.rescue.rescue_files import Waiting
from tui.store.rescue.rescue_format import Rescue, fingerprint
from tui.text.plural import counted

TAKE_UP: Final = "take them up"
LATER: Final = "ask again next time"
DISCARD: Final = "discard them"


class Saving(Protocol):
    """What saved a change: the decisions that gave way to it."""

    @property
    def lost(self) -> tuple[Decision, ...]:
        """Decisions of the file, or of the changes, that another one of the same key replaced."""


class File(Protocol):
    """What is needed of a decisions file that was read."""

    path: Path

    def write(self, changes: Sequence[Change]) -> Saving:
        """Make changes durable, or raise DecisionsError."""

    def held(self) -> Mapping[Key, Decision]:
        """The decisions as last read."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """How many changes were saved, and the decisions on either side that gave way."""

    taken: int
    gave_way: tuple[Decision, ...] = ()


def question(waiting: Waiting) -> str:
    """Return what a person is asked."""
    return f"{counted(waiting.count, 'decision')} of an earlier run could not be saved then"


def settle(chosen: str | None, waiting: Waiting, file: File) -> tuple[str, ...]:
    """Do what was chosen with all that waits; sentences about what became of it. Raises nothing.

    What cannot be saved yet stays where it is, for the next start.
    """
    if chosen not in {TAKE_UP, DISCARD}:
        return ()
    taken, gave_way = 0, 0
    trouble = ""
    for rescue in waiting.rescues:
        try:
            if chosen == DISCARD:
                discard(rescue)
                continue
            done = adopt(rescue, file)
        except DecisionsError as error:
            trouble = f"not saved, asked again at the next start: {error}"
            break
        taken, gave_way = taken + done.taken, gave_way + len(done.gave_way)
    saved = f"{counted(taken, 'decision')} of the earlier run saved" if taken else ""
    verb = "was" if gave_way == 1 else "were"
    replaced = f"{counted(gave_way, 'decision')} {verb} replaced by a later one: see `copydesk log`"
    return tuple(filter(None, [saved, replaced if gave_way else "", trouble]))


def adopt(rescue: Rescue, file: File) -> Adopted:
    """Save what a rescue file holds as far as nothing later was decided, then remove the rescue file.

    Raises DecisionsError where that cannot be done; the rescue file is then still there.
    """
    held = file.held()
    wanted: list[Change] = []
    overtaken: list[Replaced] = []
    gave_way: list[Decision] = []
    for change in rescue.changes:
        now = held.get((change.id, change.reviewer))
        if now == change.decision:
            continue
        if _is_overtaken(change, held, rescue):
            if change.decision is not None:
                overtaken.append(replaced_by(change.decision, now, "session"))
        else:
            wanted.append(change)
            is_known = (change.id, change.reviewer) in rescue.seen
            gave_way += [now] if now is not None and not is_known else []
    if wanted:
        gave_way += [one for one in file.write(wanted).lost if one.key not in rescue.seen]
    if not Journal(file.path).record(overtaken):
        raise DecisionsError(
            "the log of replaced decisions cannot be written",
            where=str(file.path),
            do="The unsaved decisions stay in their rescue file",
        )
    discard(rescue)
    lost = dict.fromkeys((*(one.decision for one in overtaken), *gave_way))
    return Adopted(len(wanted), tuple(lost))


def discard(rescue: Rescue) -> None:
    """Remove a rescue file. Raises DecisionsError where that cannot be done."""
    try:
        with suppress(FileNotFoundError):
            rescue.file.unlink()
    except OSError as trouble:
        raise explained(trouble, rescue.file) from trouble


def _is_overtaken(change: Change, held: Mapping[Key, Decision], rescue: Rescue) -> bool:
    """Whether the file holds a verdict that was given after the rescued one.

    Of the same key: another than the program had read that could not save. Where it did not note what it had read, and
    of other records of this reviewer on the same texts, the later time counts.
    """
    key = (change.id, change.reviewer)
    now = held.get(key)
    at = rescue.at if change.decision is None else change.decision.at
    if now is not None and key in rescue.seen:
        return fingerprint(now) != rescue.seen[key]
    if now is not None:
        return now.at > at
    if change.decision is None:
        return False
    taken_out = {(one.id, one.reviewer) for one in rescue.changes}
    texts = {member.digest for member in change.decision.members}
    return any(
        other.reviewer == change.reviewer
        and other.at > at
        and other.key not in taken_out
        and not texts.isdisjoint(member.digest for member in other.members)
        for other in held.values()
    )
