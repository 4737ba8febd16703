"""Groups of other tools on the screen, in a real terminal: who put them together, and who is odd."""

import pytest

from tests.screens.pty_terminal import Terminal
from tui.store.decisions.decisions_file import DecisionsFile


@pytest.fixture
def review(folder, tmp_path):
    def opened(*names):
        (tmp_path / "own.csv").write_text("group,path\n" + "".join(f"1,{n}\n" for n in names))
        (folder / "extra.txt").write_text(
            "The ice rink of Tolm stays open until the ducks return.\n"
        )
        words = ("review", "--no-cache", folder, "--groups", tmp_path / "own.csv", "--alone")
        return Terminal(*words, columns=160, rows=40)

    return opened


def test_a_false_group_shows_its_odd_member_and_is_decided(review, folder):
    with review("owls-1.txt", "owls-2.txt", "extra.txt") as terminal:
        terminal.wait_for("0 of 1 decided")
        terminal.wait_for("put together by csv; 1 of 3 matches no other member: extra.txt")
        terminal.wait_for("matches no other copy")
        terminal.press("a")
        terminal.wait_for("1 group, 0 still open")
        terminal.press("qq")
        while terminal.process.poll() is None:
            terminal.read()
    (record,) = DecisionsFile(folder / "decisions.toml").load().decisions
    assert {member.path for member in record.members} == {"owls-1.txt", "owls-2.txt", "extra.txt"}
    assert record.verdict == "canonical"


def test_what_cannot_be_resolved_is_said_on_the_screen(review):
    with review("owls-1.txt", "owls-2.txt", "gone.txt") as terminal:
        terminal.wait_for("not resolved in --groups: gone.txt")
