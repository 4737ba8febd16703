"""What an earlier run could not save, offered on the screen while the disk is still full, and later."""

import os

import pytest

from tui.errors import DecisionsError
from tui.model import Change
from tui.screens.prompts import ChoiceScreen
from tui.screens.review_screen import ReviewScreen
from tui.store.decisions.decisions_file import DecisionsFile
from tui.store.rescue import rescue_files


@pytest.fixture
async def rescued(desk, folder, monkeypatch):
    """A decision that is in a rescue file of a program that has ended."""
    async with desk() as d:
        await d.press("x")
        (record,) = d.on_disk().values()
    path = folder / "decisions.toml"
    path.unlink()
    with monkeypatch.context() as patched:
        patched.setattr(rescue_files.process, "tag", lambda: "0000ffff-1-1")
        assert rescue_files.keep_aside(path, [Change(record.id, record.reviewer, record)])
    return record


@pytest.fixture
def full_disk(monkeypatch):
    """A disk on which nothing can be saved, until it is called."""
    full = [True]
    write = DecisionsFile.write

    def refuse(self, changes):
        if full:
            raise DecisionsError("no space left on device", where=str(self.path), do="Make room")
        return write(self, changes)

    monkeypatch.setattr(DecisionsFile, "write", refuse)
    return full.clear


async def test_taking_up_on_a_full_disk_is_a_message_and_the_review_opens(
    desk, rescued, full_disk, folder
):
    async with desk() as d:
        assert isinstance(d.app.screen, ChoiceScreen)
        await d.press("enter")
        assert isinstance(d.app.screen, ReviewScreen)
        assert d.states() == ["undecided"] * 3
        assert "asked again at the next start" in d.said("message")
        assert any("no space left on device" in line for line in d.screen.log_of_trouble)
    assert not (folder / "decisions.toml").exists()
    full_disk()
    async with desk() as d:
        assert isinstance(d.app.screen, ChoiceScreen)
        await d.press("enter")
        assert "not-duplicates" in d.states()
        assert list(d.on_disk().values()) == [rescued]
    async with desk() as d:
        assert isinstance(d.app.screen, ReviewScreen)


async def test_a_planted_fifo_is_said_and_does_not_hold_the_start_up(desk, rescued, folder):
    (file,) = rescue_files.pending(folder / "decisions.toml")
    file.file.unlink()
    os.mkfifo(file.file)
    async with desk() as d:
        assert isinstance(d.app.screen, ReviewScreen)
        assert any(
            f"{file.file} (it is not a regular file)" in line for line in d.screen.log_of_trouble
        )
        assert rescued not in d.on_disk().values()
