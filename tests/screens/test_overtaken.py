"""Answers of workers that come late, or that nobody waits for any more, show and move nothing."""

import asyncio
import threading

import pytest

from tests.screens.session.test_diff_cache import article, text_of
from tests.screens.test_place import long_pair, reworded  # noqa: F401 - a fixture
from tui.progress import silent
from tui.screens.review_layout import Desk
from tui.screens.session.diff_cache import Comparer


async def until(holds):
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110 - what a worker changes sets no event
            await asyncio.sleep(0.01)


@pytest.fixture
def with_long(folder):
    """The folder of short articles with two copies of a long one, za.txt and zb.txt."""
    story = article(7, 400)
    other = reworded(story, every=2)
    (folder / "za.txt").write_text(text_of(story))
    (folder / "zb.txt").write_text(text_of(other))
    return folder


@pytest.fixture
def gate():
    """What holds up a worker until it is set; it is set at the end in any case."""
    event = threading.Event()
    yield event
    event.set()


def case_of(d, name):
    return next(n for n, case in enumerate(d.review.cases) if case.members[0].startswith(name))


async def go_to(d, name):
    d.review.go(case_of(d, name))
    d.screen.show()


async def open_long(d, gate, monkeypatch):
    """Of the long pair only the opening is shown, the whole waits; the short one before it is known."""
    draw = Comparer.draw

    def held_up(self, base, shown, view, progress=silent):
        assert not base.startswith("z") or gate.wait(20)
        return draw(self, base, shown, view, progress)

    await go_to(d, "tram")
    await d.settle()
    d.screen.comparer.forget()
    monkeypatch.setattr(Comparer, "draw", held_up)
    d.screen.show()
    await until(lambda: d.screen._drawn)
    await go_to(d, "za")
    await until(lambda: d.screen._opening)


async def test_from_an_opening_back_to_another_pair(desk, with_long, gate, monkeypatch):
    async with desk(where=with_long) as d:
        await open_long(d, gate, monkeypatch)
        await d.pilot.press(*["]"] * 12)
        await go_to(d, "tram")
        await until(lambda: d.screen._drawn)
        assert (d.screen.pane.change, d.screen.pane._top) == (-1, 0)
        gate.set()


async def test_a_place_in_an_opening_is_kept_when_indexing_ends(desk, with_long, gate, monkeypatch):
    async with desk(where=with_long) as d:
        await open_long(d, gate, monkeypatch)
        await d.pilot.press(*["]"] * 5)
        d.screen.complete(d.review._groups, ())
        await d.pilot.pause(0.2)
        gate.set()
        await d.settle()
        assert d.screen.pane.change == 4


async def test_a_diff_that_comes_twice_moves_nothing(desk, long_pair):  # noqa: F811
    async with desk(where=long_pair) as d:
        await d.press(*["]"] * 25)
        d.screen.post_message(Desk.Ready(d.screen._drawn))
        await d.settle()
        assert d.screen.pane.change == 24


async def test_the_diff_of_a_group_that_a_filter_took_away_is_not_shown(desk):
    async with desk() as d:
        drawn, d.screen._drawn = d.screen._drawn, None  # as while a worker draws it
        d.screen._arrange("nowhere-at-all", "score")
        await d.pilot.pause()
        d.screen.post_message(Desk.Ready(drawn))
        await d.pilot.pause()
        assert not d.screen.pane._lines
        assert d.said("pair") == ""


async def test_the_table_of_copies_is_painted_before_it_has_the_rows_of_another_group(desk):
    async with desk(size=(170, 50)) as d:
        await go_to(d, "owls")
        await d.settle()
        await go_to(d, "tram")
        d.screen.copies._styles_cache.clear()
        d.screen.copies._set_dirty()
        d.screen._on_timer_update()
        await d.settle()
        assert d.screen.copies.count == 3


# ---- searching ------------------------------------------------------------------------------------


async def search_held_up(d, word, gate, monkeypatch):
    """A search that begins at a group and waits before it finds the word in another, that of the trams."""
    waits, text = threading.Event(), d.screen.comparer.text

    def slow(name):
        if name.startswith("tram") and threading.current_thread() is not threading.main_thread():
            waits.set()
            assert gate.wait(20)
        return text(name)

    monkeypatch.setattr(d.screen.comparer, "text", slow)
    await d.pilot.press("/")
    await d.pilot.pause()
    await d.pilot.press(*word, "enter")
    await until(waits.is_set)


@pytest.mark.parametrize("asks", [("e", "f", "o", "r"), ("number_sign", "2")])
async def test_what_is_found_while_an_answer_is_written_leaves_it_with_its_group(
    desk, gate, monkeypatch, asks
):
    async with desk() as d:
        first = d.review.case.members
        await search_held_up(d, "harbour", gate, monkeypatch)
        await d.pilot.press(asks[0])
        await d.pilot.pause()
        await d.pilot.press(*asks[1:])
        gate.set()
        await d.settle()
        await d.press("ctrl+s" if asks[0] == "e" else "enter")
        touched = [
            case.members
            for n, case in enumerate(d.review.cases)
            if d.review.note(n) or case.state == "canonical"
        ]
        assert touched == [first]


async def test_a_search_that_was_stopped_goes_nowhere(desk, gate, monkeypatch):
    async with desk() as d:
        first = d.review.case.members
        await search_held_up(d, "harbour", gate, monkeypatch)
        await d.pilot.press("0")
        await d.pilot.pause()
        gate.set()
        await d.settle()
        assert d.review.case.members == first
        assert "found" not in d.said("message")


async def test_words_are_sought_in_the_pair_in_which_they_were_found_alone(desk, gate, monkeypatch):
    async with desk() as d:
        draw = Comparer.draw

        def held_up(self, base, *rest):
            assert not base.startswith("tram") or gate.wait(20)
            return draw(self, base, *rest)

        d.screen.comparer.forget()
        monkeypatch.setattr(Comparer, "draw", held_up)
        await d.pilot.press("/")
        await d.pilot.pause()
        await d.pilot.press(*"forty-two", "enter")
        await until(lambda: d.review.cursor == case_of(d, "tram"))
        await d.pilot.press("g")
        await until(lambda: d.screen._drawn)
        await d.pilot.pause()
        assert d.screen.view.fold
        gate.set()
