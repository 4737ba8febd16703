"""Copies to let go, with what is kept of each → the steps that will do it, and what cannot be touched.

Nothing is done here, and nothing is decided: every new name is chosen, and every file is read once to see
that it is still what was decided about.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tui.errors import InputError
from tui.model import Article, Skipped
from tui.store.apply import trash
from tui.store.apply.disk import Disk, digest, identity
from tui.store.apply.file_copy import aside_of
from tui.store.apply.step import Action, Step


def plan(
    root: Path,
    action: Action,
    to: Path | None,
    pairs: Iterable[tuple[Article, Article, Path]],
    disk: Disk,
) -> Iterator[Step | Skipped]:
    """Yield a step, or a reason why there is none, for each (copy, what is kept in its place, that one's file).

    `to` is where the files go, None for the user's trash. Raises InputError where it lies in the folder:
    what is put there would be read as articles again.
    """
    home = root.resolve()
    target = trash.place(home) if to is None else to.absolute()
    if target.resolve().is_relative_to(home):
        raise InputError(
            "what is taken out of a folder cannot be put into it",
            where=str(target),
            do="Name another folder: --to DIR",
        )
    name = _names(target, in_trash=action == "trash")
    for copy, kept, stays in pairs:
        yield _step(home, action, copy, kept, stays.absolute(), name, disk)


def _step(
    home: Path,
    action: Action,
    copy: Article,
    kept: Article,
    stays: Path,
    name: "Callable[[str], tuple[Path, str]]",
    disk: Disk,
) -> Step | Skipped:
    path = home / copy.id
    original, other = identity(path), identity(stays)
    if original is None or other is None:
        gone = copy.id if original is None else kept.id
        return Skipped(copy.id, f"{gone} is no file of its own, or is gone")
    if digest(path, disk) != copy.raw:
        return Skipped(copy.id, "it changed since it was read")
    if digest(stays, disk) != kept.raw:
        return Skipped(copy.id, f"what is kept in its place changed: {kept.id}")
    if action == "hardlink" and original[0] != other[0]:
        return Skipped(copy.id, f"{kept.id} is on another file system: no hard link leads there")
    goes, info = name(copy.id)
    if goes.parent.resolve().is_relative_to(home):
        return Skipped(copy.id, f"it would stay in the folder: {goes}")
    return Step(
        action=action,
        path=str(path),
        kept=str(stays),
        to=str(goes),
        aside=str(aside_of(path)),
        digest=copy.raw,
        kept_digest=kept.raw,
        original=original,
        info=info,
    )


def _names(target: Path, *, in_trash: bool) -> "Callable[[str], tuple[Path, str]]":
    """What chooses where an article goes: (a path that nothing has, the path of the trash's note or "")."""
    taken: set[Path] = set()

    def free(path: Path) -> bool:
        return path not in taken and not os.path.lexists(path)

    def choose(article: str) -> tuple[Path, str]:
        wanted = target / "files" / Path(article).name if in_trash else target / article
        number, path = 1, wanted
        while not (free(path) and (not in_trash or free(_info(path)))):
            number += 1
            path = wanted.with_name(f"{wanted.stem}.{number}{wanted.suffix}")
        taken.add(path)
        return path, str(_info(path)) if in_trash else ""

    return choose


def _info(path: Path) -> Path:
    return path.parent.parent / "info" / f"{path.name}.trashinfo"
