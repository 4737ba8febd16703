"""What other tools found in a folder + its articles → claims to be verified, and the references that lead nowhere.

The same counting of documents serves the way back: whoever was read by numbers is written by numbers.
"""

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tui.config import ReadSettings
from tui.detect.engine import ImportedGroups, ImportResolver
from tui.exchange.document_numbers import Shards
from tui.exchange.readers.group_formats import KINDS, kind_of
from tui.exchange.readers.imported_group import ForeignGroup
from tui.exchange.readers.resolve import Folder, resolve
from tui.model import Article, Group, Skipped
from tui.read import document_offsets, group_files
from tui.read.file_formats import format_of
from tui.read.folder import record_file
from tui.reference_folders import MARK


@dataclass(frozen=True, slots=True)
class Foreign:
    """The groups of one tool as it wrote them, and its name in `exchange.groups_in.KINDS`."""

    tool: str
    groups: tuple[ForeignGroup, ...]


def foreign(path: Path, kind: str | None) -> Foreign:
    """Read groups; `kind` is told by their look where it is None. Raises InputError or UsageError."""
    files = group_files.load(path)
    tool = kind or kind_of(files)
    return Foreign(tool, tuple(KINDS[tool].read(files)))


def claimed(
    root: Path,
    found: Sequence[Foreign],
    settings: ReadSettings,
    *,
    alone: bool = False,
    split: bool = False,
    tasks: int = 0,
) -> ImportResolver:
    """What answers, once the folder is read, which of its articles these groups speak of.

    `alone` leaves out the groups that we find ourselves, `split` takes the parts that hold together; `tasks` is how many datatrove had, 0 for one a file.
    """
    folder = Folder((os.path.realpath(root), os.path.abspath(root)), os.getcwd())  # noqa: PTH100, PTH109 - names, not paths

    def claims(
        articles: Mapping[str, Article], skipped: Collection[Skipped]
    ) -> tuple[ImportedGroups, tuple[Skipped, ...]]:
        counted = shards(root, articles, skipped, settings, tasks)
        groups: list[Group] = []
        missing: list[Skipped] = []
        for one in found:
            resolved, unresolved = resolve(one.groups, articles, folder=folder, shards=counted)
            groups += [
                Group(group.members, 0.0, claimed_by=(one.tool,), keeps=group.kept)
                for group in resolved
            ]
            missing += unresolved
        return ImportedGroups(tuple(groups), alone, split), tuple(missing)

    return claims


def shards(
    root: Path,
    articles: Mapping[str, Article],
    skipped: Collection[Skipped],
    settings: ReadSettings,
    tasks: int,
) -> Shards:
    """The files of records below `root` with their documents, as tools number them."""
    records: dict[str, list[Article]] = {}
    for one in skipped:  # a file of which nothing could be read has a number too
        form = format_of(one.path)
        if form is not None and form.records:
            records.setdefault(one.path, [])
    for article in articles.values():
        file = record_file(article.id)
        if file and not file.startswith(MARK):  # what lies elsewhere is not the tool's to number
            records.setdefault(file, []).append(article)

    def in_file(file: str) -> Sequence[str | None]:
        there = sorted(records[file], key=lambda article: article.offset)
        offsets = document_offsets.offsets(root, file, settings)
        if offsets is None:
            return [article.id for article in there]
        by_offset = {article.offset: article.id for article in there}
        return [by_offset.get(offset) for offset in offsets]

    return Shards(sorted(records), in_file, tasks)
