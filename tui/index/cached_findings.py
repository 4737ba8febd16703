"""What is found in a folder: told again where nothing of it has changed since it was found, else found now."""

import hashlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

import tui.detect
from tui.config import DetectSettings
from tui.detect.engine import NO_CLAIMS, Findings, ImportedGroups, Settled, Spans
from tui.detect.findings_json import from_json, to_json
from tui.detect.group_finder import find_groups
from tui.index.articles import Known
from tui.model import Article
from tui.progress import Progress
from tui.store.cache.index_cache import IndexCache

_MOST_KEPT: Final = 64 << 20  # bytes of findings in the cache: more are found anew


def findings_of(
    known: Known,
    settings: DetectSettings,
    store: IndexCache,
    folder: str,
    *,
    progress: Progress,
    settled: Settled | None,
    furnished: Callable[[Spans], None] | None,
    claims: ImportedGroups = NO_CLAIMS,
    asked: Collection[str] = (),
) -> Findings:
    """Find the groups, or tell what was found before; as `find_groups`, to the letter.

    `store` remembers it of each `folder`, as that is called there. The groups that hang on claims, and what is found
    because it was asked for, are found anew.
    """
    key = b"" if claims or asked or not store.remembers else _key(known.articles.values(), settings)
    before = store.found(folder, key) if key else None
    if before is not None:
        findings = from_json(before)
        if furnished:
            furnished(findings.furniture)
        if settled:
            for group in findings.groups:
                settled(group)
        return findings
    findings = find_groups(
        list(known.articles.values()),
        known.features,
        settings=settings,
        progress=progress,
        settled=settled,
        furnished=furnished,
        claims=claims,
        asked=asked,
    )
    if key:
        written = to_json(findings)
        if len(written) <= _MOST_KEPT:
            store.keep_found(folder, key, written)
    return findings


def _key(articles: Iterable[Article], settings: DetectSettings) -> bytes:
    """A digest of all that findings hang on: every article by name and content, the settings, and the method itself."""
    digest = hashlib.blake2b(digest_size=16)
    digest.update(f"{_method()} {replace(settings, workers=0)}".encode())
    for article in articles:
        digest.update(repr((article.id, article.digest, article.raw)).encode())
    return digest.digest()


@cache
def _method() -> str:
    """A digest of the code that finds: nobody has to remember to say that it has changed."""
    digest = hashlib.blake2b(digest_size=16)
    for place in tui.detect.__path__:
        for file in sorted(Path(place).rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()
