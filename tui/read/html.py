"""A `.html` or `.htm` page: trafilatura finds the story in it, its title, author, date and url.

The page is decoded here, by its mark, as UTF-8, by what it declares, or by the detector, in this order,
because a wrong guess inside the library would be silent garbage. Runs in a process of its own
(`isolated`): a page can be made to take any time or memory.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from tui.config import ReadSettings
from tui.model import Article, Skipped
from tui.read.article import EMPTY, Parsed, article
from tui.read.decode import Undecoded, decode, looks_like_words
from tui.read.record_fields import said, whole_characters

NEEDS: Final = "trafilatura"
NO_STORY: Final = "no article found in the page"

_DECLARED: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.\-]{2,40})", re.IGNORECASE
)
_HEAD: Final = 4_096  # bytes in which a page declares its encoding
# Control characters, as they are or as a reference: the extractor gives a page with one up.
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_REFERENCE: Final = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}));?")
_UNKNOWN: Final = "\ufffd"


def parse(
    source: BinaryIO, origin: str, settings: ReadSettings, *, start: int = 0
) -> Iterator[Parsed]:
    """Yield the story of the page, or why there is none."""
    del settings, start  # a page names its own fields and holds one story
    data = source.read()
    page = decoded_page(data)
    if isinstance(page, Undecoded):
        yield Skipped(origin, page.reason)
    else:
        yield story(page, origin, data) or Skipped(origin, NO_STORY if page.strip() else EMPTY)


def story(
    page: str, origin: str, raw: bytes, *, title: str = "", date: str = "", url: str = ""
) -> tuple[Article, str] | None:
    """The article of a page; title, date and url are what is said outside of it, where it is silent."""
    import trafilatura  # noqa: PLC0415 - of an extra

    found = trafilatura.bare_extraction(_clean(page), with_metadata=True, include_comments=False)
    if found is None or not found.text:
        return None
    return article(
        whole_characters(found.text),
        origin,
        raw,
        title=said(found.title) or title,
        date=said(found.date) or date,
        author=said(found.author),
        url=said(found.url) or url,
    )


def decoded_page(data: bytes, declared: str = "") -> str | Undecoded:
    """The text of a page; `declared` is the encoding that was named outside of it."""
    plain = decode(data)
    if _is_utf8(data):
        return plain
    found = _DECLARED.search(data, 0, _HEAD)
    for name in (declared, found[1].decode() if found else ""):
        try:
            page = data.decode(name) if name else ""
        except (LookupError, UnicodeError):
            continue
        if page and "\0" not in page and looks_like_words(page):
            return page
    return plain


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _clean(page: str) -> str:
    """The page with U+FFFD in the place of each control character, also of one that is spelled out."""
    return _REFERENCE.sub(_harmless, _CONTROLS.sub(_UNKNOWN, page))


def _harmless(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF or _CONTROLS.match(chr(code)):
        return _UNKNOWN
    return reference[0]
