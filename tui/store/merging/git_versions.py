"""The three versions of a file that git has merged line by line: asked only where its merge cannot be used."""

import subprocess
from pathlib import Path
from typing import Final

Versions = tuple[str | None, str, str]
_PATIENCE: Final = 10.0  # seconds


def versions(path: Path, text: str) -> Versions | None:
    """The common ancestor (None where there is none), ours and theirs; None where git does not tell.

    Of a conflict that is open they stand in git's index; of a merge that was just committed, in the parents
    of the commit, if `text` is what was committed.
    """
    ours, theirs = _show(path, ":2"), _show(path, ":3")
    if ours is not None and theirs is not None:
        return _show(path, ":1"), ours, theirs
    if _show(path, "HEAD") != text:
        return None
    ours, theirs = _show(path, "HEAD^1"), _show(path, "HEAD^2")
    base = _git(path, "merge-base", "HEAD^1", "HEAD^2")
    if ours is None or theirs is None or base is None:
        return None
    return _show(path, base.strip()), ours, theirs


def _show(path: Path, commit: str) -> str | None:
    return _git(path, "show", f"{commit}:./{path.name}")


def _git(path: Path, *words: str) -> str | None:
    try:
        said = subprocess.run(  # noqa: S603 - git of the user's own path, and no shell
            ["git", "-C", str(path.parent), *words],  # noqa: S607 - the same
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
        )
        return said.stdout.decode("utf-8") if said.returncode == 0 else None
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return None
