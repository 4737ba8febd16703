"""`copydesk diff LEFT RIGHT`: what a copy changes, as text for a terminal or as JSON."""

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from tui import words
from tui.commands import answers
from tui.commands.opening import write_lines
from tui.commands.pager import paged
from tui.compare.diff import diff
from tui.compare.summary import Share, Summary, summarise
from tui.config import Config
from tui.model import Diff
from tui.read.folder import decoded
from tui.render.ansi import painted
from tui.render.lines import lines
from tui.store.config_file import load_config
from tui.visible import visible

DIFFERENT = 1


def run(arguments: argparse.Namespace) -> int:
    """Print the diff of two files; with --exit-code 1 where anything but white space differs."""
    config = load_config(arguments.config)
    left, right = (decoded(path, config.read) for path in (arguments.left, arguments.right))
    edits = diff(left, right, level=arguments.level or config.screen.level)
    summary = summarise(left, right, edits)
    if arguments.format == "json":
        sides = (_side(arguments.left, left), _side(arguments.right, right))
        write_lines([answers.dumps(as_json(*sides, edits, summary))])
    else:
        paged(_text(arguments, config, left, right, edits, summary))
    differs = any(edit.kind != "same" or edit.moved for edit in edits.edits)
    return DIFFERENT if arguments.exit_code and differs else 0


def as_json(
    left: dict[str, Any], right: dict[str, Any], edits: Diff, summary: Summary
) -> dict[str, Any]:
    """The whole answer of `diff --format json`; `left` and `right` hold path, text and words."""
    return {
        "schema": answers.SCHEMA,
        "left": left,
        "right": right,
        "edits": [
            {
                "tag": edit.tag,
                "left": list(edit.left),
                "right": list(edit.right),
                "kind": edit.kind,
                "moved": edit.moved,
            }
            for edit in edits.edits
        ],
        "summary": {
            "left": _share(summary.left),
            "right": _share(summary.right),
            "longest_run": summary.longest_run,
            "differing": {
                "numbers": list(summary.numbers),
                "names": list(summary.names),
                "quotations": list(summary.quotations),
            },
        },
        "notes": list(edits.notes),
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "words": share.words,
        "verbatim": answers.rounded(share.verbatim),
        "reworded": answers.rounded(share.reworded),
        "moved": answers.rounded(share.moved),
        "only": answers.rounded(share.only),
        "furniture": answers.rounded(share.furniture),
    }


def _side(path: Path, text: str) -> dict[str, Any]:
    return {"path": str(path), "text": text, "words": words.count(text)}


def _text(
    arguments: argparse.Namespace,
    config: Config,
    left: str,
    right: str,
    edits: Diff,
    summary: Summary,
) -> str:
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    drawn = lines(
        left,
        right,
        edits,
        width=arguments.width or shutil.get_terminal_size((80, 24)).columns,
        layout="side-by-side" if arguments.side_by_side else "inline",
        marks=arguments.marks or config.screen.marks or not colour,
    )
    head = [
        f"{visible(str(arguments.left))}  →  {visible(str(arguments.right))}",
        told(summary),
        *(visible(note) for note in edits.notes),
        "",
    ]
    return "\n".join(head) + painted(drawn, colour=colour)


def told(summary: Summary) -> str:
    """The summary of a pair in one line."""
    left, right = summary.left, summary.right
    return (
        f"{left.words:,} → {right.words:,} words; of the left {left.verbatim:.0%} verbatim, "
        f"{left.reworded:.0%} reworded, {left.moved:.0%} moved, {left.only:.0%} only there; "
        f"{right.only:.0%} only in the right"
    )
