"""Encodings: right where they can be told, listed where not; silent garbage never."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.read.decode import Undecoded, decode, looks_like_words

SAMPLES = json.loads((Path(__file__).parent / "cases" / "encodings.json").read_text("utf-8"))
PAIRS = [(language, name) for language in SAMPLES for name in SAMPLES[language]["encodings"]]
PROSE = "The city council voted on Tuesday to extend the tram line to the old harbour. "


@pytest.mark.parametrize(("language", "encoding"), PAIRS)
def test_old_encodings_are_told(language, encoding):
    data = SAMPLES[language]["text"].encode(encoding, "replace")
    assert decode(data) == data.decode(encoding)


def test_short_samples_are_right_or_listed():
    wrong = []
    for language, encoding in PAIRS:
        text = SAMPLES[language]["text"]
        for begin in (0, 40, 100):
            for length in (20, 40, 80, 150):
                data = text[begin : begin + length].encode(encoding, "replace")
                found = decode(data)
                if isinstance(found, str) and found != data.decode(encoding):
                    wrong.append((language, encoding, begin, length))
    # Letters that two encodings of one language share, and a single shifted apostrophe of UTF-7.
    assert len(wrong) <= 3, wrong


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_is_taken_off(name):
    assert decode(PROSE.encode(name)) == PROSE


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_the_pattern_of_nuls_tells_utf16_and_utf32(name):
    assert decode(PROSE.encode(name)) == PROSE


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (PROSE.encode()[:40] + b"\0" * 8 + PROSE.encode(), "binary: NUL bytes"),
        (b"\x7fELF\x02\x01\x01\0\0\0" + bytes(range(256)) * 4, "binary"),
        (bytes(range(128, 256)) * 20, "not"),
        (PROSE.encode("utf-16")[:-1], "broken UTF-16-LE from byte 156 on"),
        ("\ufeffa\0b".encode("utf-16-le"), "binary: NUL characters"),
        ("über ".encode() * 9 + b"\xff" + PROSE.encode(), "broken UTF-8 from byte 54 on"),
        (
            "Рада міста ".encode() * 9 + "Рада міста ".encode("cp1251") * 9,
            "broken UTF-8 from byte 180 on",
        ),
        (PROSE.encode()[:60] + b"\xff\xfe\x80" + PROSE.encode()[60:], "not UTF-8 (byte 60)"),
        (b"\xc0\xaf\xe0\x80\xaf" + PROSE.encode(), "not UTF-8 (byte 0)"),
        (b"\xed\xa0\xbd\xed\xb8\x80 " + PROSE.encode(), "not UTF-8 (byte 0)"),
        (PROSE.encode() + b"\x9b31m\x9b2J\x9d0;X\x9c" + PROSE.encode(), "not UTF-8"),
    ],
)
def test_what_cannot_be_told_is_listed(data, said):
    found = decode(data)
    assert isinstance(found, Undecoded)
    assert found.reason.startswith(said)


def test_escapes_and_signs_of_plain_ascii_stay():
    for text in (PROSE + "\x1b(0 and \x1b$ too", "a ~{ b", "1 +AB- 2", "x\x1b[2J"):
        assert decode(text.encode()) == text


def test_words_in_the_wrong_encoding_do_not_look_like_words():
    assert looks_like_words("Où est l’été ? À côté, dit-il — « déjà » …")
    assert looks_like_words("iPhone手机と電車、 Ελλάδα, naïve café 20 €")
    for right, wrong in (("cp1251", "cp1252"), ("utf-8", "cp1251"), ("koi8-r", "cp1251")):
        garbage = SAMPLES["ru"]["text"].encode(right).decode(wrong, "ignore")
        assert not looks_like_words(garbage)


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_utf8_comes_back(text):
    data = text.encode()
    if not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) and not data.isascii():
        assert decode(data) == text


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_a_reason(data):
    found = decode(data)
    if isinstance(found, str):
        assert "\0" not in found
        found.encode("utf-8")  # no half characters
    else:
        assert found.reason
