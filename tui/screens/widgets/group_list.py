"""The list of groups: one row a case, drawn from `Review` as it stands."""

from textual.strip import Strip

from tui.review import Review
from tui.screens.widgets.styles import group_row
from tui.screens.widgets.virtual_list import LineList


class Sidebar(LineList):
    """Rows of cases as `Review.order` has them; the row under the cursor is `Review.cursor`.

    `wanted` is what was searched for, to be highlighted; "" is nothing.
    """

    def __init__(self, review: Review, **options) -> None:
        super().__init__(**options)
        self._review = review
        self.wanted = ""

    def renew(self) -> None:
        """Show the list as it is arranged now."""
        self.set_count(len(self._review.order))
        self.refresh()
        self.follow()

    def grow(self) -> None:
        """Show rows that were added at the end; nothing that is shown moves."""
        before = self.count
        self.set_count(len(self._review.order))
        self.refresh_rows(before, self.count)

    def follow(self) -> None:
        """Put the cursor where `Review` has it; nowhere where that group is not in the list."""
        rank = self._review.rank(self._review.cursor)
        self.set_cursor(-1 if rank is None else rank)

    def row(self, number: int, width: int) -> Strip:
        """One case: its state, how many copies, how alike, and its title."""
        position = self._review.order[number]
        case = self._review.cases[position]
        return group_row(
            width,
            self.styles_of_words,
            state=case.state,
            copies=len(case.members),
            alike=case.score,
            title=self._review.title(position),
            noted=bool(self._review.note(position)),
            cursor=number == self.cursor,
            selected=position in self._review.selected,
            wanted=self.wanted,
        )
