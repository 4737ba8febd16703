"""What recurs among strangers is furniture; what recurs among relatives is a copied text."""

import itertools

import numpy as np
from detect_samples import HARBOUR, ORCHARD, unrelated

from tui.detect.features import packing
from tui.detect.features.tokens import features
from tui.detect.furniture.recurring import find_furniture

NAVIGATION = (
    "Home News Sport Weather Contact\nSubscribe to the Varnholm Courier for four crowns a week."
)

PRINTER = "Printed on the quay of Varnholm by the widow of Osmund and her sons.\nOn sale from the harbour steps to the mill."


def judged(texts: list[str]) -> list[tuple[np.ndarray, np.ndarray]]:
    """(furniture, template) of each text's sentences."""
    corpus = packing.unpack(features(texts))
    found = find_furniture(corpus)
    bounds = corpus.sentence_offsets
    return [
        (found.furniture[begin:end], found.template[begin:end])
        for begin, end in itertools.pairwise(bounds)
    ]


def test_what_three_strangers_share_is_furniture():
    for furniture, _ in judged([f"{NAVIGATION}\n\n{text}" for text in unrelated(3)]):
        assert furniture.tolist() == [True, True] + [False] * (len(furniture) - 2)


def test_what_two_strangers_share_is_left_to_verification():
    assert not any(
        furniture.any()
        for furniture, _ in judged([f"{PRINTER}\n\n{text}" for text in unrelated(2)])
    )


def test_what_copies_share_is_no_furniture_even_in_the_furniture_of_one_site():
    own = [text.split("\n\n")[1][:150] for text in unrelated(8, seed=2)]
    copies = [f"{NAVIGATION}\n\n{HARBOUR} {line}." for line in own]
    strangers = [f"{NAVIGATION}\n\n{text}" for text in (ORCHARD, *unrelated(6))]
    for furniture, _ in judged([*copies, *strangers])[: len(copies)]:
        assert furniture.tolist() == [True, True] + [False] * (len(furniture) - 2)


def test_furniture_of_short_pages_is_found_in_the_company_of_long_ones():
    short = [text[:300] for text in unrelated(10, seed=3)]
    furniture_of = judged(
        [f"{text}\n\n{NAVIGATION}\n{ORCHARD[:400]}." for text in [*short, *unrelated(10)]]
    )
    for furniture, _ in furniture_of[:10]:
        assert furniture[-3:].all()


def test_a_sentence_with_other_fillers_among_strangers_is_a_template():
    lines = [
        f"The measured value at the {place} station was {value} on that day."
        for place, value in (("Brunn", 7), ("Falk", 12), ("Oster", 19), ("Tarn", 44))
    ]
    for _, template in judged(
        [f"{text}\n\n{line}" for text, line in zip(unrelated(4), lines, strict=True)]
    ):
        assert template.tolist() == [False] * (len(template) - 1) + [True]
