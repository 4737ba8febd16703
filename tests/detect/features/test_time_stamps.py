"""Time stamps of subtitles and captions say nothing of what is told; the times of a timetable are what it tells."""

import random
import time

import pytest
from detect_samples import HARBOUR, ORCHARD, members
from hypothesis import given
from hypothesis import strategies as st

from tui.detect.features import tokens
from tui.detect.features.time_stamps import without_stamps
from tui.text import words

CUE = "1\n00:00:12,340 --> 00:00:15,200\nthe crew of the ferry\npulled a man\n\n"
LINES = [
    "0:03",
    "[1:02]",
    "12",
    "",
    "  ",
    "a word or two",
    "And more of it",
    "1:02:03.5 --> 1:02:04",
]


def subtitles(text: str, seed: int, shift: float = 0.0, *, numbered: bool = True) -> str:
    """The text as cues of some words each, cut by the seed."""
    chance, told, said, at = random.Random(seed), text.split(), [], shift
    while told:
        count = chance.randrange(5, 11)
        begin, at = at, at + 0.4 * count
        spans = [
            f"00:{int(s // 60):02}:{int(s % 60):02},{int(s * 1000 % 1000):03}" for s in (begin, at)
        ]
        head = f"{len(said) + 1}\n{' --> '.join(spans)}" if numbered else spans[0][3:8]
        said.append(f"{head}\n{' '.join(told[:count])}")
        told = told[count:]
    return ("\n\n" if numbered else "\n").join(said) + "\n"


def timetable(seed: int) -> str:
    chance = random.Random(seed)
    stops = ["Harbour", "Old market", "Mill bridge", "Station", "Hospital", "Meadow end"]
    rows = [
        "\n".join([stop, *(f"{hour}:{chance.randrange(60):02}" for hour in range(6, 20))])
        for stop in stops
    ]
    return "Line 7 on weekdays\n\n" + "\n".join(rows)


def test_cues_run_on_as_the_text_does():
    text = (
        CUE
        + "2\n00:00:15.400 --> 00:00:18.000 align:start\nfrom the sea\r\n\n\n[0:20]\non sunday\n"
    )
    found = without_stamps(text)
    assert len(found) == len(text)
    assert found.split("\n") == [
        " " * 32 + "the crew of the ferry",
        "pulled a man",
        " " * 45 + "from the sea\r",
        " " * 9 + "on sunday",
        "",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        HARBOUR,
        "The doors open at\n10:30\nand close at\n11:45\n",
        "0:01 We left\n0:02 She came\n0:03 They stayed for a long time and more\n",
        timetable(1),
        "Harbour\n0:00\nMill bridge\n0:04\nStation\n0:09\nHospital hill\n0:12\n",
        "First, Ada Lovell of Penn\n1:02\nsecond, Bea Orme of Ashby\n1:03\nthird, Cy Dunn of Wick\n1:05\n",
        "Ada Lovell of Penn Bay\n0:52.10\nBea Orme of Ashby Vale\n0:52.31\nCy Dunn of Wick Hill\n0:53.05\n",
        "Heat of Ada Lovell, Penn\n0:55\nheat of Bea Orme, Ashby\n0:52\nheat of Cy Dunn, Wick\n0:54\n",
        "a --> b\n" * 5,
    ],
)
def test_a_text_without_a_transcript_s_stamps_is_the_same_object(text):
    assert without_stamps(text) is text


@given(st.lists(st.sampled_from(LINES) | st.text(max_size=12), max_size=25).map("\n".join))
def test_what_is_said_stays_where_it_is(text):
    found = without_stamps(text)
    assert len(found) == len(text)
    assert without_stamps(found) == found
    assert all(one in (other, " ") for one, other in zip(found, text, strict=True))
    if found is not text:
        assert [number for number, _ in tokens.measure([text])] == [words.count(text)]


def test_a_long_text_takes_linear_time():
    begun = time.process_time()
    for hostile in (
        "\n" * 400_000 + "0:01\n" * 3,
        "0:01\n \n" * 100_000,
        "1" * 400_000 + " --> 0:01\n",
    ):
        without_stamps(hostile)
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("story", [HARBOUR, ORCHARD])
def test_transcripts_are_copies_of_each_other_and_of_what_was_said(find, story):
    for other in (
        subtitles(story, 1, 2.5),
        subtitles(story, 2, 1.0),
        subtitles(story.lower(), 3, numbered=False),
        story,
    ):
        assert members(find([subtitles(story, 1), other])) == [{0, 1}]
    one, other = (subtitles(story.lower(), seed, seed, numbered=False) for seed in (4, 5))
    assert members(find([one, other])) == [{0, 1}]


def test_two_transcripts_and_two_timetables_are_no_copies(find):
    assert members(find([subtitles(HARBOUR, 1), subtitles(ORCHARD, 1)])) == []
    assert members(find([timetable(1), timetable(2)])) == []
