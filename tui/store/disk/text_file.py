"""Whole files of text that the user names: read as UTF-8, written whole or not at all."""

import os
from pathlib import Path
from uuid import uuid4

from tui.errors import DecisionsError
from tui.store.disk.atomic_write import Displaced, replace_file, signature
from tui.store.disk.system import System


def read_text(path: Path) -> str:
    """The text of a decisions file. Raises DecisionsError where it cannot be read or is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as trouble:
        what = f"it cannot be read ({trouble.strerror})"
        raise DecisionsError(what, where=str(path), do="Name a decisions file") from trouble
    except UnicodeDecodeError as trouble:
        line = trouble.object.count(b"\n", 0, trouble.start) + 1
        raise DecisionsError(
            "it is not UTF-8", where=f"{path}:{line}", do="Save the file as UTF-8"
        ) from trouble


def write_text(path: Path, text: str) -> None:
    """Put `text` at `path`, durable on return. Raises DecisionsError; the file then is what it was."""
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name}.{uuid4().hex[:8]}.tmp")
    try:
        expected = signature(target.stat()) if target.exists() else None
        replace_file(target, [text.encode()], expected, System(), temporary)
    except Displaced as trouble:
        what = "somebody else saved it at the same moment"
        raise DecisionsError(what, where=str(path), do="Run the command again") from trouble
    except OSError as trouble:
        what = f"it cannot be written ({trouble.strerror})"
        raise DecisionsError(what, where=str(path), do="Say where instead: -o FILE") from trouble
