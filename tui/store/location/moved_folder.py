"""A folder of which nothing is remembered → the decisions file that was chosen for it when it lay elsewhere."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tui.store import user_state
from tui.store.decisions.member_paths import HALF, share_there
from tui.store.decisions.toml_reader import Malformed, read
from tui.store.disk.private_files import read_head
from tui.store.location import remembered_places

_HEAD: Final = 200_000  # bytes of a decisions file that are read: some hundred decisions


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the folder was, and where its decisions are."""

    folder: Path
    decisions: Path

    def sentence(self) -> str:
        """Return what happened and how to go on."""
        return (
            f"decisions on this folder were kept in {self.decisions} when it was {self.folder}: "
            f"to go on with them, review it once with --decisions {self.decisions}"
        )


def find_moved(folder: Path) -> Moved | None:
    """Find the decisions of a folder that lay at another path when they were chosen.

    It is that folder if the path is gone or leads to another folder while this one has its inode; and if at
    least half of the copies that the decisions name are here.
    """
    here, inode = Path(os.path.realpath(folder)), remembered_places.inode_of(folder)
    for old, note in user_state.every(remembered_places.NOTES):
        if old == here or (os.path.lexists(old) and note.get(remembered_places.INODE) != inode):
            continue
        for decisions in _files(note, old, here):
            if _fits(here, decisions):
                return Moved(old, decisions)
    return None


def _files(note: dict[str, str], old: Path, here: Path) -> Iterator[Path]:
    """The files of a note that are there; one below the folder has moved with it."""
    for path in remembered_places.places_in(note):
        now = here / path.relative_to(old) if path.is_relative_to(old) else path
        if now.is_file():
            yield now


def _fits(folder: Path, decisions: Path) -> bool:
    """Whether at least half of the first members of a decisions file lie in the folder."""
    try:
        data = read_head(decisions, _HEAD)
        text = data.decode("utf-8", "ignore")
        if len(data) == _HEAD:
            text = text.rpartition("[[decision]]")[0]
        found = read(text).decisions.values()
    except (OSError, ValueError, Malformed):
        return False
    paths = {member.path for decision in found for member in decision.members}
    return share_there(folder, paths) >= HALF
