"""The review without a screen: what every key does to the decisions, and back again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.model import Article, Evidence, Group, Match
from tui.review import Pair, Review

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def article(name, title="", words=100):
    return Article(name, title, words, words * 6, f"b2:{name:0>32}", f"b2:raw{name:0>29}")


def group(*names, score=0.9):
    members = tuple(sorted(names))
    matches = tuple(Match(members[0], other, score) for other in members[1:])
    return Group(members, score, matches)


GROUPS = [group("a1", "a2", score=0.97), group("b1", "b2", "b3"), group("c1", "c2", score=0.8)]
ARTICLES = {
    name: article(name, f"Title of {name[0]}")
    for name in ("a1", "a2", "b1", "b2", "b3", "c1", "c2", "z")
}


class Desk:
    """A review with a clock that ticks, and all that it asked to be kept."""

    def __init__(
        self, decisions=(), groups=GROUPS, articles=ARTICLES, reviewer="alice", *, blind=False
    ):
        self.changes = []
        self.ticks = 0
        self.review = Review(
            articles,
            groups,
            decisions,
            reviewer=reviewer,
            keep=self.changes.extend,
            clock=self.tick,
            blind=blind,
        )

    def tick(self):
        self.ticks += 1
        return START + timedelta(seconds=self.ticks)

    def file(self):
        """What a store that kept every change holds."""
        held = {}
        for change in self.changes:
            if change.decision is None:
                held.pop((change.id, change.reviewer), None)
            else:
                held[change.id, change.reviewer] = change.decision
        return held

    def states(self):
        return [case.state for case in self.review.cases]


@pytest.fixture
def desk():
    return Desk()


def test_opening_writes_nothing_and_stands_on_the_first_open_group(desk):
    assert desk.changes == []
    assert desk.review.cursor == 0
    assert desk.review.case.members == ("a1", "a2")
    assert desk.review.open == 3


def test_the_base_is_canonical_and_the_cursor_goes_on(desk):
    said = desk.review.choose_base()
    assert "a1" in said
    assert desk.states() == ["canonical", "undecided", "undecided"]
    assert desk.review.canonical(0) == ["a1"]
    assert desk.review.cursor == 1
    (record,) = desk.file().values()
    assert record.verdict == "canonical"
    assert [member.canonical for member in record.members] == [True, False]


def test_the_copy_shown_is_canonical(desk):
    desk.review.choose_shown()
    assert desk.review.canonical(0) == ["a2"]


def test_a_copy_is_chosen_by_number(desk):
    desk.review.go(1)
    desk.review.choose_number(3)
    assert desk.review.canonical(1) == ["b3"]


@pytest.mark.parametrize("number", [0, 3, 9])
def test_a_number_without_a_copy_decides_nothing(desk, number):
    said = desk.review.choose_number(number)
    assert "no copy" in said
    assert desk.changes == []
    assert desk.review.cursor == 0


@pytest.mark.parametrize(
    ("key", "state"),
    [("not_duplicates", "not-duplicates"), ("skip", "skipped"), ("flag", "flagged")],
)
def test_the_other_verdicts(desk, key, state):
    getattr(desk.review, key)()
    assert desk.states()[0] == state
    assert desk.review.cursor == 1
    assert desk.review.counts[state] == 1


def test_after_the_last_open_group_the_cursor_stays(desk):
    for _ in range(3):
        said = desk.review.choose_base()
    assert "last open" in said
    assert desk.review.open == 0
    assert desk.review.cursor == 2
    assert not desk.review.go_to_next_open()


def test_the_queue_goes_round(desk):
    desk.review.go(2)
    desk.review.choose_base()
    assert desk.review.cursor == 0


def test_deciding_again_replaces_the_record(desk):
    desk.review.choose_base()
    desk.review.go(0)
    desk.review.choose_number(2)
    (record,) = desk.file().values()
    assert [member.canonical for member in record.members] == [False, True]
    assert desk.review.counts["canonical"] == 1


def test_undo_and_redo_over_all_steps_return_to_the_group(desk):
    review = desk.review
    review.choose_base()
    review.skip()
    review.put_note("ask the archive")
    after = desk.file()
    review.go(2)
    assert "note" in review.undo()
    assert review.cursor == 2
    review.undo()
    assert review.cursor == 1
    review.undo()
    assert review.cursor == 0
    assert desk.file() == {}
    assert desk.states() == ["undecided"] * 3
    assert review.undo() == "nothing to undo"
    for _ in range(3):
        review.redo()
    assert desk.file() == after
    assert review.redo() == "nothing to redo"


def test_a_new_action_forgets_what_was_undone(desk):
    desk.review.choose_base()
    desk.review.undo()
    desk.review.skip()
    assert desk.review.redo() == "nothing to redo"


def test_the_pair_steps_through_the_copies_and_swaps(desk):
    review = desk.review
    review.go(1)
    assert (review.pair().base, review.pair().shown) == ("b1", "b2")
    assert review.show_copy(1).shown == "b3"
    assert review.show_copy(1).shown == "b2"
    assert review.show_copy(-1).shown == "b3"
    assert (review.swap().base, review.pair().shown) == ("b3", "b1")
    review.choose_base()
    assert review.canonical(1) == ["b3"]


def test_an_excluded_copy_is_out_of_the_group_and_can_come_back(desk):
    review = desk.review
    review.go(1)
    said = review.exclude_shown()
    assert "b2" in said
    assert review.cursor == 1, "excluding does not decide"
    assert review.excluded() == {"b2"}
    assert review.case.state == "undecided"
    assert "excluded" in review.choose_number(2)
    review.exclude_shown()
    assert review.excluded() == set()
    assert desk.file() == {}, "a record that says nothing is not kept"


def test_deciding_keeps_the_exclusions(desk):
    review = desk.review
    review.go(1)
    review.exclude_shown()
    review.choose_number(3)
    (record,) = desk.file().values()
    assert [(m.canonical, m.excluded) for m in record.members] == [
        (False, False),
        (False, True),
        (True, False),
    ]
    assert review.cases[1].state == "canonical"


def test_excluding_the_canonical_copy_opens_the_group_again(desk):
    review = desk.review
    review.go(1)
    review.choose_number(2)
    review.go(1)
    assert review.pair().base == "b2"
    review.swap()
    review.exclude_shown()
    assert review.cases[1].state == "undecided"
    assert review.excluded(1) == {"b2"}


def test_a_group_of_one_leaves_the_queue(desk):
    said = desk.review.exclude_shown()
    assert "leaves the queue" in said
    assert desk.states()[0] == "not-duplicates"
    assert desk.review.cursor == 1


def test_a_note_stands_on_an_undecided_group_and_survives_the_verdict(desk):
    review = desk.review
    review.put_note("two different mayors?")
    assert review.case.state == "undecided"
    assert review.note() == "two different mayors?"
    review.choose_base()
    assert review.note(0) == "two different mayors?"
    assert len(desk.file()) == 1
    review.go(0)
    review.put_note("")
    assert review.note(0) == ""
    assert review.cases[0].state == "canonical"


def test_an_empty_note_on_nothing_keeps_nothing(desk):
    desk.review.put_note("x")
    desk.review.put_note("")
    assert desk.file() == {}


def test_finding_looks_at_titles_and_paths_and_goes_round(desk):
    review = desk.review
    assert review.find("TITLE OF C")
    assert review.cursor == 2
    assert review.find("b3")
    assert review.cursor == 1
    assert review.find("title", backwards=True)
    assert review.cursor == 0
    assert not review.find("no such words")
    assert review.cursor == 0


def test_decisions_are_there_again_the_next_day(desk):
    desk.review.choose_base()
    desk.review.flag()
    tomorrow = Desk(desk.file().values())
    assert tomorrow.states() == ["canonical", "flagged", "undecided"]
    assert tomorrow.review.cursor == 2
    assert tomorrow.changes == []


def test_an_edited_copy_brings_the_group_back_with_the_old_choice(desk):
    desk.review.choose_number(2)
    edited = ARTICLES | {"a1": Article("a1", "", 90, 500, "b2:" + "e" * 32, "b2:" + "f" * 32)}
    tomorrow = Desk(desk.file().values(), articles=edited)
    assert tomorrow.states()[0] == "stale"
    assert tomorrow.review.pair(0).base == "a2"
    assert any("a1" in reason for reason in tomorrow.review.cases[0].reasons)
    tomorrow.review.go(0)
    tomorrow.review.choose_base()
    assert tomorrow.states()[0] == "canonical"
    assert len(tomorrow.review.decisions) == 1, "the stale record is replaced"


def test_a_newcomer_gets_the_same_verdict_with_one_key(desk):
    desk.review.choose_number(2)
    grown = [group("a1", "a2", "z", score=0.97), *GROUPS[1:]]
    tomorrow = Desk(desk.file().values(), groups=grown)
    review = tomorrow.review
    assert review.cases[0].state == "stale"
    review.go(0)
    assert (review.pair().base, review.pair().shown) == ("a2", "z"), "the newcomer alone is asked"
    review.same_verdict()
    assert tomorrow.states()[0] == "canonical"
    assert review.canonical(0) == ["a2"]
    assert len(review.decisions) == 1


def test_without_a_newcomer_the_same_verdict_says_what_it_is_for(desk):
    assert "newcomer" in desk.review.same_verdict()
    assert desk.changes == []


def test_two_reviewers_who_disagree_are_a_conflict_until_one_settles_it(desk):
    desk.review.choose_number(1)
    bob = Desk(desk.file().values(), reviewer="bob")
    bob.review.go(0)
    bob.review.choose_number(2)
    assert bob.states()[0] == "conflict"
    assert bob.review.counts["conflict"] == 1
    both = [*desk.file().values(), *bob.file().values()]
    alice = Desk(both)
    assert alice.states()[0] == "conflict"
    assert any("bob says a2" in reason for reason in alice.review.cases[0].reasons)
    alice.review.go(0)
    alice.review.choose_number(2)
    assert alice.states()[0] == "canonical"
    bob.review.go(0)
    bob.review.choose_number(2)
    assert bob.states()[0] == "canonical", "deciding again in the face of the other word settles it"
    bob.review.undo()
    assert bob.states()[0] == "conflict"


def test_two_texts_in_one_group_get_a_canonical_each_in_eight_keys():
    names = ("p1", "p2", "q1", "q2")
    desk = Desk(groups=[group(*names)], articles={name: article(name) for name in names})
    review = desk.review
    review.show_copy(1)  # b: q1 is shown
    review.put_in_other_part()  # D
    review.show_copy(1)  # b: q2 is shown
    review.put_in_other_part()  # D
    said = review.choose_number(1)
    assert "2 copies of this group still wait" in said
    assert review.cases[0].state == "undecided"
    review.choose_number(4)
    assert review.cases[0].state == "canonical"
    assert sorted(review.canonical()) == ["p1", "q2"]
    assert sorted(len(record.members) for record in desk.file().values()) == [2, 2]
    tomorrow = Desk(desk.file().values(), [group(*names)], review.articles)
    assert tomorrow.states() == ["canonical"]
    review.choose_number(3)
    assert sorted(review.canonical()) == ["p1", "q1"], "a part is decided again by itself"


def test_a_part_of_one_copy_is_not_decided(desk):
    desk.review.go(1)
    desk.review.put_in_other_part()
    assert "one copy alone" in desk.review.choose_shown()
    assert desk.changes == []
    desk.review.choose_base()
    assert desk.review.put_in_other_part()
    assert "one copy alone" in desk.review.not_duplicates() or desk.review.cases[1].state


def test_joined_groups_are_one_case_and_undo_takes_them_apart(desk):
    review = desk.review
    review.go(2)
    said = review.join([0])
    assert "4 copies" in said
    assert [case.members for case in review.cases] == [("a1", "a2", "c1", "c2"), ("b1", "b2", "b3")]
    assert review.cursor == 0
    review.choose_number(3)
    assert review.canonical(0) == ["c1"]
    assert len(desk.file()) == 1
    tomorrow = Desk(desk.file().values())
    assert tomorrow.states() == ["canonical", "undecided"]
    review.undo()
    review.undo()
    assert [len(case.members) for case in review.cases] == [2, 3, 2]
    assert desk.file() == {}
    review.redo()
    assert [len(case.members) for case in review.cases] == [4, 3]


def test_many_groups_under_one_key_are_one_step_of_undo(desk):
    review = desk.review
    assert review.at_each([0, 2], "skipped", review.skip) == 2
    assert desk.states() == ["skipped", "undecided", "skipped"]
    assert review.cursor == 0
    review.undo()
    assert desk.states() == ["undecided"] * 3


def test_a_rule_decides_and_its_name_is_kept(desk):
    review = desk.review
    assert review.choose_by_rule({0: "a2", 1: "b3"}, "longest") == 2
    assert desk.states() == ["canonical", "canonical", "undecided"]
    assert {record.rule for record in desk.file().values()} == {"longest"}
    review.undo()
    assert desk.file() == {}


def test_a_label_stands_and_goes(desk):
    review = desk.review
    review.put_label("spun")
    assert review.label() == "spun"
    review.choose_base()
    assert review.label(0) == "spun"
    review.go(0)
    review.put_label("")
    assert review.label() == ""
    assert review.case.state == "canonical"


def test_the_list_is_filtered_and_sorted_and_every_way_keeps_to_it(desk):
    review = desk.review
    assert review.arrange("", "least alike") == 3
    assert list(review.order) == [2, 1, 0]
    review.go(2)
    assert review.step(1)
    assert review.cursor == 1
    assert review.arrange("size>2", "score") == 1
    assert review.arranged == ("size>2", "score")
    assert (review.cursor, review.rank(1), review.rank(0)) == (1, 0, None)
    review.choose_base()
    assert review.cursor == 1, "what is decided stays in the list, and nothing else is open there"
    assert not review.find("a1")
    assert review.arrange("state:undecided", "score") == 2
    assert review.cursor == 0
    review.not_duplicates()
    assert review.cursor == 2


def test_a_filter_that_nothing_passes_leaves_an_empty_list(desk):
    assert desk.review.arrange("path:nowhere", "score") == 0
    assert not desk.review.step(1)
    assert not desk.review.find("a1")
    assert desk.review.next_open(0) is None


def test_rows_are_selected_one_by_one_and_as_a_range(desk):
    review = desk.review
    review.select()
    assert review.selected == {0}
    review.go(2)
    review.select_to(1)
    assert review.selected == {0, 1, 2}
    review.select()
    assert review.selected == {0, 1}


def test_todays_work_is_counted(desk):
    desk.review.choose_base()
    desk.review.not_duplicates()
    desk.review.choose_by_rule({2: "c1"}, "longest")
    counted = desk.review.tally()
    assert (counted.decided, counted.by_hand, counted.by_rule) == (3, 2, 1)
    assert (counted.agreed, counted.suggested) == (0, 0), "nothing told the copies apart"


def test_rules_are_shown_the_open_groups_of_the_list(desk):
    desk.review.choose_base()
    desk.review.arrange("size>2", "score")
    (group,) = desk.review.candidates()
    assert group.position == 1
    assert [copy.id for copy in group.copies] == ["b1", "b2", "b3"]
    assert group.furniture == (0, 0, 0)


def test_in_a_blind_review_the_other_word_is_hidden_until_ones_own_is_given(desk):
    desk.review.choose_number(1)
    desk.review.choose_number(1)
    bob = Desk(desk.file().values(), reviewer="bob", blind=True)
    assert bob.states() == ["undecided"] * 3
    assert bob.review.canonical(0) == []
    assert bob.review.cases[0].standings == ()
    bob.review.choose_number(2)
    assert bob.states() == ["conflict", "undecided", "undecided"]
    assert bob.review.cursor == 1
    bob.review.undo()
    assert bob.states() == ["undecided"] * 3
    bob.review.redo()
    bob.review.go(1)
    bob.review.choose_number(1)
    assert bob.states() == ["conflict", "canonical", "undecided"], "they agree on the second"
    again = Desk([*desk.file().values(), *bob.file().values()], reviewer="bob", blind=True)
    assert again.states() == bob.states()


def test_a_title_that_is_furniture_gives_way_to_another_copys():
    articles = {
        "a1": article("a1", "Skip to main content"),
        "a2": article("a2", "Ferry is late"),
        "b1": article("b1", "Home | News"),
        "b2": article("b2", "Home | News"),
    }
    spans = {"a1": ((0, 20), (300, 340)), "b1": ((0, 11),), "b2": ((0, 11),)}
    review = Review(
        articles,
        [group("a1", "a2", score=0.9), group("b1", "b2", score=0.8)],
        reviewer="alice",
        keep=lambda _: None,
        furniture=spans,
    )
    assert review.title(0) == "Ferry is late"
    assert review.title(1) == "Home | News", "where there is no other"


@pytest.mark.parametrize(
    ("titles", "shown"),
    [
        (["3 May 2019, Getty", "Ferry is late again", "The ferry is late"], "Ferry is late again"),
        (["Ferry is late", "Boat comes late"], "Ferry is late"),
        (["", "Ferry is late"], "Ferry is late"),
        (["Post | Home | World | Sport", "Ferry is late"], "Ferry is late"),
        (["Post | Home | World | Sport", ""], "Post | Home | World | Sport"),
        (["Dernières nouvelles", "渡し船が遅れる", "渡し船がまた遅れる"], "渡し船が遅れる"),
    ],
)
def test_the_title_shown_is_that_which_most_copies_have(titles, shown):
    names = [f"c{at}" for at in range(len(titles))]
    articles = {name: article(name, title) for name, title in zip(names, titles, strict=True)}
    review = Review(
        articles, [group(*names, score=0.9)], reviewer="alice", keep=lambda _: None, furniture={}
    )
    assert review.title(0) == shown


def test_a_copy_that_differs_is_shown_before_one_that_is_the_same():
    articles = {name: article(name, "Ferry is late") for name in ("a1", "a2", "a3")}
    articles["a2"] = replace(articles["a2"], digest=articles["a1"].digest)
    found = group("a1", "a2", "a3", score=0.9)
    review = Review(articles, [found], reviewer="alice", keep=lambda _: None, furniture={})
    assert review.pair() == Pair("a1", "a3")


def test_a_review_of_nothing():
    desk = Desk(groups=[])
    assert desk.review.open == 0
    assert desk.review.cases == []
    assert not desk.review.go(3)
    assert not desk.review.go_to_next_open()
    assert not desk.review.find("x")
    assert desk.review.undo() == "nothing to undo"


KEYS = st.sampled_from(
    [
        "choose_base",
        "choose_shown",
        "not_duplicates",
        "skip",
        "flag",
        "exclude_shown",
        "undo",
        "redo",
        "swap",
        "go_to_next_open",
        "same_verdict",
    ]
)
STEPS = st.lists(
    st.one_of(KEYS, st.integers(-1, 4), st.text("ab", max_size=2).map(lambda text: f"note:{text}")),
    max_size=25,
)


@given(STEPS)
@settings(max_examples=150, deadline=None)
def test_any_walk_keeps_file_counts_and_states_in_step(steps):
    desk = Desk()
    review = desk.review
    for step in steps:
        if isinstance(step, int):
            review.go(step)
            review.choose_number(step)
        elif step.startswith("note:"):
            review.put_note(step.removeprefix("note:"))
        else:
            getattr(review, step)()
    assert desk.file() == review.decisions, "what was kept is what the review says"
    fresh = Desk(desk.file().values())
    assert fresh.states() == desk.states(), "and tomorrow says the same"
    assert +review.counts == +fresh.review.counts
    while review.undo() != "nothing to undo":
        pass
    assert desk.file() == {}


def test_groups_are_filtered_by_what_one_copy_alone_has():
    told = replace(group("a1", "a2"), evidence=(Evidence(numbers=2), Evidence(differing=3)))
    review = Desk(groups=[told, group("c1", "c2", score=0.8)]).review
    assert review.arrange("differs:number", "score") == 1
    assert review.case.members == ("a1", "a2")
    assert review.arrange("differs:wording", "score") == 1
    assert review.arrange("differs:name,quotation", "score") == 0
