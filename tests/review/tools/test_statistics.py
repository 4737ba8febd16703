from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tui.model import Article
from tui.review.tools.decision_records import decision
from tui.review.tools.statistics import Pace, Tally, pace, tally

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
COPIES = [Article(name, "", 10, 60, f"b2:{name}", f"b2:{name}") for name in ("a", "b")]


def record(verdict="canonical", canonical="a", *, at=NOON, rule=""):
    chosen = canonical if verdict == "canonical" else ""
    return decision(COPIES, verdict, reviewer="alice", at=at, canonical=chosen, rule=rule)


def test_decisions_of_the_day_are_counted_by_hand_and_by_rule():
    day = NOON.astimezone().date()
    records = [
        (record(), "a"),
        (record(canonical="b"), "a"),
        (record(rule="longest"), "a"),
        (record("skipped"), "a"),
        (record(), ""),
        (record(at=NOON - timedelta(days=2)), "a"),
        (replace(record("skipped"), verdict="undecided"), "a"),
    ]
    counted = tally(records, day)
    assert counted == Tally(decided=4, set_aside=1, by_rule=1, agreed=1, suggested=2)
    assert counted.by_hand == 3


def seconds(*offsets):
    return [NOON + timedelta(seconds=offset) for offset in offsets]


def test_a_pace_needs_some_decisions_and_leaves_pauses_aside():
    for few in range(6):
        assert pace(seconds(*range(0, few * 10, 10))).left(10) == ""
    steady = pace(seconds(0, 10, 20, 30, 40, 50))
    assert steady == Pace(decisions=5, worked=50)
    assert steady.an_hour == pytest.approx(360)
    assert steady.left(60) == "10 min"
    assert steady.left(3600) == "10 h"
    assert steady.left(0) == ""
    paused = pace(seconds(0, 10, 20, 30, 40, 50, 50 + 7200))
    assert paused.an_hour == pytest.approx(6 * 3600 / 350)


def test_a_clock_that_was_set_back_takes_no_time_from_a_pace():
    assert pace(seconds(0, 10, 20, -10_800, -10_790)) == Pace(decisions=4, worked=30)
