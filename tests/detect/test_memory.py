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
    memory.keep_less(0)
    memory.give_back()


def test_the_library_here_takes_it():
    memory.keep_less(0)
    memory.keep_less(1 << 40)
    memory.give_back()


def test_a_small_folder_keeps_its_pages_and_a_large_one_gives_them_back(monkeypatch):
    asked = {}
    library = SimpleNamespace(mallopt=asked.__setitem__)
    monkeypatch.setattr(ctypes, "CDLL", lambda _: library)
    memory.keep_less(15_000_000)
    small = dict(asked)
    memory.keep_less(150_000_000)
    large = dict(asked)
    assert small.keys() == large.keys()
    assert large[memory.TRIM_THRESHOLD] <= 4 << 20 < 64 << 20 <= small[memory.TRIM_THRESHOLD]
    assert (
        large[memory.MMAP_THRESHOLD] < small[memory.MMAP_THRESHOLD] <= 32 << 20
    )  # older ones refuse more
