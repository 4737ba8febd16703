"""Three states of one decisions file in, one out: merged by meaning, key by key, never line by line.

What one side changed is taken. Where both changed one decision, the one whose writer had read the other is taken;
where neither had, both verdicts stay in one record, as a conflict to settle (`ordering.combined`). A deletion is a
change, but it never wins over a decision that was changed meanwhile.

`merge_texts(base, ours, theirs)` is what `copydesk merge BASE OURS THEIRS` writes into OURS as
git's merge driver, `merge_all([(name, text), …])` what `copydesk merge FILES… -o FILE` writes into FILE.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import tomli

from tui.errors import DecisionsError
from tui.model import Change, Decision
from tui.store.decisions.decision_blocks import split, with_comments_of
from tui.store.decisions.document import Document, Key
from tui.store.decisions.toml_reader import Malformed, read
from tui.store.merging.conflict_markers import Sides, has_markers, sides
from tui.store.merging.git_versions import Versions
from tui.store.merging.record_order import alternatives, combined, is_after, is_same
from tui.store.merging.replaced_records import holds

_MOST_MIXED: Final = 50  # decisions that git's lines mixed up in one file; more is another trouble


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged document; the records of which it no longer holds the verdict; and sentences on both."""

    document: Document
    lost: tuple[Decision, ...] = ()
    notes: tuple[str, ...] = ()


def merge(base: Document | None, ours: Document, theirs: Document) -> Merged:
    """What both sides say together; `base` is what both once were, None where that is not known.

    Text and order of `ours` stay where they can. Linear in the number of decisions.
    """
    old, mine, other = _texts(base or Document()), _texts(ours), _texts(theirs)
    taken: dict[Key, str] = {}
    results: list[_Result] = []
    for key in mine.keys() | other.keys():
        was, here, there = (texts.get(key, "") for texts in (old, mine, other))
        if there in (here, was):
            continue
        if here == was:
            taken[key] = there
        else:
            before = base.decisions.get(key) if base is not None else None
            result = _weigh(before, ours.decisions.get(key), theirs.decisions.get(key))
            kept, other_text = (there, here) if result.from_theirs else (here, there)
            taken[key] = with_comments_of(kept, other_text)
            results.append(result)
    chosen = {result.decision.key: result.decision for result in results}
    document = ours.with_blocks(taken, {**theirs.decisions, **chosen}) if taken else ours
    new = [Change(*r.decision.key, r.decision) for r in results if r.is_new]
    document = document.with_changes(new) if new else document
    return Merged(
        _with_frame(base, document, theirs),
        tuple(one for result in results for one in result.lost),
        tuple(sorted(result.note for result in results if result.note)),
    )


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
    """The text of one or more texts, each with its name, as one.

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
        edited = _edited(found, held)
    except Malformed:
        return true
    by_hand = {key: block for key, block in _texts(said).items() if key in edited}
    return replace(true, document=true.document.with_blocks(by_hand, said.decisions))


def _edited(found: Sides, held: Versions) -> set[Key]:
    """The decisions in which a person has written a line that none of git's versions has."""
    lines = {line.strip() for version in held if version for line in version.split("\n")}
    documents = [_read_side(text)[0] for text in (found.ours, found.theirs)]
    return {
        key
        for document in documents
        for key, block in _texts(document).items()
        if any(line.strip() not in lines for line in block.split("\n"))
    }


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


@dataclass(frozen=True, slots=True)
class _Result:
    """The record that stays of two changed ones; `is_new` where neither side has it in these words."""

    decision: Decision
    from_theirs: bool
    lost: tuple[Decision, ...] = ()
    note: str = ""
    is_new: bool = False


def _weigh(before: Decision | None, here: Decision | None, there: Decision | None) -> _Result:
    """Order two records of which at least one is there; `before` is what both once were."""
    if here is None or there is None:
        stays = here or there
        if stays is None:
            raise AssertionError("a record that is on neither side is not weighed")
        who = f"{stays.id} of {stays.reviewer}"
        note = f"{who} was changed on one side and removed on the other: it stays"
        return _Result(stays, here is None, note=note)
    if is_after(here, there) or is_after(there, here):
        last, first = (here, there) if is_after(here, there) else (there, here)
        return _Result(last, last is there, () if holds(last, first) else (first,))
    if there in (here, before):
        return _Result(here, from_theirs=False)
    if here == before:
        return _Result(there, from_theirs=True)
    result, lost = combined((here, there))
    from_theirs = not is_same(alternatives(result)[0], alternatives(here)[0])
    lost = tuple(one for one in lost if not holds(result, one))
    return _Result(result, from_theirs, lost, _note(result, lost), is_new=True)


def _note(result: Decision, lost: Sequence[Decision]) -> str:
    who = f"{result.id} of {result.reviewer} was changed on both sides"
    if result.concurrent:
        verdicts = " and ".join(map(_verdict, alternatives(result)))
        return f"{who}, neither knew of the other: {verdicts} are in conflict; decide again to settle it"
    if lost:
        return f"{who}: {_verdict(result)} stays, {' and '.join(map(_verdict, lost))} goes"
    return f"{who}, to the same verdict: {_verdict(result)} stays"


def _verdict(decision: Decision) -> str:
    rule = f" by rule {decision.rule}" if decision.rule else ""
    return f"{decision.verdict} of {decision.at:%Y-%m-%d %H:%M}{rule}"


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
