"""The score moves the right way with each fact."""

import numpy as np
import pytest
from detect_samples import HARBOUR, HARBOUR_SPUN, ORCHARD, facts, unrelated

from tui.detect.pairs import match_score


def test_evidence_of_a_text_and_itself_is_whole():
    found = facts([ORCHARD, ORCHARD + " "])
    assert found["shared"] == pytest.approx(found["weight_l"])
    for side in "lr":
        assert found[f"covered_{side}"] == pytest.approx(1)
        assert found[f"found_{side}"] == 1
        assert found[f"ordered_{side}"] == pytest.approx(1, abs=0.1)
        assert found[f"name_met_{side}"] == pytest.approx(found[f"name_of_{side}"])


LONG = [
    f"{text} Varnholm waits for the harbour pilot." for text in unrelated(9, seed=2, sentences=4)
]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (HARBOUR, HARBOUR_SPUN),
        (" ".join(LONG), " ".join(LONG[:7])),  # words that stand in many sentences of both
        (" ".join(LONG), " ".join(reversed(LONG))),
    ],
)
def test_evidence_of_both_orders_is_mirrored(left, right):
    one, other = facts([left, right]), facts([right, left])
    sides = {"l": "r", "r": "l"}
    for name, column in one.items():
        stem, _, side = name.rpartition("_")
        mirrored = f"{stem}_{sides[side]}" if side in sides else name
        assert column == pytest.approx(other[mirrored]), name


def test_a_part_is_wholly_found_in_the_whole_but_not_the_other_way():
    found = facts([HARBOUR.split("\n\n")[1], HARBOUR])
    assert found["covered_l"] == pytest.approx(1)
    assert found["covered_r"] < 0.6


def test_moved_sentences_are_found_again():
    lines = ORCHARD.split(". ")
    found = facts([ORCHARD, ". ".join(lines[5:] + lines[:5])])
    assert found["covered_l"] > 0.95
    assert found["ordered_l"] > 0.9


def test_other_numbers_in_the_same_sentences_speak_against_a_copy():
    changed = HARBOUR.translate(str.maketrans("0123456789", "5678901234"))
    same, other = facts([HARBOUR, HARBOUR + " "]), facts([HARBOUR, changed])
    assert (
        match_score.signals(other)["other_numbers"]
        > match_score.signals(same)["other_numbers"]
        == 0
    )
    assert match_score.scores(other) < match_score.scores(same)


def test_strangers_score_next_to_nothing_and_copies_next_to_one():
    assert match_score.scores(facts(unrelated(2))) < 0.05
    assert match_score.scores(facts([HARBOUR, HARBOUR_SPUN])) > 0.95


def test_a_page_of_a_large_family_keeps_its_sure_copy():
    scores, siblings = np.array([0.8, 0.8, 0.6]), np.array([40, 40, 40])
    sure, unsure, weak = match_score.lowered(scores, siblings, np.array([True, False, True]))
    assert sure == 0.8
    assert max(unsure, weak) < match_score.THRESHOLD


FORECASTS = (
    """Weather for Millbrook, Thursday 18 January

Dry air from the continent reaches the region and brings gusty winds. The morning begins with fog, towards noon showers build up. Temperatures rise to 6 degrees in Millbrook and 10 on the hills. The night is clear with lows of 8 degrees. The wind is strong from the north-east, with gusts up to 52 kilometres an hour. The risk of rain is 11 per cent. Walkers should carry a coat. Outlook for Friday: sunny and warmer, 6 degrees. Sunrise is at 6.35, sunset at 20.25.""",
    """Weather for Millbrook, Friday 19 January

High pressure stays over the region and brings gusty winds. Rain falls in the early hours, towards noon showers build up. The afternoon reaches 6 degrees in Millbrook and 17 on the hills. The night is clear with lows of 4 degrees. The wind is fresh from the north-west, with gusts up to 95 kilometres an hour. The risk of rain is 46 per cent. Farmers may expect good drying weather. Outlook for Saturday: rain spreads from the west, 14 degrees. Sunrise is at 8.34, sunset at 18.28.""",
)
PATTERNS = (
    """Погода, Каменка, воскресенье, 28 октября

С моря поступает влажный воздух и приносит ливни с грозой. На рассвете заморозки, так будет до вечера. Днём температура достигнет 27 градусов, ночью ожидается 8 градусов. Ветер слабый южный, 7 метров в секунду. Вероятность осадков 30 процентов. На завтра: солнечно и тепло.""",
    """Погода, Каменка, воскресенье, 24 января

Холодный фронт пересекает край и приносит ливни с грозой. На рассвете заморозки, к полудню пройдут ливни. Днём воздух прогреется до 20 градусов, ночью ожидается 5 градусов. Ветер умеренный западный, 4 метров в секунду. Вероятность осадков 82 процентов. На завтра: похолодает.""",
)


@pytest.mark.parametrize("pages", [FORECASTS, PATTERNS])
def test_pages_of_few_patterns_have_numbers_of_their_own_whatever_their_wording(pages):
    assert match_score.scores(facts(list(pages))) < match_score.THRESHOLD


def test_a_reworded_copy_in_other_units_keeps_its_names():
    told = HARBOUR.replace("14,000", "13,800").replace("Eleven", "11").replace("1987", "the 1980s")
    converted = HARBOUR_SPUN.replace("14,000", "30,864").replace("Eleven", "12")
    found = match_score.signals(facts([told, converted]))
    assert found["filled_anew"] <= found["same_wording"]
    assert match_score.scores(facts([told, converted])) > match_score.THRESHOLD
