"""Every setting with its default, and nothing else: `store.config_file` reads them, nobody repeats them.

`sample_config.toml` shows all of them; a test holds it to these defaults.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

LABELS: Final = ("reprint", "spun", "excerpt", "later version", "earlier version", "translation")
THEMES: Final = ("blue-orange", "light", "ansi", "plain")
RULES: Final = (
    "path_preference",
    "source_date",
    "agreement",
    "commoner_wording",
    "quotations",
    "shared_facts",
    "byline",
    "least_furniture",
    "longest",
)


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """What counts as an article, and where a record keeps what."""

    largest_file: int = 64_000_000  # bytes; a larger file is listed as too large (.jsonl is exempt)
    largest_article: int = 64_000_000  # bytes of one record of a .jsonl file
    longest_reading: float = 20.0  # seconds for one article of .html, .mhtml, .eml or .parquet
    id_field: str = "id"
    text_field: str = "text"
    title_field: str = "title"
    date_field: str = "date"
    author_field: str = "author"
    url_field: str = "url"
    path_pattern: str = ""  # what the parts of a path say: {date}/{source}/{name}.txt
    sidecar: str = ""  # a CSV or TSV, below the folder or elsewhere, that says more of its files


@dataclass(frozen=True, slots=True)
class DetectSettings:
    """How groups are found."""

    engine: str = "local"
    workers: int = 0  # processes; 0 is one a core


@dataclass(frozen=True, slots=True)
class SuggestSettings:
    """Which copy is suggested: rules in order, the first that tells the copies apart wins."""

    rules: tuple[str, ...] = RULES
    prefer_paths: tuple[str, ...] = ()  # glob patterns on article ids, the most preferred first


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """Who reviews, and with which words."""

    reviewer: str = ""  # "" is the login name
    labels: tuple[str, ...] = LABELS
    blind: bool = False  # others' choices are hidden until one's own is made


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """How the review screen looks and behaves."""

    theme: str = "blue-orange"  # one of THEMES; "ansi" has 16 colours, "plain" none
    level: str = "word"  # of the diff: word, phrase or sentence
    fold: bool = True  # long equal runs are folded to a line with a count
    marks: bool = False  # textual marks [-…-]{+…+} also where there is colour
    mouse: bool = False
    animation: bool = False
    lean: bool = True  # only what changes is written to the terminal


@dataclass(frozen=True, slots=True)
class Config:
    """All settings. `keys` maps the id of a key binding to the keys that trigger it."""

    read: ReadSettings = field(default_factory=ReadSettings)
    detect: DetectSettings = field(default_factory=DetectSettings)
    suggest: SuggestSettings = field(default_factory=SuggestSettings)
    review: ReviewSettings = field(default_factory=ReviewSettings)
    screen: ScreenSettings = field(default_factory=ScreenSettings)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
