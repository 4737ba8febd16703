"""A diff → one line that says how its changes are shown, each in the style or with the marks that it explains."""

from typing import Final

from tui.model import Diff
from tui.render.inline import DELETED, INSERTED, SIGNS, styles_of
from tui.render.styled_lines import Line, Piece

_SAYS: Final = {"number": "number", "name": "name", "case": "case only", "furniture": "furniture"}


def legend(diff: Diff, *, marks: bool) -> Line:
    """What the reader of this diff has to know, and nothing that does not occur in it; empty without changes."""
    kinds = [kind for kind in _SAYS if any(edit.kind == kind for edit in diff.edits)]
    found: list[Piece] = []
    for tags, says, style, (opening, closing) in (
        (("delete", "replace"), "only left", "delete", DELETED),
        (("insert", "replace"), "only right", "insert", INSERTED),
    ):
        if any(edit.tag in tags for edit in diff.edits):
            found.append(Piece(f"{opening}{says}{closing}" if marks else says, style))
    if marks:
        found += [Piece(f"{SIGNS[kind]} {_SAYS[kind]}", "") for kind in kinds]
    else:
        found += [Piece(_SAYS[kind], _style_of(diff, kind)) for kind in kinds]
    if any(edit.moved for edit in diff.edits):
        found.append(Piece("⟨moved⟩", "moved-right"))
    spaced = [part for piece in found for part in (piece, Piece("  ", ""))]
    return Line((Piece("shown as: ", ""), *spaced[:-1])) if found else Line()


def _style_of(diff: Diff, kind: str) -> str:
    """The style of the side on which a kind occurs; the right one where it does on both."""
    edits = [edit for edit in diff.edits if edit.kind == kind]
    side = int(any(edit.right[0] < edit.right[1] for edit in edits))
    return styles_of(edits[0])[side]
