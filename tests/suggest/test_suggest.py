import pytest

from tui.config import SuggestSettings
from tui.model import Article, Evidence
from tui.suggest import RULES, Facts, evidence, suggest

# What detection may have counted of a copy that is close to the others, and of one that is not.
ALIKE = Evidence(1, 0, 4, 1, 0.95, 10, 5.0)
ODD = Evidence(2, 2, 3, 2, 0.80, 10, 2.0)


def copy(name, words=100, furniture=0, date="", text="", author="", evidence=None):
    digest = f"b2:{text or name}"
    article = Article(name, "", words, words * 6, digest, f"b2:raw{name}", date=date, author=author)
    return Facts(article, furniture, evidence=evidence)


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
        copy("p/a", date="2024-01-01", words=300, author="I. Corvin", evidence=ALIKE),
        copy("b", date="2024-02-01", furniture=200, evidence=ODD),
    ]
    for name in RULES:
        found = suggest(copies, SuggestSettings(rules=(name,), prefer_paths=("p/*",)))
        assert found.rule == name
        assert found.reason
        assert "\n" not in found.reason


def test_no_copies_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="at least one"):
        suggest([], SuggestSettings())


@pytest.mark.parametrize("rule", ["agreement", "commoner_wording", "quotations", "shared_facts"])
def test_what_detection_counted_tells_copies_apart_and_says_how(rule):
    copies = [copy("a", evidence=ODD), copy("b", evidence=ALIKE), copy("c", evidence=ODD)]
    found = suggest(copies, SuggestSettings(rules=(rule,)))
    assert (found.article, found.rule) == ("b", rule)
    assert any(character.isdigit() for character in found.reason)
    unknown = [*copies[:2], copy("c")]
    assert suggest(unknown, SuggestSettings(rules=(rule,))).rule == "none"


def test_a_byline_that_one_copy_has_alone():
    rules = SuggestSettings(rules=("byline",))
    assert suggest([copy("a"), copy("b", author="Ines Corvin")], rules).article == "b"
    both = [copy("a", author="Ines Corvin"), copy("b", author="Ines Corvin")]
    assert suggest(both, rules).rule == "none"
    assert suggest([copy("a", author="Ines Corvin")], rules).rule == "none"


def test_a_symmetric_pair_has_no_preference():
    same = [copy("b", evidence=ALIKE), copy("a", evidence=ALIKE)]
    assert suggest(same, SuggestSettings()).rule == "none"
    assert evidence(same, SuggestSettings()) == ()


def test_dates_tell_nothing_of_a_pair_with_one():
    pair = [copy("a", date="2024-05-01"), copy("b")]
    assert suggest(pair, SuggestSettings()).rule == "none"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2023-04-06T01:00:00+14:00", "2023-04-05T23:00:00-04:00"),
        ("2018-02-03", "1680674828"),
        ("2018-02-03", "1680674828000"),
        ("20230405", "2023-11-01"),
        ("2023/4/5", "November 1, 2023"),
        ("Wed, 05 Apr 2023 23:00:00 -0400", "2023-11-01"),
    ],
)
def test_the_earliest_date_is_suggested_and_named_as_its_source_writes_it(first, second):
    copies = [copy("a", date=second), copy("b", date=first), copy("c", date="soon")]
    found = suggest(copies, SuggestSettings(rules=("source_date",)))
    assert (found.article, found.rule) == ("b", "source_date")
    assert found.reason == (
        f"its source gives the earliest date, {first}; the next is {second}; 1 without a date"
    )


@pytest.mark.parametrize(
    "date",
    ["0000-00-00 00:00:00", "0001-01-01", "1970-01-01", "0", "2199-01-01", "04/05/2023", "2023"],
)
def test_a_placeholder_a_future_date_and_one_that_may_be_either_suggest_nothing(date):
    rules = SuggestSettings(rules=("source_date",))
    for copies in ([date, "2023-04-20"], ["2023-04-20", date]):
        pair = [copy(name, date=text) for name, text in zip("ab", copies, strict=True)]
        assert suggest(pair, rules).rule == "none"


def test_of_two_copies_facts_that_one_has_in_addition_tell_nothing():
    more = Evidence(3, 2, 0, 0, 0.9, 0, 0)
    rules = SuggestSettings(rules=("shared_facts",))
    pair = [copy("a", evidence=Evidence(agreement=0.9)), copy("b", evidence=more)]
    assert suggest(pair, rules).rule == "none"
    changed = [copy("a", evidence=Evidence(1)), copy("b", evidence=more)]
    assert suggest(changed, rules).article == "a"


def test_copies_with_the_same_text_stand_together():
    copies = [
        copy("a", evidence=ODD),
        copy("b", text="t", evidence=ALIKE, date="2024-05-02"),
        copy("c", text="t", evidence=ALIKE, date="2024-05-01"),
    ]
    found = suggest(copies, SuggestSettings(rules=("agreement", "source_date")))
    assert (found.article, found.rule) == ("c", "agreement")
    assert "2 copies have this text" in found.reason


def test_all_evidence_is_listed_the_suggestion_first():
    copies = [copy("a", words=200, evidence=ODD), copy("b", furniture=3, evidence=ALIKE)]
    listed = evidence(copies, SuggestSettings())
    assert listed[0] == suggest(copies, SuggestSettings())
    assert [(found.rule, found.article) for found in listed] == [
        ("agreement", "b"),
        ("commoner_wording", "b"),
        ("quotations", "b"),
        ("shared_facts", "b"),
        ("longest", "a"),
    ]


def test_where_no_rule_speaks_the_sentence_says_no_more_than_that():
    found = suggest([copy("a"), copy("b")], SuggestSettings())
    assert found.reason == "no preference: no rule speaks for one of the copies"
