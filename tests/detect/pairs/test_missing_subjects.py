"""What an article comes back to tells two pages of one template apart; a site's repeated name does not."""

from detect_samples import HARBOUR, articles, facts, members

from tui.config import DetectSettings
from tui.detect.features.tokens import features
from tui.detect.group_finder import find_groups

FERRY = """The {name} is a ferry that was built in 1931 and still crosses the bay every morning with milk and letters.

In winter the {name} lies at the pier, where her boiler is scraped. Her master lives beside the pier and keeps bees.

On Sundays the {name} takes the choir over to the island, weather permitting, and waits for it until the evening."""
COURIER = """Tarnbrook Courier

Everything from Tarnbrook and the Tarn valley, every hour.

{story}

Write to our desk in Tarnbrook. The Courier has belonged to the printers of Tarnbrook since 1871."""
ECHO = """The Morrow Echo

Your own paper for the villages around Morrowby.

{story}

Telephone for adverts: Morrowby 414. Morrowby Press Limited keeps your address as the law of Morrowby asks."""


def test_a_subject_is_named_in_sentences_that_the_other_has_of_another():
    found = facts([FERRY.format(name="Odette"), FERRY.format(name="Wilhelmina")])
    assert found["subject_out_l"] > 2
    assert found["subject_out_r"] > 2
    same = facts([FERRY.format(name="Odette"), FERRY.format(name="Odette")])
    assert same["subject_out_l"] == same["subject_out_r"] == 0


def test_names_of_a_site_that_stand_in_furniture_alone_are_no_subjects():
    pages = [frame.format(story=HARBOUR) for frame in (COURIER, ECHO)]
    found = facts(pages)
    assert found["subject_out_l"] == found["subject_out_r"] == 0
    groups = find_groups(articles(pages), list(features(pages)), settings=DetectSettings())
    assert members(groups) == [{0, 1}]


def test_what_is_named_once_is_no_subject():
    found = facts([HARBOUR, HARBOUR.replace(".", ", said Quillon Ferrars.", 1)])
    assert found["subject_out_r"] == 0


def test_articles_without_words_have_no_subjects():
    assert facts(["…", HARBOUR])["subject_out_l"] == 0
