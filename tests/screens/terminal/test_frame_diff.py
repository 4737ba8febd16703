"""What the lean driver writes, shown by an emulator beside what Textual itself would have written."""

from types import MappingProxyType

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.screens.terminal.frame_diff import Grid

COLUMNS, ROWS = 24, 5
STYLES = [
    "",
    "1",
    "7",
    "9;38;5;172",
    "4;38;5;33",
    "38;5;172;49",
    "39;49",
    "2;3",
    "38;2;1;2;3;48;5;9",
]
TEXT = st.text(alphabet="ab  .—…é漢字한ｱ\u0301", min_size=1, max_size=COLUMNS + 4)
PIECES = st.lists(st.tuples(TEXT, st.sampled_from(STYLES)), min_size=1, max_size=4)
REGION = st.tuples(st.integers(1, ROWS), st.integers(1, COLUMNS), PIECES)
FRAMES = st.lists(st.lists(REGION, min_size=1, max_size=4), min_size=1, max_size=6)


WIDE_AND_COMBINING = str.maketrans(dict.fromkeys("漢字한\u0301", "x"))


def fitting(column, pieces):
    """Pieces as far as they fit into a row, as Textual hands them over: nothing is cut in the middle."""
    from rich.cells import cell_len

    room = COLUMNS - column + 1
    for text, style in pieces:
        kept = text.lstrip("\u0301")
        while cell_len(kept) > room:
            kept = kept[:-1]
        room -= cell_len(kept)
        if kept:
            yield kept, style


def frame(regions, but=MappingProxyType({})):
    return "".join(
        f"\x1b[{row};{column}H"
        + "".join(
            f"\x1b[{style}m{text}\x1b[0m"
            for text, style in fitting(column, [(text.translate(but), of) for text, of in pieces])
        )
        for row, column, pieces in regions
    )


class Emulated:
    def __init__(self):
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.screen.reset_mode(pyte.modes.DECAWM)
        self._stream = pyte.Stream(self.screen)

    def feed(self, data):
        self._stream.feed(data)

    def cells(self):
        """What a person sees of each cell: a blank has no colour of its own unless it has a background."""
        return [
            [seen(self.screen.buffer[row][column]) for column in range(COLUMNS)]
            for row in range(ROWS)
        ]


def seen(cell):
    drawn = cell.reverse or cell.underscore or cell.strikethrough or cell.bg != "default"
    return cell if drawn or cell.data != " " else " "


@settings(max_examples=150, deadline=None)
@given(FRAMES)
def test_the_emulator_shows_the_same(frames):
    grid, lean, whole = Grid(COLUMNS, ROWS), Emulated(), Emulated()
    for regions in frames:
        # The emulator and terminals differ on what becomes of half a wide character.
        written = frame(regions, WIDE_AND_COMBINING)
        whole.feed(written)
        grid.paint(written)
        lean.feed(grid.difference())
        assert lean.cells() == whole.cells()


@settings(max_examples=100, deadline=None)
@given(FRAMES)
def test_however_many_frames_are_dropped_the_last_one_is_shown(frames):
    often, seldom = Grid(COLUMNS, ROWS), Grid(COLUMNS, ROWS)
    seen_often, seen_seldom = Emulated(), Emulated()
    for regions in frames:
        often.paint(frame(regions))
        seldom.paint(frame(regions))
        seen_often.feed(often.difference())
    seen_seldom.feed(seldom.difference())
    assert [row.rstrip() for row in seen_often.screen.display] == [
        row.rstrip() for row in seen_seldom.screen.display
    ]


def test_the_first_frame_clears_what_was_there():
    grid = Grid(10, 2)
    grid.paint("\x1b[1;1Hab")
    assert grid.difference() == "\x1b[m\x1b[2J\x1b[Hab"


def test_what_is_shown_already_is_not_written_again():
    grid = Grid(10, 2)
    grid.paint("\x1b[1;1Habcdefghij")
    grid.difference()
    grid.paint("\x1b[1;1Habcdefghij")
    assert grid.difference() == ""
    grid.paint("\x1b[1;1HabcdeXghij")
    assert grid.difference() == "\x1b[1;6HX"


def test_a_row_that_becomes_empty_is_erased():
    grid = Grid(10, 2)
    grid.paint("\x1b[2;1Habcdefghij")
    grid.difference()
    grid.paint("\x1b[2;1Habc       ")
    assert grid.difference() == "\x1b[2;4H\x1b[K"


def test_both_halves_of_a_wide_character_go_together():
    grid, shown = Grid(10, 1), Emulated()
    grid.paint("\x1b[1;1H漢字ab")
    shown.feed(grid.difference())
    grid.paint("\x1b[1;2Hx")
    written = grid.difference()
    assert "漢" not in written
    grid.paint("\x1b[1;1H漢字ab")
    assert "漢" in grid.difference()


@pytest.mark.parametrize(
    "evil", ["\x1b]52;c;eA==\x07", "\x1b[5n", "\x9b31m", "a\x00b", "\x1bP+q\x1b\\"]
)
def test_an_escape_that_is_no_position_and_no_colour_is_shown_and_never_sent(evil):
    grid = Grid(40, 1)
    grid.paint(f"\x1b[1;1Hx{evil}y")
    written = grid.difference().replace("\x1b[m\x1b[2J\x1b[H", "")
    assert "\x1b" not in written
    assert all(character.isprintable() for character in written)
    assert "\u241b" in written


def test_what_lies_outside_is_left_out():
    grid = Grid(4, 2)
    grid.paint("\x1b[9;1Hnowhere\x1b[2;3Habcdef")
    assert grid.difference() == "\x1b[m\x1b[2J\x1b[2;3Hab"
