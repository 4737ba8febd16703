"""Who decided what and when, and what can be undone after a restart."""

import json
from dataclasses import replace

import pytest

from tests.store.conftest import DAY
from tui.store.decisions.toml_writer import block_of
from tui.store.decisions.undo_journal import Journal, RecordedAction, RecordedStep, as_json, log
from tui.store.merging.replaced_records import Replaced


@pytest.fixture
def path(tmp_path):
    return tmp_path / "decisions.toml"


@pytest.fixture
def deed(change, removal):
    """A deed that made each decision where there was none."""

    def of(*decisions, name="canonical"):
        steps = tuple(
            RecordedStep(one.members[0].path, (removal(one),), (change(one),)) for one in decisions
        )
        return RecordedAction(name, decisions[0].at, steps)

    return of


def held(*decisions):
    return {decision.key: decision for decision in decisions}


def replaced(decision, how="decision", verdict="flagged"):
    return Replaced(decision, how, DAY, "bob", verdict)


def test_the_log_is_newest_first(decide):
    found = log(
        [decide(0), decide(1, minutes=5, note="sure"), decide(2, minutes=3)],
        [replaced(decide(3, minutes=9))],
    )
    assert [entry.at.minute for entry in found] == [49, 45, 43, 40]
    assert [entry.gave_way for entry in found] == [True, False, False, False]
    assert (found[0].how, found[0].replaced_by, found[0].new_verdict) == (
        "decision",
        "bob",
        "flagged",
    )
    assert found[1].note == "sure"
    assert found[1].canonical == "wire/0001-0.txt"


def test_what_still_stands_was_not_replaced_and_nothing_is_listed_twice(decide):
    gone = decide(1)
    found = log([decide(0)], [replaced(decide(0)), replaced(gone), replaced(gone, "outside")])
    assert [(entry.id, entry.how) for entry in found] == [
        (one.id, how)
        for one, how in sorted(
            [(decide(0), ""), (gone, "decision")], key=lambda p: p[0].id, reverse=True
        )
    ]


def test_both_verdicts_of_a_conflict_are_listed(decide):
    later = decide(0, verdict="skipped", minutes=1)
    found = log([replace(decide(0), concurrent=(later,))])
    assert [(entry.verdict, entry.in_conflict) for entry in found] == [
        ("skipped", True),
        ("canonical", True),
    ]


def test_an_entry_is_json(decide):
    (entry,) = log([decide(0, verdict="flagged", label="spun")])
    said = json.loads(json.dumps(as_json(entry)))
    assert said["at"] == "2026-11-22T13:40:00Z"
    assert (said["verdict"], said["canonical"], said["label"]) == ("flagged", "", "spun")
    assert said["members"] == ["wire/0000-0.txt", "wire/0000-1.txt"]


def test_what_the_last_run_did_can_be_undone_by_the_next(path, decide, deed):
    journal = Journal(path)
    deeds = [deed(decide(0)), deed(decide(1), decide(2), name="rule longest")]
    for one in deeds:
        journal.note(one)
    assert Journal(path).undoable(held(decide(0), decide(1), decide(2))) == tuple(deeds)


def test_what_was_undone_is_not_undone_again(path, decide, deed):
    journal = Journal(path)
    deeds = [deed(decide(n)) for n in range(3)]
    for one in deeds:
        journal.note(one)
    journal.take_back()
    journal.take_back()
    journal.do_again()
    assert Journal(path).undoable(held(decide(0), decide(1))) == tuple(deeds[:2])
    journal.note(deed(decide(5)))
    journal.do_again()
    assert [d.at for d in Journal(path).undoable(held(decide(0), decide(1), decide(5)))] == [
        deeds[0].at,
        deeds[1].at,
        deed(decide(5)).at,
    ]


def test_what_somebody_changed_since_is_where_undoing_ends(path, decide, deed):
    journal = Journal(path)
    deeds = [deed(decide(n)) for n in range(3)]
    for one in deeds:
        journal.note(one)
    now = held(decide(0), decide(1, verdict="flagged"), decide(2))
    assert Journal(path).undoable(now) == (deeds[2],)
    assert Journal(path).undoable(held()) == ()


def test_a_change_of_one_record_again_and_again_is_walked_back(path, decide, change, removal):
    journal = Journal(path)
    first, second = decide(0), decide(0, verdict="flagged", minutes=1)
    journal.note(
        RecordedAction(
            "canonical", first.at, (RecordedStep("a", (removal(first),), (change(first),)),)
        )
    )
    journal.note(
        RecordedAction(
            "flagged", second.at, (RecordedStep("a", (change(first),), (change(second),)),)
        )
    )
    assert [d.name for d in Journal(path).undoable(held(second))] == ["canonical", "flagged"]
    assert Journal(path).undoable(held(first)) == ()


def test_a_new_run_begins_a_new_journal_with_what_it_took_over(path, decide, deed):
    Journal(path).note(deed(decide(0)))
    second = Journal(path)
    second.undoable(held(decide(0)))
    second.note(deed(decide(1)))
    both = Journal(path).undoable(held(decide(0), decide(1)))
    assert len(both) == 2
    third = Journal(path)
    third.note(deed(decide(2)))
    assert len(Journal(path).undoable(held(decide(0), decide(1), decide(2)))) == 1


def test_a_torn_line_is_passed_over(path, decide, deed, home):
    Journal(path).note(deed(decide(0)))
    (file,) = home.rglob("*.jsonl")
    assert file.stat().st_mode & 0o777 == 0o600
    with file.open("a") as journal:
        journal.write('{"do": {"name": "x"}}\n[1]\n{"do": {"na')
    assert len(Journal(path).undoable(held(decide(0)))) == 1


def test_where_no_journal_can_be_written_nothing_happens(path, decide, deed, home):
    (home / ".local").write_text("a file where a folder should be")
    Journal(path).note(deed(decide(0)))
    assert Journal(path).undoable(held(decide(0))) == ()


def test_what_is_replaced_is_recorded_for_the_log(path, decide):
    first = replaced(decide(0, note="first thought", settles=("bob",)), "rule")
    first = replace(first, rule="longest", decision=replace(first.decision, follows=("0" * 16,)))
    assert Journal(path).record([first])
    mark = Journal(path).size()
    assert Journal(path).record([replaced(decide(1), "undo", "")])
    assert Journal(path).replaced() == (first, replaced(decide(1), "undo", ""))
    assert Journal(path).replaced()[0].decision.follows == ("0" * 16,)
    assert Journal(path).replaced_since(mark) == (replaced(decide(1), "undo", ""),)
    assert Journal(path.with_name("other.toml")).replaced() == ()


def test_a_record_of_an_earlier_version_and_a_torn_line_are_read(path, decide, home):
    Journal(path).record([replaced(decide(0))])
    (file,) = home.rglob("*.lost.jsonl")
    old = json.dumps({"lost": block_of(decide(1))})
    file.write_text(f'{old}\n{{"lost": 1}}\n{{"lost": "x", "how": "magic"}}\n{{"lost": "to')
    Journal(path).record([replaced(decide(2))])
    assert [one.decision for one in Journal(path).replaced()] == [decide(1), decide(2)]


def test_where_nothing_can_be_recorded_the_caller_learns(path, decide, home):
    (home / ".local").write_text("a file where a folder should be")
    assert not Journal(path).record([replaced(decide(0))])
    assert Journal(path).replaced() == ()
    assert Journal(path).size() == 0
