"""The reasons say the facts."""

from detect_samples import HARBOUR, HARBOUR_SPUN, facts

from tui.detect import reasons


def test_reasons_say_the_facts():
    found = {name: float(column[0]) for name, column in facts([HARBOUR, HARBOUR_SPUN]).items()}
    told = {reason.name: reason for reason in reasons.of_pair(found, (0.0, 0.0))}
    assert set(told) == {"sentences_found", "wording_shared", "numbers_differ", "names_differ"}
    assert told["numbers_differ"].sentence == "All numbers agree where sentences are found again"
    assert f"{told['wording_shared'].value:.0%}" in told["wording_shared"].sentence
    *_, aside = reasons.of_pair(found, (0.0, 0.25))
    assert (aside.name, aside.value) == ("furniture_left_aside", 0.25)
    assert aside.sentence == "0% of the first and 25% of the second are page furniture, left aside"
