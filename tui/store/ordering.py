"""Two records of one key → which replaces the other, by what each writer had read; wall clocks decide nothing.

Every record lists the digests of the records that it replaced (`Decision.follows`). A record comes after another if
it lists that one. Where neither lists the other they are concurrent: `combined` keeps both verdicts in one record, as a
conflict that the reviewer settles by deciding again.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC
from typing import Any, Final

from tui.model import Decision
from tui.store.toml_text import legible

MOST_FOLLOWED: Final = 16  # digests that a record lists; it is unordered to what came before them


def digest(decision: Decision) -> str:
    """Name of one state of a record: blake2b-64 of its content and of what it follows. 16 hex digits."""
    state = (_content(decision), decision.follows, tuple(map(_content, decision.concurrent)))
    return hashlib.blake2b(repr(state).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def is_after(one: Decision, other: Decision) -> bool:
    """Whether the writer of `one` had read `other` and replaced it."""
    return digest(other) in one.follows


def is_same(one: Decision, other: Decision) -> bool:
    """Whether two records say the same, notes, time and conflict included; tool, score and what they follow aside."""
    return _content(one) == _content(other) and list(map(_content, one.concurrent)) == list(
        map(_content, other.concurrent)
    )


def has_same_verdict(one: Decision, other: Decision) -> bool:
    """Whether two records of one id give the same verdict, with the same canonical and excluded copies."""
    return one.verdict == other.verdict and _roles(one, other) == _roles(other, one)


def alternatives(decision: Decision | None) -> tuple[Decision, ...]:
    """The verdicts that one record holds, each as a record of its own: one, or those in conflict."""
    if decision is None:
        return ()
    return (replace(decision, concurrent=()), *decision.concurrent)


def is_edited_in_place(one: Decision, other: Decision) -> bool:
    """Whether `one` is `other` with its text changed by hand: whoever decides anew writes another time."""
    return one.follows == other.follows and one.at == other.at


def following(new: Decision, *earlier: Decision) -> Decision:
    """`new` as the record that replaces `earlier`, oldest first, and all that these follow."""
    listed = [*new.follows]
    for old in earlier:
        listed += [*old.follows, digest(old)]
    latest_last = dict.fromkeys(reversed(listed))
    return replace(new, follows=tuple(reversed(tuple(latest_last)[:MOST_FOLLOWED])))


def combined(decisions: Iterable[Decision]) -> tuple[Decision, tuple[Decision, ...]]:
    """One record of concurrent ones of a key, and those whose verdict it does not hold.

    A verdict by hand replaces one of a rule, and any verdict one that is undecided. Different verdicts by hand, or of
    rules, stay together as a conflict. The result does not depend on the order of `decisions`.
    """
    every = list(decisions)
    ranked = sorted((one for found in every for one in alternatives(found)), key=_rank)
    first = ranked.pop()
    rivals: list[Decision] = []
    replaced: list[Decision] = []
    for one in reversed(ranked):
        if any(is_same(one, other) for other in (first, *rivals)):
            continue
        is_open = one.verdict != "undecided" and bool(one.rule) == bool(first.rule)
        if is_open and not any(has_same_verdict(one, other) for other in (first, *rivals)):
            rivals.append(replace(one, follows=()))
        else:
            replaced.append(one)
    notes = [one.note for one in sorted([first, *replaced], key=_rank) if one.note]
    labels = [one.label for one in (first, *replaced) if one.label]
    result = replace(
        first,
        note="\n".join(dict.fromkeys(notes)),
        label=labels[0] if labels else "",
        concurrent=tuple(rivals),
    )
    return following(result, *sorted(every, key=_rank)), tuple(replaced)


def _rank(decision: Decision) -> tuple[Any, ...]:
    """Sorts what stands for the record last. The time only makes the choice the same on every machine."""
    return (
        decision.verdict != "undecided",
        not decision.rule,
        decision.at.astimezone(UTC),
        digest(decision),
    )


def _content(decision: Decision) -> tuple[Any, ...]:
    return (
        decision.id,
        legible(decision.reviewer),
        decision.verdict,
        decision.at.astimezone(UTC).replace(microsecond=0).isoformat(),
        legible(decision.label),
        legible(decision.note),
        legible(decision.rule),
        tuple((m.path, m.digest, m.canonical, m.excluded) for m in decision.members),
    )


def _roles(decision: Decision, other: Decision) -> list[tuple[str, bool, bool]]:
    """The copies with their roles: by path, or by text where a copy has been renamed since the other record."""
    paths = {member.path for member in decision.members}
    by_path = paths == {member.path for member in other.members}
    return sorted(
        (m.path if by_path else m.digest, m.canonical, m.excluded) for m in decision.members
    )
