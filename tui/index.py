"""A folder in, its articles and groups out: the first half of the path, read → detect.

Every file met is among the articles or among the skipped. What was read before and is the same comes
out of the cache; it is exactly what reading it again would give. No text is held.
"""

import hashlib
import os
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Final

from tui import __version__
from tui.config import Config, ReadSettings
from tui.detect.engine import NO_CLAIMS, Claimed, Findings, Settled
from tui.detect.features.tokens import FEATURES_VERSION, measure
from tui.detect.find_groups import find_groups
from tui.model import Article, FileStamp, Group, Match, Skipped, Span
from tui.progress import Progress, Step, silent
from tui.read.formats import reading_version
from tui.read.metadata import Describe, describer
from tui.read.walk import walk
from tui.read.workers import STAGE as READING
from tui.read.workers import measure_files
from tui.references import called, elsewhere, inside, locked, match_spans, named, spans
from tui.store.index_cache import CachedFile, IndexCache, open_cache

LOOKING_UP: Final = "looking up what is known"
_REPORT_EVERY: Final = 256  # files
_KEEP_TOGETHER: Final = 1_000  # files put into the cache in one transaction
_SAME_ID: Final = "another article has the same id"


@dataclass(frozen=True, slots=True)
class Index:
    """What is known of a folder: its articles by id, what was skipped, and what was found in them.

    `furniture`: article id → spans in characters of its text. `passages`: matches below copies.
    `nearest`: the best pair that is no match. `notes`: sentences on where work was bounded.
    `unresolved`: what groups of other tools name that is no article here. `references`: what
    each folder that this one is held against is called in it, and where it lies; `locked`: its articles. Where there
    are references, all that was found spans both sides.
    """

    root: Path
    articles: Mapping[str, Article]
    skipped: tuple[Skipped, ...]
    groups: tuple[Group, ...]
    furniture: Mapping[str, tuple[Span, ...]]
    passages: tuple[Match, ...] = ()
    nearest: Match | None = None
    notes: tuple[str, ...] = ()
    unresolved: tuple[Skipped, ...] = ()
    references: Mapping[str, Path] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()


def index_folder(
    root: Path,
    config: Config,
    *,
    cache: Path | None,
    leave_out: Collection[Path] = (),
    beside: Sequence[tuple[Article, str]] = (),
    asked: Collection[str] = (),
    references: Sequence[Path] = (),
    claimed: Claimed | None = None,
    progress: Progress = silent,
    settled: Settled | None = None,
    ahead: Callable[[Index], None] | None = None,
) -> Index:
    """Read the folder, as far as it changed since the last time, and find the groups in it.

    `cache` is the file of what was read before, None for none. `beside` are articles from elsewhere
    with their texts, to be held against the folder's; where the folder has an article of that id, that one counts. Of the articles
    `asked` about every match with others of their groups is told, and every passage. `references` are folders whose
    articles are held against the folder's: only groups and matches that span both sides are given. `claimed` is asked,
    once all is read, for the groups that others found, to be verified among ours. `settled` is
    handed each group once nothing can change it; before the first one `ahead` is handed what is known by then: all
    but groups, passages, the nearest miss and notes. Raises InputError for a folder that cannot be listed
    or a sidecar that cannot be read, UsageError for an unknown engine or a bad pattern, and whatever
    `progress` raises: what was read until then is kept.
    """
    against = named(root, references)
    store, said = open_cache(cache, _version())
    try:
        known = _known(root, config, store, leave_out, progress, inside(against))
        met = [*leave_out, root]  # what lies in one reference and in another one is read once
        own = replace(config, read=replace(config.read, sidecar=""))  # it speaks of the folder
        for name, place in elsewhere(against):
            _take_in(known, name, _known(place, own, store, met, progress))
            met.append(place)
    finally:
        store.close()
    articles, skipped = known.articles, known.skipped
    of_references = locked(against, articles)
    _hold_beside(known, beside, progress)
    claims, unresolved = claimed(articles, skipped) if claimed else (NO_CLAIMS, ())
    known_so_far = Index(
        root=root,
        articles=MappingProxyType(articles),
        skipped=tuple(sorted(skipped, key=lambda one: one.path)),
        groups=(),
        furniture={},
        unresolved=unresolved,
        references=MappingProxyType(against),
        locked=of_references,
    )
    findings = find_groups(
        list(articles.values()),
        known.features,
        settings=config.detect,
        progress=progress,
        settled=partial(_hand_over, settled, of_references) if settled and references else settled,
        furnished=(lambda spans: ahead(replace(known_so_far, furniture=spans))) if ahead else None,
        claims=claims,
        asked=asked,
    )
    if references:
        findings = _spanning(findings, of_references)
    return replace(
        known_so_far,
        groups=findings.groups,
        furniture=findings.furniture,
        passages=findings.passages,
        nearest=findings.nearest,
        notes=tuple(filter(None, (said, *store.notes, *findings.notes))),
    )


def _hand_over(settled: Settled, against: frozenset[str], group: Group) -> None:
    """Hand over a group where it spans both sides."""
    if spans(group, against):
        settled(group)


def _spanning(findings: Findings, against: frozenset[str]) -> Findings:
    """Of what was found, what spans both sides."""
    near = findings.nearest
    return replace(
        findings,
        groups=tuple(group for group in findings.groups if spans(group, against)),
        passages=tuple(match for match in findings.passages if match_spans(match, against)),
        nearest=near if near and match_spans(near, against) else None,
    )


@dataclass(frozen=True, slots=True)
class _Known:
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


def _known(
    root: Path,
    config: Config,
    cache: IndexCache,
    leave_out: Collection[Path],
    progress: Progress,
    first: Collection[str] = (),
) -> _Known:
    """Walk a folder and read what of it is not known yet; a file with a name in a folder `first` is called by that."""
    describe = describer(root, config.read)
    stamps: list[FileStamp] = []
    skipped: list[Skipped] = []
    for met in walk(root, config.read, leave_out=leave_out, first=first, progress=progress):
        (stamps if isinstance(met, FileStamp) else skipped).append(met)  # type: ignore[arg-type] # each to its own
    known = _in_order(stamps, _read(root, stamps, config, cache, progress), describe)
    known.skipped.extend(skipped)
    return known


def _take_in(known: _Known, name: str, other: _Known) -> None:
    """Add what is known of a reference, under the names that its articles have from the folder.

    A folder inside may be called as a reference is (`reference:archive`).
    """
    for article, features_of_it in zip(other.articles.values(), other.features, strict=True):
        known.add(called(article, name), features_of_it)
    known.skipped.extend(Skipped(f"{name}/{one.path}", one.reason) for one in other.skipped)


def _hold_beside(known: _Known, beside: Sequence[tuple[Article, str]], progress: Progress) -> None:
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
    name = _cache_name(root, config.read)

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
    name = _cache_name(root, config.read)
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
) -> _Known:
    """What the files gave, in the order of the walk.

    Two articles of one id can only come of names made for it (`a.jsonl#b.txt`): the first is taken.
    """
    known = _Known({}, [], [])
    for stamp in stamps:
        found = read[stamp.path]
        known.skipped.extend(found.skipped)
        for article, features_of_it in found.articles:
            known.add(describe(article, stamp.path), features_of_it)
    return known


def _version() -> str:
    """What must be the same for anything remembered to hold: the program, and its Unicode tables."""
    return f"{__version__} {reading_version()} {FEATURES_VERSION} {unicodedata.unidata_version}"


def _cache_name(root: Path, settings: ReadSettings) -> str:
    """The folder as the cache knows it: other settings read other articles from the same files."""
    fields = replace(settings, path_pattern="", sidecar="")  # what they say is never remembered
    digest = hashlib.blake2b(repr(fields).encode(), digest_size=8).hexdigest()
    return f"{os.path.realpath(root)}\n{digest}"
