"""Another session writes into the same decisions file: what the reviewer does next is about what they looked at."""

from datetime import UTC, datetime

import pytest

from tests.screens.test_growing_desk import growing, held  # noqa: F401 - fixtures
from tests.screens.test_place import long_pair  # noqa: F401 - a fixture
from tui.model import Change
from tui.review import Review, now
from tui.review.tools.decision_records import decision
from tui.screens.app import DeskApp
from tui.screens.review_layout import Desk
from tui.store.decisions.decisions_file import DecisionsFile
from tui.store.decisions.saver import Saved


def at(review, name):
    return next(n for n, case in enumerate(review.cases) if case.members[0].startswith(name))


def elsewhere(d, act, reviewer="bob"):
    """Another session on the same folder and file does something."""
    file, changes, review = DecisionsFile(d.app.file.path), [], d.review
    loaded = file.load().decisions
    other = Review(review.articles, review._groups, loaded, reviewer=reviewer, keep=changes.extend)
    act(other)
    file.write(changes)


def going_to(name, act):
    def done(review):
        review.cursor = at(review, name)
        act(review)

    return done


def joining(*names):
    return going_to(names[0], lambda review: review.join([at(review, name) for name in names]))


async def go_to(d, name):
    d.review.cursor = at(d.review, name)
    d.screen.show()
    await d.settle()


async def hear(d, act, name="tram"):
    """The other session acts; a decision of ours on the group `name`, saved meanwhile, brings its news."""
    elsewhere(d, act)
    here = d.review.cursor
    d.review.cursor = at(d.review, name)
    d.review.flag()
    d.review.cursor = here
    assert d.app.saver.settle(10)
    await d.settle()


def external_changes(d, record):
    return DeskApp.Heard(
        Saved(
            d.app.file.path,
            1,
            datetime.now(UTC),
            (),
            (Change(record.id, record.reviewer, record),),
        )
    )


async def test_the_copy_that_is_looked_at_is_chosen(desk):
    async with desk() as d:
        await go_to(d, "owls")
        await d.press("b")
        looked_at = d.review.pair().shown
        await hear(d, going_to("bridge", lambda review: review.skip()))
        await d.press("c")
        assert d.review.canonical(at(d.review, "owls")) == [looked_at]


async def test_what_is_suggested_follows_what_another_has_chosen(desk):
    async with desk() as d:
        await go_to(d, "owls")
        bridge = at(d.review, "bridge")
        base = d.review.pair(bridge).base
        other = next(member for member in d.review.cases[bridge].members if member != base)
        await hear(d, going_to("bridge", lambda review: review._choose(other)))
        assert d.review.canonical(bridge) == [other]
        assert d.review.pair(bridge).base == other


async def test_a_part_of_a_group_stays_one(desk):
    async with desk() as d:
        await go_to(d, "owls")
        shown = d.review.pair().shown
        await d.press("D")
        await hear(d, going_to("bridge", lambda review: review.skip()))
        assert d.review.other_part(at(d.review, "owls")) == {shown}
        await d.press("a")
        assert d.review.excluded(at(d.review, "owls")) == {shown}


async def test_what_is_selected_stays_selected(desk):
    async with desk() as d:
        await go_to(d, "owls")
        d.review.selected = {at(d.review, "owls"), at(d.review, "bridge")}
        await hear(d, going_to("tram", lambda review: review.put_note("hm")))
        await d.press("x")
        assert d.review.cases[at(d.review, "bridge")].state == "not-duplicates"


async def test_a_range_begins_at_its_group_where_others_are_joined(desk):
    async with desk() as d:
        names = [case.members[0].split("-")[0] for case in d.review.cases]
        await go_to(d, names[2])
        await d.press("V")
        began = d.review.case.members[0]
        await hear(d, joining(*names[:2]), names[0])
        await d.press("V")
        assert {d.review.position_of(began)} == d.review.selected


async def test_a_rule_is_tried_anew_where_groups_have_become_others(desk):
    async with desk() as d:
        await d.press(":", *"longest")
        names = [case.members[0].split("-")[0] for case in d.review.cases]
        elsewhere(d, joining(*names[1:]))
        d.review.put_note("of a moment ago")
        assert d.app.saver.settle(10)
        await d.settle()
        await d.press("down", "down", "tab", "enter")
        assert d.states().count("canonical") == 1
        assert len(d.states()) == 2


async def test_a_group_that_a_rule_leaves_out_is_left_out_also_after_news(desk):
    async with desk() as d:
        await d.press(":", *"longest", "down", "tab")
        names = [case.members[0].split("-")[0] for case in d.review.cases]
        await hear(d, going_to(names[0], lambda review: review.skip()), names[2])
        assert "[ ]" in d.on_screen()
        await d.press("enter")
        assert d.review.cases[at(d.review, names[1])].state == "undecided"


async def test_a_verdict_that_another_session_of_the_reviewer_had_not_seen_is_a_conflict(desk):
    async with desk() as d:
        elsewhere(d, going_to("bridge", lambda review: review.flag()), "alice")
        late, hears = [], d.app._hear
        d.app.saver._heard = late.append  # what is heard waits on a busy machine
        d.review.cursor = at(d.review, "tram")
        d.review.skip()
        assert d.app.saver.settle(10)
        d.review.cursor = at(d.review, "bridge")
        d.review.not_duplicates()
        assert d.app.saver.settle(10)
        for one in late:
            hears(one)
        await d.settle()
        case = d.review.cases[at(d.review, "bridge")]
        assert case.state == "conflict"
        assert case.reasons == (
            "alice decided differently in two sessions: flagged; these are no copies",
        )
        d.review.cursor = at(d.review, "bridge")
        d.review.not_duplicates()
        assert d.app.saver.settle(10)
        await d.settle()
        assert d.review.cases[at(d.review, "bridge")].state == "not-duplicates"


@pytest.mark.parametrize("event", ["news", "end of indexing"])
async def test_the_place_in_a_diff_is_kept(desk, long_pair, event):  # noqa: F811
    async with desk(where=long_pair) as d:
        await d.press(*["]"] * 25)
        if event == "news":
            record = decision(d.review.copies(), "skipped", reviewer="bob", at=now())
            d.app.post_message(external_changes(d, record))
        else:
            d.screen.complete(d.review._groups, ())
        await d.settle()
        assert d.screen.pane.change == 24


async def test_no_group_may_be_left_while_a_diff_or_a_note_is_on_its_way(growing, held):  # noqa: F811
    async with growing() as d:
        held.told.put(0)
        await d.until_open()
        await d.until(lambda: d.screen._drawn, "the diff")
        drawn, first = d.screen._drawn, d.review.case.members[0]
        await d.press("e", *"xyz")
        members = [article for group in held.index.groups[:2] for article in group.members]
        copies = [d.review.articles[member] for member in members]
        record = decision(copies, "skipped", reviewer="bob", at=now())
        d.app.post_message(external_changes(d, record))
        await d.pilot.pause()
        assert d.review.cases == []
        d.app.desk.post_message(Desk.Ready(drawn))
        held.told.put(2)
        await d.until(lambda: len(d.review.cases) == 1, "the next group")
        await d.press("ctrl+s")
        noted = [case.members for n, case in enumerate(d.review.cases) if d.review.note(n)]
        assert all(first in members for members in noted)
