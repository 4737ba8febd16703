"""Decisions that could not be saved, in a file of their own: written at once, offered at the next start.

A rescue file lies under the user's state folder and is a decisions file itself, to be read and edited
by hand like one. For the door and the screen, at the start:

    for found in pending(path):        # of programs that no longer run
        adopt(found, file)             # takes up what is not older than what the file says; or:
        discard(found)                 # after asking a person
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Protocol
from uuid import uuid4

import platformdirs
import tomli

from tui.model import Change, Decision
from tui.store import process
from tui.store.atomic_write import replace_file
from tui.store.document import Document, Key
from tui.store.leftovers import left_behind, temporary_name, what_is_more
from tui.store.reading import Malformed, read
from tui.store.system import System
from tui.store.toml_text import path_raw, toml_value

_HEADER: Final = "# Decisions that copydesk could not save in the file below; it offers them at its next start.\n"


@dataclass(frozen=True, slots=True)
class Rescue:
    """What one program that ended could not save, since `at` (UTC), in `file`."""

    file: Path
    changes: tuple[Change, ...]
    at: datetime

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions among the changes; the rest takes decisions back."""
        return tuple(c.decision for c in self.changes if c.decision is not None)


class Writes(Protocol):
    """What `adopt` needs of a decisions file."""

    def write(self, changes: Sequence[Change]) -> object:
        """Make changes durable, or raise DecisionsError."""

    def held(self) -> Mapping[Key, Decision]:
        """The decisions as last read."""


def state_folder() -> Path:
    """Where the program keeps what is no cache and no setting; not made here."""
    return platformdirs.user_state_path("copydesk")


def new_rescue_file(target: Path) -> Iterator[Path]:
    """Where a rescue file of this process for `target` may be written, the better place first."""
    name = f"{_name_of(target)}.{process.tag()}.{uuid4().hex[:8]}.toml"
    for folder in _folders():
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            yield folder / name


def rescue_text(target: Path, changes: Sequence[Change]) -> str:
    """The text of a rescue file: what is to be held and what is to be taken out of `target`."""
    removed = [{"id": c.id, "reviewer": c.reviewer} for c in changes if c.decision is None]
    head = f"{_HEADER}schema = 1\nof = {toml_value(path_raw(str(target)))}\nremoved = {toml_value(removed)}\n\n"
    return replace(Document(), before=head).with_changes(changes).text()


def pending(path: Path) -> tuple[Rescue, ...]:
    """What programs that no longer run left unsaved for the decisions file at `path`, oldest first.

    Reads only; a rescue file that cannot be read is passed over and stays where it is.
    """
    target = Path(os.path.realpath(path))
    found = [*_rescued(target), *_left_in_temporary_files(target)]
    return tuple(sorted(found, key=lambda rescue: rescue.at))


def adopt(rescue: Rescue, file: Writes) -> int:
    """Save what a rescue file holds, then remove it; how many decisions it was.

    What the decisions file by now says later of the same key stays. Raises DecisionsError where it
    cannot be saved; the rescue file is then still there.
    """
    held = file.held()
    wanted = [change for change in rescue.changes if not _is_overtaken(change, held, rescue.at)]
    if wanted:
        file.write(wanted)
    discard(rescue)
    return len(wanted)


def discard(rescue: Rescue) -> None:
    """Give up what a rescue file holds."""
    rescue.file.unlink(missing_ok=True)


def _is_overtaken(change: Change, held: Mapping[Key, Decision], at: datetime) -> bool:
    now = held.get((change.id, change.reviewer))
    if now is None:
        return False
    return now.at > (at if change.decision is None else change.decision.at)


def _rescued(target: Path) -> Iterator[Rescue]:
    for folder in _folders():
        for file in sorted(folder.glob(f"{_name_of(target)}.*.toml")):
            if process.runs(file.name.split(".")[1]):
                continue
            with suppress(OSError, ValueError, Malformed):
                text = file.read_text("utf-8")
                at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
                if changes := tuple(_changes(text)):
                    yield Rescue(file, changes, at)


def _changes(text: str) -> Iterator[Change]:
    gone: Any = tomli.loads(text).get("removed", [])
    for one in gone if isinstance(gone, list) else ():
        if (
            isinstance(one, dict)
            and isinstance(one.get("id"), str)
            and isinstance(one.get("reviewer"), str)
        ):
            yield Change(one["id"], one["reviewer"], None)
    for decision in read(text).decisions.values():
        yield Change(decision.id, decision.reviewer, decision)


def _left_in_temporary_files(target: Path) -> Iterator[Rescue]:
    """What a program wrote beside the file and died before it could put it in its place."""
    left = left_behind(target)
    if not left:
        return
    try:
        now = read(target.read_text("utf-8"))
    except FileNotFoundError:
        now = Document()
    except (OSError, ValueError, Malformed):
        return
    for file in left:
        if more := what_is_more(file, target, now):
            with suppress(OSError):
                at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
                yield Rescue(file, tuple(Change(d.id, d.reviewer, d) for d in more), at)


def _name_of(target: Path) -> str:
    return hashlib.blake2b(os.fsencode(target), digest_size=8).hexdigest()


def _folders() -> tuple[Path, Path]:
    """The user's state folder; where that is full or cannot be written, a folder for passing things."""
    passing = Path(tempfile.gettempdir()) / f"copydesk-{os.getuid()}"
    return state_folder() / "rescue", passing


def keep_aside(target: Path, changes: Sequence[Change]) -> Path | None:
    """Write a rescue file for `target`; where it is, None where there is no place for one."""
    data = rescue_text(target, changes).encode()
    system = System()
    for file in new_rescue_file(target):
        with suppress(OSError):
            replace_file(file, [data], None, system, temporary_name(file))
            file.chmod(0o600)
            return file
    return None
