"""Words of a block of texts → which of them are function words, and the language of each text, where that is sure.

A text is of the language of whose function words most stand in it. Two texts of different languages are no copies of
each other, however many stems, names and numbers close languages share.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect.features import stems
from tui.detect.features.function_words import FUNCTION_WORDS, TONAL
from tui.detect.features.word_arrays import Bools, Hashes, Words
from tui.text import accents, words

PLAINLY_ENGLISH: Final = 0.3  # share of the words that are English function words
SURE_SHARE: Final = 0.15  # share of the words that are function words of a language that is sure
SURE_NUMBER: Final = 12  # and how many they are
SURE_MARGIN: Final = 1.25  # times those of any other language: less tells no Danish from Norwegian
UNSURE: Final = 255
"""In place of the number of a language where that is not sure."""


def function_words(found: Words, texts: int) -> tuple[Bools, npt.NDArray[np.uint8]]:
    """(which words are function words of the language of their text; the number of each text's language, or UNSURE).

    By a table of the first bits of their hashes, so that few words are looked up, and for all languages only in a text
    that is not plainly English.
    """
    table = _function_words()
    likely = np.flatnonzero(table.begin_so[found.exact >> np.uint64(48)])
    at = np.minimum(np.searchsorted(table.hashes, found.exact[likely]), len(table.hashes) - 1)
    known = table.hashes[at] == found.exact[likely]
    rows, of = likely[known], table.languages[at[known]]
    text = found.texts[rows]
    number = np.bincount(found.texts, minlength=texts)
    most = np.bincount(text[(of & 1) > 0], minlength=texts)
    asked = most < PLAINLY_ENGLISH * number
    language = np.zeros(texts, np.uint32)
    second = np.zeros(texts, np.int64)
    if asked.any():
        open_rows = asked[text]
        text_of, bits = text[open_rows], of[open_rows]
        hits = np.array(
            [
                np.bincount(text_of[(bits >> np.uint32(code) & 1) > 0], minlength=texts)
                for code in range(len(FUNCTION_WORDS))
            ]
        )
        language[asked] = np.argmax(hits, axis=0)[asked]  # of equal ones the first, English
        second, best = np.sort(hits, axis=0)[-2:]
        most[asked] = best[asked]
    same = np.zeros(len(found.exact), bool)
    same[rows] = (of >> language[text] & 1) > 0
    sure = (most >= SURE_NUMBER) & (most >= SURE_SHARE * number) & (most >= SURE_MARGIN * second)
    return same, np.where(sure, language, UNSURE).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class _FunctionWords:
    """`hashes`, ascending; `languages`, a bit for each that has the word; `begin_so`: whether one begins with these 16 bits."""

    hashes: Hashes
    languages: npt.NDArray[np.uint32]
    begin_so: Bools


@cache
def _function_words() -> _FunctionWords:
    """Those of all languages, also as those write them who leave the accents out, unless that makes other words of them."""
    languages: dict[str, int] = {}
    for number, (code, of_language) in enumerate(FUNCTION_WORDS.items()):
        for word in map(words.fold, of_language):
            for written in {word, word if code in TONAL else accents.plain(word)}:
                languages[written] = languages.get(written, 0) | 1 << number
    found = stems.hashes_of_keys(list(languages))[0]
    order = np.argsort(found)
    begin_so = np.zeros(1 << 16, bool)
    begin_so[found >> np.uint64(48)] = True
    bits = np.array(list(languages.values()), np.uint32)
    return _FunctionWords(found[order], bits[order], begin_so)
