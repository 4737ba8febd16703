"""Two words that differ → how they are akin: forms of one word, a slip, or not at all."""

from functools import lru_cache
from typing import Final

from tui.compare.language import inflection, misspellings
from tui.text.accents import plain

_LONG: Final = 24  # letters; a longer token is no word of a language


@lru_cache(maxsize=1 << 16)
def word_relation(one: str, other: str, *, english: bool = True) -> str:
    """`inflected`, `noise` or "" for two folded words that are not the same; accents left out are a spelling.

    >>> word_relation("arrested", "arresting"), word_relation("thanks", "tahnks"), word_relation("dog", "cat")
    ('inflected', 'noise', '')
    """
    if max(len(one), len(other)) > _LONG:
        return ""
    if plain(one) == plain(other) or inflection.inflected(one, other, english=english):
        return "inflected"
    return "noise" if misspellings.is_slip(one, other) else ""
