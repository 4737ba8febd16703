"""Patterns of names: `*` and `?` as a shell has them; a name in brackets may also be meant as it stands."""

from fnmatch import fnmatchcase


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
