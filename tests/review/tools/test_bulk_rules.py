import pytest

from tui.errors import UsageError
from tui.model import Article, Suggestion
from tui.review.tools import filters
from tui.review.tools.bulk_rules import RULES, Candidates, parse, preview, split, stub


def copy(name, *, words=100, date="", digest=""):
    return Article(name, "", words, words * 6, digest or f"b2:{name}", "b2:raw", date=date)


def group(position, *copies, furniture=None, rule="longest", score=0.9):
    parts = furniture or (0,) * len(copies)
    same = len({one.digest for one in copies}) == 1
    suggested = Suggestion(copies[0].id, rule, "because")
    return Candidates(position, score, copies, parts, suggested, same_text=same)


LONG_AND_OLD = group(
    0,
    copy("web/a", words=300, date="2020-01-02"),
    copy("wire/bb", words=200, date="2021-05-06T10:00"),
    furniture=(90, 0),
)
EQUAL = group(1, copy("x/1", digest="b2:s"), copy("x/2", digest="b2:s"), rule="none", score=1.0)


@pytest.mark.parametrize(
    ("rule", "chosen", "ties"),
    [
        ("longest", {0: "web/a"}, (1,)),
        ("path nowhere/* wire/* web/*", {0: "wire/bb"}, ()),
        ("path web/* wire/*", {0: "web/a"}, ()),
        ("oldest", {0: "web/a"}, ()),
        ("newest", {0: "wire/bb"}, ()),
        ("shortest-path", {0: "web/a"}, (1,)),
        ("least-furniture", {0: "wire/bb"}, (1,)),
        ("exact", {1: "x/1"}, ()),
        ("path wire/*", {0: "wire/bb"}, ()),
        ("path x/*", {}, (1,)),
        ("suggestion .95", {}, (1,)),
        ("suggestion", {0: "web/a"}, (1,)),
    ],
)
def test_what_a_rule_chooses_and_where_it_is_tied(rule, chosen, ties):
    found = preview(rule, [LONG_AND_OLD, EQUAL])
    assert (dict(found.chosen), found.ties) == (chosen, ties)
    assert len(found.chosen) + len(found.ties) + found.left == 2


def test_a_preview_says_what_it_would_do():
    assert str(preview("longest", [LONG_AND_OLD, EQUAL])) == "decides 1 of 2, leaves 1, 1 tie"
    assert str(preview("exact", [EQUAL])) == "decides 1 of 1, leaves 0"


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_that_is_shown_can_be_written_like_that(rule):
    name, conditions = split(rule)
    assert parse(name)[0]
    assert filters.parse(conditions).text == conditions


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("longst", "Did you mean longest"),
        ("", "There are"),
        ("path", "needs a pattern"),
        ("suggestion much", "a number from 0 to 1"),
        ("suggestion nan", "a number from 0 to 1"),
        ("suggestion 90", "a number from 0 to 1"),
        ("suggestion -1", "a number from 0 to 1"),
        ("path 'wire/* web/*", "Close the quotation"),
    ],
)
def test_rules_that_cannot_be_are_refused(rule, says):
    with pytest.raises(UsageError, match=says):
        parse(rule)


def test_longest_counts_an_articles_own_words():
    full = copy("full", words=200)
    framed = copy("framed", words=240)
    cut = group(0, framed, full, furniture=(round(240 * 6 * 0.44), 0))
    assert preview("longest", [cut]).chosen == {0: "full"}


def test_a_path_with_brackets_is_meant_as_it_stands_or_as_a_pattern():
    named = group(0, copy("[2024] doubles/a.txt"), copy("archive/a.txt"))
    assert preview("path [2024]*", [named]).chosen == {0: "[2024] doubles/a.txt"}
    assert preview("path [2024] doubles/*", [named]).chosen == {0: "[2024] doubles/a.txt"}
    assert preview("path '[2024] doubles/*' archive/*", [named]).chosen == {
        0: "[2024] doubles/a.txt"
    }
    assert preview("path [ax]rchive/*", [named]).chosen == {0: "archive/a.txt"}


def test_an_apostrophe_in_a_pattern_is_no_quotation():
    both = group(0, copy("ana's/a"), copy("web/a"))
    assert dict(preview("path ana's/*", [both]).chosen) == {0: "ana's/a"}


def test_a_pattern_that_several_copies_match_is_a_tie():
    both = group(0, copy("wire/a"), copy("wire/b"), copy("web/c"))
    assert preview("path wire/* web/*", [both]).ties == (0,)


def titled(*titles, words=20, urls=None):
    given = urls or [""] * len(titles)
    return [
        Article(f"r{at}", title, words, words * 6, "b2:same", "b2:raw", url=url)
        for at, (title, url) in enumerate(zip(titles, given, strict=True))
    ]


@pytest.mark.parametrize(
    ("copies", "is_one"),
    [
        (titled("Mill burns", "Owls return"), True),
        (titled("Mill burns", "mill  BURNS"), False),
        (titled("Mill burns", ""), False),
        (titled("Mill burns", "Owls return", words=100), False),
        (titled("", "", words=2, urls=["https://a.example", "https://b.example"]), True),
        (titled("", "", words=10, urls=["https://a.example", "https://b.example"]), False),
        ([copy("a", digest="b2:1"), copy("b", digest="b2:2")], False),
    ],
)
def test_a_short_text_under_several_titles_may_be_no_article(copies, is_one):
    assert bool(stub(copies)) is is_one


@pytest.mark.parametrize(
    "rule", ["exact", "longest", "shortest-path", "path r*", "path r0", "suggestion"]
)
def test_no_rule_decides_what_may_be_no_article(rule):
    copies = titled("Mill burns", "Owls return")
    suggested = Suggestion("r0", "least_furniture", "because")
    cookies = Candidates(
        0, 1.0, tuple(copies), (0, 9), suggested, same_text=True, doubt=stub(copies)
    )
    found = preview(rule, [cookies])
    assert not found.chosen
    assert found.ties == (0,)
    assert "under 2 titles" in found.doubts[0]


def test_a_rule_is_kept_to_groups_where_its_conditions_hold():
    found = preview("longest", [LONG_AND_OLD, EQUAL], wanted=lambda position: position == 1)
    assert (dict(found.chosen), found.ties, found.left) == ({}, (1,), 1)
