"""What is found of a pair is the same whatever pairs are looked at beside it."""

import numpy as np
from detect_samples import HARBOUR, HARBOUR_SPUN
from hypothesis import given
from hypothesis import strategies as st

from tui.detect.features import packing
from tui.detect.features.tokens import features
from tui.detect.furniture.recurring import find_furniture
from tui.detect.pairs import alignment_features
from tui.detect.pairs.bag_features import containment
from tui.detect.pairs.candidates import Pairs
from tui.detect.term_weights import weigh

OWN = "The lock keeper of Brenn counted 412 barges in one week of May, and wrote each of them into a book."


def test_a_pair_among_others_is_what_it_is_alone():
    texts = [HARBOUR, HARBOUR_SPUN, f"{HARBOUR} {OWN}", OWN, f"{OWN} {HARBOUR_SPUN}", ""]
    corpus = packing.unpack(features(texts))
    weighed = weigh(corpus, find_furniture(corpus))
    left, right = np.triu_indices(len(texts), 1)

    def facts(pairs):
        shared = containment(corpus, weighed, pairs)
        return shared | alignment_features.alignment(corpus, weighed, pairs)

    together = facts(Pairs(left, right))
    for at in range(len(left)):
        alone = facts(Pairs(left[at : at + 1], right[at : at + 1]))
        for name, column in alone.items():
            np.testing.assert_array_equal(column, together[name][at : at + 1], name)


@given(st.integers(1, 40), st.integers(1, 40))
def test_who_stands_as_far_on_is_the_same_from_both_sides(one, other):
    def met(of, theirs):
        low, high = alignment_features._about_as_far(
            np.arange(of), np.full(of, of), np.full(of, theirs, np.int64)
        )
        return {(a, b) for a in range(of) for b in range(low[a], high[a])}

    there = {(a, b) for b, a in met(other, one)}
    assert met(one, other) == there
    assert len(there) <= (alignment_features.REPEATED + 1) * max(one, other)
    assert {a for a, _ in there} == set(range(one))
    most = alignment_features.REPEATED / 2 / min(one, other)
    for a, b in there:
        assert abs((a + 0.5) / one - (b + 0.5) / other) <= most + 1e-9
