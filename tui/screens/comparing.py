"""Two articles of the folder → the lines of their diff, and what was compared before remembered."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final

from tui.compare.diff import diff
from tui.compare.summary import Summary, summarise
from tui.config import ReadSettings
from tui.model import Article, Changed, Diff, Span
from tui.progress import Progress, silent
from tui.read.folder import text
from tui.render.lines import Line, lines

_REMEMBERED: Final = 24  # diffs: what a reviewer goes back and forth between


@dataclass(frozen=True, slots=True)
class View:
    """How a diff is shown: what of it the keys v, z, m and L change, and the width in cells."""

    width: int
    level: str = "word"
    side_by_side: bool = False
    fold: bool = True
    marks: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """The texts of a pair, their diff and its summary; or, in `trouble`, why there is none."""

    left: str = ""
    right: str = ""
    diff: Diff = Diff(())  # noqa: RUF009 - frozen: one for all is no danger
    summary: Summary | None = None
    trouble: str = ""


class Comparer:
    """Reads and compares pairs of one folder, from any thread; mutable for what it remembers."""

    def __init__(
        self,
        root: Path,
        articles: Mapping[str, Article],
        furniture: Mapping[str, Sequence[Span]],
        settings: ReadSettings,
    ) -> None:
        self._root, self._articles, self._settings = root, articles, settings
        self._furniture = furniture
        self._known: OrderedDict[tuple[str, str, str], Compared] = OrderedDict()
        self._turn = Lock()

    def text(self, article: str) -> str | Changed:
        """The text of an article as it is on disk now."""
        return text(self._root, self._articles[article], self._settings)

    def known(self, base: str, shown: str, level: str) -> Compared | None:
        """What was compared before, at once."""
        with self._turn:
            return self._known.get((base, shown, level))

    def compare(self, base: str, shown: str, level: str, progress: Progress = silent) -> Compared:
        """The diff of two articles. Raises what `progress` raises."""
        known = self.known(base, shown, level)
        if known is not None:
            return known
        left, right = self.text(base), self.text(shown)
        for found in (left, right):
            if isinstance(found, Changed):
                return Compared(trouble=f"{found.article}: {found.reason}")
        assert isinstance(left, str)  # noqa: S101 - for the type checker: told just above
        assert isinstance(right, str)  # noqa: S101 - the same
        spans = (self._furniture.get(base, ()), self._furniture.get(shown, ()))
        edits = diff(left, right, level=level, furniture=spans, progress=progress)
        found = Compared(left, right, edits, summarise(left, right, edits))
        with self._turn:
            self._known[base, shown, level] = found
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return found


def drawn(compared: Compared, view: View) -> list[Line]:
    """The lines of a diff in a view."""
    return lines(
        compared.left,
        compared.right,
        compared.diff,
        width=max(10, view.width),
        layout="side-by-side" if view.side_by_side else "inline",
        marks=view.marks,
        fold=view.fold,
    )
