from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tui.decide import decision
from tui.model import Article
from tui.tally import Pace, Tally, tally

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
    assert counted == Tally(decided=5, by_rule=1, agreed=1, suggested=2)
    assert counted.by_hand == 4


def test_a_pace_needs_some_decisions_and_leaves_pauses_aside():
    pace = Pace()
    for second in range(0, 50, 10):
        pace.decided(second)
        assert pace.left(10) == ""
    pace.decided(50)
    assert pace.an_hour == pytest.approx(360)
    assert pace.left(60) == "10 min"
    assert pace.left(3600) == "10 h"
    assert pace.left(0) == ""
    pace.decided(50 + 7200)
    assert pace.an_hour == pytest.approx(6 * 3600 / 350)
