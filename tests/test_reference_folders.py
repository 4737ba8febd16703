"""How articles of a reference are called, where they are read from, and which findings span both sides."""

from pathlib import Path

import pytest

from tui.errors import UsageError
from tui.model import Article, Group, Match
from tui.reference_folders import called, home, locked, match_spans, named, spans


def article(name: str) -> Article:
    return Article(name, "", 1, 1, "", "")


def test_a_reference_elsewhere_is_called_by_its_own_name_and_one_inside_by_its_path(tmp_path):
    for name in ("articles/trusted/more", "one/archive", "two/archive", "two/archive/more"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "one" / "archive")
    names = ["two/archive", "articles/trusted", "link", "one/archive"]
    found = named(tmp_path / "articles", [tmp_path / name for name in names])
    real = tmp_path.resolve()
    assert found == {
        "reference:archive": real / "two" / "archive",
        "trusted": real / "articles" / "trusted",
        "reference:archive~2": real / "one" / "archive",
    }


def test_a_reference_elsewhere_is_never_called_as_something_in_the_folder_is(tmp_path):
    for name in ("articles/reference:archive", "archive", "other/archive"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "articles" / "reference:archive~3").write_text("")
    found = named(tmp_path / "articles", [tmp_path / "archive", tmp_path / "other" / "archive"])
    assert [*found] == ["reference:archive~2", "reference:archive~4"]
    assert locked(found, ["reference:archive/a.txt", "reference:archive~2/a.txt"]) == {
        "reference:archive~2/a.txt"
    }


def test_a_reference_in_one_that_was_named_before_has_no_name_of_its_own(tmp_path):
    for name in ("articles/trusted/more", "archive/2026", "archive-2"):
        (tmp_path / name).mkdir(parents=True)

    def names(*references):
        return [*named(tmp_path / "articles", [tmp_path / name for name in references])]

    archive, nested = "reference:archive", "reference:2026"
    assert names("archive", "archive/2026", "archive-2") == [archive, "reference:archive-2"]
    assert names("archive/2026", "archive") == [nested, archive]
    assert names("articles/trusted", "articles/trusted/more") == ["trusted", "trusted/more"]
    around = f"reference:{tmp_path.name}"
    assert names(".", "archive", "articles/trusted") == [around, "trusted"]


def test_a_folder_is_no_reference_of_its_own(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(UsageError, match="its own reference"):
        named(tmp_path, [tmp_path / "link"])


def test_an_article_is_read_from_where_it_lies():
    root, references = Path("/a"), {"reference:b": Path("/b"), "inside": Path("/a/inside")}
    there = article("x/all.jsonl#3")
    assert home(root, called(there, "reference:b"), references) == (Path("/b"), there)
    for name in ("inside/x.txt", "reference:bb/x.txt", "x.txt"):
        assert home(root, article(name), references) == (root, article(name))
    ids = ["reference:b/x.txt", "inside/x.txt", "insides/x.txt", "x.txt"]
    assert locked(references, ids) == {"reference:b/x.txt", "inside/x.txt"}


@pytest.mark.parametrize(
    ("these", "both"), [("", False), ("a", True), ("ab", True), ("abc", False)]
)
def test_groups_and_matches_that_span_both_sides(these, both):
    assert spans(Group(("a", "b", "c"), 1.0), set(these)) is both
    assert match_spans(Match("a", "c", 1.0), set(these)) is both
