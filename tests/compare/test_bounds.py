"""What would take too long is bounded, and said."""

import random
import tracemalloc

import pytest
from known_edits import make
from texts import FERRY, SPUN

from tui.compare.align import blocks, sentence_alignment, sentence_spans
from tui.compare.align.alignment import align
from tui.compare.align.alignment_tokens import Vocabulary
from tui.compare.align.heaviest_chain import heaviest
from tui.compare.compare_texts import diff, edits
from tui.compare.kinds import classify
from tui.compare.words import lcs
from tui.compare.words.cleanup import tidy
from tui.text.words import tokens


def check_cover(left, right, found):
    assert sum(e.left[1] - e.left[0] for e in found.edits) == len(left)
    assert sum(e.right[1] - e.right[0] for e in found.edits) == len(right)


def pathological():
    luck = random.Random(1)
    stock = ["".join(luck.choices("abcdefghij", k=luck.randint(2, 8))) for _ in range(3000)]
    some = luck.choices(stock, k=8000)
    paragraphs = [" ".join(luck.choices(stock, k=40)) + "." for _ in range(150)]
    yield "word " * 20_000, "word " * 19_000
    yield "the same line\n" * 4000, "the same line\n" * 2000 + "odd\n" + "the same line\n" * 1500
    yield " ".join(some), " ".join(word for word in some if luck.random() > 0.1)
    yield "\n\n".join(paragraphs), "\n\n".join(paragraphs[::-1])
    yield " ".join(luck.choices(stock, k=8000)), " ".join(luck.choices(stock, k=8000))
    characters = [chr(0x4E00 + luck.randrange(900)) for _ in range(12_000)]
    yield "".join(characters), "".join(c for c in characters if luck.random() > 0.05)


@pytest.mark.parametrize("number", range(6))
def test_pathological_pairs_are_covered(number):
    left, right = list(pathological())[number]
    found = diff(left, right)
    check_cover(left, right, found)
    equal = sum(e.left[1] - e.left[0] for e in found.edits if e.tag == "equal")
    assert equal > 0.6 * len(left) or number == 4


def test_bounded_work_is_said(monkeypatch):
    monkeypatch.setattr(blocks, "MOST_WORDS", 100)
    found = diff(FERRY, SPUN)
    check_cover(FERRY, SPUN, found)
    assert any("by sentence only" in note for note in found.notes)
    monkeypatch.undo()
    assert diff(FERRY, SPUN).notes == ()
    monkeypatch.setattr(sentence_alignment, "MOST_CELLS", 0)
    left, right = list(pathological())[4]
    assert any("too long" in note for note in diff(left, right).notes)


def test_where_quotes_differ_too_often_their_runs_are_told_as_wholes(monkeypatch):
    left, right = '"a b" c ' * 50, "“a b” c " * 50
    by_mark = diff(left, right)
    assert len(by_mark.edits) > 150
    assert by_mark.notes == ()
    monkeypatch.setattr(classify, "MOST_PIECES", 60)
    found = diff(left, right)
    check_cover(left, right, found)
    assert [(edit.tag, edit.kind) for edit in found.edits] == [("equal", "case")]
    assert any("roughly" in note for note in found.notes)


def test_a_matrix_that_is_too_large_is_split_at_unique_words(monkeypatch):
    monkeypatch.setattr(lcs, "CELLS", 50)
    letters = lcs.letters([*range(40)], [*range(20), 99, *range(20, 40)], 100)
    runs, bounded = lcs.stayed(*letters)
    assert (runs, bounded) == ([[0, 20, 0, 20], [20, 40, 21, 41]], False)
    letters = lcs.letters([1, 2] * 30, [2, 1] * 31, 3)
    assert lcs.stayed(*letters)[1]


def test_a_vocabulary_larger_than_unicode_is_numbered_anew():
    runs, _ = lcs.stayed(*lcs.letters([5, 2_000_000, 7], [5, 2_000_000, 8], 3_000_000))
    assert runs == [[0, 2, 0, 2]]


def test_the_heaviest_chain_rises_on_both_sides():
    pairs = [(0, 2), (1, 0), (1, 3), (2, 1), (3, 2)]
    assert heaviest(pairs, [1, 1, 5, 1, 1]) == [0, 2]
    assert heaviest(pairs, [1, 1, 1, 1, 1]) == [1, 3, 4]
    assert heaviest([], []) == []


def test_arrays_hold_what_words_says():
    for text in (FERRY, "naïve 漢字 exam-\nple it’s 3.5% …\r\n\r\nשלום 👍🏽", "", " \n"):
        cut, side, vocabulary = tokens(text), None, Vocabulary()
        side = vocabulary.cut(text)
        assert side.starts.tolist() == cut.starts
        assert side.ends.tolist() == cut.ends
        assert side.breaks.tolist() == cut.breaks
        assert [vocabulary.words[key] for key in side.keys] == cut.keys
        assert [vocabulary.kinds[key] for key in side.keys] == cut.kinds


def test_texts_longer_than_a_block_are_cut_the_same(monkeypatch):
    text = FERRY * 3 + "漢字 exam-\nple"
    whole = Vocabulary().cut(text)
    monkeypatch.setattr("tui.compare.align.alignment_tokens._BLOCK", 50)
    cut = Vocabulary().cut(text)
    for name in ("starts", "ends", "keys", "breaks"):
        assert getattr(cut, name).tolist() == getattr(whole, name).tolist(), name


def test_a_lone_function_word_between_rewritten_phrases_is_no_island():
    weights = [1.0, 1.0, 1.0, 0.15, 1.0, 1.0, 1.0]
    island = [[3, 4, 3, 4]]
    assert tidy(island, weights, weights, "word") == []
    close = [1.0, 0.15, 1.0]
    assert tidy([[1, 2, 1, 2]], close, close, "word") == [[1, 2, 1, 2]]


def test_memory_stays_within_bounds():
    truth = make("spun", 3, 10_000)
    tracemalloc.start()
    diff(truth.a, truth.b)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40_000_000


def test_a_large_text_is_cut_into_larger_pieces_at_words_that_both_copies_share(monkeypatch):
    luck = random.Random(3)
    stock = [f"w{number}" for number in range(900)]
    some = luck.choices(stock, k=6000)
    left = " ".join(some)
    right = " ".join(word for number, word in enumerate(some) if number % 500)
    small = align(left, right)
    monkeypatch.setattr(sentence_spans, "LARGE", 1000)
    large = align(left, right)
    assert len(large.stretches) < len(small.stretches) / 2
    found = edits(large)
    check_cover(left, right, found)
    assert any("line ends only" in note for note in found.notes)
    equal = sum(e.left[1] - e.left[0] for e in found.edits if e.tag == "equal")
    assert equal > 0.95 * len(left)
