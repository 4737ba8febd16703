"""A text → the facts in it that an editor checks: its numbers, names and quotations."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from tui.compare.language import numerals
from tui.compare.language.names import OPENERS, is_about_me
from tui.model import Span
from tui.text import words

_DIGITS: Final = r"(?:[$€£¥₹]|(?<![^\W_]))\d+(?:[.,:/\-–]\d+)*%?[^\W_]*"
_WORD: Final = r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*"
_IN_DIGITS: Final = re.compile(_DIGITS)
_IN_WORDS: Final = re.compile(_WORD)
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_COMPOUND: Final = re.compile(r"(?i)\b(?:twen|thir|for|fif|six|seven|eigh|nine)ty[-‐‑]\w+")
_FIGURE: Final = re.compile(rf"{_DIGITS}|{_WORD}|[^\w\s]")
_BEFORE: Final = re.compile(rf"(?:{_DIGITS}|{_WORD})(?=\s*\Z)")
_NEAR: Final = 40  # characters beside a change in which the number is looked for that it belongs to
_SIGNS: Final = frozenset("+-‐‑–−")
_QUOTATION: Final = re.compile(
    r"“([^“”]{8,600})”|\"([^\"]{8,600})\"|«([^«»]{8,600})»|»([^«»]{8,600})«"
    r"|„([^„“”]{8,600})[“”]|‘((?:[^‘’]|’(?=\w)){8,600})’(?!\w)"
    r"|(?<![\w'])'((?:[^'\n]|'(?=\w)){8,600})'(?![\w'])"
)
_SENTENCE_OPENS_AFTER: Final = frozenset('\n.!?…“"«‘(:')
_BEHIND_WORD: Final = re.compile(r"[^\W_],? ([^\W\d_]\w*)")
_TITLES_SPELLED: Final = """
    mr mrs ms miss mx dr prof professor doctor sir dame lord lady president chancellor senator sen rep representative
    gov governor gen general col colonel maj major capt captain lt lieutenant sgt sergeant rev reverend minister mayor
    judge justice king queen prince princess pope
"""
_TITLES: Final = frozenset(_TITLES_SPELLED.split())
_FEWEST_QUOTED: Final = 3  # words; less in quotation marks is a word that somebody doubts


def numbers(text: str, begin: int, end: int, changed: bool = False) -> Iterator[str]:
    """The numbers in characters [begin, end) as they are written, in digits or in words.

    Where the number itself was `changed`, also words as "half" and "second", and with what was changed of it:
    the multiple or unit behind it ("3 million"), the sign before it ("-5").
    """
    if not changed:
        yield from _surely(text, begin, end)
        return
    spans = [
        found.span()
        for found in _FIGURE.finditer(text, begin, end)
        if _is_figure(found.group())
        or (text[found.start() : found.end()] in _SIGNS and found.end() == end)
    ]
    opening = _unit_at(text, begin, end)
    if opening and (start := _figure_before(text, begin)) < begin:
        spans = [(start, opening), *(span for span in spans if span[0] >= opening)]
    yield from _behind_sign(text, begin, end, _merged(text, spans))


def _behind_sign(text: str, begin: int, end: int, spans: list[Span]) -> Iterator[str]:
    """The figures; a sign alone, or nothing, with the number behind it that the sign belongs to."""
    alone = text[begin:end].strip()
    if not alone or alone in _SIGNS:
        number = _IN_DIGITS.match(text, begin + len(alone))
        if number:
            yield text[begin : number.end()]
        return
    for start, stop in spans:
        yield " ".join(text[start:stop].split())


def _figure_before(text: str, end: int) -> int:
    """Where the figure begins that ends at `end`, "20 million" in "20 million | dollars"; `end` where there is none."""
    begin = end
    while before := _BEFORE.search(text, max(0, end - _NEAR), begin):
        if not _is_figure(before.group()):
            break
        begin = before.start()
    return begin


def _unit_at(text: str, begin: int, end: int) -> int:
    """Where a unit or a multiple ends that a change begins with; 0 where it begins with something else."""
    half = numerals.half_of_day(text, begin)
    if half:
        return half
    found = _IN_WORDS.match(text, begin, end)
    if found is None:
        return 0
    key = words.fold(found.group())
    is_one = key in numerals.MULTIPLES or numerals.unit(key) is not None
    return found.end() if is_one else 0


def _is_figure(written: str) -> bool:
    return any(map(str.isdigit, written)) or bool(numerals.numbers_in(written)[0])


def _merged(text: str, spans: list[Span]) -> list[Span]:
    """Figures of which a space alone stands between as one: twenty five, 3 million."""
    found = spans[:1]
    for last, span in pairwise(spans):
        if text[last[1] : span[0]].isspace():
            found[-1] = (found[-1][0], span[1])
        else:
            found.append(span)
    return found


def value(figure: str) -> str:
    """By which two figures are the same one: "three" is 3, and 1,000 is 1000."""
    if figure.isascii() and figure[0].isdigit():  # as most are
        return numerals.plain(figure.casefold())
    told = numerals.numbers_in(figure)[0]
    if len(told) == 1 and told[0] >= 0:
        return f"{told[0]:g}"
    return numerals.plain(words.fold(figure))


def _surely(text: str, begin: int, end: int) -> Iterator[str]:
    """Numbers in digits, and in words that tell one wherever they stand."""
    found = [number.span() for number in _IN_DIGITS.finditer(text, begin, end)]
    if _sure_words(text[begin:end]):  # in most changes there is none, and this is soon known
        found += [
            word.span() for word in _IN_WORDS.finditer(text, begin, end) if _is_sure(word.group())
        ]
        found.sort()
    yield from (text[start:stop] for start, stop in found)


def number_values(text: str) -> frozenset[str]:
    """The `value` of every number that stands somewhere in a text."""
    found = set(_IN_DIGITS.findall(text)) | (numerals.SURE.keys() & _letters(text))
    return frozenset(map(value, found.union(_COMPOUND.findall(text))))


def _sure_words(text: str) -> bool:
    return not numerals.SURE.keys().isdisjoint(_letters(text))


def _letters(text: str) -> set[str]:
    return set(_LETTERS.findall(text.lower()))


def _is_sure(word: str) -> bool:
    numbers, rest = numerals.numbers_in(word)
    return bool(numbers) and not rest and numerals.is_sure(word)


def names(text: str, begin: int, end: int, changed: bool = False) -> Iterator[str]:
    """Runs of capitalised words that are capitalised for another reason than opening a sentence.

    Where a name was `changed`, also those that open one; else these where another name follows, or they have a capital
    inside of a sentence elsewhere. A title alone is no name.
    """
    for found in _capitalised(text.isascii()).finditer(text, begin, end):
        at, name = found.start(), []
        for word in found.group().split(" "):
            if _is_name(text, at, word, found.end(), changed=changed):
                name.append(word)
            else:
                yield from _whole_name(name)
                name = []
            at += len(word) + 1
        yield from _whole_name(name)


def _whole_name(words_of: list[str]) -> Iterator[str]:
    if not all(words.fold(word).rstrip(".") in _TITLES for word in words_of):
        yield " ".join(words_of)


def _is_name(text: str, at: int, word: str, run_ends: int, *, changed: bool) -> bool:
    """Whether a capitalised word, in a run of such words, is a name or a part of one."""
    if is_about_me(word):
        return False
    key = words.fold(word)
    if words.is_stop_word(key) and not (len(word) > 1 and word.isupper()):
        return False
    before = text[max(0, at - 2) : at].strip(" ") or ("\n" if at < 2 else text[at - 1])
    if changed or before[-1:] not in _SENTENCE_OPENS_AFTER:
        return True
    if key in OPENERS:
        return False
    return at + len(word) < run_ends or word in _inside_sentences(text)


@lru_cache(maxsize=4)
def _inside_sentences(text: str) -> frozenset[str]:
    """The words that have a capital inside of a sentence of a text. Asked for only where one opens a sentence."""
    return frozenset(word for word in _BEHIND_WORD.findall(text) if word[0].isupper())


@cache
def _capitalised(ascii_only: bool) -> re.Pattern[str]:
    """Runs of words with a capital, a space between them. Asking for the capital first spares most words."""
    until = 0x80 if ascii_only else 0x10000
    capitals = "".join(chr(code) for code in range(until) if chr(code).isupper())
    word = rf"(?:[{capitals}]|[a-z]{{1,2}}(?=[{capitals}]))\w*(?:['’\-]\w+)*"
    letters = rf"(?:[{capitals}]\.){{2,}}"  # U.S.
    return re.compile(rf"(?<!\w)(?<!\w['’\-])(?:{letters}|{word}\b)(?: (?:{letters}|{word}\b))*")


def quoted(text: str) -> dict[str, str]:
    """Quotations of three words or more: their words folded → as one line."""
    found: dict[str, str] = {}
    for begin, end in quotations(text):
        quotation = " ".join(text[begin:end].split())
        keys = [words.fold(piece) for piece in words.pieces(quotation) if piece[0].isalnum()]
        if len(keys) >= _FEWEST_QUOTED:
            found.setdefault(" ".join(keys), quotation)
    return found


def quotations(text: str) -> Iterator[Span]:
    """The spans between quotation marks, in order; marks that nothing closes are none."""
    for found in _QUOTATION.finditer(text):
        yield found.span(found.lastindex or 0)


def has_quotations(text: str) -> bool:
    """Whether anything in a text stands between quotation marks."""
    return _QUOTATION.search(text) is not None
