"""Signs that writers leave out make no other term; marks that make another letter do."""

import unicodedata

import pytest
from detect_samples import IN_OTHER_SCRIPTS, members
from hypothesis import given
from hypothesis import strategies as st

from tui.detect.features import packing, stems
from tui.detect.features.tokens import features
from tui.text import words
from tui.text.accents import without_signs


def terms(text: str) -> set[int]:
    return set(packing.unpack(features([text])).terms.tolist())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Žižkov łódź São", "Zizkov lodz Sao"),
        ("Λιμάνι έφραξε", "Λιμανι εφραξε"),
        ("Cảng đóng cửa", "Cang dong cua"),
        ("лёд, ёлка", "лед, елка"),
        ("كَتَبَ أحمد الرسالة", "كتب احمد الرسالة"),
        ("كتـــاب", "كتاب"),
        ("שָׁלוֹם", "שלום"),
        ("١٩٨٧ ١٤٬٠٠٠", "1987 14٬000"),
        ("e\u0301te\u0301 naïve", "été naive"),
    ],
)
def test_they_are_the_same_terms(one, other):
    assert terms(one) == terms(other)


@pytest.mark.parametrize(
    ("one", "other"), [("мой", "мои"), ("かき", "がき"), ("ที่", "ทาง"), ("가나", "가")]
)
def test_they_are_other_terms(one, other):
    assert terms(one) != terms(other)


def pointed(text: str, signs: str) -> str:
    """The text with one of the signs behind every second letter."""
    return "".join(
        letter + signs[at % len(signs)] if letter.isalpha() and at % 2 else letter
        for at, letter in enumerate(text)
    )


@pytest.mark.parametrize(
    ("script", "change"),
    [
        ("Greek", without_signs),
        ("Vietnamese", without_signs),
        ("French", without_signs),
        ("Arabic", lambda text: pointed(text, "\u064e\u0650\u0652")),
        ("Hebrew", lambda text: pointed(text, "\u05b8\u05b0\u05bc")),
    ],
)
def test_a_copy_without_signs_is_found(find, script, change):
    text = IN_OTHER_SCRIPTS[script]
    other = unicodedata.normalize("NFC", change(unicodedata.normalize("NFD", text)))
    assert other != text
    assert members(find([*IN_OTHER_SCRIPTS.values(), other])) == [
        {list(IN_OTHER_SCRIPTS).index(script), len(IN_OTHER_SCRIPTS)}
    ]


@given(st.text(st.characters(min_codepoint=0x80, max_codepoint=0x2000), min_size=1, max_size=6))
def test_the_exact_word_keeps_them(letters):
    key, bare = words.fold(letters), words.fold(without_signs(letters))
    exact = stems.hashes_of_keys([key, bare])[0]
    assert (exact[0] == exact[1]) == (key == bare)
