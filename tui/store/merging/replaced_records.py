"""Two states of a decisions file → the verdicts and notes of the first that the second no longer holds, and why."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

from tui.model import Change, Decision
from tui.store.decisions.document import Document, Key
from tui.store.merging.record_order import alternatives, digest, has_same_verdict

How = Literal["decision", "rule", "undo", "merge", "session", "outside"]
HOW: Final[tuple[How, ...]] = ("decision", "rule", "undo", "merge", "session", "outside")


@dataclass(frozen=True, slots=True)
class Replaced:
    """A record that was replaced or removed, and how, at `at` (UTC).

    `how`: by a decision by hand, by a rule, by an undo, by a merge, by another session (`session`), or by
    something else than a session of this account (`outside`: an editor, git, another account). `by` is the reviewer who did it, `verdict` and
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
    before: Document | None,
    now: Document,
    changes: Sequence[Change],
    asked: Mapping[Key, Decision | None],
) -> list[Replaced]:
    """What `changes` replace: in the document now, and in the one last read, where it is gone by now.

    `asked` has the records as they were handed in: one that the old record follows is an undo.
    """
    successors = followers(change.decision for change in changes)
    found = []
    for change in changes:
        key = (change.id, change.reviewer)
        wanted = asked.get(key)
        for document in filter(None, (now, before)):
            old = document.decisions.get(key)
            if old is None or holds(change.decision, old):
                continue
            undone = wanted is not None and digest(wanted) in old.follows
            new = change.decision or successors.get(digest(old))
            found.append(replaced_by(old, new, "undo" if undone else None, by=old.reviewer))
    return found


def by_others(
    before: Document,
    after: Document,
    mine: Collection[Key],
    recorded: Callable[[], Collection[str]],
) -> list[Replaced]:
    """What was in the document as last read and is no longer, apart from the keys in `mine`.

    `recorded` gives the digests of what the sessions that replaced it have put into the journal themselves.
    """
    gone = [
        old
        for key, old in before.decisions.items()
        if (new := after.decisions.get(key)) is not old and key not in mine and not holds(new, old)
    ]
    if not gone:
        return []
    known, successors = recorded(), followers(after.decisions.values())
    return [
        _by_other(old, after.decisions.get(old.key), successors.get(name))
        for old in gone
        if (name := digest(old)) not in known
    ]


def _by_other(old: Decision, new: Decision | None, successor: Decision | None) -> Replaced:
    return replaced_by(old, new or successor, "session" if successor else "outside")


def followers(decisions: Iterable[Decision | None]) -> dict[str, Decision]:
    """The records by the digests of those that they follow."""
    return {name: one for one in decisions if one is not None for name in one.follows}
