"""Before the program is stopped for a while, what was decided is on the disk: a stopped program saves nothing."""

import time

from textual.app import App

from tui.store.decisions.decisions_file import DecisionsFile


async def test_a_decision_that_is_being_saved_is_on_the_disk_before_the_program_stops(
    desk, monkeypatch
):
    write, stopped_with = DecisionsFile.write, []

    def slowly(self, changes):
        time.sleep(0.3)
        return write(self, changes)

    async with desk() as d:
        path = d.app.file.path
        monkeypatch.setattr(DecisionsFile, "write", slowly)
        monkeypatch.setattr(
            App,
            "action_suspend_process",
            lambda _app: stopped_with.append(len(DecisionsFile(path).load().decisions)),
        )
        await d.pilot.press("a")
        await d.press("ctrl+z")
    assert stopped_with == [1]
