"""What another tool says: groups of references that are not resolved yet, as it wrote them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

Files = Mapping[str, bytes]
"""What was loaded: names below the folder that was named (or the one file's name) → their bytes."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One member as the other tool names it: a path, an id of a record, or `task:row` of datatrove.

    `canonical` is what the tool would keep, None where it does not say.
    """

    name: str
    canonical: bool | None = None


@dataclass(frozen=True, slots=True)
class ForeignGroup:
    """Two or more members of one group; `name` is what the tool calls it, and means nothing to us."""

    name: str
    members: tuple[Reference, ...]


def group_rows(rows: Iterable[tuple[str, Reference]]) -> Iterator[ForeignGroup]:
    """Rows of (key of a group, member) as groups, in the order in which the keys were met.

    A member that is said twice counts once; what is alone under its key is no group.
    """
    groups: dict[str, dict[str, Reference]] = defaultdict(dict)
    for key, reference in rows:
        groups[key].setdefault(reference.name, reference)
    for key, members in groups.items():
        if len(members) > 1:
            yield ForeignGroup(key, tuple(members.values()))
