"""Three states of one decisions file in, one out: merged by meaning, key by key, never line by line.

What one side changed is taken; where both changed the same decision, the later one wins and the other
is handed back. A deletion is a change, but it never wins over a decision that was changed meanwhile.

For the door: `merge_texts(base, ours, theirs)` is what `copydesk merge BASE OURS THEIRS` writes into OURS as
git's merge driver, `merge_all([(name, text), …])` what `copydesk merge FILES… -o FILE` writes into FILE.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import tomli

from tui.errors import DecisionsError
from tui.model import Change, Decision
from tui.store.blocks import split, with_comments_of
from tui.store.conflict_markers import Sides, has_markers, sides
from tui.store.document import Document, Key
from tui.store.git_versions import Versions
from tui.store.reading import Malformed, read

_MOST_MIXED: Final = 50  # decisions that git's lines mixed up in one file; more is another trouble


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged document; what lost against a later decision of the same key; and sentences on both."""

    document: Document
    lost: tuple[Decision, ...] = ()
    notes: tuple[str, ...] = ()


def merge(base: Document | None, ours: Document, theirs: Document) -> Merged:
    """What both sides say together; `base` is what both once were, None where that is not known.

    Text and order of `ours` stay where they can. Linear in the number of decisions.
    """
    old, mine, other = _texts(base or Document()), _texts(ours), _texts(theirs)
    taken: dict[Key, str] = {}
    chosen: dict[Key, Decision] = {}
    lost: list[Decision] = []
    notes: list[str] = []
    for key in mine.keys() | other.keys():
        was, here, there = (texts.get(key, "") for texts in (old, mine, other))
        if there in (here, was):
            continue
        if here == was:
            taken[key] = there
        else:
            sides = (here, ours.decisions.get(key)), (there, theirs.decisions.get(key))
            before = base.decisions.get(key) if base is not None else None
            (text, winner), (less, loser) = _weigh(before, *sides)
            taken[key] = with_comments_of(text, less)
            if winner is not None and winner != loser != before:
                notes.append(_note(winner, loser))
                lost += [loser] if loser is not None else []
            if winner is not None:
                chosen[key] = winner
    document = ours.with_blocks(taken, {**theirs.decisions, **chosen}) if taken else ours
    return Merged(_with_frame(base, document, theirs), tuple(lost), tuple(sorted(notes)))


def merge_texts(
    base: str | None, ours: str, theirs: str, names: Sequence[str] = ("base", "ours", "theirs")
) -> tuple[str, Merged]:
    """The merged text of three texts of a decisions file, and what was merged.

    `base` is None where there is none. Raises DecisionsError naming the text and line that cannot be read.
    """
    was = None if base is None else read_by_meaning(base, names[0]).document
    merged = merge(
        was, read_by_meaning(ours, names[1]).document, read_by_meaning(theirs, names[2]).document
    )
    return merged.document.text(), merged


def merge_all(texts: Sequence[tuple[str, str]]) -> tuple[str, Merged]:
    """The text of one or more texts, each with its name, as one: of two decisions of a key the later.

    The order of the texts tells only which one's comments and order are kept. Raises DecisionsError.
    """
    first, *rest = (read_by_meaning(text, name) for name, text in texts)
    merged = first
    for other in rest:
        found = merge(None, merged.document, other.document)
        merged = Merged(
            found.document, (*merged.lost, *found.lost), (*merged.notes, *other.notes, *found.notes)
        )
    return merged.document.text(), merged


def read_by_meaning(text: str, name: str) -> Merged:
    """The document that a text is, both sides of git's conflict markers merged. Raises DecisionsError."""
    try:
        return opened(text)
    except Malformed as trouble:
        raise DecisionsError(trouble.what, where=f"{name}:{trouble.line}", do=trouble.do) from None


def opened(
    text: str, known: Document | None = None, versions: Callable[[], Versions | None] = lambda: None
) -> Merged:
    """The same, raising Malformed; `known` as for `document.read`.

    `versions` gives what git holds of the file, where it is asked: the ancestor, ours and theirs.
    """
    try:
        return Merged(read(text, known))
    except Malformed as trouble:
        if has_markers(text):
            return _without_markers(text, trouble, versions)
        held = versions()
        if held is None:
            raise
        told = (
            f"line {trouble.line}: git's merge by lines left what nobody wrote ({trouble.what}); "
            "both branches are read by meaning instead, and the next save writes them as one"
        )
        merged = _of_versions(held)
        return replace(merged, notes=(told, *merged.notes))


def _without_markers(
    text: str, trouble: Malformed, versions: Callable[[], Versions | None]
) -> Merged:
    found = sides(text)
    if found is None:
        raise Malformed(
            trouble.line, "git's conflict markers do not close", "Mend them by hand"
        ) from None
    try:
        merged = _of_sides(found, versions)
    except Malformed as inside:
        what = f"{inside.what}, in one side of a git conflict"
        raise Malformed(found.line, what, inside.do, inside.held) from None
    told = (
        f"line {found.line}: git left conflict markers; both sides are read by meaning, "
        "and the next save writes them as one"
    )
    return replace(merged, notes=(told, *merged.notes))


def _of_sides(found: Sides, versions: Callable[[], Versions | None]) -> Merged:
    """Both sides of a conflict as one.

    Git mixes two versions of a decision line by line, even outside of its markers, to a third that nobody
    wrote. So its own versions are merged where it still holds them, and the text has only the last word
    on decisions in which a person has written a line of their own since.
    """
    held = versions()
    if held is None:
        return _of_markers(found)
    true = _of_versions(held)
    try:
        said = _of_markers(found).document
    except Malformed:
        return true
    lines = {line.strip() for version in held if version for line in version.split("\n")}
    by_hand = {
        key: block
        for key, block in _texts(said).items()
        if any(line.strip() not in lines for line in block.split("\n"))
    }
    return replace(true, document=true.document.with_blocks(by_hand, said.decisions))


def _of_versions(held: Versions) -> Merged:
    ancestor, ours, theirs = held
    return merge(read(ancestor) if ancestor else None, read(ours), read(theirs))


def _of_markers(found: Sides) -> Merged:
    (ours, mixed_here), (theirs, mixed_there) = map(_read_side, (found.ours, found.theirs))
    mixed = mixed_here | mixed_there
    if any(key not in ours.decisions and key not in theirs.decisions for key in mixed):
        raise Malformed(found.line, "a decision is mixed up", "Mend it by hand")
    return merge(_read_ancestor(found.base, mixed), ours, theirs)


def _read_side(text: str) -> tuple[Document, frozenset[Key]]:
    """One side of a conflict, without the decisions that git's merging by lines has mixed up in it.

    Where two decisions on the same copies stand one behind the other, git may take the head of one and the
    tail of the other for one: no such record is true, and the other side has the true one.
    """
    mixed: set[Key] = set()
    while True:
        try:
            return read(text), frozenset(mixed)
        except Malformed as trouble:
            cut = split(text)
            if trouble.line not in cut.lines or len(mixed) > _MOST_MIXED:
                raise
            at = cut.lines.index(trouble.line)
            mixed.add(_key_of(cut.blocks[at], trouble))
            rest = (*cut.blocks[:at], *cut.blocks[at + 1 :])
            text = "".join((cut.before, *rest, cut.behind))


def _key_of(block: str, trouble: Malformed) -> Key:
    try:
        record = tomli.loads(block)["decision"][0]
        return str(record["id"]), str(record["reviewer"])
    except (tomli.TOMLDecodeError, LookupError, TypeError):
        raise trouble from None


def _read_ancestor(text: str | None, mixed: frozenset[Key]) -> Document | None:
    """What both sides once were, if git left it and it can be read, less what is mixed up in a side."""
    if text is None:
        return None
    try:
        base, _ = _read_side(text)
    except Malformed:
        return None
    return base.with_changes(Change(*key, None) for key in mixed)


def _texts(document: Document) -> dict[Key, str]:
    r"""The text of every decision, line ends `\n`."""
    if len(document.keys) != len(document.decisions):  # two decisions with one key: the later alone
        document = document.with_changes(
            Change(*key, document.decisions[key])
            for key, times in Counter(document.keys).items()
            if times > 1
        )
    texts = dict(zip(document.keys, document.blocks, strict=True))
    if document.newline == "\n":
        return texts
    return {key: block.replace("\r\n", "\n") for key, block in texts.items()}


_Side = tuple[str, Decision | None]


def _weigh(before: Decision | None, mine: _Side, theirs: _Side) -> tuple[_Side, _Side]:
    """The side that stays and the one that goes; of two of one time, ours stays."""
    here, there = mine[1], theirs[1]
    if there is None or there in (here, before):
        return mine, theirs
    if here is None or here == before or there.at > here.at:
        return theirs, mine
    return mine, theirs


def _note(winner: Decision, loser: Decision | None) -> str:
    who, at = winner.reviewer, f"{winner.at:%Y-%m-%d %H:%M}"
    if loser is None:
        return f"{winner.id} of {who} was changed on one side and removed on the other: it stays"
    return (
        f"{winner.id} of {who} was changed on both sides: {winner.verdict} of {at} stays, "
        f"{loser.verdict} of {loser.at:%Y-%m-%d %H:%M} goes"
    )


def _with_frame(base: Document | None, merged: Document, theirs: Document) -> Document:
    """What stands before and behind the decisions: theirs where only they changed it."""
    if base is None:
        return merged
    frames = []
    for part in ("before", "behind"):
        was, here, there = (
            getattr(document, part).replace("\r\n", "\n") for document in (base, merged, theirs)
        )
        frames.append((there if here == was else here).replace("\n", merged.newline))
    return replace(merged, before=frames[0], behind=frames[1])
