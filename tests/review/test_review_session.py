"""What every key does to the decisions, and back again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.review.desk import START, Desk, article, group
from tui.model import Change


def test_the_base_is_canonical_and_the_cursor_goes_on(desk):
    said = desk.review.choose_base()
    assert "a1" in said
    assert desk.states() == ["canonical", "undecided", "undecided"]
    assert desk.review.canonical(0) == ["a1"]
    assert desk.review.cursor == 1
    (record,) = desk.file().values()
    assert record.verdict == "canonical"
    assert [member.canonical for member in record.members] == [True, False]


def test_the_copy_shown_is_canonical(desk):
    desk.review.choose_shown()
    assert desk.review.canonical(0) == ["a2"]


def test_a_copy_is_chosen_by_number(desk):
    desk.review.go(1)
    desk.review.choose_number(3)
    assert desk.review.canonical(1) == ["b3"]


@pytest.mark.parametrize("number", [0, 3, 9])
def test_a_number_without_a_copy_decides_nothing(desk, number):
    said = desk.review.choose_number(number)
    assert "no copy" in said
    assert desk.changes == []
    assert desk.review.cursor == 0


@pytest.mark.parametrize(
    ("key", "state"),
    [("not_duplicates", "not-duplicates"), ("skip", "skipped"), ("flag", "flagged")],
)
def test_the_other_verdicts(desk, key, state):
    getattr(desk.review, key)()
    assert desk.states()[0] == state
    assert desk.review.cursor == 1
    assert desk.review.counts[state] == 1


def test_deciding_again_replaces_the_record(desk):
    desk.review.choose_base()
    desk.review.go(0)
    desk.review.choose_number(2)
    (record,) = desk.file().values()
    assert [member.canonical for member in record.members] == [False, True]
    assert desk.review.counts["canonical"] == 1


def test_undo_and_redo_over_all_steps_return_to_the_group(desk):
    review = desk.review
    review.choose_base()
    review.skip()
    review.put_note("ask the archive")
    after = desk.file()
    review.go(2)
    assert "note" in review.undo()
    assert review.cursor == 2
    review.undo()
    assert review.cursor == 1
    review.undo()
    assert review.cursor == 0
    assert desk.file() == {}
    assert desk.states() == ["undecided"] * 3
    assert review.undo() == "nothing to undo"
    for _ in range(3):
        review.redo()
    assert desk.file() == after
    assert review.redo() == "nothing to redo"


def test_a_new_action_forgets_what_was_undone(desk):
    desk.review.choose_base()
    desk.review.undo()
    desk.review.skip()
    assert desk.review.redo() == "nothing to redo"


def test_an_excluded_copy_is_out_of_the_group_and_can_come_back(desk):
    review = desk.review
    review.go(1)
    said = review.exclude_shown()
    assert "b2" in said
    assert review.cursor == 1, "excluding does not decide"
    assert review.excluded() == {"b2"}
    assert review.case.state == "undecided"
    assert "excluded" in review.choose_number(2)
    review.exclude_shown()
    assert review.excluded() == set()
    assert desk.file() == {}, "a record that says nothing is not kept"


def test_deciding_keeps_the_exclusions(desk):
    review = desk.review
    review.go(1)
    review.exclude_shown()
    review.choose_number(3)
    (record,) = desk.file().values()
    assert [(m.canonical, m.excluded) for m in record.members] == [
        (False, False),
        (False, True),
        (True, False),
    ]
    assert review.cases[1].state == "canonical"


def test_excluding_the_canonical_copy_opens_the_group_again(desk):
    review = desk.review
    review.go(1)
    review.choose_number(2)
    review.go(1)
    assert review.pair().base == "b2"
    review.swap()
    review.exclude_shown()
    assert review.cases[1].state == "undecided"
    assert review.excluded(1) == {"b2"}


def test_a_group_of_one_leaves_the_queue(desk):
    said = desk.review.exclude_shown()
    assert "leaves the queue" in said
    assert desk.states()[0] == "not-duplicates"
    assert desk.review.cursor == 1


def test_a_note_stands_on_an_undecided_group_and_survives_the_verdict(desk):
    review = desk.review
    review.put_note("two different mayors?")
    assert review.case.state == "undecided"
    assert review.note() == "two different mayors?"
    review.choose_base()
    assert review.note(0) == "two different mayors?"
    assert len(desk.file()) == 1
    review.go(0)
    review.put_note("")
    assert review.note(0) == ""
    assert review.cases[0].state == "canonical"


def test_an_empty_note_on_nothing_keeps_nothing(desk):
    desk.review.put_note("x")
    desk.review.put_note("")
    assert desk.file() == {}


def test_without_a_newcomer_the_same_verdict_says_what_it_is_for(desk):
    assert "newcomer" in desk.review.same_verdict()
    assert desk.changes == []


def test_two_texts_in_one_group_get_a_canonical_each_in_eight_keys():
    names = ("p1", "p2", "q1", "q2")
    desk = Desk(groups=[group(*names)], articles={name: article(name) for name in names})
    review = desk.review
    review.show_copy(1)  # b: q1 is shown
    review.put_in_other_part()  # D
    review.show_copy(1)  # b: q2 is shown
    review.put_in_other_part()  # D
    said = review.choose_number(1)
    assert "2 copies of this group still wait" in said
    assert review.cases[0].state == "undecided"
    review.choose_number(4)
    assert review.cases[0].state == "canonical"
    assert sorted(review.canonical()) == ["p1", "q2"]
    assert sorted(len(record.members) for record in desk.file().values()) == [2, 2]
    tomorrow = Desk(desk.file().values(), [group(*names)], review.articles)
    assert tomorrow.states() == ["canonical"]
    review.choose_number(3)
    assert sorted(review.canonical()) == ["p1", "q1"], "a part is decided again by itself"


def test_a_part_of_one_copy_cannot_be_canonical(desk):
    desk.review.go(1)
    desk.review.put_in_other_part()
    assert "excluded" in desk.review.choose_shown()
    assert {record.verdict for record in desk.file().values()} == {"undecided"}
    desk.review.choose_base()
    assert desk.review.cases[1].state == "canonical"


def test_joined_groups_are_one_case_and_undo_takes_them_apart(desk):
    review = desk.review
    review.go(2)
    said = review.join([0])
    assert "4 copies" in said
    assert [case.members for case in review.cases] == [("a1", "a2", "c1", "c2"), ("b1", "b2", "b3")]
    assert review.cursor == 0
    review.choose_number(3)
    assert review.canonical(0) == ["c1"]
    assert len(desk.file()) == 1
    tomorrow = Desk(desk.file().values())
    assert tomorrow.states() == ["canonical", "undecided"]
    review.undo()
    review.undo()
    assert [len(case.members) for case in review.cases] == [2, 3, 2]
    assert desk.file() == {}
    review.redo()
    assert [len(case.members) for case in review.cases] == [4, 3]


def test_many_groups_under_one_key_are_one_step_of_undo(desk):
    review = desk.review
    assert review.apply_to([0, 2], "skipped", review.skip) == 2
    assert desk.states() == ["skipped", "undecided", "skipped"]
    assert review.cursor == 0
    review.undo()
    assert desk.states() == ["undecided"] * 3


def test_a_rule_decides_and_its_name_is_kept(desk):
    review = desk.review
    assert review.choose_by_rule({0: "a2", 1: "b3"}, "longest") == 2
    assert desk.states() == ["canonical", "canonical", "undecided"]
    assert {record.rule for record in desk.file().values()} == {"longest"}
    review.undo()
    assert desk.file() == {}


def test_a_label_stands_and_goes(desk):
    review = desk.review
    review.put_label("spun")
    assert review.label() == "spun"
    review.choose_base()
    assert review.label(0) == "spun"
    review.go(0)
    review.put_label("")
    assert review.label() == ""
    assert review.case.state == "canonical"


def many(count=8):
    letters = "abcdefghijklmnop"[:count]
    articles = {f"{one}{n}": article(f"{one}{n}") for one in letters for n in (1, 2)}
    return Desk(groups=[group(f"{one}1", f"{one}2") for one in letters], articles=articles)


def test_the_pace_counts_decisions_by_hand_that_still_stand():
    review = many().review
    assert review.pace().decisions == 0
    review.choose_base()
    assert review.pace().decisions == 0, "the first one starts the clock"
    review.skip()
    review.not_duplicates()
    assert review.pace().decisions == 2
    assert review.pace().worked == 2, "the clock ticks once a decision"
    review.undo()
    assert review.pace().decisions == 1
    review.redo()
    assert review.pace().decisions == 2
    review.choose_by_rule({3: "d1", 4: "e1"}, "longest")
    assert review.pace().decisions == 2, "a rule's decisions are not by hand"


def test_the_pace_counts_a_group_decided_again_once():
    review = many().review
    review.choose_base()
    review.choose_base()
    for _ in range(3):
        review.go(0)
        review.not_duplicates()
    assert review.pace().decisions == 1
    review.go(1)
    review.put_note("only a note")
    review.put_label("spun")
    assert review.pace().decisions == 1
    review.choose_by_rule({1: "b2"}, "newest", replaces={1})
    assert review.pace().decisions == 0, "a rule has replaced one of the two"


def test_the_pace_counts_a_key_on_many_groups_once():
    review = many().review
    review.choose_base()
    review.apply_to([1, 2, 3, 4], "skipped", review.skip)
    review.go(5)
    review.choose_base()
    assert review.pace().decisions == 2
    for at in (1, 2, 3, 4):
        review.go(at)
        review.choose_base()
    assert review.pace().decisions == 5, "of the batch nothing stands any more"


def test_a_group_of_two_parts_counts_once_for_the_pace():
    names = ("p1", "p2", "q1", "q2", "r1", "r2")
    desk = Desk(
        groups=[group(*names[:4]), group(*names[4:], score=0.5)],
        articles={name: article(name) for name in names},
    )
    review = desk.review
    for shown in ("q1", "q2"):
        review.compare(shown)
        review.put_in_other_part()
    review.choose_number(1)
    review.choose_number(4)
    assert review.cases[0].state == "canonical"
    review.choose_base()
    assert review.pace().decisions == 1


def test_a_decision_of_mine_that_another_session_replaced_leaves_the_pace():
    desk = many()
    review = desk.review
    review.choose_base()
    review.choose_base()
    assert review.pace().decisions == 1
    (key, mine), *_ = desk.file().items()
    later = replace(mine, at=START + timedelta(hours=1), rule="longest")
    review.take_in([Change(*key, later)])
    assert review.pace().decisions == 0


def test_todays_work_is_counted(desk):
    desk.review.choose_base()
    desk.review.not_duplicates()
    desk.review.choose_by_rule({2: "c1"}, "longest")
    counted = desk.review.tally()
    assert counted.set_aside == 0
    assert (counted.decided, counted.by_hand, counted.by_rule) == (3, 2, 1)
    assert (counted.agreed, counted.suggested) == (0, 0), "nothing told the copies apart"
