import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import FERRY, SPUN, edited, random_texts

from tui.compare.collate import collate, medoid
from tui.model import Reading
from tui.progress import Cancelled
from tui.text import words

BASE = "The old ferry left the harbour at dawn."


def test_an_apparatus_tells_who_reads_what():
    found = collate(
        BASE,
        [
            "The new ferry left the harbour at dawn.",
            "The old ferry left the port at dawn.",
            "The new ferry left the harbour at noon.",
            "The old ferry left the harbour quietly at dawn.",
        ],
    )
    told = [(BASE[slice(*place.base)], place.readings, place.agree) for place in found.places]
    assert told == [
        ("old", (Reading("new", (0, 2)),), (1, 3)),
        ("harbour", (Reading("port", (1,)),), (0, 2, 3)),
        ("", (Reading("quietly", (3,)),), (0, 1, 2)),
        ("dawn", (Reading("noon", (2,)),), (0, 1, 3)),
    ]
    support = dict(zip((BASE[slice(*span)] for span in found.words), found.support, strict=True))
    assert support == {
        "The": 4, "old": 2, "ferry": 4, "left": 4, "the": 4, "harbour": 3, "at": 4, "dawn": 3,
    }  # fmt: skip


def test_overlapping_changes_are_one_place():
    found = collate(
        "He said the council would vote on the plan soon.",
        [
            "He said the full board will vote on the plan soon.",
            "He said the council will vote on the plan soon.",
        ],
    )
    (place,) = found.places
    assert {reading.text for reading in place.readings} == {"full board will", "council will"}


def test_an_omission_is_an_empty_reading():
    found = collate("It was very cold that night.", ["It was cold that night."])
    (place,) = found.places
    assert place.readings == (Reading("", (0,)),)


@pytest.mark.parametrize(
    ("base", "copy", "reading"),
    [
        ("The World's so-called rest was over.", "The World's s-ocalled rest was over.", "s-ocalled"),
        ("The dog wagged its tail at them.", "The dog wagged it's tail at them.", "it's"),
        ("The ferry left at dawn.", "The ferry left at \u200b dawn.", "\u200b"),
    ],
)  # fmt: skip
def test_a_slip_that_folds_to_the_same_word_is_a_reading(base, copy, reading):
    (place,) = collate(base, [copy, base, copy]).places
    assert place.readings == (Reading(reading, (0, 2)),)
    assert place.agree == (1,)


def test_of_every_place_some_copy_reads_otherwise():
    for seed in range(12):
        copies = [edited(FERRY, 10 * seed + number, 0.2) for number in range(3)]
        assert all(place.readings for place in collate(FERRY, copies).places)


def test_a_passage_that_a_copy_has_elsewhere_is_told():
    paragraphs = FERRY.strip().split("\n\n")
    moved = "\n\n".join([*paragraphs[:2], *paragraphs[3:], paragraphs[2]])
    ((copy, (begin, end)),) = collate(FERRY, [FERRY, moved]).moved
    assert copy == 1
    assert FERRY[begin:end].strip() == paragraphs[2]


def test_what_was_bounded_is_noted(monkeypatch):
    monkeypatch.setattr("tui.compare.kinds.classify.MOST_CELLS", 3)
    found = collate(FERRY, [FERRY, SPUN])
    assert any("roughly" in note for note in found.notes)


@settings(max_examples=60, deadline=None)
@given(random_texts, st.lists(random_texts, max_size=4))
def test_support_and_places_stay_within_bounds(base, copies):
    found = collate(base, copies)
    assert len(found.words) == len(found.support) == words.count(base)
    assert all(0 <= support <= len(copies) for support in found.support)
    for place in found.places:
        assert 0 <= place.base[0] <= place.base[1] <= len(base)
        named = [number for reading in place.readings for number in reading.copies]
        assert sorted([*named, *place.agree]) == list(range(len(copies)))


def test_support_of_an_exact_copy_is_full_and_of_a_stranger_empty():
    found = collate(FERRY, [FERRY, "Nothing here resembles it whatsoever"])
    assert max(found.support) == 1 == min(found.support)
    assert collate(FERRY, []).places == ()


def test_the_medoid_is_the_copy_that_is_most_like_the_others():
    copies = [edited(FERRY, seed, 0.15) for seed in range(4)]
    assert medoid([*copies[:2], FERRY, *copies[2:]]) == 2
    assert medoid(["a", "a"]) == 0
    assert medoid([SPUN]) == 0


def test_collating_can_be_stopped():
    def stop(_step):
        raise Cancelled

    with pytest.raises(Cancelled):
        collate(FERRY, [SPUN], progress=stop)
