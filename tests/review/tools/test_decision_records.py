from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tui.model import Article, decision_id
from tui.review.tools.decision_records import decision, replacing

AT = datetime(2026, 11, 22, 13, 40, 4, 999, tzinfo=UTC)


def article(name):
    return Article(name, "", 10, 60, f"b2:{name}", f"b2:raw-{name}")


COPIES = [article("b"), article("a"), article("c")]


def decided(verdict="canonical", canonical="a", members=COPIES, **more):
    return decision(members, verdict, reviewer="alice", at=AT, canonical=canonical, **more)


def test_a_decision_speaks_of_its_members_by_content():
    record = decided(excluded={"c"}, score=0.931249)
    assert [member.path for member in record.members] == ["a", "b", "c"]
    assert [member.canonical for member in record.members] == [True, False, False]
    assert [member.excluded for member in record.members] == [False, False, True]
    assert record.id == decision_id(["b2:c", "b2:a", "b2:b"]), "excluded members count too"
    assert record.at == AT.replace(microsecond=0)
    assert record.score == 0.9312
    assert record.tool


@pytest.mark.parametrize(
    ("verdict", "canonical", "excluded"),
    [
        ("canonical", "", ()),
        ("skipped", "a", ()),
        ("canonical", "z", ()),
        ("canonical", "a", ("a",)),
    ],
)
def test_a_record_that_contradicts_itself_is_never_made(verdict, canonical, excluded):
    with pytest.raises(ValueError, match="canonical"):
        decided(verdict, canonical, excluded=excluded)


def test_deciding_again_takes_the_old_records_out_and_keeps_what_was_written():
    old = replace(decided(members=COPIES[:2]), note="look at the date", label="spun")
    new = decided()
    gone, put = replacing(new, [old])
    assert (gone.id, gone.reviewer, gone.decision) == (old.id, "alice", None)
    assert put.decision == replace(new, note="look at the date", label="spun")


def test_the_same_members_are_one_record():
    old = decided("skipped", "")
    (put,) = replacing(decided(), [old])
    assert put.decision is not None
    assert put.decision.verdict == "canonical"
