"""Messages: the right part, headers in words, and what the parser of the library makes of hostile ones."""

import io

import pytest

from tui.config import ReadSettings
from tui.model import Skipped
from tui.read import mail


def parsed(data: bytes):
    [found] = mail.parse(io.BytesIO(data), "a.eml", ReadSettings())
    return found


def test_a_message_without_a_charset_is_decoded_like_any_file():
    french = "Le café du port a fermé ses portes à Noël, après des années de débats animés.\n"
    article, text = parsed(f"Subject: Fermé\n\n{french}".encode("cp1252"))
    assert text == french
    assert article.title == "Ferm\ufffd"  # a header of no known encoding is not guessed at


def test_a_charset_that_lies_is_not_believed():
    head = b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    text = "Городской совет проголосовал за продление трамвайной линии до порта."
    assert parsed(head + text.encode("cp1251"))[1] == text


def test_an_attached_text_is_not_the_message():
    data = (
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n"
        b"Content-Type: text/plain\nContent-Disposition: attachment\n\nattached\n--b\n"
        b"Content-Type: text/plain\n\nThe message.\n--b--\n"
    )
    assert parsed(data)[1].strip() == "The message."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty: no words in it"),
        (b"Subject: only\n\n", "empty: no words in it"),
        (b"Content-Type: text/plain\n\na\0b", "binary: NUL bytes"),
        (b"Content-Type: text/plain; charset=nonsense\n\n" + bytes(range(128, 256)) * 9, "binary"),
    ],
)
def test_what_cannot_be_read_is_listed(data, said):
    found = parsed(data)
    assert isinstance(found, Skipped)
    assert found.reason.startswith((said, "not UTF-8", "broken"))


def test_hostile_headers_are_nothing():
    article, _ = parsed(
        b"Subject: =?utf-8?b?!!!?=\nDate: =?x?q?a?=\nFrom: =?\xff?=\n\nThe message.\n"
    )
    assert article.date == ""
