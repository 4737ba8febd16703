"""What the decisions make of every group, today and tomorrow, for one reviewer and for several."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.review.desk import ARTICLES, GROUPS, Desk, group
from tui.model import Article, Change


def test_opening_writes_nothing_and_stands_on_the_first_open_group(desk):
    assert desk.changes == []
    assert desk.review.cursor == 0
    assert desk.review.case.members == ("a1", "a2")
    assert desk.review.open == 3


def test_decisions_are_there_again_the_next_day(desk):
    desk.review.choose_base()
    desk.review.flag()
    tomorrow = Desk(desk.file().values())
    assert tomorrow.states() == ["canonical", "flagged", "undecided"]
    assert tomorrow.review.cursor == 2
    assert tomorrow.changes == []


def test_an_edited_copy_brings_the_group_back_with_the_old_choice(desk):
    desk.review.choose_number(2)
    edited = ARTICLES | {"a1": Article("a1", "", 90, 500, "b2:" + "e" * 32, "b2:" + "f" * 32)}
    tomorrow = Desk(desk.file().values(), articles=edited)
    assert tomorrow.states()[0] == "stale"
    assert tomorrow.review.pair(0).base == "a2"
    assert any("a1" in reason for reason in tomorrow.review.cases[0].reasons)
    tomorrow.review.go(0)
    tomorrow.review.choose_base()
    assert tomorrow.states()[0] == "canonical"
    assert len(tomorrow.review.decisions) == 1, "the stale record is replaced"


def test_a_newcomer_gets_the_same_verdict_with_one_key(desk):
    desk.review.choose_number(2)
    grown = [group("a1", "a2", "z", score=0.97), *GROUPS[1:]]
    tomorrow = Desk(desk.file().values(), groups=grown)
    review = tomorrow.review
    assert review.cases[0].state == "stale"
    review.go(0)
    assert (review.pair().base, review.pair().shown) == ("a2", "z"), "the newcomer alone is asked"
    review.same_verdict()
    assert tomorrow.states()[0] == "canonical"
    assert review.canonical(0) == ["a2"]
    assert len(review.decisions) == 1


def test_two_reviewers_who_disagree_are_a_conflict_until_one_settles_it(desk):
    desk.review.choose_number(1)
    bob = Desk(desk.file().values(), reviewer="bob")
    bob.review.go(0)
    bob.review.choose_number(2)
    assert bob.states()[0] == "conflict"
    assert bob.review.counts["conflict"] == 1
    both = [*desk.file().values(), *bob.file().values()]
    alice = Desk(both)
    assert alice.states()[0] == "conflict"
    assert any("bob says a2" in reason for reason in alice.review.cases[0].reasons)
    alice.review.go(0)
    alice.review.choose_number(2)
    assert alice.states()[0] == "canonical"
    bob.review.go(0)
    bob.review.choose_number(2)
    assert bob.states()[0] == "canonical", "deciding again in the face of the other word settles it"
    bob.review.undo()
    assert bob.states()[0] == "conflict"


def test_in_a_blind_review_the_other_word_is_hidden_until_ones_own_is_given(desk):
    desk.review.choose_number(1)
    desk.review.choose_number(1)
    bob = Desk(desk.file().values(), reviewer="bob", blind=True)
    assert bob.states() == ["undecided"] * 3
    assert bob.review.canonical(0) == []
    assert bob.review.cases[0].standings == ()
    bob.review.choose_number(2)
    assert bob.states() == ["conflict", "undecided", "undecided"]
    assert bob.review.cursor == 1
    bob.review.undo()
    assert bob.states() == ["undecided"] * 3
    bob.review.redo()
    bob.review.go(1)
    bob.review.choose_number(1)
    assert bob.states() == ["conflict", "canonical", "undecided"], "they agree on the second"
    again = Desk([*desk.file().values(), *bob.file().values()], reviewer="bob", blind=True)
    assert again.states() == bob.states()


def test_a_review_of_nothing():
    desk = Desk(groups=[])
    assert desk.review.open == 0
    assert desk.review.cases == []
    assert not desk.review.go(3)
    assert not desk.review.go_to_next_open()
    assert desk.review.ahead() == []
    assert desk.review.undo() == "nothing to undo"


# ---- what another session of the same reviewer does -------------------------------------------------


def from_elsewhere(desk, hours):
    """What another session of the reviewer makes of the first group, by a clock that is `hours` off."""
    desk.review.cursor = 0
    desk.review.flag()
    (mine,) = desk.review.decisions.values()
    return mine, replace(mine, verdict="skipped", at=mine.at + timedelta(hours=hours))


@pytest.mark.parametrize("hours", [-3, 0, 3])
def test_what_another_session_made_of_what_is_seen_is_taken_in_whatever_the_clocks(desk, hours):
    mine, theirs = from_elsewhere(desk, hours)
    desk.review.take_in([Change(*mine.key, theirs, read=mine)])
    assert desk.states()[0] == "skipped"


@pytest.mark.parametrize("hours", [-3, 0, 3])
@pytest.mark.parametrize("read", [True, False])
def test_what_is_decided_anew_meanwhile_is_not_replaced_whatever_the_clocks(desk, hours, read):
    mine, theirs = from_elsewhere(desk, hours)
    desk.review.cursor = 0
    desk.review.not_duplicates()
    desk.review.take_in([Change(*mine.key, theirs, read=mine if read else None)])
    assert desk.states()[0] == "not-duplicates"
    assert desk.changes[-1].read == mine, "the store learns what was seen, and tells of a conflict"


def test_each_change_states_what_the_reviewer_had_seen(desk):
    desk.review.cursor = 0
    desk.review.flag()
    (first,) = desk.review.decisions.values()
    desk.review.cursor = 0
    desk.review.skip()
    (second,) = desk.review.decisions.values()
    desk.review.undo()
    desk.review.undo()
    assert [change.read for change in desk.changes] == [None, first, second, first]
    assert [change.decision for change in desk.changes] == [first, second, first, None]
