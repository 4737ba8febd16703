"""Long lists in answers for people: the first lines, and how many more there are."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

ALL_LISTED: Final = "groups --format json lists all"
_MOST: Final = 20


def first_of(lines: Sequence[str], otherwise: str) -> Iterator[str]:
    """The first lines; where there are more, their number and how to have all."""
    yield from islice(lines, _MOST)
    if len(lines) > _MOST:
        yield f"  and {len(lines) - _MOST:,} more ({otherwise})"
