from hypothesis import given, settings
from hypothesis import strategies as st
from texts import FERRY, SPUN, random_texts

from tui.compare.compare_texts import diff
from tui.render.change_map import GLYPHS, minimap
from tui.render.styled_lines import STYLES
from tui.text.cells import width


def column(left, right, height):
    return "".join(piece.text for piece in minimap(diff(left, right), height))


@settings(max_examples=60, deadline=None)
@given(random_texts, random_texts, st.integers(0, 60))
def test_it_is_as_high_as_asked_and_one_cell_wide(left, right, height):
    pieces = minimap(diff(left, right), height)
    assert len(pieces) == height
    assert all(width(piece.text) == 1 and piece.style in STYLES for piece in pieces)


def test_it_shows_what_stands_where():
    paragraphs = FERRY.strip().split("\n\n")
    without_the_end = "\n\n".join(paragraphs[:3])
    assert column(FERRY, FERRY, 8) == GLYPHS["equal"] * 8
    assert column(FERRY, without_the_end, 10).endswith("----")
    assert column(without_the_end, FERRY, 10).endswith("++++")
    assert GLYPHS["moved"] in column(FERRY, SPUN, 24)
    assert column("", "", 3) == GLYPHS["equal"] * 3
