"""Average linkage: one strong pair never chains two groups together."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.detect.groups.linkage import (
    ALL_PAIRS_UP_TO,
    SAMPLED,
    _by_average,
    attach_near_copies,
    bridges,
    components,
    link,
    pairs_to_score,
    tied,
)

SIZES = dict.fromkeys(range(10), 100)


def test_what_pairs_connect_is_a_component():
    assert components([(3, 4), (1, 2), (4, 9)]) == [[1, 2], [3, 4, 9]]


def test_all_pairs_of_a_small_component_are_scored_and_a_sample_of_a_large_one():
    assert pairs_to_score([1, 5, 7], {(1, 5)}.__contains__) == [(1, 7), (5, 7)]
    many = pairs_to_score(range(1000), set().__contains__)
    assert len(many) <= 1000 * SAMPLED
    assert len(many) > 1000 * SAMPLED / 3
    assert ALL_PAIRS_UP_TO < 1000


def test_a_chain_of_two_groups_is_cut_at_its_one_strong_pair():
    pairs = {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.8, (0, 2): 0.0, (0, 3): 0.0, (1, 3): 0.0}
    assert link([0, 1, 2, 3], pairs, 0.5) == [[0, 1], [2, 3]]


def test_a_weak_pair_inside_does_not_part_a_group():
    pairs = {(0, 1): 0.9, (0, 2): 0.95, (1, 2): 0.2}
    assert link([0, 1, 2], pairs, 0.5) == [[0, 1, 2]]


def half(_article: int, _other: int) -> float:
    """What is found of a round-up of two stories in either."""
    return 0.5


def test_an_article_that_hangs_two_stories_together_matches_neither():
    matches = {(0, 2): 0.9, (1, 2): 0.9, (0, 1): 0.0}
    assert bridges(matches, {(0, 1)}, SIZES, 0.5, half) == {(0, 2), (1, 2)}
    assert bridges(matches, set(), SIZES, 0.5, half) == set()


def test_a_clearly_greater_story_keeps_its_article():
    matches = {(0, 9): 0.9, (1, 9): 0.9, (2, 9): 0.9, (3, 9): 0.6}
    unrelated = {(0, 3), (1, 3), (2, 3)}
    assert bridges(matches, unrelated, SIZES, 0.5, half) == {(3, 9)}


def test_a_cut_copy_that_a_round_up_quotes_is_no_bridge():
    matches = {(0, 2): 0.9, (1, 2): 0.9, (0, 1): 0.0}
    assert bridges(matches, {(0, 1)}, SIZES | {2: 40}, 0.5, half) == set()


def test_an_article_that_is_told_whole_by_two_others_is_no_bridge_between_them():
    matches = {(0, 2): 0.9, (1, 2): 0.9, (0, 1): 0.0}
    shares = {0: 0.7, 1: 0.6}
    assert bridges(matches, {(0, 1)}, SIZES, 0.5, lambda _, other: shares[other]) == set()
    shares[1] = 0.4
    assert bridges(matches, {(0, 1)}, SIZES, 0.5, lambda _, other: shares[other]) == {
        (0, 2),
        (1, 2),
    }


def test_what_is_nearly_a_copy_of_two_stands_with_the_component():
    scores = {(0, 1): 0.9, (1, 2): 0.9, (0, 3): 0.4, (2, 3): 0.4, (0, 4): 0.4, (3, 4): 0.49}
    assert tied(scores.items(), 0.5) == [[0, 1, 2, 3]]
    assert tied([((0, 1), 0.4), ((0, 2), 0.4)], 0.5) == []


def test_of_two_components_the_one_with_more_that_is_near_is_chosen():
    scores = dict.fromkeys([*combinations(range(3), 2), *combinations(range(3, 6), 2)], 0.9)
    scores |= {(0, 6): 0.4, (1, 6): 0.4, (3, 6): 0.35, (4, 6): 0.35, (5, 6): 0.35}
    assert tied(scores.items(), 0.5) == [[0, 1, 2], [3, 4, 5, 6]]


@pytest.mark.parametrize(
    ("with_it", "joins"),
    [
        ([0.4, 0.4, 0.4, 0.4], True),
        ([0.45, 0.4, 0.2, 0.0], True),  # by the better half, of three at least
        ([0.45, 0.1, 0.1, 0.0], False),
        ([0.49, 0.49], False),  # two are not several
    ],
)
def test_an_article_that_several_copies_are_near_is_their_copy(with_it, joins):
    firm = dict.fromkeys(combinations(range(4), 2), 0.9)
    near = {(at, 4): score for at, score in enumerate(with_it)}
    expected = [[0, 1, 2, 3, 4]] if joins else [[0, 1, 2, 3]]
    assert attach_near_copies([[0, 1, 2, 3]], range(5), firm | near) == expected


def test_a_group_that_holds_together_loosely_takes_nobody_in():
    loose = dict.fromkeys(combinations(range(4), 2), 0.55)
    near = {(at, 4): 0.45 for at in range(4)}
    assert attach_near_copies([[0, 1, 2, 3]], range(5), loose | near) == [[0, 1, 2, 3]]


def test_articles_alone_join_no_group_through_each_other():
    """What is near an article that is itself only near stays outside: nothing chains."""
    scores = dict.fromkeys(combinations(range(3), 2), 0.9)
    scores |= {(at, 3): 0.4 for at in range(3)} | {
        (3, 4): 0.49,
        (0, 4): 0.1,
        (1, 4): 0.0,
        (2, 4): 0.0,
    }
    assert attach_near_copies([[0, 1, 2]], range(5), scores) == [[0, 1, 2, 3]]


@given(st.dictionaries(st.tuples(st.integers(0, 6), st.integers(7, 12)), st.floats(0.41, 1)))
def test_where_every_average_holds_groups_are_what_matches_connect(scores):
    component = sorted({article for pair in scores for article in pair})
    assert link(component, scores, 0.5) == _by_average(component, scores, 0.5)
