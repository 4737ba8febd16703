"""`copydesk groups FOLDER`: the groups of copies, for people and for programs."""

import argparse
from collections.abc import Iterator

from tui.commands import json_answers
from tui.commands.open_folder import OpenFolder, open_folder, write_lines
from tui.commands.output import first_of
from tui.model import Match
from tui.runtime.gc_control import without_gc
from tui.text.cells import cut_middle
from tui.text.plural import counted
from tui.text.visible import visible

_WIDEST_PATH = 100


@without_gc()
def run(arguments: argparse.Namespace) -> int:
    """Print the groups; 0 also where there are none."""
    opened = open_folder(arguments)
    if arguments.tier == "passages":
        _passages(arguments, opened)
    elif arguments.format == "json":
        write_lines([json_answers.dumps(json_answers.groups(opened.index, opened.review))])
    elif arguments.format == "jsonl":
        write_lines(json_answers.dumps(group) for group in json_answers.each_group(opened.review))
    else:
        write_lines(as_text(opened))
    return 0


def _passages(arguments: argparse.Namespace, opened: OpenFolder) -> None:
    """The tier below copies: articles that share long passages and are no copies of each other."""
    found = opened.index.passages
    if arguments.format == "json":
        write_lines([json_answers.dumps(json_answers.passages(opened.index))])
    elif arguments.format == "jsonl":
        write_lines(json_answers.dumps(json_answers.match_of(match)) for match in found)
    else:
        for match in found:
            write_lines(match_as_text(match))
        write_lines([counted(len(found), "pair that shares passages", "pairs that share passages")])


def match_as_text(match: Match) -> Iterator[str]:
    """Two articles and why they match."""
    yield f"{match.score:.2f}  {visible(match.left)}  ~  {visible(match.right)}"
    yield f"      {'; '.join(visible(reason.sentence) for reason in match.reasons)}"


def as_text(opened: OpenFolder) -> Iterator[str]:
    """The groups as a person reads them: title and score, the copies, why the best pair matches."""
    index, review = opened.index, opened.review
    for position, case in enumerate(review.cases):
        suggestion = review.suggestion(position)
        yield f"{case.score:.2f}  {visible(review.title(position))}  ({case.state})"
        for copy in review.copies(position):
            star = "*" if copy.id == suggestion.article and suggestion.rule != "none" else " "
            yield f"  {star} {cut_middle(visible(copy.id), _WIDEST_PATH)}  {counted(copy.words, 'word')}"
        matches = [match for group in case.groups for match in group.matches]
        if matches:
            best = max(matches, key=lambda match: match.score)
            yield f"    {'; '.join(visible(reason.sentence) for reason in best.reasons)}"
        yield from (f"    {visible(remark)}" for remark in review.remarks(position))
        yield (
            f"    suggested: {visible(suggestion.reason)}"
            if suggestion.rule != "none"
            else (f"    {visible(suggestion.reason)}")
        )
        yield ""
    groups = counted(len(review.cases), "group")
    yield f"{groups} in {counted(len(index.articles), 'article')}"
    if not review.cases and index.nearest is not None:
        near = index.nearest
        yield (
            f"the nearest miss: {visible(near.left)} and {visible(near.right)}, score {near.score:.2f}"
        )
    yield from _skipped(opened)


def _skipped(opened: OpenFolder) -> Iterator[str]:
    skipped = [
        f"  {cut_middle(visible(one.path), _WIDEST_PATH)}: {visible(one.reason)}"
        for one in opened.index.skipped
    ]
    if skipped:
        yield f"{len(skipped):,} skipped:"
    yield from first_of(skipped, "--format json lists all")
