"""The list of groups: found in, filtered, sorted, selected from."""

from dataclasses import replace

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
