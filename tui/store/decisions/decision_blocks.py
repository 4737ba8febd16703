"""The text of a decisions file ↔ its blocks, losslessly: what is not understood is kept as text.

A block is a `[[decision]]` with the comment lines directly above it, up to the next one. Joined again
with what stands before and behind them, the blocks give back the text to the last character.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Final

_HEADER: Final = re.compile(
    r"^[ \t]*\[\[[ \t]*decision[ \t]*\]\][ \t]*(?:#[^\n]*)?\r?$", re.MULTILINE
)
_OTHER_TABLE: Final = re.compile(r"^[ \t]*\[(?!\[?[ \t]*decision[ \t]*[.\]])[^\n]*$", re.MULTILINE)
_TOKEN: Final = re.compile(r'"""|\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*')


@dataclass(frozen=True, slots=True)
class Blocks:
    """`before + "".join(blocks) + behind` is the text; `lines` are the 1-based lines of the headers."""

    before: str
    blocks: tuple[str, ...]
    behind: str
    lines: tuple[int, ...]


def split(text: str) -> Blocks:
    """Cut a text into blocks. Linear, but for texts with multi-line strings about as quick as a parser."""
    headers = [found.start() for found in _HEADER.finditer(text)]
    strings = list(_long_strings(text)) if '"""' in text or "'''" in text else []
    if strings:
        headers = [at for at in headers if not any(start < at < end for start, end in strings)]
    if not headers:
        end = text.rfind("# end")
        end = end if end >= 0 and text[end + 5 :].isspace() else len(text)
        return Blocks(text[:end], (), text[end:], ())
    starts = [_with_comments_above(text, header) for header in headers]
    end = max(_behind_content(text), headers[-1])
    blocks = tuple(text[a:b] for a, b in zip(starts, [*starts[1:], end], strict=True))
    return Blocks(text[: starts[0]], blocks, text[end:], tuple(_line_numbers(text, headers)))


def comment_lines(block: str) -> str:
    """The whole-line comments of a block: what a person wrote there outlives the record."""
    header = _HEADER.search(block)
    if header and ('"""' in block or "'''" in block):  # a line of a long string may look like one
        block = block[: header.start()]
    return "".join(line for line in StringIO(block, newline="\n") if line.lstrip().startswith("#"))


def with_comments_of(block: str, other: str) -> str:
    """The block with those comment lines of another above it that it has not itself."""
    mine = set(StringIO(comment_lines(block), newline="\n"))
    new = (line for line in StringIO(comment_lines(other), newline="\n") if line not in mine)
    return "".join(new) + block


def cut_other_tables(block: str) -> tuple[str, str]:
    """The block up to the first table that is no part of a decision, and the rest."""
    found = _OTHER_TABLE.search(block)
    at = _with_comments_above(block, found.start()) if found else len(block)
    return block[:at], block[at:]


def _with_comments_above(text: str, start: int) -> int:
    while start > 0:
        line = text.rfind("\n", 0, start - 1) + 1
        if not text[line:start].lstrip().startswith("#"):
            break
        start = line
    return start


def _behind_content(text: str) -> int:
    """Where the comments and empty lines at the end of the text begin, `# end` among them."""
    end = len(text)
    while end > 0:
        line = text.rfind("\n", 0, end - 1) + 1
        held = text[line:end].strip()
        if held and not held.startswith("#"):
            break
        end = line
    blank = re.compile(r"[ \t]*\r?\n").match(
        text, end
    )  # the empty line that closes a block is its own
    return blank.end() if blank else end


def _line_numbers(text: str, places: list[int]) -> Iterator[int]:
    line, behind = 1, 0
    for place in places:
        line += text.count("\n", behind, place)
        behind = place
        yield line


def _long_strings(text: str) -> Iterator[tuple[int, int]]:
    """The spans of multi-line strings, comments and short strings being skipped."""
    at = 0
    while found := _TOKEN.search(text, at):
        quotes = found.group()
        if quotes not in {'"""', "'''"}:
            at = found.end()
            continue
        at = _end_of_long_string(text, quotes, found.end())
        yield found.start(), at


def _end_of_long_string(text: str, quotes: str, at: int) -> int:
    while (end := text.find(quotes, at)) >= 0:
        slashes = 0
        while quotes == '"""' and text[end - 1 - slashes] == "\\":
            slashes += 1
        if slashes % 2 == 0:
            end += 3
            while (
                text[end : end + 1] == quotes[0]
            ):  # up to two quotes may stand before the closing three
                end += 1
            return end
        at = end + 1
    return len(text)
