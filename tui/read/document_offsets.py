"""A file of records → where each of its documents begins, as tools count them that number documents.

datatrove's readers pass over lines that are no JSON or hold no text, and number the others from 0. A record
of white space alone has a number there and is no article here, so articles cannot simply be counted.
"""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tui.config import ReadSettings
from tui.errors import InputError
from tui.read.file_formats import suffix
from tui.read.folder import opened


def offsets(root: Path, file: str, settings: ReadSettings) -> Iterator[int] | None:
    """The byte at which each document of a `.jsonl` or `.jsonl.gz` begins, None for other formats.

    Offsets are those of `Article.offset`. Linear in the file, which is streamed. Raises InputError where it
    cannot be read.
    """
    lines = record_lines(root, file)
    return None if lines is None else _documents(lines, settings)


def record_lines(root: Path, file: str) -> Iterator[bytes] | None:
    """The (unpacked) lines of a file of JSON lines, each with its end; None for other formats."""
    end = suffix(file.lower().removesuffix(".gz"))
    return _lines(root, file) if end == ".jsonl" else None


def _lines(root: Path, file: str) -> Iterator[bytes]:
    source = opened(root / file)
    if isinstance(source, str):
        raise InputError(source, where=file)
    with source:
        try:
            if file.lower().endswith(".gz"):
                with gzip.GzipFile(fileobj=source) as unpacked:
                    yield from unpacked
            else:
                yield from source
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise InputError("the gzip stream is broken", where=file) from error


def _documents(lines: Iterable[bytes], settings: ReadSettings) -> Iterator[int]:
    offset = 0
    for line in lines:
        if _has_text(line, settings.text_field):
            yield offset
        offset += len(line)


def _has_text(line: bytes, field: str) -> bool:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, Mapping) and bool(record.get(field))
