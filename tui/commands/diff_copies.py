"""`copydesk diff BASE COPY COPY…`: the base, and who of the copies reads otherwise where."""

import argparse
import os
import shutil
import sys
from typing import Any

from tui.commands import answers
from tui.commands.opening import write_lines
from tui.commands.pager import paged
from tui.compare.copies import collate, medoid
from tui.config import Config
from tui.errors import UsageError
from tui.model import Collation
from tui.read.folder import decoded
from tui.render.ansi import painted
from tui.render.apparatus import apparatus


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Print the apparatus; with --exit-code 1 where any copy reads otherwise anywhere."""
    if arguments.format == "html":
        raise UsageError("--format html shows two files", do="Name one copy")
    names = [str(path) for path in (arguments.left, *arguments.right)]
    texts = [decoded(path, config.read) for path in (arguments.left, *arguments.right)]
    found = collate(texts[0], texts[1:])
    if arguments.format == "json":
        write_lines([answers.dumps(as_json(names, texts, found))])
    else:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        width = arguments.width or shutil.get_terminal_size((80, 24)).columns
        paged(painted(apparatus(texts[0], found, names, width=width), colour=colour))
    return int(bool(arguments.exit_code and found.places))


def as_json(names: list[str], texts: list[str], found: Collation) -> dict[str, Any]:
    """The whole answer. Copies are told by their place in `paths`; the base is number 0 there."""
    return {
        "schema": answers.SCHEMA,
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
        "notes": list(found.notes),
    }
