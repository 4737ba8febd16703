"""Files read a batch at a time: articles with what is measured of their texts, no text held longer."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

from tui.config import ReadSettings
from tui.model import Article, FileStamp, Skipped
from tui.read import folder
from tui.read.article import Passing
from tui.read.parser_process import Reader


class Measure(Protocol):
    """How many words each text has, and what finding needs of it (`detect.tokens.measure`); worker processes import it."""

    def __call__(
        self, texts: Sequence[str], tick: Callable[[], None] = ..., /
    ) -> list[tuple[int, bytes]]:
        """`tick` is called often, and may raise to stop."""


_MOST_FILES: Final = 128  # a batch: small enough that progress moves and a stop is heard at once
_MOST_BYTES: Final = 1_000_000  # a batch, unless one file alone is larger
_MOST_CHARACTERS: Final = 1_000_000  # measured together
_MOST_WAITING: Final = 3  # times as much waits elsewhere; what is read then is measured here
_LOOK_EVERY: Final = 0.1  # seconds between two looks whether to stop
_TOO_FRESH: Final = 2_000_000_000  # nanoseconds: the coarsest clock of a file system (FAT)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one file gave. `lasting`: its stamp tells this content from any other, now and later."""

    stamp: FileStamp
    articles: tuple[tuple[Article, bytes], ...]
    skipped: tuple[Skipped, ...]
    lasting: bool


def batches(stamps: Sequence[FileStamp]) -> Iterator[list[FileStamp]]:
    """The files in order, some at a time."""
    batch: list[FileStamp] = []
    size = 0
    for stamp in stamps:
        if batch and (len(batch) >= _MOST_FILES or size + stamp.size > _MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(stamp)
        size += stamp.size
    if batch:
        yield batch


def measure_batch(
    root: Path,
    batch: Sequence[FileStamp],
    settings: ReadSettings,
    measure: Measure,
    tick: Callable[[int], None] = lambda _: None,
    elsewhere: Executor | None = None,
) -> list[Measured]:
    """Read and measure the files of a batch.

    `tick` is told often how many articles are measured, and may raise to stop. `elsewhere` is where
    texts are measured while the next ones are read; None is here, in turn.
    """
    begun = time.time_ns()
    taken = _Taken(measure, tick, elsewhere)
    skipped: list[list[Skipped]] = [[] for _ in batch]
    with Reader() as reader:
        for number, stamp in enumerate(batch):
            for parsed in folder.read(root, stamp, settings, reader):
                if isinstance(parsed, Skipped):
                    skipped[number].append(parsed)
                else:
                    taken.take(number, *parsed)
    taken.finish()
    found: list[list[tuple[Article, bytes]]] = [[] for _ in batch]
    for number, article, features in taken.done:
        found[number].append((article, features))
    return [
        Measured(
            stamp,
            tuple(found[number]),
            tuple(Skipped(one.path, one.reason) for one in skipped[number]),
            lasting=not _is_fresh(stamp, begun)
            and not any(isinstance(one, Passing) for one in skipped[number])
            and folder.stamp(root, stamp.path) == stamp,
        )
        for number, stamp in enumerate(batch)
    ]


Held = list[tuple[int, Article]]


class _Taken:
    """Articles whose texts are held until there are enough to measure together; then let go."""

    def __init__(
        self, measure: Measure, tick: Callable[[int], None], elsewhere: Executor | None
    ) -> None:
        self.measure, self.tick, self.elsewhere = measure, tick, elsewhere
        self.texts: list[str] = []
        self.held: Held = []
        self.characters = 0
        self.waiting: deque[tuple[Held, _Begun]] = deque()
        self.done: list[tuple[int, Article, bytes]] = []

    def take(self, number: int, article: Article, text: str) -> None:
        self.texts.append(text)
        self.held.append((number, article))
        self.characters += len(text)
        if self.characters >= _MOST_CHARACTERS:
            self._measure_held()
            while self.waiting and self.waiting[0][1].is_done():
                self._take_measured()

    def finish(self) -> None:
        """Measure what is left, and have everything."""
        self._measure_held()
        while self.waiting:
            self._take_measured()

    def _look(self) -> None:
        self.tick(len(self.done))

    def _measure_held(self) -> None:
        self._look()
        if self.texts:
            waiting = sum(not begun.is_done() for _, begun in self.waiting)
            elsewhere = self.elsewhere if waiting < _MOST_WAITING else None
            self.waiting.append(
                (self.held, _Begun(self.measure, self.texts, elsewhere, self._look))
            )
        self.texts, self.held, self.characters = [], [], 0

    def _take_measured(self) -> None:
        held, begun = self.waiting.popleft()
        for (number, article), (words, features) in zip(held, begun.measured(), strict=True):
            self.done.append((number, replace(article, words=words), features))
        self._look()


class _Begun:
    """Measuring begun: elsewhere, or here where that is None or a worker was killed. `look` is called meanwhile, and may raise."""

    def __init__(
        self,
        measure: Measure,
        texts: Sequence[str],
        elsewhere: Executor | None,
        look: Callable[[], None],
    ) -> None:
        self._future: Future[list[tuple[int, bytes]]] = Future()
        if elsewhere is None:
            self._future.set_result(measure(texts, look))
            return
        self._measure, self._texts, self._look = measure, texts, look  # in case of need
        try:
            self._future = elsewhere.submit(measure, texts)
        except BrokenProcessPool as error:
            self._future.set_exception(error)

    def is_done(self) -> bool:
        """Whether `measured` need not wait."""
        return self._future.done()

    def measured(self) -> list[tuple[int, bytes]]:
        """What was measured of each text."""
        while not self.is_done():
            wait([self._future], _LOOK_EVERY)
            self._look()
        try:
            return self._future.result()
        except BrokenProcessPool:
            return self._measure(self._texts, self._look)


def _is_fresh(stamp: FileStamp, now: int) -> bool:
    """Whether the file may change once more and keep its times."""
    return any(abs(now - then) < _TOO_FRESH for then in (stamp.mtime_ns, stamp.ctime_ns))
