"""A field of a record in, what it says as text out: one meaning for all formats with fields."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any


def value(record: Mapping[str, Any], name: str) -> Any:
    """The value under `name`, also `inner.name` of a table in the record; None where there is none.

    >>> value({"metadata": {"url": "a"}}, "metadata.url")
    'a'
    """
    if not name or name in record:
        return record.get(name) if name else None
    outer, dot, inner = name.partition(".")
    nested = record.get(outer) if dot else None
    return value(nested, inner) if isinstance(nested, Mapping) else None


def said(found: Any) -> str:
    """A title, date, author or url as text; lists are joined, what is no such thing is ""."""
    if isinstance(found, str):
        return whole_characters(found)
    if isinstance(found, bool) or found is None:
        return ""
    if isinstance(found, int | float):
        return str(found)
    if isinstance(found, datetime | date):
        return found.isoformat()
    if isinstance(found, list | tuple):
        return ", ".join(filter(None, (said(item) for item in found)))
    return ""


def whole_characters(text: str) -> str:
    """`text` with U+FFFD for each half of a character (a lone surrogate), as cut JSON has them."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
