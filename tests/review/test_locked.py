"""A copy of a reference stays canonical, whatever key is pressed and whatever was decided without the reference."""

from tests.review.desk import GROUPS, Desk, group

KEPT = "a copy of the reference stays canonical: {}; d takes it out of the group"


def test_no_other_copy_is_chosen():
    review = Desk(locked={"a2"}).review
    assert review.choose_number(1) == KEPT.format("a2")
    review.choose_number(2)
    assert review.canonical(0) == ["a2"]


def test_an_old_verdict_is_not_repeated_over_a_newcomer_of_a_reference(desk):
    desk.review.choose_number(2)
    grown = [group("a1", "a2", "z", score=0.97), *GROUPS[1:]]
    tomorrow = Desk(desk.file().values(), groups=grown, locked={"z"})
    tomorrow.review.go(0)
    assert tomorrow.review.same_verdict() == KEPT.format("z")
    assert tomorrow.states()[0] == "stale"
    assert not tomorrow.changes


def test_an_old_verdict_of_which_the_canonical_is_locked_is_repeated(desk):
    desk.review.choose_number(2)
    grown = [group("a1", "a2", "z", score=0.97), *GROUPS[1:]]
    tomorrow = Desk(desk.file().values(), groups=grown, locked={"a2", "z"})
    tomorrow.review.go(0)
    tomorrow.review.same_verdict()
    assert tomorrow.review.canonical(0) == ["a2"]


def test_a_copy_of_a_reference_that_is_put_back_is_not_passed_over():
    review = Desk(locked={"b2"}).review
    review.go(1)
    assert review.pair().base == "b2"
    review.swap()
    review.exclude_shown()
    review.choose_number(1)
    review.go(1)
    assert review.canonical() == ["b1"]
    review.compare("b2")
    review.exclude_shown()
    assert (review.excluded(), review.canonical(), review.case.state) == (set(), [], "undecided")


def test_another_copy_that_is_put_back_leaves_the_reference_canonical():
    review = Desk(locked={"b2"}).review
    review.go(1)
    review.compare("b3")
    review.exclude_shown()
    review.choose_number(2)
    review.go(1)
    review.compare("b3")
    review.exclude_shown()
    assert (review.excluded(), review.canonical()) == (set(), ["b2"])


def test_a_part_without_a_copy_of_the_reference_has_a_canonical_of_its_own():
    review = Desk(groups=[group("b1", "b2", "b3", "z")], locked={"b1"}).review
    for copy in ("b2", "b3"):
        review.compare(copy)
        review.put_in_other_part()
    assert review.choose_number(2).startswith("canonical: b2")
    assert review.choose_number(4) == KEPT.format("b1")
    review.choose_number(1)
    assert review.canonical() == ["b1", "b2"]
    assert review.case.state == "canonical"


def test_what_was_decided_without_the_reference_is_asked_again(desk):
    desk.review.choose_number(1)
    tomorrow = Desk(desk.file().values(), locked={"a2"})
    assert tomorrow.states()[0] == "stale"
    [reason] = tomorrow.review.cases[0].reasons
    assert reason.startswith("a2 stands in a reference: what alice decided on")
    tomorrow.review.go(0)
    tomorrow.review.choose_number(2)
    assert tomorrow.states()[0] == "canonical"
    assert len(tomorrow.review.decisions) == 1
    assert Desk(tomorrow.file().values(), locked={"a2"}).states()[0] == "canonical"
