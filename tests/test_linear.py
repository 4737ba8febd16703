"""The linear review: lines in, plain lines out, the same `Review` underneath."""

from datetime import UTC, datetime

from tui.linear import Desk, run
from tui.model import Article, Group
from tui.review import Review
from tui.text.visible import visible


def article(name, title=""):
    return Article(name, title, 100, 600, f"b2:{name:0>32}", f"b2:r{name:0>31}")


HOSTILE = "b3\x1b[2J"
NAMES = ("a1", "a2", "b1", "b2", HOSTILE)


def review_of(*groups):
    return Review(
        {name: article(name, f"Story {name[0]}\u202e") for name in NAMES},
        [Group(tuple(sorted(members)), score) for members, score in groups],
        reviewer="alice",
        keep=lambda _: None,
        clock=lambda: datetime(2026, 11, 22, tzinfo=UTC),
    )


def walk(review, *lines):
    """What is printed when `lines` are typed."""
    told, typed = [], iter([*lines, None])
    desk = Desk(
        review,
        ask=lambda: next(typed),
        tell=told.append,
        diff=lambda base, shown: [visible(f"diff of {base} and {shown}")],
        text=lambda name: f"text of {name}\nwith \x1b]52;c;aGk=\x07 in it",
    )
    run(desk)
    return "\n".join(told)


def two_groups():
    return review_of((("a1", "a2"), 0.9), (("b1", "b2", HOSTILE), 0.8))


def test_every_verdict_is_one_line():
    review = two_groups()
    out = walk(review, "a", "2")
    assert [case.state for case in review.cases] == ["canonical", "canonical"]
    assert (review.canonical(0), review.canonical(1)) == (["a1"], ["b2"])
    assert "that was the last open group" in out
    assert out.endswith("\n2 groups: 2 decided, 0 set aside, 0 open (2 canonical).")


def test_moving_comparing_undoing():
    review = two_groups()
    out = walk(review, "j", "b", "v", "x", "u", "r", "k", "s", "u", "g 2", "q", "never read")
    assert "diff of b1 and b3" in out
    assert review.cases[1].state == "not-duplicates"
    assert review.cases[0].state == "undecided"
    assert review.cursor == 1


def test_notes_labels_search_and_help():
    review = two_groups()
    out = walk(review, "e who wrote this", "l spun", "/story b", "/nothing like it", "S", "?")
    assert review.note(0) == "who wrote this"
    assert review.label(0) == "spun"
    assert review.cursor == 1
    assert "Found in the title of b1." in out
    assert "No title, path or text has: nothing like it" in out
    assert "\n2 groups: 0 decided, 0 set aside, 2 open (2 undecided).\n" in out
    assert "same verdict for a newcomer" in out


def test_one_group_is_one():
    assert walk(review_of((("a1", "a2"), 0.9)), "S").endswith(
        "\n1 group: 0 decided, 0 set aside, 1 open (1 undecided)."
    )


def test_groups_set_aside_are_counted_apart_and_reached_by_a_command():
    review = two_groups()
    out = walk(review, "s", "f", "n", "R", "a", "R", "R", "x", "R")
    assert "flagged: b1 (and 2 more); that was the last open group; 2 set aside" in out
    assert "\nNo group is open; 2 set aside (R goes to the next).\n" in out
    assert [case.state for case in review.cases] == ["canonical", "not-duplicates"]
    assert "flagged, score 0.80; 1 decided, 1 set aside, 0 open." in out
    assert "\nNo group is set aside.\n" in out
    assert out.endswith("(1 canonical, 1 not-duplicates).")


def test_what_is_no_command_says_so():
    assert "There is no command 'zap'" in walk(two_groups(), "zap")
    assert "Say which copy: t 1 to t 2." in walk(two_groups(), "t 9")


def test_nothing_hostile_comes_through():
    out = walk(two_groups(), "j", "t 1", "\x1b[A", "d", "u", "3", "/\x1b")
    for raw in ("\x1b", "\x07", "\u202e"):
        assert raw not in out
    assert "␛" in out


def test_without_groups_it_says_so():
    assert walk(review_of(), "a") == "There are no groups of copies to review."


def test_where_all_groups_were_applied_that_is_said():
    first = two_groups()
    walk(first, "a", "2")
    left = {name: first.articles[name] for name in ("a1", "b2")}
    review = Review(left, [], first.decisions.values(), reviewer="alice", keep=lambda _: None)
    assert walk(review).endswith(
        "2 groups are decided and applied: only the canonical copy is left."
    )
