"""`copydesk diff LEFT RIGHT…`: what a copy changes, as text for a terminal, as JSON or as one HTML page.

With several copies: the base with an apparatus of who reads otherwise where (`diff_copies`).
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from tui.commands import diff_collation, diff_html, diff_list, diff_text, json_answers
from tui.commands.open_folder import say, write_lines
from tui.commands.pager import paged
from tui.compare.compare_texts import diff
from tui.compare.summary.summary import Share, Summary, summarise
from tui.config import Config
from tui.errors import UsageError
from tui.model import Diff
from tui.read.folder import whole
from tui.store.config_file import load_config

DIFFERENT = 1
_DRAWN_ONLY: Final = ("side_by_side", "marks")  # a text or an apparatus, not data


def run(arguments: argparse.Namespace) -> int:
    """Print the diff of two files; with --exit-code 1 where anything but white space differs."""
    config = load_config(arguments.config)
    if len(arguments.right) > 1:
        return diff_collation.run(arguments, config)
    _refuse_what_does_not_apply(arguments)
    paths = arguments.left, arguments.right[0]
    (left_data, left), (right_data, right) = (whole(path, config.read) for path in paths)
    edits = diff(left, right, level=arguments.level or config.screen.level)
    if arguments.list:
        _list(arguments, left, right, edits)
        return _exit_code(arguments, edits)
    summary = summarise(left, right, edits)
    edits = replace(edits, notes=edits.notes + summary.notes)
    if arguments.format == "json":
        sides = (
            _side(paths[0], left, summary.left.words),
            _side(paths[1], right, summary.right.words),
        )
        write_lines([json_answers.dumps(as_json(*sides, edits, summary))])
    elif arguments.format == "html":
        ours, theirs = diff_html.names_of(*paths)
        documents = (
            diff_html.Document(ours, left_data, left),
            diff_html.Document(theirs, right_data, right),
        )
        sys.stdout.buffer.write(diff_html.page_of(*documents, edits, summary).encode())
    else:
        paged(_text(arguments, config, (left, right), edits, summary))
    return _exit_code(arguments, edits)


def _exit_code(arguments: argparse.Namespace, edits: Diff) -> int:
    differs = any(edit.kind != "same" or edit.moved for edit in edits.edits)
    return DIFFERENT if arguments.exit_code and differs else 0


def _refuse_what_does_not_apply(arguments: argparse.Namespace) -> None:
    """Raises UsageError for options of another form of the answer: nothing would come of them."""
    names: tuple[str, ...] = _DRAWN_ONLY
    if arguments.format != "text":
        form, names = f"--format {arguments.format}", (*_DRAWN_ONLY, "width", "list")
    elif arguments.list:
        form = "a list of changes"
    else:
        return
    for name in names:
        if getattr(arguments, name):
            raise UsageError(f"{option(name)} does nothing to {form}", do="Leave one of them out")


def option(name: str) -> str:
    """An option as it is written in a call."""
    return f"--{name.replace('_', '-')}"


def _list(arguments: argparse.Namespace, left: str, right: str, edits: Diff) -> None:
    say(*(f"note: {note}" for note in edits.notes))
    wide = sys.stdout.isatty() or arguments.width
    found = diff_list.listed(
        left,
        right,
        edits,
        () if "all" in arguments.list else arguments.list,
        diff_text.cells(arguments.width) if wide else None,
    )
    lines = list(found)
    if lines:
        paged("\n".join(lines))


def as_json(
    left: dict[str, Any], right: dict[str, Any], edits: Diff, summary: Summary
) -> dict[str, Any]:
    """The whole answer of `diff --format json`; `left` and `right` hold path, text and words."""
    return {
        "schema": json_answers.SCHEMA,
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
            "kinds": dict(summary.kinds),
        },
        "notes": list(edits.notes),
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "words": share.words,
        "verbatim": json_answers.rounded(share.verbatim),
        "reworded": json_answers.rounded(share.reworded),
        "moved": json_answers.rounded(share.moved),
        "only": json_answers.rounded(share.only),
        "furniture": json_answers.rounded(share.furniture),
    }


def _side(path: Path, text: str, words: int) -> dict[str, Any]:
    return {"path": str(path), "text": text, "words": words}


def _text(
    arguments: argparse.Namespace,
    config: Config,
    texts: tuple[str, str],
    edits: Diff,
    summary: Summary,
) -> str:
    return diff_text.text(
        (arguments.left, arguments.right[0]),
        texts,
        edits,
        summary,
        width=diff_text.cells(arguments.width),
        layout="side-by-side" if arguments.side_by_side else "inline",
        marks=arguments.marks or config.screen.marks,
    )
