"""A lead of a paper's own speaks of the story behind it; what stands above a site's foot does not speak of the foot."""

import random

import pytest
from detect_samples import COURIER, HARBOUR, ORCHARD, facts, members, unrelated

LEADS = (
    "Flour is short in Varnholm. Harbour master Niklas Brandt promises a ship by Friday, and the grain on board the Solveig may go by road. ",
    "Ragna Ellefsen is still out of patience. Her Solveig and the barley lie off Varnholm while the icebreaker Tor waits for its propeller shaft. ",
)
REST = HARBOUR.split("\n\n", 1)[1]


def test_two_reprints_under_leads_of_their_own_are_no_strangers_above_one_foot():
    found = facts([f"{lead}\n\n{REST}" for lead in LEADS])
    assert found["foot_l"] < 0.1
    assert found["verbatim_l"] > 0.5


def test_strangers_above_one_foot_do_not_speak_of_it():
    foot = COURIER.split("{}")[1]
    found = facts([f"{text}\n\n{foot}" for text in (ORCHARD, unrelated(1)[0])])
    assert found["foot_l"] > 0.2
    assert found["verbatim_l"] == 0


@pytest.mark.parametrize("others", [0, 40])
def test_reprints_under_leads_of_their_own_are_found(find, others):
    """Of each story the second half is reprinted; the leads name whom it names."""
    luck = random.Random(4)
    kept = 0
    for seed in range(10):
        (story,) = unrelated(1, seed=seed, sentences=20)
        lines = story.split(". ")
        names = [word for word in story.split() if word.istitle() and len(word) == 5]
        leads = [
            ". ".join(
                f"{' '.join(luck.sample(text.split(), 9))} {luck.choice(names)}" for _ in range(4)
            )
            for text in unrelated(2, seed=seed + 50)
        ]
        copies = [f"{lead}. {'. '.join(lines[8:])}" for lead in leads]
        kept += members(find([*copies, *unrelated(others, seed=90)])) == [{0, 1}]
    assert kept >= 9
