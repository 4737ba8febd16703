"""A folder in, one stamp or one reason for each file in it: walked once, sorted, links not followed.

Only names and `stat` are looked at, nothing is opened. The order is that of the paths as strings.
The names of one folder are held at a time (and of those above it), nothing else.
"""

# ruff: noqa: PTH112, PTH118 - a Path for each of a million files costs more than its stat
import errno
import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from tui.config import ReadSettings
from tui.errors import InputError
from tui.model import FileStamp, Skipped
from tui.progress import Progress, Step, silent
from tui.read.file_formats import format_of, suffix

STAGE: Final = "looking for articles"
DECISIONS: Final = "decisions.toml"  # ours by default, also where another file was chosen
NOT_MET: Final = frozenset({".git", ".hg", ".svn", ".bzr", ".jj", "_darcs"})
"""Folders of version control: what is in them is no one's article."""

_REPORT_EVERY: Final = 256  # files
_KINDS: Final = (
    (stat.S_ISFIFO, "a FIFO, not a file"),
    (stat.S_ISSOCK, "a socket, not a file"),
    (stat.S_ISCHR, "a device, not a file"),
    (stat.S_ISBLK, "a device, not a file"),
)
_WHY: Final = {
    errno.EACCES: "no permission to read it",
    errno.EPERM: "no permission to read it",
    errno.ENOENT: "vanished meanwhile",
    errno.ENOTDIR: "vanished meanwhile",
    errno.ELOOP: "a link, which is not followed",
    errno.ENAMETOOLONG: "the path is too long for the system",
    errno.ENXIO: "a socket, not a file",
    errno.EISDIR: "a folder, not a file",
}


def walk(
    root: Path,
    settings: ReadSettings,
    *,
    leave_out: Collection[Path] = (),
    first: Collection[str] = (),
    progress: Progress = silent,
) -> Iterator[FileStamp | Skipped]:
    """Yield a stamp for each file that can be read, a `Skipped` for each other one.

    `leave_out` (and `decisions.toml`), with the lock and the temporary files beside them, and
    version control's folders are not met. A file with several names is stamped under the first, or under the first of
    those below one of the folders `first` (paths from `root`); where there are such folders it comes last.
    Raises InputError where the folder itself cannot be listed.
    """
    return _Walk(root, settings, leave_out, first, progress).run()


def why(error: OSError) -> str:
    """The reason of a failed call in words for the list of skipped files."""
    known = _WHY.get(error.errno or 0)
    return known or (error.strerror or "it cannot be read").lower()


def stamp_of(path: str, found: os.stat_result) -> FileStamp:
    """What `stat` says of the file at `path` below the folder."""
    return FileStamp(path, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


class _Walk:
    """One walk; mutable for the files met so far and the first name of each file with several."""

    def __init__(
        self,
        root: Path,
        settings: ReadSettings,
        leave_out: Collection[Path],
        first: Collection[str],
        progress: Progress,
    ) -> None:
        self.root = os.fspath(root)
        self.real = os.path.realpath(root)
        self.settings = settings
        self.progress = progress
        self.met = 0
        self.names: dict[tuple[int, int], str] = {}
        self.first = tuple(f"{folder}/" for folder in first)
        self.later: list[tuple[str, os.stat_result]] = []
        own = {os.path.join(self.real, DECISIONS)}
        own |= {os.path.join(os.path.realpath(path.parent), path.name) for path in leave_out}
        self.own = {os.path.split(path) for path in own}

    def run(self) -> Iterator[FileStamp | Skipped]:
        try:
            waiting = [self._entries("")]
        except OSError as error:
            raise InputError(
                f"the folder cannot be listed: {why(error)}",
                where=self.root,
                do="Name a folder that you may read",
            ) from error
        while waiting:
            if not waiting[-1]:
                waiting.pop()
                continue
            path = waiting[-1].pop()
            if not path.endswith("/"):
                met = self._look_at(path)
                if met is not None:
                    yield met
                continue
            try:
                waiting.append(self._entries(path))
            except OSError as error:
                yield Skipped(path, f"a folder: {why(error)}")
        yield from (self._one_of_several(*one) for one in self.later)
        self.progress(Step(STAGE, self.met))

    def _entries(self, below: str) -> list[str]:
        """The paths in a folder, sorted backwards (to be popped), folders with `/` at their end.

        `/` counts in the order, so that the whole walk is sorted: `a-b.txt` before `a/x.txt`.
        """
        here = os.path.join(self.root, below)
        own = self._own_names(os.path.join(self.real, below).rstrip("/"))
        found = []
        with os.scandir(here) as entries:
            for entry in entries:
                name = entry.name
                folder = entry.is_dir(follow_symlinks=False)
                if (folder and name in NOT_MET) or any(_is_own(name, mine) for mine in own):
                    continue
                found.append(f"{below}{name}/" if folder else below + name)
                self._count()
        found.sort(reverse=True)
        return found

    def _own_names(self, folder: str) -> list[str]:
        return [name for place, name in self.own if place == folder]

    def _count(self) -> None:
        self.met += 1
        if self.met % _REPORT_EVERY == 0:
            self.progress(Step(STAGE, self.met))

    def _look_at(self, path: str) -> FileStamp | Skipped | None:
        """The file's stamp, or why there is none; None where that is said when all names are known."""
        whole = os.path.join(self.root, path)
        try:
            found = os.lstat(whole)
            if stat.S_ISLNK(found.st_mode):
                return Skipped(path, self._link(whole))
        except OSError as error:
            return Skipped(path, why(error))
        reason = _kind(found) or self._unfit(path, found)
        if reason:
            return Skipped(path, reason)
        if found.st_nlink == 1:
            return stamp_of(path, found)
        if self.first and not path.startswith(self.first):
            self.later.append((path, found))
            return None
        return self._one_of_several(path, found)

    def _one_of_several(self, path: str, found: os.stat_result) -> FileStamp | Skipped:
        """The same of a file that has other names, too."""
        first = self.names.setdefault((found.st_dev, found.st_ino), path)
        if first != path:
            return Skipped(path, f"the same file as {first} (a hard link)")
        return stamp_of(path, found)

    def _unfit(self, path: str, found: os.stat_result) -> str:
        """Why a regular file is not opened, from its name and size alone; "" where it is."""
        form = format_of(path)
        if form is None:
            end = suffix(path)
            return f"no reader for {end}" if end else "no reader for a name without a suffix"
        if form.missing:
            return f"no reader for {suffix(path)}: install {form.missing}"
        if found.st_size > self.settings.largest_file and not form.streamed:
            return (
                f"too large: {found.st_size:,} bytes, "
                f"the limit is {self.settings.largest_file:,} (read.largest_file)"
            )
        return ""

    def _link(self, whole: str) -> str:
        """What a link is; it is never followed: its target is met itself, or is not ours to read."""
        try:
            target = os.path.realpath(whole, strict=True)
        except OSError as error:
            if error.errno == errno.ELOOP:
                return "a link that leads to itself"
            return "a link to nothing" if error.errno == errno.ENOENT else f"a link: {why(error)}"
        if os.path.commonpath((self.real, target)) != self.real:
            return "a link that leaves the folder"
        inside = os.path.relpath(target, self.real)
        if inside == ".":
            return "a link to the folder itself"
        return f"a link to {inside}{' (a folder)' if os.path.isdir(target) else ''}, which is met there"


def _is_own(name: str, mine: str) -> bool:
    """Whether `name` is the decisions file `mine`, or a lock or a temporary file beside it."""
    return name == mine or name.startswith(f".{mine}.")


def _kind(found: os.stat_result) -> str:
    """What a directory entry is that is no regular file; "" where it is one."""
    for is_kind, name in _KINDS:
        if is_kind(found.st_mode):
            return name
    return "" if stat.S_ISREG(found.st_mode) else "not a regular file"
