"""`copydesk diff BASE COPY COPY…`: the base, and who of the copies reads otherwise where."""

import argparse
from typing import Any

from tui.commands import diff_text, json_answers
from tui.commands.open_folder import write_lines
from tui.commands.pager import paged
from tui.compare.collate import collate, medoid
from tui.config import Config
from tui.errors import UsageError
from tui.model import Collation
from tui.read.folder import decoded
from tui.render.ansi import painted
from tui.render.apparatus import apparatus


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Print the apparatus; with --exit-code 1 where any copy reads otherwise anywhere, or has a passage elsewhere."""
    _refuse_what_shows_two(arguments)
    names = [str(path) for path in (arguments.left, *arguments.right)]
    texts = [decoded(path, config.read) for path in (arguments.left, *arguments.right)]
    found = collate(texts[0], texts[1:])
    if arguments.format == "json":
        write_lines([json_answers.dumps(as_json(names, texts, found))])
    else:
        paged(_text(arguments, config, names, texts, found))
    return int(bool(arguments.exit_code and (found.places or found.moved)))


def _refuse_what_shows_two(arguments: argparse.Namespace) -> None:
    """Raises UsageError for options that an apparatus has no use for, rather than let them do nothing."""
    if arguments.format == "html":
        raise UsageError("--format html shows two files", do="Name one copy")
    for name in ("level", "list", "side_by_side"):
        if getattr(arguments, name):
            raise UsageError(f"--{name.replace('_', '-')} shows two files", do="Name one copy")
    for name in ("marks", "width"):
        if arguments.format == "json" and getattr(arguments, name):
            raise UsageError(f"--{name} does nothing to --format json", do="Leave one of them out")


def _text(
    arguments: argparse.Namespace,
    config: Config,
    names: list[str],
    texts: list[str],
    found: Collation,
) -> str:
    colour = diff_text.in_colour()
    lines = apparatus(
        texts[0],
        found,
        names,
        width=diff_text.cells(arguments.width),
        marks=arguments.marks or config.screen.marks or not colour,
        medoid=medoid(texts),
    )
    return painted(lines, colour=colour).rstrip("\n")


def as_json(names: list[str], texts: list[str], found: Collation) -> dict[str, Any]:
    """The whole answer. Copies are told by their place in `paths`; the base is number 0 there."""
    return {
        "schema": json_answers.SCHEMA,
        "paths": names,
        "medoid": medoid(texts),
        "base": texts[0],
        "words": [
            [*span, support] for span, support in zip(found.words, found.support, strict=True)
        ],
        "places": [
            {
                "base": list(place.base),
                "agree": [copy + 1 for copy in place.agree],
                "readings": [
                    {"text": reading.text, "copies": [copy + 1 for copy in reading.copies]}
                    for reading in place.readings
                ],
            }
            for place in found.places
        ],
        "moved": [{"copy": copy + 1, "base": list(span)} for copy, span in found.moved],
        "notes": list(found.notes),
    }
