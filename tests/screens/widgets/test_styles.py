import pytest

from tui import config
from tui.config import Config
from tui.errors import UsageError
from tui.model import STATES
from tui.render.lines import STYLES as WORDS
from tui.screens.widgets.styles import (
    GLYPHS,
    THEMES,
    group_row,
    highlighted,
    score,
    spread,
    strip,
    styles_of,
)

PLAIN = styles_of("plain")


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_has_every_word_of_style_and_tells_the_sides_apart_without_colour(theme):
    styles = styles_of(theme)
    assert set(WORDS) <= set(styles)
    assert styles["delete"].strike
    assert styles["insert"].underline
    assert Config().screen.theme in THEMES
    assert tuple(THEMES) == config.THEMES


def test_a_theme_that_there_is_not():
    with pytest.raises(UsageError, match="Did you mean blue-orange"):
        styles_of("blue_orange")


def test_every_state_has_a_glyph_of_its_own():
    assert set(GLYPHS) == set(STATES)
    assert len(set(GLYPHS.values())) == len(STATES)


def test_what_is_searched_for_stands_out_in_every_place():
    pieces = highlighted("Owls, owls and OWL", "owl", "faint")
    assert "".join(text for text, _ in pieces) == "Owls, owls and OWL"
    assert [text for text, style in pieces if style == "found"] == ["Owl", "owl", "OWL"]
    assert highlighted("a[b", "[", "") == [("a", ""), ("[", "found"), ("b", "")]


@pytest.mark.parametrize("cells", [1, 7, 20, 80])
@pytest.mark.parametrize(
    "title", ["Council approves a bridge", "漢字漢字漢字漢字漢字", "", "a\x1b[31mb"]
)
def test_a_row_is_exactly_as_wide_as_it_should_be_and_safe(cells, title):
    row = group_row(
        cells, PLAIN, state="stale", copies=3, alike=0.97, title=title,
        noted=True, cursor=True, selected=False,
    )  # fmt: skip
    assert row.cell_length == cells
    assert "\x1b" not in row.text


def test_the_second_gate_stands_where_lines_are_painted():
    painted = strip([("x\x1b]52;c;eA==\x07\u202e", "delete")], 40, PLAIN)
    assert painted.text.rstrip() == "x␛]52;c;eA==␇<RLO>"


def test_what_stands_at_the_right_gives_way():
    assert spread([("left", "")], [("right", "")], 12, PLAIN).text == "left   right"
    assert spread([("left", "")], [("right", "")], 9, PLAIN).text == "left     "


@pytest.mark.parametrize(
    ("of", "shown"), [(0.0, ".00"), (0.5, ".50"), (0.994, ".99"), (0.996, "1.0")]
)
def test_a_score_takes_three_cells(of, shown):
    assert score(of) == shown
