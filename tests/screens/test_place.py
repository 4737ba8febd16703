"""The place in a diff: kept by passage, whatever the view; one mark; jumps go on from what is in view."""

import random

import pytest

from tests.screens.session.test_diff_cache import article, text_of
from tui.screens.review_layout import Desk
from tui.screens.session.scroll_anchor import change_of, map_scroll_line


def reworded(story, *, every):
    """The sentences, and in each so-and-so-many-th a word is another one."""
    luck = random.Random(1)
    return [
        sentence
        if number % every
        else sentence.replace(luck.choice(sentence.split()[2:9]), "nowhere", 1)
        for number, sentence in enumerate(story)
    ]


@pytest.fixture
def long_pair(tmp_path):
    """Two copies of a long article: a word is another one in every fourth sentence, one paragraph has moved."""
    where = tmp_path / "long"
    where.mkdir()
    story = article(7, 160)
    other = reworded(story, every=4)
    moved = other[:60] + other[66:100] + other[60:66] + other[100:]
    (where / "a.txt").write_text(text_of(story))
    (where / "b.txt").write_text(text_of(moved))
    return where


def text_at_cursor(d):
    pane = d.screen.pane
    return "".join(piece.text for piece in pane._lines[pane._chosen.start].pieces)


def passage(d):
    """The numbered sentences that are in view: the numbers are in the texts."""
    return {
        word for word in d.on_screen().split() if word.rstrip(".").isdigit() and word.endswith(".")
    }


@pytest.mark.parametrize("key", ["m", "v", "z"])
async def test_another_view_keeps_the_change_and_the_passage(desk, long_pair, key):
    async with desk(where=long_pair) as d:
        await d.press(*["]"] * 25)
        pane = d.screen.pane
        edit, row = pane.edit, pane._chosen.start - pane._top
        await d.press(key)
        assert (pane.change, pane.edit) == (24, edit)
        assert pane._chosen.start - pane._top == row
        await d.press("]")
        assert pane.change == 25
        await d.press("[")
        row = pane._chosen.start - pane._top
        await d.press(key)
        assert (pane.change, pane.edit, pane._chosen.start - pane._top) == (24, edit, row)


@pytest.mark.parametrize("heed", ["on_resize", "_show_again"])
async def test_another_size_keeps_the_change_also_where_a_diff_comes_in_between(
    desk, long_pair, heed
):
    async with desk(where=long_pair) as d:
        await d.press(*["]"] * 25)
        screen = d.screen
        assert screen.pane.change == 24
        getattr(screen, heed)()
        screen._take(screen._drawn)  # as a worker's answer
        await d.settle()
        assert screen.pane.change == 24


async def test_an_opening_that_comes_late_takes_no_place(desk, long_pair):
    async with desk(where=long_pair) as d:
        screen, pair = d.screen, d.review.pair()
        await d.press(*["]"] * 25)
        d.screen.comparer.forget()
        opening = screen.comparer.opening(pair.base, pair.shown, screen.view, 20)
        assert opening.is_opening
        screen.post_message(Desk.Ready(opening))
        await d.settle()
        assert screen.pane.change == 24
        screen.pane.show(opening.lines)  # as while the whole is still drawn
        screen._drawn, screen._opening = None, opening
        await d.pilot.press("]", "]")
        screen.post_message(Desk.Ready(opening))
        await d.pilot.pause()
        assert screen.pane.change == 1


@pytest.mark.parametrize("key", ["m", "v", "z", "L"])
async def test_without_a_cursor_in_view_the_passage_is_kept(desk, long_pair, key):
    async with desk(where=long_pair) as d:
        await d.press("]", *["pagedown"] * 4)
        before = passage(d)
        await d.press(key)
        assert len(before & passage(d)) >= 2
        assert d.screen.pane.change == 0


async def test_another_level_keeps_the_change(desk, long_pair):
    async with desk(where=long_pair) as d:
        await d.press(*["]"] * 25)
        before = text_at_cursor(d).split()
        await d.press("L")
        assert d.screen.view.level == "phrase"
        assert len(set(before) & set(text_at_cursor(d).split())) > len(set(before)) / 2
        assert d.screen.pane._is_cursor_in_view()


async def test_a_jump_goes_on_from_what_is_in_view(desk, long_pair):
    async with desk(where=long_pair) as d:
        pane = d.screen.pane
        await d.press("]", *["pagedown"] * 4)
        top = pane._top
        await d.press("]")
        assert pane._chosen.start >= top
        assert all(at < top for _edit, at in pane._starts[: pane.change])
        await d.press(*["pageup"] * 3)
        bottom = pane._in_view.stop
        await d.press("[")
        assert pane._chosen.start < bottom
        assert all(at >= bottom for _edit, at in pane._starts[pane.change + 1 :])


@pytest.mark.parametrize("views", [(), ("v",), ("m",)])
async def test_a_moved_block_is_one_change_and_one_end_is_marked(desk, long_pair, views):
    async with desk(where=long_pair, size=(100, 200)) as d:
        await d.press(*views)
        pane = d.screen.pane
        edits = [edit for edit, _at in pane._starts]
        assert len(edits) == len(set(edits))
        ends = [at for at, line in enumerate(pane._lines) if line.moved]
        assert len(ends) == 2
        place = next(n for n, (_edit, at) in enumerate(pane._starts) if pane._lines[at].moved)
        await d.press(*["]"] * (place + 1))
        assert pane._chosen.start in ends
        here = pane._chosen.start
        await d.press("'")
        (there,) = {*ends} - {here}
        assert pane._chosen.start == there
        assert here not in pane._chosen
        assert pane.change == place
        await d.press("'")
        assert pane._chosen.start == here
        assert there not in pane._chosen


async def test_another_pair_begins_at_the_top(desk, long_pair):
    async with desk(where=long_pair) as d:
        await d.press(*["]"] * 25, "z", "w")
        assert d.screen.pane.change == -1
        assert d.screen.pane._top == 0


def test_a_line_is_carried_by_the_changes_around_it():
    before, after = [(3, 10), (5, 20), (9, 40)], [(3, 5), (5, 9), (9, 11)]
    assert [map_scroll_line(at, before, 50, after, 20) for at in (0, 10, 20, 40)] == [0, 5, 9, 11]
    assert map_scroll_line(15, before, 50, after, 20) == 7
    assert map_scroll_line(45, before, 50, after, 20) == 15
    assert map_scroll_line(7, [], 10, [], 20) == 14
    assert map_scroll_line(0, [], 0, [], 5) == 0


def test_what_is_no_change_any_more_is_the_change_before_it():
    assert [change_of(edit, [(2, 0), (5, 3), (9, 4)]) for edit in (1, 2, 6, 20)] == [-1, 0, 1, 2]
