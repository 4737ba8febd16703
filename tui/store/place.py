"""A folder and what the user said → where its decisions are kept, or why not there.

By default FOLDER/decisions.toml. A path that was chosen once for a folder is remembered in the user's
state folder, so that it need not be said again.
"""

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

import tomli

from tui.errors import DecisionsError
from tui.store import choices

NAME: Final = "decisions.toml"
_NOTES: Final = "places"
_TRACES: Final = ("[[decision]]", "# Review decisions.", "schema")


@dataclass(frozen=True, slots=True)
class Place:
    """The path of the decisions file, and a sentence where it is not the one by default."""

    path: Path
    said: str = ""


def place(folder: Path, chosen: Path | None, *, reading: bool = False) -> Place:
    """Where the decisions on `folder` are kept; `chosen` is what the call names.

    With `reading` nothing is going to be written: a folder that cannot be written is no obstacle, and
    nothing is remembered. Raises DecisionsError where the place cannot be used, with the `--decisions`
    to use instead.
    """
    if chosen is not None:
        _check(folder, chosen, reading=reading)
        if reading:
            return Place(chosen)
        remembered = _remember(folder, chosen)
        return Place(chosen, f"decisions are kept in {chosen}{remembered}")
    known = _remembered(folder)
    if known is not None:
        _check(folder, known, reading=reading)
        return Place(known, f"decisions are kept in {known}, as chosen before for this folder")
    default = folder / NAME
    _check_default(folder, default)
    if not reading:
        _check_bag(folder)
        _check(folder, default, reading=False)
    return Place(default)


def _check(folder: Path, path: Path, *, reading: bool) -> None:
    """Whatever holds for any decisions file. Raises DecisionsError."""
    try:
        status = path.stat()
    except FileNotFoundError:
        status = None
    except OSError as trouble:
        _refuse(folder, path, f"it cannot be reached ({trouble.strerror})")
    if status is not None and not stat.S_ISREG(status.st_mode):
        _refuse(folder, path, "it is no regular file")
    if reading:
        return
    home = Path(os.path.realpath(path)).parent
    if not home.is_dir():
        _refuse(folder, path, "its folder does not exist")
    if not os.access(home, os.W_OK | os.X_OK):
        _refuse(folder, path, f"nothing can be written in {home}")


def _check_default(folder: Path, path: Path) -> None:
    """What lies under the name by default must be ours, and in the folder."""
    if path.is_symlink():
        home = Path(os.path.realpath(folder))
        real = Path(os.path.realpath(path))
        if not real.is_relative_to(home):
            _refuse(folder, path, f"it is a link that leads out of the folder, to {real}", real)
    if path.is_file() and not _is_ours(path):
        _refuse(folder, path, "it holds something else than review decisions")
    _check(folder, path, reading=True)


def _is_ours(path: Path) -> bool:
    """Whether a file is a decisions file, also one that is damaged; an empty one may become one."""
    try:
        text = path.read_text("utf-8", "replace")
    except OSError:
        return True  # the reader says what is wrong with it
    if not text.strip():
        return True
    if any(text.lstrip("\ufeff").startswith(trace) for trace in _TRACES) or _TRACES[0] in text:
        return True
    try:
        whole = tomli.loads(text)
    except tomli.TOMLDecodeError:
        return False
    return "schema" in whole or isinstance(whole.get("decision"), list)


def _check_bag(folder: Path) -> None:
    """A BagIt bag (RFC 8493) is sealed by checksums: one more file would break it."""
    real = Path(os.path.realpath(folder))
    for above in (real, *real.parents):
        if (above / "bagit.txt").is_file():
            _refuse(folder, folder / NAME, f"{above} is a BagIt bag, where nothing may be added")


def _refuse(folder: Path, path: Path, why: str, instead: Path | None = None) -> NoReturn:
    better = instead if instead is not None else _elsewhere(folder)
    raise DecisionsError(
        f"decisions cannot be kept here: {why}",
        where=str(path),
        do=f"Say where instead: --decisions {better}",
    )


def _elsewhere(folder: Path) -> Path:
    """A path in the user's home that no other folder is given."""
    name = Path(os.path.realpath(folder)).name or "articles"
    plain = Path.home() / f"{name}-{NAME}"
    return (
        plain if not plain.exists() else plain.with_name(f"{name}-{choices.key_of(folder)}-{NAME}")
    )


# ---- what was chosen before ---------------------------------------------------------------------


def _remember(folder: Path, chosen: Path) -> str:
    """Note the path for the next time; what to add to the sentence."""
    trouble = choices.keep(_NOTES, {"decisions": os.path.realpath(chosen)}, folder)
    return f" (not remembered for the next time: {trouble})" if trouble else ", also the next time"


def _remembered(folder: Path) -> Path | None:
    known = choices.kept(_NOTES, folder).get("decisions")
    return Path(known) if known else None
