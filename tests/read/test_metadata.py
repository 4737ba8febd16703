"""What paths and a table say of articles, and which of them counts."""

import csv

import pytest

from tui.config import ReadSettings
from tui.errors import InputError, UsageError
from tui.model import Article
from tui.read.metadata import describer, path_pattern

BARE = Article("2024/wire/a.txt", "The first line", 5, 30, "b2:0", "b2:1")


@pytest.mark.parametrize(
    ("pattern", "path", "told"),
    [
        ("{date}/{source}/{name}.txt", "2024/wire/a.txt", {"date": "2024", "source": "wire"}),
        ("{date}/{source}/{name}.txt", "2024/x/wire/a.txt", None),
        (
            "**/{source}-{date}.*",
            "a/b/wire-2024-05-06.txt",
            {"source": "wire", "date": "2024-05-06"},
        ),
        ("{title} (c) {author}.txt", "On ferries (c) A. Reed.txt", {"title": "On ferries"}),
        ("a.b/*", "axb/c", None),
    ],
)
def test_patterns(pattern, path, told):
    found = path_pattern(pattern).fullmatch(path)
    assert (found and told and {name: found[name] for name in told}) == told


@pytest.mark.parametrize("pattern", ["{date", "date}", "{}", "{a b}", "{date}/{date}", "{1}"])
def test_a_pattern_that_means_nothing_stops(pattern):
    with pytest.raises(UsageError, match="is not understood from"):
        path_pattern(pattern)


def test_a_path_fills_what_the_article_does_not_say(tmp_path):
    describe = describer(tmp_path, ReadSettings(path_pattern="{date}/{author}/{title}.txt"))
    told = describe(BARE, BARE.id)
    assert (told.date, told.author, told.title) == ("2024", "wire", "a")
    own = Article("2024/wire/a.txt", "T", 5, 30, "b2:0", "b2:1", date="May", author="Own")
    assert (describe(own, own.id).date, describe(own, own.id).author) == ("May", "Own")
    assert describe(BARE, "elsewhere.txt") is BARE


def test_a_sidecar_counts_before_the_article(tmp_path):
    (tmp_path / "meta.tsv").write_text(
        "path\ttitle\tdate\tmore\n2024/wire/a.txt\tSaid beside\t\tx\nb.jsonl#7\tThe record\t2023\tx\n"
    )
    describe = describer(tmp_path, ReadSettings(sidecar="meta.tsv", path_pattern="{date}/**"))
    told = describe(BARE, BARE.id)
    assert (told.title, told.date) == ("Said beside", "2024")
    record = Article("b.jsonl#7", "T", 5, 30, "b2:0", "b2:1", date="May")
    assert describe(record, "b.jsonl").date == "2023"


def test_a_long_cell_of_a_sidecar_is_read_whatever_was_read_before(tmp_path):
    csv.field_size_limit(10)  # as a table left it
    (tmp_path / "meta.csv").write_text(f"path,title,more\n{BARE.id},Said beside,{'x' * 200_000}\n")
    told = describer(tmp_path, ReadSettings(sidecar="meta.csv"))(BARE, BARE.id)
    assert told.title == "Said beside"


def test_without_settings_nothing_is_added(tmp_path):
    assert describer(tmp_path, ReadSettings())(BARE, BARE.id) is BARE


@pytest.mark.parametrize(
    ("data", "said"),
    [(None, "no such file"), (b"a,b\n1,2\n", "no column “path”"), (b'path\n"a', "no table")],
)
def test_a_sidecar_that_cannot_be_used_stops(tmp_path, data, said):
    if data is not None:
        (tmp_path / "meta.csv").write_bytes(data)
    with pytest.raises(InputError, match=said):
        describer(tmp_path, ReadSettings(sidecar="meta.csv"))
