"""How the C library keeps what arrays let go: set so that a large folder takes less, where the library is glibc.

Each thread would have a heap of its own, keep there what is freed, and ask the system for pages that another thread
let go a moment ago. Finding groups makes and lets go arrays of many megabytes in one thread after another.
"""

import ctypes
from contextlib import suppress
from typing import Final

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # numbers of malloc.h
_APART: Final = (
    16 << 20
)  # bytes: such a block has pages of its own, which go back when it is let go
_KEPT: Final = 4 << 20  # bytes that may stay free at the end of the heap: new pages take time


def keep_less() -> None:
    """From now on give back each large block as soon as it is let go; threads to come share one heap. Without glibc nothing."""
    with suppress(OSError, AttributeError):  # no such library, no such function
        library = ctypes.CDLL(None)
        library.mallopt(_ARENA_MAX, 1)
        library.mallopt(_MMAP_THRESHOLD, _APART)
        library.mallopt(_TRIM_THRESHOLD, _KEPT)


def give_back() -> None:
    """Give the system back what is free now. Without glibc nothing."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
