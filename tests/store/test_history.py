"""Who decided what and when, and what can be undone after a restart."""

import json

import pytest

from tui.store.history import Deed, Did, Journal, as_json, log


@pytest.fixture
def path(tmp_path):
    return tmp_path / "decisions.toml"


@pytest.fixture
def deed(change, removal):
    """A deed that made each decision where there was none."""

    def of(*decisions, name="canonical"):
        steps = tuple(
            Did(one.members[0].path, (removal(one),), (change(one),)) for one in decisions
        )
        return Deed(name, decisions[0].at, steps)

    return of


def held(*decisions):
    return {decision.key: decision for decision in decisions}


def test_the_log_is_newest_first(decide):
    found = log(
        [decide(0), decide(1, minutes=5, note="sure"), decide(2, minutes=3)], [decide(3, minutes=9)]
    )
    assert [entry.at.minute for entry in found] == [49, 45, 43, 40]
    assert [entry.gave_way for entry in found] == [True, False, False, False]
    assert found[1].note == "sure"
    assert found[1].canonical == "wire/0001-0.txt"


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
    journal.note(Deed("canonical", first.at, (Did("a", (removal(first),), (change(first),)),)))
    journal.note(Deed("flagged", second.at, (Did("a", (change(first),), (change(second),)),)))
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


def test_what_gave_way_is_kept_for_the_log(path, decide):
    Journal(path).keep_lost([decide(0, note="first thought")])
    Journal(path).keep_lost([decide(1)])
    assert Journal(path).lost() == (decide(0, note="first thought"), decide(1))
    assert Journal(path.with_name("other.toml")).lost() == ()
