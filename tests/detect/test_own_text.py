"""What is an article's own tells whether the rest is a story that it reprints or the furniture of its site."""

import pytest
from detect_samples import HARBOUR, members, unrelated

from tui.detect import packing
from tui.detect.furniture import find_furniture
from tui.detect.tokens import features

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
