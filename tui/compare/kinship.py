"""Two words that differ → how they are akin: a number, an inflection, scanning noise, or not at all."""

from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from tui import words

_ENDINGS_SPELLED: Final = (
    "s es d ed ing er ers or ors est ly y ies ied ier iest ily e en n al ally ion ions ation ations "
    "ment ments ness ive able ible ity ful t st th ism ist ists ance ence ic ical m em ern te ten tes"
)
_ENDINGS: Final = frozenset(["", *_ENDINGS_SPELLED.split()])
"""Endings of English and its neighbours: two words of one stem differ in these."""

_LOOK_ALIKE: Final = str.maketrans("0156835$|", "oisbbsssl")
_STEM: Final = 3
_LONG: Final = 24  # letters; a longer token is no word of a language


@lru_cache(maxsize=1 << 16)
def akin(one: str, other: str) -> str:
    """`inflected`, `noise` or "" for two folded words that are not the same.

    >>> akin("arrested", "arresting"), akin("thanks", "tahnks"), akin("dog", "cat")
    ('inflected', 'noise', '')
    """
    if max(len(one), len(other)) > _LONG or min(len(one), len(other)) < 2:
        return ""
    if one[0] == other[0] and not (words.is_stop_word(one) and words.is_stop_word(other)):
        shared = _shared_start(one, other)
        if shared >= _STEM and {one[shared:], other[shared:]} <= _ENDINGS:
            return "inflected"
        if shared >= _STEM and _doubled(one[shared:], other[shared:], one[shared - 1]):
            return "inflected"
    return "noise" if _misread(one, other) else ""


def _shared_start(one: str, other: str) -> int:
    shared = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        shared += 1
    return shared


def _doubled(one: str, other: str, letter: str) -> bool:
    """Whether one ending is that of the other behind a doubled letter: stop, stopped."""
    shorter, longer = sorted((one, other), key=len)
    return shorter in _ENDINGS and longer[:1] == letter and longer[1:] in _ENDINGS


def _misread(one: str, other: str) -> bool:
    """Whether a slip of the keyboard or of a scanner makes one of the other."""
    shorter = min(len(one), len(other))
    if shorter < 3:
        return False
    if one.translate(_LOOK_ALIKE).replace("rn", "m") == other.translate(_LOOK_ALIKE).replace(
        "rn", "m"
    ):
        return True
    slips = OSA.distance(one, other, score_cutoff=2)
    if slips == 1:
        return shorter >= 4
    return slips == 2 and shorter >= 7 and fuzz.ratio(one, other) >= 75
