"""Two records of one key → which replaces the other, by what each writer had read; wall clocks decide nothing.

Every record lists the digests of the records that it replaced (`Decision.follows`). A record comes after another if
it lists that one. Where neither lists the other they are concurrent: `combined` keeps both verdicts in one record, as a
conflict that the reviewer settles by deciding again.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC
from typing import Any, Final

from tui.model import Decision
from tui.store.decisions.toml_writer import legible

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
    verdicts, replaced = [[first]], list[Decision]()
    for one in reversed(ranked):
        same = next((found for found in verdicts if has_same_verdict(found[0], one)), None)
        if same is not None:
            same.append(one)
        elif one.verdict != "undecided" and bool(one.rule) == bool(first.rule):
            verdicts.append([one])
        else:
            verdicts[0].append(one)
            replaced.append(one)
    result, *rivals = map(_with_words_of_all, verdicts)
    replaced += [
        one
        for kept, found in zip((result, *rivals), verdicts, strict=True)
        for one in found
        if one.label not in {"", kept.label} and one not in replaced
    ]
    concurrent = tuple(replace(rival, follows=()) for rival in rivals)
    earlier = sorted(every, key=_rank)
    return following(replace(result, concurrent=concurrent), *earlier), tuple(replaced)


def _with_words_of_all(decisions: Sequence[Decision]) -> Decision:
    """The first of some records, with the notes of all and the first label."""
    notes = dict.fromkeys(one.note for one in sorted(decisions, key=_rank) if one.note)
    labels = [one.label for one in decisions if one.label]
    return replace(decisions[0], note="\n".join(notes), label=labels[0] if labels else "")


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
