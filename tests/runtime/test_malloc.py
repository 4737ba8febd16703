"""A C library that keeps memory in another way is left as it is."""

import ctypes
from types import SimpleNamespace

import pytest

from tui.config import DetectSettings
from tui.detect.group_finder import find_groups
from tui.progress import Cancelled
from tui.runtime import malloc


def fails(_):
    raise OSError("no library")


@pytest.mark.parametrize("load", [fails, lambda _: SimpleNamespace()])
def test_where_there_is_no_such_function_nothing_is_done(monkeypatch, load):
    monkeypatch.setattr(ctypes, "CDLL", load)
    malloc.limit_heap(0)
    malloc.give_back()


def test_the_library_here_takes_it():
    malloc.limit_heap(0)
    malloc.limit_heap(1 << 40)
    malloc.give_back()


def test_a_small_folder_keeps_its_pages_and_a_large_one_gives_them_back(monkeypatch):
    asked = {}
    library = SimpleNamespace(mallopt=asked.__setitem__)
    monkeypatch.setattr(ctypes, "CDLL", lambda _: library)
    malloc.limit_heap(15_000_000)
    small = dict(asked)
    malloc.limit_heap(150_000_000)
    large = dict(asked)
    assert small.keys() == large.keys()
    assert large[malloc.TRIM_THRESHOLD] <= 4 << 20 < 64 << 20 <= small[malloc.TRIM_THRESHOLD]
    assert (
        large[malloc.MMAP_THRESHOLD] < small[malloc.MMAP_THRESHOLD] <= 32 << 20
    )  # older ones refuse more


def test_what_finding_let_go_is_given_back_when_it_has_ended(monkeypatch):
    begun, given = [], []
    monkeypatch.setattr("tui.detect.group_finder.limit_heap", begun.append)
    monkeypatch.setattr("tui.detect.group_finder.give_back", lambda: given.append(len(begun)))
    find_groups([], [], settings=DetectSettings())
    assert given == [1]

    def stop(_):
        raise Cancelled

    with pytest.raises(Cancelled):
        find_groups([], [], settings=DetectSettings(), progress=stop)
    assert given == [1, 2]
