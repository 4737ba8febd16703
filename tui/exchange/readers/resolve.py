"""References of another tool + the articles that were read → groups of articles, and what names none of them."""

import posixpath
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from tui.exchange.document_numbers import Shards
from tui.exchange.readers.imported_group import ForeignGroup
from tui.model import Skipped


@dataclass(frozen=True, slots=True)
class ResolvedGroup:
    """Article ids, sorted, and those that the other tool would keep, where it says so."""

    name: str
    members: tuple[str, ...]
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Folder:
    """Where references lead: absolute names of the folder, and the folder that relative names may begin at."""

    roots: tuple[str, ...]
    beside: str = ""


def resolve(
    groups: Iterable[ForeignGroup], articles: Collection[str], *, folder: Folder, shards: Shards
) -> tuple[list[ResolvedGroup], list[Skipped]]:
    """Find the articles that references mean: by id, by path, by a record's id, by number.

    A path may stand below the folder, be absolute, or begin where the tool was called. What cannot be found, or
    could be several, is listed; a group of which fewer than two are found is left out, and its members
    are listed too. Linear.
    """
    names = _Names(articles, folder, shards)
    found: list[ResolvedGroup] = []
    missing: list[Skipped] = []
    for group in groups:
        members: dict[str, bool | None] = {}
        for reference in group.members:
            article = names.article(reference.name)
            if isinstance(article, Skipped):
                missing.append(article)
            else:
                members.setdefault(article, reference.canonical)
        kept = tuple(sorted(article for article, canonical in members.items() if canonical))
        if len(members) > 1:
            found.append(ResolvedGroup(group.name, tuple(sorted(members)), kept))
        else:
            missing.extend(
                Skipped(article, f"alone in its group {group.name}: the others are not here")
                for article in members
            )
    return found, missing


class _Names:
    """Everything that an article may be called by; mutable for the tasks whose documents were counted."""

    def __init__(self, articles: Collection[str], folder: Folder, shards: Shards) -> None:
        self._articles = frozenset(articles)
        self._roots = tuple(posixpath.normpath(root) + "/" for root in folder.roots)
        self._beside = folder.beside
        self._shards = shards
        self._rows: dict[str, Sequence[str | None]] = {}
        self._records: dict[str, list[str]] = defaultdict(list)
        for article in articles:
            _, mark, record = article.partition("#")
            if mark:
                self._records[record].append(article)

    def article(self, name: str) -> str | Skipped:
        for path in (name, *self._below_roots(name), _line_of(name)):
            if path in self._articles:
                return path
        records = self._records.get(name, [])
        if len(records) == 1:
            return records[0]
        if records:
            return Skipped(name, f"{len(records):,} records have this id")
        return self._numbered(name) or Skipped(name, "no article of this name or id was read")

    def _below_roots(self, name: str) -> Iterable[str]:
        yield posixpath.normpath(name)
        whole = posixpath.normpath(posixpath.join(self._beside, name))
        for root in self._roots:
            if whole.startswith(root):
                yield whole.removeprefix(root)

    def _numbered(self, name: str) -> str | None:
        """`task:row` of datatrove; `:row` counts through all files."""
        task, colon, row = name.partition(":")
        if not (colon and (task.isdecimal() or not task) and row.isdecimal()):
            return None
        if task not in self._rows:
            self._rows[task] = self._counted(task)
        documents = self._rows[task]
        return documents[int(row)] if int(row) < len(documents) else None

    def _counted(self, task: str) -> Sequence[str | None]:
        if task:
            there = self._shards.files and int(task) < self._shards.count()
            return list(self._shards.of_task(int(task))) if there else ()
        return [one for file in self._shards.files for one in self._shards.documents(file)]


def _line_of(name: str) -> str:
    """`shard.jsonl/3`, as datatrove names a record without an id by its line from 0, as it is named here."""
    file, slash, line = name.rpartition("/")
    return f"{file}#{int(line) + 1}" if slash and line.isdecimal() else name
