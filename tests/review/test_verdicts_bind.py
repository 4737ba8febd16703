"""What a person decided binds rules and keys: each test is a row of "Who may replace what" in docs/decisions.md."""

from dataclasses import replace

import pytest

from tests.review.desk import Desk, article, group
from tui.commands.export import clusters_of
from tui.review.tools import bulk_rules

NAMES = ("p1", "p2", "p3", "n")
FOUR = {name: article(name, words=100 + at) for at, name in enumerate(NAMES)}


def after(key, *, names=("p1", "p2"), later=("p1", "p2", "n"), reviewer="alice", setup=None):
    """A review of `later` of which a person has decided `names` with one key before."""
    first = Desk(groups=[group(*names)], articles=FOUR)
    if setup:
        setup(first.review)
    key(first.review)
    return Desk(first.file().values(), [group(*later)], FOUR, reviewer=reviewer)


def preview(desk, rule="longest", **more):
    return bulk_rules.preview(rule, desk.review.candidates(), **more)


def dropped(desk):
    clusters = clusters_of(desk.review, undecided="suggest")
    return {(copy.article.id, copy.of) for one in clusters for copy in one.copies if copy.dropped}


def verdicts(desk):
    return {
        (record.reviewer, record.verdict, tuple(m.path for m in record.members if m.canonical))
        for record in desk.review.decisions.values()
    }


KEYS = {
    "canonical": lambda review: review.choose_number(1),
    "not-duplicates": lambda review: review.not_duplicates(),
    "skipped": lambda review: review.skip(),
    "flagged": lambda review: review.flag(),
}


@pytest.mark.parametrize("reviewer", ["alice", "bob"])
@pytest.mark.parametrize("verdict", sorted(KEYS))
def test_a_rule_leaves_a_verdict_that_its_choice_would_replace(verdict, reviewer):
    desk = after(KEYS[verdict], reviewer=reviewer)  # the longest copy is the newcomer
    before = verdicts(desk)
    found = preview(desk)
    assert not found.chosen
    assert found.withheld[0].article == "n"
    assert "alice" in found.withheld[0].reason or "p1 was chosen" in found.withheld[0].reason
    assert desk.review.choose_by_rule({0: "n"}, "longest") == 0
    assert verdicts(desk) == before
    assert desk.changes == []
    (earlier,) = desk.review.earlier_verdicts(0, "n", replaces=True)
    assert earlier.effect == ("replaced" if reviewer == "alice" else "overruled")


@pytest.mark.parametrize("reviewer", ["alice", "bob"])
@pytest.mark.parametrize("verdict", sorted(KEYS))
def test_only_an_explicit_replace_lets_a_rule_replace_a_verdict(verdict, reviewer):
    desk = after(KEYS[verdict], reviewer=reviewer)
    found = preview(desk, replace=True)
    assert (found.chosen, found.replaces) == ({0: "n"}, {0})
    assert desk.review.choose_by_rule(found.chosen, found.rule, found.replaces) == 1
    assert desk.states() == ["canonical"]
    assert desk.review.canonical()[0] == "n"
    record = next(r for r in desk.review.decisions.values() if r.rule == "longest")
    assert {member.path for member in record.members} == {"p1", "p2", "n"}
    if reviewer == "bob":
        assert record.settles == ("alice",)
        assert len(desk.review.decisions) == 2, "another reviewer's record stays"


def test_a_rule_adds_a_newcomer_to_the_canonical_copy_that_was_chosen():
    desk = after(KEYS["canonical"], later=("p1", "p2", "n"))
    old = next(iter(desk.review.decisions.values()))
    assert preview(desk, "shortest-path").withheld[0].article == "n"
    found = preview(desk, "path p1")
    assert found.chosen == {0: "p1"}
    assert desk.review.choose_by_rule(found.chosen, found.rule) == 1
    assert desk.states() == ["canonical"]
    assert old in desk.review.decisions.values(), "the person's record stands beside the rule's"
    added = next(r for r in desk.review.decisions.values() if r.rule)
    assert {member.path for member in added.members} == {"n", "p1"}
    tomorrow = Desk(desk.review.decisions.values(), [group("p1", "p2", "n")], FOUR)
    assert tomorrow.states() == ["canonical"]


def test_an_excluded_copy_stays_excluded_under_rules_and_exports():
    def exclude(review):
        review.compare("p2")
        review.exclude_shown()

    desk = after(
        KEYS["canonical"], names=("p1", "p2", "p3"), later=("p1", "p2", "p3", "n"), setup=exclude
    )
    for rule in ("path p1", "longest", "shortest-path", "suggestion 0"):
        found = preview(desk, rule)
        desk.review.choose_by_rule(found.chosen, found.rule)
        assert "p2" not in {name for name, _ in dropped(desk)}
    assert ("p3", "p1") in dropped(desk)
    assert "p2" in desk.review.excluded()


@pytest.mark.parametrize("verdict", ["skipped", "flagged"])
def test_a_newcomer_to_a_group_set_aside_is_set_aside_with_it(verdict):
    desk = after(KEYS[verdict])
    assert desk.states() == [verdict]
    assert desk.review.open == 0
    assert "n is new here" in desk.review.case.reasons[0]
    assert "n" in (desk.review.pair().base, desk.review.pair().shown)
    assert "same verdict" in desk.review.same_verdict()
    (record,) = desk.review.decisions.values()
    assert (record.verdict, len(record.members)) == (verdict, 3)


def test_texts_that_are_no_duplicates_are_never_joined_through_a_third():
    desk = after(KEYS["not-duplicates"])
    assert desk.states() == ["stale"]
    for rule in ("longest", "shortest-path", "suggestion 0", "path p1"):
        assert preview(desk, rule).chosen == {}
    assert dropped(desk) == set()
    pair = desk.review.pair()
    assert (pair.base, pair.shown) == ("n", "p1"), "the newcomer is compared with each"
    desk.review.show_copy(1)
    assert desk.review.pair().shown == "p2"
    desk.review.choose_shown()
    assert desk.states() == ["canonical"]
    assert dropped(desk) == {("n", "p2")}
    tomorrow = Desk(desk.review.decisions.values(), [group("p1", "p2", "n")], FOUR)
    assert tomorrow.states() == ["canonical"]
    assert dropped(tomorrow) == {("n", "p2")}
    tomorrow.review.choose_number(1)
    assert dropped(tomorrow) == {("p2", "n")}, "p1 stays apart from both"


def test_only_copies_without_a_verdict_are_said_to_wait():
    names = ("p1", "p2", "p3", "n")
    twin = replace(FOUR["p1"], id="twin")
    desk = Desk(groups=[group(*names, "twin")], articles=FOUR | {"twin": twin})
    for name in ("p2", "p3"):
        desk.review.compare(name)
        desk.review.put_in_other_part()
    assert "2 copies of this group still wait" in desk.review.choose_number(1)


def test_a_newcomer_is_no_copy_of_any_with_one_key():
    desk = after(KEYS["not-duplicates"])
    desk.review.same_verdict()
    (record,) = desk.review.decisions.values()
    assert (record.verdict, len(record.members)) == ("not-duplicates", 3)


@pytest.mark.parametrize("verdict", sorted(KEYS))
def test_another_reviewer_gives_a_newcomer_the_same_verdict_with_one_key(verdict):
    desk = after(KEYS[verdict], reviewer="bob")
    assert "same verdict" in desk.review.same_verdict()
    assert desk.states() == [verdict]
    assert len(desk.review.decisions) == 2


def test_another_reviewer_adds_a_newcomer_without_a_conflict():
    desk = after(KEYS["canonical"], reviewer="bob")
    desk.review.choose_number(2)  # p1, as alice chose
    assert desk.states() == ["canonical"]
    assert dropped(desk) == {("p2", "p1"), ("n", "p1")}
    desk = after(KEYS["not-duplicates"], reviewer="bob")
    desk.review.choose_shown()
    assert desk.states() == ["canonical"]
    assert dropped(desk) == {("n", "p1")}
    desk = after(KEYS["canonical"], reviewer="bob")
    desk.review.choose_number(1)  # the newcomer, over what alice chose
    assert desk.states() == ["conflict"], "both are seen, and none is replaced"


def test_no_duplicates_hold_in_every_group_that_has_two_of_them():
    names = ("p1", "p2", "q1", "q2")
    articles = {name: article(name) for name in (*names, "m", "n")}
    first = Desk(groups=[group(*names)], articles=articles)
    first.review.not_duplicates()
    now = [group("p1", "p2", "m"), group("q1", "q2", "n", score=0.8)]
    desk = Desk(first.file().values(), now, articles)
    assert preview(desk, "longest").chosen == {}
    assert preview(desk, "suggestion 0").chosen == {}
    assert desk.review.choose_by_rule({0: "m", 1: "n"}, "longest") == 0
    assert dropped(desk) == set()
    split = Desk(first.file().values(), [group("p1", "p2"), group("q1", "q2")], articles)
    assert split.states() == ["not-duplicates", "not-duplicates"]
    split.review.choose_number(1)
    assert split.states() == ["canonical", "not-duplicates"]
    records = sorted(split.review.decisions.values(), key=lambda record: record.verdict)
    assert [len(record.members) for record in records] == [2, 3], "q1, q2 and p1 stay apart"
    split.review.undo()
    assert split.states() == ["not-duplicates", "not-duplicates"]


@pytest.mark.parametrize("verdict", ["skip", "flag"])
def test_to_set_a_newcomer_aside_keeps_what_was_decided_on_the_others(verdict):
    for key in ("canonical", "not-duplicates"):
        desk = after(KEYS[key])
        getattr(desk.review, verdict)()
        assert desk.review.open == 0
        assert {record.verdict for record in desk.review.decisions.values()} >= {key}
        assert dropped(desk) == ({("p2", "p1")} if key == "canonical" else set())


def test_a_conflict_is_left_by_rules_and_exports():
    ana = Desk(groups=[group("p1", "p2")], articles=FOUR)
    ana.review.choose_number(1)
    ben = Desk(groups=[group("p1", "p2")], articles=FOUR, reviewer="bob")
    ben.review.choose_number(2)
    both = [*ana.file().values(), *ben.file().values()]
    desk = Desk(both, [group("p1", "p2")], FOUR)
    assert desk.states() == ["conflict"]
    assert preview(desk).chosen == {}
    assert preview(desk).withheld[0].article == "p2"
    assert dropped(desk) == set()


def test_a_conflict_is_settled_whatever_the_clock_says():
    ana = Desk(groups=[group("p1", "p2")], articles=FOUR)
    ana.ticks = 10_000  # the clock of ana is hours ahead
    ana.review.choose_number(1)
    ben = Desk(ana.file().values(), [group("p1", "p2")], FOUR, reviewer="bob")
    ben.review.choose_number(2)
    assert ben.states() == ["conflict"]
    ben.review.choose_number(2)
    assert ben.states() == ["canonical"]
    assert ben.review.canonical() == ["p2"], "the overruled choice is none any more"


def test_a_rule_keeps_a_verdict_of_its_own_reviewer_that_another_has_overruled():
    ana = Desk(groups=[group("p1", "p2")], articles=FOUR)
    ana.review.choose_number(1)
    ben = Desk(ana.file().values(), [group("p1", "p2")], FOUR, reviewer="bob")
    ben.review.choose_number(2)
    ben.review.choose_number(2)
    both = [*ana.file().values(), *ben.file().values()]
    desk = Desk(both, [group("p1", "p2", "n")], FOUR)
    found = preview(desk, "path p2")
    desk.review.choose_by_rule(found.chosen, found.rule)
    assert set(both) <= set(desk.review.decisions.values())


def test_a_rule_keeps_the_join_of_groups_of_which_it_decides_a_part():
    names = ("q1", "q2")
    articles = FOUR | {name: article(name, words=50) for name in names}
    ben = Desk(groups=[group(*names)], articles=articles, reviewer="bob")
    ben.review.not_duplicates()
    groups = [group("p1", "q1"), group("p2", "q2", score=0.8)]
    ana = Desk(ben.file().values(), groups, articles)
    ana.review.join([0, 1])
    assert len(ana.review.cases) == 1
    found = preview(ana)
    assert found.chosen == {0: "p2"}
    ana.review.choose_by_rule(found.chosen, found.rule)
    assert ana.states() == ["canonical"]
    sizes = sorted(len(record.members) for record in ana.review.decisions.values())
    assert sizes == [2, 2, 4], "the record that joins the groups is still there"


def test_the_same_bytes_read_differently_keep_their_verdict():
    first = Desk(groups=[group("p1", "p2")], articles=FOUR)
    first.review.choose_number(2)
    better = {name: replace(one, digest=f"b2:other {name}") for name, one in FOUR.items()}
    desk = Desk(first.file().values(), [group("p1", "p2")], better)
    assert desk.states() == ["canonical"]
    assert "read differently" in desk.review.case.reasons[0]
    moved = {
        f"new/{name}": replace(one, id=f"new/{name}", title="") for name, one in better.items()
    }
    desk = Desk(first.file().values(), [group("new/p1", "new/p2")], moved)
    assert desk.states() == ["canonical"]
    assert desk.review.canonical() == ["new/p2"]


def test_an_edited_copy_alone_is_asked_about_and_a_rule_keeps_the_rest():
    first = Desk(groups=[group("p1", "p2", "p3")], articles=FOUR)
    first.review.choose_number(1)
    now = FOUR | {"p3": replace(FOUR["p3"], digest="b2:edited", raw="b2:raw edited")}
    desk = Desk(first.file().values(), [group("p1", "p2", "p3")], now)
    assert desk.states() == ["stale"]
    assert dropped(desk) >= {("p2", "p1")}, "what was said of the others holds"
    found = preview(desk, "path p1")
    assert found.chosen == {0: "p1"}
    assert preview(desk, "longest").withheld[0].article == "p3"
    desk.review.choose_by_rule(found.chosen, found.rule)
    assert desk.states() == ["canonical"]
    assert dropped(desk) == {("p2", "p1"), ("p3", "p1")}


# ---- cuts ---------------------------------------------------------------------------------------


PARTS = {f"p{at}": article(f"p{at}", words=200 - at) for at in range(1, 5)}


def cut_one(names=("p1", "p2", "p3")):
    desk = Desk(groups=[group(*names)], articles=PARTS)
    desk.review.compare("p3")
    desk.review.put_in_other_part()
    return desk


def test_a_part_of_one_copy_counts_as_excluded_and_does_not_wait():
    desk = cut_one()
    assert desk.review.excluded() == {"p3"}
    assert "still wait" not in desk.review.choose_number(1)
    assert desk.states() == ["canonical"]
    assert dropped(desk) == {("p2", "p1")}


def test_a_part_of_one_stays_apart_when_decided_again_and_tomorrow():
    desk = cut_one()
    desk.review.choose_number(1)
    desk.review.choose_number(2)
    assert dropped(desk) == {("p1", "p2")}
    tomorrow = Desk(desk.file().values(), [group("p1", "p2", "p3", "p4")], PARTS)
    tomorrow.review.choose_number(1)
    found = {name for name, _ in dropped(tomorrow)}
    assert "p3" not in found
    assert "p3" in tomorrow.review.excluded()


def test_a_cut_stays_before_anything_is_decided():
    names = tuple(PARTS)
    desk = Desk(groups=[group(*names)], articles=PARTS)
    for name in ("p3", "p4"):
        desk.review.compare(name)
        desk.review.put_in_other_part()
    tomorrow = Desk(desk.file().values(), [group(*names)], PARTS)
    assert tomorrow.states() == ["undecided"]
    found = preview(tomorrow)
    tomorrow.review.choose_by_rule(found.chosen, found.rule)
    found = preview(tomorrow)
    tomorrow.review.choose_by_rule(found.chosen, found.rule)
    assert tomorrow.states() == ["canonical"]
    assert dropped(tomorrow) == {("p2", "p1"), ("p4", "p3")}


def test_a_cut_of_a_decided_group_keeps_the_choice_on_its_side():
    names = tuple(PARTS)
    desk = Desk(groups=[group(*names)], articles=PARTS)
    desk.review.choose_number(1)
    for name in ("p3", "p4"):
        desk.review.compare(name)
        desk.review.put_in_other_part()
    assert desk.states() == ["undecided"]
    assert dropped(desk) >= {("p2", "p1")}
    desk.review.choose_number(2)  # the other copy of the first part
    assert ("p3", "p2") not in dropped(desk)
    desk.review.choose_number(4)
    assert dropped(desk) == {("p1", "p2"), ("p3", "p4")}
    assert desk.states() == ["canonical"]
    before = desk.file()
    desk.review.undo()
    desk.review.redo()
    assert desk.file() == before


def test_a_part_that_is_put_back_leaves_no_trace():
    desk = cut_one()
    desk.review.put_in_other_part()
    assert desk.file() == {}
    assert desk.review.excluded() == set()
    desk.review.undo()
    assert desk.review.excluded() == {"p3"}


def test_a_cut_is_one_step_of_undo():
    desk = Desk(groups=[group(*PARTS)], articles=PARTS)
    desk.review.cut()
    assert desk.file()
    assert desk.review.cut() == "one group again"
    assert desk.file() == {}
    desk.review.cut()
    desk.review.undo()
    assert desk.file() == {}
    assert desk.review.other_part() == frozenset()


# ---- undo ---------------------------------------------------------------------------------------


def test_undo_leaves_what_another_session_has_decided_since():
    desk = Desk(groups=[group("p1", "p2")], articles=FOUR)
    desk.review.choose_number(1)
    other = Desk(desk.file().values(), [group("p1", "p2")], FOUR)
    other.ticks = 100
    other.review.choose_number(2)
    desk.review.take_in(other.changes)
    assert "changed since" in desk.review.undo()
    assert desk.review.canonical() == ["p2"]
    assert desk.review.undo() == "nothing to undo"


def test_an_action_that_changes_a_record_twice_is_undone_and_done_again():
    desk = Desk(groups=[group("p1", "p2", "p3")], articles=FOUR)
    with desk.review._history.as_one("twice"):
        desk.review.choose_number(1)
        desk.review.choose_number(2)
    assert desk.review.undo() == "undone: twice"
    assert desk.file() == {}
    assert desk.review.redo() == "done again: twice"
    assert desk.review.canonical() == ["p2"]


def test_redo_leaves_what_another_session_has_decided_since():
    desk = Desk(groups=[group("p1", "p2")], articles=FOUR)
    desk.review.choose_number(1)
    desk.review.undo()
    other = Desk(groups=[group("p1", "p2")], articles=FOUR)
    other.ticks = 100
    other.review.choose_number(2)
    desk.review.take_in(other.changes)
    assert "changed since" in desk.review.redo()
    assert desk.review.canonical() == ["p2"]
