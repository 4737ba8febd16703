"""What the desk shows where there is room, and where there is not."""

import re
from dataclasses import replace

import pytest

from tui.compare.collate import collate
from tui.compare.compare_texts import edits


async def test_the_table_of_copies_stands_where_there_is_room(desk):
    async with desk(size=(160, 48)) as d:
        at = next(n for n, case in enumerate(d.review.cases) if len(case.members) == 3)
        d.review.go(at)
        d.screen.show()
        await d.settle()
        shown = d.on_screen()
        assert "furn." in shown
        for member in d.review.case.members:
            assert member in shown
    async with desk(size=(159, 48)) as d:
        assert "furn." not in d.on_screen()


async def test_copies_of_one_text_stand_in_one_row(desk, tmp_path, folder):
    where = tmp_path / "many"
    where.mkdir()
    text = (folder / "owls-1.txt").read_text()
    for number in range(9):
        (where / f"copy{number}.txt").write_text(text)
    (where / "odd.txt").write_text(text.replace("five chicks", "six chicks"))
    async with desk(size=(160, 48), where=where) as d:
        assert len(d.review.case.members) == 10
        assert "weakest tie" in d.said("message")
        shown = [line for line in d.on_screen().split("\n") if ".txt" in line]
        assert "and 7 more with exactly this text" in "".join(shown)
        assert d.review.pair().shown == "odd.txt", "the odd one is compared first"
        rows = [row for row in shown if "base" in row or "same" in row or "odd" in row]
        assert "odd.txt" in rows[1], "and stands before those that are all the same"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 48)])
async def test_every_line_is_exactly_as_wide_as_the_screen(desk, size):
    async with desk(size=size) as d:
        for line in d.on_screen().split("\n"):
            assert len(line) == size[0]


async def test_all_copies_are_shown_at_once_with_who_reads_otherwise(desk):
    async with desk(size=(100, 30)) as d:
        await d.press(*"jk", "t")
        await d.settle()
        shown = d.on_screen()
        assert "where they differ" in shown
        assert "the base" in shown
        assert "Visitors are asked to keep away." in shown
        await d.press("]", "escape")
        assert d.app.screen is d.screen
        assert d.on_disk() == {}


@pytest.mark.parametrize(("columns", "there"), [(100, False), (120, True)])
async def test_the_whole_diff_stands_in_one_column_where_there_is_room(desk, columns, there):
    async with desk(size=(columns, 30)) as d:
        column = [line[-1] for line in d.on_screen().split("\n")][2:-3]
        assert (("│" in column or "┆" in column) and len({*column} - {" "}) > 1) == there


async def test_what_was_searched_for_is_highlighted_until_0_clears_it(desk):
    async with desk() as d:
        await d.press("/", *"barn", "enter")
        row = d.screen.list.row(d.screen.list.cursor, 80)
        assert [part.text for part in row if part.style and part.style.reverse][-1] == "Barn"
        await d.press("0")
        row = d.screen.list.row(d.screen.list.cursor, 80)
        assert "Barn" not in [part.text for part in row]


async def test_a_small_terminal_says_what_it_hides(desk):
    async with desk(size=(40, 12)) as d:
        assert "counts under S, keys under ?" in d.on_screen()
        await d.pilot.resize_terminal(100, 30)
        await d.settle()
        await d.press("j", "k")
        assert "counts under S" not in d.on_screen()


async def test_what_a_pair_amounts_to_is_told_on_a_key(desk):
    async with desk() as d:
        await d.press("P")
        shown = d.on_screen()
        assert "What the two amount to" in shown
        assert "verbatim and in place" in shown
        assert "Numbers that differ: 0" in shown
        assert "longest run" in shown
        await d.press("q", "K")
        assert re.search(r"1 inserted +1 ", d.on_screen())
        await d.press("1")
        assert "jump by: inserted" in d.said("message")


async def test_where_a_comparison_was_bounded_the_pair_says_so(desk, monkeypatch):
    def bounded(*given, **options):
        return replace(edits(*given, **options), notes=("it was too long",))

    monkeypatch.setattr("tui.screens.session.diff_cache.edits", bounded)
    async with desk() as d:
        assert "coarser (P)" in d.said("pair")
        assert "it was too long" in d.said("message")
        await d.press("P")
        assert "it was too long." in d.on_screen()


async def test_several_copies_tell_the_medoid_bounds_and_counts(desk, folder, monkeypatch):
    def bounded(*given, **options):
        return replace(collate(*given, **options), notes=("it was too long",))

    monkeypatch.setattr("tui.screens.session.diff_cache.collate", bounded)
    text = (folder / "owls-2.txt").read_text()
    (folder / "owls-2.txt").write_text(text.replace("grain loft", "hay loft"))
    async with desk() as d:
        await d.press("F", *"size>2", "enter", "t")
        shown = d.on_screen()
        assert "the medoid" in shown
        assert "note: it was too long" in shown
        assert "›" not in shown
        await d.press("m")
        assert "1/2›" in d.on_screen().replace("\u00a0", " ")
