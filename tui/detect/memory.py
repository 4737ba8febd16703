"""How the C library keeps what arrays let go: set so that a large folder takes less, where the library is glibc.

A thread's allocator keeps what is freed for itself, in pieces between what is in use. Finding groups lets go arrays of
many megabytes in one thread after another, so that without this a tenth more memory would be held than is used.
"""

import ctypes
from contextlib import suppress
from typing import Final

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # numbers of malloc.h
_APART: Final = (
    16 << 20
)  # bytes: such a block has pages of its own, which go back when it is let go
_KEPT: Final = 4 << 20  # bytes that may stay free at the end of what a thread has


def keep_less() -> None:
    """Give back what is free now, and from now on each large block as soon as it is let go. Without glibc nothing."""
    with suppress(OSError, AttributeError):  # no such library, no such function
        library = ctypes.CDLL(None)
        library.mallopt(_MMAP_THRESHOLD, _APART)
        library.mallopt(_TRIM_THRESHOLD, _KEPT)
        library.malloc_trim(0)
