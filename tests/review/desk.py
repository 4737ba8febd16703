"""A review of three groups with a clock that ticks, for the tests."""

from datetime import UTC, datetime, timedelta

from tui.model import Article, Group, Match
from tui.review import Review

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def article(name, title="", words=100):
    return Article(name, title, words, words * 6, f"b2:{name:0>32}", f"b2:raw{name:0>29}")


def group(*names, score=0.9):
    members = tuple(sorted(names))
    matches = tuple(Match(members[0], other, score) for other in members[1:])
    return Group(members, score, matches)


GROUPS = [group("a1", "a2", score=0.97), group("b1", "b2", "b3"), group("c1", "c2", score=0.8)]


ARTICLES = {
    name: article(name, f"Title of {name[0]}")
    for name in ("a1", "a2", "b1", "b2", "b3", "c1", "c2", "z")
}


class Desk:
    """A review with a clock that ticks, and all that it asked to be kept."""

    def __init__(
        self,
        decisions=(),
        groups=GROUPS,
        articles=ARTICLES,
        reviewer="alice",
        *,
        blind=False,
        locked=(),
    ):
        self.changes = []
        self.ticks = 0
        self.review = Review(
            articles,
            groups,
            decisions,
            reviewer=reviewer,
            keep=self.changes.extend,
            clock=self.tick,
            blind=blind,
            locked=locked,
        )

    def tick(self):
        self.ticks += 1
        return START + timedelta(seconds=self.ticks)

    def file(self):
        """What a store that kept every change holds."""
        held = {}
        for change in self.changes:
            if change.decision is None:
                held.pop((change.id, change.reviewer), None)
            else:
                held[change.id, change.reviewer] = change.decision
        return held

    def states(self):
        return [case.state for case in self.review.cases]
