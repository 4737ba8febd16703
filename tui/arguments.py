"""What can be called: the parser of the command line, and nothing that runs.

Built of argparse alone, so that `--help` is on the screen at once; completion and the manual page are
made from it too.
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NoReturn

from tui import __version__
from tui.text.visible import visible

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

EXIT_CODES: Final = """\
exit codes:
  0  done
  1  groups still open, with --strict also set aside (status); the texts differ (diff --exit-code); files left alone (apply)
  2  wrong usage or configuration
  3  input that cannot be used, or an answer that cannot be written
  4  the decisions file is in trouble
"""

_EXAMPLES: Final = """\
examples:
  copydesk demo                      try it on the articles that come with it
  copydesk review articles/          find the groups of copies, and decide
  copydesk articles/                 the same
  copydesk status articles/          how far the review is
  copydesk export articles/ --to list > not-canonical.txt
"""


CHANGES: Final = (
    "case", "inflected", "reordered", "reworded", "number", "name", "noise", "inserted", "deleted",
    "furniture", "moved",
)  # fmt: skip
"""Every kind of change that `diff` tells, and can list."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong with a call in legible characters: a file's name may be hostile."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and the message; exit with 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {visible(message)}\n")

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        """Print, and fail where that fails: argparse would leave with 0 and nothing said."""
        if message:
            (file or sys.stderr).write(message)


def build_parser(only: str | None = None) -> Parser:
    """The whole parser, with every command; or only the arguments of one, for a quick start."""
    parser = Parser(
        prog="copydesk",
        description="Review groups of article copies in the terminal: say which copy is canonical.",
        epilog=f"{_EXAMPLES}\n{EXIT_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"copydesk {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, (says, examples, arguments) in COMMANDS.items():
        command = commands.add_parser(
            name,
            help=says,
            description=f"{says[0].upper()}{says[1:]}.",
            epilog=f"examples:\n{examples}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if only in {None, name}:
            arguments(command)
    return parser


def with_command(words: list[str]) -> list[str]:
    """The words of a call with `review` put in where a folder stands in the command's place.

    Of a command and a folder with one name the command is meant; the folder is then called `./demo`.
    """
    if not words or words[0] in {*COMMANDS, "-h", "--help", "--version"}:
        return words
    return ["review", *words]


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="settings (default: the user's own)"
    )


def _folder(parser: argparse.ArgumentParser, *, needed: bool = True) -> None:
    parser.add_argument(
        "folder",
        type=Path,
        metavar="FOLDER",
        nargs=None if needed else "?",
        help="the folder of articles",
    )
    _common(parser)
    parser.add_argument(
        "--decisions",
        type=Path,
        metavar="FILE",
        help="where decisions are kept (default: FOLDER/decisions.toml)",
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="read everything anew, and remember nothing"
    )


def _given(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--reference",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="hold the folder against this one: its articles stay, groups span both; may be said again",
    )
    from tui.exchange.readers.group_formats import KINDS  # noqa: PLC0415 - only such commands need the readers

    given = parser.add_argument_group("groups found elsewhere")
    given.add_argument(
        "--groups",
        type=Path,
        action="append",
        metavar="FILE_OR_DIR",
        help="groups that another tool found, verified and reviewed among our own; may be said again",
    )
    given.add_argument(
        "--from",
        dest="kind",
        choices=tuple(KINDS),
        metavar="KIND",
        help="whose they are, where it cannot be told by their look: "
        + "; ".join(f"{name}: {kind.says}" for name, kind in KINDS.items()),
    )
    given.add_argument(
        "--alone", action="store_true", help="leave out the groups that copydesk finds itself"
    )
    given.add_argument(
        "--split", action="store_true", help="take the parts of such groups that hold together"
    )
    _tasks(given)


def _tasks(parser: argparse._ArgumentGroup | argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--tasks",
        type=_positive,
        metavar="N",
        help="how many tasks datatrove had (default: one a file)",
    )


def _screen(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reviewer", metavar="NAME", help="who decides (default: the login name)")
    parser.add_argument(
        "--mouse", action="store_true", help="let the program have the mouse (default: off)"
    )
    parser.add_argument(
        "--theme",
        metavar="THEME",
        help="colours, also the next time: blue-orange (as configured at first), light, ansi (16 colours), plain",
    )


def _whose(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--reviewer",
        metavar="NAME",
        help="whose decisions come first, and tell the file where several are known (default: the login name)",
    )


def _review(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    _given(parser)
    _screen(parser)
    parser.add_argument(
        "--linear",
        action="store_true",
        help="prompts and plain lines instead of a screen (screen readers, scripts)",
    )


def _demo(parser: argparse.ArgumentParser) -> None:
    _common(parser)
    _screen(parser)


def _groups(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    _given(parser)
    _format(parser, "text", "json", "jsonl")
    parser.add_argument(
        "--tier",
        choices=("copies", "passages"),
        default="copies",
        help="groups of copies, or pairs that only share long passages (default: copies)",
    )


def _decide(parser: argparse.ArgumentParser) -> None:
    from tui.review.tools.bulk_rules import RULES  # noqa: PLC0415 - only this command needs the rules

    _folder(parser)
    _given(parser)
    parser.add_argument("--reviewer", metavar="NAME", help="who decides (default: the login name)")
    parser.add_argument(
        "--rule",
        required=True,
        metavar="RULE",
        help="; ".join(f"{example!r}: {says}" for example, says in RULES.items()),
    )
    parser.add_argument(
        "--filter", default="", metavar="FILTER", help="only these groups: 'score>=.9 path:wire/*'"
    )
    parser.add_argument(
        "--if",
        dest="conditions",
        action="append",
        default=[],
        metavar="CONDITION",
        help="decide only where this holds, as in a filter: 'words>=60', same:title, differs:url; may be repeated",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be decided, only")
    parser.add_argument(
        "--replace",
        action="store_true",
        help="also decide groups in which the choice replaces somebody's verdict (default: leave them)",
    )
    _format(parser, "text", "json", "jsonl")


def _find(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the article to look for")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to look for its copies")
    _common(parser)
    parser.add_argument(
        "--no-cache", action="store_true", help="read everything anew, and remember nothing"
    )
    _format(parser, "text", "json", "jsonl")


def _diff(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("left", type=Path, metavar="LEFT", help="the base")
    parser.add_argument(
        "right",
        type=Path,
        metavar="RIGHT",
        nargs="+",
        help="the copy held against it; several for who reads otherwise where, as an apparatus",
    )
    _common(parser)
    _format(parser, "text", "json", "html")
    parser.add_argument(
        "--level",
        choices=("word", "phrase", "sentence"),
        help="how fine the changes are shown (default: word)",
    )
    parser.add_argument(
        "--list",
        action="append",
        default=[],
        metavar="KIND",
        choices=("all", *CHANGES),
        help=f"the changes of a kind, one a line, with their lines and both readings: all, {', '.join(CHANGES)}; may be said again",
    )
    parser.add_argument("--side-by-side", action="store_true", help="two columns")
    parser.add_argument(
        "--marks", action="store_true", help="[-…-]{+…+} also where there is colour"
    )
    parser.add_argument(
        "--width", type=_positive, metavar="N", help="cells (default: the terminal's)"
    )
    parser.add_argument(
        "--exit-code", action="store_true", help="leave with 1 where the texts differ"
    )


def _status(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    _given(parser)
    _whose(parser)
    _format(parser, "text", "json")
    parser.add_argument(
        "--strict",
        action="store_true",
        help="also exit with 1 while groups are set aside (skipped or flagged)",
    )


def _export(parser: argparse.ArgumentParser) -> None:
    from tui.exchange.writers.export_formats import FORMS  # noqa: PLC0415 - only this command needs the writers

    _folder(parser)
    _given(parser)
    _whose(parser)
    parser.add_argument(
        "--to",
        required=True,
        choices=tuple(FORMS),
        metavar="FORM",
        help="; ".join(f"{name}: {form.says}" for name, form in FORMS.items()),
    )
    parser.add_argument(
        "--undecided",
        choices=("skip", "keep", "suggest"),
        default="skip",
        help="undecided groups are left out, kept whole, or follow the suggestion (default: skip)",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="PATH",
        help="a new file, or for several the folder, instead of standard output",
    )
    parser.add_argument(
        "-0", "--null", action="store_true", help="list: end each path with NUL, not a newline"
    )


def _apply(parser: argparse.ArgumentParser) -> None:
    from tui.store.apply.step import ACTIONS  # noqa: PLC0415 - only this command needs them

    _folder(parser, needed=False)
    _given(parser)
    _whose(parser)
    parser.add_argument(
        "--action",
        choices=ACTIONS,
        help="move the copies away, leave a link to the canonical one in their place, or trash them",
    )
    parser.add_argument(
        "--to", type=Path, metavar="DIR", help="where the files go (trash: the user's own)"
    )
    parser.add_argument("--yes", action="store_true", help="do it; else it is only said")
    parser.add_argument(
        "--log",
        type=Path,
        metavar="FILE",
        help="the undo log (default: in the user's state folder)",
    )
    parser.add_argument("--undo", type=Path, metavar="LOG", help="bring back what a run took out")
    parser.add_argument("--resume", type=Path, metavar="LOG", help="go on where a run was stopped")
    _format(parser, "text", "json", "jsonl")


def _sources(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    _given(parser)
    parser.add_argument(
        "--by",
        default="folder",
        metavar="WHAT",
        help="what a source is: folder (the first of the path), site (of the address), author, "
        "field:NAME (of records, front matter or the sidecar), or the part {source} of a path pattern (default: folder)",
    )
    _format(parser, "text", "csv", "json", "jsonl")


def _merge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        type=Path,
        nargs="+",
        metavar="FILE",
        help="decisions files; without -o BASE OURS THEIRS, as git gives them: OURS is written",
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="where the merged one goes"
    )


def _agree(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="decisions files")
    _format(parser, "text", "json", "jsonl")


def _log(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the folder of articles")
    _common(parser)
    parser.add_argument("--decisions", type=Path, metavar="FILE", help="where decisions are kept")
    parser.add_argument(
        "--reviewer",
        metavar="NAME",
        help="who tells the file where several are known (default: the login name)",
    )
    _format(parser, "text", "json", "jsonl")


def _format(parser: argparse.ArgumentParser, *forms: str) -> None:
    parser.add_argument("--format", choices=forms, default=forms[0], help=f"default: {forms[0]}")


def _positive(said: str) -> int:
    number = int(said)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{said} is no number from 1 on")
    return number


COMMANDS: Final[Mapping[str, tuple[str, str, Callable[[argparse.ArgumentParser], None]]]] = (
    MappingProxyType(
        {
            "review": (
                "find the groups of copies in a folder, and decide",
                (
                    "  copydesk review articles/\n"
                    "  copydesk review articles/ --decisions ~/reviews/articles.toml\n"
                    "  jdupes -r -j articles/ > found.json; copydesk review articles/ --groups found.json"
                ),
                _review,
            ),
            "demo": (
                "review a scratch copy of the articles that come with the program",
                "  copydesk demo",
                _demo,
            ),
            "groups": (
                "print the groups of copies, with reasons",
                (
                    "  copydesk groups articles/\n"
                    "  copydesk groups articles/ --format json | python3 -m json.tool"
                ),
                _groups,
            ),
            "find": (
                "print the copies and shared passages of one article",
                "  copydesk find draft.txt articles/",
                _find,
            ),
            "diff": (
                "print what a copy changes, word by word",
                (
                    "  copydesk diff one.txt two.txt --side-by-side\n"
                    "  copydesk diff one.txt two.txt --list number --list name\n"
                    "  copydesk diff one.txt two.txt --format html > two.html\n"
                    "  copydesk diff base.txt copies/*.txt"
                ),
                _diff,
            ),
            "status": (
                "print how far the review of a folder is",
                (
                    "  copydesk status articles/\n"
                    '  copydesk status articles/ > /dev/null && echo "none is open"\n'
                    '  copydesk status articles/ --strict > /dev/null && echo "all decided"'
                ),
                _status,
            ),
            "decide": (
                "decide the open groups that a rule tells apart",
                (
                    "  copydesk decide articles/ --rule exact --dry-run\n"
                    "  copydesk decide articles/ --rule 'path wire/*' --filter 'score>=.95'"
                ),
                _decide,
            ),
            "export": (
                "print the decisions for other programs",
                (
                    "  copydesk export articles/ --to list -0 | xargs -0 ls -l\n"
                    "  copydesk export articles/ --to pairs > duplicates.csv"
                ),
                _export,
            ),
            "apply": (
                "take the copies that are not canonical out of their places, or bring them back",
                (
                    "  copydesk apply articles/ --action move --to copies/\n"
                    "  copydesk apply articles/ --action hardlink --to copies/ --yes --log done.jsonl\n"
                    "  copydesk apply --undo done.jsonl"
                ),
                _apply,
            ),
            "sources": (
                "print which sources share how much with whom, and who is canonical",
                (
                    "  copydesk sources articles/\n"
                    "  copydesk sources articles/ --by '{date}/{source}/*.txt' --format csv"
                ),
                _sources,
            ),
            "merge": (
                "merge decisions files by meaning, by hand or as git's merge driver",
                (
                    "  copydesk merge alice.toml bob.toml -o decisions.toml\n"
                    '  git config merge.copydesk.driver "copydesk merge %O %A %B %P"\n'
                    "  echo 'decisions.toml merge=copydesk' >> .gitattributes"
                ),
                _merge,
            ),
            "agree": (
                "print what reviewers agree and disagree on",
                "  copydesk agree alice.toml bob.toml",
                _agree,
            ),
            "log": (
                "print who decided what when, newest first",
                "  copydesk log articles/",
                _log,
            ),
        }
    )
)
