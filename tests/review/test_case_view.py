"""Which two copies and which title a group is shown by."""

from dataclasses import replace

import pytest

from tests.review.desk import article, group
from tui.review import Pair, Review


def test_the_pair_steps_through_the_copies_and_swaps(desk):
    review = desk.review
    review.go(1)
    assert (review.pair().base, review.pair().shown) == ("b1", "b2")
    assert review.show_copy(1).shown == "b3"
    assert review.show_copy(1).shown == "b2"
    assert review.show_copy(-1).shown == "b3"
    assert (review.swap().base, review.pair().shown) == ("b3", "b1")
    review.choose_base()
    assert review.canonical(1) == ["b3"]


def test_a_copy_is_compared_by_its_name(desk):
    review = desk.review
    review.go(1)
    assert review.compare("b3") == Pair("b1", "b3")
    assert review.compare("b1") == Pair("b1", "b3"), "the base stands on the left already"
    assert review.compare("a1") == Pair("b1", "b3"), "no copy of this group"


def test_a_title_that_is_furniture_gives_way_to_another_copys():
    articles = {
        "a1": article("a1", "Skip to main content"),
        "a2": article("a2", "Ferry is late"),
        "b1": article("b1", "Home | News"),
        "b2": article("b2", "Home | News"),
    }
    spans = {"a1": ((0, 20), (300, 340)), "b1": ((0, 11),), "b2": ((0, 11),)}
    review = Review(
        articles,
        [group("a1", "a2", score=0.9), group("b1", "b2", score=0.8)],
        reviewer="alice",
        keep=lambda _: None,
        furniture=spans,
    )
    assert review.title(0) == "Ferry is late"
    assert review.title(1) == "Home | News", "where there is no other"


@pytest.mark.parametrize(
    ("titles", "shown"),
    [
        (["3 May 2019, Getty", "Ferry is late again", "The ferry is late"], "Ferry is late again"),
        (["Ferry is late", "Boat comes late"], "Ferry is late"),
        (["", "Ferry is late"], "Ferry is late"),
        (["Post | Home | World | Sport", "Ferry is late"], "Ferry is late"),
        (["Post | Home | World | Sport", ""], "Post | Home | World | Sport"),
        (["Dernières nouvelles", "渡し船が遅れる", "渡し船がまた遅れる"], "渡し船が遅れる"),
    ],
)
def test_the_title_shown_is_that_which_most_copies_have(titles, shown):
    names = [f"c{at}" for at in range(len(titles))]
    articles = {name: article(name, title) for name, title in zip(names, titles, strict=True)}
    review = Review(
        articles, [group(*names, score=0.9)], reviewer="alice", keep=lambda _: None, furniture={}
    )
    assert review.title(0) == shown


def test_a_copy_that_differs_is_shown_before_one_that_is_the_same():
    articles = {name: article(name, "Ferry is late") for name in ("a1", "a2", "a3")}
    articles["a2"] = replace(articles["a2"], digest=articles["a1"].digest)
    found = group("a1", "a2", "a3", score=0.9)
    review = Review(articles, [found], reviewer="alice", keep=lambda _: None, furniture={})
    assert review.pair() == Pair("a1", "a3")
