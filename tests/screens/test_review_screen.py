"""Every key of the review screen, asserting on `Review` and on the file, not on pixels."""

import pytest
from textual.events import Key

from tui.config import Config
from tui.screens.help import HelpScreen
from tui.screens.key_table import all_keys
from tui.screens.prompts import ChoiceScreen, LineScreen, NoteScreen
from tui.screens.text_viewer import ReadingScreen
from tui.screens.widgets.diff_pane import DiffPane


async def test_the_first_open_group_and_its_diff_are_shown(desk):
    async with desk() as d:
        assert sorted(len(case.members) for case in d.review.cases) == [2, 2, 3]
        shown = d.on_screen()
        assert "0 of 3 decided" in shown
        assert d.review.title(0) in shown
        assert d.review.pair().base in shown
        assert d.screen.pane.changes


@pytest.mark.parametrize(
    ("pressed", "position"),
    [
        (["j"], 1),
        (["down", "down"], 2),
        (["j", "k"], 0),
        (["j", "up"], 0),
        (["G"], 2),
        (["G", "g"], 0),
        (["end"], 2),
        (["end", "home"], 0),
        (["j", "j", "j"], 2),
        (["k"], 0),
        (["tab"], 1),
        (["tab", "tab", "tab"], 0),
    ],
)
async def test_moving(desk, pressed, position):
    async with desk() as d:
        await d.press(*pressed)
        assert d.review.cursor == position
        assert d.on_disk() == {}


@pytest.mark.parametrize(
    ("key", "state"),
    [
        ("a", "canonical"),
        ("c", "canonical"),
        ("1", "canonical"),
        ("2", "canonical"),
        ("x", "not-duplicates"),
        ("s", "skipped"),
        ("f", "flagged"),
    ],
)
async def test_one_key_decides_and_goes_on(desk, key, state):
    async with desk() as d:
        await d.press(key)
        assert d.states()[0] == state
        assert d.review.cursor == 1
        (record,) = d.on_disk().values()
        assert record.verdict == state
        await d.settle()
        assert "saved" in d.said("message")
        assert "decisions.toml" in d.said("message")


async def test_which_copy_a_and_c_and_numbers_choose(desk):
    async with desk() as d:
        pair = d.review.pair()
        await d.press("c")
        assert d.review.canonical(0) == [pair.shown]
        await d.press("g", "a")
        assert d.review.canonical(0) == [pair.shown], "the old choice is the base now"
        await d.press("g", "1")
        assert d.review.canonical(0) == [d.review.cases[0].members[0]]
        await d.press("g", "9")
        assert "no copy 9" in d.said("message")


async def test_undo_and_redo(desk):
    async with desk() as d:
        await d.press("a", "x")
        await d.press("u")
        assert d.states()[:2] == ["canonical", "undecided"]
        assert d.review.cursor == 1
        await d.press("u")
        assert d.on_disk() == {}
        await d.press("ctrl+r", "ctrl+r")
        assert d.states()[:2] == ["canonical", "not-duplicates"]
        assert len(d.on_disk()) == 2


def group_of_three(d):
    return next(n for n, case in enumerate(d.review.cases) if len(case.members) == 3)


async def test_copies_are_stepped_through_swapped_and_excluded(desk):
    async with desk() as d:
        d.review.go(group_of_three(d))
        await d.press("b")
        first = d.review.pair().shown
        await d.press("B")
        assert d.review.pair().shown != first
        before = d.review.pair()
        await d.press("w")
        assert (d.review.pair().base, d.review.pair().shown) == (before.shown, before.base)
        await d.press("d")
        assert d.review.excluded() == {before.base}
        await d.press("d")
        assert d.review.excluded() == set()


async def test_another_part_of_the_group(desk):
    async with desk() as d:
        d.review.go(group_of_three(d))
        shown = d.review.pair().shown
        await d.press("D")
        assert d.review.other_part() == {shown}


async def test_the_diff_is_scrolled_and_its_changes_are_stepped_through(desk):
    async with desk(size=(40, 14)) as d:
        pane = d.screen.query_one(DiffPane)
        await d.press("ctrl+d")
        half = pane.scroll_offset.y
        await d.press("ctrl+u")
        assert (half > 0, pane.scroll_offset.y) == (True, 0)
        await d.press("pagedown")
        assert pane.scroll_offset.y >= half
        await d.press("pageup", "pageup")
        assert pane.scroll_offset.y == 0
        await d.press("]")
        assert pane.change == 0
        await d.press("[")
        assert pane.change == 0
        assert "no more changes" in d.said("message")
        assert "change 1/" in d.said("pair")


async def test_how_the_diff_is_shown(desk):
    async with desk() as d:
        await d.press("v")
        assert d.screen.view.side_by_side
        await d.press("z", "m")
        assert not d.screen.view.fold
        assert d.screen.view.marks
        assert "{+" in d.on_screen()
        await d.press("L")
        assert d.screen.view.level == "phrase"


async def test_a_note_is_written_and_kept(desk):
    async with desk() as d:
        await d.press("e")
        assert isinstance(d.app.screen, NoteScreen)
        await d.press("h", "i", "enter", "q", "1")
        await d.press("ctrl+s")
        assert d.review.note() == "hi\nq1"
        assert d.states()[0] == "undecided"
        (record,) = d.on_disk().values()
        assert record.note == "hi\nq1"
        await d.press("e", "x", "escape")
        assert d.review.note() == "hi\nq1"


async def test_a_label_is_chosen(desk):
    async with desk() as d:
        await d.press("l")
        assert isinstance(d.app.screen, ChoiceScreen)
        await d.press("j", "j", "enter")
        assert d.review.label() == Config().review.labels[1]
        await d.press("l", "0")
        assert d.review.label() == ""


async def test_searching(desk):
    async with desk() as d:
        await d.press("/")
        assert isinstance(d.app.screen, LineScreen)
        await d.press(*"owls", "enter")
        assert "owls" in d.review.case.members[0]
        found = d.review.cursor
        await d.press("n", "N")
        assert d.review.cursor == found
        await d.press("/", *"zzz", "enter")
        assert "not found" in d.said("message") or "owlszzz" in d.said("message")
        assert d.review.cursor == found


async def test_the_same_verdict_without_a_newcomer_says_what_it_is_for(desk):
    async with desk() as d:
        await d.press("=")
        assert "newcomer" in d.said("message")
        assert d.on_disk() == {}


async def test_help_lists_the_real_bindings_and_can_be_searched(desk):
    config = Config(keys={"flag": ("f5",)})
    async with desk(size=(120, 80), config=config) as d:
        await d.press("?")
        assert isinstance(d.app.screen, HelpScreen)
        shown = d.on_screen()
        for key in all_keys():
            assert key.id in shown
        assert "f5" in shown
        await d.press(*"redo")
        assert "undo, and go" not in d.on_screen()
        assert "redo, and go" in d.on_screen()
        await d.press("escape")
        assert d.app.screen is d.screen


@pytest.mark.parametrize("key", ["enter", "S", "E"])
async def test_texts_to_read(desk, key):
    async with desk() as d:
        await d.press(key)
        assert isinstance(d.app.screen, ReadingScreen)
        if key == "enter":
            assert d.review.pair().shown in d.on_screen()
        await d.press("j", "k", "pagedown", "pageup", "G", "g", "q")
        assert d.app.screen is d.screen
        assert d.on_disk() == {}


async def test_beside_from_120_columns_and_stacked_below(desk):
    async with desk(size=(119, 30)) as d:
        assert d.screen.list.region.width == 119
    async with desk(size=(120, 30)) as d:
        assert d.screen.list.region.width < 60
        assert d.screen.pane.region.x > d.screen.list.region.x


async def test_it_works_down_to_40_by_12(desk):
    async with desk(size=(40, 12)) as d:
        await d.press("]", "j", "a")
        assert len(d.on_disk()) == 1
        await d.pilot.resize_terminal(160, 48)
        await d.settle()
        assert d.review.title() in d.on_screen()


async def test_a_copy_that_changed_on_disk_is_explained_in_place_of_the_diff(desk, folder):
    async with desk() as d:
        shown = d.review.pair(1).shown
        (folder / shown).write_text("something else entirely stands here now\n")
        d.screen.comparer.forget()
        await d.press("j")
        assert "changed on disk" in d.on_screen()


async def test_what_is_said_while_the_size_changes_stands(desk):
    async with desk() as d:
        d.screen.on_resize()  # what it shows again comes after the next paint
        d.screen.say("^C once more quits")
        await d.pilot.pause()
        assert "once more" in d.on_screen()


@pytest.mark.parametrize("opens", ["/", "?", ":", "K", "e", "S", "enter", "t"])
async def test_keys_typed_ahead_leave_a_screen_once(desk, opens):
    async with desk() as d:
        await d.press(opens)
        assert d.app.screen is not d.screen
        for key in ("enter", "enter", "ctrl+s", "ctrl+s", "escape", "escape", "escape"):
            d.app.post_message(Key(key, None))
        await d.settle()
        await d.press(*["escape"] * 3)
        assert d.app.screen is d.screen
