"""The gate before the terminal: nothing passes that obeys, hides or reorders, and nothing else changes."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.text.visible import is_safe, visible

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HIDDEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b\u180e\u200b\u2060\u2061\u2064\u3164\ufeff\uffa0"
)
TAGS = "\U000e0001\U000e0041\U000e007f\U000e0100\U000e01ef"
LONE = "\ud800\udbff\udc00\udce9\udfff"
JOINERS = "\u200c\u200d\ufe0e\ufe0f"
hostile = st.text(
    st.sampled_from(
        "\x00\x07\x08\t\n\r\x1b\x7f\x80\x9b\x9c\x9f" + BIDI + HIDDEN + TAGS + LONE + JOINERS
    )
    | st.sampled_from("aé👩🚀☎#1न्षسلα\u0301")
    | st.characters(),
    max_size=40,
)


def obeyed(text):
    """The characters of a text that a terminal would obey, hide or take for direction."""
    return [
        character
        for character in text
        if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        or character in BIDI + HIDDEN + TAGS
        or (unicodedata.category(character) == "Cf" and character not in JOINERS + NUMBER_SIGNS)
    ]


# Format characters that are painted: they enclose the digits behind them.
NUMBER_SIGNS = "".join(
    chr(code)
    for code in (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD)
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2Jb", "a␛[2Jb"),
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("\x9b31m", "<9B>31m"),
        ("abc\u202ecba", "abc<RLO>cba"),
        ("two\nlines\there", "two␊lines␉here"),
        ("zero\u200bwidth", "zero<ZWSP>width"),
        ("soft\u00adhyphen", "soft<SHY>hyphen"),
        ("lone \udce9 half", "lone <U+DCE9> half"),
        ("tag \U000e0041", "tag <U+E0041>"),
        ("del\x7f", "del␡"),
        ("a\u200db", "a<ZWJ>b"),
        ("a\ufe0fb", "a<U+FE0F>b"),
        ("\u2028", "<LS>"),
        ("nul\x00", "nul␀"),
    ],
)
def test_a_stand_in_for(text, shown):
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, “quotes” – dashes… and 100 %.",
        "Ωραία μέρα",
        "東京タワー、日本語",
        "한국어 문장",
        "e\u0301 combining",
        "👩\u200d🚀 and 🏳\ufe0f\u200d🌈",
        "1\ufe0f\u20e3 and ☎\ufe0f",
        "नमस्ते क\u094d\u200dष",
        "می\u200cخواهم",
        "🇫🇷 👍🏽",
        "שלום עולם",
        "الٟسلام عليكم",
    ],
)
def test_ordinary_text_is_untouched(text):
    assert visible(text) is text or visible(text) == text
    assert is_safe(text)


def test_layout_is_kept_on_request_and_nothing_else():
    assert visible("a\n\tb\r\x0b\x1b", layout=True) == "a\n\tb␍␋␛"


@given(hostile)
@example("\u200d\u200d\u200d")
@example("👩\u200d\u200d🚀")
@example("\ufe0f")
def test_nothing_obeyed_is_left(text):
    assert not obeyed(visible(text))
    assert not [c for c in obeyed(visible(text, layout=True)) if c not in "\n\t"]


@given(hostile)
def test_it_can_be_encoded_and_printed(text):
    visible(text).encode("utf-8")


@given(hostile)
def test_showing_twice_changes_nothing_more(text):
    assert visible(visible(text)) == visible(text)
    laid_out = visible(text, layout=True)
    assert visible(laid_out, layout=True) == laid_out


@given(hostile)
def test_what_is_safe_passes_unchanged(text):
    assert is_safe(text) == (visible(text) == text)
    assert is_safe(visible(text))


@given(hostile, hostile)
def test_stand_ins_do_not_depend_on_what_stands_far_away(left, right):
    """Cut at a space, the two halves are shown as the whole is: so a long text can be shown in parts."""
    assert visible(f"{left} {right}") == f"{visible(left + ' ')[:-1]} {visible(' ' + right)[1:]}"


@given(st.text(st.characters(codec="latin-1", exclude_categories=("Cc", "Cf")), max_size=40))
def test_latin_text_is_untouched(text):
    assert visible(text) == text
