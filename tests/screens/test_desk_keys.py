"""The keys of a day's work: many groups at once, rules, filters, parts, moved passages."""

import re
from dataclasses import replace

import pytest

from tui.compare.copies import collate
from tui.compare.diff import edits
from tui.config import Config
from tui.screens import outside
from tui.screens.help import HelpScreen
from tui.screens.prompts import ChoiceScreen, LineScreen
from tui.screens.rule import RuleScreen


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
        assert "one copy alone" in d.said("message")
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
        outside, "_run", lambda _, command, given: ran.append((command, given)) or ""
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


async def test_the_table_of_copies_stands_where_there_is_room(desk):
    async with desk(size=(160, 48)) as d:
        at = next(n for n, case in enumerate(d.review.cases) if len(case.members) == 3)
        d.review.go(at)
        d.screen.show()
        await d.settle()
        shown = d.on_screen()
        assert "furn." in shown
        for member in d.review.case.members:
            assert member in shown
    async with desk(size=(159, 48)) as d:
        assert "furn." not in d.on_screen()


async def test_copies_of_one_text_stand_in_one_row(desk, tmp_path, folder):
    where = tmp_path / "many"
    where.mkdir()
    text = (folder / "owls-1.txt").read_text()
    for number in range(9):
        (where / f"copy{number}.txt").write_text(text)
    (where / "odd.txt").write_text(text.replace("five chicks", "six chicks"))
    async with desk(size=(160, 48), where=where) as d:
        assert len(d.review.case.members) == 10
        assert "weakest tie" in d.said("message")
        shown = [line for line in d.on_screen().split("\n") if ".txt" in line]
        assert "and 7 more with exactly this text" in "".join(shown)
        assert d.review.pair().shown == "odd.txt", "the odd one is compared first"
        rows = [row for row in shown if "base" in row or "same" in row or "odd" in row]
        assert "odd.txt" in rows[1], "and stands before those that are all the same"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 48)])
async def test_every_line_is_exactly_as_wide_as_the_screen(desk, size):
    async with desk(size=size) as d:
        for line in d.on_screen().split("\n"):
            assert len(line) == size[0]


async def test_keys_that_are_taken_away_are_shown_as_such(desk):
    async with desk(size=(100, 80), config=Config(keys={"flag": ()})) as d:
        await d.press("f")
        assert d.states()[0] == "undecided"
        await d.press("?", *"flag it")
        assert "(no key)" in d.on_screen()


async def test_all_copies_are_shown_at_once_with_who_reads_otherwise(desk):
    async with desk(size=(100, 30)) as d:
        await d.press(*"jk", "t")
        await d.settle()
        shown = d.on_screen()
        assert "where they differ" in shown
        assert "the base" in shown
        assert "Visitors are asked to keep away." in shown
        await d.press("]", "escape")
        assert d.app.screen is d.screen
        assert d.on_disk() == {}


@pytest.mark.parametrize(("columns", "there"), [(100, False), (120, True)])
async def test_the_whole_diff_stands_in_one_column_where_there_is_room(desk, columns, there):
    async with desk(size=(columns, 30)) as d:
        column = [line[-1] for line in d.on_screen().split("\n")][2:-3]
        assert (("│" in column or "┆" in column) and len({*column} - {" "}) > 1) == there


async def test_what_was_searched_for_is_highlighted_until_0_clears_it(desk):
    async with desk() as d:
        await d.press("/", *"barn", "enter")
        row = d.screen.list.row(d.screen.list.cursor, 80)
        assert [part.text for part in row if part.style and part.style.reverse][-1] == "Barn"
        await d.press("0")
        row = d.screen.list.row(d.screen.list.cursor, 80)
        assert "Barn" not in [part.text for part in row]


async def test_a_small_terminal_says_what_it_hides(desk):
    async with desk(size=(40, 12)) as d:
        assert "counts under S, keys under ?" in d.on_screen()
        await d.pilot.resize_terminal(100, 30)
        await d.settle()
        await d.press("j", "k")
        assert "counts under S" not in d.on_screen()


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


async def test_what_a_pair_amounts_to_is_told_on_a_key(desk):
    async with desk() as d:
        await d.press("P")
        shown = d.on_screen()
        assert "What the two amount to" in shown
        assert "verbatim and in place" in shown
        assert "Numbers that differ: 0" in shown
        assert "longest run" in shown
        await d.press("q", "K")
        assert re.search(r"1 inserted +1 ", d.on_screen())
        await d.press("1")
        assert "jump by: inserted" in d.said("message")


async def test_where_a_comparison_was_bounded_the_pair_says_so(desk, monkeypatch):
    def bounded(*given, **options):
        return replace(edits(*given, **options), notes=("it was too long",))

    monkeypatch.setattr("tui.screens.comparing.edits", bounded)
    async with desk() as d:
        assert "coarser (P)" in d.said("pair")
        assert "it was too long" in d.said("message")
        await d.press("P")
        assert "it was too long." in d.on_screen()


async def test_several_copies_tell_the_medoid_bounds_and_counts(desk, folder, monkeypatch):
    def bounded(*given, **options):
        return replace(collate(*given, **options), notes=("it was too long",))

    monkeypatch.setattr("tui.screens.comparing.collate", bounded)
    text = (folder / "owls-2.txt").read_text()
    (folder / "owls-2.txt").write_text(text.replace("grain loft", "hay loft"))
    async with desk() as d:
        await d.press("F", *"size>2", "enter", "t")
        shown = d.on_screen()
        assert "the medoid" in shown
        assert "note: it was too long" in shown
        assert "›" not in shown
        await d.press("m")
        assert "1/2›" in d.on_screen().replace("\u00a0", " ")
