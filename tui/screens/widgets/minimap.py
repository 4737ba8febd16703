"""The whole diff in one column beside the pane: where it changed, moved, grew."""

from textual.strip import Strip

from tui.model import Diff
from tui.render.change_map import minimap
from tui.render.styled_lines import Piece
from tui.screens.widgets.styles import Painted


class Minimap(Painted):
    """One cell wide; it is painted anew only when another diff is shown."""

    def __init__(self, **options) -> None:
        super().__init__(**options)
        self._diff: Diff | None = None
        self._rows: tuple[Piece, ...] = ()

    def show(self, diff: Diff | None) -> None:
        """Show this diff, or nothing."""
        self._diff = diff
        self._draw()

    def on_resize(self) -> None:
        """Scale to the new height."""
        self._draw()

    def _draw(self) -> None:
        rows = minimap(self._diff, self.size.height) if self._diff and self.size.height else ()
        if rows != self._rows:
            self._rows = rows
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of the map."""
        row = self._rows[y] if y < len(self._rows) else Piece(" ", "")
        return self.paint([(row.text, row.style)], self.size.width)
