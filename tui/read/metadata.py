"""What is known of articles outside of them: in their paths, and in a table beside them.

A path pattern (`{date}/{source}/{name}.txt`) says what its parts are; a sidecar is a CSV or TSV
file with a column `path` and columns named as the fields of records are. The sidecar counts before
the article itself, which counts before the path; only a title in the path counts before the first
line of a text.
"""

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from tui.config import ReadSettings
from tui.errors import InputError, UsageError
from tui.model import Article
from tui.read.article import one_line
from tui.read.folder import decoded

Describe = Callable[[Article, str], Article]
"""An article and the path of its file in, the article with what is said of it elsewhere out."""

PATH_COLUMN: Final = "path"
_SAID: Final = ("title", "date", "author", "url")
_PART: Final = re.compile(r"\{(?P<name>\w*)\}|(?P<stars>\*{1,2})|(?P<plain>[^{}*]+)|(?P<wrong>.)")


def describer(root: Path, settings: ReadSettings) -> Describe:
    """What adds the metadata of the settings to an article; nothing where they name none.

    Raises UsageError for a pattern that means nothing, InputError for a sidecar that cannot be read.
    """
    pattern = path_pattern(settings.path_pattern) if settings.path_pattern else None
    table = _sidecar(root / settings.sidecar, settings) if settings.sidecar else {}
    if pattern is None and not table:
        return lambda article, _: article

    def describe(article: Article, path: str) -> Article:
        found = pattern.fullmatch(path) if pattern is not None else None
        if found is not None:
            article = _filled(article, found.groupdict())
        beside = table.get(article.id) or table.get(path)
        return replace(article, **beside) if beside else article

    return describe


def path_pattern(pattern: str) -> re.Pattern[str]:
    """The expression that a pattern stands for: `{name}` and `*` within a folder's name, `**` across.

    Raises UsageError.

    >>> path_pattern("{date}/{source}/*.txt").match("2024/wire/a.txt")["date"]
    '2024'
    """
    parts, names = [], set()
    for part in _PART.finditer(pattern):
        name = part["name"]
        if part["plain"]:
            parts.append(re.escape(part["plain"]))
        elif part["stars"]:
            parts.append(".*" if part["stars"] == "**" else "[^/]*")
        elif name and not name[0].isdigit() and name not in names:
            names.add(name)
            parts.append(f"(?P<{name}>[^/]+?)")
        else:
            raise UsageError(
                f"the pattern “{pattern}” is not understood from “{pattern[part.start() :]}” on",
                where="[read] path_pattern",
                do="Write it like {date}/{source}/{name}.txt, each name once, * for what says nothing",
            )
    return re.compile("".join(parts), re.DOTALL)


def _filled(article: Article, told: Mapping[str, str]) -> Article:
    """The article with what its path says where it says nothing itself; a title counts always."""
    changes: dict[str, str] = {
        name: one_line(told[name])
        for name in _SAID
        if told.get(name) and (name == "title" or not getattr(article, name))
    }
    return replace(article, **changes) if changes else article  # type: ignore[arg-type] # all of it is text


def _sidecar(path: Path, settings: ReadSettings) -> Mapping[str, dict[str, Any]]:
    """Path or article id → what the table says of it; empty cells say nothing."""
    columns = {
        settings.title_field: "title",
        settings.date_field: "date",
        settings.author_field: "author",
        settings.url_field: "url",
    }
    text = decoded(path, settings)
    first = text.partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    # The limit is the process's: what was set before must not count.
    csv.field_size_limit(settings.largest_file)
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise InputError(f"the sidecar is no table: {error}", where=str(path)) from error
    if rows and PATH_COLUMN not in rows[0]:
        raise InputError(
            f"the sidecar has no column “{PATH_COLUMN}”",
            where=str(path),
            do=f"Name its columns {PATH_COLUMN}, {', '.join(columns)}",
        )
    table = {
        row[PATH_COLUMN]: {
            columns[name]: one_line(value)
            for name, value in row.items()
            if name in columns and value and value.strip()
        }
        for row in rows
        if row[PATH_COLUMN]
    }
    return MappingProxyType(table)
