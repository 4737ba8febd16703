"""Findings ↔ JSON, so that what was found in a folder can be told again while nothing of it has changed."""

import json
from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from tui.detect.engine import Findings
from tui.model import Evidence, Group, Match, Reason

_Row = list[Any]
_EVIDENCE = attrgetter(*(one.name for one in fields(Evidence)))  # astuple copies deeply
_REASON = attrgetter(*(one.name for one in fields(Reason)))


def to_json(findings: Findings) -> bytes:
    """What was found without claims, as ASCII: names that are no UTF-8 keep their lone surrogates."""
    return json.dumps(
        {
            "groups": [_of_group(group) for group in findings.groups],
            "furniture": dict(findings.furniture),
            "passages": _of_matches(findings.passages),
            "nearest": _of_matches(filter(None, [findings.nearest])),
            "notes": findings.notes,
        },
        separators=(",", ":"),
    ).encode("ascii")


def from_json(written: bytes) -> Findings:
    """The findings that `to_json` made this of, equal to them in every part."""
    said = json.loads(written.decode("ascii"))
    return Findings(
        tuple(map(_group, said["groups"])),
        {
            name: tuple((begin, end) for begin, end in spans)
            for name, spans in said["furniture"].items()
        },
        _matches(said["passages"]),
        next(iter(_matches(said["nearest"])), None),
        tuple(said["notes"]),
    )


def _of_group(group: Group) -> _Row:
    evidence = [*map(_EVIDENCE, group.evidence)]
    return [group.members, group.score, _of_matches(group.matches), evidence]


def _group(row: _Row) -> Group:
    members, score, matches, evidence = row
    told = tuple(Evidence(*one) for one in evidence)
    return Group(tuple(members), score, _matches(matches), evidence=told)


def _of_matches(matches: Iterable[Match]) -> list[_Row]:
    return [[one.left, one.right, one.score, [*map(_REASON, one.reasons)]] for one in matches]


def _matches(rows: list[_Row]) -> tuple[Match, ...]:
    return tuple(
        Match(left, right, score, tuple(Reason(*why) for why in reasons))
        for left, right, score, reasons in rows
    )
