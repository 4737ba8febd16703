"""Articles and their features → groups, by the engine that the settings name."""

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from tui.config import DetectSettings
from tui.detect.engine import NO_CLAIMS, Engine, Findings, ImportedGroups, Settled, Spans
from tui.detect.pipeline import local
from tui.errors import UsageError
from tui.model import Article
from tui.progress import Progress, silent
from tui.runtime.cancellable import run_cancellable
from tui.runtime.malloc import give_back, limit_heap

ENGINES: Final[Mapping[str, Engine]] = MappingProxyType({"local": local})


def find_groups(
    articles: Sequence[Article],
    features: Sequence[bytes],
    *,
    settings: DetectSettings,
    progress: Progress = silent,
    settled: Settled | None = None,
    furnished: Callable[[Spans], None] | None = None,
    claims: ImportedGroups = NO_CLAIMS,
    asked: Collection[str] = (),
) -> Findings:
    """Find the groups of copies among `articles`; `features[k]` is what `tokens.features` made of the k-th text.

    `claims` are groups that were found elsewhere, of these articles: they are verified and stand among the others.
    Of the articles `asked` about every match with others of their groups is told, and every passage.

    Raises: UsageError where there is no such engine; Cancelled where `progress` raises it.
    """
    engine = ENGINES.get(settings.engine)
    if engine is None:
        raise UsageError(
            f"There is no engine “{settings.engine}”",
            where="[detect] engine",
            do=f"Choose one of: {', '.join(sorted(ENGINES))}.",
        )
    limit_heap(sum(map(len, features)))
    try:
        return run_cancellable(
            lambda report, relay: engine(
                articles,
                features,
                settings=settings,
                progress=report,
                settled=relay(settled) if settled else None,
                furnished=relay(furnished) if furnished else None,
                claims=claims,
                asked=asked,
            ),
            progress,
        )
    finally:
        give_back()  # who reviews for hours needs none of it
