"""The filter and the order of a list, remembered for each reviewer of a decisions file."""

from pathlib import Path
from typing import Final

from tui.errors import UsageError
from tui.review import Review
from tui.review.tools.filters import SORTS
from tui.store import user_state

_NOTES: Final = "views"
AS_DETECTED: Final = next(iter(SORTS))


def keep_arranged(decisions: Path, review: Review) -> None:
    """Note how the list is arranged now."""
    only, sort = review.arranged
    if user_state.kept(_NOTES, decisions, review.reviewer) or (only, sort) != ("", AS_DETECTED):
        user_state.keep(_NOTES, {"only": only, "sort": sort}, decisions, review.reviewer)


def arrange_as_before(folder: Path, decisions: Path, review: Review) -> str:
    """Arrange the list as this reviewer left it; a sentence where that is not how it lies by default.

    The sentence also says that the filter hides every open group, or why it is not applied: nothing passes it and
    nothing more comes, or it means nothing to this version. Then all is shown.
    """
    note = _note(folder, decisions, review.reviewer)
    only, sort = note.get("only", ""), note.get("sort", AS_DETECTED)
    if (only, sort) == ("", AS_DETECTED) or sort not in SORTS:
        return ""
    try:
        shown = review.arrange(only, sort)
    except UsageError as trouble:
        return f"the filter of last time ({only}) is not applied: {trouble}"
    if not shown and not review.growing:
        review.arrange("", AS_DETECTED)
        return f"no group passes the filter of last time ({only}): all are shown" if only else ""
    said = f"only {only}, " if only else ""
    hidden = review.hidden_open() or "0 shows all"
    return f"as you left it: {said}sorted by {sort}; {hidden}"


def _note(folder: Path, decisions: Path, reviewer: str) -> dict[str, str]:
    """The reviewer's note; else one of an earlier version, which kept one a folder: it is taken over once."""
    note = user_state.kept(_NOTES, decisions, reviewer)
    if note:
        return note
    earlier = user_state.kept(_NOTES, folder)
    if earlier and not user_state.keep(_NOTES, earlier, decisions, reviewer):
        user_state.forget(_NOTES, folder)
    return earlier
