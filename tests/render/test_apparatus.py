from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from texts import FERRY, SPUN, edited, random_texts

from tui.compare.collate import collate
from tui.render.apparatus import apparatus, siglum
from tui.render.styled_lines import STYLES
from tui.text.cells import width
from tui.text.visible import visible

BASE = "The old ferry left the harbour at dawn."
COPIES = ["The new ferry left the harbour at dawn.", "The ferry left the harbour at dawn today."]


def told(base, copies, cells=80):
    names = [f"{number}.txt" for number in range(len(copies) + 1)]
    return apparatus(base, collate(base, copies), names, width=cells)


def shown(lines):
    return ["".join(piece.text for piece in line.pieces).replace("\u00a0", " ") for line in lines]


def test_who_is_who_then_the_base_then_who_reads_otherwise():
    assert shown(told(BASE, COPIES)) == [
        "A 0.txt – the base",
        "B 1.txt – reads as A at 1 of 2 places",
        "C 2.txt – reads as A at 0 of 2 places",
        "shown as: some others have it, no other has it",
        "",
        "The old[1] ferry left the harbour at dawn[2].",
        "[1] old] (A) new (B) (left out) (C)",
        "[2] (nothing)] (A B) today (C)",
    ]


def test_a_paragraph_is_told_once_where_a_reading_goes_over_its_end():
    base = "A ferry is late.\n\nNobody knows why.\n\nThe harbour is full."
    lines = shown(told(base, ["The harbour is full."]))
    assert lines[4:] == [
        "A ferry is late.[1]",
        "[1] A ferry is late. Nobody knows why.] (A) (left out) (B)",
        "",
        "Nobody knows why.",
        "",
        "The harbour is full.",
    ]


def test_words_are_styled_by_how_many_copies_have_them():
    for copies, style in ((COPIES, "delete"), ([BASE, COPIES[0]], "case"), ([BASE, BASE], "")):
        line = told(BASE, copies)[4 + (style != "")]
        styles = {piece.text: piece.style for piece in line.pieces}
        assert styles.get("old", "") == style
        assert "equal" in styles.values()


def test_every_place_has_one_entry_below_its_number_in_the_text():
    copies = [SPUN, edited(FERRY, 1), edited(SPUN, 2)]
    lines = told(FERRY, copies)
    count = len(collate(FERRY, copies).places)
    assert [start for line in lines for start in line.starts] == list(range(count))
    whole = "\n".join(shown(lines))
    for number in range(1, count + 1):
        assert whole.count(f"[{number}]") == 2
        assert whole.index(f"[{number}]") < whole.rindex(f"\n[{number}]")


def test_a_long_reading_is_told_by_its_first_words():
    whole = "\n".join(shown(told("One.", ["One. So " + "and so on " * 50])))
    assert "127 words more" in whole


def test_sigla_go_on_behind_z():
    assert [siglum(number) for number in (0, 25, 26, 27, 702)] == ["A", "Z", "AA", "AB", "AAA"]


@settings(max_examples=60, deadline=None)
@given(random_texts, st.lists(random_texts, max_size=3), st.integers(2, 40))
def test_lines_are_safe_and_fit(base, copies, cells):
    for line in told(base, copies, cells):
        assert sum(width(piece.text) for piece in line.pieces) <= cells
        for piece in line.pieces:
            assert visible(piece.text, layout=True) == piece.text
            assert piece.style in {*STYLES, ""}


@settings(max_examples=60, deadline=None)
@given(random_texts)
def test_all_of_the_base_is_shown(base):
    whole = "".join("".join(shown(told(base, [], 10_000))).split())
    assert whole == "A0.txt–thebase" + "".join(map(visible, base.split()))


def test_with_marks_it_is_told_how_many_have_a_word():
    lines = apparatus(BASE, collate(BASE, COPIES), "xyz", width=80, marks=True, medoid=1)
    whole = shown(lines)
    assert whole[1] == "B y – reads as A at 1 of 2 places – the medoid: most like all the others"
    assert whole[3].startswith("‹words n/2›: so many of the 2 others have these words")
    assert "The ‹old 0/2›[1] ferry left the harbour at dawn[2]." in whole
    whole = shown(apparatus(BASE, collate(BASE, [BASE, COPIES[0]]), "xyz", width=80, marks=True))
    assert "The ‹old 1/2›[1] ferry left the harbour at dawn." in whole
    shorter = "The old ferry left."
    whole = shown(apparatus(BASE, collate(BASE, [shorter, BASE]), "xyz", width=80, marks=True))
    assert any("‹the harbour at dawn 1/2›" in line for line in whole), "one run, one count"


def test_a_passage_that_a_copy_has_elsewhere_is_told_by_its_first_words():
    paragraphs = FERRY.strip().split("\n\n")
    moved = "\n\n".join([*paragraphs[:2], *paragraphs[3:], paragraphs[2]])
    first_words = " ".join(paragraphs[2].split()[:8])
    lines = " ".join(shown(told(FERRY, [FERRY, moved], cells=400)))
    assert f"note: C has in another place what begins “{first_words} …”" in lines
    assert "B has in another place" not in lines


def test_where_work_was_bounded_it_is_said_before_the_text():
    found = replace(collate(BASE, COPIES), notes=("some changes are told as wholes", "and more"))
    lines = shown(apparatus(BASE, found, "xyz", width=80))
    assert lines[3:5] == ["note: some changes are told as wholes", "note: and more"]


@settings(max_examples=60, deadline=None)
@given(random_texts, st.lists(random_texts, max_size=3), st.integers(12, 40))
def test_with_marks_lines_are_safe_and_fit(base, copies, cells):
    names = [str(number) for number in range(len(copies) + 1)]
    for line in apparatus(base, collate(base, copies), names, width=cells, marks=True):
        assert sum(width(piece.text) for piece in line.pieces) <= cells
