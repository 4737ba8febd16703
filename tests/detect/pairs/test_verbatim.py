"""What stands in both to the letter, and when it looks like the foot of one site's pages."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.detect.pairs.verbatim import Sentences, verbatim


def sides(*pairs: tuple[str, str]) -> tuple[Sentences, Sentences, int]:
    """A letter a sentence, of weight 1; `a` and `A` are alike and not the same."""
    found = []
    for side in (0, 1):
        rows = [
            (pair, ord(letter), letter.lower() not in texts[1 - side].lower())
            for pair, texts in enumerate(pairs)
            for letter in texts[side]
        ]
        numbers = np.array(rows, np.int64).reshape(-1, 3)
        pair, letter, apart = numbers.T
        found.append(
            Sentences(pair, letter.astype(np.uint64), np.ones(len(numbers)), apart.astype(bool))
        )
    return found[0], found[1], len(pairs)


@pytest.mark.parametrize(
    ("left", "right", "shares", "foot"),
    [
        ("abcd", "abcd", (1, 1), False),
        ("abcd", "wxyz", (0, 0), False),
        ("abcd", "ab", (0.5, 1), False),
        ("abcdXY", "abcdUVWZ", (4 / 6, 0.5), False),  # one text, two sites' furniture behind it
        ("MNabcdXY", "abcdUVWZ", (0.5, 0.5), False),
        ("abcdFGH", "rstuFGH", (3 / 7, 3 / 7), True),  # two texts, one foot
        ("HabcdFGX", "HrstuvFGY", (3 / 8, 3 / 9), True),
        ("Tabcdefgh", "Uabcdefgh", (8 / 9, 8 / 9), False),  # the titles alone differ
        ("ABCdefgh", "abcdefgh", (5 / 8, 5 / 8), False),  # lightly edited at the beginning
        ("abcd", "", (0, 0), False),
    ],
)
def test_shares(left, right, shares, foot):
    found = verbatim(*sides((left, right)))
    assert (found.shares[0][0], found.shares[1][0]) == pytest.approx(shares)
    assert found.foot[0] == foot
    for own, shared in zip(found.own, found.shared, strict=True):
        assert not (own & shared).any()


def told(found, at=0):
    return [found.shares[0][at], found.shares[1][at], found.foot[at]]


texts = st.text("abcdefABC", max_size=12)


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=6))
def test_pairs_do_not_touch_each_other_and_swapping_mirrors(pairs):
    together = verbatim(*sides(*pairs))
    for at, pair in enumerate(pairs):
        alone = told(verbatim(*sides(pair)))
        assert told(together, at) == pytest.approx(alone)
        right, left, foot = told(verbatim(*sides(pair[::-1])))
        assert [left, right, foot] == pytest.approx(alone)
