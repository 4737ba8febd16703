"""A written figure → what it amounts to: 35 million dollars for "$35m", .2 for "20 per cent".

English, as `numerals`; two amounts are the same where value and unit are. A place, as "third" or "3rd", is below 0, so that it is no quantity.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from tui.compare.language import numerals

Amount = tuple[float, int | None]
"""A value and the number of its unit, None where it has none."""

_MOST: Final = 60  # characters; nothing longer is a figure
_PIECE: Final = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[^\W\d_]+|[%$€£¥₹]")
_BETWEEN: Final = re.compile(r"[\s\-‐‑]*")
_SPACE: Final = re.compile(r"\s*")
_MONEY: Final = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
_SHORT_MULTIPLES: Final = {
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mio": 1e6,
    "bn": 1e9,
    "mrd": 1e9,
    "tn": 1e12,
    "lakh": 1e5,
    "crore": 1e7,
}
_MULTIPLES: Final = frozenset([12.0, 100.0, *_SHORT_MULTIPLES.values()])  # where they are words
_HUNDREDTHS: Final = frozenset(["%", "percent"])
_THOUSAND: Final = 1e3


@lru_cache(maxsize=1 << 12)
def amount(written: str) -> Amount | None:
    """What a figure amounts to; None where anything else stands in it, or no number does.

    >>> amount("$1.5 million") == amount("1,500,000 dollars"), amount("half a dozen"), amount("80 cm") == amount("80cm")
    (True, (6.0, None), True)
    """
    pieces = _pieces(written.casefold().replace("per cent", "percent"))
    money = _MONEY.get(pieces[0], "") if pieces else ""
    if money:
        del pieces[0]
    numbers = [
        _value(piece, is_money=bool(money), is_first=not at) for at, piece in enumerate(pieces)
    ]
    behind = pieces.pop() if numbers and numbers[-1] is None else ""
    total = _total(list(zip(pieces, numbers, strict=False)))
    if total is None:
        return None
    if behind in numerals.ORDINAL_ENDINGS:
        return -total, None
    if behind in _HUNDREDTHS:
        return total / 100, None
    if behind and (money or numerals.unit(behind) is None):
        return None
    return total, numerals.unit(behind or money)


def same_amount(one: str, other: str) -> bool:
    """Whether two figures amount to the same."""
    first = amount(one)
    return first is not None and first == amount(other)


def _pieces(written: str) -> list[str]:
    """The numbers, words and signs of a figure; none where it is too long or anything else stands between them."""
    found: list[str] = []
    at = 0
    for piece in _PIECE.finditer(written[: _MOST + 1]):
        if not (_BETWEEN if found else _SPACE).fullmatch(written, at, piece.start()):
            return []  # also where a sign stands before it
        at = piece.end()
        if piece.group() not in {"and", "a"}:
            found.append(piece.group())
        elif not found:
            found.append("1")  # a hundred, a dozen
    return [] if written[at:].strip() else found


def _value(piece: str, *, is_money: bool, is_first: bool) -> float | None:
    """The number of a piece: in digits, in words, or what multiplies the one before it; an ordinal below 0."""
    if piece[0].isdecimal():
        return float(piece.replace(",", ""))
    if piece in _SHORT_MULTIPLES and not is_first and (is_money or piece != "m"):
        return _SHORT_MULTIPLES[piece]
    told, rest = numerals.numbers_in(piece)
    return told[0] if len(told) == 1 and not rest else None


def _total(pieces: Sequence[tuple[str, float | None]]) -> float | None:
    """The numbers of a figure as one: 3, hundred, 5 is 305. None where there are none, or they only stand side by side."""
    whole, part, sign = 0.0, 0.0, 1
    for at, (piece, number) in enumerate(pieces):
        if number is None or sign < 0 or (at and piece[0].isdecimal()):  # 7 100
            return None
        if at and number in _MULTIPLES and not piece[0].isdecimal():
            part *= number
            if number >= _THOUSAND:
                whole, part = whole + part, 0.0
        elif part and (part % _place_above(abs(number)) or part < 1):  # two thirds, nineteen eighty
            return None
        else:
            part += abs(number)
        sign = -1 if number < 0 else 1
    return sign * (whole + part) if pieces else None


def _place_above(number: float) -> float:
    """What a number may stand behind: 5 behind tens, 25 behind hundreds, a half behind ones."""
    return 10.0 ** len(str(int(number))) if number >= 1 else 1.0
