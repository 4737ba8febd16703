"""One copy taken out of its place, or brought back: look at the disk, do the next thing, look again.

Nothing of what was done is remembered but the plan; where a file is tells how far its step came. So a run
that was killed is resumed or undone by doing the same again. A file's bytes are given up nowhere: it is renamed, and
where it goes to another file system, the name that it had is taken away only after the copy was read
again. A link is taken away only while what it links to is there.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from tui.store.files import trash
from tui.store.files.disk import Disk, Identity, copy, digest, identity, move, sync

Action = Literal["move", "hardlink", "symlink", "trash"]
ACTIONS: Final[tuple[Action, ...]] = ("move", "hardlink", "symlink", "trash")


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one copy; all paths are absolute.

    `path` is where it is, `kept` the canonical copy, `to` where it goes. `aside` is a name beside it that is used in
    between where `to` is on another file system. `digest` and `kept_digest` are of the files' bytes,
    `original` is who the file is. `info` is the note that a trash keeps of it, "" for none.
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


def forward(step: Step, disk: Disk) -> str:
    """Take the copy out of its place; "" once that is done, else why it is left alone. Raises OSError."""
    look = _Look(step, disk)
    if not look.done and look.here:
        why = _unfit(step, disk)
        if why:
            return why
        if step.info:
            trash.note(Path(step.info), step.path, disk)
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
    look = _Look(step, disk)
    elsewhere = look.renamed or look.copied or look.beside
    if look.linked and elsewhere and not look.here:
        disk.unlink(look.path)
        look = _Look(step, disk)
    if look.free and elsewhere:
        if look.beside:
            move(look.aside, look.path, disk)
        elif look.renamed:
            move(look.to, look.path, disk)
        else:
            copy(look.to, look.path, step.digest, disk)
        look = _Look(step, disk)
    if look.copied and digest(look.path, disk) == step.digest:
        _give_up(look.to, look.path, step, disk)
        look = _Look(step, disk)
    if look.renamed or look.copied or look.beside:
        where = step.aside if look.beside else step.to
        return f"another file is in its place; it is kept as {where}"
    if not look.here and digest(look.path, disk) != step.digest:
        return "it is neither in its place nor where it went"
    if step.info:
        trash.forget(Path(step.info), disk)
    return ""


def _unfit(step: Step, disk: Disk) -> str:
    """Why a copy that is in its place must stay there; "" where nothing speaks against it."""
    if digest(Path(step.path), disk) != step.digest:
        return "it changed since it was read"
    if digest(Path(step.kept), disk) != step.kept_digest:
        return f"what is kept in its place changed or is gone: {step.kept}"
    return ""


def _take_away(step: Step, look: _Look, disk: Disk) -> str:
    """Rename the file to where it goes, or copy it there and rename it aside; why not, where it was exchanged."""
    there = look.to
    if _same_file_system(look.path, look.to):
        if look.renamed:  # two names: it was stopped between giving the one and taking the other
            disk.unlink(look.path)
            return ""
        move(look.path, there, disk)
    else:
        if not look.copied:
            copy(look.path, there, step.digest, disk)
        there = look.aside
        move(look.path, there, disk)
    if identity(there) == step.original:
        return ""
    move(there, look.path, disk)  # somebody saved another file in this very moment: it is theirs
    return "it changed since it was read"


def _give_up(name: Path, other: Path, step: Step, disk: Disk) -> None:
    """Take a name away whose bytes were just read again under the other one."""
    if digest(name, disk) == digest(other, disk) == step.digest:
        disk.unlink(name)
        sync(disk, name.parent)


def _link(step: Step, disk: Disk) -> None:
    path = Path(step.path)
    if step.action == "hardlink":
        disk.link(Path(step.kept), path)
    else:
        disk.symlink(_target(step), path)
    sync(disk, path.parent)


def _target(step: Step) -> str:
    return os.path.relpath(step.kept, Path(step.path).parent)


def _same_file_system(one: Path, other: Path) -> bool:
    above = next(folder for folder in other.parents if folder.exists())
    return one.lstat().st_dev == above.stat().st_dev
