"""Two words that differ → whether a slip of a scanner or of the keyboard makes one of the other."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from tui import words

DIGITS: Final = {"0": "odq", "1": "ilj", "2": "z", "5": "s", "6": "bg", "8": "b", "9": "gq", "$": "s", "|": "il"}  # fmt: skip
"""What scanners take for each other of digits, signs and letters (Kukich 1992, and common scans)."""

MERGED: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("li", "h"), ("ii", "u"), ("ri", "n"))
"""Two letters that touch in print and are read as one: "modern" as "modem", "little" as "httle"."""
_OFTEN: Final = 2  # the first of them, so often met that they count in short words too
_SHORTEST_MERGED: Final = 2  # letters

SINGLE: Final = str.maketrans("ehfij1", "cbslll")
"""Single letters that are taken for each other in small print: e c, h b, long s f, i l j."""

_STROKES: Final = str.maketrans("ij", "ll")
"""Of them those that are taken for each other in any print, also in names: "lran" for "Iran"."""

_SHORT: Final = 4  # letters; of shorter words one letter makes another word more often than a slip
_LONG: Final = 7  # letters of a word that two slips leave to be known


def is_digit_slip(one: str, other: str) -> bool:
    """Whether two folded tokens are the same but for digits that look like the other's letters.

    >>> is_digit_slip("oslo", "0slo"), is_digit_slip("105", "1o5"), is_digit_slip("15", "16")
    (True, True, False)
    """
    if len(one) != len(other) or one == other:
        return False
    return all(
        a == b or b in DIGITS.get(a, "") or a in DIGITS.get(b, "")
        for a, b in zip(one, other, strict=True)
    )


@lru_cache(maxsize=1 << 15)
def looks_alike(one: str, other: str) -> bool:
    """Whether print makes two folded words look the same: letters that touch, digits for letters.

    >>> looks_alike("cloud", "doud"), looks_alike("modern", "modem"), looks_alike("cat", "eat")
    (True, True, False)
    """
    if is_digit_slip(one, other) or one.replace("'", "") == other.replace("'", ""):
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == len(longer) >= _SHORT and one.translate(_STROKES) == other.translate(
        _STROKES
    ):
        return True
    if len(shorter) == len(longer) or len(shorter) < _SHORTEST_MERGED:
        return False
    if len(shorter) >= _SHORT or _one_is_known(one, other):
        return _one_is_merged(shorter, longer, MERGED)
    return len(shorter) == _SHORT - 1 and _one_is_merged(shorter, longer, MERGED[:_OFTEN])


def is_slip(one: str, other: str) -> bool:
    """Whether one of two folded words is the other misread or mistyped.

    Of short words only where one is a function word and the other none: "tbe" is a slip, "cat" for "eat"
    is another word.

    >>> is_slip("thanks", "tahnks"), is_slip("teh", "the"), is_slip("cat", "eat"), is_slip("his", "him")
    (True, True, False, False)
    """
    if looks_alike(one, other):
        return True
    shorter = min(len(one), len(other))
    if shorter < _SHORT:
        return _one_is_known(one, other) and (
            one.translate(SINGLE) == other.translate(SINGLE) or _is_swapped(one, other)
        )
    slips = OSA.distance(one, other, score_cutoff=2)
    return slips == 1 or (slips == 2 and shorter >= _LONG and fuzz.ratio(one, other) >= 75)


def _one_is_known(one: str, other: str) -> bool:
    return words.is_stop_word(one) != words.is_stop_word(other)


def _is_swapped(one: str, other: str) -> bool:
    """Whether two neighbouring letters stand in the wrong order."""
    return sorted(one) == sorted(other) and OSA.distance(one, other, score_cutoff=1) == 1


def _one_is_merged(shorter: str, longer: str, pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether the longer word is the shorter one with letters read as two, everywhere or at one place."""
    for two, single in pairs:
        if two not in longer or single not in shorter:
            continue
        if longer.replace(two, single) == shorter or shorter.replace(single, two) == longer:
            return True
        at = longer.find(two)
        while at >= 0:
            if longer[:at] + single + longer[at + len(two) :] == shorter:
                return True
            at = longer.find(two, at + 1)
    return False
