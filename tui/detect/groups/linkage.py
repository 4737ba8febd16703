"""Scored pairs → groups, by average linkage: one strong pair never chains two groups together.

Pairs are joined best first; two groups join only when the pairs between them that were scored are
matches on average (Sokal & Michener 1958). Of a large group a sample is scored, so work stays linear.
An article that stayed alone joins a group of which several are nearly its copies: each has been reworded another way, so
that what one of them tells in doubt, three tell for sure.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final

from tui.detect.pairs.candidates import Pair

LEAST_AVERAGE: Final = 0.4
NEARLY: Final = 0.25  # score from which a pair is nearly a match
NEAR_TWO: Final = 2  # of a component: then its pairs with the others are scored as well
FIRM: Final = 0.65  # mean score inside a group that such an article may join
SEVERAL: Final = 3  # of a group that an article is nearly a copy of
ALL_PAIRS_UP_TO: Final = 16  # articles of a component
SAMPLED: Final = 8  # others that each article of a larger component is scored against
LARGE: Final = 20_000  # articles of a component, of which all matched others before
SAMPLED_OF_LARGE: Final = 2
MATCHES_COMPARED: Final = 12  # of an article, when it is asked whether it is a bridge
LEAST_HELD: Final = 0.4  # of the two stories that an article hangs together
MOST_HELD: Final = 1.2  # of an article, in two stories together: more is told twice
CLEARLY_LESSER: Final = 3  # times as many articles tell the one story as the other


def components(pairs: Iterable[Pair]) -> list[list[int]]:
    """The articles that pairs connect, each list ascending, in order of the first."""
    parent: dict[int, int] = {}

    def root(article: int) -> int:
        above = parent.setdefault(article, article)
        while above != article:
            parent[article] = article = parent[above]
            above = parent[article]
        return article

    for left, right in pairs:
        one, other = root(left), root(right)
        if one < other:
            parent[other] = one
        else:
            parent[one] = other
    found: dict[int, list[int]] = {}
    for article in sorted(parent):
        found.setdefault(root(article), []).append(article)
    return list(found.values())


def tied(scores: Iterable[tuple[Pair, float]], threshold: float) -> list[list[int]]:
    """The articles that matches connect, and with them each other one that is nearly a copy of two of a component."""
    near: dict[int, list[int]] = {}
    matches: list[Pair] = []
    for pair, score in scores:
        if score >= threshold:
            matches.append(pair)
        elif score >= NEARLY:
            for one, other in (pair, pair[::-1]):
                near.setdefault(one, []).append(other)
    found = components(matches)
    home = {article: number for number, component in enumerate(found) for article in component}
    for article in sorted(near.keys() - home.keys()):
        times = Counter(home[other] for other in near[article] if other in home)
        most = max(times.values(), default=0)
        if most >= NEAR_TWO:
            found[min(number for number in times if times[number] == most)].append(article)
    return [sorted(component) for component in found]


def pairs_to_score(
    component: Sequence[int], scored: Callable[[Pair], bool], sampled: int = SAMPLED
) -> list[Pair]:
    """The pairs inside a component that linkage needs and nobody has scored yet: all, or `sampled` to an article."""
    size = len(component)
    if size <= ALL_PAIRS_UP_TO:
        wanted = [(a, b) for at, a in enumerate(component) for b in component[at + 1 :]]
    else:
        steps = sorted({1 + (size * step) // (2 * sampled + 1) for step in range(sampled)})
        wanted = [
            (min(a, b), max(a, b))
            for at, a in enumerate(component)
            for b in (component[(at + step) % size] for step in steps)
            if a != b
        ]
    return [pair for pair in dict.fromkeys(wanted) if not scored(pair)]


def bridges(
    scores: Mapping[Pair, float],
    unrelated: Collection[Pair],
    sizes: Mapping[int, int],
    threshold: float,
    held: Callable[[int, int], float],
) -> set[Pair]:
    """The matches by which one article hangs two stories together that are unrelated: to be left out.

    A round-up of two stories matches both; it is no shorter than they (`sizes`: tokens), as a cut copy is
    that a round-up quotes; and what is found of it in the one is not what is found in the other (`held`: which share of the
    first article stands in the second), as it is in two free translations. Its matches with the lesser story are left out; where none is
    clearly lesser (CLEARLY_LESSER), all of its matches are: it is a copy of neither. O(m²) in the
    matches of an article, of which the best MATCHES_COMPARED are looked at.
    """
    if not unrelated:
        return set()
    matched: dict[int, list[tuple[float, int]]] = {}
    for (left, right), score in scores.items():
        if score >= threshold:
            matched.setdefault(left, []).append((-score, right))
            matched.setdefault(right, []).append((-score, left))
    found: set[Pair] = set()
    for article, others in matched.items():
        best = [other for _, other in sorted(others)[:MATCHES_COMPARED]]
        stories = _stories(best, unrelated)
        if len(stories) < 2 or not _holds_both(article, stories, sizes):
            continue
        if sum(max(held(article, other) for other in story) for story in stories[:2]) <= MOST_HELD:
            clear = len(stories[0]) >= CLEARLY_LESSER * len(stories[1])
            apart = [other for story in stories[clear:] for other in story]
            found |= {(min(article, other), max(article, other)) for other in apart}
    return found


def _holds_both(article: int, stories: list[list[int]], sizes: Mapping[int, int]) -> bool:
    """Whether the article is long enough to hold the best part of two of the stories."""
    shortest = sorted(min(sizes[other] for other in story) for story in stories)
    return sizes[article] >= LEAST_HELD * sum(shortest[:2])


def _stories(articles: Sequence[int], unrelated: Collection[Pair]) -> list[list[int]]:
    """The articles in lists of such as are not unrelated, the longest list first."""
    stories: list[list[int]] = []
    for article in articles:
        for story in stories:
            if any((min(article, other), max(article, other)) not in unrelated for other in story):
                story.append(article)
                break
        else:
            stories.append([article])
    return sorted(stories, key=lambda story: -len(story))


def link(component: Sequence[int], scores: dict[Pair, float], threshold: float) -> list[list[int]]:
    """The groups in one component, two or more articles each. O(p log p) in its scored pairs."""
    if min(scores.values(), default=0) >= LEAST_AVERAGE:  # whatever is joined, the average holds
        return sorted(components(pair for pair, score in scores.items() if score >= threshold))
    return _by_average(component, scores, threshold)


def _by_average(
    component: Sequence[int], scores: dict[Pair, float], threshold: float
) -> list[list[int]]:
    """The same where the averages must be taken."""
    home = {article: article for article in component}
    members = {article: [article] for article in component}
    between: dict[int, dict[int, list[float] | float]]  # most stay alone: one score needs no list
    between = {article: {} for article in component}
    for (left, right), score in scores.items():
        between[left][right] = between[right][left] = score
    best_first = sorted(pair for pair, score in scores.items() if score >= threshold)
    best_first.sort(key=scores.__getitem__, reverse=True)
    for left, right in best_first:
        one, other = home[left], home[right]
        if one == other:
            continue
        known = _several(between[one][other])
        if sum(known) / len(known) < LEAST_AVERAGE:
            continue
        if len(members[one]) < len(members[other]):
            one, other = other, one
        for article in members[other]:
            home[article] = one
        members[one] += members.pop(other)
        for third, values in between.pop(other).items():
            if third != one:
                both = values
                if third in between[one]:
                    both = _several(between[one][third])
                    both.extend(_several(values))
                between[one][third] = between[third][one] = both
                del between[third][other]
        between[one].pop(other)
    return sorted(sorted(group) for group in members.values() if len(group) > 1)


def _several(scores: list[float] | float) -> list[float]:
    return scores if isinstance(scores, list) else [scores]


def attach_near_copies(
    groups: Sequence[list[int]], component: Sequence[int], scores: Mapping[Pair, float]
) -> list[list[int]]:
    """The groups, and in each the articles alone that are nearly copies of SEVERAL of it.

    They are by the better half of their scores; a group that itself holds together loosely takes nobody in.
    """
    home = {article: number for number, group in enumerate(groups) for article in group}
    held: dict[int, list[float]] = {number: [] for number in range(len(groups))}
    near: dict[int, dict[int, list[float]]] = {at: {} for at in component if at not in home}
    for (left, right), score in scores.items():
        if left in home and home[left] == home.get(right):
            held[home[left]].append(score)
        for one, other in ((left, right), (right, left)):
            if one in near and other in home:
                near[one].setdefault(home[other], []).append(score)
    firm = {number for number, inside in held.items() if sum(inside) >= FIRM * len(inside)}
    found = [list(group) for group in groups]
    for article, by_group in near.items():
        best = max(
            (
                (_better_half(with_it), -number)
                for number, with_it in by_group.items()
                if number in firm and len(with_it) >= SEVERAL
            ),
            default=(0.0, 0),
        )
        if best[0] >= NEARLY:
            found[-best[1]].append(article)
    return [sorted(group) for group in found]


def _better_half(scores: Sequence[float]) -> float:
    """The mean of the better half of some scores, of SEVERAL at least."""
    better = sorted(scores)[-max(SEVERAL, len(scores) // 2) :]
    return sum(better) / len(better)
