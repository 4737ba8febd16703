"""`copydesk diff LEFT RIGHT…`: what a copy changes, as text for a terminal, as JSON or as one HTML page.

With several copies: the base with an apparatus of who reads otherwise where (`diff_copies`).
"""

import argparse
import os
import shutil
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from tui.commands import answers, diff_copies, diff_page
from tui.commands.opening import write_lines
from tui.commands.pager import paged
from tui.compare.diff import diff
from tui.compare.summary import Differing, Share, Summary, summarise
from tui.config import Config
from tui.model import Diff
from tui.read.folder import whole
from tui.render.ansi import painted
from tui.render.lines import stream
from tui.store.config_file import load_config
from tui.visible import visible

DIFFERENT = 1
_MOST_LINES = 25_000  # five hundred screens; more would take seconds to draw, and nobody reads them
_MOST_FACTS = 12  # of a kind that are told in the text above a diff; JSON and HTML have them all


def run(arguments: argparse.Namespace) -> int:
    """Print the diff of two files; with --exit-code 1 where anything but white space differs."""
    config = load_config(arguments.config)
    if len(arguments.right) > 1:
        return diff_copies.run(arguments, config)
    paths = arguments.left, arguments.right[0]
    (left_data, left), (right_data, right) = (whole(path, config.read) for path in paths)
    edits = diff(left, right, level=arguments.level or config.screen.level)
    summary = summarise(left, right, edits)
    edits = replace(edits, notes=edits.notes + summary.notes)
    if arguments.format == "json":
        sides = (
            _side(paths[0], left, summary.left.words),
            _side(paths[1], right, summary.right.words),
        )
        write_lines([answers.dumps(as_json(*sides, edits, summary))])
    elif arguments.format == "html":
        ours, theirs = diff_page.names_of(*paths)
        documents = (
            diff_page.Document(ours, left_data, left),
            diff_page.Document(theirs, right_data, right),
        )
        sys.stdout.buffer.write(diff_page.page_of(*documents, edits, summary).encode())
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
            "kinds": dict(summary.kinds),
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


def _side(path: Path, text: str, words: int) -> dict[str, Any]:
    return {"path": str(path), "text": text, "words": words}


def _text(
    arguments: argparse.Namespace,
    config: Config,
    left: str,
    right: str,
    edits: Diff,
    summary: Summary,
) -> str:
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    found = stream(
        left,
        right,
        edits,
        width=arguments.width or shutil.get_terminal_size((80, 24)).columns,
        layout="side-by-side" if arguments.side_by_side else "inline",
        marks=arguments.marks or config.screen.marks or not colour,
    )
    drawn = list(islice(found, _MOST_LINES + 1))
    cut = f"only the first {_MOST_LINES:,} lines are shown; --format json and html have all"
    cuts = [cut] if len(drawn) > _MOST_LINES else []
    head = [
        f"{visible(str(arguments.left))}  →  {visible(str(arguments.right[0]))}",
        told(summary),
        *told_facts(summary),
        *(f"note: {visible(note)}" for note in (*edits.notes, *cuts)),
        "",
    ]
    text = painted(drawn[:_MOST_LINES], colour=colour).rstrip("\n")
    return "\n".join([*head, text, *(f"\n{cut}" for cut in cuts)])


def told(summary: Summary) -> str:
    """The summary of a pair in one line: shares of the left, which are all of it, then of the right."""
    left, right = summary.left, summary.right
    shares = (
        (left.verbatim, "verbatim"),
        (left.reworded, "reworded"),
        (left.moved, "moved"),
        (left.only, "only there"),
        (left.furniture, "furniture"),
    )
    furniture = f" and {right.furniture:.0%} furniture" if right.furniture else ""
    return (
        f"{left.words:,} → {right.words:,} words; of the left "
        f"{', '.join(f'{share:.0%} {name}' for share, name in shares if share or name != 'furniture')}; "
        f"of the right {right.only:.0%} only there{furniture}"
    )


def told_facts(summary: Summary) -> list[str]:
    """Lines on the kinds of changes, and on the numbers, names and quotations that differ."""
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in summary.kinds)
    found = [f"changes: {kinds}"] if kinds else []
    for name, differing in (("numbers", summary.numbers), ("names", summary.names)):
        if differing:
            rest = len(differing) - _MOST_FACTS
            more = f"; {rest:,} more" if rest > 0 else ""
            found.append(f"{name}: {'; '.join(map(_answer, differing[:_MOST_FACTS]))}{more}")
    if summary.quotations:
        found.append(f"quotations that differ: {len(summary.quotations):,}")
    return found


def _answer(pair: Differing) -> str:
    left, right = map(visible, pair)
    if left and right:
        return f"{left} → {right}"
    return f"{left} only left" if left else f"{right} only right"
