"""Two texts → which of their words are names, by their capitals and by what the texts write small.

A capital inside of a sentence makes a name. Where a capital is due anyway (a sentence, a quotation or a line
opens; a headline capitalises all) the texts decide: a word that has such a capital elsewhere is a name, one that
is written small elsewhere is none, and of the rest only what cannot be told from a name by its look. Languages
that capitalise all nouns are told too much of; scripts without capitals only what an honorific follows.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.compare.align.alignment_tokens import Side, Vocabulary
from tui.text import words

SURE: Final = 2
LIKELY: Final = 1
"""How much a word looks like a name; 0 where it does not."""

_OPENS_AFTER: Final = frozenset(".!?…\"“”„«»‹›'‘’‚:([*•·|—–")
_FEWEST: Final = 3  # words of a line that can be a headline in capitals
_HEADLINE: Final = 0.75  # of its words with a capital, function words aside
_SHOUTED: Final = 0.6  # of its words in capitals altogether
_LONGEST_HEADLINE: Final = 25  # words; a longer line is no headline

# What opens sentences beside function words and is no name; English, as adverbs and connectives go.
_OPENERS_SPELLED: Final = """
    according additionally almost alongside already although always amid among another anyone anything
    around asked besides beyond critics despite earlier elsewhere either enough even ever everybody everyone
    everything experts except finally first following furthermore given hence however indeed initially instead
    last lastly later less let lets maybe meanwhile moreover neither never nevertheless next nobody none
    nonetheless nothing officials often otherwise overall perhaps please police previously quite rather recently
    regardless researchers second secondly several similarly sometimes soon somebody someone something therefore
    third thus today tomorrow tonight together toward towards unless unlike usually whatever whenever whereas
    whether whoever yes yesterday yet
"""
OPENERS: Final = frozenset(_OPENERS_SPELLED.split())
# Endings of adverbs, and of nouns and participles of English, in which names seldom end.
_COMMON_ENDINGS: Final = (
    "ally tly rly usly nly dly bly ely ing ings tion tions sion sions ments ness ities ists ants "
    "ents ials ives"
)
_COMMON: Final = tuple(_COMMON_ENDINGS.split())
_FEWEST_LETTERS: Final = 6  # of a word whose ending says so: "Sally" is a name
_PEOPLES: Final = ("ans", "ists", "ives", "crats", "ese", "ish", "is")  # plurals of what people are
_HONORIFICS: Final = (
    "さん",
    "様",
    "氏",
    "くん",
    "君",
    "ちゃん",
    "先生",
    "女士",
    "小姐",
    "씨",
    "님",
)


class Names:
    """What the words of two aligned texts say of names. Linear in distinct words, built once a pair."""

    def __init__(self, sides: Sequence[Side], vocabulary: Vocabulary) -> None:
        self._sides = sides
        self._kinds = np.array(vocabulary.kinds, np.int8)
        self._words = vocabulary.words
        tables = _looks_of(vocabulary.spellings)
        self._capital = tables[0].tolist()
        self._raws = tuple(side.numbers(side.raws) for side in sides)
        self._shouted: list[npt.NDArray[np.bool_]] = []
        self._headline: list[npt.NDArray[np.bool_]] = []
        named: set[int] = set()
        small: set[int] = set()
        for side in sides:
            capital, upper, opens = (table[side.raws] for table in tables)
            is_word = self._kinds[side.keys] == words.WORD
            opening = (side.breaks > 0) | np.concatenate([[True], opens])[:-1][: len(side)]
            self._headline.append(_lines(side, is_word, capital, _HEADLINE))
            self._shouted.append(_lines(side, is_word, upper, _SHOUTED))
            plain = is_word & capital & ~opening & ~self._headline[-1] & ~self._shouted[-1]
            named |= set(side.keys[plain].tolist())
            small |= set(side.keys[is_word & ~capital].tolist())
        self._named = {self._words[key] for key in named}
        self._small = {self._words[key] for key in small}

    def has_capital(self, number: int, at: int) -> bool:
        """Whether word `at` of a side begins with a capital, or has one behind a small letter."""
        return bool(self._capital[self._raws[number][at]])

    def looks(self, number: int, at: int) -> int:
        """How much word `at` of a side looks like a name: SURE, LIKELY or 0."""
        side = self._sides[number]
        if not self.has_capital(number, at):
            return 0
        written = side.written(at)
        if not written[0].isupper():
            return SURE
        if len(written) > 1 and written.isupper() and not self._shouted[number][at]:
            return SURE
        key = words.fold(bare(written))
        if words.is_stop_word(key) or is_about_me(written):
            return 0
        if self._headline[number][at] or self._shouted[number][at] or self._opens(side, at):
            return self._where_due(key)
        return SURE

    def followed_by_honorific(self, number: int, end: int) -> bool:
        """Whether what ends before word `end` is spoken of as a person: "田中さん"."""
        side = self._sides[number]
        return end < len(side) and side.text.startswith(_HONORIFICS, int(side.ends[end - 1]))

    def _where_due(self, key: str) -> int:
        if self._is_small(key):
            return 0
        if key in self._named:
            return SURE
        ends = len(key) >= _FEWEST_LETTERS and key.endswith(_COMMON)
        return 0 if ends or key in OPENERS else LIKELY

    def _is_small(self, key: str) -> bool:
        """Whether a word or its singular or plural is written small somewhere and never as a name."""
        if key in self._named:
            return False
        forms = {key, f"{key}s", key.removesuffix("s"), key.removesuffix("es")}
        return not forms.isdisjoint(self._small)

    @staticmethod
    def _opens(side: Side, at: int) -> bool:
        if not at or side.breaks[at]:
            return True
        return side.text[side.ends[at - 1] - 1] in _OPENS_AFTER


def bare(written: str) -> str:
    """A written word without the s of possession: "Ukraine's" is no other name than "Ukraine"."""
    for ending in ("'s", "’s", "'", "’"):
        if len(written) > len(ending) and written.endswith(ending):
            return written[: -len(ending)]
    return written


def is_of_people(one: str, other: str) -> bool:
    """Whether two folded words are the singular and the plural of what people are: Americans, Democrats."""
    shorter, longer = sorted((one, other), key=len)
    return longer == f"{shorter}s" and longer.endswith(_PEOPLES)


def _looks_of(spellings: Sequence[str]) -> npt.NDArray[np.bool_]:
    """For each spelling: has it a capital first, capitals only, may a sentence open after it. Shape (3, spellings)."""
    capital, upper, opens = found = np.zeros((3, len(spellings)), np.bool_)
    for raw, spelling in enumerate(spellings):
        if spelling.islower():  # as most are
            continue
        capital[raw] = spelling[0].isupper() or _is_camel(spelling)
        upper[raw] = len(spelling) > 1 and spelling.isupper()
        opens[raw] = spelling[-1] in _OPENS_AFTER
    return found


def _lines(
    side: Side, is_word: npt.NDArray[np.bool_], has: npt.NDArray[np.bool_], share: float
) -> npt.NDArray[np.bool_]:
    """Which words stand in a line of few words most of which `has` is true of; short words do not count."""
    if not len(side):
        return np.zeros(0, np.bool_)
    line = np.cumsum(side.breaks > 0) - 1
    counted = is_word & (side.ends - side.starts > _FEWEST)
    total = np.bincount(line[counted], minlength=line[-1] + 1)
    having = np.bincount(line[counted & has], minlength=line[-1] + 1)
    found = (total >= _FEWEST) & (total <= _LONGEST_HEADLINE) & (having >= share * total)
    told: npt.NDArray[np.bool_] = found[line]
    return told


def _is_camel(written: str) -> bool:
    """Whether a word has a capital behind a small letter: iPhone, YouTube."""
    return any(a.islower() and b.isupper() for a, b in pairwise(written))


def is_about_me(written: str) -> bool:
    """Whether a written word is "I", alone or with what is drawn to it: I'd."""
    return written[0] == "I" and (len(written) == 1 or written[1] in "'’")
