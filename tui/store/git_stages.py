"""The three versions that git holds of a file in conflict: asked only where its markers do not suffice."""

import subprocess
from pathlib import Path
from typing import Final

_PATIENCE: Final = 10.0  # seconds


def versions(path: Path) -> tuple[str | None, str, str] | None:
    """The common ancestor (None where there is none), ours and theirs; None where git does not tell."""
    ancestor, ours, theirs = (_show(path, stage) for stage in (1, 2, 3))
    if ours is None or theirs is None:
        return None
    return ancestor, ours, theirs


def _show(path: Path, stage: int) -> str | None:
    try:
        said = subprocess.run(  # noqa: S603 - git of the user's own path, and no shell
            ["git", "-C", str(path.parent), "show", f":{stage}:./{path.name}"],  # noqa: S607 - the same
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
        )
        return said.stdout.decode("utf-8") if said.returncode == 0 else None
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return None
