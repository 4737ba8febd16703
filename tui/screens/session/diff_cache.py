"""Two articles of the folder → the lines of their diff, and what was compared before remembered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from pathlib import Path
from typing import Final

from tui.compare.align.alignment import Alignment, align
from tui.compare.collate import collate, medoid
from tui.compare.compare_texts import edits
from tui.compare.summary.summary import Summary, summarise
from tui.config import ReadSettings
from tui.model import Article, Changed, Collation, Diff, Span
from tui.progress import Progress, Step, silent
from tui.read.folder import text
from tui.reference_folders import home
from tui.render.lines import Line, stream
from tui.screens.session.lru_cache import Remembered

_REMEMBERED: Final = 24  # diffs: what a reviewer goes back and forth between
_ALIGNED: Final = 4  # alignments, which are larger: what a reviewer changes the level of
_LONG: Final = 20_000  # characters of both texts; the whole of shorter ones is there as soon
_WORDS_OF_LINE: Final = 20
_NARROWEST: Final = 10  # cells


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

    @property
    def notes(self) -> tuple[str, ...]:
        """Where the comparison was bounded."""
        return (*self.diff.notes, *self.summary.notes)


@dataclass(frozen=True, slots=True)
class Aligned:
    """The texts of a pair and their alignment, which every level shares; `furniture` of either side."""

    left: str
    right: str
    alignment: Alignment
    furniture: tuple[Sequence[Span], Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the diff pane shows of a pair in a view; or, in `trouble`, why there is nothing to show.

    Without both it is the first page, and the whole is on its way.
    """

    base: str
    shown: str
    view: View
    lines: Sequence[Line] = ()
    compared: Compared | None = None
    trouble: str = ""

    @property
    def is_opening(self) -> bool:
        """Whether these are the first lines only."""
        return self.compared is None and not self.trouble


@dataclass(frozen=True, slots=True)
class Collated:
    """A base collated with the copies that differ from it; or, in `trouble`, why it is not.

    `names`: of the base and of the copies, in the order of the collation; copies of one text have one name.
    `medoid`: the number of the reading that is most like all the others.
    """

    text: str = ""
    collation: Collation | None = None
    names: Sequence[str] = ()
    trouble: str = ""
    medoid: int = 0


class _Known:
    """What was compared and drawn before."""

    def __init__(self) -> None:
        self.aligned: Remembered[tuple[str, str], Aligned] = Remembered(_ALIGNED)
        self.compared: Remembered[tuple[str, str, str], Compared] = Remembered(_REMEMBERED)
        self.drawn: Remembered[tuple[str, str, View], Drawn] = Remembered(_REMEMBERED)


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
        self._known = _Known()

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
        return self._known.drawn.get((base, shown, view))

    def opening(
        self, base: str, shown: str, view: View, rows: int, progress: Progress = silent
    ) -> Drawn | None:
        """The first lines of a long pair, at most `rows`; None where the whole is there as soon.

        They are how `draw` begins, word for word. Raises what `progress` raises.
        """
        before = self._known
        if before.compared.get((base, shown, view.level)) is not None:
            return None
        found = self._align(base, shown, progress, before)
        if isinstance(found, Changed) or len(found.left) + len(found.right) < _LONG:
            return None
        lines = _first_lines(found, view, rows)
        return Drawn(base, shown, view, lines) if lines else None

    def draw(self, base: str, shown: str, view: View, progress: Progress = silent) -> Drawn:
        """The diff of two articles in a view. Raises what `progress` raises."""
        before = self._known  # what is forgotten meanwhile is not put back
        known = before.drawn.get((base, shown, view))
        if known is not None:
            return known
        compared = self._compare(base, shown, view.level, progress, before)
        if isinstance(compared, Changed):
            # Not remembered: the next look may find the file as it was.
            return Drawn(base, shown, view, trouble=f"{compared.article}: {compared.reason}")
        lines = list(_lines(compared.left, compared.right, compared.diff, view))
        drawn = Drawn(base, shown, view, lines, compared)
        before.drawn.put((base, shown, view), drawn)
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
        return Collated(texts[0], collation, names, medoid=medoid(texts))

    def forget(self) -> None:
        """Compare everything anew from now on."""
        self._known = _Known()

    def _compare(
        self, base: str, shown: str, level: str, progress: Progress, before: _Known
    ) -> Compared | Changed:
        known = before.compared.get((base, shown, level))
        if known is not None:
            return known
        found = self._align(base, shown, progress, before)
        if isinstance(found, Changed):
            return found
        diff = edits(found.alignment, level, furniture=found.furniture, progress=progress)
        summary = summarise(found.left, found.right, diff)
        compared = Compared(found.left, found.right, diff, summary)
        before.compared.put((base, shown, level), compared)
        return compared

    def _align(
        self, base: str, shown: str, progress: Progress, before: _Known
    ) -> Aligned | Changed:
        known = before.aligned.get((base, shown))
        if known is not None:
            return known
        left, right = self.text(base), self.text(shown)
        if isinstance(left, Changed):
            return left
        if isinstance(right, Changed):
            return right
        spans = (self._furniture.get(base, ()), self._furniture.get(shown, ()))
        found = Aligned(left, right, align(left, right, progress=progress), spans)
        before.aligned.put((base, shown), found)
        return found


def of_kind(diff: Diff, kind: str) -> set[int]:
    """The numbers of the edits of a kind; for `moved` those at which either end of a block is noted."""
    if kind != "moved":
        return {number for number, edit in enumerate(diff.edits) if edit.kind == kind}
    first: dict[int, int] = {}
    for number, edit in enumerate(diff.edits):
        first.setdefault(edit.moved, number)
    return {number for block, number in first.items() if block}


def _first_lines(found: Aligned, view: View, rows: int) -> list[Line]:
    """At most `rows` lines that the whole diff is sure to begin with: up to the first moved block."""
    words = rows * _WORDS_OF_LINE
    drawn: list[Line] = []
    origin = found.alignment.first_origin()
    while len(drawn) <= rows and words < len(found.right):
        opening = edits(
            found.alignment, view.level, furniture=found.furniture, first_words=words
        ).edits
        sure = list(takewhile(lambda edit: not edit.moved and edit.left[1] < origin, opening))
        ends = len(sure) < len(opening)
        if sure and (view.fold or sure[-1].tag != "equal"):
            sure.pop()  # it may go on beyond: then it is folded, or drawn, as one with what follows
        lines = _lines(found.left, found.right, Diff(tuple(sure)), view)
        drawn = list(islice(lines, rows + 1))
        if ends:
            break
        words *= 4  # much of it was folded
    return drawn[:-1]


def _lines(left: str, right: str, diff: Diff, view: View) -> Iterator[Line]:
    return stream(
        left,
        right,
        diff,
        width=max(_NARROWEST, view.width),
        layout="side-by-side" if view.side_by_side else "inline",
        marks=view.marks,
        fold=view.fold,
    )
