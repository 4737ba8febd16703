"""`copydesk decide FOLDER --rule RULE`: what `:` does on the screen, without one."""

import argparse
from collections.abc import Iterator

from tui.commands import json_answers
from tui.commands.open_folder import locate, open_folder, say, write_lines
from tui.model import Change
from tui.review import EarlierVerdict, Review
from tui.review.tools import bulk_rules, filters
from tui.store.decisions.decisions_file import DecisionsFile
from tui.text.cells import cut_middle
from tui.text.visible import visible

_WIDEST_PATH = 100


def run(arguments: argparse.Namespace) -> int:
    """Decide all open groups that the rule tells apart, in one save; with --dry-run only say which."""
    rule, own = bulk_rules.split(arguments.rule)
    conditions = " ".join(filter(None, [own, *arguments.conditions]))
    line = f"{rule} if {conditions}" if conditions else rule
    bulk_rules.parse(rule)  # what cannot be read is said before any work
    filters.parse(conditions)
    filters.parse(arguments.filter)
    changes: list[Change] = []
    path = locate(arguments, reading=arguments.dry_run, only=True)
    if not arguments.dry_run:
        DecisionsFile(path).check_writable()
    opened = open_folder(arguments, keep=changes.extend, decisions=path)
    review = opened.review
    review.arrange(arguments.filter, "score")
    found = review.preview_rule(line, replace=arguments.replace)
    if arguments.format == "json":
        write_lines([json_answers.dumps(_as_json(review, found))])
    elif arguments.format == "jsonl":
        write_lines(json_answers.dumps(_row(review, found, *one)) for one in found.chosen.items())
    else:
        write_lines(_as_text(review, found))
    if not arguments.dry_run and found.chosen:
        review.choose_by_rule(found.chosen, found.rule, found.replaces)
        outcome = DecisionsFile(opened.decisions).write(changes)
        say(*outcome.notes)
    return 0


def _as_json(review: Review, found: bulk_rules.Preview) -> dict[str, object]:
    withheld = [
        _row(review, found, position, one.article) | {"reason": one.reason}
        for position, one in found.withheld.items()
    ]
    return {
        "schema": json_answers.SCHEMA,
        "rule": found.rule,
        "left": found.left,
        "ties": [
            _row(review, found, position, "") | {"reason": found.doubts.get(position, "")}
            for position in found.ties
        ],
        "decided": [_row(review, found, *one) for one in found.chosen.items()],
        "withheld": withheld,
    }


def _row(
    review: Review, found: bulk_rules.Preview, position: int, article: str
) -> dict[str, object]:
    """One group: the copy that the rule chooses, and the earlier verdicts with what becomes of them."""
    return {
        "canonical": article,
        "members": list(review.cases[position].members),
        "decides": _decides(review, found, position, article),
        "earlier": [_verdict(one) for one in _earlier(review, found, position, article)],
    }


def _verdict(earlier: EarlierVerdict) -> dict[str, object]:
    record = earlier.decision
    return {
        "reviewer": record.reviewer,
        "verdict": record.verdict,
        "canonical": next((member.path for member in record.members if member.canonical), ""),
        "members": [member.path for member in record.members],
        "at": record.at.isoformat(),
        "rule": record.rule,
        "effect": earlier.effect,
    }


def _replaces(found: bulk_rules.Preview, position: int) -> bool:
    """Whether the choice for a group replaces a verdict, or would if that were asked for."""
    return position in found.replaces or position in found.withheld


def _decides(review: Review, found: bulk_rules.Preview, position: int, article: str) -> list[str]:
    """The copies that the rule's decision would speak of; none where it is tied."""
    if not article:
        return []
    return review.copies_for_rule(position, replaces=_replaces(found, position))


def _earlier(
    review: Review, found: bulk_rules.Preview, position: int, article: str
) -> tuple[EarlierVerdict, ...]:
    return review.earlier_verdicts(position, article, replaces=_replaces(found, position))


def _as_text(review: Review, found: bulk_rules.Preview) -> Iterator[str]:
    for position, article in found.chosen.items():
        others = len(_decides(review, found, position, article)) - 1
        yield f"{_short(article)}  over {others} more"
        yield from _earlier_lines(review, found, position, article)
    for position in found.ties:
        doubt = found.doubts.get(position, "")
        yield f"tie: {visible(review.title(position))}{f': {doubt}' if doubt else ''}"
    for position, one in found.withheld.items():
        yield f"left to a person: {_short(one.article)}: {visible(one.reason)}"
        yield from _earlier_lines(review, found, position, one.article)
    yield f"{found.rule}: {found}"
    if found.withheld:
        yield "Verdicts of people stay; --replace lets the rule replace them."


def _earlier_lines(
    review: Review, found: bulk_rules.Preview, position: int, article: str
) -> Iterator[str]:
    would = "would be " if position in found.withheld else ""
    for one in _earlier(review, found, position, article):
        yield f"    {would}{one.effect}: {visible(one.sentence)}"


def _short(article: str) -> str:
    return cut_middle(visible(article), _WIDEST_PATH)
