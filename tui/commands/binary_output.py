"""An answer that is bytes, on standard output: as they are for a program, made visible for a person."""

import sys

from tui.text.visible import visible


def write_bytes(piece: bytes) -> None:
    """Write a piece of an answer, which may hold names that are not UTF-8."""
    if sys.stdout.isatty():
        sys.stdout.write(visible(piece.decode("utf-8", "surrogateescape"), layout=True))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(piece)
