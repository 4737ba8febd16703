"""The decisions files that were chosen for a folder, each for the reviewer who chose it.

One note a folder in the user's state folder: the last choice of all under "decisions", as programs before read and
wrote it, one for each reviewer, and the folder's device and inode, by which it is recognised after it was moved.
"""

import os
from pathlib import Path
from typing import Final

from tui.store import user_state

NOTES: Final = "places"
LAST: Final = "decisions"
OF: Final = "decisions of "  # and the reviewer's name
INODE: Final = "inode"


def keep(folder: Path, chosen: Path, reviewer: str) -> str:
    """Remember `chosen` for the folder and the reviewer; "" or why that cannot be."""
    path = os.path.realpath(chosen)
    note = user_state.kept(NOTES, folder)
    if LAST in note and not any(key.startswith(OF) for key in note):
        note[OF] = note[LAST]  # of a program before, which did not note for whom
    note |= {LAST: path, OF + reviewer: path, INODE: inode_of(folder)}
    return user_state.keep(NOTES, note, folder)


def of(folder: Path, reviewer: str) -> Path | None:
    """Return the file that this reviewer chose last for the folder."""
    path = user_state.kept(NOTES, folder).get(OF + reviewer)
    return Path(path) if path else None


def last(folder: Path) -> Path | None:
    """Return the file that was chosen last for the folder, by whomever."""
    path = user_state.kept(NOTES, folder).get(LAST)
    return Path(path) if path else None


def places(folder: Path) -> tuple[Path, ...]:
    """Return every file that was chosen for the folder and is not replaced by a later choice of the same reviewer."""
    return places_in(user_state.kept(NOTES, folder))


def places_in(note: dict[str, str]) -> tuple[Path, ...]:
    """Return the files of a note."""
    paths = (path for key, path in sorted(note.items()) if key == LAST or key.startswith(OF))
    return tuple(map(Path, dict.fromkeys(paths)))


def inode_of(folder: Path) -> str:
    """Return the device and inode of a folder, "" where it is not there."""
    try:
        status = folder.stat()
    except OSError:
        return ""
    return f"{status.st_dev}:{status.st_ino}"
