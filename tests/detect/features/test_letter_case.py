"""Texts in capitals alone, or without any: a capital tells nothing in them, and a full stop ends a sentence."""

import random

import numpy as np
import pytest
from detect_samples import HARBOUR, HARBOUR_BY_ANOTHER, HARBOUR_SPUN, members, scanned, unrelated

from tui.detect.features import packing
from tui.detect.features.tokens import features


def kinds(text: str) -> set[int]:
    corpus = packing.unpack(features([text]))
    return set(np.where(corpus.uncased, packing.UNCASED, corpus.term_kinds).tolist())


@pytest.mark.parametrize("write", [str.upper, str.lower])
def test_nothing_is_a_name_in_a_text_of_one_case(write):
    assert packing.NAME in kinds(HARBOUR)
    assert kinds(write(HARBOUR)) == {packing.UNCASED, packing.NUMBER}


def test_a_headline_in_capitals_leaves_the_text_its_names():
    assert packing.NAME in kinds(f"{'HARBOUR STAYS CLOSED'}\n\n{HARBOUR}")


@pytest.mark.parametrize("write", [str.upper, str.lower])
def test_sentences_end_where_they_end_in_a_text_of_both_cases(write):
    ends = [packing.unpack(features([text])).ends.tolist() for text in (HARBOUR, write(HARBOUR))]
    assert ends[0] == ends[1]


@pytest.mark.parametrize("write", [str.upper, str.lower])
def test_copies_are_found_in_a_folder_of_one_case(find, write):
    luck = random.Random(3)
    texts = unrelated(120)
    copies = [scanned(text, 0.01, luck) for text in texts[:20]]
    found = members(find([write(text) for text in (*texts, *copies)]))
    assert sorted(map(sorted, found)) == [[at, 120 + at] for at in range(20)]


@pytest.mark.parametrize("write", [str.upper, str.lower])
def test_a_reworded_copy_is_found_and_another_report_is_none(find, write):
    texts = [write(text) for text in (HARBOUR, HARBOUR_SPUN, HARBOUR_BY_ANOTHER, *unrelated(10))]
    assert members(find(texts)) == [{0, 1}]


@pytest.mark.parametrize("write", [str.upper, str.lower])
@pytest.mark.parametrize("others", [0, 40])
def test_a_copy_in_another_case_is_found_beside_the_usual_one(find, write, others):
    assert members(find([HARBOUR, write(HARBOUR), *unrelated(others)])) == [{0, 1}]
