"""Cells are not characters: what is fitted takes exactly the cells that were asked for."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.text.cells import chop, cut, cut_middle, fit, width
from tui.text.visible import visible

texts = st.text(
    st.sampled_from("ab -…é\u0301漢字ｆ한ﾊ👩🏽🚀☎नमสวัـس") | st.characters(), max_size=30
).map(visible)
cells = st.integers(0, 25)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("abc", 3),
        ("漢字", 4),
        ("e\u0301", 1),
        ("ｆｕ", 4),
        ("한글", 4),
        ("🚀", 2),
        ("…", 1),
    ],
)
def test_width_of(text, cells):
    assert width(text) == cells


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdef", 5, "abcd…"),
        ("ab cdef", 4, "ab… "),
        ("漢字漢字", 5, "漢字…"),
        ("漢字漢字", 4, "漢… "),
        ("ab", 5, "ab   "),
        ("abc", 1, "…"),
        ("abc", 0, ""),
    ],
)
def test_fit_of(text, cells, shown):
    assert fit(text, cells) == shown


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("skerrow-herald/2023/ferry.txt", 13, "skerro…ry.txt"),
        ("short.txt", 20, "short.txt"),
        ("abcdef", 3, "a…f"),
        ("abcdef", 2, "a…"),
        ("漢字漢字漢字", 7, "漢…字"),
    ],
)
def test_the_middle_is_left_out(text, cells, shown):
    assert cut_middle(text, cells) == shown


@given(texts, cells)
def test_fit_takes_exactly_the_cells(text, cells):
    assert width(fit(text, cells)) == cells


@given(texts, cells)
def test_cut_never_takes_more_and_changes_nothing_that_fits(text, cells):
    for shortened in (cut(text, cells), cut_middle(text, cells)):
        assert width(shortened) <= cells
        if width(text) <= cells:
            assert shortened == text


@given(texts, cells)
def test_what_is_cut_begins_as_the_text_and_says_that_more_follows(text, cells):
    shortened = cut(text, cells)
    if shortened and shortened != text:
        assert shortened.endswith("…")


@given(texts, st.integers(0, 25))
@example("\U0001f3fb", 2)  # a skin tone without an emoji takes no cells
@example("\u0301", 1)
@example("漢", 1)
def test_pieces_are_the_text_and_no_wider_than_asked(text, cells):
    pieces = chop(text, cells)
    assert "".join(pieces) == text
    assert all(pieces)
    for piece in pieces:
        assert width(piece) <= max(1, cells) or len(chop(piece, 2)) == 1
