"""The keys of a day's work: many groups at once, rules, filters, parts, moved passages."""

import pytest

from tui.config import Config
from tui.screens.help import HelpScreen
from tui.screens.prompts import ChoiceScreen, LineScreen
from tui.screens.rule import RuleScreen
from tui.screens.session import external_programs


async def test_a_filter_shows_some_groups_and_0_all_again(desk):
    async with desk() as d:
        await d.press("F")
        assert isinstance(d.app.screen, LineScreen)
        await d.press(*"size>2", "enter")
        assert len(d.review.order) == 1
        assert len(d.review.case.members) == 3
        assert "[size>2] 1" in d.said("header")
        await d.press("0")
        assert len(d.review.order) == 3


async def test_a_filter_that_cannot_be_read_says_why_and_changes_nothing(desk):
    async with desk() as d:
        await d.press("F", *"stat:stale", "enter")
        assert "Did you mean state" in d.said("message")
        assert len(d.review.order) == 3


async def test_a_filter_that_nothing_passes_says_how_to_get_back(desk):
    async with desk() as d:
        await d.press("F", *"nothing-like-it", "enter", "j", "a", "x", "b", "]", "enter", "space")
        assert "0 clears it" in d.said("message")
        assert d.on_disk() == {}
        await d.press("0", "a")
        assert len(d.on_disk()) == 1


async def test_the_list_is_sorted(desk):
    async with desk() as d:
        await d.press("o")
        assert isinstance(d.app.screen, ChoiceScreen)
        await d.press("j", "enter")
        assert d.review.arranged == ("", "least alike")
        assert "sort: least alike" in d.said("header")
        scores = [d.review.cases[at].score for at in d.review.order]
        assert scores == sorted(scores)


async def test_selected_groups_are_decided_at_once_and_undone_at_once(desk):
    async with desk() as d:
        await d.press("space", "space")
        assert d.review.selected == {0, 1}
        assert "• 2 selected" in d.said("header")
        await d.press("x")
        assert d.states() == ["not-duplicates", "not-duplicates", "undecided"]
        assert d.review.selected == set()
        await d.press("u")
        assert d.states() == ["undecided"] * 3
        assert d.on_disk() == {}


async def test_a_range_is_selected(desk):
    async with desk() as d:
        await d.press("V", "G", "V")
        assert d.review.selected == {0, 1, 2}
        await d.press("s")
        assert d.states() == ["skipped"] * 3


async def test_groups_are_joined(desk):
    async with desk() as d:
        await d.press("space", "J")
        assert len(d.review.cases) == 2
        await d.press("u")
        assert len(d.review.cases) == 3


async def test_a_copy_is_put_into_another_part_and_back(desk):
    async with desk() as d:
        at = next(n for n, case in enumerate(d.review.cases) if len(case.members) == 3)
        d.review.go(at)
        d.screen.show()
        await d.settle()
        await d.press("D")
        assert d.review.other_part() == {d.review.pair().shown}
        assert "/2" in d.said("pair")
        await d.press("c")
        assert "excluded from the group: D puts it back" in d.said("message")
        await d.press("D", "c")
        assert d.states()[at] == "canonical"


async def test_the_last_decision_is_repeated(desk):
    async with desk() as d:
        await d.press(".")
        assert "none yet" in d.said("message")
        await d.press("x", ".")
        assert d.states() == ["not-duplicates", "not-duplicates", "undecided"]


async def test_a_copy_of_any_number_is_chosen(desk):
    async with desk() as d:
        await d.press("#", "2", "enter")
        assert d.review.canonical(0) == [d.review.cases[0].members[1]]
        await d.press("#", "q", "enter", "#", "escape")
        assert len(d.on_disk()) == 1


async def test_a_rule_shows_what_it_would_do_then_does_it_as_one_step(desk):
    async with desk() as d:
        await d.press(":")
        assert isinstance(d.app.screen, RuleScreen)
        assert "the copy with most words" in d.on_screen()
        await d.press(*"path", "space", *"owls-3*")
        assert "decides 1 of 3, leaves 2" in d.on_screen()
        await d.press("tab")
        assert "[ ]" in d.on_screen()
        await d.press("enter")
        assert isinstance(d.app.screen, RuleScreen), "nothing is ticked: nothing to decide"
        await d.press("tab", "enter")
        assert d.app.screen is d.screen
        assert sorted(d.states()) == ["canonical", "undecided", "undecided"]
        (record,) = d.on_disk().values()
        assert record.rule == "path owls-3*"
        await d.press("u")
        assert d.on_disk() == {}


async def test_a_rule_replaces_a_verdict_only_where_its_row_is_ticked(desk, folder):
    async with desk() as d:
        d.review.go(d.review.position_of("bridge-1.txt"))
        await d.press("1")
    (folder / "bridge-3.txt").write_text(
        (folder / "bridge-1.txt").read_text() + "It opens in May.\n"
    )
    async with desk() as d:
        at = d.review.position_of("bridge-3.txt")
        assert d.review.cases[at].state == "stale"
        await d.press(":", *"path bridge-3*", "enter")
        assert isinstance(d.app.screen, RuleScreen), "its row is not ticked: nothing to decide"
        assert d.review.canonical(at) == ["bridge-1.txt"]
        assert "was chosen as canonical" in d.on_screen()
        await d.press("tab", "enter")
        assert d.review.canonical(at) == ["bridge-3.txt"]
        await d.press("u")
        assert d.review.canonical(at) == ["bridge-1.txt"]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_preview_names_every_earlier_verdict_and_what_becomes_of_it(desk, folder, size):
    for reviewer in ("alice", "bob"):
        async with desk(reviewer=reviewer) as d:
            d.review.go(d.review.position_of("bridge-1.txt"))
            await d.press("1")
    (folder / "bridge-3.txt").write_text(
        (folder / "bridge-1.txt").read_text() + "It opens in May.\n"
    )
    async with desk(size=size) as d:
        await d.press(":", *"path bridge-3*")
        assert " would be replaced: alice decided on " in d.on_screen()
        assert " would be overruled: bob decided on " in d.on_screen()
        assert d.on_screen().count(": canonical bridge-1.txt") == 2
        await d.press("tab")
        assert " replaced: alice decided on " in d.on_screen()
        assert "would be" not in d.on_screen()
        await d.press("tab")
        assert " would be replaced: alice decided on " in d.on_screen()


async def test_a_rule_that_there_is_not_says_which_there_are(desk):
    async with desk() as d:
        await d.press(":", *"longst")
        assert "Did you mean longest" in d.on_screen()
        await d.press("enter", "escape")
        assert d.on_disk() == {}


async def test_what_is_chosen_in_the_help_is_done(desk):
    async with desk() as d:
        await d.press("ctrl+p")
        assert isinstance(d.app.screen, HelpScreen)
        await d.press(*"not_dup", "enter")
        assert d.app.screen is d.screen
        assert d.states()[0] == "not-duplicates"


async def test_jumping_by_kind_of_change(desk):
    async with desk() as d:
        await d.press("K")
        assert isinstance(d.app.screen, ChoiceScreen)
        await d.press("j", "enter")
        assert "jump by" in d.said("message")
        await d.press("}")
        first = d.screen.pane.edit
        kinds = d.screen._drawn.compared.diff.edits
        assert kinds[first].kind == d.screen._kind
        await d.press("{")
        assert "no more changes" in d.said("message")


async def test_the_other_end_of_a_moved_passage(desk, tmp_path):
    where = tmp_path / "moved"
    where.mkdir()
    first = "The ferry to Osk leaves at nine and carries forty passengers and one dog on most days."
    rest = (
        "Harbour master Edda Lind counted 312 crossings in May, more than in any year since the war. "
        "Tickets are sold in the baker's shop, where the timetable hangs behind the counter. "
        "A second boat is being built at Marrick yard and will be launched before the regatta in July. "
    )
    (where / "a.txt").write_text(f"Ferry news\n\n{first}\n\n{rest}\n")
    (where / "b.txt").write_text(f"Ferry news\n\n{rest}\n\n{first}\n")
    async with desk(where=where) as d:
        await d.press("'")
        said = d.said("message")
        moved = any(line.moved for line in d.screen.pane._lines)
        assert moved == ("no moved passage" not in said)


async def test_the_pager_gets_a_copy_made_visible(desk, folder, monkeypatch):
    ran = []
    monkeypatch.setattr(
        external_programs, "_run", lambda _, command, given: ran.append((command, given)) or ""
    )
    async with desk() as d:
        shown = d.review.pair().shown
        monkeypatch.setenv("PAGER", "less -R")
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", "ed --quiet")
        await d.press("p", "O")
        (pager, given), (editor, nothing) = ran
        assert pager == ["less", "-R"]
        assert given.decode() == (folder / shown).read_text()
        assert editor == ["ed", "--quiet", str(folder / shown)]
        assert nothing is None
        assert "edited" in d.said("message")


async def test_keys_that_are_taken_away_are_shown_as_such(desk):
    async with desk(size=(100, 80), config=Config(keys={"flag": ()})) as d:
        await d.press("f")
        assert d.states()[0] == "undecided"
        await d.press("?", *"flag it")
        assert "(no key)" in d.on_screen()


async def test_a_group_is_cut_at_its_weakest_tie(desk):
    async with desk() as d:
        d.review.go(next(n for n, case in enumerate(d.review.cases) if len(case.members) == 3))
        await d.press("C")
        assert len(d.review.other_part()) == 1
        assert "cut at" in d.said("message")
        await d.press("C")
        assert d.review.other_part() == frozenset()
        assert d.on_disk() == {}


async def test_a_pager_or_editor_that_is_no_command_is_said(desk, monkeypatch):
    monkeypatch.setenv("PAGER", "less 'b")
    monkeypatch.setenv("VISUAL", "vi 'b")
    async with desk() as d:
        await d.press("p")
        assert "PAGER is no command" in d.said("message")
        await d.press("O")
        assert "VISUAL is no command" in d.said("message")
