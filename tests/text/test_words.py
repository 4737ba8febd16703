"""What a word is: tables of cases, and promises that hold for every text."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.text import words
from tui.text.words import (
    CHARACTER,
    NUMBER,
    PUNCTUATION,
    WORD,
    count,
    fold,
    has_words,
    sentences,
    tokens,
)

# Ordinary characters, and many of those that make cutting hard.
AWKWARD = (
    "aZé'’-‐&.,:!?…\"“”«»\n\r\t \u00a0\u2028 0123٣½_$€%/"
    "\u0301\u0308\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0f"
    "ßŒﬁİſ漢字かなカ゚ー한글ไทยံကខ្មែরবাংলাनमस्तेשלום\u05b8سلام\u064bΣσς"
    "👩🏽🚀🇫🇷☎€™\U00020000\U000e0100\udce9\x00\x1b"
)
texts = st.text(st.sampled_from(AWKWARD) | st.characters(), max_size=60)


def cut(text):
    found = tokens(text)
    return [text[s:e] for s, e in zip(found.starts, found.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It's a well-known fact.", ["It's", "a", "well-known", "fact", "."]),
        ("AT&T’s shares", ["AT&T’s", "shares"]),
        ("3.5% of $1,200 on 2023-04-11", ["3.5%", "of", "$1,200", "on", "2023-04-11"]),
        ("at 9:30, for £4.50.", ["at", "9:30", ",", "for", "£4.50", "."]),
        ("the 21st, B2B and 4x4", ["the", "21st", ",", "B2B", "and", "4x4"]),
        ("rock 'n' roll", ["rock", "'", "n", "'", "roll"]),
        ("snake_case", ["snake", "_", "case"]),
        ("wait … what?!", ["wait", "…", "what", "?", "!"]),
        ("wait...what....", ["wait", "...", "what", "...", "."]),
        ("at last--to -- bed --- a-b", ["at", "last", "--", "to", "--", "bed", "---", "a-b"]),
        ("----", ["-", "-", "-", "-"]),  # a rule, no dash
        ("``so'' 'so'", ["``", "so", "''", "'", "so", "'"]),
        ("boys' n't it's", ["boys", "'", "n't", "it's"]),
        ("exam-\nple", ["exam-\nple"]),
        ("exam-  \r\n  ple", ["exam-  \r\n  ple"]),
        ("North-\nSouth", ["North-\nSouth"]),
        ("non-\r\n English, GOVERN-\nMENT", ["non-\r\n English", ",", "GOVERN-\nMENT"]),
        ("пра-\nвда Łó-\nŻ", ["пра-\nвда", "Łó-\nŻ"]),
        (
            "He came -\nThen left–\nNobody knew—\nWhy",
            ["He", "came", "-", "Then", "left", "–", "Nobody", "knew", "—", "Why"],
        ),
        (
            "He left.-\nThen -\nnobody-\n\nKnew",
            ["He", "left", ".", "-", "Then", "-", "nobody", "-", "Knew"],
        ),
        ("東京タワー", ["東", "京", "タ", "ワ", "ー"]),
        ("東京2020年", ["東", "京", "2020", "年"]),
        ("가나 다라", ["가나", "다라"]),
        ("ภาษา", ["ภ", "า", "ษ", "า"]),
        ("กำลัง", ["ก", "ำ", "ลั", "ง"]),
        ("25๕๐ ๑.5", ["25", "๕", "๐", "๑", ".", "5"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("cafe\u0301 au lait", ["cafe\u0301", "au", "lait"]),
        ("Ωραία, κυρία μου·", ["Ωραία", ",", "κυρία", "μου", "·"]),
        ("שָׁלוֹם עולם", ["שָׁלוֹם", "עולם"]),
        ("می\u200cخواهم", ["می\u200cخواهم"]),
        ("co\u00adoper\u00adate", ["co\u00adoper\u00adate"]),
        ("👩\u200d🚀 flies", ["👩\u200d🚀", "flies"]),
        ("👍🏽👍", ["👍🏽", "👍"]),
        ("🇫🇷🇩🇪", ["🇫🇷", "🇩🇪"]),
        ("☎\ufe0f 12", ["☎\ufe0f", "12"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_tokens_of(text, expected):
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("one 2 三!", [WORD, NUMBER, CHARACTER, PUNCTUATION]),
        ("$5 5% 1st", [NUMBER, NUMBER, NUMBER]),
        ("— “a”", [PUNCTUATION, PUNCTUATION, WORD, PUNCTUATION]),
    ],
)
def test_kinds_of(text, kinds):
    assert tokens(text).kinds == kinds


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Word", "WORD"),
        ("it’s", "it's"),
        ("co-operate", "cooperate"),
        ("co‑operate", "co-operate"),
        ("exam-\nple", "example"),
        ("exam-\r\n   ple", "example"),
        ("exam\u00ad\nple", "example"),
        ("exam‐\nple", "example"),
        ("exam¬\nple", "example"),
        ("1939-\n45", "1939-45"),
        ("1939–\n  45", "1939–45"),
        ("North-\nSouth", "North-South"),
        ("café", "cafe\u0301"),
        ("ﬁne", "fine"),
        ("Straße", "STRASSE"),
        ("ΣΟΦΟΣ", "σοφός".replace("ό", "ο")),
        ("“", "„"),
        ("–", "—"),
        ("…", "..."),
        ("—", "--"),
        ("–", "---"),
        ('"', "'"),
        ("“", "``"),
        ("”", "''"),
        ("«", "‹"),
        ("soft\u00adly", "softly"),
        ("ｆｕｌｌ", "full"),
        ("ｶﾞ", "ガ"),
    ],
)
def test_the_same_word(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("3.5", "35"), ("2-3", "23"), ("form", "from"), ("café", "cafe"), ("-", "'")]
)
def test_another_word(one, other):
    assert fold(one) != fold(other)


def test_words_are_counted_without_punctuation():
    assert count("“Well,” she said, “3 of 4 — no: 東京!”") == 9
    assert count("") == count(" — … ") == 0


@given(texts)
@example("exam-\nple")
@example("a\u0301\u200d")
@example("-\n漢")
def test_tokens_are_ordered_disjoint_and_leave_out_white_space_only(text):
    found = tokens(text)
    lists = (found.starts, found.ends, found.keys, found.kinds, found.breaks)
    assert {len(one) for one in lists} == {len(found)}
    at = 0
    for start, end in zip(found.starts, found.ends, strict=True):
        assert at <= start < end
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


@given(texts)
def test_no_token_holds_white_space_but_where_a_word_was_broken(text):
    for token in cut(text):
        assert not re.search(r"\s", re.sub(r"[-‐–¬\u00ad][ \t]*\r?\n[ \t]*", "", token))


@given(texts | st.text(alphabet="aZé0 1'’&-–‐¬\u00ad.,:/%$€\n\r\t_\u0301漢"))
@example("$3%a 1.2b c1.2 1-\na b-\n c")
def test_counting_is_counting_tokens(text):
    assert count(text) == sum(kind != PUNCTUATION for kind in tokens(text).kinds)
    assert has_words(text) == (count(text) > 0)


@given(texts | st.text(alphabet="aBé1 '&-.,:/%$_\n\r\t"))
def test_pieces_are_the_tokens_and_the_white_space_between_them(text):
    found = words.pieces(text)
    assert "".join(found) == text
    assert [piece for piece in found if words.kind_of(piece) is not None] == cut(text)


@given(texts)
def test_folding_twice_changes_nothing_more(text):
    for token in cut(text):
        assert fold(fold(token)) == fold(token)


@given(texts)
@example("\u1ffd")  # the Greek acute, which composes to an ordinary one
def test_the_normal_form_of_a_word_makes_no_difference(text):
    for token in cut(text):
        for form in ("NFC", "NFD"):
            assert fold(unicodedata.normalize(form, token)) == fold(token)


@given(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.from_regex(r"[a-z]{1,8}", fullmatch=True))
def test_a_word_broken_at_a_line_end_is_that_word(head, tail):
    for at_line_end in ("-\n", "-\r\n  ", "- \t\n", "‐\n", "\u00ad\n", "¬\n"):
        assert tokens(f"the {head}{at_line_end}{tail} is").keys == ["the", head + tail, "is"]


@given(st.integers(0, 3000), st.integers(0, 3000), st.sampled_from(["-", "–", "‐"]))
def test_a_number_broken_behind_its_hyphen_is_that_number(first, last, hyphen):
    for line_end in ("\n", "\r\n  ", " \n\t"):
        found = tokens(f"from {first}{hyphen}{line_end}{last}, it")
        assert found.keys == ["from", f"{first}-{last}", ",", "it"]
        assert found.kinds[1] == NUMBER


@given(texts, st.sampled_from([" ", "\n", "\n\n", "\t \r\n"]))
def test_white_space_between_tokens_makes_no_difference(text, space):
    """Set apart with any white space, the tokens are the same: unless they were never apart."""
    found = cut(text)
    if any("\n" in token or token.startswith("-") for token in found):
        return
    again = tokens(" ".join(found).replace(" ", space) if found else "")
    assert again.keys == [fold(token) for token in found] or _touching(text)


def _touching(text):
    """Whether some tokens touch each other: cut apart, they may be something else."""
    found = tokens(text)
    return any(end == start for end, start in zip(found.ends, found.starts[1:], strict=False))


@given(texts)
def test_breaks_count_the_lines_before_a_token(text):
    found = tokens(text)
    at = 0
    for number, (start, end) in enumerate(zip(found.starts, found.ends, strict=True)):
        lines = min(2, text[at:start].count("\n"))
        assert found.breaks[number] == (2 if number == 0 else lines)
        at = end


@given(texts)
def test_sentences_together_are_all_tokens(text):
    found = tokens(text)
    at = 0
    for begin, end in sentences(text, found):
        assert begin == at
        assert begin < end <= begin + words.LONGEST_SENTENCE + len(found)
        at = end
    assert at == len(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("He said “yes.” Then he left.", ["He said “yes.”", "Then he left."]),
        ("Dr. A. B. Marsh of St. Ives came.", ["Dr. A. B. Marsh of St. Ives came."]),
        ("It cost 3.5 crowns. really.", ["It cost 3.5 crowns. really."]),
        ("A heading\nThe first line", ["A heading", "The first line"]),
        ("東京は雨。大阪は晴れ。", ["東京は雨。", "大阪は晴れ。"]),
        ("What?! Never… Well.", ["What?!", "Never…", "Well."]),
        ("यह एक है। दूसरा।", ["यह एक है।", "दूसरा।"]),
        ("", []),
    ],
)
def test_sentences_of(text, expected):
    found = tokens(text)
    assert [
        text[found.starts[b] : found.ends[e - 1]] for b, e in sentences(text, found)
    ] == expected


def test_what_never_ends_is_cut():
    found = tokens("word " * 500)
    assert {end - begin for begin, end in sentences("word " * 500, found)} == {120, 20}


def test_a_long_text_takes_linear_time():
    """Thirty times the text of a worst kind, well within what thirty times the time would be."""
    for unit in ("-\n", "a\u0301\u200d", "$1,", "👩\u200d", "'a", ". "):
        assert len(tokens(unit * 60_000)) >= 1


@pytest.mark.parametrize("text", ["the", "don't", "They're", "I’m"])
def test_stop_words_are_asked_by_key(text):
    assert words.is_stop_word(fold(text))
