"""What is found of a pair is the same whatever pairs are looked at beside it."""

import numpy as np
from detect_samples import HARBOUR, HARBOUR_SPUN

from tui.detect import evidence, packing
from tui.detect.candidates import Pairs
from tui.detect.furniture import find_furniture
from tui.detect.rarity import weigh
from tui.detect.tokens import features

OWN = "The lock keeper of Brenn counted 412 barges in one week of May, and wrote each of them into a book."


def test_a_pair_among_others_is_what_it_is_alone():
    texts = [HARBOUR, HARBOUR_SPUN, f"{HARBOUR} {OWN}", OWN, f"{OWN} {HARBOUR_SPUN}", ""]
    corpus = packing.unpack(features(texts))
    weighed = weigh(corpus, find_furniture(corpus))
    left, right = np.triu_indices(len(texts), 1)

    def facts(pairs):
        shared = evidence.containment(corpus, weighed, pairs)
        return shared | evidence.alignment(corpus, weighed, pairs)

    together = facts(Pairs(left, right))
    for at in range(len(left)):
        alone = facts(Pairs(left[at : at + 1], right[at : at + 1]))
        for name, column in alone.items():
            np.testing.assert_array_equal(column, together[name][at : at + 1], name)
