"""Which pairs of a group are told: each article with its best tie, then the best ones."""

from hypothesis import given
from hypothesis import strategies as st

from tui.detect.groups.spanning_tree import matches_to_report, maximum_spanning_tree

PAIRS = st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda pair: pair[0] < pair[1])


def test_the_tree_of_strongest_ties():
    assert maximum_spanning_tree([(0, 1), (2, 3), (0, 2), (1, 3), (4, 5)]) == [
        *((0, 1), (2, 3), (0, 2)),
        (4, 5),
    ]


@given(st.dictionaries(PAIRS, st.integers(0, 20).map(lambda n: n / 20)), st.integers(0, 20))
def test_every_article_is_told_with_its_best_tie_and_then_the_best_are(scores, room):
    told = matches_to_report(scores, 0.5, 0.25, room)
    worth = {pair: score for pair, score in scores.items() if score >= 0.25}
    assert told == sorted(set(told), key=lambda pair: (-scores[pair], pair))
    for article in {one for pair in worth for one in pair}:
        of_it = [pair for pair in worth if article in pair]
        assert any(
            worth[pair] == max(worth[one] for one in of_it) for pair in told if pair in of_it
        )
    tree = maximum_spanning_tree(sorted(worth, key=lambda pair: (-worth[pair], pair)))
    matching = {pair for pair, score in scores.items() if score >= 0.5}
    assert len(told) == max(len(tree), min(room, len(matching.union(tree))))
    left_out, more = matching.difference(told), set(told).difference(tree)
    assert all(scores[one] <= scores[other] for one in left_out for other in more)
