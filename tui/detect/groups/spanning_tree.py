"""The scored pairs of a group → those that are told as its matches: each article with its best tie, then the best ones."""

from collections.abc import Iterable, Mapping
from typing import Final

from tui.detect.pairs.candidates import Pair

MOST_TOLD: Final = 200  # of one group, but a tie for each of its articles


def maximum_spanning_tree(best_first: Iterable[Pair]) -> list[Pair]:
    """The tree of strongest ties (Kruskal 1956), or a tree of each part, the best tie first. O(p α(p)).

    The best tie of each article is among them.
    """
    above: dict[int, int] = {}

    def root(article: int) -> int:
        above.setdefault(article, article)
        while above[article] != article:
            above[article] = article = above[above[article]]
        return article

    tree: list[Pair] = []
    for pair in best_first:
        left, right = root(pair[0]), root(pair[1])
        if left != right:
            above[right] = left
            tree.append(pair)
    return tree


def matches_to_report(
    scores: Mapping[Pair, float], threshold: float, nearly: float, room: int = MOST_TOLD
) -> list[Pair]:
    """Of the scored pairs of a group those that are told, the best first. O(p log p).

    The strongest tree is always among them, so that every article is in one; a pair that is only `nearly` a match
    where it alone ties an article. Then the best from `threshold` on, as long as there is `room`.
    """
    best_first = sorted(
        (pair for pair, score in scores.items() if score >= nearly),
        key=lambda pair: (-scores[pair], pair),
    )
    tree = set(maximum_spanning_tree(best_first))
    left = max(0, room - len(tree))
    others = [pair for pair in best_first if scores[pair] >= threshold and pair not in tree]
    told = tree.union(others[:left])
    return [pair for pair in best_first if pair in told]
