"""What tells a copy in other furniture, or from another hand, from two pages of one template."""

import pytest
from detect_samples import HARBOUR, ORCHARD, articles, facts, members

from tui.config import DetectSettings
from tui.detect.features.tokens import features
from tui.detect.group_finder import find_groups
from tui.detect.pairs import derived_features, match_score, verbatim

MARKET = """Wexmere market hall to reopen after nine years

The market hall in Wexmere will reopen on Saturday, nine years after a fire destroyed its roof, the borough said. Mayor Tilda Ravensworth called the iron columns the pride of the county and thanked the 340 donors who had paid for them. Eighty-two stalls have been let, most of them to growers from Hollin Vale.

Architect Joris Maas kept the clock of 1871, which stopped when the fire broke out. "We left the hands where they were," Maas said. Butcher Ned Osgood returns to the corner where his grandmother sold tripe, and the Ravensworth dairy takes the counter beside the east door.

The work cost 6.4 million crowns, a fifth more than planned, because the foundry at Skelby went bankrupt in 2019. Opponents wanted a car park on the site. Osgood remembers their leaflets well: "I wrapped sausages in them." """
MARKET_EDITED = """Wexmere market hall reopens after nine years

The market hall in Wexmere is to open again on Saturday, nine years after a blaze ruined its roof, the borough announced. Mayor Tilda Ravensworth called the iron pillars the pride of the county and praised the 340 donors who had financed them. Eighty-two stalls have been let, mostly to farmers from Hollin Vale."""
ECHO = """The Stanmouth Echo | News | Sport | Opinion | Jobs | Letters | Puzzles

Carnival queen of Stanmouth chosen by goat
Why the pier at Thornwick leans to the left
Ferry to Gull Island sails with a new captain

{}

Bettina Halloran has reported on Stanmouth and its councillors for twenty years. Before that she sold fish at Thornwick and wrote a novel about a lighthouse.
The Stanmouth Echo was founded in 1888 by the brothers Halloran, and is printed on Pier Road, Stanmouth.
Owl keeps Thornwick choir awake
Bakers of Gull Island fall out over a bun
Goat eats the minutes of Stanmouth council
Nobody knows who painted the Thornwick tram pink
Gull42 wrote: My goat would never do such a thing.
PierPete wrote: The tram was always pink on Sundays."""
MERCURY = """INLAND MERCURY
Home
Politics
Farming
Weather

Sheep dog of Quenby wins a seat on the bench
A winter without snow at Marlholt, and what it does to skis

{}

Lucian Prewitt edits the Mercury from a barge at Marlholt. He studied geology, keeps bees and has walked to Quenby and back for charity.
The Mercury belongs to its 212 readers, each of whom holds a share and a key to the barge.
Most read: Marlholt reservoir gives up a bicycle
Most read: Quenby vicar wins at darts again
Most read: How to tell a stoat from a weasel
Beekeeper wrote: Weasels are weaselly recognised.
Please send corrections to the barge, not to the bees. The tide table of Marlholt is on page nine, and the crossword of Quenby behind it."""


def found(*texts):
    return find_groups(articles(texts), features(texts), settings=DetectSettings())


def part_of(story):
    words = story.split(" ")
    return " ".join(words[: len(words) * 3 // 5])


@pytest.mark.parametrize("story", [MARKET, ORCHARD])
def test_a_story_in_the_midst_of_two_sites_pages_is_a_copy(story, monkeypatch):
    pages = ECHO.format(part_of(story)), MERCURY.format(part_of(story))
    assert derived_features.embedded_story(facts(pages)) > 0.4
    assert members(found(*pages)) == [{0, 1}]
    monkeypatch.setattr(derived_features, "MIDST_SHARE", (2.0, 3.0))
    assert members(found(*pages)) == []


def test_a_paragraph_in_the_midst_of_two_articles_is_a_passage_and_no_copy():
    quoted = MARKET.split("\n\n")[2]
    both = [
        story.replace("\n\n", f"\n\n{quoted}\n\n", 2).replace(f"{quoted}\n\n", "", 1)
        for story in (HARBOUR, ORCHARD)
    ]
    assert all(page.count(quoted) == 1 for page in both)
    assert derived_features.embedded_story(facts(both)) < 0.5
    told = found(*both)
    assert members(told) == []
    assert [(match.left, match.right) for match in told.passages] == [("00000.txt", "00001.txt")]


def test_what_stands_in_the_midst_of_pages_that_are_alike_around_it_is_a_template():
    career = part_of(MARKET)
    pages = [
        f"{name}\n\n{name} was a rower from Skelby who won the cup of {year} with the eight of Wexmere.\n\n{career}\n\n"
        f"{name} later kept an inn at Hollin Vale, and died there in {year + 41} at a great age."
        for name, year in (("Ada Thorne", 1921), ("Inga Marsh", 1934))
    ]
    told = facts(pages)
    assert min(told["passage_l"], told["passage_r"]) > 30
    assert derived_features.embedded_story(told) == 0


NEWS = (
    ("Bagpipes stolen from the Stanmouth museum", "A heron has moved into the swimming pool"),
    ("Two weddings on one boat", "The baker of Thornwick retires at ninety"),
)


def test_strangers_of_a_site_whose_furniture_has_lines_of_its_own_on_each_page(monkeypatch):
    head, foot = ECHO.split("{}")
    pages = [
        f"{foot.strip()}\n{above}\n\n{story}\n{head}{below}\nPrinted by Halloran Brothers for Stanmouth and Thornwick."
        for (above, below), story in zip(NEWS, (MARKET, ORCHARD), strict=True)
    ]
    assert facts(pages)["foot_l"] > 0.3
    assert members(found(*pages)) == []
    monkeypatch.setattr(verbatim, "OUTSIDE", 1.0)
    assert facts(pages)["foot_l"] == 0


LORRY = """Lorry stuck under the bridge at Dunmere

A lorry with 38 crates of plums stuck under the bridge at Dunmere on Tuesday at 7.40, and the trains to Osk and Brill stopped for 95 minutes. Driver Pavel Hruska had followed his telephone, which knows nothing of the 3.1 metres that the bridge leaves.

Sergeant Moira Flint let the air out of 6 tyres, as she had done in 2011 and in 2017. "A lorry comes every spring," Flint said. The plums went on to Garth on the cart of Henk Doorn, and 11 crates were eaten at the school of Saint Edda.

The railway will hang bells before the bridge by 1 June. A lorry that touches them has 140 metres to stop. Mayor Ilse Bront wants a camera as well, at a cost of 2,300 crowns."""


def test_one_thing_under_two_words_is_one_story(monkeypatch):
    truck = LORRY.replace("lorry", "truck").replace("Lorry", "Truck")
    told = facts([LORRY, truck])
    assert told["other_topic"] == 1
    assert derived_features.one_story(told) > 0.9
    assert members(found(LORRY, truck)) == [{0, 1}]
    other = truck.replace("Dunmere", "Alby").replace("Hruska", "Ekdal").replace("38", "52")
    assert derived_features.one_story(facts([LORRY, other])) == 0
    monkeypatch.setattr(derived_features, "SLOTS_AGREE", (98.0, 99.0))
    assert members(found(LORRY, truck)) == []


def test_edited_sentences_that_keep_their_names_are_of_no_template_though_two_sites_frame_them(
    monkeypatch,
):
    pages = ECHO.format(MARKET), MERCURY.format(MARKET_EDITED)
    assert members(found(*pages)) == [{0, 1}]
    assert members(found(ECHO.format(MARKET), ECHO.format(ORCHARD))) == []
    monkeypatch.setattr(derived_features, "KEPT", (1e9, 2e9))
    assert members(found(*pages)) == []


def test_sentences_filled_anew_are_not_edited():
    names = {
        "Wexmere": "Ostby",
        "Ravensworth": "Lindqvist",
        "Tilda": "Ada",
        "340": "212",
        "Hollin Vale": "Skelby",
    }
    filled = MARKET_EDITED
    for name, other in names.items():
        filled = filled.replace(name, other)
    edited, anew = (match_score.signals(facts([MARKET, text])) for text in (MARKET_EDITED, filled))
    assert edited["same_wording"] < 0.5 < anew["same_wording"]
