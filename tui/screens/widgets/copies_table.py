"""The table of a group's copies: what tells them apart, one row a copy."""

from collections import Counter

from textual.strip import Strip

from tui.model import Article
from tui.review import Review
from tui.screens.widgets.styles import Piece, highlighted, score
from tui.screens.widgets.virtual_list import LineList
from tui.text.cells import cut_middle, fit, width
from tui.text.visible import visible

_HEADING = f"{'n':>6}  {'words':>7}  {'date':<10}  {'score':>5}  {'furn.':>5}  path"
_MOST_ROWS = 12


class Copies(LineList):
    """Rows of copies under a heading. Copies of exactly one text stand in one row, with their number.

    `wanted` is what was searched for, to be highlighted; "" is nothing.
    """

    def __init__(self, review: Review, **options) -> None:
        super().__init__(**options)
        self._review = review
        self._rows: list[tuple[int, int]] = []
        self._members: tuple[str, ...] = ()  # of the group that the rows are of
        self._scores: dict[str, float] = {}
        self.wanted = ""

    def renew(self) -> None:
        """Show the group under the cursor."""
        self._rows = folded(self._review) if self._review.order else []
        self._members = self._review.case.members if self._rows else ()
        self._scores = _scores(self._review) if self._rows else {}
        self.set_count(len(self._rows) + 1)
        self.styles.height = min(_MOST_ROWS, len(self._rows) + 1)
        at = self._row_of_shown()
        self.cursor = at
        self._bring_into_view(at)
        self.refresh()

    def _row_of_shown(self) -> int:
        members = self._review.case.members if self._rows else ()
        shown = self._review.pair().shown if self._rows else ""
        for row, (number, _) in enumerate(self._rows, 1):
            if members[number] == shown:
                return row
        return 0

    def row(self, number: int, width: int) -> Strip:
        """The heading, or a copy."""
        if number == 0:
            return self.paint([(_HEADING, "faint")], width)
        if not self._review.cases or self._review.case.members != self._members:
            return Strip.blank(width)  # the rows of this group are on their way
        return self.paint(self._copy(*self._rows[number - 1], width), width)

    def _copy(self, number: int, alike: int, cells: int) -> list[Piece]:
        review = self._review
        article, both = review.copies()[number], review.pair()
        style = {both.base: "base", both.shown: "shown"}.get(article.id, "")
        marks = "*" if article.id == both.base else ">" if article.id == both.shown else " "
        marks += "=" if article.id in review.canonical() else " "
        marks += "×" if article.id in review.excluded() else " "
        furniture = sum(end - start for start, end in review.furniture(article.id))
        share = furniture / max(1, article.characters)
        head = (
            f"{marks}{number + 1:>3}  {article.words:>7,}  {fit(visible(article.date[:10]), 10)}"
            f"  {self._likeness(both.base, article):>5}  {share:>5.0%}  "
        )
        suggestion = review.suggestion()
        tail = "  " + suggestion.reason if suggestion.article == article.id else ""
        tail += f"  and {alike - 1} more with exactly this text" if alike > 1 else ""
        tail += "  matches no other copy" if article.id in review.odd() else ""
        path, rest = visible(article.id), cells - width(head)
        path = cut_middle(path, max(10, rest - min(width(tail), rest // 2)))
        return [(head, ""), *highlighted(path, self.wanted, style), (tail, "faint")]

    def _likeness(self, base: str, article: Article) -> str:
        """How alike a copy is to the base: as detection measured it, a dash where it did not."""
        if article.id == base:
            return "base"
        if self._review.articles[base].digest == article.digest:
            return "same"
        found = self._scores.get(article.id)
        return "–" if found is None else score(found)


def folded(review: Review) -> list[tuple[int, int]]:
    """Number (0-based) and how many copies have that very text, of a copy of each text; odd ones first.

    The base and the copy shown always have a row of their own.
    """
    copies, both = review.copies(), review.pair()
    alike = Counter(copy.digest for copy in copies if copy.id not in {both.base, both.shown})
    seen: set[str] = set()
    rows = []
    for number, copy in enumerate(copies):
        if copy.id in {both.base, both.shown}:
            rows.append((number, 1))
        elif copy.digest not in seen:
            seen.add(copy.digest)
            rows.append((number, alike[copy.digest]))
    return sorted(rows, key=lambda row: (copies[row[0]].id != both.base, row[1], row[0]))


def _scores(review: Review) -> dict[str, float]:
    """How alike the base is to each copy that it has a match with: a large group has a match for each of its members."""
    base = review.pair().base
    matches = (match for group in review.case.groups for match in group.matches)
    return {
        match.right if match.left == base else match.left: match.score
        for match in matches
        if base in {match.left, match.right}
    }
