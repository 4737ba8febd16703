"""Two states of a decisions file → the verdicts and notes of the first that the second no longer holds, and why."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

from tui.model import Change, Decision
from tui.store.document import Document, Key
from tui.store.ordering import alternatives, digest, has_same_verdict, is_after

How = Literal["decision", "rule", "undo", "merge", "session", "outside"]
HOW: Final[tuple[How, ...]] = ("decision", "rule", "undo", "merge", "session", "outside")


@dataclass(frozen=True, slots=True)
class Replaced:
    """A record that was replaced or removed, and how, at `at` (UTC).

    `how`: by a decision by hand, by a rule, by an undo, by a merge, by another session (`session`), or by
    something that is not this program (`outside`: an editor, git). `by` is the reviewer who did it, `verdict` and
    `rule` are those of the new record; "" where that is not known, or there is none.
    """

    decision: Decision
    how: How
    at: datetime
    by: str = ""
    verdict: str = ""
    rule: str = ""


def replaced_by(
    old: Decision, new: Decision | None, how: How | None = None, *, by: str = ""
) -> Replaced:
    """The entry for `old`, of which `new` took the place (None: it was removed)."""
    now = datetime.now(UTC).replace(microsecond=0)
    if new is None:
        return Replaced(old, how or "undo", now, by)
    found = how or ("rule" if new.rule else "decision")
    return Replaced(old, found, now, new.reviewer, new.verdict, new.rule)


def holds(new: Decision | None, old: Decision) -> bool:
    """Whether a record still holds all that another one says: verdicts, notes, label."""
    if new is None:
        return all(one.verdict == "undecided" and not one.note for one in alternatives(old))
    verdicts = alternatives(new)
    notes = "\n".join(one.note for one in verdicts)
    return all(
        (one.verdict == "undecided" or any(has_same_verdict(one, other) for other in verdicts))
        and one.note in notes
        and one.label in {"", *(other.label for other in verdicts)}
        for one in alternatives(old)
    )


def by_changes(
    now: Document, changes: Sequence[Change], asked: Mapping[Key, Decision | None]
) -> list[Replaced]:
    """What `changes` replace in the document: by the record of their key, or by one that follows it.

    `asked` has the records as they were handed in: one that the old record follows is an undo.
    """
    successors = followers(change.decision for change in changes)
    found = []
    for change in changes:
        key = (change.id, change.reviewer)
        old = now.decisions.get(key)
        if old is None or holds(change.decision, old):
            continue
        wanted = asked.get(key)
        undone = wanted is not None and digest(wanted) in old.follows
        new = change.decision or successors.get(digest(old))
        found.append(replaced_by(old, new, "undo" if undone else None, by=old.reviewer))
    return found


def by_others(before: Document | None, after: Document, mine: Collection[Key]) -> list[Replaced]:
    """What was in the document as last read and is no longer, apart from the keys in `mine`."""
    if before is None or before.decisions is after.decisions:
        return []
    found = []
    for key, old in before.decisions.items():
        new = after.decisions.get(key)
        if new is not old and key not in mine and not holds(new, old):
            is_ours = new is not None and is_after(new, old)
            found.append(replaced_by(old, new, "session" if is_ours else "outside"))
    return found


def followers(decisions: Iterable[Decision | None]) -> dict[str, Decision]:
    """The records by the digests of those that they follow."""
    return {name: one for one in decisions if one is not None for name in one.follows}
