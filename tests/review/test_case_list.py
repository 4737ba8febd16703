"""The list of groups: found in, filtered, sorted, selected from."""

from dataclasses import replace

import pytest

from tests.review.desk import Desk, article, group
from tui.model import Evidence
from tui.review import Review


def test_after_the_last_open_group_the_cursor_stays(desk):
    for _ in range(3):
        said = desk.review.choose_base()
    assert "last open" in said
    assert desk.review.open == 0
    assert desk.review.cursor == 2
    assert not desk.review.go_to_next_open()


def test_the_queue_goes_round(desk):
    desk.review.go(2)
    desk.review.choose_base()
    assert desk.review.cursor == 0


def test_the_list_is_filtered_and_sorted_and_every_way_keeps_to_it(desk):
    review = desk.review
    assert review.arrange("", "least alike") == 3
    assert list(review.order) == [2, 1, 0]
    review.go(2)
    assert review.step(1)
    assert review.cursor == 1
    assert review.arrange("size>2", "score") == 1
    assert review.arranged == ("size>2", "score")
    assert (review.cursor, review.rank(1), review.rank(0)) == (1, 0, None)
    review.choose_base()
    assert review.cursor == 1, "what is decided stays in the list, and nothing else is open there"
    assert review.ahead() == [1]
    assert review.arrange("state:undecided", "score") == 2
    assert review.cursor == 0
    review.not_duplicates()
    assert review.cursor == 2


def five(decisions=()):
    """Five pairs of copies, two of them very alike."""
    letters = "abcde"
    articles = {f"{one}{n}": article(f"{one}{n}") for one in letters for n in (1, 2)}
    groups = [group(f"{one}1", f"{one}2", score=0.9 - 0.1 * at) for at, one in enumerate(letters)]
    return Desk(decisions, groups, articles)


def test_the_three_numbers_add_up_over_every_state():
    desk = five()
    review = desk.review
    assert (review.decided, review.set_aside, review.open) == (0, 0, 5)
    for key in (review.choose_base, review.not_duplicates, review.skip, review.flag):
        key()
    assert (review.decided, review.set_aside, review.open) == (2, 2, 1)
    review.undo()
    assert (review.decided, review.set_aside, review.open) == (2, 1, 2)
    assert five(desk.file().values()).review.set_aside == 1


def test_groups_set_aside_are_gone_through_round_and_round():
    review = five().review
    assert not review.go_to_next_set_aside()
    assert review.none_set_aside() == "no group is set aside"
    review.go(1)
    review.skip()
    review.go(3)
    review.flag()
    review.go(2)
    visited = []
    for _ in range(3):
        assert review.go_to_next_set_aside()
        visited.append(review.cursor)
    assert visited == [3, 1, 3]
    review.arrange("state:undecided", "score")
    assert not review.go_to_next_set_aside()
    assert review.none_set_aside() == (
        "no group in this filter is set aside; 2 outside it (0 shows all)"
    )


def test_the_last_open_group_is_the_last_one_anywhere():
    review = five().review
    said = [review.skip() for _ in range(5)]
    assert not any("last open" in one for one in said[:4])
    assert said[4].endswith("; that was the last open group; 5 set aside (R goes to the next)")
    said = review.choose_base()
    assert "last open" not in said, "it was skipped before"
    assert said.endswith("; no group is open; 4 set aside (R goes to the next)")


def test_in_a_filter_the_last_open_group_says_how_many_are_open_outside():
    review = five().review
    review.arrange("score>=.75", "score")
    assert "open" not in review.choose_base()
    said = review.skip()
    assert said.endswith("; last open group in this filter; 3 open outside it (0 shows all)")
    assert review.cursor == 1
    said = review.choose_base()
    assert said.endswith("; no open group in this filter; 3 open outside it (0 shows all)")
    assert review.hidden_open() == "no open group in this filter; 3 open outside it (0 shows all)"
    review.arrange("", "score")
    assert review.hidden_open() == ""


def test_an_exclusion_that_closes_the_last_open_group_says_so_too():
    review = five().review
    review.arrange("path:c*", "score")
    said = review.exclude_shown()
    assert said.endswith("last open group in this filter; 4 open outside it (0 shows all)")


@pytest.mark.parametrize("wanted", ["state:undecided", "path:b*,d*,e*", "score<.85"])
@pytest.mark.parametrize("sort", ["score", "least alike", "path"])
@pytest.mark.parametrize("key", ["choose_base", "not_duplicates", "skip", "flag", "exclude_shown"])
def test_a_decision_moves_on_within_the_filter_and_its_order(wanted, sort, key):
    review = five().review
    review.arrange(wanted, sort)
    rows = list(review.order)
    review.go_to_rank(1)
    visited = []
    for _ in rows:
        visited.append(review.cursor)
        getattr(review, key)()
        assert review.rank(review.cursor) is not None
        assert list(review.order) == rows, "what is decided stays until the list is arranged anew"
    assert visited == [*rows[1:], rows[0]]


def test_a_decision_outside_of_the_filter_goes_on_inside():
    review = five().review
    review.choose_base()
    review.arrange("state:undecided", "score")
    review.undo()
    assert (review.cursor, review.rank(0)) == (0, None), "undo goes to its group, listed or not"
    review.skip()
    assert review.rank(review.cursor) == 0


def test_a_filter_that_nothing_passes_leaves_an_empty_list(desk):
    assert desk.review.arrange("path:nowhere", "score") == 0
    assert not desk.review.step(1)
    assert desk.review.ahead() == desk.review.ahead(backwards=True) == []
    assert desk.review.next_open(0) is None


def test_the_list_ahead_goes_round_to_the_case_under_the_cursor(desk):
    review = desk.review
    review.go(1)
    assert review.ahead() == [2, 0, 1]
    assert review.ahead(backwards=True) == [0, 2, 1]
    review.arrange("", "least alike")
    assert review.ahead() == [0, 2, 1]
    review.arrange("size>2", "score")
    review.go(0)
    assert review.ahead() == review.ahead(backwards=True) == [1], (
        "from outside of the list: all of it"
    )


def test_rows_are_selected_one_by_one_and_as_a_range(desk):
    review = desk.review
    review.select()
    assert review.selected == {0}
    review.go(2)
    review.select_to(1)
    assert review.selected == {0, 1, 2}
    review.select()
    assert review.selected == {0, 1}


def test_rules_are_shown_the_open_groups_of_the_list(desk):
    desk.review.choose_base()
    desk.review.arrange("size>2", "score")
    (group,) = desk.review.candidates()
    assert group.position == 1
    assert [copy.id for copy in group.copies] == ["b1", "b2", "b3"]
    assert group.furniture == (0, 0, 0)


def test_groups_are_filtered_by_what_one_copy_alone_has():
    told = replace(group("a1", "a2"), evidence=(Evidence(numbers=2), Evidence(differing=3)))
    review = Desk(groups=[told, group("c1", "c2", score=0.8)]).review
    assert review.arrange("differs:number", "score") == 1
    assert review.case.members == ("a1", "a2")
    assert review.arrange("differs:wording", "score") == 1
    assert review.arrange("differs:name,quotation", "score") == 0


def test_the_tier_of_a_case_says_how_its_copies_are_known():
    same = {name: replace(article(name), digest="b2:one") for name in ("a1", "a2")}
    others = {name: article(name) for name in ("b1", "b2")}
    claimed = replace(group("b1", "b2", score=0.5), claimed_by=("jdupes",))
    review = Review(
        same | others,
        [group("a1", "a2", score=1.0), claimed],
        reviewer="alice",
        keep=lambda _: None,
    )
    assert review.row(0).tiers == ("exact",)
    assert review.row(1).tiers == ("copies", "claimed", "jdupes")
    assert review.arrange("tier:exact", "score") == 1
    assert review.arrange("tier:claimed", "score") == 1
    assert list(review.order) == [1]
