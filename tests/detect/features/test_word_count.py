"""Words counted in pieces are those of the whole, and a stop is heard between two pieces."""

import time

import pytest
from detect_samples import ALPHABET, HARBOUR
from hypothesis import given
from hypothesis import strategies as st

from tui.detect.features import word_count
from tui.progress import Cancelled
from tui.text import words

GLUED = [
    "a-\n",
    "3-\n",
    "\u00ad\n",
    "\u00ad",
    "👩\u200d",
    "e\u0301",
    "ก",
    "\r\n",
    " \t\n",
    "--",
    "''",
    "5%",
]
TEXTS = st.lists(st.sampled_from(GLUED) | st.sampled_from(ALPHABET) | st.text(max_size=3)).map(
    "".join
)


@given(TEXTS, st.integers(0, 9))
def test_pieces_are_the_text_and_have_its_words(text, least):
    cut = list(word_count.pieces(text, least))
    assert "".join(cut) == text
    assert all(len(piece) > least for piece in cut[:-1])
    assert sum(map(words.count, cut)) == words.count(text)


def test_a_long_text_is_cut_and_counted(monkeypatch):
    monkeypatch.setattr(word_count, "_PIECE", 50)
    heard = []
    assert word_count.count(HARBOUR, lambda: heard.append(1)) == words.count(HARBOUR)
    assert len(HARBOUR) / 70 < len(heard) < len(HARBOUR) / 50


def test_a_tick_stops_counting():
    def stop():
        raise Cancelled

    with pytest.raises(Cancelled):
        word_count.count("Word", stop)


def test_what_has_no_white_space_is_one_piece_and_takes_linear_time():
    begun = time.process_time()
    assert list(word_count.pieces("x" * 3_000_000, 1_000)) == ["x" * 3_000_000]
    assert len(list(word_count.pieces("- " * 1_000_000, 1_000))) == 1
    assert time.process_time() - begun < 5
