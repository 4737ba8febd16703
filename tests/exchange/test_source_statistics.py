"""Who shares how much with whom: counted by hand for a few clusters."""

import csv
import io
from dataclasses import replace

import pytest

from tui.exchange.source_statistics import (
    Shared,
    Source,
    as_csv,
    folder,
    heavy_losses,
    site,
    sources,
)
from tui.model import Article


def dated(cluster, **dates):
    copies = [
        replace(
            copy,
            article=replace(copy.article, date=dates.get(copy.article.id.replace("/", "_"), "")),
        )
        for copy in cluster.copies
    ]
    return replace(cluster, copies=tuple(copies))


def counted(*clusters, more=()):
    articles = [copy.article for cluster in clusters for copy in cluster.copies]
    articles += [Article(name, "", 1, 1, "", "") for name in more]
    return sources(articles, clusters, folder)


def test_shares_and_how_often_each_is_canonical(cluster):
    found = counted(
        cluster({"x/1": "x/1", "y/1": "x/1", "y/2": "x/1"}),
        cluster({"x/2": "y/3", "y/3": "y/3", "z/1": ""}),
        more=["x/3", "top"],
    )
    assert found.sources == (
        Source("x", 3, 2, 2, 1),
        Source("y", 3, 3, 3, 1),
        Source("z", 1, 0, 0, 0),
    )
    assert found.shared == (Shared("x", "y", 2, 2, 3, 1, 1, 0, None),)


def test_the_lag_is_the_median_between_the_first_of_each(cluster):
    groups = [
        dated(cluster({"x/1": "", "y/1": "", "y/2": ""}), x_1="2026-03-01", y_1="2026-03-09",
              y_2="2026-03-03"),
        dated(cluster({"x/2": "", "y/3": ""}), x_2="2026-03-05T12:00", y_3="2026-03-05T06:00"),
        dated(cluster({"x/3": "", "y/4": ""}), x_3="2026-03-01", y_4="2026-03-02"),
        dated(cluster({"x/4": "", "y/5": ""}), x_4="2026-03-01", y_5="some day"),
    ]  # fmt: skip
    (pair,) = counted(*groups).shared
    assert (pair.groups, pair.dated, pair.lag) == (4, 3, 1.0)


@pytest.mark.parametrize(
    ("first", "second", "lag"),
    [
        ("2026-03-01T01:00+02:00", "2026-02-28T23:00Z", 0.0),
        ("1772323200", "March 3, 2026", 2.0),
        ("1772323200000", "Mon, 02 Mar 2026 00:00:00 GMT", 1.0),
        ("20260301", "2026/03/05", 4.0),
        # not known to the day, or no dates
        ("2026", "2026-03-05", None),
        ("01/03/2026", "2026-03-05", None),
        ("0000-00-00", "2026-03-05", None),
        ("1970-01-01T00:00:00Z", "2026-03-05", None),
        ("", "2026-03-05", None),
    ],
)
def test_the_lag_reads_dates_in_any_form(cluster, first, second, lag):
    (pair,) = counted(dated(cluster({"x/1": "", "y/1": ""}), x_1=first, y_1=second)).shared
    assert (pair.dated, pair.lag) == (int(lag is not None), lag)


@pytest.mark.parametrize("state", ["undecided", "skipped", "flagged", "stale", "conflict"])
def test_an_open_group_is_shared_and_judges_nobody(cluster, state):
    found = counted(cluster({"x/1": "", "y/1": ""}, state=state))
    assert [(one.copied, one.judged) for one in found.sources] == [(1, 0), (1, 0)]
    assert len(found.shared) == 1


def test_a_group_of_no_copies_counts_nowhere(cluster):
    found = counted(cluster({"x/1": "", "y/1": ""}, state="not-duplicates"))
    assert found.shared == ()
    assert [one.copied for one in found.sources] == [0, 0]


def test_parts_of_a_group_share_each_for_itself(cluster):
    found = counted(cluster({"x/1": "x/1", "x/2": "x/1", "y/1": "y/1", "y/2": "y/1"}))
    assert found.shared == ()


def test_a_table_has_a_row_a_pair(cluster):
    found = counted(cluster({"a,b/1": "a,b/1", "y/1": "a,b/1"}))
    text = b"".join(as_csv(found)).decode()
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["left"], row["right"], row["left_canonical"], row["lag_days"]) == (
        "a,b",
        "y",
        "1",
        "",
    )


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://www.Site.org/x", "site.org"), ("", ""), ("no address", ""), ("http://[x", "")],
)
def test_a_site_is_the_host(url, host):
    assert site(Article("a", "", 1, 1, "", "", url=url)) == host


def test_a_source_that_loses_more_than_half_is_named(cluster):
    group = cluster({"x/1": "y/1", "x/2": "y/1", "y/1": "y/1", "y/2": "y/1", "top": "y/1"})
    names = ["x/1", "x/2", "x/3", "y/1", "y/2", "top"]
    articles = [Article(name, "", 1, 1, "", "") for name in names]
    assert heavy_losses([group], articles) == ["x loses 2 of its 3 articles"]


def test_where_there_are_no_folders_a_site_may_lose_most(cluster):
    urls = {name: f"https://{name[0]}.example/{name}" for name in ("a#1", "a#2", "b#1")}
    group = cluster({"a#1": "b#1", "a#2": "b#1", "b#1": "b#1"}, urls=urls)
    articles = [copy.article for copy in group.copies]
    assert heavy_losses([group], articles) == ["a.example loses 2 of its 2 articles"]


@pytest.mark.parametrize(
    ("name", "source"),
    [("x/y/a.txt", "x"), ("a.txt", ""), ("x/a.jsonl#7", "x"), ("a.jsonl#wire/7", "")],
)
def test_a_folder_is_that_of_the_file(name, source):
    assert folder(Article(name, "", 1, 1, "", "")) == source
