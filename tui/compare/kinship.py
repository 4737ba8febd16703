"""Two words that differ → how they are akin: forms of one word, a slip, or not at all."""

from functools import lru_cache
from typing import Final

from tui.compare import forms, slips
from tui.plain_letters import plain

_LONG: Final = 24  # letters; a longer token is no word of a language


@lru_cache(maxsize=1 << 16)
def akin(one: str, other: str, *, english: bool = True) -> str:
    """`inflected`, `noise` or "" for two folded words that are not the same; accents left out are a spelling.

    >>> akin("arrested", "arresting"), akin("thanks", "tahnks"), akin("dog", "cat")
    ('inflected', 'noise', '')
    """
    if max(len(one), len(other)) > _LONG:
        return ""
    if plain(one) == plain(other) or forms.inflected(one, other, english=english):
        return "inflected"
    return "noise" if slips.is_slip(one, other) else ""
