"""A text and what its source says of it in, an article out: what all formats do alike."""

from typing import Final

from tui import words
from tui.model import Article, Skipped, raw_digest, text_digest

Parsed = tuple[Article, str] | Skipped
"""What a parser yields: an article with its text, or what was met and not read."""


class Passing(Skipped):
    """Trouble that may be over the next time (a disk, a busy machine, a missing extra): not remembered."""


EMPTY: Final = "empty: no words in it"
_LONGEST_SAID: Final = 300  # characters of a title or an author; the rest is cut
_LONGEST_URL: Final = 2_000  # characters; a longer one is none


def article(
    text: str,
    article_id: str,
    raw: bytes,
    *,
    title: str = "",
    date: str = "",
    author: str = "",
    url: str = "",
    offset: int = 0,
) -> tuple[Article, str] | None:
    """The article of `text` under this id, None where the text holds no word.

    `raw` is the file's bytes or the record's line. Without a title it is the first line.
    """
    count = words.count(text)
    if not count:
        return None
    found = Article(
        id=article_id,
        title=one_line(title) or first_line(text),
        words=count,
        characters=len(text),
        digest=text_digest(text),
        raw=raw_digest(raw),
        date=one_line(date),
        author=one_line(author),
        url=url.strip() if len(url) <= _LONGEST_URL else "",
        offset=offset,
    )
    return found, text


def first_line(text: str) -> str:
    """The first line of `text` that is not white space, cut to a title's length."""
    begin = len(text) - len(text.lstrip())
    lines = text[begin : begin + 2 * _LONGEST_SAID].splitlines()
    return one_line(lines[0]) if lines else ""


def one_line(said: str) -> str:
    """`said` with white space runs as one space, cut to a title's length with an ellipsis."""
    line = " ".join(said[: 4 * _LONGEST_SAID].split())
    return line if len(line) <= _LONGEST_SAID else line[: _LONGEST_SAID - 1] + "…"
