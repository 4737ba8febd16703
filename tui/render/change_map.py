"""A diff → one column that shows the whole at a glance: where it changed, moved, grew."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from tui.model import Diff, Edit
from tui.render.styled_lines import Piece

GLYPHS: Final = MappingProxyType(
    {
        "equal": "│",
        "touched": "┆",
        "reworded": "▒",
        "moved": "»",
        "inserted": "+",
        "deleted": "-",
        "furniture": "·",
    }
)
"""What a row of the map mostly is; each is told by shape and by style."""

SAYS: Final = MappingProxyType(
    {
        "equal": "equal",
        "touched": "little changed",
        "reworded": "reworded",
        "moved": "moved",
        "inserted": "only right",
        "deleted": "only left",
        "furniture": "furniture",
    }
)
"""The same in words."""

_STYLES: Final = MappingProxyType(
    {
        "equal": "gutter",
        "touched": "gutter",
        "reworded": "replaced-right",
        "moved": "moved-right",
        "inserted": "insert",
        "deleted": "delete",
        "furniture": "furniture",
    }
)
_MOSTLY: Final = 0.5
_REWORDED: Final = 0.25  # of a row from which it counts as reworded
_TOUCHED: Final = 0.02


def minimap(diff: Diff, height: int) -> tuple[Piece, ...]:
    """`height` pieces of one cell, top to bottom: the diff in reading order, scaled. Linear."""
    lengths = [dict.fromkeys(_STYLES, 0.0) for _ in range(height)]
    total = sum(_length(edit) for edit in diff.edits)
    at = 0
    for edit in diff.edits:
        fate, length = _fate(edit), _length(edit)
        for row, share in _rows(at * height, (at + length) * height, total):
            lengths[row][fate] += share
        at += length
    return tuple(_piece(row) for row in lengths)


def _length(edit: Edit) -> int:
    """How much of the map an edit takes: the characters of its longer side."""
    return max(edit.left[1] - edit.left[0], edit.right[1] - edit.right[0])


def _fate(edit: Edit) -> str:
    if edit.kind == "furniture":
        return "furniture"
    if edit.moved:
        return "moved"
    if edit.tag == "equal":
        return "equal"
    return {"insert": "inserted", "delete": "deleted", "replace": "reworded"}[edit.tag]


def _rows(begin: int, end: int, total: int) -> Iterator[tuple[int, float]]:
    """The rows that a stretch falls into, with its share of each; rows are `total` units long."""
    row = begin // total if total else 0
    while begin < end:
        stop = min(end, (row + 1) * total)
        yield row, (stop - begin) / total
        begin, row = stop, row + 1


def _piece(shares: dict[str, float]) -> Piece:
    changed = 1 - shares["equal"] if sum(shares.values()) else 0.0
    name = max(shares, key=lambda fate: shares[fate])
    if name == "equal" or shares[name] <= _MOSTLY:
        if shares["reworded"] > _REWORDED:
            name = "reworded"
        else:
            name = "touched" if changed > _TOUCHED else "equal"
    return Piece(GLYPHS[name], _STYLES[name])
