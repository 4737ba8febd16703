"""What lies on the disk of a decisions file, for its tests."""

import os

from tui.store.decisions.decisions_file import DecisionsFile
from tui.store.disk.system import System


def held(path):
    loaded = DecisionsFile(path).load()
    assert loaded.read_only == ""
    return set(loaded.decisions)


def others(path):
    """What lies beside the decisions file, but for the lock, which stays for good."""
    return sorted(p.name for p in path.parent.iterdir() if p.name not in {path.name, f".{path.name}.lock"})  # fmt: skip


class Refusing(System):
    """A disk on which one call fails."""

    def __init__(self, call, code):
        self._call, self._code = call, code

    def __getattribute__(self, name):
        if name == object.__getattribute__(self, "_call"):
            code = object.__getattribute__(self, "_code")

            def refuse(*_):
                raise OSError(code, os.strerror(code))

            return refuse
        return object.__getattribute__(self, name)
