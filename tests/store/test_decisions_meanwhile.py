"""What others write into the decisions file while it is open: nothing of theirs or ours is lost, and it is told."""

import errno
import threading
import time
from dataclasses import replace

import pytest

from tests.store.on_disk import Refusing, held, others
from tui.errors import DecisionsError
from tui.model import Change
from tui.store.decisions.decisions_file import DecisionsFile
from tui.store.decisions.undo_journal import Journal, log
from tui.store.merging.record_order import alternatives


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


@pytest.mark.parametrize("hours", [-3, 0, 3])
def test_a_verdict_given_in_knowledge_of_another_replaces_it_whatever_the_clocks(
    hours, path, open_file, decide, change
):
    one = open_file()
    one.write([change(decide(0))])
    other = open_file()
    later = decide(0, verdict="flagged", minutes=60 * hours)
    other.write([change(later)])
    outcome = one.write([change(decide(1))])
    assert held(path) == {later, decide(1)}
    assert outcome.news == (change(later),)
    assert "put back" not in " ".join(outcome.notes)
    other.write([change(decide(2))])
    assert held(path) == {later, decide(1), decide(2)}
    (entry,) = Journal(path).replaced()
    assert (entry.decision, entry.how, entry.by, entry.verdict) == (
        decide(0),
        "decision",
        "alice",
        "flagged",
    )


@pytest.mark.parametrize("hours", [-3, 0, 3])
def test_a_change_states_what_its_writer_had_read(hours, path, open_file, decide, change):
    file = open_file()
    theirs, mine = decide(0), decide(0, verdict="flagged", minutes=60 * hours)
    DecisionsFile(path).write([change(theirs)])
    file.write([change(decide(1))])  # the file has read theirs, the reviewer not yet
    outcome = file.write([replace(change(mine), read=None)])
    (both,) = [one for one in held(path) if one.id == mine.id]
    assert set(alternatives(both)) == {theirs, mine}
    assert outcome.news == (change(both),)
    assert outcome.news[0].read == mine
    settled = decide(0, verdict="skipped", minutes=60 * hours)
    file.write([replace(change(settled), read=both)])
    assert held(path) == {settled, decide(1)}
    assert [entry.decision for entry in Journal(path).replaced()] == [both]


def test_of_a_conflict_what_was_not_read_stays_in_it(path, open_file, decide, change):
    file = open_file()
    DecisionsFile(path).write([change(decide(0, verdict="flagged"))])
    first, second = decide(0), decide(0, verdict="not-duplicates", minutes=1)
    file.write([replace(change(first), read=None)])
    file.write([replace(change(second), read=first)])  # before the conflict was seen
    (both,) = held(path)
    assert set(alternatives(both)) == {second, decide(0, verdict="flagged")}
    file.write([replace(removal_of(second), read=second)])
    assert held(path) == {decide(0, verdict="flagged")}


def removal_of(decision):
    return Change(decision.id, decision.reviewer, None)


def test_an_undo_of_what_others_have_replaced_leaves_theirs(path, open_file, decide, change):
    file = open_file()
    file.write([change(decide(0))])
    theirs = decide(0, verdict="flagged", minutes=-90)
    open_file().write([change(theirs)])
    outcome = file.write([removal_of(theirs)])
    assert held(path) == {theirs}
    assert outcome.news == (change(theirs),)


def test_an_undo_in_another_session_is_not_put_back_and_is_in_the_journal(
    path, open_file, decide, change
):
    file = open_file()
    file.write([change(decide(0)), change(decide(1))])
    file.write([change(decide(1, verdict="flagged", minutes=1))])
    other = open_file()
    other.write([removal_of(decide(0)), change(decide(1))])  # both are taken back
    outcome = file.write([change(decide(2))])
    assert held(path) == {decide(1), decide(2)}
    assert set(outcome.news) == {removal_of(decide(0)), change(decide(1))}
    replaced = Journal(path).replaced()
    assert [(one.decision, one.how, one.verdict) for one in replaced] == [
        (decide(1), "decision", "flagged"),
        (decide(0), "undo", ""),
        (decide(1, verdict="flagged", minutes=1), "undo", "canonical"),
    ]


def test_what_a_rule_of_another_reviewer_replaces_is_not_put_back(path, open_file, decide, change):
    file = open_file()
    file.write([change(decide(0))])
    by_rule = decide(0, reviewer="bob", verdict="canonical", rule="longest", minutes=-200)
    outcome = open_file().write([removal_of(decide(0)), change(by_rule)])
    file.write([change(decide(1))])
    assert held(path) == {by_rule, decide(1)}
    (one,) = outcome.replaced
    assert (one.decision, one.how, one.by, one.rule) == (decide(0), "rule", "bob", "longest")
    assert Journal(path).replaced() == outcome.replaced


def test_a_verdict_dropped_after_it_was_undone_and_given_again_is_put_back(
    path, open_file, decide, change
):
    file = open_file()
    file.write([change(decide(5))])
    old = path.read_bytes()
    file.write([change(decide(0))])
    file.write([removal_of(decide(0))])
    file.write([change(decide(0))])
    path.write_bytes(old)
    file.write([change(decide(1))])
    assert held(path) == {decide(0), decide(1), decide(5)}


def test_another_verdict_from_outside_on_what_this_run_saved_is_a_conflict(
    path, open_file, decide, change
):
    file = open_file()
    other = path.with_name("branch.toml")
    theirs = decide(0, verdict="flagged", minutes=-600)
    DecisionsFile(other).write([change(theirs)])
    file.write([change(decide(0))])
    other.replace(path)  # as `git checkout` of another branch does
    outcome = file.write([change(decide(1))])
    both = replace(decide(0), concurrent=(theirs,))
    assert held(path) == {both, decide(1)}
    assert outcome.news == (change(both), change(decide(1)))[: len(outcome.news)]
    assert any("decide again to settle the conflict" in note for note in outcome.notes)


def test_what_a_person_edits_in_the_file_stays_and_what_it_replaced_is_recorded(
    path, open_file, decide, change
):
    file = open_file()
    file.write([change(decide(0))])
    text = path.read_text().replace('"canonical"', '"skipped"').replace(", canonical = true", "")
    path.write_text(text)
    outcome = file.write([change(decide(1))])
    edited = DecisionsFile(path).load().decisions
    assert {one.verdict for one in edited if one.id == decide(0).id} == {"skipped"}
    (one,) = outcome.replaced
    assert (one.decision, one.how, one.verdict) == (decide(0), "outside", "skipped")
    assert any(
        "changed or removed by an editor, git or another account" in note for note in outcome.notes
    )


def test_a_rule_that_did_not_know_of_a_verdict_by_hand_yields_to_it(
    path, open_file, decide, change
):
    file = open_file()
    open_file().write([change(decide(0))])
    by_rule = decide(0, verdict="flagged", minutes=200, rule="longest")
    outcome = file.write([change(by_rule)])
    assert held(path) == {decide(0)}
    assert outcome.news == (change(decide(0)),)
    assert [(one.decision, one.how) for one in outcome.replaced] == [(by_rule, "session")]


def test_a_failed_save_is_not_in_the_log(path, decide, change):
    disk = Refusing("fsync", errno.EIO)
    DecisionsFile(path).write([change(decide(0))])
    file = DecisionsFile(path, disk)
    file.load()
    for _ in range(3):
        with pytest.raises(DecisionsError):
            file.write([change(decide(0, verdict="flagged"))])
    assert len(Journal(path).replaced()) == 1, "recorded once, before the file would change"
    assert [entry.gave_way for entry in log(held(path), Journal(path).replaced())] == [False]


def test_what_cannot_be_recorded_is_said(path, open_file, decide, change, home):
    (home / ".local").write_text("a file where a folder should be")
    file = open_file()
    file.write([change(decide(0))])
    outcome = file.write([change(decide(0, verdict="flagged"))])
    assert held(path) == {decide(0, verdict="flagged")}
    assert any("could not be recorded for `copydesk log`" in note for note in outcome.notes)


def test_what_was_read_again_unchanged_is_still_put_back_when_it_is_dropped(
    path, open_file, decide, change
):
    file = open_file()
    file.write([change(decide(0))])
    old = path.read_bytes()
    file.write([change(decide(1))])
    path.write_text("# by hand\n" + path.read_text().replace("\n\n", "\n\n# and here\n"))
    file.write([change(decide(2))])
    path.write_bytes(old)
    file.write([change(decide(3))])
    assert held(path) == {decide(n) for n in range(4)}


def test_a_change_of_what_others_dropped_records_what_it_replaces(path, open_file, decide, change):
    file = open_file()
    file.write([change(decide(0))])
    old = path.read_bytes()
    flagged, skipped = (decide(0, verdict=verdict) for verdict in ("flagged", "skipped"))
    file.write([change(flagged)])
    path.write_bytes(old)
    file.write([change(skipped)])
    assert held(path) == {skipped}
    assert [one.decision for one in Journal(path).replaced()] == [decide(0), flagged]


def test_of_several_changes_of_a_key_in_one_save_all_are_recorded(path, open_file, decide, change):
    verdicts = ("canonical", "flagged", "skipped")
    open_file().write([change(decide(0, verdict=verdict)) for verdict in verdicts])
    assert held(path) == {decide(0, verdict="skipped")}
    assert {one.decision.verdict for one in Journal(path).replaced()} == {"canonical", "flagged"}


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
