"""References of another tool + the articles that were read → groups of articles, and what names none of them."""

import posixpath
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tui.exchange.foreign import ForeignGroup
from tui.model import Skipped


@dataclass(frozen=True, slots=True)
class ResolvedGroup:
    """Article ids, sorted, and the one that the other tool would keep ("" where it does not say or says several)."""

    name: str
    members: tuple[str, ...]
    kept: str = ""


def resolve(
    groups: Iterable[ForeignGroup], articles: Collection[str], *, root: str
) -> tuple[list[ResolvedGroup], list[Skipped]]:
    """Find the articles that references mean: by id, by path (also absolute, below `root`), by record, by number.

    What cannot be found, or could be several, is listed; a group of which fewer than two are found is
    left out, and its members are listed too. Linear.
    """
    names = _Names(articles, root)
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
        kept = [article for article, canonical in members.items() if canonical]
        if len(members) > 1:
            only = kept[0] if len(kept) == 1 else ""
            found.append(ResolvedGroup(group.name, tuple(sorted(members)), only))
        else:
            missing.extend(
                Skipped(article, f"alone in its group {group.name}: the others are not here")
                for article in members
            )
    return found, missing


class _Names:
    """Everything that an article may be called by; built once."""

    def __init__(self, articles: Collection[str], root: str) -> None:
        self._articles = frozenset(articles)
        self._root = posixpath.normpath(root) + "/"
        self._records: dict[str, list[str]] = defaultdict(list)
        files: dict[str, list[str]] = defaultdict(list)
        for article in articles:
            file, mark, record = article.partition("#")
            files[file if mark else article].append(article)
            if mark:
                self._records[record].append(article)
        # datatrove gives its tasks the files in sorted order and counts the documents that it reads;
        # a record that was skipped here and read there shifts the numbers behind it.
        self._tasks = [files[file] for file in sorted(files)]

    def article(self, name: str) -> str | Skipped:
        for path in (name, self._below_root(name)):
            if path in self._articles:
                return path
        records = self._records.get(name, [])
        if len(records) == 1:
            return records[0]
        if records:
            return Skipped(name, f"{len(records):,} records have this id")
        return self._numbered(name) or Skipped(name, "no article of this name or id was read")

    def _below_root(self, name: str) -> str:
        path = posixpath.normpath(name)
        return path.removeprefix(self._root)

    def _numbered(self, name: str) -> str | None:
        task, colon, row = name.partition(":")
        if not (colon and task.isdecimal() and row.isdecimal()) or int(task) >= len(self._tasks):
            return None
        documents = self._tasks[int(task)]
        return documents[int(row)] if int(row) < len(documents) else None
