"""A folder in, its articles and groups out: the first half of the path, read → detect.

Every file met is among the articles or among the skipped. What was read or found before and is the same comes
out of the cache; it is exactly what reading or finding it again would give. No text is held.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from tui.config import Config
from tui.detect.engine import NO_CLAIMS, Findings, ImportResolver, Settled, Spans
from tui.index.articles import all_known, cache_name, hold_beside, is_same, version
from tui.index.cached_findings import findings_of
from tui.model import Article, Group, Match, Skipped, Span
from tui.progress import Progress, silent
from tui.reference_folders import locked, match_spans, named, spans
from tui.store.cache.index_cache import open_cache

__all__ = ["Index", "index_folder", "is_same"]


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
    claimed: ImportResolver | None = None,
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
    store, said = open_cache(cache, version())
    with closing(store):
        known = all_known(root, config, store, leave_out, progress, against)
        hold_beside(known, beside, progress)
        claims, unresolved = claimed(known.articles, known.skipped) if claimed else (NO_CLAIMS, ())
        known_so_far = Index(
            root=root,
            articles=MappingProxyType(known.articles),
            skipped=tuple(sorted(known.skipped, key=lambda one: one.path)),
            groups=(),
            furniture={},
            unresolved=unresolved,
            references=MappingProxyType(against),
            locked=locked(against, known.articles),
        )
        findings = findings_of(
            known,
            config.detect,
            store,
            cache_name(root, config.read),
            progress=progress,
            settled=partial(_hand_over, settled, known_so_far) if settled else None,
            furnished=partial(_furnish, ahead, known_so_far) if ahead else None,
            claims=claims,
            asked=asked,
        )
    if references:
        findings = _spanning(findings, known_so_far.locked)
    return replace(
        known_so_far,
        groups=findings.groups,
        furniture=findings.furniture,
        passages=findings.passages,
        nearest=findings.nearest,
        notes=tuple(filter(None, (said, *store.notes, *findings.notes))),
    )


def _hand_over(settled: Settled, known: Index, group: Group) -> None:
    """Hand over a group, unless there are references and it does not span both sides."""
    if not known.references or spans(group, known.locked):
        settled(group)


def _furnish(ahead: Callable[[Index], None], known: Index, furniture: Spans) -> None:
    """Tell what is known before the first group."""
    ahead(replace(known, furniture=furniture))


def _spanning(findings: Findings, against: frozenset[str]) -> Findings:
    """Of what was found, what spans both sides."""
    near = findings.nearest
    return replace(
        findings,
        groups=tuple(group for group in findings.groups if spans(group, against)),
        passages=tuple(match for match in findings.passages if match_spans(match, against)),
        nearest=near if near and match_spans(near, against) else None,
    )
