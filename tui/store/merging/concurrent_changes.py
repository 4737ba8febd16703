"""What is to be saved, and what others saved meanwhile → what is to be written, and what the caller must learn.

A change replaces what its writer had read. What they had not read stays: as a conflict in the same record where it is
another verdict, see `ordering.combined`.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from tui.model import UNSTATED, Change, Decision
from tui.store.decisions.document import Document, Key
from tui.store.merging.record_order import (
    alternatives,
    combined,
    digest,
    following,
    is_after,
    is_edited_in_place,
    is_same,
)
from tui.store.merging.replaced_records import Replaced, followers, holds, replaced_by


@dataclass(frozen=True, slots=True)
class Settled:
    """The changes to be written, with what they follow; and what gave way that was not in the file."""

    changes: tuple[Change, ...]
    replaced: tuple[Replaced, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """What this run had saved and the file no longer has: to be put back, or knowingly replaced by others.

    `replaced` is what gave way where both the saved and the present record are put back as one.
    """

    put_back: tuple[Change, ...]
    released: frozenset[Key]
    replaced: tuple[Replaced, ...]


def settle(
    changes: Sequence[Change],
    before: Document | None,
    now: Document,
    removed: Mapping[Key, Decision],
) -> Settled:
    """Order the changes against the document `now`; `before` is what the caller last learned of it.

    `removed` are records that this run has taken out: one that is given anew replaces them.

    Of several changes of one key the last counts, and the first one states what had been read.
    """
    wanted: list[Change] = []
    replaced = _superseded(changes)
    for change in _last_of_each_key(changes):
        key = (change.id, change.reviewer)
        theirs = now.decisions.get(key)
        unread = _unread(change, theirs, _known(change, before, theirs))
        earlier = theirs or removed.get(key)
        mine = () if change.decision is None else (change.decision,)
        if not unread:
            wanted.append(_after(change, earlier))
        elif mine or len(unread) < len(alternatives(theirs)):
            result, gave_way = combined((*unread, *mine))
            wanted.append(_after(replace(change, decision=result), earlier))
            replaced += [replaced_by(one, result, "session") for one in gave_way]
        # else: an undo of a verdict that others have replaced leaves theirs
    return Settled(tuple(_with_removed(wanted, now)), tuple(replaced))


def dropped(
    saved: Mapping[Key, Decision], now: Document, removed: Callable[[], Collection[str]]
) -> Dropped:
    """Compare what this run has saved with the document; `removed` gives digests of what others undid.

    A record that another one follows was replaced by somebody who had read it. A record that is gone otherwise, or
    put back to an earlier state, was dropped by somebody who had not, and is put back.
    """
    put_back: list[Change] = []
    replaced: list[Replaced] = []
    released: set[Key] = set()
    missing: list[Decision] = []
    for key, mine in saved.items():
        theirs = now.decisions.get(key)
        if theirs is mine or (theirs is not None and digest(theirs) == digest(mine)):
            continue
        if theirs is None:
            missing.append(mine)
        elif is_after(theirs, mine) or is_edited_in_place(theirs, mine):
            released.add(key)
        elif is_after(mine, theirs):
            put_back.append(Change(*key, mine))
        elif not is_same(theirs, mine):
            result, gave_way = combined((mine, theirs))
            put_back.append(Change(*key, result))
            replaced += [replaced_by(one, result, "session") for one in gave_way]
    if missing:
        known = followers(now.decisions.values()).keys() | removed()
        for mine in missing:
            if digest(mine) in known:
                released.add(mine.key)
            else:
                put_back.append(Change(mine.id, mine.reviewer, mine))
    return Dropped(tuple(put_back), frozenset(released), tuple(replaced))


def external_changes(
    before: Document | None, now: Document, after: Document, asked: Mapping[Key, Decision | None]
) -> tuple[Change, ...]:
    """What the document says `after` a save otherwise than the caller knows.

    The caller knows what they asked for, and `before`; `now` is what others had made of it when it was saved. `read`
    of each change is what the caller knows. Linear only where others have changed something.
    """
    old = now.decisions if before is None else before.decisions
    new = after.decisions
    keys = asked.keys() if old is now.decisions else old.keys() | new.keys() | asked.keys()
    return tuple(
        Change(*key, new.get(key), read=known)
        for key in sorted(keys)
        if (known := asked[key] if key in asked else old.get(key)) != new.get(key)
    )


def last_asked(changes: Sequence[Change]) -> dict[Key, Decision | None]:
    """What is asked for under each key; of several changes of one key the last counts."""
    return {(change.id, change.reviewer): change.decision for change in changes}


def _last_of_each_key(changes: Sequence[Change]) -> list[Change]:
    first: dict[Key, Change] = {}
    for change in changes:
        first.setdefault((change.id, change.reviewer), change)
    asked = last_asked(changes)
    return [replace(change, decision=asked[key]) for key, change in first.items()]


def _superseded(changes: Sequence[Change]) -> list[Replaced]:
    """The verdicts that a later change of the same key replaces before they could be saved."""
    asked = last_asked(changes)
    return [
        replaced_by(change.decision, last, by=change.reviewer)
        for change in changes
        if change.decision is not None
        and not holds(last := asked[change.id, change.reviewer], change.decision)
    ]


def _known(change: Change, before: Document | None, theirs: Decision | None) -> Decision | None:
    """The record that the writer of a change had read."""
    if change.read is not UNSTATED:
        return change.read
    return theirs if before is None else before.decisions.get((change.id, change.reviewer))


def _unread(
    change: Change, theirs: Decision | None, known: Decision | None
) -> tuple[Decision, ...]:
    """The verdicts of a record that the writer of a change had not read, and does not repeat."""
    read = (*alternatives(known), *alternatives(change.decision))
    return tuple(
        one for one in alternatives(theirs) if not any(is_same(one, other) for other in read)
    )


def _after(change: Change, earlier: Decision | None) -> Change:
    """The change, its record listing what it replaces."""
    if change.decision is None or earlier is None:
        return change
    if is_same(change.decision, earlier):
        return replace(change, decision=replace(change.decision, follows=earlier.follows))
    return replace(change, decision=following(change.decision, earlier))


def _with_removed(changes: Sequence[Change], now: Document) -> list[Change]:
    """The changes, each record listing those on the same texts that are removed together with it."""
    removed: dict[str, list[Decision]] = defaultdict(list)
    for change in changes:
        old = now.decisions.get((change.id, change.reviewer))
        if change.decision is None and old is not None:
            for member in old.members:
                removed[member.digest].append(old)
    if not removed:
        return list(changes)
    return [_following_removed(change, removed) for change in changes]


def _following_removed(change: Change, removed: Mapping[str, Sequence[Decision]]) -> Change:
    if change.decision is None:
        return change
    old = {one.key: one for m in change.decision.members for one in removed.get(m.digest, ())}
    return replace(change, decision=following(change.decision, *old.values())) if old else change
