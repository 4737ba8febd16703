"""The table of formats: the end of a file's name → how it is read. A format is a file and a line here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from types import MappingProxyType
from typing import BinaryIO, Final, Protocol

from tui.config import ReadSettings
from tui.read import html, jsonl, mail, markdown, parquet, plain, table
from tui.read.article import Parsed

_READING: Final = "2"  # changes whenever some file gives another article than before
_LIBRARIES: Final = ("chardet", "trafilatura", "pyarrow")  # that decide what is read of a file


class Parse(Protocol):
    """Bytes of one file in, its articles out.

    `origin` is the file's path below the folder. Where a file holds many records, `start` is the
    `Article.offset` of the record that is wanted: it is yielded first.
    """

    def __call__(
        self, source: BinaryIO, origin: str, settings: ReadSettings, *, start: int = 0
    ) -> Iterator[Parsed]:
        """Yield articles with their texts, and what was met and not read."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """How files of one kind are read.

    `records`: a file holds many articles, named `path#id`. `streamed`: it is never held whole, so
    `largest_file` does not bound it. `isolated`: it is read in a process that can be killed. `needs`:
    a library of the extra named `extra`, without which these files are listed.
    """

    parse: Parse
    records: bool = False
    streamed: bool = False
    isolated: bool = False
    needs: str = ""
    extra: str = ""

    @property
    def missing(self) -> str:
        """What to install before such a file can be read, "" where nothing is missing."""
        return "" if _is_installed(self.needs) else f"copydesk[{self.extra}]"


@cache
def _is_installed(library: str) -> bool:
    return not library or find_spec(library) is not None


_HTML: Final = Format(html.parse, isolated=True, needs=html.NEEDS, extra="html")
_MHTML: Final = Format(mail.parse_page, isolated=True, needs=html.NEEDS, extra="html")
_TABLE: Final = Format(table.parse, records=True, streamed=True)

FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        ".txt": Format(plain.parse),
        ".html": _HTML,
        ".htm": _HTML,
        ".mhtml": _MHTML,
        ".mht": _MHTML,
        ".eml": Format(mail.parse, isolated=True),
        ".md": Format(markdown.parse),
        ".jsonl": Format(jsonl.parse, records=True, streamed=True),
        ".jsonl.gz": Format(jsonl.parse_gzip, records=True, streamed=True),
        ".csv": _TABLE,
        ".tsv": _TABLE,
        ".parquet": Format(
            parquet.parse,
            records=True,
            streamed=True,
            isolated=True,
            needs=parquet.NEEDS,
            extra="parquet",
        ),
    }
)


def reading_version() -> str:
    """What must be the same for a file to give the same articles, so that a cache knows."""
    return " ".join([_READING, *(f"{name}={_version(name)}" for name in _LIBRARIES)])


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def format_of(path: str) -> Format | None:
    """The format of a file by the end of its name, in capitals or not; None where there is none."""
    return FORMATS.get(_double_suffix(path)) or FORMATS.get(suffix(path))


def suffix(path: str) -> str:
    """The last part of a name from its dot on, in small letters; "" where there is none.

    >>> suffix("2023/Story.TXT"), suffix(".hidden.txt"), suffix("Makefile")
    ('.txt', '.txt', '')
    """
    name = path.rpartition("/")[2].lower()
    _, dot, end = name.rpartition(".")
    return dot + end if dot else ""


def _double_suffix(path: str) -> str:
    """The last two parts of a name: `.jsonl.gz`; as `suffix` where there is one."""
    stem, dot, end = path.rpartition("/")[2].lower().rpartition(".")
    return suffix(stem) + dot + end
