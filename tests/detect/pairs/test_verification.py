"""What is known of pairs, also of such as are looked at twice."""

from dataclasses import replace

import numpy as np
from detect_samples import HARBOUR, HARBOUR_SPUN, ORCHARD, unrelated

from tui.detect.features import packing
from tui.detect.features.tokens import features
from tui.detect.furniture.recurring import find_furniture, shares
from tui.detect.pairs import verification
from tui.detect.pairs.candidates import Pairs
from tui.detect.pairs.verification import PairScores
from tui.detect.term_weights import weigh


def scored(texts: list[str], *pairs: tuple[int, int]) -> tuple[PairScores, Pairs]:
    """These pairs of the texts, scored."""
    corpus = packing.unpack(features(texts))
    furniture = find_furniture(corpus)
    found = PairScores(corpus, weigh(corpus, furniture), shares(corpus, furniture))
    chosen = Pairs(*np.array(pairs, np.int64).T)
    found.score(chosen)
    return found, chosen


def test_a_passage_is_what_the_last_look_saw():
    one, other, third, fourth = unrelated(4, seed=4, sentences=25)
    ice, apple = HARBOUR.split("\n\n")[2], ORCHARD.split("\n\n")[2]
    texts = [f"{one} {ice}", f"{ice} {other}", f"{third} {apple}", f"{apple} {fourth}"]
    found, pairs = scored([*texts, *unrelated(20)], (0, 1), (2, 3))
    passages = dict(found.passages())
    assert passages.keys() == {(0, 1), (2, 3)}
    assert found.why((0, 1))
    weighed = found._weighed
    found.weigh(replace(weighed, class_weights=weighed.class_weights * 1e-3))
    found.score(pairs.chosen(pairs.left == 0))
    assert dict(found.passages()) == {(2, 3): passages[2, 3]}
    assert not found.why((0, 1))


def test_pages_of_a_template_are_lowered_as_if_they_had_been_scored_so():
    page = "The {0} bridge near {0} was opened in {1} by mayor {2}. It is {3} metres long and has {4} arches of stone."
    texts = [
        page.format(*words)
        for words in (
            ("Aldery", 1871, "Kest", 120, 4),
            ("Tollen", 1902, "Brandt", 85, 3),
            ("Vessing", 1899, "Oyle", 230, 9),
        )
    ]
    first, pairs = scored(texts, (0, 1), (0, 2))
    again, _ = scored(texts, (0, 1), (0, 2))
    assert first.in_template.any()
    for one in (first, again):
        one.count_siblings()
    first.lower(pairs)
    again.score(pairs)
    assert np.allclose(first.values(pairs), again.values(pairs))


def test_long_texts_are_looked_at_a_few_at_once_with_the_same_scores(monkeypatch):
    texts = [HARBOUR, HARBOUR_SPUN, ORCHARD, *unrelated(4)]
    pairs = [(one, other) for other in range(len(texts)) for one in range(other)]
    together, _ = scored(texts, *pairs)
    looks = []
    monkeypatch.setattr(verification, "_TOKENS_AT_ONCE", 500)
    monkeypatch.setattr(
        verification,
        "_look",
        lambda *what, look=verification._look: looks.append(len(what[-1])) or look(*what),
    )
    few, _ = scored(texts, *pairs)
    assert few.scores == together.scores
    assert sum(looks) == len(pairs)
    assert 1 < max(looks) < len(pairs)


def test_what_shares_too_little_has_a_score_and_reasons_once_it_is_looked_at_closely():
    found, _ = scored([HARBOUR, ORCHARD, HARBOUR_SPUN, *unrelated(8)], (0, 1), (0, 2))
    before, passages = dict(found.scores), [*found.passages()]
    assert not found.why((0, 1))
    assert before[0, 1] == 0
    found.look_closely([(0, 1), (0, 2), (1, 2)])
    assert {reason.name for reason in found.why((0, 1))} >= {"sentences_found", "wording_shared"}
    assert found.scores[0, 2] == before[0, 2]
    assert 0 < found.scores[0, 1] < 0.2
    assert 0 < found.scores[1, 2] < 0.2
    assert [*found.passages()] == passages


def test_reasons_are_told_in_the_order_that_is_asked_for():
    whole, half = HARBOUR, HARBOUR[: len(HARBOUR) // 2]
    found, _ = scored([whole, half, *unrelated(8)], (0, 1))
    here, there = found.why((0, 1))[0], found.why((1, 0))[0]
    assert here.value == there.value
    assert here.sentence.endswith("the second, 100% the other way")
    assert there.sentence.startswith("100% of the sentences of the first")
