"""`copydesk sources FOLDER`: which sources share how much with whom."""

import argparse
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Final

from tui.commands import json_answers
from tui.commands.binary_output import write_bytes
from tui.commands.export import clusters_of
from tui.commands.open_folder import (
    OpenFolder,
    clear_progress,
    on_standard_error,
    open_folder,
    write_lines,
)
from tui.errors import UsageError
from tui.exchange.source_statistics import SourceOf, Sources, as_csv, folder, site, sources
from tui.model import Article
from tui.read.extra_field import any_field
from tui.read.metadata import path_pattern
from tui.text.plural import counted
from tui.text.visible import visible


def run(arguments: argparse.Namespace) -> int:
    """Print what the sources of a folder share; groups that are still open count as they were found."""
    field = arguments.by.removeprefix(_FIELD) if arguments.by.startswith(_FIELD) else ""
    source_of = source_by(
        "author" if field else arguments.by
    )  # what is wrong is said before the work
    opened = open_folder(arguments)
    if field:
        source_of = source_by_field(field, arguments.folder, opened)
    clear_progress()
    clusters = clusters_of(opened.review, undecided="keep")
    found = sources(opened.index.articles.values(), clusters, source_of)
    if arguments.format == "json":
        write_lines([json_answers.dumps({"schema": json_answers.SCHEMA, **asdict(found)})])
    elif arguments.format == "jsonl":
        write_lines(json_answers.dumps(asdict(pair)) for pair in found.shared)
    elif arguments.format == "csv":
        for row in as_csv(found):
            write_bytes(row)
    else:
        write_lines(as_text(found))
    return 0


def source_by_field(name: str, folder: Path, opened: OpenFolder) -> SourceOf:
    """What tells an article's source: what it says in the field `name`, which is read anew."""
    read = opened.config.read
    said = any_field(folder, opened.index.articles.values(), read, name, on_standard_error())
    return lambda article: said.get(article.id, "")


def source_by(by: str) -> SourceOf:
    """What tells an article's source: its folder, site or author, or the part `{source}` of its path.

    Raises UsageError for anything else, and for a pattern that means nothing.
    """
    if by in _BY:
        return _BY[by]
    pattern = path_pattern(by)
    if "source" not in pattern.groupindex:
        raise UsageError(
            f"“{by}” does not tell a source",
            where="--by",
            do="Say folder, site, author or field:NAME, or a pattern with {source}: {date}/{source}/*.txt",
        )

    def of_path(article: Article) -> str:
        found: re.Match[str] | None = pattern.fullmatch(article.id)
        return found["source"] if found else ""

    return of_path


def as_text(found: Sources) -> Iterator[str]:
    """A line a source, then a line a pair."""
    for one in found.sources:
        canonical = f", {one.canonical:,} of {one.judged:,} judged canonical" if one.judged else ""
        yield f"{visible(one.name)}: {counted(one.articles, 'article')}, {one.copied:,} with copies{canonical}"
    for pair in found.shared:
        left, right = visible(pair.left), visible(pair.right)
        articles = f"{pair.of_left:,} and {pair.of_right:,} articles"
        yield f"{left} ~ {right}: {counted(pair.groups, 'group')} ({articles})"
        if pair.left_canonical or pair.right_canonical:
            yield f"    canonical: {pair.left_canonical:,} of {left}, {pair.right_canonical:,} of {right}"
        if pair.lag is not None:
            first, later = (left, right) if pair.lag >= 0 else (right, left)
            days = "day" if abs(pair.lag) == 1 else "days"
            yield f"    {later} is {abs(pair.lag):g} {days} later than {first} (median of {pair.dated:,})"
    pairs = counted(len(found.shared), "pair that shares", "pairs that share")
    yield f"{counted(len(found.sources), 'source')}, {pairs}"


def _author(article: Article) -> str:
    return article.author


_FIELD: Final = "field:"
_BY: dict[str, SourceOf] = {"folder": folder, "site": site, "author": _author}
