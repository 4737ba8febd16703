"""Text and rows as bytes: UTF-8, with the very bytes of a file's name that is not UTF-8."""

import csv
import io
from collections.abc import Sequence
from typing import Final

# The csv module quotes the characters of its line end and no others, so it is given both of them.
_BOTH_ENDS: Final = "\r\n"


def encoded(text: str) -> bytes:
    """`text` in UTF-8; what `os.fsdecode` made of a name's stray bytes becomes these bytes again."""
    return text.encode("utf-8", "surrogateescape")


def csv_row(values: Sequence[str]) -> bytes:
    """One row of RFC 4180 with a plain newline at its end; quoted where commas, quotes or line ends ask for it."""
    row = io.StringIO(newline="")
    csv.writer(row, lineterminator=_BOTH_ENDS).writerow(values)
    return encoded(row.getvalue().removesuffix(_BOTH_ENDS)) + b"\n"
