"""An `.eml` message or an `.mhtml` page as browsers save them: MIME in, its one article out.

Of a message the plain text counts, else its page; subject, sender and date are the header's. Of a saved
page the first page in it counts, with the address it was saved from. Runs in a process of its own
(`isolated`): the standard library's parser fails on some hostile headers and nests without bound.
"""

import email
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from importlib.util import find_spec
from typing import BinaryIO

from tui.config import ReadSettings
from tui.model import Skipped
from tui.read import html
from tui.read.article import EMPTY, Parsed, Passing, article
from tui.read.decode import Undecoded, decode, looks_like_words
from tui.read.record_fields import whole_characters


def parse(
    source: BinaryIO, origin: str, settings: ReadSettings, *, start: int = 0
) -> Iterator[Parsed]:
    """Yield the article of a message, or why there is none."""
    del settings, start  # a message names its own fields and holds one article
    data = source.read()
    message = email.message_from_bytes(data)
    plain, page = _part(message, "text/plain"), _part(message, "text/html")
    if plain is not None:
        text = _text(plain)
        yield (
            _skipped(text, origin)
            or article(
                str(text),
                origin,
                data,
                title=_header(message, "subject"),
                date=_header(message, "date"),
                author=_header(message, "from"),
            )
            or Skipped(origin, EMPTY)
        )
    elif page is not None:
        yield _story(message, page, origin, data)
    else:
        yield Skipped(origin, "no text in the message")


def parse_page(
    source: BinaryIO, origin: str, settings: ReadSettings, *, start: int = 0
) -> Iterator[Parsed]:
    """Yield the story of a saved page, or why there is none."""
    del settings, start  # the same
    data = source.read()
    message = email.message_from_bytes(data)
    page = _part(message, "text/html")
    yield (
        Skipped(origin, "no page in the file")
        if page is None
        else _story(message, page, origin, data)
    )


def _story(message: Message, page: Message, origin: str, data: bytes) -> Parsed:
    if find_spec(html.NEEDS) is None:
        return Passing(origin, "its text is a page: install copydesk[html]")
    declared = page.get_content_charset() or ""
    text = html.decoded_page(_payload(page), declared)
    if isinstance(text, Undecoded):
        return Skipped(origin, text.reason)
    return html.story(
        text,
        origin,
        data,
        title=_header(message, "subject"),
        date=_header(message, "date"),
        url=_header(message, "snapshot-content-location") or _header(page, "content-location"),
    ) or Skipped(origin, html.NO_STORY)


def _part(message: Message, kind: str) -> Message | None:
    """The first part of a kind that is not an attachment."""
    for part in message.walk():
        if part.get_content_type() == kind and part.get_content_disposition() != "attachment":
            return part
    return None


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: Message) -> str | Undecoded:
    """The text of a part in the encoding that it declares, where that gives words, else as any file."""
    data = _payload(part)
    try:
        text = data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeError):
        return decode(data)
    return text if "\0" not in text and looks_like_words(text) else decode(data)


def _skipped(text: str | Undecoded, origin: str) -> Skipped | None:
    return Skipped(origin, text.reason) if isinstance(text, Undecoded) else None


def _header(message: Message, name: str) -> str:
    """A header in words, "" where it is not there or cannot be decoded."""
    found = message.get(name)
    if found is None:
        return ""
    try:
        return whole_characters(str(make_header(decode_header(found))))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return ""
