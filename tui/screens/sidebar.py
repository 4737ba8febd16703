"""The list of groups: one row a case, drawn from `Review` as it stands."""

from textual.strip import Strip

from tui.review import Review
from tui.screens.line_list import LineList
from tui.screens.paint import group_row


class Sidebar(LineList):
    """Rows of cases; the row under the cursor is `Review.cursor`."""

    def __init__(self, review: Review, **options) -> None:
        super().__init__(**options)
        self.review = review
        self.selected: set[int] = set()

    def on_mount(self) -> None:
        """Take the cases as they are."""
        self.set_count(len(self.review.cases))
        self.cursor = self.review.cursor

    def row(self, number: int, width: int) -> Strip:
        """One case: its state, how many copies, how alike, and its title."""
        case = self.review.cases[number]
        return group_row(
            width,
            state=case.state,
            copies=len(case.members),
            score=case.score,
            title=self.review.title(number),
            noted=bool(self.review.note(number)),
            cursor=number == self.review.cursor,
            selected=number in self.selected,
        )
