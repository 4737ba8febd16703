"""A review after `apply`: what is left of the groups that were decided and carried out."""

import pytest

from tests.review.desk import ARTICLES, GROUPS, Desk, article, group
from tests.review.test_incremental import reviewing


def decided():
    """Everything decided; then the copies that are not canonical are taken out."""
    desk = Desk()
    for _ in GROUPS:
        desk.review.choose_base()
    left = {name: ARTICLES[name] for name in ("a1", "b1", "c1", "z")}
    return list(desk.file().values()), left


def test_groups_that_were_applied_are_counted():
    records, left = decided()
    review = Desk(records, [], left).review
    assert (len(review.cases), review.applied, review.open) == (0, 3, 0)


def test_two_reviewers_of_one_group_are_one_group():
    records, left = decided()
    other = Desk(reviewer="bob")
    other.review.choose_base()
    review = Desk([*records, *other.file().values()], [], left).review
    assert (len(review.orphans), review.applied) == (4, 3)


@pytest.mark.parametrize("growing", [False, True])
def test_a_newcomer_is_one_group_more_and_the_others_are_not(growing):
    records, left = decided()
    left = {**left, "n": article("n", "New")}
    review = reviewing(decisions=records, articles=left, growing=growing)
    if growing:
        review.grow([group("a1", "n")])
    else:
        review = reviewing([group("a1", "n")], records, articles=left, growing=False)
    assert [case.state for case in review.cases] == ["stale"]
    assert review.case.standings[0].newcomers == ("n",)
    review.complete([group("a1", "n")])
    assert [case.state for case in review.cases] == ["stale"]
    assert review.applied == 2


@pytest.mark.parametrize("key", ["same_verdict", "not_duplicates", "skip", "flag"])
def test_deciding_the_newcomer_keeps_what_was_said_of_the_copies_that_are_out(key):
    records, left = decided()
    left = {**left, "n": article("n", "New")}
    desk = Desk(records, [group("a1", "n")], left)
    getattr(desk.review, key)()
    assert desk.review.open == 0
    kept = {record.key: record for record in records} | desk.file()
    assert records[0].key in kept
    assert all(change.decision is not None for change in desk.changes)
    back = Desk(kept.values(), [group("a1", "a2", "n"), *GROUPS[1:]], {**ARTICLES, **left}).review
    assert back.open == 0, "the copies are back, and all is as it was decided"
    desk.review.undo()
    assert [case.state for case in desk.review.cases] == ["stale"]


def test_another_canonical_copy_replaces_what_was_said():
    records, left = decided()
    left = {**left, "n": article("n", "New")}
    desk = Desk(records, [group("a1", "n")], left)
    desk.review.choose_number(2)
    assert desk.review.open == 0
    assert [(gone.id, gone.reviewer) for gone in desk.changes if gone.decision is None] == [
        records[0].key
    ]
