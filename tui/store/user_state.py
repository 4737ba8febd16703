"""What a user chose in a call or on the screen → kept in the user's state folder for the next start.

Small notes of names and words, in JSON. None of them is worth stopping for: one that cannot be read is none, and
one that cannot be written is told by the reason alone.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from tui.store.disk.private_files import read_own, state_folder

_LARGEST: Final = 1_000_000  # bytes of a note


def kept(name: str, folder: Path | None = None, reviewer: str = "") -> dict[str, str]:
    """The note of this name; empty where there is none that can be used.

    With `folder`, a folder or a file, the note on it; with `reviewer`, that reviewer's own note on it.
    """
    try:
        said = json.loads(read_own(_note(name, folder, reviewer), _LARGEST)[0].decode("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(said, dict) or said.pop("folder", "") != _real(folder):
        return {}
    if said.pop("reviewer", "") != reviewer:
        return {}
    return _words(said)


def every(name: str) -> Iterator[tuple[Path, dict[str, str]]]:
    """Give each folder that has a note of this name, with its note; those that cannot be used are left out."""
    for note in sorted((state_folder() / name).glob("*.json")):
        with suppress(OSError, ValueError):
            said = json.loads(read_own(note, _LARGEST)[0].decode("utf-8"))
            if isinstance(said, dict) and isinstance(folder := said.pop("folder", None), str):
                yield Path(folder), _words(said)


def keep(name: str, said: Mapping[str, str], folder: Path | None = None, reviewer: str = "") -> str:
    """Write the note; "" or why it could not be."""
    note = _note(name, folder, reviewer)
    temporary = note.with_name(f"{note.name}.{uuid4().hex[:8]}")
    about = {"folder": _real(folder), **({"reviewer": reviewer} if reviewer else {})}
    try:
        note.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary.write_text(json.dumps({**about, **said}), "utf-8")
        temporary.replace(note)
    except OSError as trouble:
        with suppress(OSError):
            temporary.unlink()
        return str(trouble.strerror)
    return ""


def forget(name: str, folder: Path) -> None:
    """Remove the note on a folder, if there is one and it can be removed."""
    with suppress(OSError):
        _note(name, folder).unlink()


def key_of(folder: Path, reviewer: str = "") -> str:
    """A short name of a folder or file by where it really lies, and of the reviewer where one is named."""
    named = f"\0{reviewer}".encode("utf-8", "surrogatepass") if reviewer else b""
    path = os.fsencode(os.path.realpath(folder))
    return hashlib.blake2b(path + named, digest_size=8).hexdigest()


def _words(said: Mapping[Any, Any]) -> dict[str, str]:
    return {key: value for key, value in said.items() if isinstance(value, str)}


def _real(folder: Path | None) -> str:
    return "" if folder is None else os.path.realpath(folder)


def _note(name: str, folder: Path | None, reviewer: str = "") -> Path:
    if folder is None:
        return state_folder() / f"{name}.json"
    return state_folder() / name / f"{key_of(folder, reviewer)}.json"
