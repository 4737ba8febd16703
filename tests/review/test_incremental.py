"""Groups that come while others are decided: what is shown is what it will be, and the end is as if they had all been there."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.review.desk import START, article, group
from tui.model import Change
from tui.review import Review
from tui.review.tools.decision_records import decision
from tui.review.tools.undo import History

NAMES = [f"{letter}{number}" for letter in "abcdefgh" for number in (1, 2, 3)]
ARTICLES = {name: article(name, f"Title of {name[0]}") for name in NAMES}
PAIRS = [group(f"{letter}1", f"{letter}2", score=0.6 + at / 20) for at, letter in enumerate("abcd")]


def reviewing(groups=(), decisions=(), *, kept=None, growing=True, **more):
    ticks = iter(range(1, 10_000))
    return Review(
        more.pop("articles", ARTICLES),
        groups,
        decisions,
        reviewer="alice",
        keep=(kept if kept is not None else []).extend,
        clock=lambda: START + timedelta(seconds=next(ticks)),
        growing=growing,
        **more,
    )


def said(*names, verdict="canonical", who="alice", at=-60):
    canonical = {"canonical": names[0]} if verdict == "canonical" else {}
    return decision(
        [ARTICLES[name] for name in names],
        verdict,
        reviewer=who,
        at=START + timedelta(seconds=at),
        **canonical,
    )


def titles(review):
    return [review.cases[position].members[0][0] for position in review.order]


def test_what_comes_stands_below_and_the_cursor_stays_on_its_group():
    review = reviewing()
    assert review.grow(PAIRS[:2]) == 2
    assert titles(review) == ["b", "a"], "what comes together stands by score"
    review.go_to_rank(1)
    review.select()
    assert review.grow(PAIRS[2:]) == 2
    assert titles(review) == ["b", "a", "d", "c"]
    assert review.case.members == ("a1", "a2")
    assert (review.growing, review.as_found) == (True, True)
    assert review.complete(PAIRS[::-1]) == 0
    assert titles(review) == ["b", "a", "d", "c"], "nothing moves under the reviewer's eyes"
    assert review.case.members == ("a1", "a2")
    assert review.selected == {review.cursor}
    assert (review.growing, review.as_found) == (False, True)
    review.arrange(*review.arranged)
    assert titles(review) == ["d", "c", "b", "a"]
    assert not review.as_found


def test_an_arrangement_asked_for_meanwhile_holds_for_what_is_there_and_filters_what_comes():
    review = reviewing()
    review.grow(PAIRS[:3])
    review.arrange("score<.74", "least alike")
    assert titles(review) == ["a", "b", "c"]
    more = [group("e1", "e2", score=0.9), group("f1", "f2", score=0.5)]
    assert review.grow([PAIRS[3], *more]) == 1
    assert titles(review) == ["a", "b", "c", "f"]
    review.arrange("", "score")
    assert titles(review) == ["e", "d", "c", "b", "a", "f"]
    assert len(review.cases) == 6


def test_a_decision_moves_on_within_the_filter_while_groups_come():
    review = reviewing()
    review.grow(PAIRS[:3])
    review.arrange("path:a*,c*,d*", "least alike")
    assert titles(review) == ["a", "c"]
    review.go_to_rank(0)
    assert review.choose_base() == "canonical: a1 (and 1 more)"
    said = review.skip()
    assert said.endswith("; last open group in this filter so far; 1 open outside it (0 shows all)")
    assert review.case.members == ("c1", "c2")
    review.grow(PAIRS[3:])
    assert review.choose_base() == "canonical: c1 (and 1 more)"
    assert review.case.members == ("d1", "d2")
    review.complete(PAIRS)
    assert titles(review) == ["a", "c", "d"]
    assert review.rank(review.cursor) == 2


def test_where_a_filter_shows_nothing_the_cursor_is_on_its_first_group_when_all_is_known():
    review = reviewing()
    review.grow(PAIRS[:1])
    review.arrange("path:c*,d*", "least alike")
    assert not review.order
    review.complete(PAIRS)
    assert titles(review) == ["c", "d"]
    assert review.case.members == ("c1", "c2")


def test_what_others_decided_leaves_no_group_selected_that_the_filter_hides():
    review = reviewing(PAIRS, growing=False)
    review.arrange("state:undecided", "score")
    review.select()
    review.go_to_rank(2)
    review.select()
    record = said("b1", "b2", who="bob")
    review.take_in([Change(record.id, record.reviewer, record)])
    assert titles(review) == ["d", "c", "a"]
    assert {review.cases[at].members[0] for at in review.selected} == {"d1"}


def test_what_others_changed_brings_the_cursor_into_a_list_that_was_empty():
    mine = [said(f"{letter}1", f"{letter}2", who="bob") for letter in "abcd"]
    review = reviewing(PAIRS, mine, growing=False)
    review.arrange("state:undecided", "score")
    assert not review.order
    review.take_in([Change(mine[1].id, "bob", None)])
    assert (titles(review), review.case.members) == (["b"], ("b1", "b2"))


def test_the_pair_that_is_compared_and_a_part_put_aside_stay_with_their_group():
    review = reviewing()
    review.grow([group("b1", "b2", "b3", score=0.5)])
    review.show_copy(1)
    review.put_in_other_part()
    pair, part = review.pair(), review.other_part()
    review.grow(PAIRS[2:])
    review.complete([*PAIRS[2:], group("b1", "b2", "b3", score=0.5)])
    assert review.case.members == ("b1", "b2", "b3")
    assert (review.pair(), review.other_part()) == (pair, part)


def test_a_decision_that_speaks_of_an_article_in_no_group_yet_holds_its_group_back():
    review = reviewing(decisions=[said("a1", "a2", "b1")])
    assert review.grow([PAIRS[0], PAIRS[2]]) == 1
    assert titles(review) == ["c"]
    assert review.grow([PAIRS[1]]) == 1
    assert review.cases[1].members == ("a1", "a2", "b1", "b2")


def test_a_decision_on_copies_that_nothing_ties_any_more_is_told_when_all_is_known():
    gone = decision([article("x"), article("y")], "not-duplicates", reviewer="alice", at=START)
    review = reviewing(decisions=[said("e1", "e2"), gone])
    review.grow(PAIRS)
    assert len(review.cases) == 4
    assert not review.orphans
    review.complete(PAIRS)
    assert [case.members for case in review.cases if case.members[0] == "e1"] == [("e1", "e2")]
    assert len(review.orphans) == 1


def test_what_is_decided_early_is_kept_and_goes_on_to_what_is_there():
    kept = []
    review = reviewing(kept=kept)
    review.grow(PAIRS[:1])
    assert review.choose_base().endswith("that was the last open group so far")
    assert [change.decision.verdict for change in kept] == ["canonical"]
    review.grow(PAIRS[1:2])
    assert review.case.members == ("a1", "a2"), "nobody asked to go on"
    assert review.go_to_next_open()
    assert review.case.members == ("b1", "b2")


def test_undo_waits_with_what_another_run_did_until_all_is_known():
    first = reviewing(PAIRS, growing=False, history=(history := History()))
    first.go_to_rank(3)
    first.choose_base()
    review = reviewing(decisions=first.decisions.values(), history=history)
    review.grow(PAIRS[1:])
    review.not_duplicates()
    assert review.undo().startswith("undone")
    assert "when indexing has ended" in review.undo()
    review.complete(PAIRS)
    assert review.undo() == "undone: canonical"
    assert not review.decisions


def test_a_group_that_others_changed_meanwhile_is_counted():
    review = reviewing()
    review.grow(PAIRS)
    assert review.complete([group("a1", "a2", "a3"), *PAIRS[1:]]) == 1


DECISIONS = st.lists(
    st.builds(
        lambda names, verdict, who, at: said(*names, verdict=verdict, who=who, at=at),
        st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True),
        st.sampled_from(["canonical", "not-duplicates", "skipped", "undecided"]),
        st.sampled_from(["alice", "bob", "carol"]),
        st.integers(-9_000, -1),
    ),
    max_size=8,
    unique_by=lambda record: record.key,
)
KEYS = st.sampled_from(
    [
        *("choose_base", "choose_shown", "not_duplicates", "skip", "same_verdict", "join_next"),
        *("exclude_shown", "put_in_other_part", "swap", "select", "step_down", "step_up"),
        *("undo", "redo"),
    ]
)


@st.composite
def histories(draw):
    """(the groups in batches as they come, the keys after each batch)."""
    names = draw(st.permutations(NAMES))
    cuts = sorted(draw(st.sets(st.integers(1, len(NAMES) - 1), max_size=9)))
    parts = [names[a:b] for a, b in zip([0, *cuts], [*cuts, None], strict=True)]
    scores = draw(
        st.lists(st.sampled_from([0.5, 0.7, 0.9]), min_size=len(parts), max_size=len(parts))
    )
    groups = [
        group(*part, score=score)
        for part, score in zip(parts, scores, strict=True)
        if len(part) in {2, 3, 4}
    ]
    batches, waiting = [], draw(st.permutations(groups))
    while waiting:
        size = draw(st.integers(1, len(waiting)))
        batches.append((waiting[:size], draw(st.lists(KEYS, max_size=6))))
        waiting = waiting[size:]
    kept_back = draw(st.integers(0, len(batches)))  # batches that come with the end
    return groups, batches[: len(batches) - kept_back]


def press(review, key):
    if not review.order:
        return
    if key == "join_next":
        review.join([review.order[-1]])
    elif key in {"step_down", "step_up"}:
        review.step(1 if key == "step_down" else -1)
    else:
        getattr(review, key)()


def in_the_end(groups, review):
    """The review of somebody who begins when all is known, with the same decisions."""
    ordered = sorted(groups, key=lambda one: (-one.score, one.members))
    return reviewing(ordered, review.decisions.values(), growing=False, blind=review.blind)


@pytest.mark.parametrize("blind", [False, True])
@settings(max_examples=150, deadline=None)
@given(past=DECISIONS, history=histories())
def test_what_is_shown_is_what_it_will_be_and_the_end_is_as_a_review_begun_then(
    blind, past, history
):
    groups, batches = history
    review = reviewing(decisions=past, blind=blind)
    # What is joined and then said to be no copies is two groups again when all is laid out anew.
    pressed, apart = set(), {"not_duplicates", "exclude_shown"}
    for batch, keys in batches:
        rows, here = review._rows(), review.case.members if review.order else ()
        review.grow(batch)
        assert review._rows()[: len(rows)] == rows, "what is there stays where it is"
        assert not rows or review.case.members == here, "and so does the cursor"
        for key in keys:
            press(review, key)
        pressed.update(keys)
        if not (blind or ("join_next" in pressed and apart & pressed)):
            final = {case.members: case for case in in_the_end(groups, review).cases}
            for case in review.cases:
                assert final.get(case.members) == case
    changed = review.complete(groups)
    assert changed == 0 or blind or ("join_next" in pressed and apart & pressed)
    fresh = in_the_end(groups, review)
    review.arrange("", "score")
    assert review.cases == fresh.cases
    assert review.orphans == fresh.orphans
    assert +review.counts == +fresh.counts
    assert list(review.order) == list(fresh.order)
    assert not review.growing
    for position in range(len(fresh.cases)):
        assert review.suggestion(position) == fresh.suggestion(position)
