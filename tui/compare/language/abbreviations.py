"""Words → what they are short for, so that "didn't" and "did not", "Gen." and "General" are told as one.

English. What a short form may stand for are several words ("he'd": he had, he would; "St.": Saint, Street).
"""

from collections.abc import Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from tui.text import words

_ENDINGS: Final = MappingProxyType(
    {
        "ll": ("will", "shall"),
        "ve": ("have",),
        "re": ("are",),
        "m": ("am",),
        "d": ("had", "would"),
        "s": ("is", "has", "us"),
    }
)
_BEFORE_S: Final = frozenset(
    ["he", "she", "it", "that", "there", "here", "who", "what", "where", "how", "let"]
)
_IRREGULAR: Final = MappingProxyType({"won": "will", "can": "can", "shan": "shall"})  # 't
_SPELLED: Final = """
    gen general,sen senator,rep representative,gov governor,capt captain,lt lieutenant,sgt sergeant,col colonel,
    maj major,cmdr commander,adm admiral,pres president,prof professor,dr doctor,rev reverend,hon honourable,
    st saint street,mt mount,ave avenue,rd road,blvd boulevard,sq square,jan january,feb february,mar march,
    apr april,jun june,jul july,aug august,sep september,sept september,oct october,nov november,dec december,
    mon monday,tue tuesday,tues tuesday,wed wednesday,thu thursday,thurs thursday,fri friday,sat saturday,
    sun sunday,co company,corp corporation,inc incorporated,ltd limited,bros brothers,dept department,
    gov't government,govt government,assn association,natl national,intl international,univ university,
    vs versus,v versus,approx approximately,est established estimated,no number,tv television,ok okay,
    ad advertisement,photo photograph,phone telephone,& and,avg average,max maximum,min minimum
"""
_SHORT_FOR: Final = MappingProxyType(
    {short: tuple(full) for short, *full in map(str.split, _SPELLED.split(","))}
)
Readings = tuple[frozenset[str], ...]
"""For each word of a written one what it may be."""


@lru_cache(maxsize=1 << 14)
def readings(written: str) -> Readings:
    """What a written word may be, itself among it, as one word or several.

    >>> [sorted(word) for word in readings("Didn't")], [sorted(word) for word in readings("Gen")]
    ([['did'], ['not']], [['gen', 'general']])
    """
    key = words.fold(written)
    if key == "cannot":
        return frozenset(["can"]), frozenset(["not"])
    head, apostrophe, tail = written.casefold().replace("’", "'").rpartition("'")
    if apostrophe and tail == "t" and head.endswith("n"):
        verb = _IRREGULAR.get(head, head[:-1])
        return frozenset([verb]), frozenset(["not"])
    if apostrophe and tail in _ENDINGS and (tail != "s" or head in _BEFORE_S):
        return frozenset([head]), frozenset(_ENDINGS[tail])
    return (frozenset([key, *_SHORT_FOR.get(key, ())]),)


def is_short(written: str) -> bool:
    """Whether a written word may be short for others, or for several ones."""
    if "'" in written or "’" in written:
        return True
    key = written.lower()
    return key in _SHORT_FOR or key == "cannot"


def are_same(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two runs of written words are the same words, short forms spelled out.

    >>> are_same(["They", "did", "not"], ["They", "didn’t"]), are_same(["who’d"], ["who", "has"])
    (True, False)
    """
    ours, theirs = ([word for one in side for word in readings(one)] for side in (left, right))
    return len(ours) == len(theirs) and all(
        not one.isdisjoint(other) for one, other in zip(ours, theirs, strict=True)
    )
