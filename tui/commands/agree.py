"""`copydesk agree FILES…`: what reviewers agree and disagree on, in percent and corrected for chance."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict

from tui.commands import json_answers
from tui.commands.open_folder import write_lines
from tui.store.agreement import Agreement, Question, agreement_of_files
from tui.text.plural import counted
from tui.text.visible import visible


def run(arguments: argparse.Namespace) -> int:
    """Print the agreement of all reviewers in the files."""
    found = agreement_of_files(arguments.files)
    if arguments.format == "json":
        write_lines([json_answers.dumps({"schema": json_answers.SCHEMA, **asdict(found)})])
    elif arguments.format == "jsonl":
        write_lines(json_answers.dumps(asdict(one)) for one in found.disagreements)
    else:
        write_lines(as_text(found))
    return 0


def as_text(found: Agreement) -> Iterator[str]:
    """The questions, then every disagreement by path."""
    yield f"{counted(len(found.reviewers), 'reviewer')}: {visible(', '.join(found.reviewers))}"
    yield from map(_line, found.questions)
    yield "(alpha: Krippendorff's, nominal answers; 1 is perfect, 0 is what chance would give)"
    yield counted(len(found.disagreements), "disagreement")
    for one in found.disagreements:
        said = "; ".join(f"{who}: {what}" for who, what in one.said)
        yield f"  {visible(', '.join(one.paths))}: {visible(said)}"


def _line(question: Question) -> str:
    if question.agreeing is None:
        return f"{question.name}: no text was answered by two"
    agree = counted(question.pairs, "pair of answers agrees", "pairs of answers agree")
    alpha = "cannot be told" if question.alpha is None else f"{question.alpha:.2f}"
    return (
        f"{question.name}: {question.agreeing:.0%} of {agree}, "
        f"alpha {alpha} ({counted(question.texts, 'text')})"
    )
