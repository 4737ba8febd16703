"""The first steps of every command on a folder: settings, decisions, index, and the review of them."""

import argparse
import getpass
import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tui.commands.group_option import NOTHING_GIVEN, ImportOptions, given_groups, unresolved
from tui.commands.output import ALL_LISTED, first_of
from tui.config import Config
from tui.errors import DecisionsError, InputError
from tui.index import Index, index_folder
from tui.model import Article, Change
from tui.progress import Progress, Step, silent
from tui.review import Keep, Review
from tui.runtime.gc_control import without_gc
from tui.store.cache.index_cache import default_path
from tui.store.config_file import load_config
from tui.store.decisions.decisions_file import DecisionsFile
from tui.store.location.decisions_location import Place, Reviewer, place
from tui.store.rescue import rescue_files
from tui.text.visible import visible

_WIDEST_PROGRESS = 79


@dataclass(frozen=True, slots=True)
class OpenFolder:
    """A folder that was read and grouped, with the decisions on it; nothing of it is written."""

    config: Config
    decisions: Path
    index: Index
    review: Review


@without_gc()
def open_folder(
    arguments: argparse.Namespace, keep: Keep | None = None, decisions: Path | None = None
) -> OpenFolder:
    """Index the folder of the call and hold its decisions against it, without a screen.

    `keep` is what the review hands its changes to; without it nothing may be decided. `decisions` is the
    decisions file, where `locate` was asked for it before.

    Raises UsageError, InputError or DecisionsError.
    """
    config = load_config(arguments.config)
    folder = existing_folder(arguments.folder)
    path = decisions or locate(arguments)
    loaded = DecisionsFile(path).load()
    if loaded.read_only:
        raise DecisionsError(loaded.read_only)
    say(*loaded.warnings)
    given = given_groups(arguments, folder, config)
    say(*given.said)
    index = indexed(arguments, folder, config, leave_out=[path, *given.files], given=given)
    review = Review(
        index.articles,
        index.groups,
        loaded.decisions,
        reviewer=reviewer(config, arguments),
        keep=keep or _keep_nothing,
        furniture=index.furniture,
        settings=config.suggest,
        blind=config.review.blind,
        locked=index.locked,
    )
    return OpenFolder(config, path, index, review)


def locate(arguments: argparse.Namespace, *, reading: bool = True, only: bool = False) -> Path:
    """Find the decisions file of the call and print notes on it: first which one is used, where several are known.

    The last note is that decisions of an earlier run wait to be saved in it. Raises what `store.place.place` does.
    """
    config = load_config(arguments.config)
    found = place_of(arguments, config, reading=reading, only=only)
    waiting = rescue_files.find(found.path)
    say(found.said, *found.notes, *waiting.warnings(), waiting.reminder())
    return found.path


def place_of(
    arguments: argparse.Namespace, config: Config, *, reading: bool, only: bool = False
) -> Place:
    """Find the decisions file of the call without printing anything."""
    named = bool(getattr(arguments, "reviewer", None) or config.review.reviewer)
    who = Reviewer(reviewer(config, arguments), named)
    folder = existing_folder(arguments.folder)
    return place(folder, arguments.decisions, who, reading=reading, only=only)


def indexed(
    arguments: argparse.Namespace,
    folder: Path,
    config: Config,
    *,
    leave_out: Collection[Path] = (),
    given: ImportOptions = NOTHING_GIVEN,
    beside: Sequence[tuple[Article, str]] = (),
    asked: Collection[str] = (),
) -> Index:
    """Index the folder of the call; what is to be said of that is said here, on standard error.

    That is what its groups of other tools name in vain, and its notes. The rest is as `index_folder` has it.
    """
    index = index_folder(
        folder,
        config,
        cache=cache_path(arguments),
        leave_out=leave_out,
        beside=beside,
        asked=asked,
        references=references(arguments),
        claimed=given.claimed,
        progress=on_standard_error(),
    )
    clear_progress()
    say(*unresolved(index.unresolved), *first_of(index.notes, ALL_LISTED))
    return index


def existing_folder(path: Path) -> Path:
    """`path` where it is a folder. Raises InputError where it is not."""
    if not path.is_dir():
        what = "this is a file, not a folder" if path.exists() else "there is no such folder"
        raise InputError(what, where=str(path), do="Name the folder that holds the articles")
    return path


def references(arguments: argparse.Namespace) -> list[Path]:
    """The folders that the call holds this one against. Raises InputError where one is none."""
    return [existing_folder(path) for path in getattr(arguments, "reference", [])]


def cache_path(arguments: argparse.Namespace) -> Path | None:
    """Where the index is remembered, or None where the call asks for no cache."""
    return None if arguments.no_cache else default_path()


def reviewer(config: Config, arguments: argparse.Namespace) -> str:
    """Who decides: of the call, of the configuration, or who is logged in."""
    named = getattr(arguments, "reviewer", None) or config.review.reviewer
    if named:
        return str(named)
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user id without a name, as containers have
        return "reviewer"


def say(*sentences: str) -> None:
    """Print messages on standard error, those that are not empty, made visible."""
    for sentence in filter(None, sentences):
        sys.stderr.write(f"copydesk: {visible(sentence)}\n")


def on_standard_error() -> Progress:
    """A progress line that rewrites itself on standard error; silent where that is no terminal."""
    if not sys.stderr.isatty():
        return silent
    return _rewrite_line


def clear_progress() -> None:
    """Take the progress line away, so that what follows starts on an empty line."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _rewrite_line(step: Step) -> None:
    of = f" of {step.total:,}" if step.total else ""
    said = f"{visible(step.stage)} {step.done:,}{of}"
    sys.stderr.write(f"\r\x1b[K{said[:_WIDEST_PROGRESS]}")
    sys.stderr.flush()


def _keep_nothing(changes: Sequence[Change]) -> None:
    """A review that only looks has nothing to keep."""
    if changes:
        raise AssertionError("a command that only looks has decided something")


def write_lines(lines: Iterable[str]) -> None:
    """Print an answer on standard output, line by line; what is in them has passed `visible`."""
    for line in lines:
        sys.stdout.write(f"{line}\n")
