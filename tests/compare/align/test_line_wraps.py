"""Copies in columns: where lines are broken makes no difference to the edits."""

import random
import re
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import FERRY, SPUN

from tui.compare.align.alignment_tokens import Vocabulary
from tui.compare.align.line_wraps import borders
from tui.compare.compare_texts import LEVELS, diff
from tui.text import words

COINED = [
    "window",
    "orchard",
    "purple",
    "heather",
    "of",
    "the",
    "quickly",
    "Harald",
    "whistle",
    "52",
    "Oslo",
]


def retold(text, seed, share=0.06):
    """`text` with words exchanged, left out and put in, and sometimes a paragraph in another place."""
    luck = random.Random(seed)
    paragraphs = [paragraph.split(" ") for paragraph in text.strip().split("\n\n")]
    for line in paragraphs:
        for at in range(len(line) - 1, 0, -1):
            if luck.random() < share and line[at].isalpha():
                line[at : at + 1] = luck.choice(
                    [[], [luck.choice(COINED)], [line[at], luck.choice(COINED)]]
                )
    if luck.random() < 0.3:
        paragraphs.insert(luck.randrange(len(paragraphs)), paragraphs.pop())
    return "\n\n".join(" ".join(line) for line in paragraphs)


def column(text, width, seed=None, end="\n"):
    """`text` wrapped to a width; with a seed words are broken at the margin, as a typesetter does."""
    return f"{end}{end}".join(
        end.join(_lines(paragraph, width, None if seed is None else random.Random(seed)))
        for paragraph in text.split("\n\n")
    )


def _lines(paragraph, width, luck):
    if luck is None:
        return textwrap.wrap(paragraph, width)
    lines, line = [], ""
    for word in paragraph.split():
        room = width - len(line) - 2
        if len(line) + 1 + len(word) > width:
            head = room - luck.randrange(2)
            if (
                head >= 2
                and re.fullmatch(r"[A-Za-z]{2,}", word[:head])
                and word[head:][2:].isalpha()
            ):
                lines.append(f"{line} {word[:head]}-".strip())
                line = word[head:]
            else:
                lines.append(line)
                line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def keys(text):
    return tuple(words.fold(piece) for piece in words.pieces(text) if not piece.isspace())


def told(left, right, level="word"):
    """The edits in words, what is equal however it is written."""
    found = []
    for edit in diff(left, right, level=level).edits:
        kind = "" if edit.tag == "equal" else edit.kind
        span = keys(left[slice(*edit.left)]), keys(right[slice(*edit.right)])
        head = (edit.tag, kind, edit.moved)
        if found and found[-1][0] == head and edit.tag == "equal":
            span = found[-1][1][0] + span[0], found[-1][1][1] + span[1]
            found.pop()
        found.append((head, span))
    return found


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10**6),
    st.sampled_from([FERRY, SPUN]),
    st.integers(25, 80),
    st.booleans(),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(LEVELS),
)
def test_an_edited_copy_in_a_column_has_the_same_edits(seed, text, width, broken, end, level):
    right = retold(text, seed)
    typeset = column(right, width, seed if broken else None, end)
    assert told(text, typeset, level) == told(text, right, level)
    assert told(typeset, text, level) == told(right, text, level)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(25, 80), st.integers(25, 80), st.booleans())
def test_two_copies_in_columns_have_the_same_edits(seed, width, other, broken):
    right = retold(FERRY, seed)
    left, typeset = (
        column(text, columns, seed if broken else None)
        for text, columns in ((FERRY, width), (right, other))
    )
    assert told(left, typeset) == told(FERRY.strip(), right)


def test_a_word_broken_elsewhere_is_no_slip():
    left = "The county gov-\nernment will pay two thirds of the bill in May."
    right = "The county govern-\nment will pay one third of the bill in May."
    assert not any(
        "government" in ours for (_tag, kind, _m), (ours, _) in told(left, right) if kind
    )


@pytest.mark.parametrize(
    ("text", "copy", "stay"),
    [
        # the copy runs on, also where the line is no longer than a word
        ("The ferry\nsailed\nagain on Monday.", "The ferry sailed again on Monday.", 0),
        # a headline stands on a line of its own in both
        ("Ferry back\nThe ship sailed again.", "Ferry back\nThe ship sailed again at last.", 1),
        ("Ferry back\nThe ship sailed again.", "Ferry back\n\nThe ship sailed again at last.", 1),
        # nothing is known of it
        ("Ferry back\nThe ship sailed again.", "Nobody came.", 1),
        # a list and verse begin with capitals
        ("Milk\nRye bread\nTwelve eggs", "Milk\nRye\nTwelve eggs", 2),
        # an edit beside a line end among wraps
        (
            "We saw the\nold ferry come\nback to the quay",
            "We saw the old boat come back to the quay",
            0,
        ),
    ],
)
def test_line_ends_that_stay(text, copy, stay):
    vocabulary = Vocabulary()
    side, other = vocabulary.cut(text), vocabulary.cut(copy)
    assert (borders(side, other, vocabulary)[1:] > 0).sum() == stay
