"""Rules on where a copy comes from: the path that the user prefers, the date and the byline that its source gives."""

from collections.abc import Sequence
from typing import Final

from tui.config import SuggestSettings
from tui.suggest.copy_facts import Chosen, Facts
from tui.text.dates import oldest, parse_date, sort_key
from tui.text.patterns import matches

LONGEST_NAME: Final = 60  # characters of an author that are told


def path_preference(copies: Sequence[Facts], settings: SuggestSettings) -> Chosen:
    """The only copy that matches the most preferred pattern that any copy matches."""
    for pattern in settings.prefer_paths:
        matching = [copy.article for copy in copies if matches(copy.article.id, pattern)]
        if len(matching) == 1:
            return matching[0], f"its path matches {pattern}, which you prefer"
        if matching:
            return None
    return None


def source_date(copies: Sequence[Facts], settings: SuggestSettings) -> Chosen:  # noqa: ARG001 - a rule's signature
    """Return the copy whose date is surely before those of all other copies with a date."""
    texts = [copy.article.date for copy in copies]
    at = oldest(texts)
    if at is None:
        return None
    others = [text for index, text in enumerate(texts) if index != at]
    dated = [text for text in others if parse_date(text)]
    following = min(dated, key=lambda text: sort_key([text]))
    undated = len(others) - len(dated)
    without = f"; {undated} without a date" if undated else ""
    return (
        copies[at].article,
        f"its source gives the earliest date, {texts[at]}; the next is {following}{without}",
    )


def byline(copies: Sequence[Facts], settings: SuggestSettings) -> Chosen:  # noqa: ARG001 - a rule's signature
    """The only copy whose source names an author: who takes a text over often leaves the name out."""
    signed = [copy.article for copy in copies if copy.article.author.strip()]
    if len(signed) != 1 or len(copies) == 1:
        return None
    author = " ".join(signed[0].author.split())
    shown = author if len(author) <= LONGEST_NAME else author[: LONGEST_NAME - 1] + "…"
    return signed[0], f"its source names an author, {shown}; no other copy's does"
