"""`copydesk review --linear FOLDER`: the review as prompts and plain lines, on standard input and output."""

import argparse
import shutil
import signal
import sys
from types import FrameType

from tui import linear
from tui.commands.open_folder import OpenFolder, open_folder, place_of, say
from tui.compare.compare_texts import diff
from tui.config import Config
from tui.model import Changed
from tui.read.folder import text
from tui.reference_folders import home
from tui.render.ansi import painted
from tui.render.legend import legend
from tui.render.lines import Line, lines
from tui.store.decisions.decisions_file import DecisionsFile
from tui.store.decisions.saver import Saved, Saver, Unsaved
from tui.store.rescue import adopt, rescue_files
from tui.text.visible import visible

_SECONDS_TO_SAVE = 10.0
_WIDEST = 100


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Review the folder of the call line by line; each decision is durable before the next prompt."""
    chosen = place_of(arguments, config, reading=False)
    say(chosen.said, *chosen.notes)
    file = DecisionsFile(chosen.path)
    file.check_writable()
    file.load()
    _offer_rescued(file)
    saver = Saver(file, _say_trouble, file.seen)
    for ending in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(ending, _leave)
    try:
        opened = open_folder(arguments, keep=saver.put, decisions=chosen.path)
        linear.run(_desk(opened, saver))
    finally:
        everything = saver.close(_SECONDS_TO_SAVE)
    if not everything:
        raise saver.unsaved_error()
    return 0


def _offer_rescued(file: DecisionsFile) -> None:
    """Offer what an earlier run could not save, as the screen does."""
    waiting = rescue_files.find(file.path)
    say(*waiting.warnings())
    if waiting.rescues:
        chosen = linear.ask_about_rescued(adopt.question(waiting), _read_line, _tell)
        say(*adopt.settle(chosen, waiting, file))


def _desk(opened: OpenFolder, saver: Saver) -> linear.Desk:
    def read(article: str) -> str:
        index = opened.index
        root, there = home(index.root, index.articles[article], index.references)
        found = text(root, there, opened.config.read)
        return f"({found.reason})" if isinstance(found, Changed) else found

    def compare(base: str, shown: str) -> list[str]:
        left, right = read(base), read(shown)
        furniture = (opened.review.furniture(base), opened.review.furniture(shown))
        edits = diff(left, right, level=opened.config.screen.level, furniture=furniture)
        width = min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)
        drawn = lines(left, right, edits, width=width, marks=True, fold=opened.config.screen.fold)
        notes = [f"note: {visible(note)}" for note in edits.notes]
        head = legend(edits, marks=True)
        lines_of = [head, Line(), *drawn] if head.pieces else drawn
        return [*notes, *painted(lines_of, colour=False).splitlines()]

    def ask() -> str | None:
        saver.settle(_SECONDS_TO_SAVE)
        return _read_line()

    return linear.Desk(opened.review, ask, _tell, compare, read)


def _read_line() -> str | None:
    """Prompt for a line; None at the end of input."""
    sys.stdout.write("> ")
    sys.stdout.flush()
    return sys.stdin.readline() or None


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _say_trouble(news: Saved | Unsaved) -> None:
    if isinstance(news, Unsaved):
        say(f"NOT SAVED: {news.reason}")
    else:
        say(*news.notes)


def _leave(number: int, frame: FrameType | None) -> None:
    """End as if the input had ended: what was decided is saved on the way out."""
    del frame
    raise SystemExit(128 + number)
