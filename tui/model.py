"""The data classes that packages exchange: frozen, without behaviour, without files, without Textual."""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, Final, Literal

Span = tuple[int, int]
"""Half-open, 0-based, in characters (code points) of an article's text; never bytes."""

Tag = Literal["equal", "insert", "delete", "replace"]  # as difflib and RapidFuzz name them
Verdict = Literal["canonical", "not-duplicates", "skipped", "flagged", "undecided"]
State = Literal[
    "undecided", "canonical", "not-duplicates", "skipped", "flagged", "stale", "conflict"
]
VERDICTS: Final[tuple[Verdict, ...]] = (
    "canonical",
    "not-duplicates",
    "skipped",
    "flagged",
    "undecided",
)
STATES: Final[tuple[State, ...]] = (
    "undecided",
    "canonical",
    "not-duplicates",
    "skipped",
    "flagged",
    "stale",
    "conflict",
)
TOOLS: Final = (
    "csv",
    "jsonl",
    "parquet",
    "datatrove",
    "datatrove-dups",
    "jdupes",
    "fdupes",
    "rmlint",
    "czkawka",
    "dupeguru",
)
"""The names that `--from` takes and that groups of other tools carry, as in `exchange.groups_in.KINDS`."""
OPEN_STATES: Final[frozenset[State]] = frozenset({"undecided", "stale", "conflict"})
SET_ASIDE_STATES: Final[frozenset[State]] = frozenset({"skipped", "flagged"})


@dataclass(frozen=True, slots=True)
class Article:
    """One copy (a witness) of a text; it holds no text: `read.folder` reads it again.

    `id` is the path below the folder, `/`-separated (`os.fsdecode` form: it may hold lone surrogates);
    for a record of a file `path#id`. `digest` is `text_digest` of the text and decides what is the
    same; `raw` is `raw_digest` of the file's bytes or the record's line and only notes. `date`,
    `author` and `url` are what the source itself says, "" where it says nothing; `date` as given.
    `words` is 0 until the text is measured, which it is for an index.
    `offset` is where its format finds a record again (bytes, or a row); a hint, never compared.
    """

    id: str
    title: str
    words: int
    characters: int
    digest: str
    raw: str
    date: str = ""
    author: str = ""
    url: str = ""
    offset: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or record that was met and not read: every one is listed with its reason."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Changed:
    """An article whose text on disk is no longer the one that was indexed, and why."""

    article: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What `stat` says of a file: while all of it is the same, so is the content.

    `path` is below the folder, `/`-separated; times in nanoseconds, `size` in bytes.
    """

    path: str
    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two articles match: a figure by name, and the same as one sentence for people."""

    name: str
    value: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Match:
    """A verified candidate pair: two article ids, `left < right`, and a score of 0..1."""

    left: str
    right: str
    score: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What detection counted of one copy beside the others of its group, furniture aside. No proof of anything.

    `numbers`, `names`: distinct ones that stand in no other copy. `quotations`: sentences with a
    quotation mark, `quotations_alone`: those that stand in no other copy to the letter. `agreement`:
    share of words of content in common with all the others together, 0..1 (Dice 1945).
    `differing`: plain words that not all have; `commoner`: in how many texts outside of the group
    such a word stands, the mean of binary logarithms of one more.
    """

    numbers: int = 0
    names: int = 0
    quotations: int = 0
    quotations_alone: int = 0
    agreement: float = 0.0
    differing: int = 0
    commoner: float = 0.0


@dataclass(frozen=True, slots=True)
class Group:
    """Two or more articles tied by matches; `members` are sorted ids, `score` 0..1.

    It has no number that means anything tomorrow: `group_id` of its digests names it.

    `claimed_by` names the tools that put members of it together, sorted; empty for a group that is ours
    alone. What they claim is verified: `odd` are its members that match no other one, sorted, and
    `bridges` the weakest ties that hold the others together, the weakest first; `keeps` are the members that these tools would keep, where they
    say so, sorted. Only claimed groups have these.

    `evidence`: what tells each member from the others, in their order; empty where it was not counted.
    """

    members: tuple[str, ...]
    score: float
    matches: tuple[Match, ...] = ()
    claimed_by: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    bridges: tuple[Match, ...] = ()
    keeps: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """One step from the left text to the right one.

    `kind` says what sort of change a tag is (`compare.classify` lists them; `same` for an equal span
    identical but for white space, `case` for one that differs in case, quotes, dashes or Unicode
    form). `moved` numbers the block that an edit was moved with; 0 stands for none.
    """

    tag: Tag
    left: Span
    right: Span
    kind: str = "same"
    moved: int = 0


@dataclass(frozen=True, slots=True)
class Diff:
    """The edits of right against left, in reading order of the right text.

    Of either text every character lies in one span and no more; deletions stand where they
    fell out. `notes` says where the work was bounded.
    """

    edits: tuple[Edit, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What some copies have at a place: `text` as the first of them writes it, "" where they omit it.

    `copies`: numbers in the order in which the copies were handed in.
    """

    text: str
    copies: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A span of the base at which copies differ from it; empty where they only put something in.

    `readings`: those that differ from the base, the most common first. `agree`: copies that read as the
    base does.
    """

    base: Span
    readings: tuple[Reading, ...]
    agree: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Collation:
    """A base against all other copies.

    `words`: the spans of the base's words, `support`: how many other copies have each of them, in place
    or moved. `places`: in order of the base. `moved`: by copy, its number and the span of the base that it has in another
    place. `notes` says where the work was bounded.
    """

    words: tuple[Span, ...]
    support: tuple[int, ...]
    places: tuple[Place, ...]
    notes: tuple[str, ...] = ()
    moved: tuple[tuple[int, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The copy that looks canonical, by which rule, and the reason in one line.

    `rule` is "none" where nothing tells the copies apart: the article is then merely the first.
    """

    article: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Member:
    """An article as a decision remembers it: `path` is the article's id on that day."""

    path: str
    digest: str
    raw: str
    canonical: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What one reviewer said of these members, whatever group they were found in.

    `id` is `decision_id` of the digests of all members, excluded ones too; (`id`, `reviewer`) is the
    key. `at` is in UTC, to the second. `score` is the group's on that day. `rule` names the rule that
    decided it, "" by hand. `settles` names the reviewers whose other word on these members was known and
    overruled. `extra` holds keys of other versions, kept as they are.

    `follows` are digests of the earlier records that this one replaced, the latest last: whoever wrote it had
    read them (`store.ordering`). `concurrent` are other verdicts of the same reviewer on these members, given in
    another session that had not read this one: a conflict that the reviewer settles by deciding again.
    """

    id: str
    verdict: Verdict
    members: tuple[Member, ...]
    reviewer: str
    at: datetime
    score: float | None = None
    tool: str = ""
    label: str = ""
    note: str = ""
    rule: str = ""
    settles: tuple[str, ...] = ()
    extra: tuple[tuple[str, Any], ...] = field(default=(), compare=False)
    follows: tuple[str, ...] = field(default=(), compare=False)
    concurrent: tuple["Decision", ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What makes two records the same decision."""
        return (self.id, self.reviewer)


class Unstated(Enum):
    """The type of UNSTATED, which stands where a writer does not state what they had read."""

    UNSTATED = "unstated"


UNSTATED: Final = Unstated.UNSTATED


@dataclass(frozen=True, slots=True)
class Change:
    """A decision to be stored under one key, or None to remove it (an undo).

    `read` is the record of this key that the writer had read, None where they had read none. Where it is
    UNSTATED, the store assumes that they had read what it last loaded.
    """

    id: str
    reviewer: str
    decision: Decision | None
    read: Decision | Unstated | None = field(default=UNSTATED, compare=False)


def text_digest(text: str) -> str:
    r"""Digest of a text: blake2b-128 of UTF-8 of NFC with `\n` line ends, stripped. `b2:` + 32 hex."""
    ends = text.replace("\r\n", "\n").replace("\r", "\n")
    body = unicodedata.normalize("NFC", ends).strip()
    return raw_digest(body.encode("utf-8", "surrogatepass"))


def raw_digest(data: bytes) -> str:
    """Digest of bytes: blake2b-128. `b2:` + 32 hex digits."""
    return "b2:" + hashlib.blake2b(data, digest_size=16).hexdigest()


def decision_id(digests: Iterable[str]) -> str:
    """Name of a set of members: blake2b-64 of the sorted digests joined by newlines. 16 hex digits."""
    return hashlib.blake2b("\n".join(sorted(digests)).encode(), digest_size=8).hexdigest()
