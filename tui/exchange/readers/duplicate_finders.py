"""The results of programs that find duplicate files: jdupes, fdupes, rmlint, czkawka, dupeGuru."""

import json
import os
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any, Final

from tui.errors import InputError
from tui.exchange.readers.imported_group import Files, ForeignGroup, Reference, group_rows

SIZE_LINE: Final = re.compile(r"[\d,.]+ bytes? each:")
"""What `fdupes -S` puts above each set."""


def jdupes(files: Files) -> Iterator[ForeignGroup]:
    """`jdupes -j`: match sets of files; none of them is preferred."""
    for name, found in _loaded(files):
        sets = _list(_field(found, "matchSets", name), name)
        for number, one in enumerate(sets):
            listed = _list(_field(one, "fileList", name), name)
            paths = [_field(file, "filePath", name) for file in listed]
            yield from group_rows((f"{name}:{number}", Reference(str(path))) for path in paths)


def fdupes(files: Files) -> Iterator[ForeignGroup]:
    """`fdupes`: a path a line, a blank line behind each set."""
    for name, data in files.items():
        blocks = re.split(r"\n[ \t]*\n", os.fsdecode(data).replace("\r\n", "\n"))
        for number, block in enumerate(blocks):
            lines = [line for line in block.split("\n") if line and not SIZE_LINE.fullmatch(line)]
            yield from group_rows((f"{name}:{number}", Reference(line)) for line in lines)


def rmlint(files: Files) -> Iterator[ForeignGroup]:
    """`rmlint -o json`: entries with a checksum; the original is what rmlint would keep."""
    for name, found in _loaded(files):
        entries = [entry for entry in _list(found, name) if isinstance(entry, dict)]
        yield from group_rows(
            (
                str(_field(entry, "checksum", name)),
                Reference(str(_field(entry, "path", name)), bool(entry.get("is_original"))),
            )
            for entry in entries
            if entry.get("type") == "duplicate_file"
        )


def czkawka(files: Files) -> Iterator[ForeignGroup]:
    """`czkawka dup -p`: sets of files, under their size or in one list."""
    for name, found in _loaded(files):
        by_size = found.values() if isinstance(found, dict) else [found]
        sets = [one for sets in by_size for one in _list(sets, name)]
        for number, one in enumerate(sets):
            paths = [_field(file, "path", name) for file in _list(one, name)]
            yield from group_rows((f"{name}:{number}", Reference(str(path))) for path in paths)


def dupeguru(files: Files) -> Iterator[ForeignGroup]:
    """A `.dupeguru` file of results; its first file, or the one marked as reference, is kept.

    Raises InputError for XML that declares anything: entities are how such a file becomes a bomb.
    """
    for name, data in files.items():
        # A NUL byte is how UTF-16 would hide a declaration from this look.
        if any(sign in data for sign in (b"<!DOCTYPE", b"<!ENTITY", b"\0")):
            raise InputError("this XML declares a document type or is not UTF-8", where=name)
        try:
            root = ET.fromstring(data)  # noqa: S314 - without declarations there is nothing to expand
        except ET.ParseError as error:
            raise InputError(f"this is no XML: {error}", where=name) from error
        for number, group in enumerate(root.iter("group")):
            found = [file for file in group.iter("file") if file.get("path")]
            kept = next((file for file in found if file.get("is_ref") == "y"), None)
            kept = found[0] if kept is None and found else kept
            yield from group_rows(
                (f"{name}:{number}", Reference(file.get("path", ""), file is kept))
                for file in found
            )


def _loaded(files: Files) -> Iterator[tuple[str, Any]]:
    for name, data in files.items():
        try:
            # rmlint writes names as the bytes that they are
            yield name, json.loads(data.decode("utf-8-sig", "surrogateescape"))
        except (ValueError, RecursionError) as error:
            raise InputError(f"this is no JSON: {error}", where=name) from error


def _field(found: Any, field: str, name: str) -> Any:
    if not isinstance(found, dict) or field not in found:
        raise InputError(f"there is no “{field}” where one was expected", where=name)
    return found[field]


def _list(found: Any, name: str) -> list[Any]:
    if not isinstance(found, list):
        raise InputError("there is no list where one was expected", where=name)
    return found
