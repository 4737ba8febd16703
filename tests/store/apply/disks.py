"""Disks with faults: two file systems, old kernels, killed processes, calls that fail."""

import errno
import os

from tui.store.apply.disk import Disk
from tui.store.disk.system import NOT_OFFERED

CHANGES = (
    "open", "write", "fsync", "rename_new", "link", "symlink", "unlink", "mkdir", "chmod",
    "fchown", "fchmod", "utime", "set_attribute", "remove_attribute",
)  # fmt: skip


class Killed(BaseException):
    """What no code can catch: the process is gone."""


class Unsynced(Disk):
    """A disk that is never waited for: thousands of runs in seconds. `fsync` is called all the same."""

    def fsync(self, descriptor):
        pass


class Two(Unsynced):
    """`home` is a file system of its own: nothing is renamed or linked into it or out of it."""

    def __init__(self, home):
        self.home = home

    def _apart(self, old, new):
        if (self.home in old.parents) != (self.home in new.parents):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(old))

    def rename_new(self, old, new):
        self._apart(old, new)
        super().rename_new(old, new)

    def link(self, old, new):
        self._apart(old, new)
        super().link(old, new)


class Old(Unsynced):
    """A kernel that cannot rename without replacing."""

    def rename_new(self, old, new):  # noqa: ARG002 - the call that is not offered
        raise OSError(min(NOT_OFFERED), "not offered")


class OldTwo(Old, Two):
    """Both."""


class Dying:
    """A disk whose process is killed before or after the n-th call that may change something."""

    def __init__(self, disk, at, *, after):
        self.disk, self.left, self.after = disk, at, after

    def __getattr__(self, name):
        call = getattr(self.disk, name)
        if name == "close":  # the kernel closes the files of a process that is killed
            return call

        def counted(*args):
            if self.left <= 0:
                raise Killed
            if name in CHANGES:
                self.left -= 1
                if not self.left and not self.after:
                    raise Killed
            answer = call(*args)
            if not self.left:
                raise Killed
            return answer

        return counted


class Failing:
    """A disk on which the n-th call of one name fails, or every call where `at` is 0; `calls` counts them."""

    def __init__(self, disk, name, code, at=0):
        self.disk, self.name, self.code, self.at, self.calls = disk, name, code, at, 0

    def __getattr__(self, name):
        call = getattr(self.disk, name)
        if name != self.name:
            return call

        def failing(*args):
            self.calls += 1
            if self.at in {0, self.calls}:
                raise OSError(self.code, os.strerror(self.code))
            return call(*args)

        return failing
