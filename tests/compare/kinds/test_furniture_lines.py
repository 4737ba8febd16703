"""What stands on one side only and is page furniture: as detection says, by its own words, or told twice."""

from tui.compare.compare_texts import diff

BODY = (
    "The ferry sailed again on Monday with many passengers on board.\n\nIt was late in the evening."
)
HEADLINE = "Ferry sails again after repairs"
AUTHOR = "Wilma Okafor is a staff reporter of the Skerry Gazette. She covers the islands. Languages: Norse."


def told(left, right, furniture=((), ())):
    edits = diff(left, right, furniture=furniture).edits
    return [(edit.kind, right[slice(*edit.right)].strip()) for edit in edits if edit.kind != "same"]


def test_detections_furniture_does_not_hide_what_the_line_says_of_itself():
    right = f"{BODY}\n\n{AUTHOR}\n"
    begin = right.index("She covers")
    found = (begin, right.index(" Languages"))
    assert told(BODY, right) == [("furniture", AUTHOR)]
    assert told(BODY, right, ((), (found,))) == [("furniture", AUTHOR)]


def test_what_detection_found_of_a_line_of_prose_is_cut_out_of_it():
    right = f"{BODY}\n\nShe went home. Buy our paper at the gate.\n"
    begin = right.index("Buy")
    assert told(BODY, right, ((), ((begin, len(right)),))) == [
        ("inserted", "She went home."),
        ("furniture", "Buy our paper at the gate."),
    ]


def test_a_headline_repeated_at_the_foot_is_furniture_where_both_copies_have_it_on_top():
    left = f"{HEADLINE}\n\n{BODY}\n"
    right = f"{HEADLINE}\n\n{BODY}\n\n{HEADLINE}\n"
    assert told(left, right) == [("furniture", HEADLINE)]
    assert told(right, left) == [("furniture", "")]


def test_a_short_line_told_twice_is_no_headline():
    left = f"At last\n\n{BODY}\n"
    assert told(left, f"{left}\nAt last\n") == [("inserted", "At last")]
