"""What may be dropped: only a copy whose canonical article is kept."""

import pytest

from tui.errors import DecisionsError
from tui.exchange.writers.clusters import checked, dropped


def test_only_copies_of_something_are_dropped(cluster):
    group = cluster({"a": "a", "b": "a", "c": "", "d": "d", "e": "d"})
    assert [(copy.article.id, kept.id) for copy, kept in dropped([group])] == [
        ("b", "a"),
        ("e", "d"),
    ]


@pytest.mark.parametrize("state", ["undecided", "skipped", "flagged", "not-duplicates", "stale"])
def test_a_group_without_a_canonical_copy_drops_nothing(cluster, state):
    assert not list(dropped([cluster({"a": "", "b": ""}, state=state)]))


@pytest.mark.parametrize(
    "of", [{"a": "b", "b": "a"}, {"a": "c", "b": "b"}, {"a": "b", "b": ""} | {"c": "a"}]
)
def test_a_copy_whose_canonical_is_not_kept_is_refused(cluster, of):
    with pytest.raises(DecisionsError):
        checked([cluster(of)])


def test_an_article_in_two_groups_is_refused(cluster):
    with pytest.raises(DecisionsError, match="two groups"):
        checked([cluster({"a": "a", "b": "a"}), cluster({"b": "b", "c": "b"})])


def test_what_is_sound_passes_unchanged(cluster):
    sound = (cluster({"a": "a", "b": "a"}), cluster({"c": "", "d": ""}, state="undecided"))
    assert checked(iter(sound)) == sound
