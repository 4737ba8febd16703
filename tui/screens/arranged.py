"""The filter and the order of a folder's list, kept from one review to the next."""

from pathlib import Path
from typing import Final

from tui.errors import UsageError
from tui.filters import SORTS
from tui.review import Review
from tui.store import choices

_NOTES: Final = "views"
AS_DETECTED: Final = next(iter(SORTS))


def keep_arranged(folder: Path, review: Review) -> None:
    """Note how the list is arranged now."""
    only, sort = review.arranged
    if choices.kept(_NOTES, folder) or (only, sort) != ("", AS_DETECTED):
        choices.keep(_NOTES, {"only": only, "sort": sort}, folder)


def arrange_as_before(folder: Path, review: Review) -> str:
    """Arrange the list as it was left; a sentence where that is not how it lies by default.

    Where nothing is left to show that way and nothing more comes, or the note means nothing to this version, all is shown.
    """
    note = choices.kept(_NOTES, folder)
    only, sort = note.get("only", ""), note.get("sort", AS_DETECTED)
    if (only, sort) == ("", AS_DETECTED) or sort not in SORTS:
        return ""
    try:
        shown = review.arrange(only, sort)
    except UsageError:
        return ""
    if not shown and not review.growing:
        review.arrange("", AS_DETECTED)
        return ""
    said = f"only {only}, " if only else ""
    return f"as you left it: {said}sorted by {sort} (0 shows all)"
