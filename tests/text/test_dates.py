"""Dates as sources write them: what range each form means, and how ranges are ordered."""

import json
import string
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.cli import main
from tui.model import Article, Suggestion
from tui.review.tools.bulk_rules import Candidates, preview
from tui.review.tools.filters import SORTS, Row
from tui.text.dates import LONGEST_DATE, DateRange, newest, oldest, parse_date, sort_key

TODAY = date(2026, 6, 15)


def span(text):
    """The range of a date as text, "start/end zone", whole days without their times."""
    found = parse_date(text, TODAY)
    if found is None:
        return None
    start = str(found.start).removesuffix(" 00:00:00")
    end = str(found.end).removesuffix(" 23:59:59.999999")
    return f"{start}/{end} {'UTC' if found.zoned else 'local'}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # ISO 8601
        ("2023-04-05", "2023-04-05/2023-04-05 local"),
        ("2023-04-05 06:07", "2023-04-05 06:07:00/2023-04-05 06:07:59.999999 local"),
        ("2023-04-05T06:07:08", "2023-04-05 06:07:08/2023-04-05 06:07:08.999999 local"),
        ("2023-04-05T06:07:08Z", "2023-04-05 06:07:08/2023-04-05 06:07:08.999999 UTC"),
        ("2023-04-05T06:07:08.25Z", "2023-04-05 06:07:08.250000/2023-04-05 06:07:08.250000 UTC"),
        ("2023-04-05T01:07+02:00", "2023-04-04 23:07:00/2023-04-04 23:07:59.999999 UTC"),
        ("2023-04-05T22:07-0500", "2023-04-06 03:07:00/2023-04-06 03:07:59.999999 UTC"),
        ("2023-04-05T06", "2023-04-05 06:00:00/2023-04-05 06:59:59.999999 local"),
        ("2023-W14-3", "2023-04-05/2023-04-05 local"),
        ("20230405T060708Z", "2023-04-05 06:07:08/2023-04-05 06:07:08.999999 UTC"),
        ("  2023-04-05\t", "2023-04-05/2023-04-05 local"),
        ("2023-04-05 06:07:08 +0000", "2023-04-05 06:07:08/2023-04-05 06:07:08.999999 UTC"),
        ("2023-04-05 06:07:08 UTC", "2023-04-05 06:07:08/2023-04-05 06:07:08.999999 UTC"),
        # parts of a date
        ("2023", "2023-01-01/2023-12-31 local"),
        ("2024-02", "2024-02-01/2024-02-29 local"),
        ("April 2023", "2023-04-01/2023-04-30 local"),
        # digits alone
        ("20230405", "2023-04-05/2023-04-05 local"),
        ("202304050607", "2023-04-05 06:07:00/2023-04-05 06:07:59.999999 local"),
        ("20230405060708", "2023-04-05 06:07:08/2023-04-05 06:07:08.999999 local"),
        ("1680674828", "2023-04-05 06:07:08/2023-04-05 06:07:08.999999 UTC"),
        ("1680674828000", "2023-04-05 06:07:08/2023-04-05 06:07:08.999999 UTC"),
        ("1680674828250", "2023-04-05 06:07:08.250000/2023-04-05 06:07:08.250000 UTC"),
        ("1680674828.0", "2023-04-05 06:07:08/2023-04-05 06:07:08.999999 UTC"),
        ("1680674828.25", "2023-04-05 06:07:08.250000/2023-04-05 06:07:08.250000 UTC"),
        ("957139200", "2000-05-01/2000-05-01 00:00:00.999999 UTC"),
        ("957139200000", "2000-05-01/2000-05-01 00:00:00.999999 UTC"),
        # slashes, dots and single digits: a year in front is followed by the month
        ("2023/04/05", "2023-04-05/2023-04-05 local"),
        ("2023.4.5", "2023-04-05/2023-04-05 local"),
        ("2023-4-5", "2023-04-05/2023-04-05 local"),
        ("25/04/2023", "2023-04-25/2023-04-25 local"),
        ("04/25/2023", "2023-04-25/2023-04-25 local"),
        ("04/04/2023", "2023-04-04/2023-04-04 local"),
        # day and month that cannot be told apart: both readings, unless one is in the future
        ("04/05/2023", "2023-04-05/2023-05-04 local"),
        ("5.4.2023", "2023-04-05/2023-05-04 local"),
        ("04/05/2023 06:07", "2023-04-05 06:07:00/2023-05-04 06:07:59.999999 local"),
        ("03/09/2026", "2026-03-09/2026-03-09 local"),
        # words
        ("April 5, 2023", "2023-04-05/2023-04-05 local"),
        ("5 April 2023", "2023-04-05/2023-04-05 local"),
        ("20230405 1830", "2023-04-05 18:30:00/2023-04-05 18:30:59.999999 local"),
        ("1970-01-01 01:07:00", "1970-01-01 01:07:00/1970-01-01 01:07:00.999999 local"),
        ("Wednesday, April 5th, 2023", "2023-04-05/2023-04-05 local"),
        ("Apr. 5, 2023 at 6:07 pm", "2023-04-05 18:07:00/2023-04-05 18:07:59.999999 local"),
        ("Apr 5, 2023 6:07\u202fPM EDT", "2023-04-05 22:07:00/2023-04-05 22:07:59.999999 UTC"),
        ("05-APR-23", "2023-04-05/2023-04-05 local"),
        # mail and JavaScript
        ("Wed, 05 Apr 2023 22:07:08 -0500", "2023-04-06 03:07:08/2023-04-06 03:07:08.999999 UTC"),
        ("Wed, 05 Apr 2023 06:07:08 GMT", "2023-04-05 06:07:08/2023-04-05 06:07:08.999999 UTC"),
        ("Wed, 05 Apr 23 06:07:08 EST", "2023-04-05 11:07:08/2023-04-05 11:07:08.999999 UTC"),
        (
            "Wed, 5 Apr 2023 06:07:08 +0200 (CEST)",
            "2023-04-05 04:07:08/2023-04-05 04:07:08.999999 UTC",
        ),
        (
            "Wed Apr 05 2023 06:07:08 GMT+0200 (Central European Summer Time)",
            "2023-04-05 04:07:08/2023-04-05 04:07:08.999999 UTC",
        ),
        # a zone whose name means several: it can be any
        ("5 Apr 2023 18:00 IST", "2023-04-05 04:00:00/2023-04-06 06:00:59.999999 UTC"),
        ("5 Apr 2023 18:00 IST+0530", "2023-04-05 04:00:00/2023-04-06 06:00:59.999999 UTC"),
        # a day that stands for "no date" is one at other times
        ("1970-01-01T10:00:00Z", "1970-01-01 10:00:00/1970-01-01 10:00:00.999999 UTC"),
        ("1970", "1970-01-01/1970-12-31 local"),
    ],
)
def test_what_range_a_date_means(text, expected):
    assert span(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "soon", "yesterday", "Monday", "10:30", "March 3", "7", "99", "2.5", "-5", "1234"),
        *("2023-13-01", "2023-02-30", "31/31/2023", "20231301", "2023-04-05T25:00", "2022-2023"),
        *("2023-04-05T06:07+99:00", "5 April 2023 +2500", "1" * 30, "1" * 400, "²³", "٢٠٢٣", "nan"),
        *("2023-04-05/2023-04-07", "2023-04-05 - 2023-04-07", "2023-04-05, 2023-04-07"),
        *("April 5-7, 2023", "5-7 April 2023", "5 April 2022 - 7 April 2023"),
        *("5. März 2023", "x" * 70, "2023-04-05 " + "0" * 60, "\0", "2023-04-05\0", "\ud800"),
    ],
)  # fmt: skip
def test_what_is_no_date(text):
    assert parse_date(text, TODAY) is None


@pytest.mark.parametrize(
    "text",
    [
        *("0000-00-00", "0000-00-00 00:00:00", "00/00/0000", "00000000", "00000000000000"),
        *("0001-01-01", "0001-01-01T00:00:00Z", "0001-01-01T00:00+14:00", "1/1/0001 12:00:00 AM"),
        *("Mon, 01 Jan 0001 00:00:00 GMT", "01-Jan-0001", "January 1, 0001"),
        *("0", "000000000", "0.0", "1970-01-01", "1970-01-01 00:00:00", "1970-01-01T00:00:00Z"),
        *("1970-01-01T01:00:00+01:00", "1970-01-01T00:00:00+01:00", "January 1, 1970", "01/01/1970"),
        *("Thu, 01 Jan 1970 00:00:00 GMT", "19700101", "1900-01-01T00:00:00", "1899-12-30"),
        *("1970-01-01 01:00:00", "1969-12-31 19:00:00", "1970-01-01T05:30", "1/1/1970 2:00 PM"),
        *("1601-01-01T00:00:00Z", "9999-12-31", "9999-12-31T23:59:59.999Z"),
    ],
)  # fmt: skip
def test_placeholders_are_no_dates(text):
    assert parse_date(text, TODAY) is None


@pytest.mark.parametrize("text", ["2026-06-16", "20260616", "June 16, 2026", "2027", "4102444800"])
def test_a_date_after_today_is_none(text):
    assert parse_date(text, TODAY) is None
    assert parse_date(text, date(2101, 1, 1))


def test_today_is_by_default_the_latest_day_that_has_begun_anywhere():
    now = datetime.now(UTC)
    assert parse_date(now.isoformat())
    assert parse_date(f"{now:%Y-%m-%d}")
    assert parse_date(f"{now + timedelta(days=2):%Y-%m-%d}") is None
    assert parse_date(f"{now:%Y}"), "a year that is not over has begun"


def test_a_range_is_known_to_the_day_or_is_not():
    known = [text for text in ("2023-04-05", "April 5, 2023", "1680674828") if parse_date(text)]
    assert all(parse_date(text).is_known_to_the_day for text in known)
    assert not any(
        parse_date(text).is_known_to_the_day for text in ("2023", "2023-04", "04/05/2023")
    )


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2023-04-05", "2023-04-06", True),
        ("2023-04-05", "2023-04-05", False),
        ("2023-04-05", "2023-04-05T08:00", False),
        ("2023-04-05T08:00", "2023-04-05T09:00", True),
        ("2023-04-05T08:00+02:00", "2023-04-05T07:00Z", True),
        ("2023-04-05T08:00:00Z", "2023-04-05T08:00:00.5Z", False),
        ("2023", "2023-05-05", False),
        ("2023", "2024-05-05", True),
        # without a zone the fifth may end at noon of the sixth in UTC, and may begin at ten in the morning of the fourth
        ("2023-04-05", "2023-04-06T11:00Z", False),
        ("2023-04-05", "2023-04-06T12:00Z", True),
        ("2023-04-04T10:00Z", "2023-04-05", False),
        ("2023-04-04T09:59Z", "2023-04-05", True),
    ],
)
def test_which_date_is_surely_before_which(one, other, before):
    one, other = parse_date(one, TODAY), parse_date(other, TODAY)
    assert one.is_before(other) is before
    assert not other.is_before(one)


def test_the_oldest_and_the_newest_are_sure_or_none():
    assert oldest(["", "2023-04-05", "04/05/2022", "soon", "2023"]) == 2
    assert newest(["", "2023-04-05", "04/05/2022", "soon"]) == 1
    assert newest(["2023-04-05", "2023"]) is None
    assert oldest(["2023-04-05", "2023-04-05", "2024-01-01"]) is None
    assert newest(["2023-04-05", "2023-04-05", "2024-01-01"]) == 2
    assert oldest(["2023-04-05", ""]) is newest(["2023-04-05", ""]) is None
    assert oldest([]) is None


MOMENTS = st.datetimes(datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2020-01-06"))
RANGES = st.builds(
    lambda start, length, zoned: DateRange(start, start + length, zoned),
    MOMENTS,
    st.timedeltas(timedelta(0), timedelta(days=2)),
    st.booleans(),
)


@given(RANGES, RANGES, RANGES)
def test_before_is_a_strict_partial_order(one, two, three):
    assert not one.is_before(one)
    assert not (one.is_before(two) and two.is_before(one))
    if one.is_before(two) and two.is_before(three):
        assert one.is_before(three)
    if one.is_before(two):
        assert one.start < two.start, "the order of the sort contains it"


FORMS = [
    *("%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S-0500", "%Y", "%Y-%m"),
    *("%Y%m%d", "%Y/%m/%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%B %d, %Y", "%d %b %Y", "%b %Y"),
    *("%a, %d %b %Y %H:%M:%S +0100", "%a %b %d %H:%M:%S %Y", "%d-%b-%y", "%d/%m/%y", "%Y%m%d%H%M%S"),
]  # fmt: skip
PAST = st.datetimes(datetime.fromisoformat("1980-01-02"), datetime.fromisoformat("2026-06-14"))
WRITTEN = st.builds(lambda when, form: when.strftime(form), PAST, st.sampled_from(FORMS))


@given(PAST, st.sampled_from(FORMS))
def test_the_range_of_a_written_date_holds_what_was_written(when, form):
    found = parse_date(when.strftime(form), TODAY)
    offset = timedelta(hours=5 if "-0500" in form else -1 if "+0100" in form else 0)
    assert found.start <= when + offset <= found.end
    assert found.zoned is (offset != timedelta(0) or form.endswith("Z"))


@given(st.lists(st.one_of(WRITTEN, st.just("soon")), max_size=5), st.randoms())
def test_the_choice_does_not_depend_on_the_order(texts, random):
    shuffled = random.sample(texts, len(texts))
    for choose in (oldest, newest):
        one, other = choose(texts), choose(shuffled)
        assert (one is None) == (other is None)
        assert one is None or texts[one] == shuffled[other]
    if (at := oldest(texts)) is not None:
        assert sort_key(texts) == sort_key([texts[at]])


PIECES = st.sampled_from(
    ["2024", "03", "0001", "10:30", "Mar", "Sunday", "T", "Z", "+0500", "-", ":", ".", "/", " ", "pm",
     "EST", "GMT+", "9" * 20, "0", "1e5", "inf", "nan", "(", ")", "²", "٣", "h", "m", "s", ",", "_"]
)  # fmt: skip


@given(
    st.one_of(
        st.text(max_size=LONGEST_DATE + 6),
        st.text(string.ascii_letters + string.digits + " .,:/+()-_", max_size=LONGEST_DATE),
        st.lists(PIECES, max_size=12).map("".join),
    )
)
def test_any_text_is_a_range_or_none(text):
    found = parse_date(text, TODAY)
    assert found is None or (found.start <= found.end and found.start.date() <= TODAY)


def copy(name, text):
    return Article(name, "", 100, 600, f"b2:{name}", "b2:raw", date=text)


def choices(*texts):
    """The places in `texts` that `oldest` and `newest` choose in one group; "tie", or None where they have no say."""
    copies = tuple(copy(str(at), text) for at, text in enumerate(texts))
    group = Candidates(0, 0.9, copies, (0,) * len(copies), Suggestion("0", "none", ""))
    found = []
    for rule in ("oldest", "newest"):
        shown = preview(rule, [group])
        chosen = int(shown.chosen[0]) if shown.chosen else None
        found.append("tie" if shown.ties else chosen)
    return tuple(found)


PAIRS = [
    (("2023-04-06T01:00:00+14:00", "2023-04-05T23:00:00-04:00"), (0, 1)),  # zones
    (("1680674828", "2018-02-03"), (1, 0)),  # seconds
    (("1680674828000", "2018-02-03T04:00Z"), (1, 0)),  # milliseconds
    (("20230405", "2023-11-01"), (0, 1)),
    (("2023/04/05", "2023-11-01"), (0, 1)),
    (("2023-4-5", "2023-11-01"), (0, 1)),
    (("April 5, 2023", "2023-11-01"), (0, 1)),
    (("Wed, 05 Apr 2023 23:00:00 -0400", "2023-11-01"), (0, 1)),
    (("2023-04-05T07:00:00Z", "2023-04-05T21:00:00Z"), (0, 1)),
    (("0000-00-00 00:00:00", "2020-07-01 08:00:00"), ("tie", "tie")),
    (("0001-01-01T00:00:00Z", "2020-07-01T08:00:00Z"), ("tie", "tie")),
    (("1970-01-01T00:00:00Z", "2020-07-01T08:00:00Z"), ("tie", "tie")),
    (("2199-01-01", "2023-11-01"), ("tie", "tie")),
    (("04/05/2023", "2023-04-20"), ("tie", "tie")),
    (("2023", "2023-06-06"), ("tie", "tie")),
    (("", "2023-06-06"), ("tie", "tie")),
    (("", "soon"), (None, None)),
    (("", "2023-06-06", "2023-06-07"), (1, 2)),
    (("2023-06-06", "2023-06-06", "2023-06-07"), ("tie", 2)),
]


@pytest.mark.parametrize(("texts", "expected"), PAIRS)
def test_what_oldest_and_newest_choose(texts, expected):
    assert choices(*texts) == expected


def test_a_sort_by_date_puts_the_earliest_first_and_undated_groups_last():
    def row(position, *texts):
        return Row(position, "undecided", 0.9, ("a", "b"), ("", ""), texts, (), "", "", "none")

    rows = [
        row(0, "", "soon"),
        row(1, "0000-00-00", "2023-04-05"),
        row(2, "April 4, 2023", "2024-01-01"),
        row(3, "1580601600", "2024-01-01"),
        row(4, "04/05/2021"),
        row(5, "2199-01-01"),
    ]
    assert [one.position for one in sorted(rows, key=SORTS["date"])] == [3, 4, 2, 1, 0, 5]


STORY = """The ferry pier at Holm Sound is closed until Friday, the harbour office says, after a barge loaded with gravel struck
two of its piles in the night. Nobody was hurt. Passengers to the outer islands leave from the fish quay meanwhile,
where the ticket booth has been set up beside the ice house."""


@pytest.mark.parametrize(
    "date", [1680674828, 1680674828000, 1680674828.5, 1680674828000.0, 20230405]
)
def test_a_date_of_a_record_may_be_a_number(tmp_path, capsys, date):
    records = [
        {"id": "number", "text": STORY, "date": date},
        {"id": "text", "text": STORY, "date": "2018-02-03T04:05:06Z"},
    ]
    lines = "".join(json.dumps(record) + "\n" for record in records)
    (tmp_path / "a.jsonl").write_text(lines, encoding="utf-8")
    call = ["decide", str(tmp_path), "--dry-run", "--no-cache", "--rule"]
    assert main([*call, "oldest"]) == 0
    assert "a.jsonl#text" in capsys.readouterr().out
    assert main([*call, "newest"]) == 0
    assert "a.jsonl#number" in capsys.readouterr().out
