"""The reasons say the facts."""

import pytest
from detect_samples import HARBOUR, HARBOUR_SPUN, ORCHARD, facts, unrelated

from tui.detect.pairs import reasons


def test_reasons_say_the_facts():
    found = {name: float(column[0]) for name, column in facts([HARBOUR, HARBOUR_SPUN]).items()}
    told = {reason.name: reason for reason in reasons.of_pair(found, (0.0, 0.0))}
    assert set(told) == {"sentences_found", "wording_shared", "numbers_differ", "names_differ"}
    assert (
        told["numbers_differ"].sentence
        == "No numbers are seen to differ where sentences are found again"
    )
    assert f"{told['wording_shared'].value:.0%}" in told["wording_shared"].sentence
    *_, aside = reasons.of_pair(found, (0.0, 0.25))
    assert (aside.name, aside.value) == ("furniture_left_aside", 0.25)
    assert aside.sentence == "0% of the first and 25% of the second are page furniture, left aside"


def told(one, other):
    found = {name: float(column[0]) for name, column in facts([one, other]).items()}
    return {reason.name: reason for reason in reasons.of_pair(found, (0.0, 0.0))}


ON_ONE_SIDE = (
    "Numbers that both have agree where sentences are found again, some stand in the {} only"
)


@pytest.mark.parametrize(
    ("change", "here", "there"),
    [(("recorded in 1987", "recorded"), "first", "second"), (("nine days", "9 days"), "second", "first")],
)  # fmt: skip
def test_numbers_that_stand_on_one_side_only_do_not_differ_and_are_told(change, here, there):
    reason = told(HARBOUR, HARBOUR.replace(*change))["numbers_differ"]
    assert (reason.value, reason.sentence) == (0.0, ON_ONE_SIDE.format(here))
    reason = told(HARBOUR.replace(*change), HARBOUR)["numbers_differ"]
    assert (reason.value, reason.sentence) == (0.0, ON_ONE_SIDE.format(there))


def test_numbers_agree_or_differ():
    reason = told(HARBOUR, HARBOUR.replace("Bakeries", "The bakeries"))["numbers_differ"]
    assert reason.sentence == "No numbers are seen to differ where sentences are found again"
    reason = told(HARBOUR, HARBOUR.replace("1987", "1978"))["numbers_differ"]
    assert 0.3 < reason.value < 0.7
    assert reason.sentence.endswith("% of the numbers differ where sentences are found again")


LEDGER = " ".join(
    f"In the {nth} village the mill ground {grain} sacks of {crop} before the frost."
    for nth, grain, crop in zip(
        ["first", "upper", "lower", "windy", "stony", "mossy", "sunny", "burnt", "old", "new"],
        (1987, 15, 30, 411, 2962, 77, 12, 1986, 58, 640),
        ["rye", "barley", "oats", "wheat", "spelt", "millet", "maize", "hops", "peas", "beans"],
        strict=True,
    )
)


def test_the_share_of_numbers_is_one_of_their_count_however_rare_they_are():
    changed = LEDGER.replace("1987", "1991").replace("2962", "2692").replace(" 15 ", " 17 ")
    reason = told(LEDGER, changed)["numbers_differ"]
    assert reason.value == pytest.approx(0.3)
    assert reason.sentence == "30% of the numbers differ where sentences are found again"


def test_one_number_of_very_many_does_not_agree():
    long = {f"{name}_{side}": 400.0 for name in ("numbers_of", "numbers_met") for side in "lr"}
    one = dict.fromkeys(reasons.TOLD, 1.0) | long | {"numbers_met_l": 399.0, "numbers_met_r": 399.0}
    (reason,) = (one for one in reasons.of_pair(one, (0, 0)) if one.name == "numbers_differ")
    assert reason.sentence == "1% of the numbers differ where sentences are found again"


def test_where_neither_has_numbers_or_names_nothing_is_told_of_them():
    plain = HARBOUR.lower().replace("14,000", "many").replace("1987", "a cold year")
    assert set(told(plain, plain + " and so on")) == {"sentences_found", "wording_shared"}
    only = told(HARBOUR, HARBOUR.replace("14,000", "many").replace("1987", "a cold year"))
    sentence = "Numbers stand in the first only where sentences are found again"
    assert only["numbers_differ"].sentence == sentence


def test_a_copy_without_sentence_ends_is_found_again_by_its_wording():
    without = HARBOUR.lower().replace(". ", " ")
    reason = told(HARBOUR, without)["sentences_found"]
    both = "100% of the sentences of the first are found again in the second, 100% of the wording the other way"
    assert (reason.value, reason.sentence) == (1.0, both)
    reason = told(without, HARBOUR)["sentences_found"]
    both = "100% of the wording of the first is found again in the second, 100% of the sentences the other way"
    assert (reason.value, reason.sentence) == (1.0, both)
    assert "names_differ" not in told(HARBOUR, without)


def test_of_partial_reuse_the_longest_passage_is_told():
    quoting = f"{ORCHARD}\n\n{HARBOUR}\n\n{unrelated(1)[0]}"
    reason = told(HARBOUR, quoting)["longest_passage"]
    assert reason.sentence == (
        f"The longest passage that both have is one of {int(reason.value)} words of content"
    )
    assert reason.value > 60
    assert "longest_passage" not in told(HARBOUR, HARBOUR.replace("Bakeries", "The bakeries"))
    assert "longest_passage" not in told(HARBOUR, f"{ORCHARD} {HARBOUR.split('. ')[1]}.")


def test_of_half_an_article_the_sentences_are_told():
    half = "\n\n".join(HARBOUR.split("\n\n")[:2])
    sentence = told(HARBOUR, half)["sentences_found"].sentence
    assert sentence.endswith(
        "% of the sentences of the first are found again in the second, 100% the other way"
    )
