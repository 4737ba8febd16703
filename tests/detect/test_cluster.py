"""Average linkage: one strong pair never chains two groups together."""

from tui.detect.cluster import ALL_PAIRS_UP_TO, SAMPLED, bridges, components, link, pairs_to_score

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


def test_an_article_that_hangs_two_stories_together_matches_neither():
    matches = {(0, 2): 0.9, (1, 2): 0.9, (0, 1): 0.0}
    assert bridges(matches, {(0, 1)}, SIZES, 0.5) == {(0, 2), (1, 2)}
    assert bridges(matches, set(), SIZES, 0.5) == set()


def test_a_clearly_greater_story_keeps_its_article():
    matches = {(0, 9): 0.9, (1, 9): 0.9, (2, 9): 0.9, (3, 9): 0.6}
    unrelated = {(0, 3), (1, 3), (2, 3)}
    assert bridges(matches, unrelated, SIZES, 0.5) == {(3, 9)}


def test_a_cut_copy_that_a_round_up_quotes_is_no_bridge():
    matches = {(0, 2): 0.9, (1, 2): 0.9, (0, 1): 0.0}
    assert bridges(matches, {(0, 1)}, SIZES | {2: 40}, 0.5) == set()
