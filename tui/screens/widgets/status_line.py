"""A line of the screen that says something: header, pair, keys, message."""

from collections.abc import Sequence

from textual.strip import Strip

from tui.screens.widgets.styles import Painted, Piece, spread


class OneLine(Painted):
    """Pieces at the left and at the right end; it is repainted only when they change."""

    def __init__(self, *, under: str = "", **options) -> None:
        super().__init__(**options)
        self._left: tuple[Piece, ...] = ()
        self._right: tuple[Piece, ...] = ()
        self._under = under

    def say(self, left: Sequence[Piece], right: Sequence[Piece] = ()) -> None:
        """Show these pieces from now on."""
        if (tuple(left), tuple(right)) != (self._left, self._right):
            self._left, self._right = tuple(left), tuple(right)
            self.refresh()

    @property
    def text(self) -> str:
        """What it says, without style."""
        return "".join(text for text, _ in (*self._left, *self._right))

    def render_line(self, y: int) -> Strip:
        """Its only line."""
        if y:
            return Strip.blank(self.size.width)
        return spread(
            self._left, self._right, self.size.width, self.styles_of_words, under=self._under
        )
