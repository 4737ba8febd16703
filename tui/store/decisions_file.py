"""The decisions file: what it says, and changes that are on the disk when `write` returns.

Read: the whole or not at all; trouble makes the file read-only, its bytes untouched. Written: under a
lock, merged with what others saved meanwhile, as a new file moved over the old one and synced.
"""

import errno
import gc
import os
import stat
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from tui.errors import DecisionsError
from tui.model import Change, Decision
from tui.store.atomic_write import Displaced, Signature, replace_file, signature
from tui.store.document import Document, Key, Malformed
from tui.store.git_versions import versions
from tui.store.leftovers import sweep, temporary_name
from tui.store.lock import locked
from tui.store.merge import Merged, opened
from tui.store.rescue import keep_aside
from tui.store.system import System

_CHUNK: Final = 1 << 20  # bytes of one read
_MOST_TRIES: Final = 50  # of reading or writing while somebody else keeps saving
_HOT: Final = 60_000_000  # ns: a foreign file saved this recently may be half written
_MEANWHILE: Final = "what you decide is kept here until then"
_ELSEWHERE: Final = "or choose another place with --decisions FILE"
_DO: Final[Mapping[int | None, str]] = {
    errno.ENOSPC: f"Make room on that disk; {_MEANWHILE}",
    errno.EDQUOT: f"Your quota there is full: make room; {_MEANWHILE}",
    errno.EFBIG: f"A limit on file sizes (ulimit -f) forbids it: raise it, {_ELSEWHERE}",
    errno.EROFS: "Choose another place with --decisions FILE",
    errno.EACCES: f"Ask for the right to write there, {_ELSEWHERE}",
    errno.EPERM: f"Ask for the right to write there, {_ELSEWHERE}",
    errno.ENOENT: f"Make that folder again, {_ELSEWHERE}",
}


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

    `notes` are sentences for the reviewer. `news` is what others had changed in the file meanwhile and
    `lost` what gave way to a later decision of the same key, for the screen to take in and show.
    """

    notes: tuple[str, ...] = ()
    news: tuple[Change, ...] = ()
    lost: tuple[Decision, ...] = ()


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
        self._signature: Signature | None = None  # of the file that says so, None: there was none
        self._saved: dict[Key, Decision] = {}  # what this object made durable
        self._swept = False

    def load(self) -> Loaded:
        """Read the file. Raises nothing for what is in it, and writes nothing."""
        try:
            merged = self._read(self._target())
        except UnreadableError as trouble:
            return Loaded(trouble.held, (), str(trouble))
        except DecisionsError as trouble:
            return Loaded((), (), str(trouble))
        except OSError as trouble:
            return Loaded((), (), str(_explained(trouble, self.path)))
        held = merged.document.decisions
        warnings = (*merged.notes, *merged.document.warnings)
        return Loaded(tuple(held[key] for key in sorted(held)), warnings, "")

    def held(self) -> Mapping[Key, Decision]:
        """The decisions as last read or written."""
        return self._document.decisions if self._document is not None else {}

    def check_writable(self) -> None:
        """Raise DecisionsError where a save would fail, as far as that shows without writing."""
        target = self._target()
        try:
            if self._document is None:
                self._read(target)
        except OSError as trouble:
            raise _explained(trouble, self.path) from trouble
        if not target.parent.is_dir():
            what, code = "there is no such folder", errno.ENOENT
        elif not os.access(target.parent, os.W_OK | os.X_OK):
            what, code = "nothing can be written in this folder", errno.EACCES
        else:
            return
        raise DecisionsError(what, where=str(target.parent), do=_DO[code])

    def write(self, changes: Sequence[Change]) -> Outcome:
        """Make `changes` durable: on return they are on the disk.

        Raises DecisionsError where that cannot be; the file then says what it said before. Of two
        changes of one key the last counts. What others changed since it was read is kept; where both
        changed one decision, the later one is.
        """
        try:
            target = self._target()
            with locked(target, self._system) as said:
                outcome = self._write(target, changes)
        except OSError as trouble:
            raise _explained(trouble, self.path) from trouble
        except ValueError as trouble:  # what cannot be written down, before anything was touched
            raise DecisionsError(str(trouble), where=str(self.path)) from trouble
        return replace(outcome, notes=(said, *outcome.notes)) if said else outcome

    def _write(self, target: Path, changes: Sequence[Change]) -> Outcome:
        before = self._document
        notes: list[str] = []
        for _ in range(_MOST_TRIES):
            now = self._caught_up(target, notes)
            if not self._swept:
                notes += self._sweep(target, now)
            wanted, beaten = _settle(changes, before, now)
            back = self._dropped_by_others(now, {(c.id, c.reviewer) for c in changes})
            document = now.with_changes([*wanted, *back])
            try:
                written = replace_file(
                    target,
                    document.text().encode(),
                    self._signature,
                    self._system,
                    temporary_name(target),
                )
            except Displaced:
                continue
            news = _news(before, now, back)
            self._document, self._signature = document, written.signature
            self._remember(wanted)
            if back:
                notes.append(f"{len(back)} decisions of this run were gone from the file: put back")
            if written.aside is not None:
                notes.append(f"an editor saved into the old file meanwhile: see {written.aside}")
            return Outcome(tuple(dict.fromkeys(notes)), news, beaten)
        raise DecisionsError(
            "another program changes this file again and again",
            where=str(self.path),
            do=f"Close it there; {_MEANWHILE}",
        )

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
                notes.append(
                    f"{len(more)} decisions of a program that was killed are kept in {where}"
                )
            return where is not None

        sweep(target, now, keep)
        self._swept = True
        return notes

    def _dropped_by_others(self, now: Document, mine: set[Key]) -> list[Change]:
        """What this run has saved and somebody else's save has dropped or put back to an older word."""
        return [
            Change(decision.id, decision.reviewer, decision)
            for key, decision in self._saved.items()
            if key not in mine and (key not in now.decisions or now.decisions[key].at < decision.at)
        ]

    def _remember(self, wanted: Sequence[Change]) -> None:
        for change in wanted:
            key = (change.id, change.reviewer)
            if change.decision is None:
                self._saved.pop(key, None)
            else:
                self._saved[key] = change.decision

    # ---- reading --------------------------------------------------------------------------------

    def _target(self) -> Path:
        """The file itself, behind links: what is replaced, so that the link stays."""
        return Path(os.path.realpath(self.path))

    def _read(self, target: Path) -> Merged:
        """Read the file into `self._document`. Raises DecisionsError, OSError; then nothing changed."""
        for _ in range(_MOST_TRIES):
            found = self._stable(target)
            if found is None:
                self._document, self._signature = Document(), None
                return Merged(self._document)
            data, seen = found
            if not data.strip() and self.held():
                what = "the file became empty while it was open"
                do = "Take it back, or delete it to have it written anew"
                raise DecisionsError(what, where=f"{self.path}:1", do=do)
            if not _may_be_half_written(data, seen):
                break
            time.sleep(_HOT / 1e9)
        with _no_collecting():
            merged = self._opened(data)
        self._document, self._signature = merged.document, seen
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

    def _stable(self, target: Path) -> tuple[bytes, Signature] | None:
        """The bytes of the file and its signature before and after reading; None where there is none."""
        try:
            descriptor = self._system.open(target, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
        except FileNotFoundError:
            return None
        try:
            for _ in range(_MOST_TRIES):
                before = self._system.fstat(descriptor)
                if not stat.S_ISREG(before.st_mode):
                    do = "Choose another place with --decisions FILE"
                    raise DecisionsError("this is no regular file", where=str(self.path), do=do)
                os.lseek(descriptor, 0, os.SEEK_SET)
                data = b"".join(iter(lambda: self._system.read(descriptor, _CHUNK), b""))
                after = signature(self._system.fstat(descriptor))
                if after == signature(before) and len(data) == after.size:
                    return data, after
        finally:
            self._system.close(descriptor)
        what = "somebody keeps writing into this file"
        raise DecisionsError(what, where=str(self.path), do=f"Close it there; {_MEANWHILE}")


def _settle(
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


def _news(before: Document | None, now: Document, back: Sequence[Change]) -> tuple[Change, ...]:
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


def _may_be_half_written(data: bytes, seen: Signature) -> bool:
    """Whether a file that this program has not written was saved just now: an editor may be in it."""
    return not data.rstrip().endswith(b"# end") and 0 <= time.time_ns() - seen.mtime_ns < _HOT


def _status(target: Path, system: System) -> os.stat_result | None:
    try:
        return system.stat(target)
    except FileNotFoundError:
        return None


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Without the cyclic garbage collector, which walks a million new objects again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _explained(trouble: OSError, path: Path) -> DecisionsError:
    what = trouble.strerror or str(trouble)
    do = _DO.get(trouble.errno, f"When it is mended, decide on; {_MEANWHILE}")
    return DecisionsError(what[:1].lower() + what[1:], where=str(path), do=do)
