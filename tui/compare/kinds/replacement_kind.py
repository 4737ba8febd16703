"""Words that stand in each other's place → the kind of the change: a fact, a form, a slip, or other words.

A number or a name for another one is told first, because it matters most to an editor; but a digit that looks
like the letter in its place is a slip, and a name with an s of possession is the same name.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np

from tui.compare.align.alignment_tokens import Side, Vocabulary
from tui.compare.language import misspellings, numerals
from tui.compare.language.abbreviations import are_same, is_short
from tui.compare.language.amounts import same_amount
from tui.compare.language.names import LIKELY, Names, bare, is_of_people
from tui.compare.language.word_relation import word_relation
from tui.compare.words.steps import Step
from tui.model import Span
from tui.text import words
from tui.text.accents import plain

Fact = str | tuple[float, ...]
"""A number or a name, so that two are equal where they tell the same."""

_SHORT: Final = 6  # words of a change that a number or a name in it says all about
_OF_ABBREVIATION: Final = 2  # letters between two points: U.S., Ph.D.
_OF_COMPOUND: Final = 3  # letters of a word of a compound; what a scanner broke off may be shorter
_SIGNS: Final = frozenset("+-")
_FEWEST_WORDS: Final = 20  # of both texts, from which their language is asked for
_ENGLISH: Final = (
    0.25  # of the words are function words; of other languages hardly a tenth is taken for such
)
_HYPHEN: Final = re.compile(r"[-‐‑]")

# What a scanner breaks off, and no word of a compound.
_ENDS_SPELLED: Final = """
    ance ant ants ate ated ates ation ence ent ents ers ery est ful iary ible ics ied ies ing ings ion ions ise ised ism ist
    ists ite ity ive ize ized less ling ment ments ness ous sion sions ted ties tion tions tive ture ual ure ward
"""
_ENDS: Final = frozenset(_ENDS_SPELLED.split())

# Written as one word or as two, and meant the same.
_CLOSED_SPELLED: Final = """
    percent cannot anyone someone everyone anytime anymore someday forever worldwide nationwide online offline
    website healthcare childcare lifetime longtime weekend backyard database email sidewalk underway
"""
_CLOSED: Final = frozenset(_CLOSED_SPELLED.split())


class ReplacementKinds:
    """What the words of two texts are, ready for the changes between them. Built once a pair."""

    def __init__(self, sides: tuple[Side, Side], vocabulary: Vocabulary) -> None:
        self._sides = sides
        self._words, self._kinds = vocabulary.words, vocabulary.kinds
        self._vocabulary = vocabulary
        self._keys = tuple(side.numbers(side.keys) for side in sides)
        self._raws = tuple(side.numbers(side.raws) for side in sides)
        self._numbers_of: dict[int, tuple[Fact, bool]] = {}
        self._plain_of: dict[int, bool] = {}

    @cached_property
    def _names(self) -> Names:
        return Names(self._sides, self._vocabulary)

    @cached_property
    def _english(self) -> bool:
        """Whether the texts are English; short ones are taken to be."""
        kinds = np.array(self._kinds)
        stop = np.fromiter(map(words.is_stop_word, self._words), np.bool_, len(self._words))
        keys = np.concatenate([side.keys for side in self._sides])
        keys = keys[kinds[keys] == words.WORD]
        return len(keys) < _FEWEST_WORDS or bool(stop[keys].mean() >= _ENGLISH)

    def of_words(self, left: int, right: int) -> str:
        """The kind of one word for another; "" where neither has to do with the other."""
        places = (left, right)
        mine, yours = self._keys[0][left], self._keys[1][right]
        if mine == yours:  # the same word again: equal by chance
            return ""
        one, other = self._words[mine], self._words[yours]
        if len(one) == len(other) == 1 and self._are_halves_of_day(left, right):
            return "number"
        if self._is_plain(0, left) and self._is_plain(1, right):  # as most are
            return "noise" if misspellings.looks_alike(one, other) else self._akin(one, other)
        kinds = {self._kinds[mine], self._kinds[yours]}
        if kinds == {words.WORD} and not misspellings.is_digit_slip(one, other):
            return self._of_two_words(left, right, one, other)
        return self._of_figures(places, (one, other), kinds)

    def _of_figures(self, places: tuple[int, int], pair: tuple[str, str], kinds: set[int]) -> str:
        """The kind of one token for another where one of them is no word, or a digit stands for a letter in it."""
        if kinds == {words.PUNCTUATION}:
            return "number" if all(map(self.is_sign, (0, 1), places)) else ""
        if same_amount(*self._written(places)):
            return "inflected"
        if words.PUNCTUATION not in kinds and misspellings.is_digit_slip(*pair):
            return "noise"
        if kinds == {words.NUMBER}:
            return "number"
        sure = [self._is_sure_number(number, at) for number, at in enumerate(places)]
        return "number" if all(sure) else ""

    def _of_two_words(self, left: int, right: int, one: str, other: str) -> str:
        if self._is_other_number(left, right, one, other):
            return "inflected" if same_amount(*self._written((left, right))) else "number"
        if misspellings.looks_alike(one, other):
            return "noise"
        spans = (left, left + 1), (right, right + 1)
        again = self._is_unit_again(left, right, one, other) or self._are_short(spans)
        found = "inflected" if again else self._akin(one, other)
        looks = self._names.looks(0, left), self._names.looks(1, right)
        if not all(looks):
            return found
        if again or self._bare(0, left) == self._bare(1, right):
            return "inflected"
        if found == "inflected" and (LIKELY in looks or is_of_people(one, other)):
            return found
        return "name"

    def _written(self, places: tuple[int, int]) -> tuple[str, str]:
        return self._sides[0].written(places[0]), self._sides[1].written(places[1])

    def same_amount(self, step: Step) -> bool:
        """Whether both sides of a replacement are one figure, written otherwise: 20 per cent, 20%."""
        if max(step.left_end - step.left, step.right_end - step.right) > _SHORT:
            return False
        if not (self._opens_figure(0, step.left) and self._opens_figure(1, step.right)):
            return False  # as in most changes
        ours = self._text(0, step.left, step.left_end)
        return same_amount(ours, self._text(1, step.right, step.right_end))

    def _opens_figure(self, number: int, at: int) -> bool:
        """Whether word `at` of a side may be the first of a figure."""
        key = self._keys[number][at]
        return (
            self._kinds[key] != words.WORD
            or self._words[key] == "a"
            or bool(self._number(number, at)[0])
        )

    def _akin(self, one: str, other: str) -> str:
        return word_relation(one, other, english=self._english)

    def _is_plain(self, number: int, at: int) -> bool:
        """Whether word `at` of a side is a word in small letters that has nothing to do with a number."""
        raw = self._raws[number][at]
        if raw not in self._plain_of:
            key = self._keys[number][at]
            word = self._words[key]
            self._plain_of[raw] = (
                self._kinds[key] == words.WORD
                and word.isalpha()
                and not self._names.has_capital(number, at)
                and not self._number(number, at)[0]
                and word not in numerals.MULTIPLES
                and numerals.unit(word) is None
            )
        return self._plain_of[raw]

    def _is_other_number(self, left: int, right: int, one: str, other: str) -> bool:
        """Whether two words tell numbers that differ, or units of a number that differ."""
        places = (left, right)
        if all(self._number(number, at)[0] for number, at in enumerate(places)):
            (ours, mine), (theirs, yours) = (
                numerals.numbers_in(side.written(at))
                for side, at in zip(self._sides, places, strict=True)
            )
            return ours != theirs and (mine == yours or word_relation(mine, yours) == "inflected")
        if not (one in numerals.MULTIPLES and other in numerals.MULTIPLES):
            units = numerals.unit(one), numerals.unit(other)
            if None in units or units[0] == units[1]:
                return False
        return all(self._is_behind_number(number, at) for number, at in enumerate(places))

    def _is_unit_again(self, left: int, right: int, one: str, other: str) -> bool:
        """Whether two words are spellings of one unit, behind numbers: km, kilometres."""
        units = numerals.unit(one), numerals.unit(other)
        if None in units or units[0] != units[1]:
            return False
        return all(self._is_behind_number(number, at) for number, at in enumerate((left, right)))

    def _are_halves_of_day(self, left: int, right: int) -> bool:
        """Whether one time is before noon and the other behind it: 9 a.m., 9 p.m."""
        return all(
            numerals.half_of_day(side.text, int(side.starts[at]))
            for side, at in zip(self._sides, (left, right), strict=True)
        )

    def _is_behind_number(self, number: int, at: int) -> bool:
        side = self._sides[number]
        if not at or side.breaks[at]:
            return False
        before = self._words[self._keys[number][at - 1]]
        return (
            before in numerals.MULTIPLES or self._is_sure_number(number, at - 1) or before == "one"
        )

    def _is_sure_number(self, number: int, at: int) -> bool:
        side = self._sides[number]
        kind = self._kinds[self._keys[number][at]]
        return kind == words.NUMBER or (
            kind != words.PUNCTUATION and numerals.is_sure(side.written(at))
        )

    def is_sign(self, number: int, at: int) -> bool:
        """Whether word `at` of a side is the sign of the number behind it: "-5", and not "3-5"."""
        side = self._sides[number]
        if self._words[self._keys[number][at]] not in _SIGNS or at + 1 >= len(side):
            return False
        touches = side.ends[at] == side.starts[at + 1] and self._is_sure_number(number, at + 1)
        apart = not at or side.ends[at - 1] < side.starts[at] or side.written(at - 1) in "([$€£"
        return bool(touches and apart)

    def of_change(self, step: Step) -> str:
        """The kind of a replacement as a whole: a fact where it is short enough to be about it."""
        spans = (step.left, step.left_end), (step.right, step.right_end)
        if max(end - begin for begin, end in spans) > _SHORT:
            return "reworded"
        joined = self._joined(spans)
        if joined:
            return joined
        if self._says_nothing(0, *spans[0]) and self._says_nothing(1, *spans[1]):
            return "reworded"
        if self._numbers_differ(spans):
            return "number"
        names = [self.names(number, *span) for number, span in enumerate(spans)]
        if (all(names) and names[0] != names[1]) or self._are_people(spans):
            return "name"
        return "reworded"

    def _says_nothing(self, number: int, begin: int, end: int) -> bool:
        """Whether words of a side are plain ones and marks: there is no number and no name in them."""
        return all(
            self._is_plain(number, at) or self._kinds[self._keys[number][at]] == words.PUNCTUATION
            for at in range(begin, end)
        )

    def _joined(self, spans: tuple[Span, Span]) -> str:
        """`noise` for a space too many or too few, `inflected` where both are spellings; else ""."""
        pieces = [self._said(number, *span) for number, span in enumerate(spans)]
        one, other = map("".join, pieces)
        if one != other and self._are_short(spans):
            return "inflected"
        if not one or one != other or len(pieces[0]) == len(pieces[1]):
            return ""
        longer = max(pieces, key=len)
        letters = len(longer) > 1 and all(
            len(piece) <= _OF_ABBREVIATION for piece in longer
        )  # U.S., US
        whole = all(
            len(piece) >= _OF_COMPOUND and piece not in _ENDS for piece in longer
        )  # air strikes
        texts = [self._text(number, *span) for number, span in enumerate(spans)]
        spaced = {words.fold(" ".join(_HYPHEN.sub(" ", text).split())) for text in texts}
        hyphened = len(spaced) == 1 and any(map(_HYPHEN.search, texts))  # well-known, well known
        return "inflected" if letters or whole or hyphened or one in _CLOSED else "noise"

    def _said(self, number: int, begin: int, end: int) -> list[str]:
        """The folded words of a side without its punctuation."""
        keys = self._keys[number][begin:end]
        return [self._words[key] for key in keys if self._kinds[key] != words.PUNCTUATION]

    @cached_property
    def _short(self) -> set[int]:
        """The spellings that may be short for something."""
        spelled = self._vocabulary.spellings
        return {raw for raw, written in enumerate(spelled) if is_short(written)}

    def _are_short(self, spans: tuple[Span, Span]) -> bool:
        """Whether both sides are the same words but for what one of them shortens."""
        raws = (self._raws[number][begin:end] for number, (begin, end) in enumerate(spans))
        if all(self._short.isdisjoint(of_side) for of_side in raws):
            return False
        return are_same(*(self._spelled(number, *span) for number, span in enumerate(spans)))

    def _spelled(self, number: int, begin: int, end: int) -> list[str]:
        """The written words of a side, and "&", which is one."""
        side, kinds, keys = self._sides[number], self._kinds, self._keys[number]
        return [
            written
            for at in range(begin, end)
            if (written := side.written(at)) == "&" or kinds[keys[at]] != words.PUNCTUATION
        ]

    def _text(self, number: int, begin: int, end: int) -> str:
        side = self._sides[number]
        return side.text[side.starts[begin] : side.ends[end - 1]]

    def _numbers_differ(self, spans: tuple[Span, Span]) -> bool:
        """Whether both sides tell numbers that are not the same in the same order; words as "one" may be none."""
        sure, all_told = (
            [self._numbers(number, *span, sure=sure) for number, span in enumerate(spans)]
            for sure in (True, False)
        )
        return sure[0] != sure[1] or (all(all_told) and all_told[0] != all_told[1])

    def _numbers(self, number: int, begin: int, end: int, *, sure: bool) -> list[Fact]:
        told = [self._number(number, at) for at in range(begin, end)]
        return [fact for fact, is_sure in told if fact and (is_sure or not sure)]

    def _number(self, number: int, at: int) -> tuple[Fact, bool]:
        """The number that word `at` of a side tells, "" for none, and whether it does so anywhere."""
        raw = self._raws[number][at]
        if raw not in self._numbers_of:
            key = self._keys[number][at]
            told: Fact = ""
            if self._kinds[key] == words.NUMBER:
                told = numerals.plain(self._words[key])
            elif self._kinds[key] != words.PUNCTUATION:
                told = numerals.numbers_in(self._sides[number].written(at))[0] or ""
            self._numbers_of[raw] = told, bool(told) and self._is_sure_number(number, at)
        return self._numbers_of[raw]

    def names(self, number: int, begin: int, end: int) -> list[str]:
        """What looks like names in a part of a side, folded and without an s of possession."""
        return [
            self._bare(number, at)
            for at in range(begin, end)
            if self._kinds[self._keys[number][at]] == words.WORD and self._names.looks(number, at)
        ]

    def _bare(self, number: int, at: int) -> str:
        return plain(words.fold(bare(self._sides[number].written(at))))

    def facts(self, number: int, begin: int, end: int) -> list[Fact]:
        """The numbers and names of a part of a side in their order."""
        found: list[Fact] = []
        for at in range(begin, end):
            found += self._numbers(number, at, at + 1, sure=True) or self.names(number, at, at + 1)
        return found

    def _are_people(self, spans: tuple[Span, Span]) -> bool:
        """Whether on either side stand characters of a script without capitals that an honorific follows."""
        return all(
            self._names.followed_by_honorific(number, end)
            and all(self._kinds[key] == words.CHARACTER for key in self._keys[number][begin:end])
            for number, (begin, end) in enumerate(spans)
        )


def sequence_differs(one: Sequence[Fact], other: Sequence[Fact]) -> bool:
    """Whether the same facts stand in two places, in another order."""
    return list(one) != list(other) and sorted(map(str, one)) == sorted(map(str, other))
