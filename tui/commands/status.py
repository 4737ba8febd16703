"""`copydesk status FOLDER`: how far the review is, and what came back."""

import argparse
from collections.abc import Iterator

from tui.commands import answers
from tui.commands.opening import Opened, open_folder, write_lines
from tui.counted import counted
from tui.model import STATES
from tui.store import rescue
from tui.visible import visible

GROUPS_STILL_OPEN = 1


def run(arguments: argparse.Namespace) -> int:
    """Print counts by state, and each reason why a decision came back; 1 while groups are open."""
    opened = open_folder(arguments)
    if arguments.format == "json":
        answer = answers.status(opened.index, opened.review)
        answer |= answers.waiting(rescue.find(opened.decisions))
        write_lines([answers.dumps(answer)])
    else:
        write_lines(as_text(opened))
    return GROUPS_STILL_OPEN if opened.review.open else 0


def as_text(opened: Opened) -> Iterator[str]:
    """One line a state, then each group that has changed since its decision, with the reason."""
    review = opened.review
    yield f"{counted(len(review.cases), 'group')}, {review.open:,} open"
    for state in STATES:
        if review.counts[state]:
            yield f"{review.counts[state]:>7,}  {state}"
    for position, case in enumerate(review.cases):
        if case.reasons:
            why = "; ".join(visible(reason) for reason in case.reasons)
            yield f"{case.state}: {visible(review.title(position))}: {why}"
    for orphan in review.orphans:
        why = "; ".join(visible(reason) for reason in orphan.reasons)
        yield f"kept without a group: decision {visible(orphan.decision.id)}: {why}"
