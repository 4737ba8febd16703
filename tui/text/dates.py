"""Dates as sources write them → ranges of time that can be compared.

ISO 8601, RFC 2822, English words, numbers with dots, slashes or dashes, compact forms and Unix time are read. What a
text leaves open is in its range: the hours of a day, the months of a year, which of two numbers is the day. Placeholders and dates
in the future are no dates.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from itertools import product
from typing import Final

LONGEST_DATE: Final = 64  # characters; a longer text is no date, and is not parsed
_CACHED: Final = 65_536  # texts

_WESTERNMOST: Final = timedelta(hours=12)  # behind UTC
_EASTERNMOST: Final = timedelta(hours=14)  # ahead of UTC, Kiribati
_DAY: Final = timedelta(days=1)
_TICK: Final = timedelta(microseconds=1)

_EARLIEST_YEAR: Final = 1000
# What is stored for "no date": FILETIME, OLE Automation, SQL Server and Unix count from these days.
_PLACEHOLDERS: Final = frozenset(
    {date(1601, 1, 1), date(1899, 12, 30), date(1900, 1, 1), date(1970, 1, 1)}
)

_ISO: Final = re.compile(
    r"\d{4}-(?:\d\d-\d\d|W\d\d-\d)(?P<time>[T ]\d\d:\d\d(?P<second>:\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?",
    re.ASCII,
)
_DIGITS: Final = re.compile(r"(?P<whole>\d+)(?:\.\d+)?", re.ASCII)
# Digits of a Unix time → how many of its units make a second; fewer than 9 would be a day before 1973.
_EPOCH_UNITS: Final = {9: 1, 10: 1, 12: 1_000, 13: 1_000}
# A year, a day, a minute or a second in digits alone.
_COMPACT: Final = re.compile(r"(?:1[6-9]|20)\d\d(?:\d{4}(?:\d{4}(?:\d\d)?)?)?", re.ASCII)

_WRITTEN: Final = re.compile(r"(?=.*\d)[\w .,:/+()-]+", re.ASCII)  # what dateutil may see
_COMMENT: Final = re.compile(r" \([^()]*\)$")  # of RFC 2822 and JavaScript: "+0100 (CET)"
_UTC_WITH_OFFSET: Final = re.compile(r"\b(?:GMT|UTC)(?=[+-]\d)")
_NULL_YEAR: Final = re.compile(r"(?<![\d+-])00\d\d(?!\d)|-0001(?!\d)", re.ASCII)
_YEAR_FIRST: Final = re.compile(r"(?:\d{4}|\d{8})(?!\d)", re.ASCII)
_YEAR: Final = re.compile(r"(?<![\dT:])(?:1[6-9]|20)\d\d(?!\d)", re.ASCII)
_DAY_IN_DIGITS: Final = re.compile(
    r"(?<!\d)\d{8}(?!\d)", re.ASCII
)  # the four digits behind it are a time
_MONTH: Final = re.compile(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.IGNORECASE)
# Fill in what a text leaves out. A text without a year gets year 1, which is too early to be read; 9996 is a leap year.
_FIRST_DEFAULT: Final = datetime.min  # noqa: DTZ901 - the text names the zone
_LAST_DEFAULT: Final = datetime(9996, 12, 31, 23, 59, 59, 999_999)  # noqa: DTZ001 - the same

_UTC_NAMES: Final = (None, "UTC", "GMT", "Z", "z")
_UNKNOWN_ZONE: Final = timezone(timedelta(0), "unknown")
# RFC 2822, section 4.3. Other names stand for several zones, or for one with summer time.
_ZONES: Final = {
    name: timezone(timedelta(hours=hours))
    for name, hours in {
        "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8,
    }.items()
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DateRange:
    """The time in which the instant that a text means lies, `start <= end`, both included and without tzinfo.

    In UTC where `zoned`, else in the local time of a source whose zone is not known. Text gives microseconds at best.
    """

    start: datetime
    end: datetime
    zoned: bool

    def is_before(self, other: "DateRange") -> bool:
        """Return whether every instant of this range is before every instant of the other: a strict partial order.

        Two local times are compared as they are. A local time and one in UTC are compared for every zone there is.
        """
        end, start = self.end, other.start
        if self.zoned != other.zoned:
            end = end if self.zoned else end + _WESTERNMOST
            start = start if other.zoned else start - _EASTERNMOST
        return end < start

    @property
    def is_known_to_the_day(self) -> bool:
        """Whether the range is a day or shorter."""
        return self.end - self.start <= _DAY


def parse_date(text: str, today: date | None = None) -> DateRange | None:
    """Return the range of time that a date means, None where it is none, a placeholder or after `today`.

    `today` is by default the day that it is in the easternmost zone: a day that has begun anywhere is not in the future.

    >>> found = parse_date("March 2024")
    >>> str(found.start), str(found.end)
    ('2024-03-01 00:00:00', '2024-03-31 23:59:59.999999')
    """
    if not text or len(text) > LONGEST_DATE:
        return None
    return _parse(" ".join(text.split()), today or (datetime.now(UTC) + _EASTERNMOST).date())


def oldest(texts: Sequence[str]) -> int | None:
    """Return the index of the date that is surely before all others; None where there is none, or only one date."""
    found = _read(texts)
    if len(found) < 2:
        return None
    at, first = min(found, key=lambda pair: pair[1].start)
    others = (one for index, one in found if index != at)
    return at if all(first.is_before(one) for one in others) else None


def newest(texts: Sequence[str]) -> int | None:
    """Return the index of the date that is surely after all others; None where there is none, or only one date."""
    found = _read(texts)
    if len(found) < 2:
        return None
    at, last = max(found, key=lambda pair: pair[1].start)
    others = (one for index, one in found if index != at)
    return at if all(one.is_before(last) for one in others) else None


def sort_key(texts: Iterable[str]) -> datetime:
    """Return the start of the earliest of the dates; `datetime.max` without a date.

    Where one date is before another, so is its start: the order of the keys contains that of the dates.
    """
    found = (one.start for text in texts if (one := parse_date(text)))
    return min(found, default=datetime.max)  # noqa: DTZ901 - keys have no tzinfo


def _read(texts: Sequence[str]) -> list[tuple[int, DateRange]]:
    return [(index, one) for index, text in enumerate(texts) if (one := parse_date(text))]


@lru_cache(maxsize=_CACHED)
def _parse(text: str, today: date) -> DateRange | None:
    """Return the range that covers all readings of a text that can be meant."""
    try:
        found = [one for one in _readings(text) if _is_plausible(*one, today)]
        ranges = [_as_range(*one) for one in found]
    except (ValueError, ArithmeticError):  # dateutil raises OverflowError and decimal's errors too
        return None
    if not ranges:
        return None
    start, end = min(one.start for one in ranges), max(one.end for one in ranges)
    return DateRange(start, end, ranges[0].zoned)


Reading = tuple[datetime, datetime]
"""First and last instant that one reading of a text covers; both with the zone that it names, or both without."""


def _readings(text: str) -> list[Reading]:
    """Return every reading of a text. Raises ValueError or ArithmeticError where there is none."""
    if iso := _ISO.fullmatch(text):
        start = datetime.fromisoformat(text)
        if not iso["time"]:
            return [(start, start + _DAY - _TICK)]
        return [(start, start if iso["second"] else start.replace(second=59))]
    if digits := _DIGITS.fullmatch(text):
        return _readings_of_number(text, len(digits["whole"]))
    # dateutil reads "GMT-5" as POSIX does, five hours ahead of UTC; who writes it means the opposite.
    text = _UTC_WITH_OFFSET.sub("", _COMMENT.sub("", text))
    if not _WRITTEN.fullmatch(text) or _NULL_YEAR.search(text):
        return []
    if _YEAR_FIRST.match(text) or _MONTH.search(text):
        return [_written(text)]
    orders = product((False, True), repeat=2)
    return [_written(text, day_first=day, year_first=year) for day, year in orders]


def _readings_of_number(text: str, digits: int) -> list[Reading]:
    """Return what a number means: a compact date where it can be one, else a Unix time."""
    if _COMPACT.fullmatch(text):
        try:
            return [_written(text)]
        except ValueError:
            pass  # it has no such day or minute
    if digits in _EPOCH_UNITS:
        start = datetime.fromtimestamp(float(text) / _EPOCH_UNITS[digits], UTC)
        return [(start, start)]
    return []


def _written(text: str, *, day_first: bool = False, year_first: bool = False) -> Reading:
    # 30 ms that a folder with ISO dates does without.
    from dateutil.parser import parse  # noqa: PLC0415

    first, last = (
        parse(text, default=default, tzinfos=_zone, dayfirst=day_first, yearfirst=year_first)
        for default in (_FIRST_DEFAULT, _LAST_DEFAULT)
    )
    years = _YEAR.findall(text)
    if years and not _DAY_IN_DIGITS.search(text) and years != [str(first.year)]:
        # dateutil takes one of the numbers for hours and minutes: "March 10-12, 2024" would be 20:24 in 2012
        raise ValueError("a period, not a date")
    return first, last


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    """Return the zone that dateutil has found the name or the offset of, in seconds; None where there is neither."""
    if offset is None:
        return _ZONES.get(name, _UNKNOWN_ZONE) if name else None
    # The sign of "EST-0500" is that of POSIX or that of ISO 8601.
    return timezone(timedelta(seconds=offset)) if name in _UTC_NAMES else _UNKNOWN_ZONE


def _is_plausible(start: datetime, end: datetime, today: date) -> bool:
    """Return whether a reading is neither a placeholder nor in the future."""
    in_utc = start.astimezone(UTC) if start.tzinfo else start
    if start.year < _EARLIEST_YEAR or in_utc.date() > today:
        return False
    if start.tzinfo is None and start.second == 0 and end - start < _DAY:
        # Unix time zero in the local time of some zone; zones differ by quarters of an hour
        offset = start - datetime.fromtimestamp(0, UTC).replace(tzinfo=None)
        if -_WESTERNMOST <= offset <= _EASTERNMOST and start.minute % 15 == 0:
            return False
    midnights = (one for one in (start, in_utc) if one.time() == time())
    return end - start > _DAY or all(one.date() not in _PLACEHOLDERS for one in midnights)


def _as_range(start: datetime, end: datetime) -> DateRange:
    """Return a reading in UTC, or in local time; a whole second covers the second."""
    if end.microsecond == 0:
        end += timedelta(seconds=1) - _TICK
    if start.tzinfo is None:
        return DateRange(start, end, zoned=False)
    if start.tzinfo is _UNKNOWN_ZONE:
        start, end = start - _EASTERNMOST, end + _WESTERNMOST
    start, end = (one.astimezone(UTC).replace(tzinfo=None) for one in (start, end))
    return DateRange(start, end, zoned=True)
