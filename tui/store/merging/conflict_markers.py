"""A text that git left with conflict markers in it → the texts of both sides."""

import re
from dataclasses import dataclass
from io import StringIO
from typing import Final

_MARKER: Final = re.compile(r"^(?:<{7}|>{7})(?: |\r?$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides whole; the common ancestor where git was told to leave it (diff3); the first line."""

    ours: str
    theirs: str
    base: str | None
    line: int


def has_markers(text: str) -> bool:
    """Whether a line begins as git's markers do."""
    return _MARKER.search(text) is not None


def sides(text: str) -> Sides | None:
    """The two sides of a text with markers; None where the markers do not close."""
    ours: list[str] = []
    theirs: list[str] = []
    base: list[str] = []
    at, first, ancestors = "", 0, True
    for number, line in enumerate(StringIO(text, newline="\n"), 1):
        marker = _marker(line)
        if marker == "<" and at == "":
            at, first = "ours", first or number
        elif marker == "|" and at == "ours":
            at = "base"
        elif marker == "=" and at in {"ours", "base"}:
            ancestors = ancestors and at == "base"
            at = "theirs"
        elif marker == ">" and at == "theirs":
            at = ""
        elif marker in {"<", ">"}:
            return None
        else:
            for side, lines in (("ours", ours), ("theirs", theirs), ("base", base)):
                if at in {"", side}:
                    lines.append(line)
    if at or not first:
        return None
    return Sides("".join(ours), "".join(theirs), "".join(base) if ancestors else None, first)


def _marker(line: str) -> str:
    """The character of a marker line, "" where the line is none."""
    head = line[:7]
    if head in {"<<<<<<<", "|||||||", "=======", ">>>>>>>"} and line[7:8] in {"", " ", "\n", "\r"}:
        return head[0]
    return ""
