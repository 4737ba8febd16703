"""What replaces what: by what was read, the same on every machine."""

import random
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
import tomli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui.store.decisions.fast_parser import parse_canonical_block
from tui.store.decisions.toml_writer import block_of, decision_of
from tui.store.merging.record_order import (
    MOST_FOLLOWED,
    alternatives,
    combined,
    digest,
    following,
    has_same_verdict,
    is_after,
)


def test_a_chain_of_records_is_ordered_whatever_the_times(decide):
    chance = random.Random(4)
    chain = [decide()]
    for number in range(12):
        new = decide(verdict=chance.choice(["flagged", "skipped"]), minutes=chance.randrange(-400, 400), note=str(number))  # fmt: skip
        chain.append(following(new, chain[-1]))
    for n, one in enumerate(chain):
        for m, other in enumerate(chain):
            assert is_after(one, other) == (n > m)


def test_a_record_that_is_taken_back_to_comes_after_what_it_undoes(decide):
    first = decide()
    second = following(decide(verdict="flagged", minutes=1), first)
    again = following(decide(), second)
    assert again == first
    assert is_after(again, second)
    assert not is_after(second, again)


def test_only_the_latest_are_listed(decide):
    record = decide()
    for number in range(40):
        record = following(decide(note=str(number)), record)
    assert len(record.follows) == MOST_FOLLOWED


def test_the_digest_is_of_what_is_written(decide):
    record = following(decide(note="\ud800 odd", label="spun", minutes=9), decide())
    record, _ = combined([record, decide(verdict="skipped")])
    (table,) = tomli.loads(block_of(record))["decision"]
    assert digest(decision_of(table)) == digest(record)
    assert digest(replace(record, label="")) != digest(record)


@given(st.permutations(range(5)))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_concurrent_records_make_one_in_any_order(decide, order):
    every = [
        decide(note="a"),
        decide(verdict="flagged"),
        decide(minutes=-90, note="b"),
        decide(verdict="skipped", rule="longest"),
        decide(verdict="undecided", note="c"),
    ]
    result, replaced = combined([every[n] for n in order])
    assert [(one.verdict, one.rule) for one in alternatives(result)] == [
        (one.verdict, one.rule) for one in alternatives(combined(every)[0])
    ]
    assert {one.verdict for one in alternatives(result)} == {"canonical", "flagged"}
    assert (result.note, result.follows) == (combined(every)[0].note, combined(every)[0].follows)
    assert {one.verdict for one in replaced} == {"skipped", "undecided"}
    assert all(is_after(result, one) for one in every)


def test_notes_stay_with_their_verdict_and_a_second_label_gives_way(decide):
    every = [
        decide(note="a", label="reprint", minutes=5),
        decide(verdict="flagged", note="b", label="odd"),
        decide(verdict="flagged", note="c", minutes=1, label="spun"),
    ]
    result, replaced = combined(every)
    (rival,) = result.concurrent
    assert (result.note, result.label) == ("a", "reprint")
    assert (rival.note, rival.label) == ("b\nc", "spun")
    assert replaced == (every[1],)


def test_a_conflict_combined_again_is_the_same_conflict(decide):
    three = [decide(), decide(verdict="flagged"), decide(verdict="skipped", minutes=3)]
    for one, other, third in permutations(three):
        result, _ = combined([combined([one, other])[0], combined([third, one])[0]])
        assert set(alternatives(result)) == set(three)


def test_another_canonical_copy_is_another_verdict_and_another_name_is_not(decide):
    one = decide()
    first, second = one.members
    turned = replace(
        one, members=(replace(first, canonical=False), replace(second, canonical=True))
    )
    renamed = replace(one, members=(replace(first, path="moved/a.txt"), second))
    assert not has_same_verdict(one, turned)
    assert has_same_verdict(one, renamed)
    assert not has_same_verdict(renamed, turned)


@pytest.mark.parametrize("settles", [(), ("bob",)])
def test_what_a_record_follows_is_written_and_read_alike(decide, settles):
    record = following(decide(note="sure", rule="longest", settles=settles), decide(), decide(1))
    block = block_of(record)
    (table,) = tomli.loads(block)["decision"]
    assert decision_of(table).follows == record.follows
    if not settles:
        assert parse_canonical_block(block).follows == record.follows


def test_a_conflict_is_written_and_read_alike(decide):
    later = decide(verdict="flagged", note='a "b"\n', minutes=1)
    record, _ = combined([decide(), later])
    (table,) = tomli.loads(block_of(record))["decision"]
    assert decision_of(table) == record
    assert set(alternatives(decision_of(table))) == {decide(), later}
    assert parse_canonical_block(block_of(record)) is None, "for the parser"
    assert record.at - min(one.at for one in alternatives(record)) == timedelta(minutes=1)
