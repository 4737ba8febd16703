"""What is known of a folder: read now, or out of the cache where it was read before and is the same. No text is held."""

import hashlib
import os
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

from tui import __version__
from tui.config import Config, ReadSettings
from tui.detect.features.tokens import FEATURES_VERSION, measure
from tui.model import Article, FileStamp, Skipped
from tui.progress import Progress, Step
from tui.read.file_formats import reading_version
from tui.read.metadata import Describe, describer
from tui.read.walk import walk
from tui.read.workers import STAGE as READING
from tui.read.workers import measure_files
from tui.reference_folders import called, elsewhere, inside
from tui.store.cache.index_cache import CachedFile, IndexCache

LOOKING_UP: Final = "looking up what is known"
_REPORT_EVERY: Final = 256  # files
_KEEP_TOGETHER: Final = 1_000  # files put into the cache in one transaction
_SAME_ID: Final = "another article has the same id"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a folder: articles by id in the order of the walk, the features of each, what was skipped."""

    articles: dict[str, Article]
    features: list[bytes]
    skipped: list[Skipped]

    def add(self, article: Article, features_of_it: bytes) -> None:
        """Add an article; of two with one id the first is kept, and the other one is listed.

        Features belong to articles by their place: none may come without its article.
        """
        if article.id in self.articles:
            self.skipped.append(Skipped(article.id, _SAME_ID))
        else:
            self.articles[article.id] = article
            self.features.append(features_of_it)


def all_known(
    root: Path,
    config: Config,
    cache: IndexCache,
    leave_out: Collection[Path],
    progress: Progress,
    against: Mapping[str, Path],
) -> Known:
    """What is known of a folder, and of those that it is held `against`, which are called so in it."""
    known = _known(root, config, cache, leave_out, progress, inside(against))
    met = [*leave_out, root]  # what lies in one reference and in another one is read once
    own = replace(config, read=replace(config.read, sidecar=""))  # it speaks of the folder
    for name, place in elsewhere(against):
        _take_in(known, name, _known(place, own, cache, met, progress))
        met.append(place)
    return known


def _known(
    root: Path,
    config: Config,
    cache: IndexCache,
    leave_out: Collection[Path],
    progress: Progress,
    first: Collection[str] = (),
) -> Known:
    """Walk a folder and read what of it is not known yet; a file with a name in a folder `first` is called by that."""
    describe = describer(root, config.read)
    stamps: list[FileStamp] = []
    skipped: list[Skipped] = []
    for met in walk(root, config.read, leave_out=leave_out, first=first, progress=progress):
        (stamps if isinstance(met, FileStamp) else skipped).append(met)  # type: ignore[arg-type] # each to its own
    known = _in_order(stamps, _read(root, stamps, config, cache, progress), describe)
    known.skipped.extend(skipped)
    return known


def _take_in(known: Known, name: str, other: Known) -> None:
    """Add what is known of a reference, under the names that its articles have from the folder.

    A folder inside may be called as a reference is (`reference:archive`).
    """
    for article, features_of_it in zip(other.articles.values(), other.features, strict=True):
        known.add(called(article, name), features_of_it)
    known.skipped.extend(Skipped(f"{name}/{one.path}", one.reason) for one in other.skipped)


def hold_beside(known: Known, beside: Sequence[tuple[Article, str]], progress: Progress) -> None:
    """Measure and add articles from elsewhere; one that the folder holds itself is passed over."""
    new = [(one, text) for one, text in beside if not is_same(one, known.articles.get(one.id))]
    tick = partial(progress, Step(READING, 0, len(new)))
    measured = measure([text for _, text in new], tick)
    for (article, _), (words, features_of_it) in zip(new, measured, strict=True):
        known.add(replace(article, words=words), features_of_it)


def is_same(article: Article, other: Article | None) -> bool:
    """Whether the other one is there and has the same text, of the same bytes."""
    return other is not None and (article.digest, article.raw) == (other.digest, other.raw)


def _read(
    root: Path, stamps: Sequence[FileStamp], config: Config, cache: IndexCache, progress: Progress
) -> dict[str, CachedFile]:
    """What each file gave: from the cache where it is there, else read; the cache is brought up to date."""
    name = cache_name(root, config.read)

    def tick(number: int) -> None:
        if number % _REPORT_EVERY == 0:
            progress(Step(LOOKING_UP, number, len(stamps)))

    tick(0)
    known = cache.known(name, stamps, tick)
    missing = [stamp for stamp in stamps if stamp.path not in known]
    known.update(_read_missing(root, missing, config, cache, progress))
    cache.forget(name, set(cache.paths(name)) - {stamp.path for stamp in stamps})
    return known


def _read_missing(
    root: Path, missing: Sequence[FileStamp], config: Config, cache: IndexCache, progress: Progress
) -> Iterator[tuple[str, CachedFile]]:
    """Read and measure the files; what will last is put into the cache, also where this is stopped."""
    name = cache_name(root, config.read)
    lasting: list[tuple[FileStamp, CachedFile]] = []
    try:
        for measured in chain.from_iterable(
            measure_files(
                root,
                missing,
                config.read,
                measure,
                workers=config.detect.workers,
                progress=progress,
            )
        ):
            found = CachedFile(measured.articles, measured.skipped)
            yield measured.stamp.path, found
            if measured.lasting:
                lasting.append((measured.stamp, found))
            if len(lasting) >= _KEEP_TOGETHER:
                cache.put(name, lasting)
                lasting = []
    finally:
        cache.put(name, lasting)


def _in_order(
    stamps: Sequence[FileStamp], read: Mapping[str, CachedFile], describe: Describe
) -> Known:
    """What the files gave, in the order of the walk.

    Two articles of one id can only come of names made for it (`a.jsonl#b.txt`): the first is taken.
    """
    known = Known({}, [], [])
    for stamp in stamps:
        found = read[stamp.path]
        known.skipped.extend(found.skipped)
        for article, features_of_it in found.articles:
            known.add(describe(article, stamp.path), features_of_it)
    return known


def version() -> str:
    """What must be the same for anything remembered to hold: the program, and its Unicode tables."""
    return f"{__version__} {reading_version()} {FEATURES_VERSION} {unicodedata.unidata_version}"


def cache_name(root: Path, settings: ReadSettings) -> str:
    """The folder as the cache knows it: other settings read other articles from the same files."""
    fields = replace(settings, path_pattern="", sidecar="")  # what they say is never remembered
    digest = hashlib.blake2b(repr(fields).encode(), digest_size=8).hexdigest()
    return f"{os.path.realpath(root)}\n{digest}"
