"""What is said of a group that another tool claimed."""

import pytest

from tui.model import Group, Match
from tui.review.import_remarks import remarks

MEMBERS = ("a", "b", "c", "d", "e", "f")
TIE = Match("a", "b", 0.21)


@pytest.mark.parametrize(
    ("group", "said"),
    [
        (Group(MEMBERS, 0.9), []),
        (Group(("a", "b"), 0.9, claimed_by=("csv",), bridges=(TIE,)), ["put together by csv"]),
        (
            Group(MEMBERS, 0.4, claimed_by=("csv", "rmlint"), keeps=("a",), odd=MEMBERS[2:]),
            [
                "put together by csv and rmlint, which would keep a",
                "4 of 6 match no other member: c, d, e and 1 more",
            ],
        ),
        (
            Group(MEMBERS, 0.4, claimed_by=("csv",), odd=("f",), bridges=(TIE,)),
            [
                "put together by csv",
                "1 of 6 matches no other member: f",
                "its weakest tie is a ~ b (0.21, which is no match)",
            ],
        ),
    ],
)
def test_remarks(group, said):
    assert list(remarks(group)) == said
