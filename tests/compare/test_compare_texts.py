import re
import textwrap

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from texts import FERRY, SPUN, edited, random_texts

from tui.compare.align.alignment import align
from tui.compare.compare_texts import LEVELS, diff, edits
from tui.compare.kinds.classify import KINDS
from tui.model import Edit
from tui.progress import Cancelled
from tui.text import words

TURNED = {"equal": "equal", "replace": "replace", "insert": "delete", "delete": "insert"}


def check_cover(spans, length):
    at = 0
    for begin, end in sorted(span for span in spans if span[0] < span[1]):
        assert begin == at
        at = end
    assert at == length


def keys(text):
    return [words.fold(piece) for piece in words.pieces(text) if not piece.isspace()]


def check(left, right, found):
    """Everything that a diff promises of its spans."""
    check_cover([edit.left for edit in found.edits], len(left))
    check_cover([edit.right for edit in found.edits], len(right))
    for edit in found.edits:
        ours, theirs = left[slice(*edit.left)], right[slice(*edit.right)]
        assert edit.kind in KINDS
        assert all(0 <= begin <= end for begin, end in (edit.left, edit.right))
        if edit.tag == "equal":
            assert keys(ours) == keys(theirs)
            assert (edit.kind == "same") == ("".join(ours.split()) == "".join(theirs.split()))
        else:
            assert edit.kind not in {"same", "case"}
            assert bool(ours) == (edit.tag != "insert")
            assert bool(theirs) == (edit.tag != "delete")
    starts = [edit.right for edit in found.edits]
    assert starts == sorted(starts, key=lambda span: (span[0], span[0] < span[1]))


def turned(edit):
    kind = {"inserted": "deleted", "deleted": "inserted"}.get(edit.kind, edit.kind)
    return (TURNED[edit.tag], edit.right, edit.left, kind, edit.moved > 0)


def check_mirror(left, right, level, found):
    back = diff(right, left, level=level)
    plain = sorted((e.tag, e.left, e.right, e.kind, e.moved > 0) for e in found.edits)
    assert plain == sorted(map(turned, back.edits))


@settings(max_examples=250, deadline=None)
@given(random_texts, random_texts, st.sampled_from(LEVELS))
def test_random_texts(left, right, level):
    found = diff(left, right, level=level)
    check(left, right, found)
    check_mirror(left, right, level, found)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.floats(0, 0.6), st.sampled_from(LEVELS))
def test_random_edits_of_a_real_text(seed, strength, level):
    right = edited(FERRY, seed, strength)
    found = diff(FERRY, right, level=level)
    check(FERRY, right, found)
    check_mirror(FERRY, right, level, found)


@given(random_texts)
def test_a_text_against_itself_is_one_equal_run(text):
    whole = (0, len(text))
    assert diff(text, text).edits == ((Edit("equal", whole, whole),) if text else ())


@given(random_texts)
def test_a_text_against_the_empty_text_is_one_sided(text):
    found = diff(text, "")
    check(text, "", found)
    if text.strip():
        assert {edit.tag for edit in found.edits} <= {"delete"}
        assert all(edit.kind in {"deleted", "furniture"} for edit in found.edits)


def test_a_reflowed_copy_is_equal():
    flowed = re.sub(r"(?<=\w) (?=\w)", "\r\n", FERRY)
    assert {edit.kind for edit in diff(FERRY, flowed).edits} == {"same"}


@pytest.mark.parametrize("columns", [45, 72])
def test_a_copy_wrapped_to_a_width_shows_its_edits_and_nothing_else(columns):
    right = FERRY.replace("fragile", "brittle").replace("stranded on the mainland", "waiting")
    wrapped = "\n\n".join(textwrap.fill(part, columns) for part in right.split("\n\n"))
    for ours, theirs in ((FERRY, wrapped), (wrapped, FERRY)):
        changes = [edit for edit in diff(ours, theirs).edits if edit.tag != "equal"]
        assert len(changes) == 2
        assert not any(edit.moved for edit in changes)


def test_a_copy_hyphenated_at_line_ends_is_equal():
    broken = FERRY.replace("passengers", "passen-\ngers").replace("replacement", "replace-\n  ment")
    found = diff(FERRY, broken)
    assert {edit.tag for edit in found.edits} == {"equal"}
    assert sum(edit.kind == "case" for edit in found.edits) == 2


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("naïve cafe\u0301 au lait", "nai\u0308ve café au lait"),
        ("He said “no” – and left.", 'He said "no" - and left.'),
        ("THE FERRY sails", "The Ferry sails"),
        ('He said "no" and left.', "He said 'no' and left."),
        ("He said “no” and left.", "He said ‹no› and left."),
        ("He said “no” and left.", "He said ``no'' and left."),
        ("He went -- at last -- to bed.", "He went — at last — to bed."),
        ("He went... then slept.", "He went… then slept."),
    ],
)
def test_form_and_case_are_equal_and_told(left, right):
    found = diff(left, right)
    check(left, right, found)
    assert {edit.tag for edit in found.edits} == {"equal"}
    assert "case" in {edit.kind for edit in found.edits}


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("The yard has 10² metres of grass.", "The yard has 102 metres of grass.", "number"),
        ("Some 1987² readers wrote to us.", "Some 19872 readers wrote to us.", "number"),
        ("The dog wagged its tail at us.", "The dog wagged it's tail at us.", "noise"),
        ("They were ready to go by then.", "They we’re ready to go by then.", "noise"),
        ("He said that he'll be there soon.", "He said that hell be there soon.", "noise"),
    ],
)
def test_what_folds_to_the_same_letters_may_be_another_word(left, right, kind):
    (change,) = (edit for edit in diff(left, right).edits if edit.tag != "equal")
    assert change.kind == kind


@pytest.mark.parametrize(
    ("left", "right", "gone", "come"),
    [
        ("A 👩‍👩‍👧 went out.", "A 👍🏽 went out.", "👩‍👩‍👧 ", "👍🏽 "),
        ("one\r\ntwo cats\r\nthree", "one\r\ntwo dogs\r\nthree", "cats\r\n", "dogs\r\n"),
        ("彼は東京へ行った。", "彼は大阪へ行った。", "東京", "大阪"),
        ("הוא אמר שלום לכולם", "הוא אמר תודה לכולם", "שלום ", "תודה "),
        ("cafe\u0301 noir chaud", "cafe\u0301 vert chaud", "noir ", "vert "),
    ],
)
def test_offsets_are_characters_of_the_text_as_it_is(left, right, gone, come):
    (change,) = (edit for edit in diff(left, right).edits if edit.tag != "equal")
    assert (left[slice(*change.left)], right[slice(*change.right)]) == (gone, come)


def test_paragraphs_that_changed_places_are_moved_blocks():
    found = diff(FERRY, SPUN)
    check(FERRY, SPUN, found)
    moved = [edit for edit in found.edits if edit.moved and edit.tag == "equal"]
    text = " ".join(FERRY[slice(*edit.left)] for edit in moved)
    assert "bakery at Storvik" in text or "propeller shafts" in text
    assert any(edit.moved and edit.tag == "replace" for edit in found.edits), "edited moves too"


REWRITTEN = (
    "The old harbour master walked slowly to the empty quay before dawn.",
    "Before dawn the old harbour official had gone to the deserted pier.",
)


def test_levels_only_take_equal_words_away_and_share_one_alignment():
    left, right = (FERRY + REWRITTEN[0], SPUN + REWRITTEN[1])
    alignment = align(left, right)
    equal = []
    for level in LEVELS:
        found = edits(alignment, level)
        assert found == diff(left, right, level=level)
        equal.append({at for e in found.edits if e.tag == "equal" for at in range(*e.left)})
    assert equal[0] >= equal[1] >= equal[2]
    assert equal[0] > equal[2]


@settings(max_examples=60, deadline=None)
@given(random_texts, random_texts, st.permutations(LEVELS * 2))
@example("You may also like", "You \r\n also lik", ["word", "word", "phrase"])
def test_one_alignment_gives_the_same_answer_however_often_it_is_asked(left, right, levels):
    alignment = align(left, right)
    for level in levels:
        assert edits(alignment, level) == diff(left, right, level=level)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**6), st.permutations(LEVELS * 2))
def test_edited_copies_give_the_same_answer_in_every_order_of_levels(seed, levels):
    right = edited(FERRY, seed, 0.2)
    alignment = align(FERRY, right)
    for level in levels:
        assert edits(alignment, level) == diff(FERRY, right, level=level)


def test_a_mostly_rewritten_sentence_is_one_replacement_at_sentence_level():
    left, right = REWRITTEN
    found = diff(left, right, level="sentence")
    assert [(edit.tag, edit.left) for edit in found.edits] == [("replace", (0, len(left)))]


def test_furniture_handed_in_is_told():
    start = SPUN.index("Tourism")
    spans = ((start, SPUN.index("hours.") + 6),)
    right = FERRY[: FERRY.index("Tourism")]
    found = diff(SPUN, right, furniture=(spans, ()))
    check(SPUN, right, found)
    told = " ".join(SPUN[slice(*e.left)] for e in found.edits if e.kind == "furniture")
    assert "rush of bookings" in told
    assert "Share this on" in told, "by the line's own signs"


def test_progress_can_stop_the_work():
    seen = []

    def stop(step):
        seen.append(step)
        raise Cancelled

    with pytest.raises(Cancelled):
        diff(FERRY, SPUN, progress=stop)
    assert len(seen) == 1


@pytest.mark.parametrize("stage", ["words", "sentences", "changes"])
def test_every_stage_can_be_stopped(stage):
    def stop(step):
        if step.stage == stage:
            raise Cancelled

    with pytest.raises(Cancelled):
        diff(FERRY, SPUN, progress=stop)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 300), st.booleans())
@example(488, 0, False)  # a word that fell out and came in far off
@example(1672, 0, True)
def test_an_opening_is_how_the_whole_begins(seed, first_words, turned_round):
    left, right = FERRY, edited(FERRY, seed)
    if turned_round:
        left, right = right, left
    alignment = align(left, right)
    opening = edits(alignment, first_words=first_words)
    covered = max((edit.right[1] for edit in opening.edits), default=0)
    check_cover([edit.right for edit in opening.edits], covered)
    total = len(words.tokens(right))
    assert len(words.tokens(right[:covered])) >= min(first_words, total)
    assert edits(alignment, first_words=total + 1) == edits(alignment)


def test_an_opening_costs_only_its_words():
    alignment = align(FERRY, SPUN)
    opening = edits(alignment, first_words=20)
    assert 0 < opening.edits[-1].right[1] < len(SPUN) / 3
    assert opening.edits[:3] == edits(alignment).edits[:3]
