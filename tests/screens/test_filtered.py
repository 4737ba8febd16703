"""Groups set aside are one key away, a decision stays within the filter, and the filter is each reviewer's own."""

import json

import pytest

from tui.config import Config
from tui.screens.text_viewer import ReadingScreen
from tui.store import user_state


async def test_a_key_goes_through_the_groups_set_aside(desk):
    async with desk() as d:
        await d.press("R")
        assert d.said("message").startswith(" no group is set aside")
        await d.press("s", "f", "g", "R")
        assert d.review.cursor == 1
        await d.press("R")
        assert d.review.cursor == 0
        await d.press("a")
        assert d.states() == ["canonical", "flagged", "undecided"]
        assert d.review.cursor == 2, "then on to the next open group, as after any decision"


async def test_the_key_for_groups_set_aside_is_remapped_by_its_id(desk):
    async with desk(config=Config(keys={"next_set_aside": ("f6",)})) as d:
        await d.press("s", "R", "f6")
        assert d.review.cursor == 0


async def test_where_only_groups_set_aside_are_left_that_is_said_not_that_all_is_decided(desk):
    async with desk(size=(160, 30)) as d:
        await d.press("a", "s", "f")
        assert isinstance(d.app.screen, ReadingScreen)
        shown = d.on_screen()
        assert "3 groups, 0 still open, 1 decided, 2 set aside." in shown
        assert "No group is open. q leaves" in shown
        assert "2 groups are set aside: R goes to the next." in shown
        assert "Decided today by alice: 1" in shown
        assert "Set aside today: 2" in shown
        await d.press("q")
        assert "last open group; 2 set aside (R goes to the next)" in d.said("message")
        await d.press("tab")
        assert "no group is open; 2 set aside (R goes to the next)" in d.said("message")
        assert "1 of 3 decided, 33 %  2 set aside  0 open" in d.said("header")


@pytest.mark.parametrize("wanted", ["size<3", "state:undecided path:bridge*,tram*"])
async def test_in_a_filter_the_last_decision_says_what_is_open_outside(desk, wanted):
    async with desk(size=(160, 30)) as d:
        typed = ("space" if character == " " else character for character in wanted)
        await d.press("F", *typed, "enter")
        listed = list(d.review.order)
        assert len(listed) == 2
        await d.press("a")
        assert d.review.cursor == listed[1]
        assert "open" not in d.said("message")
        await d.press("x")
        assert d.review.cursor in listed
        told = "last open group in this filter; 1 open outside it (0 shows all)"
        assert told in d.said("message")
        assert d.app.screen is d.screen, "no summary: a group is open"
        await d.press("tab")
        assert "no open group in this filter; 1 open outside it (0 shows all)" in d.said("message")
        await d.press("0", "tab")
        assert d.review.case.state == "undecided"


async def test_a_batch_in_a_filter_says_what_is_open_outside_too(desk):
    async with desk(size=(160, 30)) as d:
        await d.press("F", *"size<3", "enter", "space", "space", "s")
        assert d.states().count("skipped") == 2
        told = "2 groups at once; u takes it back; last open group in this filter; 1 open outside"
        assert told in d.said("message")


async def test_a_filter_is_remembered_for_each_reviewer_of_a_decisions_file(desk, folder):
    async with desk() as d:
        await d.press("F", *"size>2", "enter")
    async with desk(reviewer="bob") as d:
        assert d.review.arranged == ("", "score")
        await d.press("F", *"size<3", "enter")
    async with desk() as d:
        assert d.review.arranged == ("size>2", "score")
    async with desk(reviewer="bob") as d:
        assert d.review.arranged == ("size<3", "score")
    other = folder / "other.toml"
    assert user_state.kept("views", other, "alice") == {}
    assert user_state.kept("views", folder / "decisions.toml", "alice")["only"] == "size>2"


async def test_a_note_of_an_earlier_version_is_read_once(desk, folder):
    user_state.keep("views", {"only": "size>2", "sort": "path"}, folder)
    async with desk() as d:
        assert d.review.arranged == ("size>2", "path")
        assert "[size>2] 1" in d.said("header")
    assert user_state.kept("views", folder) == {}
    async with desk() as d:
        assert d.review.arranged == ("size>2", "path")
        await d.press("0")
    async with desk() as d:
        assert d.review.arranged == ("", "score")
    async with desk(reviewer="bob") as d:
        assert d.review.arranged == ("", "score")


async def test_a_filter_of_last_time_that_hides_every_open_group_says_so(desk):
    async with desk() as d:
        await d.press("F", *"size<3", "enter", "a", "a")
    async with desk(size=(160, 30)) as d:
        assert len(d.review.order) == 2
        assert "[size<3] 2" in d.said("header")
        told = "no open group in this filter; 1 open outside it (0 shows all)"
        assert f"as you left it: only size<3, sorted by score; {told}" in d.said("message")


async def test_a_filter_that_hides_every_open_group_says_so_when_it_is_chosen(desk):
    async with desk(size=(160, 30)) as d:
        await d.press("a", "F", *"state:canonical", "enter")
        assert "1 group is shown" in d.said("message")
        assert "no open group in this filter; 2 open outside it (0 shows all)" in d.said("message")
        await d.press("F", *["backspace"] * 20, *"nowhere", "enter")
        assert "no group passes the filter: 0 clears it; 2 open outside it" in d.said("message")


async def test_a_filter_of_last_time_that_cannot_be_applied_says_why(desk, folder):
    decisions = folder / "decisions.toml"
    user_state.keep("views", {"only": "stat:new\x1b[2J", "sort": "score"}, decisions, "alice")
    async with desk(size=(160, 30)) as d:
        assert len(d.review.order) == 3
        assert "the filter of last time" in d.said("message")
        assert "is not applied: there is no field" in d.said("message")
        assert "\x1b" not in d.on_screen()
    user_state.keep("views", {"only": "size>7", "sort": "score"}, decisions, "alice")
    async with desk(size=(160, 30)) as d:
        assert d.review.arranged == ("", "score")
        told = "no group passes the filter of last time (size>7): all are shown"
        assert told in d.said("message")


def test_a_note_names_whose_it_is(home, tmp_path):
    user_state.keep("views", {"only": "size>2"}, tmp_path / "decisions.toml", "alice")
    (note,) = home.rglob("views/*.json")
    assert json.loads(note.read_text())["reviewer"] == "alice"
