"""Cells are not characters: how wide a text stands in a terminal, and how it is cut to fit.

Measured with the tables that Textual paints with, so that what is measured is what is shown.
All of it expects text that has passed `visible.visible`.
"""

from rich.cells import cell_len, chop_cells, set_cell_size

ELLIPSIS = "…"


def width(text: str) -> int:
    """Number of terminal cells that `text` takes in one line."""
    return len(text) if text.isascii() else cell_len(text)


def fit(text: str, cells: int) -> str:
    """`text` in exactly `cells` cells: cut with an ellipsis at its end, or padded with spaces."""
    return set_cell_size(cut(text, cells), cells)


def cut(text: str, cells: int) -> str:
    """`text` in at most `cells` cells, with an ellipsis at its end where something is left out."""
    if width(text) <= cells:
        return text
    if cells < 1:
        return ""
    return set_cell_size(text, cells - 1).rstrip() + ELLIPSIS


def cut_middle(text: str, cells: int) -> str:
    """`text` in at most `cells` cells, the middle left out: both ends of a path tell it from others."""
    if width(text) <= cells:
        return text
    if cells < 3:
        return cut(text, cells)
    head = (cells - 1) // 2
    tail, room = "", cells - 1 - head
    for character in reversed(text):
        if width(character + tail) > room:
            break
        tail = character + tail
    return set_cell_size(text, head).rstrip() + ELLIPSIS + tail


def chop(text: str, cells: int) -> list[str]:
    """`text` in pieces of at most `cells` cells each, cut between characters; together they are the text.

    No piece is empty; a character that is wider than `cells` stands alone.
    """
    pieces = [piece for piece in chop_cells(text, max(1, cells)) if piece]
    # What takes no cells at all (marks without a letter) is left out by rich.
    return pieces or ([text] if text else [])
