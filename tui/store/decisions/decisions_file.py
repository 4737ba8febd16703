"""The decisions file: what it says, and changes that are on the disk when `write` returns.

Read: the whole or not at all; trouble makes the file read-only, its bytes untouched. Written: under a
lock, merged with what others saved meanwhile, as a new file moved over the old one and synced.
"""

import errno
import os
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tui.errors import DecisionsError
from tui.model import Change, Decision
from tui.runtime.gc_control import without_gc
from tui.store.decisions.document import Document, Key
from tui.store.decisions.os_errors import DO, MEANWHILE, explained
from tui.store.decisions.toml_reader import Malformed
from tui.store.decisions.undo_journal import Journal
from tui.store.disk.atomic_write import Displaced, Signature, replace_file, signature
from tui.store.disk.lock import locked
from tui.store.disk.stable_read import HOT, MOST_TRIES, may_be_half_written, read_stable
from tui.store.disk.system import System
from tui.store.merging.concurrent_changes import dropped, external_changes, last_asked, settle
from tui.store.merging.git_versions import versions
from tui.store.merging.merge_documents import Merged, opened
from tui.store.merging.record_order import digest
from tui.store.merging.replaced_records import Replaced, by_changes, by_others, replaced_by
from tui.store.rescue.rescue_files import keep_aside
from tui.store.rescue.stale_temp_files import sweep, temporary_name
from tui.text.plural import counted


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the file says; `warnings` are sentences; `read_only` is "" or why nothing can be saved in it.

    `read_only` names file and line and what to do. The decisions are then those that could be read.
    """

    decisions: tuple[Decision, ...]
    warnings: tuple[str, ...]
    read_only: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a save did besides saving.

    `notes` are sentences for the reviewer. `news` is what the file says otherwise than the caller knew or asked, for
    the screen to take in. `replaced` is what is no longer in the file: it is in the journal.
    """

    notes: tuple[str, ...] = ()
    news: tuple[Change, ...] = ()
    replaced: tuple[Replaced, ...] = ()

    @property
    def lost(self) -> tuple[Decision, ...]:
        """The records that were replaced."""
        return tuple(one.decision for one in self.replaced)


class UnreadableError(DecisionsError):
    """The file cannot be read as decisions; `held` are those that could be read nevertheless."""

    def __init__(self, trouble: Malformed, path: Path) -> None:
        super().__init__(trouble.what, where=f"{path}:{trouble.line}", do=trouble.do)
        self.held = trouble.held


class DecisionsFile:
    """One decisions file, read and written by this program and by others.

    Mutable: it remembers what it last read or wrote, to tell what others changed. Not for two threads at
    once.
    """

    def __init__(self, path: Path, system: System | None = None) -> None:
        self.path = path
        self._system = system or System()
        self._document: Document | None = None  # as last read or written
        self._told: Document | None = None  # as the caller knows it: the ancestor of every merge
        self._signature: Signature | None = None  # of the file that says so, None: there was none
        self._saved: dict[Key, Decision] = {}  # what this object made durable
        self._removed: dict[Key, Decision] = {}  # what it took out, as it last stood in the file
        self._journal = Journal(path)
        self._journal_size = 0  # bytes of replaced records at the last load or save
        self._recorded: set[str] = set()  # digests of records that this object put into the journal
        self._swept = False
        self._gave_way: tuple[Decision, ...] = ()  # read between git's markers, not yet recorded

    def load(self) -> Loaded:
        """Read the file. Raises nothing for what is in it, and writes nothing."""
        try:
            merged = self._read(self._target())
        except UnreadableError as trouble:
            return Loaded(trouble.held, (), str(trouble))
        except DecisionsError as trouble:
            return Loaded((), (), str(trouble))
        except OSError as trouble:
            return Loaded((), (), str(explained(trouble, self.path)))
        self._told = merged.document
        self._journal_size = self._journal.size()
        held = merged.document.decisions
        warnings = (*merged.notes, *merged.document.warnings)
        return Loaded(tuple(held[key] for key in sorted(held)), warnings, "")

    def held(self) -> Mapping[Key, Decision]:
        """The decisions as last read or written."""
        return self._document.decisions if self._document is not None else {}

    def seen(self) -> Mapping[Key, Decision]:
        """The decisions as the caller last read or wrote them, without what others have changed since."""
        return self._told.decisions if self._told is not None else {}

    def check_writable(self) -> None:
        """Raise DecisionsError where a save would fail, as far as that shows without writing."""
        target = self._target()
        try:
            if self._document is None:
                self._read(target)
        except OSError as trouble:
            raise explained(trouble, self.path) from trouble
        if not target.parent.is_dir():
            what, code = "there is no such folder", errno.ENOENT
        elif not os.access(target.parent, os.W_OK | os.X_OK):
            what, code = "nothing can be written in this folder", errno.EACCES
        else:
            return
        raise DecisionsError(what, where=str(target.parent), do=DO[code])

    def write(self, changes: Sequence[Change]) -> Outcome:
        """Make `changes` durable: on return they are on the disk.

        Raises DecisionsError where that cannot be; the file then says what it said before. Of two
        changes of one key the last counts. What others changed since it was read is kept, in conflict with
        the change where both gave a verdict. What is replaced is in the journal before it leaves the file.
        """
        try:
            target = self._target()
            with locked(target, self._system) as said:
                outcome = self._write(target, changes)
        except OSError as trouble:
            raise explained(trouble, self.path) from trouble
        except ValueError as trouble:  # what cannot be written down, before anything was touched
            raise DecisionsError(str(trouble), where=str(self.path)) from trouble
        return replace(outcome, notes=(said, *outcome.notes)) if said else outcome

    def _write(self, target: Path, changes: Sequence[Change]) -> Outcome:
        before, asked = self._told, last_asked(changes)
        notes: list[str] = []

        for _ in range(MOST_TRIES):
            now = self._caught_up(target, notes)
            if not self._swept:
                notes += self._sweep(target, now)
            gone = dropped(self._saved, now, self._replaced_knowingly)
            back = now.with_changes(gone.put_back) if gone.put_back else now
            settled = settle(changes, before, back, self._removed)
            document = back.with_changes(settled.changes)
            replaced = self._new(
                *(replaced_by(one, now.decisions.get(one.key), "merge") for one in self._gave_way),
                *gone.replaced,
                *settled.replaced,
                *by_changes(before, back, settled.changes, asked),
                *self._replaced_by_others(before, now, document, asked),
            )
            if replaced and not self._journal.record(
                replaced
            ):  # first: a kill must not come between
                notes.append("what this save replaced could not be recorded for `copydesk log`")
            try:
                written = replace_file(
                    target,
                    document.pieces(),
                    self._signature,
                    self._system,
                    temporary_name(target),
                )
            except Displaced:
                continue
            self._document, self._signature = document, written.signature
            self._told, self._gave_way = document, ()
            self._journal_size = self._journal.size()
            self._remember(
                [*asked, *((one.id, one.reviewer) for one in gone.put_back)], gone.released
            )
            news = external_changes(before, now, document, asked)
            notes += _notes(news, gone.put_back, replaced)
            if written.aside is not None:
                notes.append(f"an editor saved into the old file meanwhile: see {written.aside}")
            return Outcome(tuple(dict.fromkeys(notes)), news, replaced)
        raise DecisionsError(
            "another program changes this file again and again",
            where=str(self.path),
            do=f"Close it there; {MEANWHILE}",
        )

    def _replaced_by_others(
        self, before: Document | None, now: Document, after: Document, asked: Collection[Key]
    ) -> list[Replaced]:
        """What others have replaced since the file was last read, and not recorded themselves."""
        if before is None or before.decisions is now.decisions:
            return []
        return by_others(before, after, asked, self._recorded_by_others)

    def _recorded_by_others(self) -> set[str]:
        """The digests of what other sessions have recorded since this one last saved."""
        return {digest(one.decision) for one in self._journal.replaced_since(self._journal_size)}

    def _replaced_knowingly(self) -> set[str]:
        """Those of them that a session has replaced itself, and not only found to be gone."""
        since = self._journal.replaced_since(self._journal_size)
        return {digest(one.decision) for one in since if one.how != "outside"}

    def _new(self, *replaced: Replaced) -> tuple[Replaced, ...]:
        """Those entries that this object has not put into the journal yet, one for each record."""
        found = {digest(one.decision): one for one in reversed(replaced)}
        new = {name: one for name, one in reversed(found.items()) if name not in self._recorded}
        self._recorded |= new.keys()
        return tuple(new.values())

    def _caught_up(self, target: Path, notes: list[str]) -> Document:
        """What the file says now, read again where it is another than the one last seen."""
        status = _status(target, self._system)
        if status is None and self._document is not None:
            if self._signature is not None:
                notes.append("the file was gone: it is written anew")
            self._signature = None
            return self._document
        if self._document is None or status is None or signature(status) != self._signature:
            notes += self._read(target).notes
        if self._document is None:
            raise AssertionError("reading leaves a document")
        return self._document

    def _sweep(self, target: Path, now: Document) -> list[str]:
        """Clear away what killed programs left beside the file, keeping what only they held."""
        notes: list[str] = []

        def keep(more: Sequence[Decision]) -> bool:
            changes = [Change(decision.id, decision.reviewer, decision) for decision in more]
            where = keep_aside(target, changes)
            if where is not None:
                whose = "of a program that was killed"
                kept = counted(len(more), f"decision {whose} is", f"decisions {whose} are")
                notes.append(f"{kept} kept in {where}")
            return where is not None

        sweep(target, now, keep)
        self._swept = True
        return notes

    def _remember(self, written: Sequence[Key], released: Collection[Key]) -> None:
        """Know again what this save has made durable, and forget what others have replaced knowingly."""
        for key in released:
            self._saved.pop(key, None)
        for key in written:
            if key in self.held():
                self._saved[key] = self.held()[key]
            else:
                self._saved.pop(key, None)

    # ---- reading --------------------------------------------------------------------------------

    def _target(self) -> Path:
        """The file itself, behind links: what is replaced, so that the link stays."""
        return Path(os.path.realpath(self.path))

    def _read(self, target: Path) -> Merged:
        """Read the file into `self._document`. Raises DecisionsError, OSError; then nothing changed."""
        for _ in range(MOST_TRIES):
            found = read_stable(self.path, target, self._system)
            if found is None:
                self._document, self._signature = Document(), None
                return Merged(self._document)
            data, seen = found
            if not data.strip() and self.held():
                what = "the file became empty while it was open"
                do = "Take it back, or delete it to have it written anew"
                raise DecisionsError(what, where=f"{self.path}:1", do=do)
            if not may_be_half_written(data, seen):
                break
            time.sleep(HOT / 1e9)
        with without_gc():
            merged = self._opened(data)
        self._document, self._signature = merged.document, seen
        self._gave_way = tuple(dict.fromkeys((*self._gave_way, *merged.lost)))
        return merged

    def _opened(self, data: bytes) -> Merged:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as trouble:
            line = data.count(b"\n", 0, trouble.start) + 1
            do = "Save it as UTF-8, or take the file back"
            raise UnreadableError(Malformed(line, "this is not UTF-8", do), self.path) from None
        try:
            return opened(text, self._document, lambda: versions(self._target(), text))
        except Malformed as trouble:
            raise UnreadableError(trouble, self.path) from None


def _notes(
    news: Sequence[Change], put_back: Sequence[Change], replaced: Sequence[Replaced]
) -> list[str]:
    """What the reviewer must know of what others did to the file."""
    notes = []
    if put_back:
        of_this_run = ("decision of this run was", "decisions of this run were")
        notes.append(f"{counted(len(put_back), *of_this_run)} gone from the file: put back")
    outside = sum(one.how == "outside" for one in replaced)
    if outside:
        changed = ("verdict was", "verdicts were")
        notes.append(
            f"{counted(outside, *changed)} changed or removed by an editor, git or another account; see `copydesk log`"
        )
    conflicts = sum(map(_is_new_conflict, news))
    if conflicts:
        groups = ("group was", "groups were")
        notes.append(
            f"{counted(conflicts, *groups)} decided differently in two sessions of one reviewer; "
            "decide again to settle the conflict"
        )
    return notes


def _is_new_conflict(change: Change) -> bool:
    known = change.read.concurrent if isinstance(change.read, Decision) else ()
    return change.decision is not None and change.decision.concurrent not in ((), known)


def _status(target: Path, system: System) -> os.stat_result | None:
    try:
        return system.stat(target)
    except FileNotFoundError:
        return None
