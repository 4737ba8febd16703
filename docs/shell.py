"""Makes docs/shell/: completion for bash, zsh and fish, and the manual page, out of the parser itself.

.venv/bin/python docs/shell.py
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import shtab
from argparse_manpage.manpage import Manpage

import tui
from tui.arguments import build_parser

HERE: Final = Path(__file__).with_name("shell")
SHELLS: Final = {"bash": "copydesk.bash", "zsh": "_copydesk", "fish": "copydesk.fish"}
MADE_WITH: Final = {
    "shtab": "1.13.0",
    "argparse-manpage": "4.8",
}  # others lay it out in other words
_WHAT: Final = "review groups of article copies in the terminal"
_FOLDERS: Final = frozenset({"FOLDER", "DIR"})
_DATE: Final = "2026-11-23"  # of the page's layout; what it says changes with the parser only
_SHORT: Final = 60  # characters of an explanation
_WIDE: Final = 100_000  # columns: argparse must not wrap what troff fills


def main() -> None:
    HERE.mkdir(exist_ok=True)
    for name, text in made().items():
        (HERE / name).write_text(text, "utf-8")


def made() -> dict[str, str]:
    """Name → text of every file in docs/shell."""
    found = {name: completion(shell) for shell, name in SHELLS.items()}
    return {**found, "copydesk.1": manual()}


def completion(shell: str) -> str:
    """The completion of one shell: commands, options, their choices, files and folders."""
    parser = build_parser()
    for action in _actions(parser):
        if action.type is Path:
            folder = action.metavar in _FOLDERS
            action.complete = shtab.DIRECTORY if folder else shtab.FILE  # type: ignore[attr-defined] # shtab looks there
        if action.help and len(action.help) > _SHORT:
            action.help = f"{action.help[:_SHORT].rpartition(' ')[0]} …"  # a line in a menu
    return _tidy(shtab.complete(parser, shell=shell))


def manual() -> str:
    """The manual page, section 1."""
    parser = build_parser()
    for each in _parsers(parser):
        each.formatter_class = _Wide
    facts = {
        "project_name": "copydesk",
        "version": tui.__version__,
        "manual_title": "User Commands",
        "date": _DATE,
    }
    page = str(Manpage(parser, facts))
    page = page.replace(_DATE.replace("-", "\\-"), _DATE, 1)
    page = page.replace(".SH NAME\ncopydesk", f".SH NAME\ncopydesk \\- {_WHAT}", 1)
    return _tidy(
        re.sub(r"^'", r"\\&'", page, flags=re.MULTILINE)
    )  # at a line's start it is a macro


class _Wide(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_WIDE)


def _parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to them
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - the same
            for command in action.choices.values():
                yield from _parsers(command)


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for each in _parsers(parser):
        yield from each._actions  # noqa: SLF001 - the same


def _tidy(text: str) -> str:
    """Without white space at the ends of lines."""
    return "".join(f"{line.rstrip()}\n" for line in text.rstrip().splitlines())


if __name__ == "__main__":
    main()
