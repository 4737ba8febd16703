"""What others write into the decisions file while it is open: nothing of theirs or ours is lost, and it is told."""

import errno
import threading
import time
from dataclasses import replace

import pytest

from tests.store.on_disk import Refusing, held, others
from tui.errors import DecisionsError
from tui.store.decisions_file import DecisionsFile


def test_what_somebody_else_saved_meanwhile_is_kept_and_told(
    path, open_file, decide, change, removal
):
    mine, yours = open_file(), open_file()
    mine.write([change(decide(0)), change(decide(1))])
    yours.write([change(decide(2, reviewer="bob"))])
    outcome = mine.write([change(decide(3))])
    assert held(path) == {decide(0), decide(1), decide(2, reviewer="bob"), decide(3)}
    assert outcome.news == (change(decide(2, reviewer="bob")),)
    path.write_text(path.read_text().replace('"bob"', '"carol"'))
    outcome = mine.write([change(decide(4))])
    assert set(outcome.news) == {
        removal(decide(2, reviewer="bob")),
        change(decide(2, reviewer="carol")),
    }


@pytest.mark.parametrize("minutes", [5, -5])
def test_changed_on_both_sides_unread_is_a_conflict_whatever_the_clocks(
    minutes, path, open_file, decide, change
):
    mine = open_file()
    mine.write([change(decide(0, minutes=-9))])
    theirs, ours = decide(0, verdict="flagged", minutes=minutes), decide(0, verdict="skipped")
    DecisionsFile(path).write([change(theirs)])
    outcome = mine.write([change(ours)])
    later, earlier = (theirs, ours) if minutes > 0 else (ours, theirs)
    both = replace(later, concurrent=(earlier,))
    assert held(path) == {both}
    assert outcome.news == (change(both),)
    assert any("decided differently in two sessions" in note for note in outcome.notes)


def test_after_a_failure_it_is_still_known_what_both_sides_changed(path, decide, change):
    disk = Refusing("fsync", errno.EIO)
    file = DecisionsFile(path, disk)
    DecisionsFile(path).write([change(decide(0, minutes=-9))])
    file.load()
    theirs, ours = decide(0, verdict="flagged", minutes=5), decide(0, verdict="skipped")
    DecisionsFile(path).write([change(theirs), change(decide(1))])
    with pytest.raises(DecisionsError):
        file.write([change(ours)])
    disk._call = ""
    outcome = file.write([change(ours)])
    both = replace(theirs, concurrent=(ours,))
    assert held(path) == {both, decide(1)}
    assert set(outcome.news) == {change(both), change(decide(1))}


def test_a_removal_by_hand_is_a_change(path, open_file, decide, change, removal):
    open_file().write([change(decide(0)), change(decide(1))])
    file = open_file()
    DecisionsFile(path).write([removal(decide(0))])
    file.write([change(decide(2))])
    assert held(path) == {decide(1), decide(2)}


def test_what_this_run_saved_is_put_back_when_another_drops_it(path, open_file, decide, change):
    file = open_file()
    file.write([change(decide(0))])
    old = path.read_bytes()
    file.write([change(decide(1)), change(decide(0, verdict="flagged", minutes=1))])
    path.with_suffix(".old").write_bytes(old)
    path.with_suffix(".old").replace(path)  # as `git checkout` does
    outcome = file.write([change(decide(2))])
    assert held(path) == {decide(0, verdict="flagged", minutes=1), decide(1), decide(2)}
    assert any("put back" in note for note in outcome.notes)


def test_an_undo_of_this_run_is_not_put_back(path, open_file, decide, change, removal):
    file = open_file()
    file.write([change(decide(0)), change(decide(1))])
    file.write([removal(decide(0))])
    DecisionsFile(path).write([change(decide(5))])
    file.write([change(decide(2))])
    assert held(path) == {decide(1), decide(2), decide(5)}


def test_deleted_while_open_it_is_written_anew_and_said(path, open_file, decide, change):
    file = open_file()
    file.write([change(decide(0))])
    path.unlink()
    outcome = file.write([change(decide(1))])
    assert held(path) == {decide(0), decide(1)}
    assert any("was gone" in note for note in outcome.notes)


def test_emptied_while_open_it_is_left_alone_until_somebody_mends_it(
    path, open_file, decide, change
):
    file = open_file()
    file.write([change(decide(0))])
    path.write_bytes(b"")
    with pytest.raises(DecisionsError, match="became empty"):
        file.write([change(decide(1))])
    assert path.read_bytes() == b""
    path.unlink()
    file.write([change(decide(1))])
    assert held(path) == {decide(0), decide(1)}


def test_damaged_while_open_it_is_left_alone(path, open_file, decide, change):
    file = open_file()
    file.write([change(decide(0))])
    path.write_text(path.read_text() + "oh = = 1\n")
    before = path.read_bytes()
    with pytest.raises(DecisionsError, match="not TOML"):
        file.write([change(decide(1))])
    assert path.read_bytes() == before


def test_a_file_that_an_editor_is_writing_is_waited_for(path, open_file, decide, change):
    open_file().write([change(decide(n)) for n in range(4)])
    file = open_file()
    whole = path.read_text()
    half = whole.index("[[decision]]", len(whole) // 2)

    def edit():
        with path.open("w") as out:
            out.write(whole[:half])
            out.flush()
            begun.set()
            time.sleep(0.03)
            out.write("# by hand\n" + whole[half:])

    begun = threading.Event()
    editor = threading.Thread(target=edit)
    editor.start()
    begun.wait()
    file.write([change(decide(9))])
    editor.join()
    assert held(path) == {decide(n) for n in (0, 1, 2, 3, 9)}
    assert "# by hand" in path.read_text()


def test_many_programs_at_once_lose_nothing(path, decide, change):
    def write(who):
        file = DecisionsFile(path)
        for number in range(12):
            file.write([change(decide(number, reviewer=who))])

    threads = [threading.Thread(target=write, args=(f"r{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert held(path) == {decide(n, reviewer=f"r{who}") for n in range(12) for who in range(4)}
    assert others(path) == []
