"""`copydesk status FOLDER`: how far the review is, and what came back."""

import argparse
from collections.abc import Iterator

from tui.commands import json_answers
from tui.commands.open_folder import OpenFolder, open_folder, write_lines
from tui.model import STATES
from tui.resume import is_applied
from tui.store.rescue import rescue_files
from tui.text.plural import counted
from tui.text.visible import visible

GROUPS_STILL_OPEN = 1


def run(arguments: argparse.Namespace) -> int:
    """Print counts by state, and each reason why a decision came back.

    Returns 1 while groups are open, and with `--strict` also while groups are set aside.
    """
    opened = open_folder(arguments)
    if arguments.format == "json":
        answer = json_answers.status(opened.index, opened.review)
        answer |= json_answers.waiting(rescue_files.find(opened.decisions))
        write_lines([json_answers.dumps(answer)])
    else:
        write_lines(as_text(opened))
    review = opened.review
    waiting = review.open + (review.set_aside if arguments.strict else 0)
    return GROUPS_STILL_OPEN if waiting else 0


def as_text(opened: OpenFolder) -> Iterator[str]:
    """One line a state, then each group that has changed since its decision, with the reason."""
    review, applied = opened.review, opened.review.applied
    decided = review.decided + applied
    numbers = f"{review.open:,} open, {decided:,} decided, {review.set_aside:,} set aside"
    yield f"{counted(len(review.cases) + applied, 'group')}, {numbers}"
    for state in STATES:
        count = review.counts[state] + (applied if state == "canonical" else 0)
        if count:
            yield f"{count:>7,}  {state}"
    if applied:
        yield f"{applied:,} of them applied: only the canonical copy is left"
    for position, case in enumerate(review.cases):
        if case.reasons:
            why = "; ".join(visible(reason) for reason in case.reasons)
            yield f"{case.state}: {visible(review.title(position))}: {why}"
    for orphan in review.orphans:
        if is_applied(orphan, review.articles):
            continue
        why = "; ".join(visible(reason) for reason in orphan.reasons)
        yield f"kept without a group: decision {visible(orphan.decision.id)}: {why}"
