"""Two articles of the folder → the lines of their diff, and what was compared before remembered."""

from collections import OrderedDict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final, Generic, TypeVar

from tui.compare.copies import collate
from tui.compare.diff import diff
from tui.compare.summary import Summary, summarise
from tui.config import ReadSettings
from tui.model import Article, Changed, Collation, Diff, Span
from tui.progress import Progress, Step, silent
from tui.read.folder import text
from tui.references import home
from tui.render.lines import Line, lines

_REMEMBERED: Final = 24  # diffs: what a reviewer goes back and forth between
_NARROWEST: Final = 10  # cells

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


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
    """The texts of a pair, their diff and its summary."""

    left: str
    right: str
    diff: Diff
    summary: Summary


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the diff pane shows of a pair in a view; or, in `trouble`, why there is nothing to show."""

    base: str
    shown: str
    view: View
    lines: Sequence[Line] = ()
    compared: Compared | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Collated:
    """A base collated with the copies that differ from it; or, in `trouble`, why it is not.

    `names`: of the base and of the copies, in the order of the collation; copies of one text have one name.
    """

    text: str = ""
    collation: Collation | None = None
    names: Sequence[str] = ()
    trouble: str = ""


class _Remembered(Generic[K, V]):
    """The values last used; mutable, and used by several threads."""

    def __init__(self) -> None:
        self._values: OrderedDict[K, V] = OrderedDict()
        self._turn = Lock()

    def get(self, key: K) -> V | None:
        with self._turn:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: K, value: V) -> None:
        with self._turn:
            self._values[key] = value
            while len(self._values) > _REMEMBERED:
                self._values.popitem(last=False)

    def clear(self) -> None:
        with self._turn:
            self._values.clear()


class Comparer:
    """Reads, compares and draws pairs of one folder, from any thread; mutable for what it remembers."""

    def __init__(
        self,
        root: Path,
        articles: Mapping[str, Article],
        furniture: Mapping[str, Sequence[Span]],
        settings: ReadSettings,
        references: Mapping[str, Path] | None = None,
    ) -> None:
        self.root, self._articles, self._settings = root, articles, settings
        self._references = references or {}
        self._furniture = furniture
        self._compared: _Remembered[tuple[str, str, str], Compared] = _Remembered()
        self._drawn: _Remembered[tuple[str, str, View], Drawn] = _Remembered()

    def text(self, article: str) -> str | Changed:
        """The text of an article as it is on disk now."""
        root, there = home(self.root, self._articles[article], self._references)
        return text(root, there, self._settings)

    def path(self, article: str) -> Path:
        """The absolute path of the file that an article is in."""
        root, there = home(self.root, self._articles[article], self._references)
        here = (root / there.id).absolute()
        return here if here.exists() else here.with_name(here.name.rpartition("#")[0])

    def known(self, base: str, shown: str, view: View) -> Drawn | None:
        """What was drawn before, at once."""
        return self._drawn.get((base, shown, view))

    def draw(self, base: str, shown: str, view: View, progress: Progress = silent) -> Drawn:
        """The diff of two articles in a view. Raises what `progress` raises."""
        known = self.known(base, shown, view)
        if known is not None:
            return known
        compared = self._compare(base, shown, view.level, progress)
        if isinstance(compared, Changed):
            # Not remembered: the next look may find the file as it was.
            return Drawn(base, shown, view, trouble=f"{compared.article}: {compared.reason}")
        drawn = Drawn(base, shown, view, _lines(compared, view), compared)
        self._drawn.put((base, shown, view), drawn)
        return drawn

    def collate(self, base: str, copies: Sequence[str], progress: Progress = silent) -> Collated:
        """The base beside all the copies, each text once. Raises what `progress` raises."""
        alike: dict[str, list[str]] = {}
        for article in (base, *copies):
            alike.setdefault(self._articles[article].digest, []).append(article)
        texts = []
        for number, same in enumerate(alike.values()):
            progress(Step("read", number, len(alike)))
            found = self.text(same[0])
            if isinstance(found, Changed):
                return Collated(trouble=f"{found.article}: {found.reason}")
            texts.append(found)
        names = [
            same[0] + (f" (and {len(same) - 1} more with this text)" if len(same) > 1 else "")
            for same in alike.values()
        ]
        collation = collate(texts[0], texts[1:], progress=progress)
        return Collated(texts[0], collation, names)

    def forget(self) -> None:
        """Compare everything anew from now on."""
        self._compared.clear()
        self._drawn.clear()

    def _compare(self, base: str, shown: str, level: str, progress: Progress) -> Compared | Changed:
        known = self._compared.get((base, shown, level))
        if known is not None:
            return known
        left, right = self.text(base), self.text(shown)
        if isinstance(left, Changed):
            return left
        if isinstance(right, Changed):
            return right
        spans = (self._furniture.get(base, ()), self._furniture.get(shown, ()))
        edits = diff(left, right, level=level, furniture=spans, progress=progress)
        found = Compared(left, right, edits, summarise(left, right, edits))
        self._compared.put((base, shown, level), found)
        return found


def _lines(compared: Compared, view: View) -> list[Line]:
    return lines(
        compared.left,
        compared.right,
        compared.diff,
        width=max(_NARROWEST, view.width),
        layout="side-by-side" if view.side_by_side else "inline",
        marks=view.marks,
        fold=view.fold,
    )
