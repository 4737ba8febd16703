"""What is an article's own tells whether the rest is a story that it reprints or the furniture of its site."""

import itertools

import numpy as np
import pytest
from detect_samples import HARBOUR, members, unrelated
from hypothesis import given
from hypothesis import strategies as st

from tui.detect.features import packing
from tui.detect.features.tokens import features
from tui.detect.furniture.recurring import find_furniture
from tui.detect.furniture.segments import pieces

MENU = "Home News Weather Harbour Letters Pictures Puzzles Archive Shop Tickets Cars".replace(
    " ", "\n"
)
PROSE = HARBOUR.split("\n\n", 1)[1]


def own(number: int, words: int) -> list[str]:
    return [" ".join(text.split()[:words]) + "." for text in unrelated(number, seed=3)]


@pytest.mark.parametrize("count", [3, 12])
@pytest.mark.parametrize("words", [70, 100])
@pytest.mark.parametrize("layout", ["{story}\n\n{own}", "Seen from here\n\n{story}\n\n{own}"])
def test_reprints_with_much_of_their_own_are_one_story(find, layout, words, count):
    texts = [layout.format(story=HARBOUR, own=text) for text in own(count, words)]
    assert members(find([*texts, *unrelated(20, seed=9)])) == [set(range(count))]


@pytest.mark.parametrize(
    "layout",
    [
        "{own}\n\n{menu}\n{menu}",
        f"{PROSE[: len(PROSE) // 2]}.\n\n{{own}}\n\n{PROSE[len(PROSE) // 2 :]}",
    ],
)
def test_short_lines_and_what_frames_the_text_are_furniture(layout):
    texts = [layout.format(own=text, menu=MENU) for text in own(3, 100)]
    corpus = packing.unpack(features([*texts, *unrelated(20, seed=9)]))
    of_first = slice(*corpus.sentence_offsets[:2])
    found = find_furniture(corpus).furniture[of_first]
    assert found.any()
    assert not found.all()


def test_nothing_at_all_has_nothing_of_its_own():
    found = find_furniture(packing.unpack(features(["", "", "One line.", ""])))
    assert not found.furniture.any()


def site(words: int, seed: int, short: bool) -> list[str]:
    """So many words that all pages of a site have, as short lines or as sentences."""
    lines = "".join(text.split("\n\n")[1] for text in unrelated(6, seed=seed)).split()[:words]
    size = 4 if short else 14
    return [" ".join(lines[at : at + size]) + "." for at in range(0, words, size)]


def pages(furniture: list[str], stories: list[str], above: float) -> list[str]:
    """Each story with this share of its site's furniture above it, and the rest below."""
    at = round(above * len(furniture))
    return ["\n\n".join([*furniture[:at], story, *furniture[at:]]) for story in stories]


@pytest.mark.parametrize("others", [0, 30])
@pytest.mark.parametrize(
    ("short", "above", "times"), [(False, 0.5, 3), (True, 0.5, 6), (True, 0, 6), (True, 1, 6)]
)
@pytest.mark.parametrize("words", [40, 100])
def test_strangers_on_pages_that_are_furniture_for_the_most_part(
    find, words, short, above, times, others
):
    stories = own(9, words)
    texts = [
        *pages(site(times * words, 21, short), stories[:5], above),
        *pages(site(times * words, 22, short), stories[4:], above),
    ]
    assert members(find([*texts, *unrelated(others, seed=9)])) == [{4, 5}]


def test_a_popular_story_in_half_as_much_text_of_each_papers_own_is_one_group(find):
    around = own(300, 45)
    texts = [
        f"{before}\n\n{HARBOUR}\n\n{behind}"
        for before, behind in zip(around[::2], around[1::2], strict=True)
    ]
    assert members(find([*texts, *unrelated(60, seed=9)])) == [set(range(150))]


@pytest.mark.parametrize("at", [0, 3, 100])
@pytest.mark.parametrize("words", [45, 68])
def test_a_paragraph_that_all_reprints_put_in_at_one_place_makes_no_furniture_of_the_story(
    find, at, words
):
    lines = [f"{line}." for line in HARBOUR.split(". ")] + site(60, 23, short=False)
    texts = ["\n".join([*lines[:at], text, *lines[at:]]) for text in own(20, words)]
    assert members(find([*texts, *unrelated(20, seed=9)])) == [set(range(20))]


@given(st.lists(st.lists(st.sampled_from("abcdxyz"), max_size=9), min_size=1, max_size=4))
def test_pieces_hold_all_that_is_own_once_and_stand_apart(texts):
    """Sentences a-d are an article's own, x-z others have too; each is seven words long."""
    written = [
        "\n\n".join(f"The tall mayor {letter} walks to town." for letter in text) for text in texts
    ]
    corpus = packing.unpack(features(written))
    mine = np.array([letter < "e" for text in texts for letter in text], bool)
    articles = np.repeat(np.arange(len(texts)), list(map(len, texts)))
    found = pieces(corpus, articles, mine, corpus.words.astype(np.int64))
    for number, text in enumerate(texts):
        here = found.articles == number
        runs = [(own, len(list(run)) * 7) for own, run in itertools.groupby(text, key="e".__gt__)]
        joined = [
            run for at, run in enumerate(runs) if run[0] or at in {0, len(runs) - 1} or run[1] > 12
        ]
        assert found.words[here].sum() == sum(size for own, size in runs if own)
        assert here.sum() == sum(
            own for own, _ in itertools.groupby(own for own, _ in joined) if own
        )
        others = sum(size for own, size in runs if not own)
        assert (found.words_before[here] + found.words_behind[here] <= others).all()
        assert ((found.before[here] == 0) == (found.words_before[here] == 0)).all()
        assert ((found.behind[here] == 0) == (found.words_behind[here] == 0)).all()
