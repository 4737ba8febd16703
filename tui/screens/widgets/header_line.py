"""`Review` → the header line: what there is to say, in the wordings that there is room for.

The three numbers (decided, set aside, open) and the filter are there at every width. Where the room ends, the other
parts are shortened and left out first, then the filter is cut in its middle, then the numbers stand without words.
"""

from collections.abc import Mapping
from typing import Final

from tui.model import STATES
from tui.progress import Step
from tui.review import DETECTED_ORDER, Review
from tui.review.tools.statistics import Pace
from tui.screens.session.indexing_thread import in_words
from tui.screens.widgets.styles import GLYPHS, Piece
from tui.text.cells import cut_middle, width
from tui.text.visible import visible

Wordings = tuple[str, ...]
"""One part of the header, from its longest wording to its shortest; "" leaves it out."""

_LEFT: Final = ("program", "folder", "counts", "progress", "pace")
_RIGHT: Final = ("states", "selected", "filter", "sort", "rows")
_SHORTEN: Final = (
    "states", "folder", "states", "progress", "pace", "rows", "counts", "program", "sort", "counts",
    "progress", "selected",
)  # fmt: skip
"""Which part is shortened by one wording next, the least important first."""
_BETWEEN: Final = "  "  # two parts
_LEAST_OF_FILTER: Final = 16  # cells; the numbers lose their words before the filter gets less
_LEAST_OF_TEXT: Final = 5  # cells of the filter's text; how many groups it shows goes first
_ROOMY: Final = 100  # columns from which the folder is named,
_FOLDER_SHARE: Final = 5  # in at most a fifth of the line


def header(
    review: Review, pace: Pace, title: str, cells: int, step: Step
) -> tuple[list[Piece], list[Piece]]:
    """Return the left and the right pieces of the header, together at most `cells` wide.

    While groups still come it tells how far the indexing is: shares and the time left are not known then.
    """
    parts = {
        "program": ("copydesk", ""),
        "folder": (cut_middle(visible(title), cells // _FOLDER_SHARE), "")
        if cells >= _ROOMY
        else ("",),
        "counts": _counts(review),
        "progress": _progress(review, step),
        "pace": _pace(review, pace),
        "states": _states(review),
        "selected": _selected(review),
        "sort": _sort(review),
        "rows": _rows(review),
    }
    wanted = visible(review.arranged[0])
    shown = f"[{wanted}] {len(review.order):,}" if wanted else ""
    said = _fitting(parts, cells, width(shown))
    room = cells - _taken(said, 0) - len(_BETWEEN)
    said["filter"] = shown if width(shown) <= room else _cut(wanted, len(review.order), room)
    left = _BETWEEN.join(said[name] for name in _LEFT if said[name])
    right = _BETWEEN.join(said[name] for name in _RIGHT if said[name])
    return [(f" {left} ", "strong")], [(f"{right} ", "")] if right else []


def _fitting(parts: Mapping[str, Wordings], cells: int, shown: int) -> dict[str, str]:
    """The wording of each part beside a filter of `shown` cells, which is cut where all else is short."""
    chosen = dict.fromkeys(parts, 0)

    def said() -> dict[str, str]:
        return {name: wordings[chosen[name]] for name, wordings in parts.items()}

    for name in _SHORTEN:
        if _taken(said(), shown) <= cells:
            return said()
        chosen[name] = min(chosen[name] + 1, len(parts[name]) - 1)
    if _taken(said(), min(shown, _LEAST_OF_FILTER)) > cells:
        chosen["counts"] = len(parts["counts"]) - 1
    return said()


def _taken(said: Mapping[str, str], shown: int) -> int:
    """The cells of the line with these parts and a filter of `shown` cells, with what stands between and around them."""
    widths = [width(text) for text in said.values() if text] + ([shown] if shown else [])
    return sum(widths) + len(_BETWEEN) * len(widths)


def _cut(wanted: str, rows: int, room: int) -> str:
    """The filter in `room` cells, the middle of its text left out; the number of groups where there is room."""
    tail = f"] {rows:,}"
    if room - 1 - width(tail) < _LEAST_OF_TEXT:
        tail = "]"
    return f"[{cut_middle(wanted, max(1, room - 1 - width(tail)))}{tail}"


def _counts(review: Review) -> Wordings:
    decided, aside, still = review.decided, review.set_aside, review.open
    total = len(review.cases)
    share = decided * 100 // total if total else 100
    apart = f"  {aside:,} set aside  {still:,} open"
    shorter = (
        f"{decided:,} decided, {aside:,} aside, {still:,} open",
        f"{decided:,}/{aside:,}/{still:,}",
    )
    if review.growing:
        return (f"{decided:,} of {total:,} found so far decided{apart}", *shorter)
    of = f"{decided:,} of {total:,} decided"
    return (f"{of}, {share} %{apart}", f"{of}{apart}", *shorter)


def _progress(review: Review, step: Step) -> Wordings:
    if not review.growing:
        return ("",)
    return (f"[{in_words(step)}]", f"[{in_words(step, roomy=False)}]", "")


def _pace(review: Review, pace: Pace) -> Wordings:
    left = "" if review.growing else pace.left(review.open)
    return (f"{pace.an_hour:.0f}/h, ~{left} left", "") if left else ("",)


def _states(review: Review) -> Wordings:
    """The counts by state, with the names of the states and by glyph alone."""
    counts = [(state, review.counts[state]) for state in STATES if review.counts[state]]
    named = _BETWEEN.join(f"{GLYPHS[state]} {count:,} {state}" for state, count in counts)
    return (named, _BETWEEN.join(f"{GLYPHS[state]} {count:,}" for state, count in counts), "")


def _selected(review: Review) -> Wordings:
    count = len(review.selected)
    return (f"• {count:,} selected", f"• {count:,}") if count else ("",)


def _sort(review: Review) -> Wordings:
    sort = review.arranged[1]
    return (f"sort: {sort}", "") if sort != DETECTED_ORDER else ("",)


def _rows(review: Review) -> Wordings:
    """Whether rows of the list stand as they came and not as it is sorted."""
    if not review.as_found:
        return ("",)
    return ("new at the end" if review.growing else "as they came", "")
