"""What an engine is handed and what it finds: the contract that every engine keeps."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from tui.config import DetectSettings
from tui.model import Article, Group, Match, Skipped, Span
from tui.progress import Progress

Settled = Callable[[Group], None]
Spans = Mapping[str, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class ImportedGroups:
    """Groups that other tools found, to be verified: their members, and `claimed_by`; scores are not known.

    `alone` where the engine's own groups are not wanted beside them. `split` where of a claim the parts are wanted
    that hold together, and not the whole.
    """

    groups: tuple[Group, ...] = ()
    alone: bool = False
    split: bool = False

    def __bool__(self) -> bool:
        """Whether anything is to be done for them."""
        return bool(self.groups) or self.alone


NO_CLAIMS: Final = ImportedGroups()
ImportResolver = Callable[
    [Mapping[str, Article], Collection[Skipped]], tuple[ImportedGroups, tuple[Skipped, ...]]
]
"""Articles by id and what was skipped → the claims on them, and what they name that is not here."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in a folder.

    `groups`: by score, the best first, then by members; no article stands in two. `furniture`: article id →
    sorted, disjoint spans in characters of its text, for articles that have some. `passages`: matches below copies,
    that share a long passage. `nearest`: the best pair that was refused. `notes`: where work was bounded,
    as sentences.
    """

    groups: tuple[Group, ...]
    furniture: Mapping[str, tuple[Span, ...]]
    passages: tuple[Match, ...] = ()
    nearest: Match | None = None
    notes: tuple[str, ...] = ()


class Engine(Protocol):
    """Finds the groups in articles of which it sees the features only.

    The order of the articles makes no difference. The features are the engine's: a list of them may be
    emptied when it is unpacked, for it is as large as what is made of it. `settled` is handed each group as soon as nothing
    can change it, and before the first one `furnished` the furniture of all articles; a progress callback may raise
    `Cancelled` at any report. `asked` are ids of articles that all is wanted to be known of: in the groups of the findings each
    member that is none of these has a match with one of them where they are in one group, and none of their passages is left out.
    """

    def __call__(
        self,
        articles: Sequence[Article],
        features: Sequence[bytes],
        *,
        settings: DetectSettings,
        progress: Progress,
        settled: Settled | None,
        furnished: Callable[[Spans], None] | None = None,
        claims: ImportedGroups = NO_CLAIMS,
        asked: Collection[str] = (),
    ) -> Findings:
        """Find the groups."""
        ...
