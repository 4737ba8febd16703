"""Titles tell two pages of one template apart, and never a copy from its original."""

import pytest
from detect_samples import HARBOUR, HARBOUR_SPUN, ORCHARD, facts

MOTH = """{name}

The {name} is a small moth of the family of leaf rollers. It was described by a teacher in {year}.

The wings of the {name} are grey with a pale band, and its span is {span} millimetres. The caterpillars of the
{name} feed on willow and hide in rolled leaves. It flies from dusk to midnight in June and July."""
ONE = MOTH.format(name="quillfeather", year=1888, span=11)
OTHER = MOTH.format(name="ambersleeve", year=1891, span=14)


def test_what_a_title_names_in_small_letters_is_missed_in_a_page_of_the_same_template():
    found = facts([ONE, OTHER])
    assert min(found["title_out_l"][0], found["title_out_r"][0]) > 1
    assert max(found["head_l"][0], found["head_r"][0]) == 0


@pytest.mark.parametrize(
    "copy",
    [
        HARBOUR + " ",
        HARBOUR.split("\n\n", 1)[1],
        "\n\n".join(HARBOUR.split("\n\n")[:3]),
        f"Varnholm Courier\n\n{HARBOUR}",
        ORCHARD + "\n\n" + HARBOUR,
    ],
)
def test_of_a_copy_one_side_at_least_misses_nothing(copy):
    found = facts([HARBOUR, copy])
    assert min(found["title_out_l"][0], found["title_out_r"][0]) == 0
    assert max(found["head_l"][0], found["head_r"][0]) > 0.3


def test_a_reworded_title_is_met_by_the_names_and_words_that_are_left():
    found = facts([HARBOUR, HARBOUR_SPUN])
    assert max(found["head_l"][0], found["head_r"][0]) > 0
