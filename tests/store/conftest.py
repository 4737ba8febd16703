"""Decisions to save, for every test of the store."""

from datetime import UTC, datetime, timedelta

import pytest

from tui.model import Change, Decision, Member, decision_id, raw_digest
from tui.store.decisions.decisions_file import DecisionsFile

DAY = datetime(2026, 11, 22, 13, 40, tzinfo=UTC)


def decide(number=0, *, reviewer="alice", verdict="canonical", minutes=0, copies=2, **more):
    """A decision on articles that only `number` has."""
    members = tuple(
        Member(
            f"wire/{number:04}-{copy}.txt",
            raw_digest(f"text {number} {copy}".encode()),
            raw_digest(f"raw {number} {copy}".encode()),
            canonical=verdict == "canonical" and copy == 0,
        )
        for copy in range(copies)
    )
    at = DAY + timedelta(minutes=minutes)
    digests = decision_id(member.digest for member in members)
    return Decision(digests, verdict, members, reviewer, at, score=0.93, tool="0.1.0", **more)


def change(decision):
    return Change(decision.id, decision.reviewer, decision)


def removal(decision):
    return Change(decision.id, decision.reviewer, None)


@pytest.fixture(name="decide")
def _decide():
    return decide


@pytest.fixture(name="change")
def _change():
    return change


@pytest.fixture(name="removal")
def _removal():
    return removal


@pytest.fixture
def path(tmp_path):
    return tmp_path / "decisions.toml"


@pytest.fixture
def open_file(path):
    def of():
        file = DecisionsFile(path)
        loaded = file.load()
        assert loaded.read_only == ""
        return file

    return of
