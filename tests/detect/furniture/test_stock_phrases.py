"""Stock phrases of pages are known by their words; what articles say with the same words is not."""

import numpy as np
import pytest
from detect_samples import HARBOUR, IN_OTHER_SCRIPTS, ORCHARD, articles, members, unrelated

from tui.config import DetectSettings
from tui.detect.features import packing
from tui.detect.features.tokens import features
from tui.detect.furniture.stock_phrases import stock
from tui.detect.group_finder import find_groups

ABOVE = """Skerry Gazette | News | Politics | Sport | Culture | Video | Subscribe

Published 3 March 2021 Share on Facebook Tweet this story Send by email
"""
BELOW = """
Advertisement - the story continues below

Wilma Okafor is a staff reporter of the Skerry Gazette, based in Holm.

Sign up for our daily newsletter and get the stories delivered to your inbox.

We use cookies to personalise content and ads and to analyse our traffic.

Copyright Skerry Gazette 2021. All rights reserved. No part of this site may be reproduced or distributed without permission.
"""
OF_ANOTHER = """
Related stories

Follow us on Twitter, Instagram and YouTube for breaking news, video and updates.

By subscribing you accept our terms and conditions and our privacy policy.
"""


def flagged(text: str) -> list[str]:
    corpus = packing.unpack(features([text]))
    at = np.flatnonzero(stock(corpus))
    return [text[corpus.starts[one] : corpus.ends[one]] for one in at]


@pytest.mark.parametrize("page", [ABOVE, BELOW, OF_ANOTHER])
def test_lines_of_pages_are_stock(page):
    lines = [line for line in page.splitlines() if line.strip()]
    found = " ".join(flagged(f"{HARBOUR}\n\n{page}").copy())
    assert sum(line.split(".")[0] in found for line in lines) >= 0.6 * len(lines)


@pytest.mark.parametrize("text", [HARBOUR, ORCHARD, *IN_OTHER_SCRIPTS.values()])
def test_no_sentence_of_an_article_is(text):
    assert flagged(text) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The cookies were still warm when the inspectors arrived at the bakery.",
        "She shared the video with her brother, who thought nothing of it.",
        "The court ruled that the copyright of the map belongs to the heirs of its engraver.",
        "He had followed the story for years before his editor let him travel to Holm.",
        "The company's advertising budget shrank by a third after the newspaper closed.",
    ],
)
def test_a_sentence_that_has_such_words_among_others_is_none(sentence):
    assert flagged(f"{HARBOUR} {sentence}") == []


def test_what_is_about_such_things_for_the_most_part_keeps_its_sentences():
    assert flagged("Subscribe to our newsletter. Share on Facebook. All rights reserved.") == []


def test_nothing_is_found_in_nothing():
    assert not stock(packing.unpack(features([]))).any()
    assert flagged("") == []


@pytest.mark.parametrize("copy", [HARBOUR, "\n\n".join(HARBOUR.split("\n\n")[:3])])
def test_a_copy_in_the_furniture_of_another_site_is_found_in_a_folder_of_two(copy):
    texts = [ABOVE + HARBOUR + BELOW, copy + OF_ANOTHER]
    findings = find_groups(articles(texts), features(texts), settings=DetectSettings())
    assert members(findings) == [{0, 1}]
    assert findings.furniture["00000.txt"]


def test_two_strangers_on_one_site_are_none_in_a_folder_of_two():
    texts = [ABOVE + text + BELOW for text in unrelated(2, seed=8)]
    assert find_groups(articles(texts), features(texts), settings=DetectSettings()).groups == ()
