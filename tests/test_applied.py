"""After `apply`: a decision of which only the canonical copy is left counts as decided, and binds it still."""

from dataclasses import replace

import pytest

from tests.resuming import decide, folder, group
from tui import resume
from tui.model import text_digest

OLD = folder(a="the whole story", b="the whole tale", c="a whole story", d="a whole tale")
LEFT = {"a.txt": OLD["a.txt"]}


def today(articles, groups, *decisions):
    return resume.today(articles, groups, decisions, reviewer="alice")


def only(found):
    (case,) = found.cases
    (standing,) = case.standings
    return standing, case


def test_only_the_canonical_copy_left_is_applied():
    (orphan,) = today(LEFT, [], decide(OLD, "a", "b", "c")).orphans
    assert resume.is_applied(orphan, LEFT)
    assert "only a.txt is left" in orphan.reasons[0]


def test_also_where_it_has_another_name():
    now = {"z.txt": folder(z="the whole story")["z.txt"]}
    (orphan,) = today(now, [], decide(OLD, "a", "b")).orphans
    assert resume.is_applied(orphan, now)


@pytest.mark.parametrize(
    ("now", "verdict", "out"),
    [
        (folder(b="the whole tale"), "canonical", []),
        (folder(a="edited"), "canonical", []),
        ({}, "canonical", []),
        (folder(b="the whole tale"), "canonical", ["b"]),
        (folder(a="the whole story"), "not-duplicates", []),
        (folder(a="the whole story"), "skipped", []),
        (folder(a="the whole story"), "flagged", []),
        (folder(a="the whole story"), "undecided", []),
    ],
    ids=["canonical gone", "edited", "all gone", "excluded left", "none", "skip", "flag", "note"],
)
def test_anything_else_is_not(now, verdict, out):
    (orphan,) = today(now, [], decide(OLD, "a", "b", verdict=verdict, out=out)).orphans
    assert orphan.state == "orphan"
    assert not resume.is_applied(orphan, now)


def test_also_where_its_bytes_are_read_differently_today():
    read = replace(OLD["a.txt"], digest=text_digest("the story as it is read today"))
    (orphan,) = today({"a.txt": read}, [], decide(OLD, "a", "b")).orphans
    assert resume.is_applied(orphan, {"a.txt": read})


def test_two_canonical_copies_of_one_group_do_not_open_it_again():
    now = folder(a="the whole story", d="a whole tale")
    parts = decide(OLD, "a", "b"), decide(OLD, "d", "c")
    found = today(now, [group("a", "d")], *parts)
    (case,) = found.cases
    assert case.state == "canonical"
    assert [standing.state for standing in case.standings] == ["noted", "noted"]
    assert not found.orphans


def test_a_newcomer_is_asked_about_against_the_canonical_copy_that_is_left():
    now = LEFT | folder(n="a new story")
    standing, case = only(today(now, [group("a", "n")], decide(OLD, "a", "b")))
    assert case.state == "stale"
    assert standing.newcomers == ("n.txt",)
    assert any("n.txt is new here since alice decided" in reason for reason in case.reasons)


def test_a_newcomer_with_the_text_of_the_canonical_copy_inherits():
    now = LEFT | folder(n="the whole story")
    standing, case = only(today(now, [group("a", "n")], decide(OLD, "a", "b")))
    assert case.state == "canonical"
    assert standing.inherited == ("n.txt",)


def test_a_copy_that_is_brought_back_is_as_decided():
    standing, case = only(today(OLD, [group("a", "b", "c")], decide(OLD, "a", "b", "c")))
    assert (standing.state, case.state) == ("restored", "canonical")


def test_a_case_says_the_same_when_its_decisions_are_weighed_again():
    now, record = LEFT | folder(n="a new story"), decide(OLD, "a", "b")
    (case,) = today(now, [group("a", "n")], record).cases
    assert resume.again(case, now, [record], reviewer="alice") == case
