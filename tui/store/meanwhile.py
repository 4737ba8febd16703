"""What was asked for here, and what others changed in the file meanwhile → what is to be written, and told."""

from collections.abc import Sequence

from tui.model import Change, Decision
from tui.store.document import Document


def settle(
    changes: Sequence[Change], before: Document | None, now: Document
) -> tuple[list[Change], tuple[Decision, ...]]:
    """The changes to be written, and what gave way: a decision that both sides changed, the earlier one."""
    wanted: list[Change] = []
    beaten: list[Decision] = []
    for change in {(c.id, c.reviewer): c for c in changes}.values():
        key = (change.id, change.reviewer)
        theirs = now.decisions.get(key)
        known = before.decisions.get(key) if before is not None else theirs
        if theirs is None or theirs in (known, change.decision):
            wanted.append(change)
        elif change.decision is not None and theirs.at > change.decision.at:
            beaten.append(change.decision)
        else:
            beaten.append(theirs)
            wanted.append(change)
    return wanted, tuple(beaten)


def news_of(before: Document | None, now: Document, back: Sequence[Change]) -> tuple[Change, ...]:
    """What others changed since the file was last seen, less what was put back."""
    if before is None or before is now:
        return ()
    old, new = before.decisions, now.decisions
    undone = {(change.id, change.reviewer) for change in back}
    return tuple(
        Change(*key, new.get(key))
        for key in sorted(old.keys() | new.keys())
        if old.get(key) != new.get(key) and key not in undone
    )
