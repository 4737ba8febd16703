r"""A block exactly as this program writes it → its decision, several times as quick as a TOML parser.

The expression is narrower than TOML: strings without escapes, no key twice, the order of our writer. What
does not fit to the last character is none of its business and goes to the parser; a property test holds
that the two never differ.
"""

import re
from datetime import UTC, datetime
from typing import Final, cast

from tui.model import VERDICTS, Decision, Member, Verdict

_TEXT: Final = r'"([^"\\\x00-\x1f\x7f]*)"'
_DIGEST: Final = '"[0-9a-f]{16}"'
_BLOCK: Final = re.compile(
    r"(?:#[^\x00-\x08\x0a-\x1f\x7f]*\n)*"
    r"\[\[decision\]\]\n"
    rf"id = {_TEXT}\n"
    rf"verdict = {_TEXT}\n"
    r"(?:score = ([0-9]\.[0-9]+)\n)?"
    rf"reviewer = {_TEXT}\n"
    r"at = ([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})Z\n"
    rf"(?:tool = {_TEXT}\n)?"
    rf"(?:label = {_TEXT}\n)?"
    rf"(?:note = {_TEXT}\n)?"
    rf"(?:rule = {_TEXT}\n)?"
    rf"(?:follows = \[({_DIGEST}(?:, {_DIGEST})*)\]\n)?"
    r"members = \[\n"
    r"((?:  \{ [^{}\n]* \},\n)+)"
    r"\]\n\n?"
)
_MEMBER: Final = re.compile(
    rf"  \{{ path = {_TEXT}, digest = {_TEXT}(?:, raw = {_TEXT})?"
    r"(, canonical = true)?(, excluded = true)? \},\n"
)


def parse_canonical_block(block: str) -> Decision | None:
    """The decision, or None where the block must go to the parser: also where it is flawed."""
    found = _BLOCK.fullmatch(block)
    if found is None:
        return None
    name, verdict, score, reviewer, at, tool, label, note, rule, follows, lines = found.groups()
    members = _members(lines)
    if members is None or verdict not in VERDICTS or not name or not reviewer:
        return None
    if verdict == "canonical" and sum(m.canonical and not m.excluded for m in members) != 1:
        return None
    try:
        when = datetime.fromisoformat(at).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Decision(
        name,
        cast("Verdict", verdict),
        members,
        reviewer,
        when,
        None if score is None else float(score),
        tool or "",
        label or "",
        note or "",
        rule or "",
        follows=() if follows is None else tuple(follows.replace('"', "").split(", ")),
    )


def _members(lines: str) -> tuple[Member, ...] | None:
    members: list[Member] = []
    end = 0
    while end < len(lines):
        found = _MEMBER.match(lines, end)
        if found is None:
            return None
        path, digest, raw, canonical, excluded = found.groups()
        if not path or path[0] == "/" or ".." in path:
            return None
        members.append(Member(path, digest, raw or "", canonical is not None, excluded is not None))
        end = found.end()
    return tuple(members)
