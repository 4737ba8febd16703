"""Words of a line, and patterns of names: `*` and `?` as a shell has them; a name in brackets may also be meant as it stands."""

import shlex
from fnmatch import fnmatchcase

from tui.errors import UsageError


def matches(name: str, pattern: str) -> bool:
    """Whether a name fits a pattern. Linear for the patterns that people write.

    >>> matches("[2024] duplicates/a.txt", "[2024]*")
    True
    >>> matches("2/a.txt", "[2024]*")
    True
    """
    return fnmatchcase(name, pattern) or (
        "[" in pattern and fnmatchcase(name, pattern.replace("[", "[[]"))
    )


def split_words(text: str, what: str) -> list[str]:
    """The words of a line as a shell splits them. Raises UsageError, naming `what`, for an open quotation."""
    try:
        return shlex.split(text)
    except ValueError as trouble:
        raise UsageError(
            f"this {what} cannot be read ({trouble})", do="Close the quotation"
        ) from None
