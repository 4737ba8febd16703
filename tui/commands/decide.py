"""`copydesk decide FOLDER --rule RULE`: what `:` does on the screen, without one."""

import argparse
from collections.abc import Iterator

from tui import rules
from tui.cells import cut_middle
from tui.commands import answers
from tui.commands.opening import locate, open_folder, say, write_lines
from tui.model import Change
from tui.review import Review
from tui.store.decisions_file import DecisionsFile
from tui.visible import visible

_WIDEST_PATH = 100


def run(arguments: argparse.Namespace) -> int:
    """Decide all open groups that the rule tells apart, in one save; with --dry-run only say which."""
    rules.parse(arguments.rule)  # a rule that there is not is said before any work
    changes: list[Change] = []
    path = locate(arguments, reading=arguments.dry_run, only=True)
    if not arguments.dry_run:
        DecisionsFile(path).check_writable()
    opened = open_folder(arguments, keep=changes.extend, decisions=path)
    review = opened.review
    review.arrange(arguments.filter, "score")
    found = rules.preview(arguments.rule, review.candidates())
    if arguments.format == "json":
        answer = {"schema": answers.SCHEMA, "rule": found.rule, "left": found.left}
        answer |= {"ties": [_row(review, position, "") for position in found.ties]}
        answer |= {"decided": [_row(review, *one) for one in found.chosen.items()]}
        write_lines([answers.dumps(answer)])
    elif arguments.format == "jsonl":
        write_lines(answers.dumps(_row(review, *one)) for one in found.chosen.items())
    else:
        write_lines(_as_text(review, found))
    if not arguments.dry_run and found.chosen:
        review.choose_by_rule(found.chosen, found.rule)
        outcome = DecisionsFile(opened.decisions).write(changes)
        say(*outcome.notes)
    return 0


def _row(review: Review, position: int, article: str) -> dict[str, object]:
    return {"canonical": article, "members": list(review.cases[position].members)}


def _as_text(review: Review, found: rules.Preview) -> Iterator[str]:
    for position, article in found.chosen.items():
        others = len(review.cases[position].members) - 1
        yield f"{cut_middle(visible(article), _WIDEST_PATH)}  over {others} more"
    for position in found.ties:
        yield f"tie: {visible(review.title(position))}"
    yield f"{found.rule}: {found}"
