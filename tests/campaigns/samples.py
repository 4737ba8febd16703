"""What the campaigns share: decisions made of a number, and one line of figures at the end."""

import json
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

import tomli

from tui.model import Change, Decision, Member, decision_id, raw_digest
from tui.store.decisions.decisions_file import DecisionsFile

DAY = datetime(2026, 11, 22, 13, 40, tzinfo=UTC)
BEGUN = time.monotonic()


def decide(number, reviewer="alice", verdict="canonical", minutes=0, copies=3):
    """A decision on copies that only `number` has."""
    members = tuple(
        Member(
            f"2023/{number % 12:02}/wire-{number:06}-{copy}.html",
            raw_digest(f"{number}/{copy}".encode()),
            raw_digest(f"raw {number}/{copy}".encode()),
            canonical=verdict == "canonical" and copy == 0,
        )
        for copy in range(copies)
    )
    at = DAY + timedelta(minutes=minutes, seconds=number % 60)
    digests = decision_id(member.digest for member in members)
    return Decision(digests, verdict, members, reviewer, at, score=0.93, tool="0.1.0")


def change(decision):
    return Change(decision.id, decision.reviewer, decision)


def held(path):
    """The decisions in a file, by key; None where it cannot be read, by us or by any TOML parser."""
    loaded = DecisionsFile(path).load()
    try:
        whole = tomli.loads(path.read_text("utf-8")) if path.exists() else {}
    except (tomli.TOMLDecodeError, UnicodeDecodeError):
        return None
    if loaded.read_only or len(whole.get("decision", [])) != len(loaded.decisions):
        return None
    return {decision.key: decision for decision in loaded.decisions}


def report(**figures):
    """Print the figures as one line of JSON; the exit code: 0 where nothing was lost or unreadable."""
    figures["seconds"] = round(time.monotonic() - BEGUN, 1)
    sys.stdout.write(f"{json.dumps(figures)}\n")
    return 1 if figures["lost"] or figures["unreadable"] or figures.get("violations") else 0


def say(*words):
    """Tell on standard error what is not among the figures."""
    sys.stderr.write(f"{' '.join(map(str, words))}\n")
