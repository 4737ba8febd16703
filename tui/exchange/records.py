"""Files of records, line by line: what is kept of them, byte for byte.

A record is found by its byte offset in the (unpacked) file, as `Article.offset` gives it.
"""

from collections.abc import Collection, Iterable, Iterator


def kept(lines: Iterable[bytes], gone: Collection[int]) -> Iterator[bytes]:
    r"""The lines of a file but those that begin at an offset in `gone`, each with its own line end.

    Lines that are no articles are kept too: nobody decided about them.

    >>> list(kept([b"one\n", b"two\n", b"three"], {4}))
    [b'one\n', b'three']
    """
    offset = 0
    for line in lines:
        if offset not in gone:
            yield line
        offset += len(line)
