import pytest

from tui.config import SuggestSettings
from tui.model import Article
from tui.suggest import RULES, Facts, suggest


def copy(name, words=100, furniture=0, date=""):
    article = Article(name, "", words, words * 6, f"b2:{name}", f"b2:raw{name}", date=date)
    return Facts(article, furniture)


def chosen(*copies, **settings):
    found = suggest(copies, SuggestSettings(**settings))
    return found.article, found.rule


@pytest.mark.parametrize(
    ("copies", "expected"),
    [
        ([copy("a"), copy("b")], ("a", "none")),
        ([copy("b", words=150), copy("a")], ("b", "longest")),
        ([copy("a", words=101), copy("b")], ("a", "none")),
        ([copy("a", furniture=120), copy("b")], ("b", "least_furniture")),
        ([copy("a", furniture=5), copy("b")], ("a", "none")),
        ([copy("a", date="2024-05-02"), copy("b", date="2024-05-01")], ("b", "source_date")),
        ([copy("a", date="2024-05-02"), copy("b", words=150)], ("b", "longest")),
        ([copy("a", date="yesterday"), copy("b", date="2024-05-01")], ("a", "none")),
        ([copy("a", date="2024-05-01"), copy("b", date="2024-05-01")], ("a", "none")),
        (
            [copy("a", date="2024-05-01T10:00:00+02:00"), copy("b", date="2024-05-01T09:00:00Z")],
            ("a", "source_date"),
        ),
        # A day alone may lie before or after a time on that day.
        ([copy("a", date="2024-05-01"), copy("b", date="2024-05-01T09:00:00Z")], ("a", "none")),
        # The earliest of the dated ones speaks also where a third copy has no date.
        (
            [copy("a"), copy("b", date="2024-05-02"), copy("c", date="2024-05-01")],
            ("c", "source_date"),
        ),
        ([copy("only", words=7)], ("only", "none")),
    ],
)
def test_rules_in_their_default_order(copies, expected):
    assert chosen(*copies) == expected
    assert chosen(*reversed(copies)) == expected


def test_a_preferred_path_comes_first_and_says_so():
    settings = SuggestSettings(prefer_paths=("wire/*", "*/archive/*"))
    found = suggest([copy("web/long.txt", words=900), copy("wire/a.txt")], settings)
    assert (found.article, found.rule) == ("wire/a.txt", "path_preference")
    assert "wire/*" in found.reason


def test_two_copies_on_the_preferred_path_leave_it_to_the_next_rule():
    assert chosen(copy("wire/a"), copy("wire/b", words=300), prefer_paths=("wire/*",)) == (
        "wire/b",
        "longest",
    )


def test_the_configuration_orders_the_rules():
    copies = (copy("a", date="2024-01-01"), copy("b", date="2024-02-01", words=300))
    assert chosen(*copies, rules=("longest", "source_date")) == ("b", "longest")
    assert chosen(*copies, rules=()) == ("a", "none")


def test_every_rule_has_a_reason_of_one_line():
    copies = [
        copy("p/a", date="2024-01-01", words=300),
        copy("b", date="2024-02-01", furniture=200),
    ]
    for name in RULES:
        found = suggest(copies, SuggestSettings(rules=(name,), prefer_paths=("p/*",)))
        assert found.rule == name
        assert found.reason
        assert "\n" not in found.reason


def test_no_copies_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="at least one"):
        suggest([], SuggestSettings())
