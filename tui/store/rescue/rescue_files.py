"""Decisions that could not be saved, in a file of their own: written at once, offered at the next start.

A rescue file lies under the user's state folder, or where that cannot be written in a private folder among the
system's temporary files. It is a decisions file itself, to be read and edited by hand like one. `find` looks for
those of programs that no longer run, `store.adopt` takes them up.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from tui.model import Change, Decision, Skipped
from tui.store.decisions.document import Document, Key
from tui.store.decisions.member_paths import HALF, share_there
from tui.store.decisions.toml_reader import Malformed, read
from tui.store.disk import process
from tui.store.disk.atomic_write import replace_file
from tui.store.disk.private_files import check_private, make_private, state_folder
from tui.store.disk.system import System
from tui.store.rescue import stale_temp_files
from tui.store.rescue.rescue_format import Rescue, load, rescue_text
from tui.store.rescue.stale_temp_files import left_behind, temporary_name, what_is_more
from tui.text.plural import counted

_MOST_NAMED: Final = 3  # files that are ignored, in the sentence about them
_NOT_PRIVATE: Final = "{} is not used for unsaved decisions: {}. Make it a folder of your own with mode 700, or set TMPDIR to one"


@dataclass(frozen=True, slots=True)
class Waiting:
    """All that waits to be taken up into one decisions file, oldest first; what was not read, and why."""

    rescues: tuple[Rescue, ...] = ()
    ignored: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """The number of decisions, those taken back among them."""
        return sum(len(rescue.changes) for rescue in self.rescues)

    def warnings(self) -> tuple[str, ...]:
        """Return the sentences about what was not read."""
        if not self.ignored:
            return self.notes
        named = [f"{one.path} ({one.reason})" for one in self.ignored[:_MOST_NAMED]]
        more = len(self.ignored) - len(named)
        named += [f"{more:,} more"] if more else []
        return (*self.notes, f"ignored in the search for unsaved decisions: {', '.join(named)}")

    def reminder(self) -> str:
        """Return the sentence that decisions wait, "" where none do."""
        if not self.rescues:
            return ""
        decisions = counted(self.count, "decision of an earlier run", "decisions of an earlier run")
        verb, are = ("waits", "is") if self.count == 1 else ("wait", "are")
        offer = "`copydesk review` offers to take them up"
        return f"{decisions} {verb} to be saved and {are} not counted here: {offer}"


def find(path: Path) -> Waiting:
    """Find what programs that no longer run left unsaved for the decisions file at `path`. Reads only."""
    target = Path(os.path.realpath(path))
    ignored = list(stale_temp_files.ignored(target))
    rescues = [*_in_folders(target, ignored), *_in_temporary_files(target)]
    rescues.sort(key=lambda rescue: rescue.at)
    return Waiting(tuple(rescues), tuple(ignored), tuple(filter(None, [why_not_private()])))


def pending(path: Path) -> tuple[Rescue, ...]:
    """Return only the rescue files that `find` finds."""
    return find(path).rescues


def keep_aside(
    target: Path, changes: Sequence[Change], seen: Mapping[Key, Decision] | None = None
) -> Path | None:
    """Write a rescue file for `target`; where it is, None where there is no place for one.

    `seen` is what the decisions file held when it was last read.
    """
    data = rescue_text(target, changes, seen).encode()
    system = System()
    for file in new_rescue_file(target):
        with suppress(OSError):
            replace_file(file, [data], None, system, temporary_name(file))
            file.chmod(0o600)
            return file
    return None


def new_rescue_file(target: Path) -> Iterator[Path]:
    """Where a rescue file of this process for `target` may be written, the better place first."""
    name = f"{_name_of(target)}.{process.tag()}.{uuid4().hex[:8]}.toml"
    with suppress(OSError):
        _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        yield _folder() / name
    with suppress(OSError):
        make_private(_fallback())
        yield _fallback() / name


def why_not_private() -> str:
    """Return why the folder among the temporary files is not used and what to do, "" where it is or is not there."""
    folder = _fallback()
    try:
        check_private(folder)
    except FileNotFoundError:
        return ""
    except OSError as trouble:
        return _NOT_PRIVATE.format(folder, trouble.strerror)
    return ""


def _in_folders(target: Path, ignored: list[Skipped]) -> Iterator[Rescue]:
    """Each rescue file of a program that has ended; those that cannot be used are added to `ignored`."""
    name = f"{_name_of(target)}."
    folders = [_folder()] if why_not_private() else [_folder(), _fallback()]
    for file in (file for folder in folders for file in sorted(folder.glob("*.*.*.toml"))):
        if process.runs(file.name.split(".")[1]):
            continue
        is_named = file.name.startswith(name)
        try:
            rescue = load(file)
        except FileNotFoundError:  # taken up by another program meanwhile
            continue
        except (OSError, ValueError, Malformed) as trouble:
            if is_named:
                ignored.append(Skipped(str(file), _reason(trouble)))
        else:
            if rescue.changes and (is_named or _has_moved_to(target, rescue)):
                yield rescue


def _has_moved_to(target: Path, rescue: Rescue) -> bool:
    """Whether `target` is the decisions file of a rescue, and its folder lay at another path then.

    It is if that path is gone, the name is the same, and at least half of the copies are in the folder.
    """
    old = rescue.target
    if old is None or old.name != target.name or os.path.lexists(old.parent):
        return False
    paths = {member.path for record in rescue.decisions for member in record.members}
    return share_there(target.parent, paths) >= HALF


def _reason(trouble: Exception) -> str:
    """Why a rescue file cannot be used."""
    if isinstance(trouble, UnicodeDecodeError):
        return "it is not UTF-8"
    return (isinstance(trouble, OSError) and trouble.strerror) or str(trouble)


def _in_temporary_files(target: Path) -> Iterator[Rescue]:
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
                at = datetime.fromtimestamp(file.lstat().st_mtime, UTC)
                yield Rescue(file, tuple(Change(d.id, d.reviewer, d) for d in more), at)


def _name_of(target: Path) -> str:
    return hashlib.blake2b(os.fsencode(target), digest_size=8).hexdigest()


def _folder() -> Path:
    return state_folder() / "rescue"


def _fallback() -> Path:
    """Where rescue files go while the user's state folder is full or cannot be written."""
    return Path(tempfile.gettempdir()) / f"copydesk-{os.getuid()}"
