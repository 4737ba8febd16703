"""Sentences that follow each other as in the other article are told, and no others."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tui.detect.pairs.parallel_runs import LEAST_SHARED, in_step


def told(pairs: list[int], shared: list[float], places: list[int]) -> list[int]:
    found = in_step(np.array(pairs, np.int64), np.array(shared, float), np.array(places, np.int64))
    return np.flatnonzero(found).tolist()


def test_sentences_in_the_order_of_the_other_article_are_in_step_and_scattered_ones_are_not():
    assert told([0] * 5, [2.0] * 5, [3, 4, 5, 7, 8]) == [0, 1, 2, 3, 4]
    assert told([0] * 5, [2.0] * 5, [9, 4, 0, 7, 2]) == []
    assert told([0] * 5, [2.0] * 5, [9, 4, 5, 20, 2]) == [1, 2]


def test_a_sentence_that_shares_next_to_nothing_is_passed_over():
    little = LEAST_SHARED / 2
    assert told([0] * 4, [2.0, little, 2.0, 2.0], [3, 50, 5, 6]) == [0, 2, 3]
    assert told([0] * 4, [2.0, little, little, 2.0], [3, 50, 51, 6]) == []


def test_one_pair_does_not_go_on_in_the_next():
    assert told([0, 1], [2.0, 2.0], [0, 1]) == []


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 3), st.integers(0, 9)), max_size=30))
def test_each_sentence_in_step_has_a_neighbour_that_says_so(rows):
    rows.sort(key=lambda row: row[0])
    pairs, shared, places = (
        (list(column) for column in zip(*rows, strict=True)) if rows else ([],) * 3
    )
    for at in told(pairs, shared, places):
        assert shared[at] >= LEAST_SHARED
        assert any(
            0 <= (places[near] - places[at]) * (1 if near > at else -1) <= 2
            and pairs[near] == pairs[at]
            and shared[near] >= LEAST_SHARED
            for near in range(max(0, at - 2), min(len(rows), at + 3))
            if near != at
        )
