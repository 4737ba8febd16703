"""What a page says that it is about tells pages of one kind apart, and keeps no copy from its original."""

import pytest
from detect_samples import HARBOUR, HARBOUR_SPUN, articles, facts, members, unrelated

from tui.config import DetectSettings
from tui.detect.features.tokens import features
from tui.detect.group_finder import find_groups
from tui.detect.pairs import match_score

MOTH = """{title}

{named} is a small moth of the family of leaf rollers. It was described in {year} by a teacher who kept it in a
cigar box, and lives in damp woods from the coast up to the tree line.

The wings are grey with a pale band, and their span is {span} millimetres. The caterpillars feed on {plant} and
birch, hide in rolled leaves by day and spin a cocoon under loose bark. It flies from dusk to midnight in {month} and
later and comes to light, mostly the males; the females sit low in the grass and hardly ever fly."""
SEASON = """Harbour Lights (season {number})

The {ordinal} season of the television series was shown on Sundays from {month} of {year} to the spring. It has
{episodes} episodes, written by the same two authors and filmed on the quays of the old town in the summer before.

The lighthouse keeper, the pilot and her sister are played as before. The critics praised the photography, found
the plots thin and the dog delightful. The season was watched by {share} per cent of all households."""
APPLE = """{name}

The {named} is a late dessert apple with a rough skin, grown on walls in the gardens of the northern valleys. The
tree is upright and slow, bears every other year, and resists canker better than scab.

Fruit of the {named} is picked in the last week of October and kept in straw until the thaw, when the flesh has
turned yellow and tastes of pears and aniseed. Cooks use it for dumplings, for it does not fall to pieces. Nurseries
graft the {named} on dwarfing stocks, which want a stake and a clean bed free of grass for their whole life."""
CLOCK = """Water clock

A water clock is a device which measures hours by the steady flow of a liquid out of a vessel. Builders in
Tarnis and Old Verrin used bowls with a small hole about 1400 before the common era.

The oldest surviving bowl was found by Edda Lorimer in a priest's tomb. Marks inside show the twelve hours of the
night, one row for every month, since the nights of winter are longer. Later mechanics added floats, gears and a
pointer, and a bell that rang when the basin was full. The tower at Semmering kept such a machine until 1642."""
CLOCK_SPUN = """Water timepiece

A water timepiece is an apparatus that gauges hours through the constant stream of a fluid from a container. Makers
of Tarnis and Old Verrin employed basins with a tiny opening around 1400 before the common era.

The earliest remaining basin was discovered by Edda Lorimer within the grave of a priest. Lines inside indicate the
twelve hours of the night, a row for each month, because winter nights last longer. Subsequent engineers put in
floats, cogs and a hand, plus a bell that sounded once the bowl was filled. The tower at Semmering held such an
engine up to 1642."""

GAMES = """{team} at the Coast Games

{named} took part in the Coast Games at Old Verrin from 6 to 18 October. It sent nine rowers, four fencers and a judge, who
walked behind their flag at the opening in heavy rain.

The rowing was held on the estuary below the mill, and the fencing in the corn hall. Medals were handed out by the
mayor on the last evening, and mixed crews are not counted here. {other} sent a crew as well."""
SLOGAN = """{site}

{site} {slogan}

{story}"""


def games(team: str, other: str = "A neighbour") -> str:
    return GAMES.format(team=team, named=team, other=other)


def moth(title: str, named: str | None = None, filled: int = 0) -> str:
    year, span, plant, month = ((1888, 11, "willow", "June"), (1902, 14, "alder", "August"))[filled]
    named = named or f"The {title.lower()}"
    return MOTH.format(title=title, named=named, year=year, span=span, plant=plant, month=month)


def season(number: int, *filled: object) -> str:
    names = ("ordinal", "month", "year", "episodes", "share")
    return SEASON.format(number=number, **dict(zip(names, filled, strict=True)))


def grouped(*texts: str) -> list[set[int]]:
    return members(
        find_groups(articles(list(texts)), list(features(texts)), settings=DetectSettings())
    )


@pytest.mark.parametrize(
    ("left", "right", "lacking"),
    [
        ("Quillfeather", "Ambersleeve", (1, 1)),
        ("Quillfeather", "Quillfeather", (0, 0)),
        ("Grey quillfeather", "Grey ambersleeve", (0.5, 0.5)),
        ("Quillfeather", "Northern quillfeather", (0, 0.5)),
    ],
)
def test_a_headword_is_the_title_with_which_the_text_begins_again(left, right, lacking):
    found = facts([moth(left), moth(right)])
    assert found["headword_out_l"] == pytest.approx(lacking[0], abs=0.05)
    assert found["headword_out_r"] == pytest.approx(lacking[1], abs=0.05)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (moth("Quillfeather"), moth("Ambersleeve").split("\n\n", 1)[1]),  # one has lost its title
        (moth("Quillfeather"), moth("Moths of the coast", "The ambersleeve")),
        (HARBOUR, HARBOUR_SPUN),
        (HARBOUR, moth("Quillfeather")),
        (moth("Quillfeather"), "Ambersleeve"),
        (moth("Quillfeather"), ""),
        ("Quillfeather\n\nQuillfeather", "Ambersleeve\n\nAmbersleeve"),  # a title told twice
    ],
)
def test_without_a_headword_on_either_side_nothing_is_lacking(left, right):
    for one, other in ((left, right), (right, left)):
        found = facts([one, other])
        assert found["headword_out_l"] == found["headword_out_r"] == 0


@pytest.mark.parametrize(
    ("left", "right", "is_series"),
    [
        (season(3, "third", "October", 1995, 22, 11), season(4, "fourth", "May", 1996, 26, 9), 1),
        (season(3, "third", "October", 1995, 22, 11), season(3, "third", "May", 1996, 26, 9), 0),
        (HARBOUR, HARBOUR_SPUN, 0),
        ("12\n\n" + HARBOUR, "14\n\n" + HARBOUR, 0),  # numbers of pages are no series
    ],
)
def test_titles_of_a_series_differ_by_a_number_alone(left, right, is_series):
    assert facts([left, right])["number_in_title"] == is_series
    assert facts([right, left])["number_in_title"] == is_series


@pytest.mark.parametrize(
    ("left", "right", "other"),
    [
        (games("Tarnland"), games("Morrow"), 1),
        (
            games("Tarnland", "Morrow"),
            games("Morrow", "Tarnland"),
            1,
        ),  # each names the other, elsewhere
        (games("Tarnland"), games("Tarnland"), 0),
        (games("Tarnland"), games("Morrow").split("\n\n", 1)[1], 0),  # one has lost its title
        (
            games("Tarnland"),
            games("Tarnland").replace("Tarnland at", "Rowers at"),
            0,
        ),  # the same lead
        (games("Tarnland"), HARBOUR, 0),
        (
            SLOGAN.format(site="Tarn Courier", slogan="tells what matters", story=HARBOUR),
            SLOGAN.format(site="Morrow Echo", slogan="brings the village news", story=HARBOUR),
            0,
        ),
    ],
)
def test_another_topic_is_what_either_title_names_alone_and_the_same_lead_again(left, right, other):
    assert facts([left, right])["other_topic"] == other
    assert facts([right, left])["other_topic"] == other


def test_leads_about_other_topics_make_no_copies():
    others = games("Morrow", "Tarnland").replace(
        "nine rowers, four fencers", "six rowers, two fencers"
    )
    assert grouped(games("Tarnland", "Morrow"), others) == []
    assert grouped(games("Tarnland"), games("Tarnland").replace("nine", "a dozen")) == [{0, 1}]
    assert grouped(
        SLOGAN.format(site="Tarn Courier", slogan="tells what matters", story=HARBOUR),
        SLOGAN.format(site="Morrow Echo", slogan="brings the village news", story=HARBOUR),
    ) == [{0, 1}]


def test_pages_about_other_things_are_no_copies_however_alike_they_are():
    assert grouped(moth("Quillfeather"), moth("Ambersleeve", filled=1)) == []
    seasons = (
        season(3, "third", "October", 1995, 22, 11),
        season(4, "fourth", "September", 1996, 26, 9),
    )
    assert grouped(*seasons) == []


def test_a_reworded_page_is_a_copy_though_what_it_is_about_was_reworded_too():
    assert facts([CLOCK, CLOCK_SPUN])["headword_out_l"] > 0
    assert grouped(CLOCK, CLOCK_SPUN) == [{0, 1}]
    assert grouped(CLOCK, "Museum of Semmering\n\n" + CLOCK) == [{0, 1}]


def test_a_family_of_pages_that_differ_by_their_headwords_alone_is_no_popular_text():
    kinds = "abbot bellows cinder drummer ember fiddler glover hermit idler juggler kettle lantern miller"
    pages = [
        APPLE.format(name=f"{kind} apple".capitalize(), named=f"{kind} apple")
        for kind in kinds.split()
    ]
    assert grouped(*pages, *unrelated(60)) == []


OMEN = """What it means to dream of {of}

Dreams of {of} are among those that people tell most often. Whoever dreams of {of} is on the eve of a change.

In the old books {of} stood for a letter from afar. If the dream ends well, {well}. If it ends badly, {badly}.

Psychologists see in {of} a sign of {sign}. Write the dream down as soon as you wake up, and note how you felt."""
BELLS = OMEN.format(
    of="bells",
    well="somebody keeps a promise",
    badly="lend no tools for a while",
    sign="memories of childhood",
)
LADDERS = OMEN.format(
    of="ladders",
    well="the harvest will be early",
    badly="talk to a friend",
    sign="tension at work",
)


def test_what_a_page_is_about_is_no_wording():
    other, same = facts([BELLS, LADDERS]), facts([BELLS, BELLS.replace("childhood", "youth")])
    assert other["other_topic"] == 1
    assert other["plain_of_l"] < same["plain_of_l"]
    assert match_score.signals(other)["same_wording"] > 0.4
    assert grouped(BELLS, LADDERS) == []


def test_what_a_reworded_page_is_about_is_its_wording():
    clock = "How a water clock works" + CLOCK.removeprefix("Water clock")
    spun = "How a water timepiece works" + CLOCK_SPUN.removeprefix("Water timepiece")
    assert facts([clock, spun])["other_topic"] == 1
    kept = spun.replace("timepiece", "clock")
    one, other = facts([clock, spun]), facts([clock, kept])
    assert one["plain_of_l"] == pytest.approx(other["plain_of_l"], rel=0.02)
    assert grouped(clock, spun) == [{0, 1}]


def test_a_lead_may_be_no_longer_than_its_title():
    bells, ladders = (
        f"What it means to dream of {of}\n\nMost people dream of {of}. {HARBOUR}"
        for of in ("bells", "ladders")
    )
    assert facts([bells, ladders])["other_topic"] == 1
    assert facts([bells, bells])["other_topic"] == 0
    twice = (f"{title}\n\n{title}\n\n{HARBOUR}" for title in ("Ice in port", "Ice in harbour"))
    assert facts(list(twice))["other_topic"] == 0
