"""The table of formats, and the page that tells people of it."""

from dataclasses import fields
from pathlib import Path

import pytest

from tui.config import ReadSettings
from tui.read import markdown
from tui.read.file_formats import FORMATS, format_of, suffix
from tui.read.walk import NOT_MET

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "end"),
    [
        ("a.TXT", ".txt"),
        ("x.y/a", ""),
        ("a.tar.gz", ".gz"),
        (".txt", ".txt"),
        ("a.", "."),
        ("a.jsonl#1", ".jsonl#1"),
    ],
)
def test_suffix(path, end):
    assert suffix(path) == end


def test_the_longer_suffix_counts():
    assert format_of("x/A.JSONL.GZ") is FORMATS[".jsonl.gz"]
    assert format_of("a.md.txt") is FORMATS[".txt"]
    assert format_of("a.txt.gz") is format_of("a") is format_of("jsonl") is None


def test_the_page_tells_every_format_setting_and_name():
    for end, form in FORMATS.items():
        assert f"`{end}`" in PAGE
        assert not form.extra or f"`copydesk[{form.extra}]`" in PAGE
    for setting in fields(ReadSettings):
        assert setting.name in PAGE
    for name in (*NOT_MET, *(name for names in markdown.NAMES.values() for name in names)):
        assert f"`{name}`" in PAGE
