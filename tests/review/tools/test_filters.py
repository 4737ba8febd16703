import pytest

from tui.errors import UsageError
from tui.review.tools.filters import SORTS, Row, parse


def row(position=0, **more):
    given = {
        "state": "undecided",
        "score": 0.9,
        "paths": ("wire/a.txt", "web/b.txt"),
        "titles": ("Harbour board meets", ""),
        "dates": ("2024-05-02", ""),
        "reviewers": ("alice",),
        "label": "",
        "note": "",
        "preference": "longest",
        "differs": ("number", "wording"),
        "tiers": ("copies", "claimed", "jdupes"),
        "urls": ("https://a.example", "https://b.example"),
        "authors": ("Ana Muster", "ana muster"),
        "words": 60,
    }
    return Row(position, **(given | more))


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("", True),
        ("harbour", True),
        ("HARBOUR web/b", True),
        ("harbour choir", False),
        ("'board meets'", True),
        ("state:undecided", True),
        ("state:stale,undecided", True),
        ("state:stale", False),
        ("score>=.9", True),
        ("score>.9", False),
        ("score<1 size=2", True),
        ("size>2", False),
        ("size:2", True),
        ("path:wire/*", True),
        ("path:*/c.txt", False),
        ("path:b.txt", True),
        ("reviewer:alice title:harbour", True),
        ("reviewer:bob", False),
        ("date:2024-05*", True),
        ("rule:none", False),
        ("differs:number", True),
        ("tier:exact", False),
        ("tier:copies", True),
        ("tier:exact,jdupes", True),
        ("differs:name,quotation", False),
        ("words>=60", True),
        ("words>60", False),
        ("same:title", False),
        ("same:author", True),
        ("same:url", False),
        ("differs:url", True),
        ("differs:author", False),
        ("path:[w]ire/*", True),
        ("state:undec", True),
        ("a>b", False),
        ("title:x=y", False),
        ("'mill = owls'", False),
    ],
)
def test_conditions(text, holds):
    assert parse(text)(row()) is holds


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("stat:open", "Did you mean state"),
        ("colour:red", "There are: state"),
        ("score>high", "a number, not with 'high'"),
        ("score>=nan", "a number, not with 'nan'"),
        ("'open", "Close the quotation"),
        ("state:undecidd", "Did you mean undecided"),
        ("state:undecided,stael", "Did you mean stale"),
        ("same:titel", "Did you mean title"),
        ("differs:numbers", "Did you mean number"),
        ("tier:exakt", "Did you mean exact"),
        ("tier:exact,czkwaka", "Did you mean czkawka"),
        ("rule:longets", "Did you mean longest"),
        ("scor>=.9", "Did you mean score"),
        ("tilte:mill", "Did you mean title"),
        ("label>3", "write label:3"),
        ("state:decided", "there is no 'decided'"),
        ("state:undecided,", "a value is missing"),
        ("same:", "same:. stands for any"),
        ("path:wire/*,", "a value is missing"),
        ("state=stale", "write state:stale"),
        ("state!=stale", "Did you mean state"),
        ("scroe>=high", "Did you mean score"),
        ("SCORE>=.9", "Did you mean score"),
        ("score > .9", "without blanks"),
        ("score >.9", "without blanks"),
        ("score >= .9", "without blanks"),
    ],
)
def test_a_filter_that_cannot_be_read_says_what_to_do(text, says):
    with pytest.raises(UsageError, match=says):
        parse(text)


def test_sorts_are_total_and_put_what_they_name_first():
    rows = [
        row(0, score=0.9, dates=("",)),
        row(1, score=0.99, paths=("a", "b", "c"), preference="none"),
        row(2, score=0.8, titles=("Aardvark", "")),
    ]
    first = {name: min(rows, key=key).position for name, key in SORTS.items()}
    assert first == {
        "score": 1,
        "least alike": 2,
        "size": 1,
        "date": 1,
        "path": 1,
        "title": 2,
        "uncertain first": 1,
    }
    for key in SORTS.values():
        assert len({key(one) for one in [row(n) for n in range(3)]}) == 3
