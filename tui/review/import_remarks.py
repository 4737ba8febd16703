"""A group that another tool claimed → what verifying it has shown, in sentences."""

from collections.abc import Iterator, Sequence
from typing import Final

from tui.model import Group

_MOST_NAMED: Final = 3
_PAIR: Final = 2  # members that hang together by one tie: it is the group's score
_SOUND: Final = 0.5  # a tie from here on is a match (detect.verify.THRESHOLD, as people read it)


def remarks(group: Group) -> Iterator[str]:
    """Who put it together, which members match no other, and by what it hangs together; nothing for one of ours."""
    if not group.claimed_by:
        return
    keeps = f", which would keep {_listed(group.keeps)}" if group.keeps else ""
    yield f"put together by {' and '.join(group.claimed_by)}{keeps}"
    if group.odd:
        verb = "matches" if len(group.odd) == 1 else "match"
        yield (
            f"{len(group.odd):,} of {len(group.members):,} {verb} no other member: "
            f"{_listed(group.odd)}"
        )
    for tie in group.bridges[: len(group.members) > _PAIR]:
        weak = "" if tie.score >= _SOUND else ", which is no match"
        yield f"its weakest tie is {tie.left} ~ {tie.right} ({tie.score:.2f}{weak})"


def _listed(members: Sequence[str]) -> str:
    """The first few by name, and how many more."""
    more = len(members) - _MOST_NAMED
    return f"{', '.join(members[:_MOST_NAMED])}{f' and {more:,} more' if more > 0 else ''}"
