"""One copy taken out of its place, or brought back: look at the disk, do the next thing, look again.

Nothing is remembered but the plan; where a file is tells how far its step came. So a run
that was killed is resumed or undone by doing the same again. A file's bytes are given up nowhere: it is renamed, and
where it goes to another file system, the name that it had is taken away only after the copy was read
again. A link is taken away only while what it links to is there.
"""

import errno
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from tui.store.apply import trash
from tui.store.apply.disk import Disk, Identity, digest, identity, move, sync
from tui.store.apply.file_copy import copy, part_of, remove_part

Action = Literal["move", "hardlink", "symlink", "trash"]
ACTIONS: Final[tuple[Action, ...]] = ("move", "hardlink", "symlink", "trash")
_COARSEST_NS: Final = 2_000_000_000  # FAT keeps times to two seconds
_PARTED: Final = (
    "it has other names (hard links), which a copy on another file system would not share: "
    "name a folder on the same file system"
)


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one copy; all paths are absolute.

    `path` is where it is, `kept` the canonical copy, `to` where it goes. `aside` is a name beside it that is used in
    between where `to` is on another file system. `digest` and `kept_digest` are of the files' bytes,
    `original` is device and inode of the file. `info` is the note that a trash keeps of it, "" for none.
    """

    action: Action
    path: str
    kept: str
    to: str
    aside: str
    digest: str
    kept_digest: str
    original: Identity
    info: str = ""

    @property
    def links(self) -> bool:
        """Whether a link is left in its place."""
        return self.action in {"hardlink", "symlink"}


class _Look:
    """Where the file of a step is now; made anew after everything that is done."""

    def __init__(self, step: Step, disk: Disk) -> None:
        self._step, self._disk = step, disk
        self.path, self.to, self.aside = Path(step.path), Path(step.to), Path(step.aside)
        self.here = identity(self.path) == step.original
        self.free = not os.path.lexists(self.path)
        self.beside = identity(self.aside) == step.original
        there = identity(self.to)
        self.renamed = there == step.original
        self.copied = (
            there is not None and not self.renamed and digest(self.to, disk) == step.digest
        )

    @property
    def linked(self) -> bool:
        """Whether our link is in the file's place."""
        step = self._step
        if step.action == "symlink":
            return self.path.is_symlink() and str(self.path.readlink()) == _target(step)
        kept = identity(Path(step.kept))
        return step.action == "hardlink" and kept is not None and identity(self.path) == kept

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        gone = self.linked if self._step.links else not (self.here or self.beside)
        return (self.renamed or self.copied) and gone and not self.beside


def is_away(step: Step) -> bool:
    """Return whether a file lies where the copy goes or waits: something is there to be brought back."""
    return any(identity(Path(name)) for name in (step.to, step.aside))


def forward(step: Step, disk: Disk) -> str:
    """Take the copy out of its place; "" once that is done, else why it is left alone.

    Then it is in its place again, or the reason says where. Raises OSError, after which the same holds.
    """
    try:
        why = _forward(step, disk)
    except OSError as error:
        where = _roll_back(step, disk)
        if where:
            raise OSError(error.errno, f"{error.strerror}; {where}", error.filename) from error
        raise
    where = _roll_back(step, disk) if why else ""
    return f"{why}; {where}" if where else why


def _roll_back(step: Step, disk: Disk) -> str:
    """Bring back what failed half way; "" where it is in its place or nowhere, else where it is."""
    try:
        why = backward(step, disk)
    except OSError:
        why = ""
    places = [place for place in (step.path, step.aside, step.to) if identity(Path(place))]
    if step.path in places or not places:
        return why if step.to in places else ""
    return why or f"it is kept as {' and '.join(places)}"


def _forward(step: Step, disk: Disk) -> str:
    _clear(step, disk)
    look = _Look(step, disk)
    if not look.done and look.here:
        why = _unfit(step, disk)
        if why:
            return why
        why = _take_away(step, look, disk)
        if why:
            return why
        look = _Look(step, disk)
    if look.beside and look.copied:
        _give_up(look.aside, look.to, step, disk)
        look = _Look(step, disk)
    if look.beside:
        return f"it changed meanwhile; it is kept as {step.aside}"
    if step.links and look.free and (look.renamed or look.copied):
        _link(step, disk)
        look = _Look(step, disk)
    return "" if look.done else "it is neither in its place nor where it goes"


def backward(step: Step, disk: Disk) -> str:
    """Bring the copy back into its place; "" once that is done, else why not. Raises OSError."""
    _clear(step, disk)
    look = _Look(step, disk)
    if look.here and (
        look.beside or look.renamed
    ):  # killed between giving one name and taking the other
        disk.unlink(look.aside if look.beside else look.to)
        look = _Look(step, disk)
    elsewhere = look.renamed or look.copied or look.beside
    if look.linked and elsewhere and not look.here:
        disk.unlink(look.path)
        look = _Look(step, disk)
    if look.free and elsewhere:
        _bring_back(step, look, disk)
        look = _Look(step, disk)
    if (look.copied or look.renamed) and _is_copy(look.path, look.to):
        _give_up(look.to, look.path, step, disk)
        look = _Look(step, disk)
    if look.renamed or look.copied or look.beside:
        where = step.aside if look.beside else step.to
        return f"another file is in its place; it is kept as {where}"
    if not look.here and digest(look.path, disk) != step.digest:
        if identity(look.to):
            return f"the file that was moved changed since; it is kept as {step.to}"
        return "it is neither in its place nor where it went"
    if step.info:
        trash.forget(Path(step.info), step.path, disk)
    return ""


def _clear(step: Step, disk: Disk) -> None:
    """Remove what a killed run had half copied, forth or back."""
    remove_part(part_of(Path(step.to)), disk)
    remove_part(part_of(Path(step.path)), disk)


def _unfit(step: Step, disk: Disk) -> str:
    """Why a copy that is in its place must stay there; "" where nothing speaks against it."""
    if digest(Path(step.path), disk) != step.digest:
        return "it changed since it was read"
    if digest(Path(step.kept), disk) != step.kept_digest:
        return f"what is kept in its place changed or is gone: {step.kept}"
    return ""


def _take_away(step: Step, look: _Look, disk: Disk) -> str:
    """Take the file away, with a note in a trash where it came from; why not, then there is no note."""
    if not step.info:
        return _move_or_copy(step, look, disk)
    trash.note(Path(step.info), step.path, disk)
    why = _move_or_copy(step, look, disk)
    if why:
        trash.forget(Path(step.info), step.path, disk)
    return why


def _move_or_copy(step: Step, look: _Look, disk: Disk) -> str:
    """Rename the file to where it goes, or copy it there and rename it aside; why not, where it was exchanged."""
    if look.renamed or look.beside:  # killed between giving one name and taking the other
        disk.unlink(look.path)
        return ""
    there = look.to
    try:
        move(look.path, there, disk)
    except OSError as error:
        if error.errno != errno.EXDEV and not (look.copied and _apart(look.path, there)):
            raise
        if look.path.lstat().st_nlink > 1:
            return _PARTED
        if not look.copied:
            copy(look.path, look.to, step.digest, disk)
        there = look.aside
        move(look.path, there, disk)
    if identity(there) == step.original:
        return ""
    move(there, look.path, disk)  # somebody saved another file in this very moment: it is theirs
    return "it changed since it was read"


def _bring_back(step: Step, look: _Look, disk: Disk) -> None:
    """Give the free place back to the file, from wherever it is."""
    if look.beside:
        move(look.aside, look.path, disk)
        return
    if look.renamed:
        try:
            move(look.to, look.path, disk)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
        else:
            return
    copy(look.to, look.path, step.digest, disk)


def _apart(one: Path, other: Path) -> bool:
    return one.lstat().st_dev != other.lstat().st_dev


def _is_copy(one: Path, other: Path) -> bool:
    """Whether two files look as `copy` leaves them: same owner, mode, size and time. Their bytes are not read."""
    try:
        mine, its = one.lstat(), other.lstat()
    except OSError:
        return False
    apart = abs(mine.st_mtime_ns - its.st_mtime_ns)
    return apart <= _COARSEST_NS and all(
        getattr(mine, name) == getattr(its, name)
        for name in ("st_uid", "st_gid", "st_mode", "st_size")
    )


def _give_up(name: Path, other: Path, step: Step, disk: Disk) -> None:
    """Take a name away whose bytes were just read again under the other one."""
    if digest(name, disk) == digest(other, disk) == step.digest:
        disk.unlink(name)
        sync(disk, name.parent)


def _link(step: Step, disk: Disk) -> None:
    path = Path(step.path)
    try:
        if step.action == "hardlink":
            disk.link(Path(step.kept), path)
        else:
            disk.symlink(_target(step), path)
    except OSError as error:
        why = f"no link can be made in its place ({error.strerror})"
        raise OSError(error.errno, why) from error
    sync(disk, path.parent)


def _target(step: Step) -> str:
    return os.path.relpath(step.kept, Path(step.path).parent)
