"""`copydesk find FILE FOLDER`: the copies and the shared passages of one article."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tui.commands import json_answers
from tui.commands.groups import match_as_text
from tui.commands.open_folder import existing_folder, indexed, write_lines
from tui.config import ReadSettings
from tui.errors import InputError
from tui.index import Index, is_same
from tui.model import Article, Match, Skipped
from tui.read.folder import existing_file, read, stamp
from tui.store.config_file import load_config
from tui.text.plural import counted


def run(arguments: argparse.Namespace) -> int:
    """Print what of the folder is a copy of the file, and what shares passages with it."""
    config = load_config(arguments.config)
    folder = existing_folder(arguments.folder)
    wanted = _articles(existing_file(arguments.file), config.read)
    home, own = folder.resolve(), arguments.file.resolve()
    inside = own.relative_to(home).as_posix() if own.is_relative_to(home) else ""
    # One of the folder's own is named by its place there. It is handed over all the same: the folder may leave it out,
    # as a second name of a file or one that is too large for it.
    called = inside or _called(arguments.file, folder)
    beside = _named(wanted, own.name, called)
    index = indexed(arguments, folder, config, beside=beside, asked=_ids(beside))
    if not all(is_same(article, index.articles.get(article.id)) for article, _ in beside):
        # A record of the folder has the id of this file (`a.jsonl#b.txt`): seldom enough to begin again for it.
        beside = _named(wanted, own.name, f"./{called}")
        index = indexed(arguments, folder, config, beside=beside, asked=_ids(beside))
    ids = _ids(beside)
    copies, passages = _copies(index, ids), [m for m in index.passages if _touches(m, ids)]
    if arguments.format == "json":
        write_lines([json_answers.dumps(_as_json(arguments, index, copies, passages))])
    elif arguments.format == "jsonl":
        tiers = (("copies", copies), ("passages", passages))
        rows = (
            {"tier": tier, **json_answers.match_of(one)} for tier, found in tiers for one in found
        )
        write_lines(map(json_answers.dumps, rows))
    else:
        write_lines(_as_text(copies, passages))
    return 0


def _articles(file: Path, settings: ReadSettings) -> list[tuple[Article, str]]:
    """The articles of a file. Raises InputError where there is none in it."""
    found = stamp(file.parent, file.name)
    reason = found.reason if isinstance(found, Skipped) else ""
    if not isinstance(found, Skipped):
        parsed = list(read(file.parent, found, settings))
        articles = [one for one in parsed if not isinstance(one, Skipped)]
        if articles:
            return articles
        reason = next((one.reason for one in parsed if isinstance(one, Skipped)), "it is empty")
    raise InputError(reason, where=str(file), do="Name a file that holds an article")


def _called(file: Path, folder: Path) -> str:
    """The file as the call names it, or so that no file of the folder is called the same."""
    return f"./{file}" if not file.is_absolute() and (folder / file).exists() else str(file)


def _named(
    articles: Sequence[tuple[Article, str]], name: str, path: str
) -> list[tuple[Article, str]]:
    """The articles of the file `name`, with their texts, as they are called when the file is known as `path`."""
    return [(replace(one, id=path + one.id.removeprefix(name)), text) for one, text in articles]


def _ids(articles: Sequence[tuple[Article, str]]) -> set[str]:
    return {article.id for article, _ in articles}


def _copies(index: Index, ids: set[str]) -> list[Match]:
    """The copies, each with its best match with an article of the file, the most alike first."""
    found: dict[str, Match] = {}
    for match in (match for group in index.groups for match in group.matches):
        others = [one for one in (match.left, match.right) if one not in ids]
        if len(others) == 1:
            best = found.get(others[0])
            if best is None or match.score > best.score:
                found[others[0]] = match
    return sorted(found.values(), key=lambda match: (-match.score, match.left, match.right))


def _touches(match: Match, ids: set[str]) -> bool:
    return match.left in ids or match.right in ids


def _as_json(
    arguments: argparse.Namespace,
    index: Index,
    copies: Sequence[Match],
    passages: Sequence[Match],
) -> dict[str, Any]:
    return {
        "schema": json_answers.SCHEMA,
        "file": str(arguments.file),
        "folder": str(arguments.folder),
        "copies": [json_answers.match_of(match) for match in copies],
        "passages": [json_answers.match_of(match) for match in passages],
        "notes": list(index.notes),
    }


def _as_text(copies: Sequence[Match], passages: Sequence[Match]) -> Iterator[str]:
    yield counted(len(copies), "copy", "copies")
    for match in copies:
        yield from match_as_text(match)
    if passages:
        yield counted(len(passages), "that shares passages", "that share passages")
    for match in passages:
        yield from match_as_text(match)
