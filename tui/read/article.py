"""A text and what its source says of it in, an article out: what all formats do alike."""

from functools import lru_cache
from itertools import chain, pairwise
from typing import Final

from tui.model import Article, Skipped, raw_digest, text_digest
from tui.text import words
from tui.text.boilerplate_phrases import is_furniture

Parsed = tuple[Article, str] | Skipped
"""What a parser yields: an article with its text, or what was met and not read."""


class Passing(Skipped):
    """Trouble that may be over the next time (a disk, a busy machine, a missing extra): not remembered."""


EMPTY: Final = "empty: no words in it"
_LONGEST_SAID: Final = 300  # characters of a title or an author; the rest is cut
_OPENING: Final = 1_200  # characters in which a title is looked for
_LINES_ABOVE: Final = 12  # lines
_WORDS_OF_SITE: Final = 3  # a line of so few between two of furniture names the site
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

    `raw` is the file's bytes or the record's line. Without a title it is the first line that looks like one.
    """
    if not words.has_words(text):
        return None
    found = Article(
        id=article_id,
        title=one_line(title) or first_line(text),
        words=0,  # they are counted where the text is measured, which finds them anyway
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
    """The first line of `text` with a word in it, cut to a title's length.

    Lines that pages put above their articles (a menu, a date, who wrote it) are passed over where another is near.
    """
    begin = len(text) - len(text.lstrip())
    cut = text[begin : begin + _OPENING].splitlines()[:_LINES_ABOVE]
    first = ""
    for line, behind in pairwise(chain(filter(None, map(one_line, cut)), [""])):
        if not _is_furniture(line):
            name_of_site = first and line.count(" ") < _WORDS_OF_SITE and _is_furniture(behind)
            if not name_of_site:
                return line
        first = first or line
    return first


@lru_cache(maxsize=1 << 12)  # the pages of a site open alike
def _is_furniture(line: str) -> bool:
    return is_furniture(line, words.count(line))


def one_line(said: str) -> str:
    """`said` with white space runs as one space, cut to a title's length with an ellipsis."""
    line = " ".join(said[: 4 * _LONGEST_SAID].split())
    return line if len(line) <= _LONGEST_SAID else line[: _LONGEST_SAID - 1] + "…"
