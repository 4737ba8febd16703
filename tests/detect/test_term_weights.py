"""Rarer terms weigh more; small changes of a folder change few weights; copies are counted once."""

from collections import Counter

import numpy as np
import pytest
from detect_samples import HARBOUR, unrelated

from tui.detect.features import packing
from tui.detect.features.tokens import features
from tui.detect.furniture.recurring import find_furniture
from tui.detect.term_weights import LIGHTEST, class_weights, classes, counted_once, weigh


def rarity(frequency, articles):
    return class_weights(articles)[classes(frequency, articles)]


def test_weights_fall_from_one_with_the_number_of_articles():
    weights = rarity(np.array([1, 2, 10, 100, 1000], np.int32), 1000)
    assert 0.95 < weights[0] <= 1
    assert (np.diff(weights) < 0).all()
    assert weights[-1] >= LIGHTEST


def test_one_article_more_changes_few_weights():
    frequency = np.arange(1, 1000, dtype=np.int32)
    before, after = rarity(frequency, 5000), rarity(frequency, 5001)
    assert (np.abs(before - after) > 0.02).mean() < 0.05


def test_the_words_of_a_popular_text_weigh_as_if_it_stood_there_once():
    corpus = packing.unpack(features([f"{HARBOUR} {text[:200]}" for text in unrelated(30)]))
    weighed = weigh(corpus, find_furniture(corpus))
    once = counted_once(corpus, weighed, np.zeros(30, np.int64))
    popular = weighed.frequency == 30
    assert popular.sum() > 30 * 50
    before = weighed.class_weights[weighed.classes[popular]]
    assert (once.class_weights[once.classes[popular]] > before).all()


@pytest.mark.parametrize("at_once", [40, 700, 1 << 20])
def test_each_family_counts_a_term_once_however_it_is_cut(monkeypatch, at_once):
    texts = unrelated(24, seed=5)
    corpus = packing.unpack(features([f"{HARBOUR} {text[:300]}" for text in texts]))
    weighed = weigh(corpus, find_furniture(corpus))
    families = np.array([0, 1, 2, 2, 0, 5, 6, 6] * 3)
    held: dict[int, set[int]] = {}
    for article, family in enumerate(families.tolist()):
        at = slice(corpus.term_offsets[article], corpus.term_offsets[article + 1])
        held.setdefault(family, set()).update(corpus.terms[at][weighed.counts[at]].tolist())
    times = Counter(term for terms in held.values() for term in terms)
    frequency = np.array([times[term] for term in corpus.terms.tolist()], np.int32)
    monkeypatch.setattr("tui.detect.term_weights._TERMS_AT_ONCE", at_once)
    monkeypatch.setattr("tui.detect.term_weights.FEW_TERMS", at_once)
    once = counted_once(corpus, weighed, families)
    assert (once.classes == classes(frequency, len(held))).all()
