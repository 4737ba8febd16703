"""Files of records, line by line: what is kept of them, byte for byte.

A record is found by its byte offset in the (unpacked) file, as `Article.offset` gives it.
"""

import gzip
import io
from collections.abc import Iterable, Iterator, Mapping

from tui.errors import InputError, UsageError
from tui.exchange.writers.clusters import Cluster, Options, dropped
from tui.model import raw_digest

_PIECE = 1 << 16  # bytes that are written at once


def write_files(
    clusters: Iterable[Cluster], options: Options
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield (name, bytes) for every file of JSON lines in the folder, without the records that are dropped.

    Names and order are the folder's; what was compressed is again. Raises UsageError before anything is
    yielded where a copy to be dropped is no record of such a file; InputError, while the bytes are
    taken, where a record changed since it was read.
    """
    gone: dict[str, dict[int, str]] = {file: {} for file in options.shards.files}
    for copy, _ in dropped(clusters):
        file = options.file_of(copy.article.id)
        if file not in gone or options.lines(file) is None:
            raise UsageError(
                "this is no record of a .jsonl file, which could be left out",
                where=copy.article.id,
                do="Use --to list, or copydesk apply",
            )
        gone[file][copy.article.offset] = copy.article.raw
    for file in options.shards.files:
        lines = options.lines(file)
        if lines is not None:
            rest = kept(lines, gone[file], file)
            yield file, _zipped(rest) if file.lower().endswith(".gz") else rest


def kept(lines: Iterable[bytes], gone: Mapping[int, str], file: str = "") -> Iterator[bytes]:
    r"""The lines of a file but those that begin at an offset in `gone`, each with its own line end.

    Lines that are no articles are kept too: nobody decided about them. `gone` leads to the digests of
    the records (`Article.raw`). Raises InputError where another record stands at such an offset, or none.

    >>> list(kept([b"one\n", b"two\n", b"three"], {4: raw_digest(b"two")}))
    [b'one\n', b'three']
    """
    offset, left = 0, dict(gone)
    for line in lines:
        wanted = left.pop(offset, None)
        if wanted is None:
            yield line
        elif raw_digest(line.rstrip(b"\r\n")) != wanted:
            break
        offset += len(line)
    else:
        if not left:
            return
    raise InputError("the file changed while it was read", where=file, do="Start again")


def _zipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same as a gzip stream, without the time, so that the same records give the same bytes."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as stream:
        for piece in pieces:
            stream.write(piece)
            if packed.tell() >= _PIECE:
                yield packed.getvalue()
                packed.seek(0)
                packed.truncate()
    yield packed.getvalue()
