"""The lists of function words: each of one language, in the form in which words are looked up."""

import pytest

from tui.detect.features.function_words import FUNCTION_WORDS
from tui.text import words


def test_english_comes_first_and_is_what_the_comparison_knows():
    assert next(iter(FUNCTION_WORDS)) == "en"
    assert FUNCTION_WORDS["en"] == words.STOP_WORDS


@pytest.mark.parametrize("code", FUNCTION_WORDS)
def test_each_is_one_word_in_small_letters(code):
    assert len(code) == 2
    assert len(FUNCTION_WORDS[code]) > 60
    for word in FUNCTION_WORDS[code]:
        cut = words.tokens(word)
        assert len(cut) == 1, word
        assert cut.kinds[0] == words.WORD, word
        assert word == word.lower(), word


def test_there_are_few_enough_languages_for_a_bit_each():
    assert len(FUNCTION_WORDS) <= 32


def test_in_english_they_hold_the_words_of_function_and_none_of_content():
    assert {"the", "because", "themselves"} - FUNCTION_WORDS["en"] == {"themselves"}
    assert not {"harbour", "year", "people", "new"} & FUNCTION_WORDS["en"]
