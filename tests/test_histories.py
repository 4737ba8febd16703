"""What saved decisions mean after any history of a folder: none is lost, and no changed text is trusted."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.resuming import article, decide, folder
from tui import resume
from tui.model import Group

NAMES = [f"f{number:02}" for number in range(12)]
START = folder(**{name: f"text {name}" for name in NAMES})
GROUPS = [NAMES[at : at + 3] for at in range(0, 12, 3)]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["edit", "delete", "rename", "add", "merge", "split", "swap", "copy", "bytes"]
        ),
        st.integers(0, 11),
        st.integers(0, 11),
    ),
    max_size=8,
)


class World:
    """A folder that changes, and what a naive onlooker remembers of it."""

    def __init__(self):
        self.articles = dict(START)
        self.groups = [{f"{name}.txt" for name in names} for names in GROUPS]
        self.touched = set()

    def group_of(self, path):
        return next((held for held in self.groups if path in held), None)

    def put(self, path, text, raw=""):
        self.articles[path] = article(path, text, raw)

    def step(self, number, kind, left, right):  # noqa: C901 - one branch a kind of change
        path, other = f"{NAMES[left]}.txt", f"{NAMES[right]}.txt"
        here, there = self.group_of(path), self.group_of(other)
        self.touched |= {left // 3, right // 3} if kind in {"swap", "merge"} else {left // 3}
        if path not in self.articles:
            return
        text = f"text {path} {number}"
        if kind == "edit":
            self.put(path, text)
        elif kind == "bytes":
            self.articles[path] = replace(self.articles[path], raw=f"stamp {number}")
        elif kind == "delete":
            self.take_out(path)
        elif kind in {"add", "copy"}:
            new = f"n{number}.txt"
            self.articles[new] = replace(self.articles[path], id=new)
            if kind == "add":
                self.put(new, text)
            if here is not None:
                here.add(new)
        elif kind == "rename":
            new = f"r{number}.txt"
            self.articles[new] = replace(self.articles[path], id=new)
            if here is not None:
                here.add(new)
            self.take_out(path)
        elif kind == "merge" and here is not None and there is not None and here is not there:
            here |= there
            self.groups.remove(there)
            self.touched |= set(range(4))
        elif kind == "split" and here is not None and len(here) > 1:
            here.remove(path)
        elif kind == "swap" and other in self.articles:
            mine, theirs = self.articles[path], self.articles[other]
            self.articles[path] = replace(theirs, id=path)
            self.articles[other] = replace(mine, id=other)

    def take_out(self, path):
        del self.articles[path]
        for held in self.groups:
            held.discard(path)

    def detected(self):
        return [Group(tuple(sorted(held)), 0.9, ()) for held in self.groups if len(held) > 1]


def saved():
    verdicts = ["canonical", "not-duplicates", "canonical", "flagged"]
    return [
        decide(START, *names, verdict=verdict, reviewer=("alice", "bob")[n % 2])
        for n, (names, verdict) in enumerate(zip(GROUPS, verdicts, strict=True))
    ]


def is_left_alone(standing, articles):
    """Whether nothing but the canonical copy is left of a decision, as it was."""
    chosen = [
        place
        for place, member in zip(standing.places, standing.decision.members, strict=True)
        if member.canonical
        if place
        if articles[place].digest == member.digest or articles[place].raw == member.raw
    ]
    return bool(chosen) and set(standing.places) - {None} == set(chosen)


def covered_by(case, articles):
    """The members of a case for which a verdict holds, from what the standings say; only unchanged texts are bound."""
    answered = {"canonical", "not-duplicates"}
    asked = {new for s in case.standings if s.decision.verdict in answered for new in s.newcomers}
    covered = set()
    for s in (*case.standings, *case.elsewhere):
        decided_on = dict(zip(s.places, s.decision.members, strict=True))
        for place in s.bound:
            now, then = articles[place], decided_on[place]
            assert now.digest == then.digest or now.raw == then.raw
        if s.bound and s.state != "conflict":
            covered |= {*s.bound, *s.inherited}
            covered |= set(s.newcomers) - asked if s.decision.verdict == "flagged" else set()
    return covered


def check_history(steps):  # noqa: C901 - one history, looked at from many sides
    world, decisions = World(), saved()
    for number, step in enumerate(steps):
        world.step(number, *step)
    groups = world.detected()
    found = resume.today(world.articles, groups, decisions, reviewer="alice")
    grouped = {member for group in groups for member in group.members}
    standings = [s for case in found.cases for s in case.standings] + list(found.orphans)

    assert sorted(s.decision.key for s in standings) == sorted(d.key for d in decisions)
    texts = {held.digest for held in world.articles.values()}
    for standing in standings:
        members = standing.decision.members
        places = [place for place in standing.places if place is not None]
        for member, place in zip(members, standing.places, strict=True):
            if place is None:
                assert member.path not in world.articles or member.path in places
            elif (
                world.articles[place].digest != member.digest
                and world.articles[place].raw != member.raw
            ):
                assert place == member.path, "an edited copy is where it was"
                assert standing.state in {"stale", "conflict", "orphan"}
        changed = [
            m for m in members
            if m.path in world.articles and world.articles[m.path].digest != m.digest
            and m.digest not in texts
            and not any(place == m.path for other, place in zip(members, standing.places, strict=True)
                        if other is not m)
        ]  # fmt: skip
        if changed:
            assert standing.state in {"stale", "conflict", "orphan"}
        if standing.state == "restored":
            for member in members:
                now = world.articles[member.path]
                assert (now.digest, now.raw) == (member.digest, member.raw)
        asked_again = is_left_alone(standing, world.articles) and places[0] in grouped
        assert (standing.state == "orphan") == (len(set(places)) < 2 and not asked_again)
        assert bool(standing.reasons) == (standing.state != "restored")
    for number, decision in enumerate(decisions):
        if number not in world.touched:
            (mine,) = [s for s in standings if s.decision is decision]
            assert mine.state == "restored"
    seen = [member for case in found.cases for member in case.members]
    assert len(seen) == len(set(seen)), "no article stands in two cases"
    assert {m for g in groups for m in g.members} <= set(seen), "every group is shown"
    for case in found.cases:
        covered = covered_by(case, world.articles)
        decided = case.state not in {"undecided", "stale", "conflict"}
        assert decided == (covered >= set(case.members))
    shuffled = list(decisions)
    random.Random(1).shuffle(shuffled)
    again = resume.today(world.articles, groups[::-1], shuffled, reviewer="alice")
    assert again == found, "neither order makes a difference"


@given(STEPS)
@settings(max_examples=600, deadline=None)
def test_any_history_of_a_folder_keeps_every_decision_and_trusts_no_changed_text(steps):
    check_history(steps)


def test_five_thousand_long_histories():
    chance = random.Random(5)
    kinds = ["edit", "delete", "rename", "add", "merge", "split", "swap", "copy", "bytes"]
    for _ in range(5000):
        steps = [
            (chance.choice(kinds), chance.randrange(12), chance.randrange(12))
            for _ in range(chance.randrange(1, 13))
        ]
        check_history(steps)
