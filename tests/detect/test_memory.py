"""A C library that keeps memory in another way is left as it is."""

import ctypes
from types import SimpleNamespace

import pytest

from tui.detect import memory


def fails(_):
    raise OSError("no library")


@pytest.mark.parametrize("load", [fails, lambda _: SimpleNamespace()])
def test_where_there_is_no_such_function_nothing_is_done(monkeypatch, load):
    monkeypatch.setattr(ctypes, "CDLL", load)
    memory.keep_less()
    memory.give_back()


def test_the_library_here_takes_it():
    memory.keep_less()
    memory.give_back()
