"""What decisions let go of: the clusters that leave, for every way in which a decision stands or does not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tui.commands.export import clusters_of
from tui.exchange.writers.clusters import checked, dropped
from tui.model import Article, Group, text_digest
from tui.review import Review
from tui.review.tools.decision_records import decision

DAY = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)


def folder(**texts):
    return {
        name: Article(name, "", 100, len(text), text_digest(text), f"raw of {text}")
        for name, text in texts.items()
    }


def decide(articles, names, canonical="", *, by="alice", days=0, **more):
    verdict = more.pop("verdict", "canonical")
    return decision(
        [articles[name] for name in names],
        verdict,
        canonical=canonical,
        reviewer=by,
        at=DAY + timedelta(days=days),
        **more,
    )


def let_go(articles, groups, *decisions, undecided="skip"):
    """Article → what is kept in its place."""
    review = Review(
        articles,
        [Group(tuple(sorted(names)), 0.9) for names in groups],
        decisions,
        reviewer="alice",
        keep=lambda _: None,
    )
    clusters = checked(clusters_of(review, undecided=undecided))
    return {copy.article.id: kept.id for copy, kept in dropped(clusters)}


def test_copies_are_let_go_for_their_canonical():
    all_of = folder(a="one", b="two", c="three")
    assert let_go(all_of, ["abc"], decide(all_of, "abc", "b")) == {"a": "b", "c": "b"}


def test_an_excluded_copy_stays():
    all_of = folder(a="one", b="two", c="three")
    assert let_go(all_of, ["abc"], decide(all_of, "abc", "b", excluded="c")) == {"a": "b"}


@pytest.mark.parametrize("verdict", ["not-duplicates", "skipped", "flagged", "undecided"])
def test_any_other_verdict_lets_nothing_go(verdict):
    all_of = folder(a="one", b="two")
    assert let_go(all_of, ["ab"], decide(all_of, "ab", verdict=verdict)) == {}


def test_an_edited_copy_brings_the_group_back_and_nothing_goes():
    before, after = folder(a="one", b="two"), folder(a="one", b="two, edited")
    assert let_go(after, ["ab"], decide(before, "ab", "b")) == {}


def test_a_newcomer_with_the_text_of_a_copy_goes_with_it():
    all_of = folder(a="one", b="two", c="two", d="one")
    assert let_go(all_of, ["abcd"], decide(all_of, "ab", "a")) == {"b": "a", "c": "a", "d": "a"}


def test_a_newcomer_with_the_text_of_an_excluded_copy_stays_as_that_does():
    all_of = folder(a="one", b="two", c="three", d="three")
    assert let_go(all_of, ["abcd"], decide(all_of, "abc", "a", excluded="c")) == {"b": "a"}


def test_two_reviewers_who_disagree_let_nothing_go():
    all_of = folder(a="one", b="two")
    mine, theirs = decide(all_of, "ab", "a"), decide(all_of, "ab", "b", by="bob")
    assert let_go(all_of, ["ab"], mine, theirs) == {}


def test_who_settled_a_conflict_is_followed_not_who_was_overruled():
    all_of = folder(a="one", b="two")
    mine = decide(all_of, "ab", "a")
    theirs = decide(all_of, "ab", "b", by="bob", days=1, settles=["alice"])
    assert let_go(all_of, ["ab"], mine, theirs) == {"a": "b"}


def test_parts_of_a_group_have_a_canonical_copy_each():
    all_of = folder(a="one", b="two", c="three", d="four")
    first, second = decide(all_of, "ab", "a"), decide(all_of, "cd", "d")
    assert let_go(all_of, ["abcd"], first, second) == {"b": "a", "c": "d"}


def test_a_renamed_canonical_copy_is_named_as_it_is_today():
    before = folder(a="one", b="two")
    after = {"b": before["b"], "z": replace(before["a"], id="z")}
    assert let_go(after, ["bz"], decide(before, "ab", "a")) == {"b": "z"}
