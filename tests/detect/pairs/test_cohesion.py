"""What the halves of an article have in common: much in one story, little where it quotes two."""

import numpy as np
from detect_samples import HARBOUR, IN_OTHER_SCRIPTS, ORCHARD, unrelated

from tui.detect.features import packing
from tui.detect.features.tokens import features
from tui.detect.furniture.recurring import find_furniture
from tui.detect.pairs import cohesion
from tui.detect.term_weights import weigh


def of(texts: list[str]) -> np.ndarray:
    corpus = packing.unpack(features(texts))
    return cohesion.cohesion(corpus, weigh(corpus, find_furniture(corpus)))


def test_a_story_has_its_names_and_words_in_both_halves():
    twice = f"{HARBOUR}\n\n{HARBOUR}"
    one, other = unrelated(2, seed=3, sentences=24)
    found = of([twice, one, f"{one}\n\n{other}", *unrelated(5)])
    assert found[0] > 0.95
    assert found[1] > 2 * found[2]
    assert (found <= 1 + 1e-9).all()


def test_short_articles_and_empty_ones_are_assumed_to_be_as_others():
    found = of(["", "Two words.", HARBOUR[:200]])
    assert found.tolist() == [cohesion.OF_SHORT] * 3


def test_it_does_not_depend_on_the_company_in_a_block():
    texts = [*IN_OTHER_SCRIPTS.values(), HARBOUR, ORCHARD, *unrelated(3)]
    forth, back = of(texts), of(texts[::-1])
    np.testing.assert_allclose(forth, back[::-1])
