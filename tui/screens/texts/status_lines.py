"""What the lines of the review screen say: pure, `Review` in, pieces of text out."""

from collections.abc import Mapping, Sequence
from typing import Final

from tui.review import Review
from tui.screens.key_table import all_keys, shown
from tui.screens.session.diff_cache import Drawn
from tui.screens.widgets.styles import Piece
from tui.text.cells import cut_middle, width
from tui.text.visible import visible

_WORTH_TELLING: Final = 0.05  # of a text that was moved
_MANY: Final = 10  # copies from which the weakest tie is told unasked
_ROOMY: Final = 100  # columns from which states are named and not only their glyphs


def pair(review: Review, drawn: Drawn | None, change: str, cells: int) -> list[Piece]:
    """Which two copies are compared, in the colours of their sides, and what their diff amounts to."""
    copies = [copy.id for copy in review.copies()]
    both = review.pair()
    tail = _amounts_to(drawn, change)
    if len(copies) > 2:
        tail = f"{len(copies)} copies, {tail}" if tail else f"{len(copies)} copies"
    numbers = [_numbered(review, copies, article) for article in (both.base, both.shown)]
    words = [review.articles[article].words for article in (both.base, both.shown)]
    counted = (f" {words[0]:,}w", f" {words[1]:,}w")
    if cells >= _ROOMY:
        counted = (counted[0], f"{counted[1]} ({words[1] - words[0]:+,})")
    fixed = sum(map(width, (*numbers, *counted, tail))) + 12
    room = max(10, (cells - fixed) // 2)
    base, other = (cut_middle(visible(article), room) for article in (both.base, both.shown))
    said: list[Piece] = [
        ("─ ", "faint"), (f"{numbers[0]} {base}", "base"), (counted[0], ""), (" → ", "faint"),
        (f"{numbers[1]} {other}", "shown"), (counted[1], ""), (" ", ""),
    ]  # fmt: skip
    used = sum(width(text) for text, _ in said)
    rule = "─" * max(0, cells - used - width(tail) - 3)
    return [*said, (f"{rule} ", "faint"), (tail, "strong"), (" ─", "faint")]


def _numbered(review: Review, copies: Sequence[str], article: str) -> str:
    """A copy's number with its marks: `*` starred, `=` canonical, `×` excluded, `/2` the other part."""
    marks = "*" if article == review.pair().base else ""
    marks += "=" if article in review.canonical() else ""
    marks += "×" if article in review.excluded() else ""
    marks += "/2" if article in review.other_part() else ""
    return f"{copies.index(article) + 1}{marks}"


def _amounts_to(drawn: Drawn | None, change: str) -> str:
    if drawn is None:
        return "comparing …"
    if drawn.compared is None:
        return ""
    share = drawn.compared.summary.right
    if share.verbatim == 1 and not change:
        return "the same text"
    moved = f" + {share.moved:.0%} moved" if share.moved >= _WORTH_TELLING else ""
    bounded = ", coarser (P)" if drawn.compared.notes else ""
    return f"{share.verbatim:.0%} the same{moved}{bounded}" + (f", {change}" if change else "")


def footer(keys: Mapping[str, Sequence[str]], cells: int) -> str:
    """The most wanted keys, as many as there is room for; the help is always among them."""
    named = [(f"{shown(keys[key.id][0])} {key.short}", key) for key in all_keys() if keys[key.id]]
    last = next((text for text, key in named if key.id == "help"), "")
    room, said = cells - width(last) - 4, ""
    for text, key in sorted(named, key=lambda pair: pair[1].rank):
        if key.short and key.id != "help" and width(said) + 2 + width(text) <= room:
            said += f"  {text}" if said else f" {text}"
    return f"{said}  {last}"


def hint(review: Review) -> str:
    """What is worth knowing of the group under the cursor while nothing else is to be said."""
    if not review.order:
        which = "no group that is found so far" if review.growing else "no group"
        outside = f"; {review.open:,} open outside it" if review.open else ""
        return f"{which} passes the filter: 0 clears it{outside}"
    reasons = review.case.reasons
    if reasons:
        return "; ".join(reasons)
    note = review.note()
    if note:
        return f"note: {note.splitlines()[0]}"
    remarks = review.remarks()
    if remarks:
        return "; ".join(remarks)
    return _weakest_tie(review) or _suggested(review)


def _weakest_tie(review: Review) -> str:
    """Where a group of many copies could be cut; "" for one of few."""
    many = len(review.case.members)
    bridge = review.bridge() if many >= _MANY else None
    if bridge is None:
        return ""
    return f"weakest tie {bridge.tie.score:.2f}: C cuts off {len(bridge.side)} of {many:,} copies"


def _suggested(review: Review) -> str:
    suggestion = review.suggestion()
    number = review.case.members.index(suggestion.article) + 1
    if suggestion.rule == "none":
        return suggestion.reason
    return f"copy {number} is suggested: {suggestion.reason}"
