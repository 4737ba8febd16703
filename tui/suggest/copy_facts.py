"""What a rule of suggestion is handed, and what it answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tui.config import SuggestSettings
from tui.model import Article, Evidence
from tui.text.own_words import furniture_share, own_words


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one copy.

    `furniture`: characters of it that are page furniture. `reference`: whether it stands in a reference.
    `evidence`: what detection counted beside the other copies of its group, if it did.
    """

    article: Article
    furniture: int = 0
    reference: bool = False
    evidence: Evidence | None = None

    @property
    def share_of_furniture(self) -> float:
        """0..1 of the characters."""
        return furniture_share(self.furniture, self.article.characters)

    @property
    def own_words(self) -> float:
        """Number of words that are not furniture, estimated by the share of characters."""
        return own_words(self.article.words, self.furniture, self.article.characters)


Chosen = tuple[Article, str] | None
Rule = Callable[[Sequence[Facts], SuggestSettings], Chosen]
"""Copies by id and settings → one of them with the reason, or None where the rule cannot tell."""


def two_least(copies: Sequence[Facts], measure: Callable[[Facts], float]) -> tuple[Facts, Facts]:
    """The two copies with the smallest measure; the same one twice where there is only one."""
    ordered = sorted(copies, key=measure)
    return ordered[0], ordered[min(1, len(ordered) - 1)]
