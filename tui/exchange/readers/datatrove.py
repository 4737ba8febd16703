"""What datatrove's MinHash steps leave behind: numbers of tasks and rows, 32 bits each, little-endian.

A member is named `task:row`: the task's rank, which is the number of its input file in sorted order, and
the number of the document in it.
"""

import struct
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from tui.errors import InputError
from tui.exchange.readers.imported_group import Files, ForeignGroup, Reference, group_rows

_OF_AN_INDEX: Final = 0xFFFFFFFF  # in .dups: the other side is an index, no document of this run


def clusters(files: Files) -> Iterator[ForeignGroup]:
    """`NNNNNN.clusters` (row, cluster), and `NNNNNN.remove` beside them (rows that would be dropped)."""
    _some(files, ".clusters")
    yield from group_rows(_cluster_rows(files))


def _cluster_rows(files: Files) -> Iterator[tuple[str, Reference]]:
    decided = any(name.endswith(".remove") for name in files)
    for name, data in sorted(files.items()):
        if not name.endswith(".clusters"):
            continue
        other = name.removesuffix(".clusters") + ".remove"  # not written where nothing is removed
        gone = {row for (row,) in _numbers("<I", files.get(other, b""), other)}
        for row, cluster in _numbers("<II", data, name):
            kept = row not in gone if decided else None
            yield str(cluster), Reference(f"{_task(name)}:{row}", kept)


def duplicate_pairs(files: Files) -> Iterator[ForeignGroup]:
    """`*.dups`: pairs of documents (file, row, file, row) of each bucket; what they tie is one group."""
    _some(files, ".dups")
    above: dict[tuple[int, int], tuple[int, int]] = {}

    def root(one: tuple[int, int]) -> tuple[int, int]:
        above.setdefault(one, one)
        while above[one] != one:
            above[one] = one = above[above[one]]  # path halving, Tarjan and van Leeuwen 1984
        return one

    for name, data in sorted(files.items()):
        if name.endswith(".dups"):
            for left_file, left, right_file, right in _numbers("<4I", data, name):
                if left_file != _OF_AN_INDEX:
                    low, high = sorted((root((left_file, left)), root((right_file, right))))
                    above[high] = low
    yield from group_rows(
        (":".join(map(str, root(one))), Reference(f"{one[0]}:{one[1]}")) for one in sorted(above)
    )


def _some(files: Files, suffix: str) -> None:
    if not any(name.endswith(suffix) for name in files):
        raise InputError(f"there is no {suffix} file", where=next(iter(files), ""))


def _numbers(layout: str, data: bytes, name: str) -> Iterator[tuple[int, ...]]:
    if len(data) % struct.calcsize(layout):
        raise InputError("the file ends in the middle of a record", where=name)
    return struct.iter_unpack(layout, data)


def _task(name: str) -> int:
    stem = PurePosixPath(name).name.partition(".")[0]
    if not stem.isdecimal():
        raise InputError(
            "the name does not begin with a task's number (000012.clusters)", where=name
        )
    return int(stem)
