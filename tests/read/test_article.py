"""What all formats do alike: titles, bounds, emptiness; and what fields say."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.read.article import article, first_line, one_line
from tui.read.record_fields import said, value, whole_characters


def test_a_title_is_one_line_of_bounded_length():
    assert first_line("\n \n  A   title\tof words \nrest") == "A title of words"
    assert first_line("a\x0bb") == "a"
    assert first_line("") == first_line(" \n ") == ""
    assert one_line("x" * 1_000) == "x" * 299 + "…"
    assert len(first_line("word " * 10_000_000)) == 300


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (
            ["Skip to main content", "Harbour Gazette | News | Sport | Weather", "2021-03-04"],
            "Owls",
        ),
        (["By Petra Ilves for the Harbour Gazette", "", "Published 3.4.2021 Share"], "Owls"),
        (["Skip to main content", "Harbour Gazette", "Sign in Subscribe"], "Owls"),
        (["Harbour Gazette"], "Harbour Gazette"),  # a title as short as this is not told from it
        (["Menu"] * 40, "Menu"),  # nothing else is near
    ],
)
def test_what_pages_put_above_an_article_is_not_its_title(above, title):
    text = "\n".join([*above, "Owls", "Two owls nest in the mill."])
    assert first_line(text) == title


def test_an_endless_address_is_none():
    found, _ = article("words", "a.txt", b"", url="http://example.org/" + "x" * 3_000)
    assert found.url == ""


@pytest.mark.parametrize("text", ["", " \n\u00a0\u3000\u200b", "\x01\x02\x1b", "— … !", "🙂"])
def test_without_a_word_there_is_no_article(text):
    assert article(text, "a.txt", b"") is None


@given(st.text())
def test_any_text_is_an_article_or_none(text):
    made = article(text, "a.txt", text.encode("utf-8", "replace"))
    if made is not None:
        assert made[1] == text
        assert "\n" not in made[0].title


@pytest.mark.parametrize(
    ("found", "text"),
    [
        ("as it is", "as it is"),
        (None, ""),
        (True, ""),
        (20240301, "20240301"),
        (["A", None, {"b": 1}, "C"], "A, C"),
        (date(2024, 1, 2), "2024-01-02"),
        (datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC), "2024-01-02T03:04:05+00:00"),
        ({"name": "x"}, ""),
    ],
)
def test_what_a_field_says(found, text):
    assert said(found) == text


def test_fields_inside_of_fields():
    record = {"a": {"b": {"c": 1}}, "a.b": 2, "x": None}
    assert value(record, "a.b") == 2
    assert value(record, "a.b.c") == 1
    assert value(record, "x") is value(record, "x.y") is value(record, "") is None


def test_halves_of_characters_are_replaced():
    assert whole_characters("a\ud83d\ude42b\udc00") == "a🙂b\ufffd"
