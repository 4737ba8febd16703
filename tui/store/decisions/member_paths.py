"""The members of decisions that lie in a folder: what tells the folder that the decisions are about."""

import os
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Final

HALF: Final = 0.5
_MOST: Final = 60  # members that are looked for


def share_there(folder: Path, paths: Iterable[str]) -> float:
    """Return which share of the first members, ordered by path, are files in the folder; 0 for no members.

    A record of a file has the path `file#record`.
    """
    some = list(islice(sorted(set(paths)), _MOST))
    there = sum(
        os.path.lexists(folder / path) or os.path.lexists(folder / path.split("#", 1)[0])
        for path in some
    )
    return there / len(some) if some else 0.0
