"""Pages: decoded by what holds, and harmless before they reach the extractor."""

import pytest

from tui.read.decode import Undecoded
from tui.read.html import _clean, decoded_page

RUSSIAN = "Городской совет проголосовал за продление трамвайной линии до порта. "


@pytest.mark.parametrize(
    ("data", "page"),
    [
        (RUSSIAN.encode(), RUSSIAN),
        (b'<meta charset="windows-1251">' + RUSSIAN.encode("cp1251"), RUSSIAN),
        (b'<meta charset="utf-8">' + RUSSIAN.encode("cp1251"), RUSSIAN),
        (b'<meta charset="koi8-r">' + RUSSIAN.encode(), RUSSIAN),
        (b'<meta charset="nonsense">' + RUSSIAN.encode("cp1251"), RUSSIAN),
        (RUSSIAN.encode("utf-16"), RUSSIAN),
    ],
)
def test_a_page_is_decoded_by_what_holds(data, page):
    assert decoded_page(data).endswith(page)


def test_a_declared_encoding_decides_what_the_bytes_leave_open():
    short = "ąęż".encode("iso8859-2")
    assert decoded_page(short, "iso8859-2") == "ąęż" or isinstance(decoded_page(short), Undecoded)


def test_controls_are_taken_out_in_every_spelling():
    assert _clean("a\x1b[2Jb&#27;[c&#x1B;d&#xD800;&#0;&#x9b&#99999999;") == (
        "a\ufffd[2Jb\ufffd[c\ufffdd" + "\ufffd" * 4
    )
    assert _clean("a&#233;&#x20AC;\t\n&amp;") == "a&#233;&#x20AC;\t\n&amp;"
