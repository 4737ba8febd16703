"""`copydesk apply FOLDER --action …`: the copies that are not canonical, taken out of their places, or brought back."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from tui.commands import json_answers
from tui.commands.export import clusters_of
from tui.commands.open_folder import (
    OpenFolder,
    clear_progress,
    locate,
    on_standard_error,
    open_folder,
    say,
    write_lines,
)
from tui.errors import UsageError
from tui.exchange.source_statistics import heavy_losses
from tui.exchange.writers.clusters import checked, dropped
from tui.model import Article, Skipped
from tui.reference_folders import home
from tui.store.apply import undo_log
from tui.store.apply.disk import Disk
from tui.store.apply.file_copy import clear_parts
from tui.store.apply.plan import plan
from tui.store.apply.run import do, undo
from tui.store.apply.step import Step, is_away
from tui.text.plural import counted
from tui.text.visible import visible

LEFT_ALONE = 1
_DOES = {"move": "moved", "hardlink": "linked", "symlink": "linked", "trash": "put into the trash"}


def run(arguments: argparse.Namespace) -> int:
    """Plan and, with --yes, do it; or go on with, or undo, what a log says. 1 where something is left alone."""
    if arguments.undo is not None or arguments.resume is not None:
        if arguments.folder is not None or arguments.action is not None:
            raise UsageError(
                "a log knows its folder and what was done there", do="Name the log only"
            )
        return _again(arguments)
    if arguments.folder is None or arguments.action is None:
        raise UsageError("apply needs a folder and an --action", do="Or take one back: --undo LOG")
    if arguments.to is None and arguments.action != "trash":
        raise UsageError(
            "say where the files go that are taken out: --to DIR", do="Nothing is ever deleted"
        )
    opened = open_folder(arguments, decisions=locate(arguments, only=True))
    clusters = checked(clusters_of(opened.review, undecided="skip"))
    say(*heavy_losses(clusters, opened.index.articles.values()))
    disk, root = Disk(), opened.index.root.resolve()
    pairs = [(copy.article, kept, _file(opened, kept)) for copy, kept in dropped(clusters)]
    planned = list(plan(root, arguments.action, arguments.to, pairs, disk))
    steps = [one for one in planned if isinstance(one, Step)]
    left = [one for one in planned if isinstance(one, Skipped)]
    written = None
    if arguments.yes and steps:
        written = arguments.log or undo_log.new_place(root)
        clear_parts(filter(None, (root, arguments.to)), disk)
        undo_log.write(written, root, steps, disk)
        left += _done(steps, disk, written)
    _tell(arguments, steps, left, written)
    return LEFT_ALONE if left else 0


def _file(opened: OpenFolder, article: Article) -> Path:
    """Where an article's file lies: in the folder, or in a reference elsewhere."""
    folder, there = home(opened.index.root.resolve(), article, opened.index.references)
    return folder / there.id


def _again(arguments: argparse.Namespace) -> int:
    """Resume or undo a log."""
    back = arguments.undo is not None
    file: Path = arguments.undo if back else arguments.resume
    steps, disk = undo_log.read(file), Disk()
    done = steps
    if back:
        done = [step for step in steps if is_away(step)]
        with undo_log.locked(file, disk):
            left = undo(steps, disk, on_standard_error())
        clear_progress()
    else:
        left = _done(steps, disk, file)
    if arguments.format != "text":
        _tell(arguments, steps, left, file)
    else:
        what = "brought back" if back else _DOES[steps[0].action] if steps else "touched"
        write_lines(_left(left))
        alone = {one.path for one in left}
        count = sum(step.path not in alone for step in done)
        write_lines([f"{counted(count, 'file')} {what}"])
    return LEFT_ALONE if left else 0


def _done(steps: Sequence[Step], disk: Disk, file: Path) -> list[Skipped]:
    """Do the steps; wherever this is stopped, how to go on and how to go back has been said."""
    say(f"undo log: {file} (copydesk apply --undo, or --resume where this is stopped)")
    with undo_log.locked(file, disk):
        left = do(steps, disk, on_standard_error())
    clear_progress()
    return left


def _tell(
    arguments: argparse.Namespace,
    steps: Sequence[Step],
    left: Sequence[Skipped],
    written: Path | None,
) -> None:
    alone = {one.path for one in left}
    if arguments.format == "json":
        answer = {"schema": json_answers.SCHEMA, "log": str(written) if written else ""}
        answer |= {"left": [{"path": one.path, "reason": one.reason} for one in left]}
        answer |= {"steps": [_row(step) for step in steps if step.path not in alone]}
        write_lines([json_answers.dumps(answer)])
        return
    if arguments.format == "jsonl":
        write_lines(json_answers.dumps(_row(step)) for step in steps if step.path not in alone)
        say(*_left(left))
        return
    will = "" if arguments.yes else "would be "
    for step in steps:
        if step.path not in alone:
            way = f"{visible(step.path)} → {visible(step.to)}"
            write_lines([f"{step.action}: {way}  (kept: {visible(step.kept)})"])
    write_lines(_left(left))
    count = sum(step.path not in alone for step in steps)
    does = _DOES[arguments.action]
    write_lines([f"{counted(count, 'file')} {will}{does}"])
    if not arguments.yes and steps:
        write_lines(["nothing was touched: --yes does it"])


def _row(step: Step) -> dict[str, str]:
    return {"action": step.action, "path": step.path, "to": step.to, "kept": step.kept}


def _left(left: Sequence[Skipped]) -> Iterator[str]:
    for one in left:
        yield f"left alone: {visible(one.path)}: {visible(one.reason)}"
