"""A word → the numbers in it, and whether it is the unit of one: figures that are written out.

English; of German, French, Spanish and Italian the cardinals that are no English word; numerals of Han and
fractions by what Unicode says of their characters. Inflected cardinals of other languages are not known.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from types import MappingProxyType
from typing import Final

_ONES: Final = (  # from nought on
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_MULTIPLES: Final = (("hundred", 1e2), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12))  # fmt: skip
_OTHER_LANGUAGES: Final = (
    (2, "zwei deux"),
    (3, "drei trois tres"),
    (4, "vier quatre cuatro quattro"),
    (5, "fünf cinq cinco cinque"),
    (6, "sechs seis"),
    (7, "sieben sept siete sette"),
    (8, "acht huit ocho otto"),
    (9, "neun neuf nueve nove"),
    (10, "zehn dix diez dieci"),
    (11, "onze undici"),
    (12, "zwölf douze doce dodici"),
    (20, "zwanzig vingt veinte venti"),
    (30, "dreißig trente treinta trenta"),
    (40, "vierzig quarante cuarenta quaranta"),
    (50, "fünfzig cinquante cincuenta cinquanta"),
    (100, "hundert cien cento"),
    (1000, "tausend mil"),
    (1_000_000, "millionen millones milioni"),
    (1_000_000_000, "milliarde milliarden milliards miliardi"),
)


def _cardinals() -> Iterator[tuple[str, float]]:
    """Words that tell a number wherever they stand."""
    for value, word in enumerate(_ONES.split()):
        if value > 1:
            yield word, value
    for at, word in enumerate(_TENS.split()):
        yield word, 10 * (at + 2)
    yield from (("twice", 2), ("thrice", 3))
    for value, group in _OTHER_LANGUAGES:
        for word in group.split():
            yield word, value


def _others() -> Iterator[tuple[str, float]]:
    """Words that tell a number where another one is set against them: "half", "second", "one"."""
    yield from (("zero", 0), ("one", 1), ("once", 1), ("dozen", 12), ("dozens", 12))
    yield from (("fortnight", 14), ("fortnights", 14))
    yield from (("half", 0.5), ("halves", 0.5), ("quarter", 0.25), ("quarters", 0.25))
    yield from (("single", 1), ("double", 2), ("triple", 3), ("quadruple", 4))
    yield from (("doubled", 2), ("tripled", 3), ("trebled", 3), ("quadrupled", 4))
    for word, value in _MULTIPLES:
        yield from ((word, value), (f"{word}s", value))
    for value, word in enumerate(_ORDINALS.split(), 1):
        yield from ((word, -value), (f"{word}s", -value))  # a place or a part, no quantity
    for at, word in enumerate(_TENS.split()):
        yield from ((f"{word[:-1]}ieth", -10 * (at + 2)), (f"{word[:-1]}ies", 10 * (at + 2)))


SURE: Final = MappingProxyType(dict(_cardinals()))
_VALUES: Final = MappingProxyType({**dict(_others()), **SURE})
MULTIPLES: Final = frozenset(word for name, _value in _MULTIPLES for word in (name, f"{name}s")) | {
    "m",
    "mn",
    "bn",
    "tn",
    "k",
    "mio",
    "mrd",
    "lakh",
    "crore",
}
"""What multiplies the number before it."""

_UNITS_SPELLED: Final = (  # each line one unit in all its spellings; so "km" for "kilometres" is no other one
    "mm millimetre millimetres millimeter millimeters",
    "cm centimetre centimetres centimeter centimeters",
    "m metre metres meter meters",
    "km kilometre kilometres kilometer kilometers",
    "in inch inches",
    "ft foot feet",
    "yd yard yards",
    "mi mile miles",
    "mg milligram milligrams",
    "g gram grams gramme grammes",
    "kg kilo kilos kilogram kilograms kilogramme kilogrammes",
    "t tonne tonnes",
    "ton tons",
    "oz ounce ounces",
    "lb lbs",
    "ml millilitre millilitres milliliter milliliters",
    "l litre litres liter liters",
    "pint pints",
    "gal gallon gallons",
    "ha hectare hectares",
    "acre acres",
    "sec second seconds",
    "min mins minute minutes",
    "h hr hrs hour hours",
    "day days",
    "week weeks",
    "month months",
    "year years",
    "decade decades",
    "century centuries",
    "kb",
    "mb",
    "gb",
    "tb",
    "kw kilowatt kilowatts",
    "mw megawatt megawatts",
    "gw gigawatt gigawatts",
    "mph",
    "kph",
    "am",
    "pm",
    "c celsius",
    "f fahrenheit",
    "pound pounds",
    "dollar dollars",
    "euro euros",
    "penny pence",
    "cent cents",
    "yen",
    "percent",
)
_UNITS: Final = MappingProxyType(
    {spelling: number for number, line in enumerate(_UNITS_SPELLED) for spelling in line.split()}
)
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
ORDINAL_ENDINGS: Final = frozenset(["st", "nd", "rd", "th"])
_HALF_OF_DAY: Final = re.compile(r"(?i)(?<!\w)[ap]\.m\.?(?!\w)")
_HYPHENS: Final = re.compile("[-‐‑]")

Numbers = tuple[float, ...]


@lru_cache(maxsize=1 << 14)
def numbers_in(written: str) -> tuple[Numbers, str]:
    """The numbers of a written word in order, and what else is in it.

    >>> numbers_in("Twenty-five"), numbers_in("two-year"), numbers_in("½"), numbers_in("year")
    (((20.0, 5.0), ''), ((2.0,), 'year'), ((0.5,), ''), ((), 'year'))
    """
    if written and not written.isascii() and written.isnumeric() and not written.isdigit():
        return tuple(unicodedata.numeric(character) for character in written), ""
    found, rest = [], []
    for part in _HYPHENS.split(written.casefold()):
        value = _VALUES.get(part)
        if value is None:
            rest.append(part)
        else:
            found.append(float(value))
    return tuple(found), "-".join(rest)


def is_sure(written: str) -> bool:
    """Whether a written word tells a number wherever it stands; "one" and "second" do not."""
    parts = _HYPHENS.split(written.casefold())
    return parts[0] in SURE or (len(written) == 1 and not written.isascii() and written.isnumeric())


def unit(key: str) -> int | None:
    """The number of a unit by its folded spelling, None for what is none."""
    return _UNITS.get(key)


def plain(figure: str) -> str:
    """A folded figure without the commas between its thousands, and without the ending of an ordinal.

    >>> plain("1,000"), plain("14th"), plain("3,5")
    ('1000', '14', '3,5')
    """
    if figure[-2:] in ORDINAL_ENDINGS and figure[:-2].isdecimal():
        return figure[:-2]
    return _THOUSANDS.sub("", figure) if "," in figure else figure


def half_of_day(text: str, begin: int) -> int:
    """Where "a.m." or "p.m." ends that begins there; 0 where it does not."""
    found = _HALF_OF_DAY.match(text, begin)
    return found.end() if found else 0
