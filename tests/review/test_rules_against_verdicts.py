"""Whatever comes into a folder, no rule and no export goes against what a person decided on unchanged texts."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.review.desk import Desk, article, group
from tui.commands.export import clusters_of
from tui.review.tools import bulk_rules

OLD = ("a", "b", "c", "d", "e", "f")
NEW = ("m", "n")
LENGTHS = st.permutations(range(100, 100 + len(OLD + NEW)))
KEYS = st.sampled_from(["base", "second", "not", "skip", "flag", "exclude", "cut"])
RULES = ["longest", "shortest-path", "suggestion 0", "path m", "path a b", "exact"]


def press(review, key):
    if key == "exclude":
        review.exclude_shown()
        review.go(0)
        key = "base"
    if key == "cut":
        review.cut()
        key = "base"
    actions = {
        "base": review.choose_base,
        "second": review.choose_shown,
        "not": review.not_duplicates,
        "skip": review.skip,
        "flag": review.flag,
    }
    actions[key]()


def decided(articles, names, key, reviewer):
    desk = Desk(groups=[group(*names)], articles=articles, reviewer=reviewer)
    press(desk.review, key)
    return list(desk.file().values())


def regrouped(order, sizes):
    names, groups = list(order), []
    for size in sizes:
        groups.append(names[:size])
        names = names[size:]
    return [group(*names) for names in groups if len(names) > 1]


@st.composite
def folders(draw):
    words = dict(zip(OLD + NEW, draw(LENGTHS), strict=True))
    articles = {name: article(name, words=count) for name, count in words.items()}
    cut = draw(st.integers(2, 4))
    records = decided(articles, OLD[:cut], draw(KEYS), "alice")
    records += decided(articles, OLD[cut:], draw(KEYS), draw(st.sampled_from(["alice", "bob"])))
    now = dict(articles)
    for name in draw(st.sets(st.sampled_from(OLD), max_size=2)):
        now[name] = replace(now[name], digest=f"b2:edited {name}", raw=f"b2:edited {name}")
    for name in draw(st.sets(st.sampled_from(OLD), max_size=2)):
        now[name] = replace(now[name], digest=f"b2:read {name}")
    order = draw(st.permutations(OLD + NEW))
    sizes = draw(st.sampled_from([(8,), (4, 4), (3, 3, 2), (2, 2, 2, 2), (5, 3)]))
    return now, regrouped(order, sizes), records


def same(member, articles):
    now = articles[member.path]
    return member.digest == now.digest or member.raw == now.raw


def check(records, articles, fate):
    """`fate` says for each dropped article which one is kept in its place."""
    for record in records:
        members = [member for member in record.members if same(member, articles)]
        chosen = [m.path for m in record.members if m.canonical]
        if chosen and chosen[0] not in {m.path for m in members}:
            continue
        for member in members:
            kept = fate.get(member.path, "")
            others = {m.path for m in members if m is not member}
            if record.verdict in {"skipped", "flagged"}:
                assert kept not in others, "what is set aside is not decided"
            if record.verdict == "not-duplicates" or member.excluded:
                apart = (
                    others
                    if record.verdict == "not-duplicates"
                    else {m.path for m in members if not m.excluded}
                )
                assert kept not in apart
                assert not kept or kept not in {fate.get(other) for other in apart}
            elif chosen and member.canonical:
                assert not kept, "the canonical copy stays"
            elif chosen:
                assert kept in {"", chosen[0]}


def dropped(desk):
    clusters = clusters_of(desk.review, undecided="suggest")
    return {copy.article.id: copy.of for one in clusters for copy in one.copies if copy.dropped}


@given(folders(), st.sampled_from(RULES), st.sampled_from(["alice", "bob"]))
@settings(max_examples=400, deadline=None)
def test_no_rule_and_no_export_goes_against_a_verdict(folder, rule, reviewer):
    articles, groups, records = folder
    desk = Desk(records, groups, articles, reviewer=reviewer)
    check(records, articles, dropped(desk))
    for _ in range(2):
        found = bulk_rules.preview(rule, desk.review.candidates())
        desk.review.choose_by_rule(found.chosen, found.rule)
    check(records, articles, dropped(desk))
    held = {record.key: record for record in desk.review.decisions.values()}
    for record in records:
        bound = record.verdict != "undecided" and all(same(m, articles) for m in record.members)
        assert not bound or held.get(record.key) == record, "a person's record is not replaced"
    tomorrow = Desk(desk.review.decisions.values(), groups, articles, reviewer=reviewer)
    assert tomorrow.states() == desk.states()
    check(records, articles, dropped(tomorrow))
    before = [case.state for case in desk.review.cases]
    desk.review.undo()
    desk.review.undo()
    desk.review.redo()
    desk.review.redo()
    assert [case.state for case in desk.review.cases] == before
