import re
from collections import Counter
from itertools import islice

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from texts import FERRY, SPUN, edited, random_texts

from tui.compare.compare_texts import diff
from tui.model import Diff, Edit
from tui.render.ansi import painted
from tui.render.lines import STYLES, lines, stream
from tui.text.cells import width
from tui.text.visible import is_safe, visible

LAYOUTS = ("inline", "side-by-side")


def plain(drawn):
    return "".join(piece.text for line in drawn for piece in line.pieces)


def check(drawn, cells):
    for line in drawn:
        assert sum(width(piece.text) for piece in line.pieces) <= cells
        for piece in line.pieces:
            assert is_safe(piece.text)
            assert piece.style in STYLES or piece.style == ""


@settings(max_examples=150, deadline=None)
@given(
    random_texts,
    random_texts,
    st.sampled_from(LAYOUTS),
    st.integers(10, 100),
    st.booleans(),
    st.booleans(),
)
def test_every_line_is_safe_and_fits(left, right, layout, cells, marks, fold):
    found = diff(left, right)
    check(lines(left, right, found, width=cells, layout=layout, marks=marks, fold=fold), cells)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(20, 200))
def test_without_the_marks_the_right_text_is_left(seed, cells):
    left = FERRY.replace("-", " ")
    right = edited(left, seed).replace("-", " ")
    found = diff(left, right)
    found = Diff(tuple(edit for edit in found.edits if not edit.moved))
    if len(found.edits) < len(diff(left, right).edits):
        return  # moved blocks have notes of their own
    text = "\n".join(plain([line]) for line in lines(left, right, found, width=cells, marks=True))
    text = re.sub(r"[#@=·](?=\[-|\{\+)", "", text)  # the signs of kinds belong to the marks
    kept = re.sub(r"\[-.*?-\]", " ", text, flags=re.DOTALL)
    kept = kept.replace("{+", " ").replace("+}", " ")
    assert "".join(kept.split()) == "".join(plain_words(right).split())


def plain_words(text):
    from tui.text.visible import visible

    return "".join(visible(chunk) for chunk in text.split())


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("cells", [40, 80, 200])
def test_every_change_is_reached_by_a_line(layout, cells):
    found = diff(FERRY, SPUN)
    drawn = lines(FERRY, SPUN, found, width=cells, layout=layout, fold=True)
    changes = {
        number for number, edit in enumerate(found.edits) if edit.kind != "same" and not edit.moved
    }
    assert changes <= {number for line in drawn for number in line.starts}
    first = [line.edit for line in drawn if line.starts]
    assert first
    assert None not in first


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(30, 160), st.booleans())
@example(0, 80, False)
@example(1, 80, False)
def test_each_change_starts_once_in_either_layout_and_a_block_at_both_ends(seed, cells, fold):
    right = edited(FERRY, seed, 0.05)
    found = diff(FERRY, right)
    expected = Counter(number for number, edit in enumerate(found.edits) if edit.kind != "same")
    for block in {edit.moved for edit in found.edits} - {0}:
        expected[next(at for at, edit in enumerate(found.edits) if edit.moved == block)] = 2
    for layout in LAYOUTS:
        drawn = lines(FERRY, right, found, width=cells, layout=layout, fold=fold)
        assert Counter(number for line in drawn for number in line.starts) == expected


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_moved_block_is_noted_at_both_ends(layout):
    paragraphs = FERRY.strip().split("\n\n")
    moved = "\n\n".join([paragraphs[0], *paragraphs[2:4], paragraphs[1], *paragraphs[4:]])
    found = diff(FERRY, moved)
    drawn = lines(FERRY, moved, found, width=120, layout=layout)
    blocks = {edit.moved for edit in found.edits} - {0}
    assert blocks
    for block in blocks:
        assert sum(block in line.moved for line in drawn) == 2
    text = plain(drawn).replace("\u00a0", " ")
    assert "from above:" in text or "from below:" in text


def test_long_equal_text_is_folded_to_a_count():
    right = FERRY.replace("fragile", "brittle")
    found = diff(FERRY, right)
    for layout in LAYOUTS:
        folded = lines(FERRY, right, found, width=100, layout=layout, fold=True)
        whole = lines(FERRY, right, found, width=100, layout=layout)
        assert len(folded) < len(whole)
        notes = [p.text for line in folded for p in line.pieces if p.style == "folded"]
        assert notes
        assert all(
            re.fullmatch(r"⋯\u00a0[\d,]+\u00a0equal\u00a0words\u00a0⋯", note) for note in notes
        )


def test_sentences_stand_beside_their_like():
    left = "One cat sat here. Two dogs ran away quickly. Three birds flew over the old house."
    right = "One cat sat here. Two dogs walked away quickly. Three birds flew over the new house."
    drawn = lines(left, right, diff(left, right), width=120, layout="side-by-side")
    rows = [plain([line]).split(" │ ") for line in drawn]
    assert [row[0].split()[0] for row in rows] == ["One", "Two", "Three"]
    assert [row[1].split()[0] for row in rows] == ["One", "Two", "Three"]


def test_changes_are_marked_where_there_is_no_colour():
    left, right = "The old house stood.", "The new house stood."
    text = painted(lines(left, right, diff(left, right), width=80, marks=True), colour=False)
    assert text == "The [-old-]{+new+} house stood.\n"


FACTS = (
    ("It was 3 days, and 40 boats.", "It was 5 days, and 40 boats.", "#[-3-]", "#{+5+}"),
    ("Then Mr Berg spoke at length.", "Then Mr Lund spoke at length.", "@[-Berg-]", "@{+Lund+}"),
)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("left", "right", "old", "new"), FACTS)
def test_another_number_or_name_is_told_apart_in_marks_and_in_colour(left, right, old, new, layout):
    found = diff(left, right)
    plainly = drawn(left, right, found, layout, marks=True, colour=False)
    # in one line the sign stands before both readings, in two columns before each
    wanted = (old, new) if layout == "side-by-side" else (f"{old}{new[1:]}",)
    assert all(mark in plainly for mark in wanted)
    other = diff("They sang all night.", "They drank all night.")
    in_colour = drawn(left, right, found, layout)
    usual = drawn("They sang all night.", "They drank all night.", other, layout)
    assert "#" not in in_colour
    assert set(codes(in_colour)).isdisjoint(codes(usual))
    assert all("1" in code.split(";") for code in codes(in_colour)), "not by colour alone"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_furniture_looks_like_neither_case_nor_an_insertion(layout):
    left = "The ferry was late again.\n"
    codes_of, marks_of = [], []
    for right in (
        left.replace("ferry", "Ferry"),
        left + "\nAdvertisement\n",
        left + "\nNobody came.\n",
    ):
        found = diff(left, right)
        codes_of.append(set(codes(drawn(left, right, found, layout))))
        marks_of.append(drawn(left, right, found, layout, marks=True, colour=False))
    case, furniture, inserted = codes_of
    assert case.isdisjoint(furniture)
    assert furniture.isdisjoint(inserted)
    assert [re.search(r".?\{\+", text)[0].strip() for text in marks_of] == (
        ["]{+", "·{+", "{+"] if layout == "inline" else ["={+", "·{+", "{+"]
    )
    assert "=[-ferry-]" in marks_of[0]


def test_furniture_of_either_side_is_told_without_colour():
    left = "The ferry was late again.\n"
    ends = left + "\nAdvertisement\n"
    first, other = (drawn(*pair, diff(*pair), "inline") for pair in ((left, ends), (ends, left)))
    attributes = [re.sub("38;5;[0-9]+", "", codes(text)[0]) for text in (first, other)]
    assert attributes[0] != attributes[1]


def drawn(left, right, found, layout, *, marks=False, colour=True):
    return painted(lines(left, right, found, width=80, layout=layout, marks=marks), colour=colour)


def codes(text):
    """The styles in a text for a terminal, but for that of the rule between columns."""
    return [code for code in re.findall(r"\x1b\[([\d;]+)m", text) if code not in {"0", "2"}]


def test_colour_strikes_out_and_underlines():
    left, right = "The old house stood.", "The new house stood."
    text = painted(lines(left, right, diff(left, right), width=80), colour=True)
    assert re.search(r"\x1b\[9;38;5;172mold\x1b\[0m \x1b\[4;38;5;33mnew\x1b\[0m", text)
    assert set(re.findall(r"\x1b\[[\d;]*(.)", text)) == {"m"}


def test_control_sequences_of_a_text_never_get_through():
    left, right = "calm \x1b]52;c;aGk=\x07 text", "calm \x1b[2J text\u202e"
    for layout in LAYOUTS:
        drawn = lines(left, right, diff(left, right), width=80, layout=layout, marks=True)
        assert "\x1b" not in painted(drawn, colour=False)
        assert "\u202e" not in painted(drawn, colour=False)


def test_a_deleted_paragraph_keeps_its_own_lines():
    paragraphs = FERRY.strip().split("\n\n")
    right = "\n\n".join(paragraphs[:2] + paragraphs[3:])
    drawn = lines(FERRY, right, diff(FERRY, right), width=80, marks=True)
    texts = [plain([line]) for line in drawn]
    at = next(number for number, text in enumerate(texts) if text.startswith("[-"))
    assert texts[at - 1] == ""
    assert any(text.endswith("-]") for text in texts[at:])


def test_the_first_page_of_a_long_text_costs_a_page():
    taken = []

    class Counted(tuple):
        __slots__ = ()

        def __iter__(self):
            for item in tuple.__iter__(self):
                taken.append(item)
                yield item

    text = "word " * 20_000
    edits = Counted(
        Edit("equal", (at, at + 5), (at, at + 5), "case") for at in range(0, 100_000, 5)
    )
    page = list(islice(stream(text, text, Diff(edits), width=80), 24))
    assert len(page) == 24
    assert len(plain(page)) > 1000
    assert len(taken) < 1000


def drawn_inline(left, right, **options):
    drawn = lines(left, right, diff(left, right), width=80, marks=True, **options)
    return "\n".join("".join(piece.text for piece in line.pieces) for line in drawn)


def test_what_fell_out_does_not_touch_the_word_behind_it():
    left = "The deranged “military special operation” went on for nine weeks."
    right = "The deranged “special operation” went on for nine weeks."
    assert "“[-military-] special" in drawn_inline(left, right)
    left, right = "It was the second term . And then?", "It was the second. And then?"
    assert "[-term-]." in drawn_inline(left, right)


def test_lines_that_do_not_stand_for_each_other_are_lines_of_their_own():
    left = "Board rejects all the plans\n\n" + FERRY
    right = "Photo: harbour archive\n\n" + FERRY
    found = diff(left, right)
    assert {edit.tag for edit in found.edits} == {"delete", "insert", "equal"}
    assert "[-Board rejects all the plans-]\n\n·{+Photo" in drawn_inline(left, right)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_word_of_a_million_letters_is_drawn_in_linear_time(layout):
    letters = "a" * 300_000
    left, right = f"{letters} end", f"{letters}b end"
    drawn = lines(left, right, diff(left, right), width=80, layout=layout)
    check(drawn[:50] + drawn[-50:], 80)
    shown = plain(drawn).replace(" ", "").replace("│", "")
    assert shown.count("a") == 600_000


def test_long_words_are_cut_between_characters():
    text = "é👩\u200d👩\u200d👧" * 900
    drawn = lines(text, text, diff(text, text), width=40)
    assert plain(drawn) == visible(text)
    check(drawn, 40)


def test_no_space_stands_before_a_comma_that_came_in_behind_what_fell_out():
    left, right = "He was known as a friend of all.", "He was known as, with some, of all."
    edits = Diff(
        (
            Edit("equal", (0, 16), (0, 15)),
            Edit("replace", (16, 25), (15, 28), "reworded"),
            Edit("equal", (25, len(left)), (28, len(right))),
        )
    )
    text = plain(lines(left, right, edits, width=200))
    assert text == "He was known as a friend, with some, of all."


@pytest.mark.parametrize("fallen", ["However, ", "Dr. ", "As was said before, "])
def test_what_fell_out_at_the_beginning_of_a_paragraph_stands_in_it(fallen):
    left = f"Storms hit the coast.\n\n{fallen}Margaret Ellis was not hurt.\n\nThe road is closed."
    right = left.replace(fallen, "")
    for one, other, marks in ((left, right, "[-{}-]"), (right, left, "{{+{}+}}")):
        shown = drawn_inline(one, other)
        assert f"\n\n{marks.format(fallen.strip())} Margaret Ellis was not hurt.\n\n" in shown


def test_no_space_stands_between_two_changes_that_touch_on_both_sides():
    shown = drawn_inline('"Boats are late," he said.', "“Ships are late,” he said.")
    assert '[-"-]{+“+}@[-Boats-]{+Ships+} are' in shown


def test_a_title_that_fell_out_stands_in_the_row_of_its_sentence():
    left = "Storms hit the coast.\n\nDr. Margaret Ellis was not hurt in the village."
    right = left.replace("Dr. ", "")
    for one, other in ((left, right), (right, left)):
        shown = [
            "".join(piece.text for piece in line.pieces)
            for line in lines(one, other, diff(one, other), width=120, layout="side-by-side")
        ]
        assert any("Dr. Margaret" in line and line.count("Margaret") == 2 for line in shown)
