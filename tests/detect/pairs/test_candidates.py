"""Copies are among the candidates, few others are, and a popular story makes no flood of pairs."""

import random

from detect_samples import HARBOUR, HARBOUR_SPUN, WORDS, unrelated

from tui.detect.features import packing
from tui.detect.features.tokens import features
from tui.detect.furniture.recurring import find_furniture
from tui.detect.pairs.candidates import find_candidates
from tui.detect.term_weights import weigh


def pairs(texts: list[str]) -> set[tuple[int, int]]:
    corpus = packing.unpack(features(texts))
    found, _ = find_candidates(corpus, weigh(corpus, find_furniture(corpus)))
    assert (found.left < found.right).all()
    listed = list(zip(found.left.tolist(), found.right.tolist(), strict=True))
    assert listed == sorted(set(listed))
    return set(listed)


def test_a_spun_copy_is_a_candidate_among_hundreds():
    assert (0, 1) in pairs([HARBOUR, HARBOUR_SPUN, *unrelated(300)])


def test_a_cut_copy_is_a_candidate_beside_longer_ones_that_have_more_in_common():
    """All words are common here, so that only their order tells; the whole copies share what the cut one lost."""
    rng = random.Random(4)
    story, *others = (" ".join(rng.choices(WORDS, k=length)) for length in (900, *[300] * 400))
    opening = " ".join(story.split()[:60])
    copies = [f"{story} {' '.join(rng.choices(WORDS, k=30))}" for _ in range(5)]
    found = pairs([f"{opening} {' '.join(rng.choices(WORDS, k=25))}", *copies, *others])
    assert {other for cut, other in found if cut == 0} & {1, 2, 3, 4, 5}


def test_a_story_in_a_hundred_papers_makes_about_as_many_pairs_as_articles():
    found = pairs([f"{HARBOUR} {text[:200]}" for text in unrelated(200)])
    tied = {article for pair in found for article in pair}
    assert tied == set(range(200))
    assert len(found) < 200 * 40


def test_nothing_in_common_is_no_candidate():
    assert pairs([HARBOUR, "Утром шёл снег и дети катались на санках."]) == set()
    assert pairs([]) == set()
