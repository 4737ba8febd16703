"""A `.txt` file: the whole file is the text, its first line with anything in it the title."""

from collections.abc import Iterator
from typing import BinaryIO

from tui.config import ReadSettings
from tui.model import Skipped
from tui.read.article import EMPTY, Parsed, article
from tui.read.decode import Undecoded, decode


def parse(
    source: BinaryIO, origin: str, settings: ReadSettings, *, start: int = 0
) -> Iterator[Parsed]:
    """Yield the one article of the file, or why there is none."""
    del settings, start  # a text file has no fields and one article
    data = source.read()
    text = decode(data)
    if isinstance(text, Undecoded):
        yield Skipped(origin, text.reason)
    else:
        yield article(text, origin, data) or Skipped(origin, EMPTY)
