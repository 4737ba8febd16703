"""What a summary says in words: bounded, with a word on how many more, and long readings told apart."""

from dataclasses import replace

from tui import pair_summary
from tui.compare.compare_texts import diff
from tui.compare.summary.summary import summarise

LEFT = "The ferry to Aldersby was 3 hours late. Nobody on the quay was told why."
SUMMARY = summarise(LEFT, LEFT.replace("3", "5"), diff(LEFT, LEFT.replace("3", "5")))


def test_what_is_left_out_of_the_head_is_counted():
    many = tuple((str(number), str(number + 100)) for number in range(50))
    summary = replace(SUMMARY, numbers=many, quotations=many)
    lines = pair_summary.head(summary)
    numbers = next(line for line in lines if line.startswith("numbers: "))
    assert numbers.endswith("; 11 → 111; 38 more")
    assert lines[-1] == "  46 more"


def test_long_readings_are_told_by_where_they_part():
    long = "they had been promised a new ferry by every minister since the old one sank " * 4
    told = pair_summary.answer((f"{long}in Leeds", f"{long}in Oslo"))
    left, right = told.split(" → ")
    assert left.startswith("…")
    assert left.endswith("in Leeds")
    assert right.endswith("in Oslo")
    assert len(told) < 200


def test_the_page_has_both_sides_the_facts_and_the_bounds():
    said = pair_summary.page(SUMMARY, ["so much has changed"])
    assert "Numbers that differ: 1\n  3 → 5" in said
    assert "Names that differ: 0" in said
    assert "bounded:\n  so much has changed." in said
    assert "       1  number" in said
    shares = [line for line in said.splitlines() if line.startswith("verbatim")]
    assert shares[0].count("%") == 2


def test_hostile_readings_are_made_visible():
    assert "\x1b" not in pair_summary.answer(("a\x1b[2J", "b\u202e"))
