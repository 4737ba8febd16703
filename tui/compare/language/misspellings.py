"""Two words that differ → whether a slip of a scanner or of the keyboard makes one of the other."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, Postfix

from tui.text import words

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

_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")  # keys beside each other
_LIKE: Final = tuple(
    "aeocs iljtf1 hbkn nurvm gqyj vyw dcl mnw ftr xz pq bd uo aeiou sz".split()  # noqa: SIM905 - groups are read at a glance
)
"""Letters that look like each other in print, and letters that are spelled for each other."""
_DOUBLED: Final = re.compile(r"(.)\1")

# Beginnings and endings that make another word of a word, most often its opposite.
_BEGINNINGS: Final = (
    "", "un", "in", "im", "il", "ir", "dis", "de", "re", "ex", "em", "en", "e", "a", "non", "mis", "pre", "pro", "co", "anti",
)  # fmt: skip
_ENDINGS: Final = ("man", "men", "woman", "women", "person")
_LEAST_LEFT: Final = 4  # letters of the word to which a beginning was put

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
    >>> is_slip("increased", "decreased"), is_slip("wounded", "rounded")
    (False, False)
    """
    if looks_alike(one, other):
        return True
    if _is_derived(one, other):
        return False
    shorter = min(len(one), len(other))
    if shorter < _SHORT:
        return _one_is_known(one, other) and (
            one.translate(SINGLE) == other.translate(SINGLE) or _is_swapped(one, other)
        )
    slips = OSA.distance(one, other, score_cutoff=2)
    likely = slips == 1 or (slips == 2 and shorter >= _LONG and fuzz.ratio(one, other) >= 75)
    return likely and _are_likely(one, other, slips)


def _are_likely(one: str, other: str, slips: int) -> bool:
    """Whether letters stand for letters that look like them or lie beside them; a letter may be missing, or twice."""
    if len(one) != len(other):
        return slips == 1 or _DOUBLED.sub(r"\1", one) == _DOUBLED.sub(r"\1", other)
    if sorted(one) == sorted(other):
        return True
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return any(all(may(*pair) for pair in pairs) for may in (_look_alike, _lie_together))


@cache
def _look_alike(one: str, other: str) -> bool:
    """Whether two letters look or sound alike; beyond our alphabet nothing is known of them."""
    if not (one.isascii() and other.isascii() and one.isalpha() and other.isalpha()):
        return True
    return any(one in group and other in group for group in _LIKE)


@cache
def _lie_together(one: str, other: str) -> bool:
    return any({one, other} == {*keys} for row in _ROWS for keys in pairwise(row))


def _is_derived(one: str, other: str) -> bool:
    """Whether two words are one with another beginning or ending: the opposite, or another person.

    >>> _is_derived("possible", "impossible"), _is_derived("imported", "exported"), _is_derived("chairman", "chairwoman")
    (True, True, True)
    """
    for ending in _ENDINGS:
        if one.endswith(ending):
            start = one.removesuffix(ending)
            others = (other.removesuffix(each) for each in _ENDINGS if other.endswith(each))
            if start and start in others:
                return True
    shared = Postfix.similarity(one, other)
    first, second = one[: len(one) - shared], other[: len(other) - shared]
    more = one[len(one) - shared :][:1]  # which both may begin with: emigrants, immigrants
    return any(
        first + letter in _BEGINNINGS
        and second + letter in _BEGINNINGS
        and shared - len(letter) >= _LEAST_LEFT
        for letter in ("", more)
    )


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
