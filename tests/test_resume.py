"""What a saved decision means today: every row of the truth table by name."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.resuming import DAY, article, decide, folder, group
from tui import resume
from tui.model import Group, Match


def today(articles, groups, *decisions, reviewer="alice"):
    return resume.today(articles, groups, decisions, reviewer=reviewer)


def only(found):
    """The one standing of the one case, and the case."""
    (case,) = found.cases
    (standing,) = case.standings
    return standing, case


OLD = folder(a="the whole story", b="the whole tale", c="a whole story")


# ---- the rows of the table --------------------------------------------------------------------------


def test_same_texts_same_group_is_restored():
    standing, case = only(today(OLD, [group("a", "b")], decide(OLD, "a", "b")))
    assert (standing.state, standing.reasons, standing.places) == (
        "restored",
        (),
        ("a.txt", "b.txt"),
    )
    assert (case.state, case.reasons) == ("canonical", ())


def test_a_choice_against_a_copy_of_a_reference_is_stale():
    groups, said = [group("a", "b", "c")], decide(OLD, "a", "b", "c")
    found = resume.today(OLD, groups, [said], reviewer="alice", locked={"b.txt", "c.txt"})
    standing, case = only(found)
    assert (standing.state, case.state) == ("stale", "stale")
    assert case.reasons == (
        "b.txt, c.txt stand in a reference: what alice decided on 12 Nov 2026 is to be chosen again",
    )
    for locked in ({"a.txt"}, {"a.txt", "b.txt"}, {"x.txt"}):
        found = resume.today(OLD, groups, [said], reviewer="alice", locked=locked)
        assert only(found)[1].state == "canonical"
    out = decide(OLD, "a", "b", "c", out=["b"])
    found = resume.today(OLD, groups, [out], reviewer="alice", locked={"b.txt"})
    assert only(found)[1].state == "canonical"


def test_a_copy_of_a_reference_with_exactly_a_decided_text_makes_the_choice_stale():
    now = OLD | folder(twin="the whole story")
    groups, said = [group("a", "b", "twin")], decide(OLD, "a", "b")
    found = resume.today(now, groups, [said], reviewer="alice", locked={"twin.txt"})
    assert only(found)[1].state == "stale"


def test_same_text_other_bytes_is_restored_and_noted():
    now = OLD | {"b.txt": replace(OLD["b.txt"], raw="raw with another stamp")}
    standing, case = only(today(now, [group("a", "b")], decide(OLD, "a", "b")))
    assert standing.state == "noted"
    assert standing.reasons == (
        "b.txt has other bytes and the same text since alice decided on 12 Nov 2026",
    )
    assert case.state == "canonical"


def test_the_same_bytes_read_differently_are_restored_and_noted():
    now = OLD | {"b.txt": replace(OLD["b.txt"], digest="b2:better")}
    standing, case = only(today(now, [group("a", "b")], decide(OLD, "a", "b")))
    assert (standing.state, case.state) == ("noted", "canonical")
    assert standing.reasons == (
        "b.txt has the same bytes, read differently since alice decided on 12 Nov 2026",
    )
    twin = now | {"twin.txt": replace(now["b.txt"], id="twin.txt", raw="raw of another file")}
    standing, case = only(today(twin, [group("a", "b", "twin")], decide(OLD, "a", "b")))
    assert (standing.inherited, case.state) == (("twin.txt",), "canonical")


def test_a_new_member_with_exactly_a_decided_text_inherits():
    now = OLD | folder(twin="the whole tale")
    standing, case = only(today(now, [group("a", "b", "twin")], decide(OLD, "a", "b")))
    assert standing.state == "noted"
    assert standing.inherited == ("twin.txt",)
    assert standing.newcomers == ()
    assert case.state == "canonical"
    assert case.reasons == ("twin.txt has exactly the text of a decided copy",)


def test_canonical_gone_and_a_member_of_the_same_text_left_stands_in():
    old = folder(a="the story", b="the story", c="a tale")
    now = {path: found for path, found in old.items() if path != "a.txt"}
    standing, case = only(today(now, [group("b", "c")], decide(old, "a", "b", "c")))
    assert standing.state == "noted"
    assert standing.places == ("b.txt", "b.txt", "c.txt")
    assert standing.reasons == ("a.txt is gone, b.txt has the same text and stands in",)
    assert resume.fates(standing) == {"b.txt": "b.txt", "c.txt": "b.txt"}
    assert case.state == "canonical"


def test_an_excluded_member_does_not_stand_in():
    old = folder(a="the story", b="the story", c="a tale")
    now = {path: found for path, found in old.items() if path != "a.txt"}
    standing, _ = only(today(now, [group("b", "c")], decide(old, "a", "b", "c", out=["b"])))
    assert standing.state == "stale"


def test_renamed_is_restored_and_noted():
    now = folder(a="the whole story") | {"new/b.txt": article("new/b.txt", "the whole tale")}
    moved = Group(("a.txt", "new/b.txt"), 0.9)
    standing, case = only(today(now, [moved], decide(OLD, "a", "b")))
    assert standing.state == "noted"
    assert standing.places == ("a.txt", "new/b.txt")
    assert standing.reasons == ("b.txt is now new/b.txt",)
    assert case.state == "canonical"


def test_of_two_places_the_one_of_the_same_name_is_taken():
    now = folder(a="the whole story", x="the whole tale") | {
        "z/b.txt": article("z/b.txt", "the whole tale")
    }
    standing, _ = only(today(now, [group("a")], decide(OLD, "a", "b")))
    assert standing.places == ("a.txt", "z/b.txt")


def test_copies_that_changed_places_are_both_followed():
    now = folder(a="the whole tale", b="the whole story")
    standing, case = only(today(now, [group("a", "b")], decide(OLD, "a", "b")))
    assert standing.state == "noted"
    assert resume.fates(standing) == {"b.txt": "b.txt", "a.txt": "b.txt"}
    assert case.state == "canonical"


def test_a_renamed_twin_is_not_taken_for_its_brother():
    old = folder(a="the story", b="the story")
    now = folder(a="the story", z="the story")
    standing, _ = only(today(now, [group("a", "z")], decide(old, "a", "b")))
    assert standing.places == ("a.txt", "z.txt")


def test_a_copy_gone_with_two_left_is_restored_and_noted():
    now = {path: found for path, found in OLD.items() if path != "c.txt"}
    standing, case = only(today(now, [group("a", "b")], decide(OLD, "a", "b", "c")))
    assert standing.state == "noted"
    assert standing.places == ("a.txt", "b.txt", None)
    assert standing.reasons == ("c.txt is gone since alice decided on 12 Nov 2026",)
    assert case.state == "canonical"


@pytest.mark.parametrize("groups", [[group("a", "b")], []], ids=["in part", "wholly"])
def test_a_group_that_detection_splits_is_restored_and_noted(groups):
    standing, case = only(today(OLD, groups, decide(OLD, "a", "b", "c")))
    assert standing.state == "noted"
    assert case.members == ("a.txt", "b.txt", "c.txt")
    assert case.state == "canonical"
    assert case.score == 0.9
    assert "detection does not tie all" in case.reasons[0]


@pytest.mark.parametrize("edited", ["a", "b", "c"])
def test_any_member_edited_is_stale_with_the_old_choice(edited):
    now = OLD | folder(**{edited: "something else"})
    standing, case = only(today(now, [group("a", "b", "c")], decide(OLD, "a", "b", "c")))
    assert standing.state == "stale"
    assert standing.reasons == (f"{edited}.txt changed since alice decided on 12 Nov 2026",)
    assert standing.places == ("a.txt", "b.txt", "c.txt")
    assert case.state == "stale"


def test_canonical_gone_is_stale():
    now = {path: found for path, found in OLD.items() if path != "a.txt"}
    standing, case = only(today(now, [group("b", "c")], decide(OLD, "a", "b", "c")))
    assert standing.state == "stale"
    assert standing.reasons == ("a.txt is gone since alice decided on 12 Nov 2026",)
    assert case.state == "stale"


def test_a_new_member_with_another_text_is_stale_and_alone_asked_about():
    standing, case = only(today(OLD, [group("a", "b", "c")], decide(OLD, "a", "b")))
    assert standing.state == "stale"
    assert standing.newcomers == ("c.txt",)
    assert standing.reasons == ("c.txt is new here since alice decided on 12 Nov 2026",)
    assert case.state == "stale"


@pytest.mark.parametrize("verdict", ["skipped", "flagged"])
def test_a_newcomer_to_texts_set_aside_is_set_aside_with_them(verdict):
    set_aside = decide(OLD, "a", "b", verdict=verdict)
    standing, case = only(today(OLD, [group("a", "b", "c")], set_aside))
    assert (standing.state, standing.newcomers) == ("noted", ("c.txt",))
    assert case.state == verdict


def test_a_newcomer_to_texts_that_are_no_duplicates_is_asked_about_alone():
    apart = decide(OLD, "a", "b", verdict="not-duplicates")
    standing, case = only(today(OLD, [group("a", "b", "c")], apart))
    assert (standing.state, case.state) == ("stale", "stale")
    assert (standing.newcomers, standing.bound) == (("c.txt",), {"a.txt", "b.txt"})


def test_two_decisions_that_say_nothing_different_of_any_pair_are_no_conflict():
    apart = decide(OLD, "a", "b", verdict="not-duplicates")
    bobs = decide(OLD, "a", "c", reviewer="bob", at=DAY + timedelta(days=1))
    (case,) = today(OLD, [group("a", "b", "c")], apart, bobs).cases
    assert case.state == "canonical"


def test_merged_with_another_group_is_stale_and_asks_about_the_others():
    now = OLD | folder(x="another text", y="another story")
    standing, case = only(today(now, [group("a", "b", "x", "y")], decide(OLD, "a", "b")))
    assert standing.state == "stale"
    assert standing.newcomers == ("x.txt", "y.txt")
    assert case.state == "stale"


@pytest.mark.parametrize(
    "other",
    [
        decide(OLD, "b", "a", reviewer="bob"),
        decide(OLD, "a", "b", verdict="not-duplicates", reviewer="bob"),
        decide(OLD, "c", "b", reviewer="bob"),
        decide(OLD, "a", "b", "c", out=["b"], reviewer="bob"),
    ],
    ids=["another copy", "no copies", "another group", "left out"],
)
def test_two_reviewers_who_disagree_are_a_conflict(other):
    found = today(OLD, [group("a", "b", "c")], decide(OLD, "a", "b"), other)
    (case,) = found.cases
    assert {standing.state for standing in case.standings} == {"conflict"}
    assert case.state == "conflict"
    assert case.standings[0].decision.reviewer == "alice", "the reviewer's own comes first"
    assert case.reasons[0].startswith("alice says a.txt is canonical and bob says")


def test_two_sessions_of_one_reviewer_who_did_not_know_of_each_other_are_a_conflict():
    rival = decide(OLD, "a", "b", verdict="flagged", at=DAY - timedelta(hours=3))
    both = replace(decide(OLD, "a", "b"), concurrent=(rival,))
    for reviewer in ("alice", "bob"):
        standing, case = only(today(OLD, [group("a", "b")], both, reviewer=reviewer))
        assert (standing.state, case.state) == ("conflict", "conflict")
        assert case.reasons == (
            "alice decided differently in two sessions: a.txt is canonical; flagged",
        )
    bobs = decide(OLD, "a", "b", reviewer="bob", settles=("alice",))
    (case,) = today(OLD, [group("a", "b")], both, bobs).cases
    assert case.state == "canonical", "settled by another reviewer who saw the conflict"


def test_conflict_wins_over_stale():
    now = OLD | folder(b="something else")
    bobs = decide(OLD, "b", "a", reviewer="bob")
    (case,) = today(now, [group("a", "b")], decide(OLD, "a", "b"), bobs).cases
    assert case.state == "conflict"
    assert any("b.txt changed" in reason for reason in case.reasons), "both reasons are told"


@pytest.mark.parametrize("left", [["a"], []])
def test_fewer_than_two_members_left_is_an_orphan(left):
    now = {path: found for path, found in OLD.items() if path[0] in left}
    found = today(now, [], decide(OLD, "a", "b"))
    assert found.cases == ()
    (orphan,) = found.orphans
    assert orphan.state == "orphan"
    assert ("only a.txt is left" if left else "none of its copies is left") in orphan.reasons[0]


def test_orphan_wins_over_all_others():
    found = today(folder(c="the whole story"), [], decide(OLD, "a", "b"))
    assert found.orphans[0].state == "orphan"
    now = folder(a="edited", c="another story")
    still = today(now, [group("a", "c")], decide(OLD, "a", "b"))
    assert [case.state for case in still.cases] == ["undecided"]
    assert [orphan.state for orphan in still.orphans] == ["orphan"]


# ---- parts, joins and several reviewers -----------------------------------------------------------


FOUR = folder(a="the whole story", b="the whole tale", c="a whole story", d="a whole tale")


def test_parts_with_a_canonical_each_decide_the_group():
    parts = decide(FOUR, "a", "b"), decide(FOUR, "d", "c")
    (case,) = today(FOUR, [group("a", "b", "c", "d")], *parts).cases
    assert [standing.state for standing in case.standings] == ["restored", "restored"]
    assert case.state == "canonical"


def test_a_newcomer_among_parts_is_asked_about_beside_its_nearest_part():
    now = FOUR | folder(e="a whole new tale")
    members = ("a.txt", "b.txt", "c.txt", "d.txt", "e.txt")
    matches = (Match("a.txt", "e.txt", 0.5), Match("d.txt", "e.txt", 0.8))
    parts = decide(FOUR, "a", "b"), decide(FOUR, "d", "c")
    (case,) = today(now, [Group(members, 0.9, matches)], *parts).cases
    asked = {standing.decision.id: standing.newcomers for standing in case.standings}
    assert asked == {parts[0].id: (), parts[1].id: ("e.txt",)}
    assert case.state == "stale"


def test_a_join_by_hand_is_one_case_tomorrow():
    joined = decide(FOUR, "a", "b", "c", "d")
    standing, case = only(today(FOUR, [group("a", "b"), group("c", "d", score=0.8)], joined))
    assert len(case.groups) == 2
    assert case.score == 0.9
    assert standing.state == "noted"
    assert case.state == "canonical"


def test_no_copies_of_each_other_joins_nothing():
    apart = decide(FOUR, "a", "b", verdict="not-duplicates")
    found = today(FOUR, [group("a", "c"), group("b", "d")], apart)
    assert [case.members for case in found.cases] == [("a.txt", "c.txt"), ("b.txt", "d.txt")]
    assert {case.state for case in found.cases} == {"undecided"}
    (kept,) = found.orphans
    assert kept.state == "noted"


def test_no_copies_of_each_other_still_speaks_where_two_are_together():
    apart = decide(FOUR, "a", "b", "c", verdict="not-duplicates")
    first, second = today(FOUR, [group("a", "b"), group("c", "d", score=0.8)], apart).cases
    assert (first.members, first.state) == (("a.txt", "b.txt"), "not-duplicates")
    assert (second.members, second.state) == (("c.txt", "d.txt"), "undecided")


def test_a_note_on_an_undecided_group_decides_nothing():
    note = decide(OLD, "a", "b", verdict="undecided", note="ask")
    standing, case = only(today(OLD, [group("a", "b")], note))
    assert standing.state == "restored"
    assert case.state == "undecided"


def test_what_one_reviewer_decided_is_decided_for_all():
    (case,) = today(OLD, [group("a", "b")], decide(OLD, "a", "b"), reviewer="bob").cases
    assert case.state == "canonical"


@pytest.mark.parametrize("shy", ["skipped", "flagged"])
def test_an_answer_says_more_than_a_question_left_open(shy):
    shrug = decide(OLD, "a", "b", verdict=shy, reviewer="bob")
    (case,) = today(OLD, [group("a", "b")], shrug, decide(OLD, "a", "b")).cases
    assert case.state == "canonical"
    assert {standing.state for standing in case.standings} == {"restored"}


def test_who_settles_a_conflict_overrules_the_other_until_they_speak_again():
    bobs = decide(OLD, "b", "a", reviewer="bob")
    settled = decide(OLD, "a", "b", at=DAY + timedelta(1), settles=("bob",))
    (case,) = today(OLD, [group("a", "b")], bobs, settled).cases
    assert case.state == "canonical"
    overruled = {s.decision.reviewer: s.overruled for s in case.standings}
    assert overruled == {"alice": False, "bob": True}
    again = replace(bobs, at=DAY + timedelta(2))
    assert today(OLD, [group("a", "b")], again, settled).cases[0].state == "conflict"


def test_a_fresh_decision_outweighs_another_reviewers_stale_one():
    now = OLD | folder(b="something else")
    bobs = decide(OLD, "b", "a", reviewer="bob")
    (case,) = today(now, [group("a", "b")], bobs, decide(now, "a", "b")).cases
    assert {s.decision.reviewer: s.state for s in case.standings} == {
        "alice": "restored",
        "bob": "stale",
    }
    assert case.state == "canonical"


def test_a_reviewers_latest_word_counts():
    early = decide(OLD, "b", "a")
    late = decide(OLD, "a", "b", "c", at=DAY + timedelta(1))
    bobs = decide(OLD, "a", "b", reviewer="bob")
    (case,) = today(OLD, [group("a", "b", "c")], early, late, bobs).cases
    assert case.state == "canonical"


def test_again_is_what_today_would_say():
    first = decide(OLD, "a", "b", "c")
    (case,) = today(OLD, [group("a", "b", "c")]).cases
    decided = resume.again(case, OLD, [first], reviewer="alice")
    assert decided == today(OLD, [group("a", "b", "c")], first).cases[0]
    assert resume.again(decided, OLD, [], reviewer="alice") == case
