import pytest

from tui.errors import UsageError
from tui.model import Article, Suggestion
from tui.rules import RULES, Candidates, parse, preview


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
    assert parse(rule)[0]


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("longst", "Did you mean longest"),
        ("", "There are"),
        ("path", "needs a pattern"),
        ("suggestion much", "a number from 0 to 1"),
    ],
)
def test_rules_that_cannot_be_are_refused(rule, says):
    with pytest.raises(UsageError, match=says):
        parse(rule)
