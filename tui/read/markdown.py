"""A `.md` file: front matter says title, date, author and url; the text is what follows it.

So a changed front matter changes only the raw digest. Front matter is YAML's plain part between
`---` lines (scalars, lists of scalars) or TOML between `+++` lines. One that never ends is text.
"""

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Final

import tomli

from tui.config import ReadSettings
from tui.model import Skipped
from tui.read.article import EMPTY, Parsed, article
from tui.read.decode import Undecoded, decode
from tui.read.record_fields import said

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title", "headline"),
    "date": ("date", "published", "pubdate", "created"),
    "author": ("author", "authors", "by", "byline", "creator"),
    "url": ("url", "canonical_url", "canonical", "source_url", "link", "permalink"),
}
"""What is asked of the front matter, under the names that it goes by; the first one said counts."""

_FRONT: Final = re.compile(
    r"\s*?(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<inside>.*?)^(?:(?P=fence)|\.\.\.)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_LONGEST_FRONT: Final = 65_536  # characters; what looks like front matter and is longer is text
_PAIR: Final = re.compile(r"(?P<name>[\w.\-]+)[ \t]*:(?:[ \t]+(?P<value>.*))?$")
_ITEM: Final = re.compile(r"[ \t]*-[ \t]+(?P<value>.*)$")
_HEADING: Final = re.compile(r"^[ ]{0,3}#[ \t]+(?P<title>\S.*?)[ \t#]*$", re.MULTILINE)
_HEADING_WITHIN: Final = 5_000  # characters in which the title is looked for


def parse(
    source: BinaryIO, origin: str, settings: ReadSettings, *, start: int = 0
) -> Iterator[Parsed]:
    """Yield the one article of the file, or why there is none."""
    del settings, start  # the names of front matter are fixed, and there is one article
    data = source.read()
    whole = decode(data)
    if isinstance(whole, Undecoded):
        yield Skipped(origin, whole.reason)
        return
    values, text = front_matter(whole)
    told = {
        what: next((values[name] for name in names if values.get(name)), "")
        for what, names in NAMES.items()
    }
    yield article(
        text,
        origin,
        data,
        title=told["title"] or _heading(text),
        date=told["date"],
        author=told["author"],
        url=told["url"],
    ) or Skipped(origin, EMPTY)


def front_matter(whole: str) -> tuple[dict[str, str], str]:
    r"""What the front matter says, names in small letters, and the text behind it.

    >>> front_matter("---\ntitle: 'On ferries'\n---\nBody\n")
    ({'title': 'On ferries'}, 'Body\n')
    """
    found = _FRONT.match(whole, 0, _LONGEST_FRONT)
    if found is None:
        return {}, whole
    inside = found["inside"]
    values = _toml(inside) if found["fence"] == "+++" else _yaml(inside)
    return ({}, whole) if values is None else (values, whole[found.end() :])


def _toml(inside: str) -> dict[str, str] | None:
    try:
        table = tomli.loads(inside)
    except (tomli.TOMLDecodeError, RecursionError):
        return None
    return {name.lower(): said(value) for name, value in table.items()}


def _yaml(inside: str) -> dict[str, str] | None:
    """The plain part of YAML: `name: scalar`, `name: [a, b]`, and lists of `- scalar` lines.

    What is nested deeper is passed over; a first line that is no pair is no front matter.
    """
    values: dict[str, str] = {}
    name = ""
    for line in inside.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if pair := _PAIR.match(line):
            name = pair["name"].lower()
            values[name] = _scalar(pair["value"] or "")
        elif not name:
            return None
        elif item := _ITEM.match(line):
            values[name] = ", ".join(filter(None, [values[name], _scalar(item["value"])]))
    return values


def _scalar(value: str) -> str:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(_scalar(item) for item in value[1:-1].split(",") if item.strip())
    quote = value[:1]
    if len(value) > 1 and quote in "\"'" and value.endswith(quote):
        inside = value[1:-1]
        return inside.replace("''", "'") if quote == "'" else inside.replace('\\"', '"')
    return value.split(" #", 1)[0].rstrip()


def _heading(text: str) -> str:
    found = _HEADING.search(text, 0, _HEADING_WITHIN)
    return found["title"] if found else ""
