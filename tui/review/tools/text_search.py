"""Words → the first group that has them in a title, a path or a text.

Case, and where lines break, make no difference. Texts are read as they are looked at, and let go.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tui.model import Article, Changed
from tui.progress import Progress, Step, silent

Where = Literal["title", "path", "text"]
Text = Callable[[str], str | Changed]
"""The text of an article by its id, or what became of it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to. `article`: the copy that has the words, "" where none has; `unread`: texts that are gone."""

    article: str = ""
    where: Where = "text"
    unread: int = 0


def search(
    wanted: str, groups: Sequence[Sequence[Article]], text: Text, progress: Progress = silent
) -> Found:
    """The first article that has the words, group by group: in each first titles and paths, then texts.

    Of copies with one text one is read. `progress` hears of each group and may raise `Cancelled`. Linear in texts.
    """
    words = expression(wanted)
    unread = 0
    for number, copies in enumerate(groups):
        progress(Step("searching", number, len(groups)))
        for copy in copies:
            named: tuple[tuple[Where, str], ...] = ("title", copy.title), ("path", copy.id)
            for where, name in named:
                if words.search(name):
                    return Found(copy.id, where, unread)
        for copy in _one_of_each_text(copies):
            read = text(copy.id)
            if isinstance(read, Changed):
                unread += 1
            elif words.search(read):
                return Found(copy.id, "text", unread)
    return Found(unread=unread)


def expression(wanted: str) -> re.Pattern[str]:
    """What finds the words, in whatever case and with whatever white space between them."""
    return re.compile(r"\s+".join(map(re.escape, wanted.split())), re.IGNORECASE)


def _one_of_each_text(copies: Sequence[Article]) -> Iterator[Article]:
    seen: set[str] = set()
    for copy in copies:
        if copy.digest not in seen:
            seen.add(copy.digest)
            yield copy
