"""What a verdict says of the copies that a later key, another reviewer or a newcomer does not concern stays."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.review.desk import Desk, article, group
from tui.commands.export import clusters_of
from tui.exchange.writers.clusters import checked
from tui.model import OPEN_STATES
from tui.review.rule_scope import waiting_members

COPIES = {name: article(name, words=100 + at) for at, name in enumerate(("p1", "p2", "p3", "n"))}


def desk_of(records, *groups, reviewer="alice"):
    return Desk(records, [group(*names) for names in groups], COPIES, reviewer=reviewer)


def exported(desk, undecided="suggest"):
    clusters = checked(clusters_of(desk.review, undecided=undecided))
    return {(copy.article.id, copy.of) for one in clusters for copy in one.copies if copy.dropped}


def held(desk):
    return list(desk.review.decisions.values())


def two_reviewers():
    ana = desk_of([], ("p1", "p2"))
    ana.review.choose_number(1)
    ben = desk_of(held(ana), ("p1", "p2", "p3"), reviewer="bob")
    ben.ticks = 100
    ben.review.choose_number(2)
    assert ben.states() == ["conflict"]
    return ben


def test_a_newcomer_does_not_end_a_conflict():
    desk = desk_of(held(two_reviewers()), ("p1", "p2", "p3", "n"))
    assert desk.states() == ["conflict"]
    assert exported(desk) == set()


def test_a_newcomer_does_not_bring_back_a_verdict_that_was_overruled():
    ben = two_reviewers()
    ben.review.choose_number(2)
    assert ben.states() == ["canonical"]
    desk = desk_of(held(ben), ("p1", "p2", "p3", "n"))
    assert desk.states() == ["stale"]
    assert exported(desk, "skip") == {("p1", "p2"), ("p3", "p2")}


def test_two_records_of_one_reviewer_that_differ_can_be_exported():
    first = desk_of([], ("p1", "p2"))
    first.review.choose_number(1)
    other = desk_of([], ("p1", "p3"))
    other.ticks = 100
    other.review.choose_number(2)
    desk = desk_of([*held(first), *held(other)], ("p1", "p2", "p3"))
    assert desk.states() == ["stale"], "p2 has lost its canonical copy"
    assert exported(desk, "skip") == {("p1", "p3")}
    assert any("another decision of the same reviewer" in why for why in desk.review.case.reasons)


def test_the_same_verdict_for_a_newcomer_is_refused_where_its_canonical_copy_is_excluded():
    first = desk_of([], ("p1", "p2"))
    first.review.choose_number(1)
    ben = desk_of(held(first), ("p1", "p2", "p3"), reviewer="bob")
    ben.review.swap()
    assert ben.review.pair().shown == "p1"
    ben.review.exclude_shown()
    assert "p1" in ben.review.excluded()
    assert "d puts it back" in ben.review.same_verdict()


def test_an_excluded_copy_that_another_reviewer_chose_is_no_canonical_copy_of_a_part():
    first = desk_of([], ("p1", "p2", "p3"))
    first.review.choose_number(1)
    ben = desk_of(held(first), ("p1", "p2", "p3", "n"), reviewer="bob")
    ben.review.swap()
    assert ben.review.pair().shown == "p1"
    ben.review.exclude_shown()
    ben.review.compare("p2")
    ben.review.put_in_other_part()
    ben.review.compare("p3")
    ben.review.put_in_other_part()
    assert "p1" in ben.review.excluded()


def test_a_copy_that_is_put_back_leaves_the_other_part_with_two_copies():
    desk = desk_of([], ("p1", "p2", "p3"))
    for name in ("p2", "p3", "p3"):
        desk.review.swap() if desk.review.pair().base == name else desk.review.compare(name)
        desk.review.put_in_other_part()
    assert desk.review.excluded() == {"p2"}
    assert desk.states() == ["undecided"]


def test_an_edited_copy_is_chosen_for_the_copies_that_it_was_decided_with():
    first = desk_of([], ("p1", "p2", "p3", "n"))
    first.review.not_duplicates()
    second = desk_of(held(first), ("p1", "p2", "p3"))
    second.ticks = 100
    second.review.choose_number(1)
    now = COPIES | {"p3": replace(COPIES["p3"], digest="b2:edited", raw="b2:raw edited")}
    desk = Desk(held(second), [group("p1", "p2", "p3"), group("n", "x")], now | {"x": article("x")})
    desk.ticks = 200
    desk.review.choose_number(1 + desk.review.case.members.index("p3"))
    assert exported(desk, "skip") >= {("p1", "p3"), ("p2", "p3")}


def test_an_excluded_copy_stays_apart_when_the_others_are_decided_again():
    first = desk_of([], ("n", "p3"))
    first.review.not_duplicates()
    second = desk_of(held(first), ("n", "p1", "p2"))
    second.ticks = 100
    second.review.swap() if second.review.pair().base == "n" else second.review.compare("n")
    second.review.exclude_shown()
    second.review.choose_number(second.review.case.members.index("p1") + 1)
    desk = desk_of(held(second), ("n", "p1", "p2", "p3"))
    desk.ticks = 200
    desk.review.not_duplicates()
    later = desk_of(held(desk), ("n", "p1"), ("p2", "p3"))
    assert ("n", "p1") not in exported(later)
    assert ("p1", "n") not in exported(later)


def test_a_copy_apart_from_an_excluded_one_alone_stays_in_its_group():
    first = desk_of([], ("p1", "n"))
    first.review.not_duplicates()
    desk = desk_of(held(first), ("p1", "p2", "n"))
    desk.ticks = 100
    desk.review.compare("p1") if desk.review.pair().base == "n" else desk.review.swap()
    if desk.review.pair().shown != "p1":
        desk.review.compare("p1")
    desk.review.exclude_shown()
    desk.review.choose_number(1 + desk.review.case.members.index("p2"))
    assert exported(desk, "skip") == {("n", "p2")}


def apart():
    """A verdict that three texts are no duplicates, which detection then finds in two groups."""
    first = desk_of([], ("p1", "p2", "n", "p3"))
    first.review.not_duplicates()
    return desk_of(held(first), ("p1", "p2"), ("n", "p3"))


def test_an_edited_copy_of_another_group_is_not_compared():
    first = desk_of([], ("p1", "p2", "p3"))
    first.review.not_duplicates()
    edited = COPIES | {"p3": replace(COPIES["p3"], digest="b2:edited", raw="b2:raw edited")}
    desk = Desk(held(first), [group("p1", "p2"), group("n", "p3")], edited)
    for case in range(2):
        desk.review.go(case)
        assert {desk.review.pair().base, desk.review.pair().shown} <= set(desk.review.case.members)


@pytest.mark.parametrize("key", ["put_note", "put_label"])
def test_a_note_on_a_verdict_leaves_what_it_says_of_another_group(key):
    desk = apart()
    assert desk.states() == ["not-duplicates", "not-duplicates"]
    home = next(i for i, case in enumerate(desk.review.cases) if case.standings)
    desk.review.go(home)
    getattr(desk.review, key)("seen")
    assert desk.states() == ["not-duplicates", "not-duplicates"]
    desk.review.undo()
    assert desk.states() == ["not-duplicates", "not-duplicates"]
    assert all(not case.elsewhere or not case.standings for case in desk.review.cases)


@pytest.mark.parametrize("key", ["flag", "skip", "exclude_shown", "choose_base"])
def test_a_key_on_one_group_keeps_its_copies_apart_from_those_of_another(key):
    for names in (("p1", "p2"), ("n", "p3")):
        desk = apart()
        desk.review.go(desk.review.position_of(names[0]))
        getattr(desk.review, key)()
        together = desk_of(held(desk), ("n", "p1"), ("p2", "p3"))
        if key == "choose_base":  # what was said of the canonical copy holds for its copies
            kept = next(iter(exported(desk)))[1]
            other = {"n": "p1", "p1": "n", "p2": "p3", "p3": "p2"}[kept]
            assert not {(kept, other), (other, kept)} & exported(together)
        else:
            assert exported(together) == set(), names


def test_a_verdict_on_what_was_apart_in_another_group_replaces_that_alone():
    desk = apart()
    beside = next(i for i, case in enumerate(desk.review.cases) if not case.standings)
    desk.review.go(beside)
    chosen = desk.review.pair().base
    before = held(desk)
    desk.review.choose_base()
    assert sorted(desk.states()) == ["canonical", "not-duplicates"]
    assert {canonical for _, canonical in exported(desk)} == {chosen}
    tomorrow = desk_of(held(desk), ("p1", "p2"), ("n", "p3"))
    assert sorted(tomorrow.states()) == ["canonical", "not-duplicates"]
    desk.review.undo()
    assert held(desk) == before


def test_one_key_on_several_groups_reaches_each_also_when_their_order_changes():
    desk = apart()
    apply_to = desk.review.apply_to([0, 1], "canonical", desk.review.choose_base)
    assert apply_to == 2
    assert desk.states() == ["canonical", "canonical"]
    assert desk.review.undo() == "undone: canonical"
    assert desk.states() == ["not-duplicates", "not-duplicates"]


def test_a_decision_that_a_blind_review_reveals_joins_the_groups_that_it_speaks_of():
    bob = desk_of([], ("p1", "p3"), reviewer="bob")
    bob.review.choose_number(1)
    groups = [group("p1", "p2"), group("n", "p3")]
    desk = Desk(held(bob), groups, COPIES, blind=True)
    assert len(desk.review.cases) == 2
    desk.review.go(desk.review.position_of("p1"))
    desk.review.choose_number(2)
    tomorrow = Desk(held(desk), groups, COPIES, blind=True)
    assert desk.review.cases == tomorrow.review.cases
    desk.review.undo()
    assert len(desk.review.cases) == 2


def test_an_undo_that_brings_back_a_joining_decision_joins_the_groups_again():
    first = desk_of([], ("p1", "p2"))
    first.review.choose_number(1)
    desk = desk_of(held(first), ("n", "p1"), ("p2", "p3"))
    assert len(desk.review.cases) == 1
    before = desk.review.case
    desk.review.not_duplicates()
    desk.review._lay_out()  # as a key on another group may have it done
    assert len(desk.review.cases) == 2
    desk.review.undo()
    assert [case.members for case in desk.review.cases] == [before.members]
    assert desk.states() == [before.state]
    assert exported(desk, "skip") == {("p2", "p1")}


KEYS = ["choose_base", "choose_shown", "not_duplicates", "skip", "flag", "same_verdict"]
MORE_KEYS = [*KEYS, "exclude_shown", "put_in_other_part", "cut"]
PRESSED = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from(MORE_KEYS)), max_size=4
)
GROUPINGS = st.tuples(st.permutations("abcdefg"), st.sampled_from([(3, 4), (2, 2, 3), (5, 2)]))
DAYS = st.lists(
    st.tuples(st.sampled_from(["alice", "bob"]), GROUPINGS, PRESSED, st.sampled_from("-abcdefg")),
    min_size=2,
    max_size=3,
)


@given(DAYS, st.booleans())
@settings(max_examples=150, deadline=None)
def test_days_of_keys_can_always_be_exported_counted_and_undone(days, blind):
    articles = {name: article(name, words=100 + at) for at, name in enumerate("abcdefg")}
    records = []
    for number, (reviewer, (order, sizes), pressed, edited) in enumerate(days):
        names, groups = list(order), []
        for size in sizes:
            groups.append(group(*names[:size]))
            names = names[size:]
        desk = Desk(records, groups, articles, reviewer=reviewer, blind=blind)
        desk.ticks = 100 * number
        before = dict(desk.review.decisions)
        for at, steps, key in pressed:
            desk.review.go(at)
            for _ in range(steps):
                desk.review.show_copy(1)
            getattr(desk.review, key)()
            for undecided in ("skip", "suggest"):
                exported(desk, undecided)
            waits = [bool(waiting_members(case)) for case in desk.review.cases]
            states = zip(desk.states(), waits, strict=True)
            assert all(
                state == "conflict" or (state in OPEN_STATES) == wait for state, wait in states
            )
            assert desk.review.open == sum(state in OPEN_STATES for state in desk.states())
        records = held(desk)
        while desk.review.undo().startswith("undone"):
            pass
        assert desk.review.decisions == before
        while desk.review.redo().startswith("done"):
            pass
        assert sorted(map(str, held(desk))) == sorted(map(str, records))
        if edited != "-":
            new = f"b2:{edited} of day {number}"
            articles = articles | {edited: replace(articles[edited], digest=new, raw=new)}
