"""How a session begins, is saved and ends, and what of it is there the next time."""

import pytest

from tui.screens.text_viewer import ReadingScreen


async def test_q_leaves_and_everything_is_saved(desk):
    async with desk() as d:
        await d.press("a", "x", "q")
        assert d.app._exit
        assert d.app.return_value == 0
    async with desk() as d:
        assert d.states()[:2] == ["canonical", "not-duplicates"]
        assert d.review.cursor == 2
        assert "2 of 3 decided" in d.on_screen()


async def test_interrupt_asks_once(desk):
    async with desk() as d:
        await d.press("ctrl+c")
        assert "^C once more" in d.said("message")
        assert not d.app._exit
        await d.press("j", "ctrl+c")
        assert not d.app._exit
        await d.press("ctrl+c")
        assert d.app._exit


async def test_after_the_last_group_it_says_so(desk):
    async with desk() as d:
        await d.press("a", "a", "a")
        assert isinstance(d.app.screen, ReadingScreen), "the summary comes by itself"
        assert "Every group is decided" in d.on_screen()
        assert "3  by hand" in d.on_screen()
        await d.press("q")
        assert "last open group" in d.said("message")
        assert "3 of 3 decided, 100 %" in d.on_screen()
        await d.press("tab")
        assert "is decided" in d.said("message")


async def test_an_empty_folder_says_what_was_scanned(desk, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "picture.png").write_bytes(b"\x89PNG")
    async with desk(where=empty) as d:
        shown = d.on_screen()
        assert "0 articles were read, 1 file skipped" in shown
        assert "picture.png" in shown
        await d.press("q")
        assert d.app._exit


async def test_no_groups_says_so(desk, tmp_path, folder):
    few = tmp_path / "few"
    few.mkdir()
    for name in ("owls-1.txt", "tram-1.txt"):
        (few / name).write_bytes((folder / name).read_bytes())
    async with desk(where=few) as d:
        assert "No two of them are copies" in d.on_screen()


async def test_a_save_that_fails_stays_visible_and_is_made_up_for(desk, folder, monkeypatch):
    async with desk() as d:
        folder.chmod(0o500)
        real = d.app.file.write

        def fails(_):
            from tui.errors import DecisionsError

            raise DecisionsError("the disk is full", where="decisions.toml")

        monkeypatch.setattr(d.app.file, "write", fails)
        await d.press("a")
        d.app.saver.settle(2)
        await d.settle()
        assert "NOT SAVED" in d.said("message")
        assert "the disk is full" in d.said("message")
        await d.press("j")
        assert "NOT SAVED" in d.said("message")
        folder.chmod(0o700)
        monkeypatch.setattr(d.app.file, "write", real)
        assert len(d.on_disk()) == 1
        await d.settle()
        assert "saved" in d.said("message")
        assert "NOT SAVED" not in d.said("message")


async def test_the_last_run_can_be_undone_after_a_restart(desk):
    async with desk() as d:
        await d.press("a", "x", "q")
    async with desk() as d:
        await d.press("u")
        assert d.states()[:2] == ["canonical", "undecided"]
        assert d.review.cursor == 1
        await d.press("u", "u")
        assert "nothing to undo" in d.said("message")
        assert d.on_disk() == {}
        await d.press("ctrl+r")
        assert d.states()[:2] == ["canonical", "undecided"]


@pytest.mark.parametrize("columns", [60, 80, 160])
async def test_that_all_is_saved_is_told_on_narrow_screens_too(desk, columns):
    async with desk(size=(columns, 24)) as d:
        await d.press("a")
        assert d.on_disk()
        await d.settle()
        assert "saved " in d.on_screen()
        assert "canonical: " in d.on_screen()


async def test_filter_and_order_are_kept_for_the_folder_until_they_are_cleared(desk):
    async with desk() as d:
        await d.press("F", *"size>2", "enter")
        assert len(d.review.order) == 1
    async with desk() as d:
        assert d.review.arranged == ("size>2", "score")
        assert "only size>2" in d.on_screen()
        await d.press("0")
        assert len(d.review.order) == 3
    async with desk() as d:
        assert d.review.arranged == ("", "score")


async def test_a_kept_filter_that_leaves_nothing_is_let_go(desk):
    async with desk() as d:
        await d.press("F", *"state:undecided", "enter")
        await d.press("a", "a", "a")
    async with desk() as d:
        assert len(d.review.order) == 3
