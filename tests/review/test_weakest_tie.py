from tests.review.desk import ARTICLES, Desk
from tui.model import Group, Match
from tui.review.weakest_tie import weakest

CHAIN = (
    Match("a", "b", 0.9),
    Match("a", "c", 0.95),
    Match("b", "c", 0.6),
    Match("c", "d", 0.55),
    Match("d", "e", 0.8),
)


def test_the_weakest_tie_is_that_of_the_tree_of_strongest_ties():
    found = weakest("abcde", CHAIN)
    assert found is not None
    assert found.tie == Match("c", "d", 0.55), "b and c hold together by a as well"
    assert found.side == {"d", "e"}


def test_ties_that_do_not_reach_all_are_no_bridge():
    assert weakest("abcdef", CHAIN) is None
    assert weakest("a", ()) is None


def test_a_group_is_cut_and_each_side_is_decided():
    found = Group(
        ("a1", "a2", "b1", "b2"), 0.9,
        (Match("a1", "a2", 0.9), Match("a2", "b1", 0.5), Match("b1", "b2", 0.8)),
    )  # fmt: skip
    desk = Desk(groups=[found], articles=ARTICLES)
    review = desk.review
    assert "2 of 4 are the other part" in review.cut()
    assert review.other_part() == {"b1", "b2"}
    assert (review.pair().base, review.pair().shown) == ("a2", "b1")
    assert review.cut() == "one group again"
    assert review.other_part() == frozenset()
    review.cut()
    review.choose_base()
    assert review.case.state == "undecided"
    review.choose_number(3)
    assert sorted(review.canonical(0)) == ["a2", "b1"]
    assert review.cases[0].state == "canonical"


def test_a_pair_is_not_cut():
    assert "nothing to cut" in Desk().review.cut()


def test_a_group_that_no_one_tie_holds_together_says_what_to_do_instead():
    loose = Group(("a1", "a2", "b1"), 0.9, (Match("a1", "a2", 0.9),))
    assert "D puts single copies" in Desk(groups=[loose], articles=ARTICLES).review.cut()
