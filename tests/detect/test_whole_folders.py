"""Folders that hold one kind of page alone, and round-ups of what stands beside them."""

import random

import pytest
from detect_samples import COURIER, HARBOUR, LANTERN, ORCHARD, members, unrelated

CROPS = [
    "leeks",
    "carrots",
    "lentils",
    "mushrooms",
    "beetroot",
    "chickpeas",
    "pears",
    "spinach",
    "pumpkin",
    "barley",
    "cabbage",
    "plums",
    "turnips",
    "kale",
    "walnuts",
    "parsnips",
]
PLACES = [
    "Ambleford",
    "Corrin",
    "Dunmere",
    "Estrup",
    "Falkby",
    "Garrow",
    "Holmsted",
    "Ivelchurch",
    "Jarnvik",
    "Keld",
]


def recipe(luck: random.Random) -> str:
    """A page of a cookery site: its words are those of all its pages, but for three crops and the numbers."""
    one, two, three = luck.sample(CROPS, 3)
    many = [luck.randint(2, 900) for _ in range(9)]
    return (
        f"{one.capitalize()} baked with {two} and {three}\n\n"
        f"For {many[0]} people. Ready in {many[1]} minutes. You need {many[2]} grams of {one}, {many[3]} grams of {two}, "
        f"{many[4]} grams of {three}, an onion, some garlic, salt and pepper. Warm the oil in a wide pan and soften the "
        f"onion over a low flame. Put in the {one} and stir until coloured. Pour over {many[5]} millilitres of broth, let it "
        f"boil once and keep it warm for {many[6]} minutes. Stir in the {two} and the {three}, taste it and carry it to the "
        f"table with fresh bread. A plate holds {many[7]} calories and {many[8]} grams of fat."
    )


def notice(luck: random.Random) -> str:
    """A page of a court's register: the names in it are of a few places."""
    town, other = luck.sample(PLACES, 2)
    many = [luck.randint(2, 990) for _ in range(6)]
    return (
        f"A driver of {many[0] % 60 + 18} years from {town} admitted before the magistrates of {other} that he drove too fast. "
        f"The court was told that a patrol met him on road {many[1]} near {town} at {many[2] % 12 + 1} in the evening. He pays a "
        f"fine of {many[3]} crowns, costs of {many[4]} crowns and a levy of {many[5]} crowns for the fund of the injured. Points "
        "were entered in his licence. Nobody asked for time to pay, and the case is closed."
    )


@pytest.mark.parametrize("page", [recipe, notice])
@pytest.mark.parametrize("pages", [2, 40, 400, 1200])
def test_a_folder_of_one_template_alone_holds_no_copies(find, page, pages):
    luck = random.Random(6)
    assert members(find([page(luck) for _ in range(pages)])) == []


def test_a_copy_among_the_pages_of_a_template_is_found(find):
    luck = random.Random(7)
    pages = [recipe(luck) for _ in range(400)]
    copy = pages[5].replace("soften the onion over a low flame", "let the onion soften gently")
    assert members(find([*pages, copy])) == [{5, 400}]


@pytest.mark.parametrize("stories", [2, 5])
@pytest.mark.parametrize("sentences", [12, 40])
def test_a_round_up_joins_no_stories_that_have_only_common_words_in_common(
    find, sentences, stories
):
    """The words of all articles here come from one list, so any two share a fifth of their weight, long ones half."""
    for seed in range(20):
        quoted = unrelated(stories, seed=seed, sentences=sentences)
        found = members(find([*quoted, "\n\n".join(quoted)]))
        assert not any(len(group - {stories}) > 1 for group in found)


def test_the_two_halves_of_one_story_stay_with_the_whole(find):
    kept = 0
    for seed in range(20):
        (story,) = unrelated(1, seed=seed, sentences=24)
        lines = story.split(". ")
        halves = [". ".join(lines[:12]), ". ".join(lines[12:])]
        kept += members(find([story, *halves])) == [{0, 1, 2}]
    assert kept >= 19


def test_one_pair_of_pages_is_no_family_of_a_template(find):
    """Alone in a folder, a copy on another site with words left out looks like a page of one template with the first."""
    found = 0
    for seed in range(20):
        luck = random.Random(seed)
        for text in (HARBOUR, ORCHARD):
            copy = " ".join(word for word in text.split(" ") if luck.random() > 0.12)
            found += members(find([COURIER.format(text), LANTERN.format(copy)])) == [{0, 1}]
    assert found >= 16  # of 40; 6 where the pair counts as its own sibling


@pytest.mark.parametrize("sentences", [10, 13])
def test_two_issues_of_one_newsletter_alone_are_no_copies(find, sentences):
    opening, ending = unrelated(1, seed=31, sentences=8)[0], unrelated(1, seed=32, sentences=5)[0]
    for seed in range(10):
        stories = unrelated(2, seed=seed, sentences=sentences)
        assert members(find([f"{opening}\n\n{story}\n\n{ending}" for story in stories])) == []


def test_tables_of_other_numbers_under_the_same_words_are_no_copies(find):
    luck = random.Random(5)
    lines = [
        "Shr profit {} cts vs loss {} cts",
        "Net profit {} vs loss {}",
        "Revs {} vs {}",
        "Avg shrs {} vs {}",
    ]

    def table() -> str:
        few, many = (
            f"{luck.randint(0, 9)}.{luck.randint(10, 99)}",
            f"{luck.randint(1, 99)},{luck.randint(100, 999)},000",
        )
        return "\n".join(line.format(few, many) for line in lines[: luck.randint(2, 4)])

    reports = [
        f"{name.split()[0].capitalize()} Inc {luck.choice(['year', 'third quarter', 'first half'])}\n\n{table()}\n"
        f"Nine months\n{table()}\nNOTE: Results include gain of {luck.randint(1, 99)},000 dlrs from sale of land."
        for name in unrelated(200, seed=33)
    ]
    assert members(find([*reports, *unrelated(100)])) == []
