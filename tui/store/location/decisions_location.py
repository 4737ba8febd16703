"""A folder and what the user asked for → where its decisions are kept, or why not there.

By default FOLDER/decisions.toml. A path that was chosen once for a folder is remembered in the user's
state folder for the reviewer who chose it (`store.remembered`), so that it need not be named again. Where several
files hold decisions on the folder, `place` says which one is used, and can refuse to choose.
"""

import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

import tomli

from tui.errors import DecisionsError, UsageError
from tui.store import user_state
from tui.store.decisions.decisions_file import DecisionsFile
from tui.store.location import remembered_places
from tui.store.location.moved_folder import find_moved

NAME: Final = "decisions.toml"
_TRACES: Final = ("[[decision]]", "# Review decisions.", "schema")
_A_DECISION: Final = re.compile(
    rb"^[ \t]*(\[\[[ \t]*decision[ \t]*\]\]|decision[ \t]*=)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Place:
    """The path of the decisions file, and a sentence where it is not the one by default.

    `notes` are more sentences: that the folder was moved, that the file is gone.
    """

    path: Path
    said: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who asks. `is_named`: by the call or the configuration, not only by the login name."""

    name: str = ""
    is_named: bool = False


_ANYBODY: Final = Reviewer()


def place(
    folder: Path,
    chosen: Path | None,
    reviewer: Reviewer = _ANYBODY,
    *,
    reading: bool = False,
    only: bool = False,
) -> Place:
    """Where the decisions on `folder` are kept; `chosen` is what the call names.

    With `reading` nothing is going to be written: a folder that cannot be written is no obstacle, and
    nothing is remembered. With `only`, nothing is guessed where several files hold decisions on the folder.

    Raises DecisionsError where the place cannot be used, with the `--decisions` to use instead, and UsageError where
    it would have to be guessed.
    """
    known = known_files(folder)
    if chosen is not None:
        return _chosen(folder, chosen, reviewer, known, reading=reading)
    wanted = remembered_places.of(folder, reviewer.name) or remembered_places.last(folder)
    path = _unambiguous(folder, reviewer, wanted, known)
    if path is None:
        path = wanted or folder / NAME
        if only:
            _refuse_to_choose(folder, path, known)
    return _checked(folder, path, known, reading=reading)


def known_files(folder: Path) -> tuple[Path, ...]:
    """Return the files that hold decisions on `folder`: the one by default, and those that were chosen for it."""
    default = folder / NAME
    found = {os.path.realpath(default): default} if _holds_decisions(default) else {}
    for path in remembered_places.places(folder):
        if path.is_file():
            found.setdefault(os.path.realpath(path), path)
    return tuple(found.values())


def _chosen(
    folder: Path, chosen: Path, reviewer: Reviewer, known: Sequence[Path], *, reading: bool
) -> Place:
    """The place that the call names."""
    _check(folder, chosen, reading=reading)
    used = _used(chosen, known)
    if reading:
        return Place(chosen, used)
    trouble = remembered_places.keep(folder, chosen, reviewer.name)
    again = f" (not remembered for the next time: {trouble})" if trouble else ", also the next time"
    return Place(chosen, f"decisions are kept in {chosen}{again}", tuple(filter(None, [used])))


def _unambiguous(
    folder: Path, reviewer: Reviewer, wanted: Path | None, known: Sequence[Path]
) -> Path | None:
    """The file that is meant for sure; None where several may be.

    It is the one that this reviewer chose, the only one that there is, or of the reviewer whom the call or the
    configuration names the only one with decisions of theirs. `wanted` is what was chosen for the folder.
    """
    own = remembered_places.of(folder, reviewer.name)
    if own is not None and own.is_file():
        return own
    is_gone = wanted is not None and not wanted.is_file()
    if len(known) + is_gone < 2:
        return wanted or next(iter(known), folder / NAME)
    if reviewer.is_named:
        theirs = [path for path in known if _is_of(reviewer.name, path)]
        if len(theirs) == 1:
            return theirs[0]
    return None


def _is_of(reviewer: str, path: Path) -> bool:
    return any(record.reviewer == reviewer for record in DecisionsFile(path).load().decisions)


def _checked(folder: Path, path: Path, known: Sequence[Path], *, reading: bool) -> Place:
    """The place that is used though the call names none, once nothing is in its way."""
    used, places = _used(path, known), remembered_places.places(folder)
    if any(_is_same(path, one) for one in places):
        _check(folder, path, reading=reading)
        said = f"decisions are kept in {path}, as chosen before for this folder"
        gone = (
            f"there is no {path} yet, or no longer: if it was moved, name it with --decisions FILE"
        )
        return Place(path, used or said, () if path.is_file() else (gone,))
    _check_default(folder, path)
    if not reading:
        _check_bag(folder)
        _check(folder, path, reading=False)
    moved = None if places else find_moved(folder)
    return Place(path, used, (moved.sentence(),) if moved else ())


def _used(path: Path, known: Sequence[Path]) -> str:
    """Which file is used, where another one is known; "" where none is."""
    others = [str(other) for other in known if not _is_same(other, path)]
    if not others:
        return ""
    verb = "holds" if len(others) == 1 else "hold"
    return (
        f"decisions in {path} are used; {' and '.join(others)} {verb} decisions on this folder, too"
    )


def _refuse_to_choose(folder: Path, wanted: Path, known: Sequence[Path]) -> NoReturn:
    gone = [] if wanted.is_file() or any(_is_same(wanted, path) for path in known) else [wanted]
    named = [str(path) for path in known] + [f"{path} (not there any more)" for path in gone]
    ways = " or ".join(f"--decisions {path}" for path in (*known, *gone))
    raise UsageError(
        f"it is not clear which decisions on this folder are meant: {' or '.join(named)}",
        where=str(folder),
        do=f"Name one: {ways}; or who decided: --reviewer NAME",
    )


def _is_same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _holds_decisions(path: Path) -> bool:
    """Whether the file by default holds any decision, also where it is damaged."""
    try:
        return path.is_file() and _A_DECISION.search(path.read_bytes()) is not None
    except OSError:
        return False


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
        plain
        if not plain.exists()
        else plain.with_name(f"{name}-{user_state.key_of(folder)}-{NAME}")
    )
