"""How the C library keeps what arrays let go: set so that a large folder takes less, where the library is glibc.

Each thread would have a heap of its own, keep there what is freed, and ask the system for pages that another thread
let go a moment ago. Finding groups makes and lets go arrays of many megabytes in one thread after another. Pages that
are given back and asked for again take time, a tenth of all of it where the machine is a virtual one: what is large
against the folder goes back at once, and a small folder keeps its pages.
"""

import ctypes
from contextlib import suppress
from typing import Final

TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8  # numbers of malloc.h
_LARGE: Final = 64 << 20  # bytes that a folder's features take: from here memory is what is scarce
_APART: Final = {False: 32 << 20, True: 16 << 20}  # bytes: such a block has pages of its own
_KEPT: Final = {False: 128 << 20, True: 4 << 20}  # bytes that may stay free at the heap's end


def limit_heap(features: int) -> None:
    """From now on give back each large block as soon as it is let go; threads to come share one heap. Without glibc nothing.

    `features`: how many bytes are to be worked on; what is large, and how much may stay free, hangs on that.
    """
    large = features >= _LARGE
    with suppress(OSError, AttributeError):  # no such library, no such function
        library = ctypes.CDLL(None)
        library.mallopt(ARENA_MAX, 1)
        library.mallopt(MMAP_THRESHOLD, _APART[large])
        library.mallopt(TRIM_THRESHOLD, _KEPT[large])


def give_back() -> None:
    """Give the system back what is free now. Without glibc nothing."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
