"""Three texts in, one out, by meaning; and what git left behind is opened the same way."""

import random
from dataclasses import replace

import pytest

from tui.errors import DecisionsError
from tui.store.decisions.document import Document
from tui.store.decisions.toml_reader import Malformed, read
from tui.store.merging.conflict_markers import has_markers, sides
from tui.store.merging.merge_documents import merge, merge_all, merge_texts, opened
from tui.store.merging.record_order import alternatives, following


@pytest.fixture
def file(change):
    def of(*decisions, base=None):
        return (base or Document()).with_changes(map(change, decisions))

    return of


def said(merged):
    return set(merged.document.decisions.values())


def test_what_either_side_added_is_there(file, decide):
    base = file(decide(0))
    merged = merge(base, file(decide(1), base=base), file(decide(2), base=base))
    assert said(merged) == {decide(0), decide(1), decide(2)}
    assert (merged.lost, merged.notes) == ((), ())
    assert read(merged.document.text()).decisions == merged.document.decisions


def test_what_one_side_removed_is_gone(file, decide, removal):
    base = file(decide(0), decide(1), decide(2))
    ours, theirs = base.with_changes([removal(decide(0))]), base.with_changes([removal(decide(2))])
    assert said(merge(base, ours, theirs)) == {decide(1)}


def test_what_one_side_changed_is_taken_in_its_own_words(file, decide):
    base = file(decide(0), decide(1))
    changed = base.text().replace("[[decision]]", "# theirs\n[[decision]]", 1)
    merged = merge(base, file(decide(1, verdict="flagged"), base=base), read(changed))
    assert "# theirs\n[[decision]]" in merged.document.text()
    assert merged.document.decisions[decide(1).key].verdict == "flagged"


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("minutes", [-300, 0, 300])
def test_two_verdicts_that_did_not_know_of_each_other_are_a_conflict_the_same_on_every_machine(
    file, decide, turned, minutes
):
    base = file(decide(0))
    first, second = decide(0, verdict="flagged"), decide(0, verdict="skipped", minutes=minutes)
    both = [file(first, base=base), file(second, base=base)]
    merged = merge(base, *(both[::-1] if turned else both))
    (result,) = said(merged)
    assert set(alternatives(result)) == {first, second}
    assert result == next(iter(said(merge(base, *both))))
    assert merged.lost == ()
    assert "are in conflict; decide again to settle it" in merged.notes[0]
    assert read(merged.document.text()).decisions == merged.document.decisions


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("minutes", [-300, 300])
@pytest.mark.parametrize("based", [False, True])
def test_the_one_whose_writer_had_read_the_other_is_taken(file, decide, turned, minutes, based):
    base = file(decide(0)) if based else None
    first = following(decide(0, verdict="flagged"), decide(0))
    second = following(decide(0, verdict="skipped", minutes=minutes), first)
    both = [file(first), file(second)]
    merged = merge(base, *(both[::-1] if turned else both))
    assert said(merged) == {second}
    assert merged.lost == (first,)


@pytest.mark.parametrize("turned", [False, True])
def test_a_verdict_by_hand_stands_where_a_rule_did_not_know_of_it(file, decide, turned):
    by_hand, by_rule = decide(0), decide(0, verdict="flagged", minutes=9, rule="longest")
    both = [file(by_hand), file(by_rule)]
    merged = merge(None, *(both[::-1] if turned else both))
    assert said(merged) == {by_hand}
    assert merged.lost == (by_rule,)
    assert (
        "canonical of 2026-11-22 13:40 stays, flagged of 2026-11-22 13:49 by rule"
        in merged.notes[0]
    )


@pytest.mark.parametrize("turned", [False, True])
def test_of_one_verdict_with_two_notes_both_notes_stay(file, decide, turned):
    both = [file(decide(0, note="one")), file(decide(0, note="two", label="spun", minutes=1))]
    merged = merge(None, *(both[::-1] if turned else both))
    assert said(merged) == {decide(0, note="one\ntwo", label="spun", minutes=1)}
    assert merged.lost == ()
    assert "to the same verdict: canonical of 2026-11-22 13:41 stays" in merged.notes[0]


@pytest.mark.parametrize("turned", [False, True])
def test_a_change_outlives_a_removal(file, decide, removal, turned):
    base = file(decide(0))
    changed = decide(0, verdict="flagged", minutes=1)
    both = [file(changed, base=base), base.with_changes([removal(decide(0))])]
    merged = merge(base, *(both[::-1] if turned else both))
    assert said(merged) == {changed}
    assert "removed on the other: it stays" in merged.notes[0]


def test_two_reviewers_never_overwrite_each_other(file, decide):
    mine, yours = decide(0), decide(0, reviewer="bob", verdict="not-duplicates")
    assert said(merge(file(), file(mine), file(yours))) == {mine, yours}


def test_what_stands_around_the_decisions_is_merged_too(file, decide):
    base = file(decide(0))
    theirs = read(base.text().replace("schema = 1\n", 'schema = 1\nteam = "desk"\n'))
    merged = merge(base, file(decide(1), base=base), theirs)
    assert 'team = "desk"' in merged.document.text()


def test_line_ends_make_no_difference(file, decide):
    base = file(decide(0))
    theirs = read(file(decide(2), base=base).text().replace("\n", "\r\n"))
    merged = merge(base, file(decide(1), base=base), theirs)
    assert said(merged) == {decide(0), decide(1), decide(2)}
    assert "\r" not in merged.document.text()


def test_merging_is_fair_whoever_is_ours(file, decide, removal):
    chance = random.Random(2)
    for _ in range(60):
        base = file(*(decide(n) for n in range(6)))
        both = []
        for minute in (1, 2):
            changes = [
                decide(n, verdict=chance.choice(["flagged", "skipped"]), minutes=minute)
                for n in range(9)
                if chance.random() < 0.3
            ]
            side = file(*changes, base=base)
            both.append(
                side.with_changes([removal(decide(n)) for n in range(6) if n % 3 == minute])
            )
        assert said(merge(base, *both)) == said(merge(base, *both[::-1]))


def test_three_texts_are_merged_to_a_text(file, decide):
    base = file(decide(0))
    text, merged = merge_texts(
        base.text(), file(decide(1), base=base).text(), file(decide(2), base=base).text()
    )
    assert text == merged.document.text() == file(decide(0), decide(1), decide(2)).text()


def test_any_number_of_texts_are_merged_to_one(file, decide):
    early, late = decide(0, verdict="flagged"), decide(0, verdict="skipped", minutes=1)
    documents = [file(early), file(decide(1)), file(late, decide(2, reviewer="bob"))]
    named = [(f"{n}.toml", document.text()) for n, document in enumerate(documents)]
    text, merged = merge_all(named)
    both = replace(late, concurrent=(early,))
    assert set(read(text).decisions.values()) == {both, decide(1), decide(2, reviewer="bob")}
    assert merged.lost == ()
    assert merge_all(named[:1])[0] == named[0][1]
    assert set(read(merge_all(named[::-1])[0]).decisions.values()) == said(merged)


def test_a_text_that_cannot_be_read_is_named(file, decide):
    with pytest.raises(DecisionsError, match=r"bob\.toml:2: this is not TOML"):
        merge_texts(None, file(decide(0)).text(), "schema = 1\noh = = 1\n", ("", "a", "bob.toml"))


# ---- what git leaves --------------------------------------------------------------------------------


def conflicted(ours, theirs, base=None):
    """A file as git leaves it, where everything behind the header is in one conflict."""
    head = ours.before
    parts = [document.text().removeprefix(head) for document in (ours, theirs)]
    middle = f"||||||| 1234567\n{base.text().removeprefix(head)}" if base else ""
    return f"{head}<<<<<<< HEAD\n{parts[0]}{middle}=======\n{parts[1]}>>>>>>> bob\n"


def test_conflict_markers_are_opened_by_meaning(file, decide):
    text = conflicted(file(decide(0), decide(1)), file(decide(0), decide(2)))
    merged = opened(text)
    assert said(merged) == {decide(0), decide(1), decide(2)}
    assert "line 4: git left conflict markers" in merged.notes[0]
    assert not has_markers(merged.document.text())


def test_with_the_ancestor_a_removal_counts(file, decide):
    base = file(decide(0), decide(1))
    merged = opened(conflicted(file(decide(0)), file(decide(0), decide(1), decide(2)), base))
    assert said(merged) == {decide(0), decide(2)}


def test_a_conflict_inside_a_decision(file, decide):
    text = file(decide(0)).text()
    line = 'verdict = "canonical"\n'
    assert line in text
    text = text.replace(line, f'<<<<<<< HEAD\n{line}=======\nverdict = "flagged"\n>>>>>>> bob\n')
    merged = opened(text.replace("\n", "\r\n"))
    (result,) = said(merged)
    assert set(alternatives(result)) == {decide(0), replace(decide(0), verdict="flagged")}


@pytest.mark.parametrize("line", ["<<<<<<< HEAD", ">>>>>>> bob"])
def test_markers_that_do_not_close_are_trouble(file, decide, line):
    text = file(decide(0)).text().replace("[[decision]]", f"{line}\n[[decision]]")
    with pytest.raises(Malformed, match="do not close"):
        opened(text)


def test_trouble_inside_a_side_names_the_conflict(file, decide):
    good, bad = file(decide(0)), file(decide(1))
    text = conflicted(good, bad).replace(f'id = "{decide(1).id}"', "id = oh")
    with pytest.raises(Malformed, match="in one side of a git conflict") as trouble:
        opened(text)
    assert trouble.value.line == 4


def test_a_note_that_looks_like_a_marker_is_a_note(file, decide):
    document = file(decide(0, note="<<<<<<< HEAD\n=======\n>>>>>>> x"))
    assert not has_markers(document.text())
    assert said(opened(document.text())) == set(document.decisions.values())


def test_sides_of_a_text_without_markers():
    assert sides("a\nb\n") is None
    two = sides("a\n<<<<<<< x\nb\n=======\nc\n>>>>>>> y\nd\n")
    assert (two.ours, two.theirs, two.base, two.line) == ("a\nb\nd\n", "a\nc\nd\n", None, 2)


# ---- what git's lines mixed up ----------------------------------------------------------------------


def mixed_up(file, decide):
    """Both branches decided again; git took the verdict of one and the time of the other for theirs."""
    base = file(decide(0))
    ours = file(decide(0, verdict="flagged", minutes=1))
    theirs = file(decide(0, minutes=2))
    times = [f"at = 2026-11-22T13:4{minute}:00Z\n" for minute in (1, 2)]
    text = ours.text().replace(times[0], f"<<<<<<< HEAD\n{times[0]}=======\n{times[1]}>>>>>>> b\n")
    return text, (base.text(), ours.text(), theirs.text())


def test_a_decision_changed_on_both_sides_is_looked_up_in_gits_own_versions(file, decide):
    text, versions = mixed_up(file, decide)
    both = replace(decide(0, minutes=2), concurrent=(decide(0, verdict="flagged", minutes=1),))
    assert said(opened(text, versions=lambda: versions)) == {both}


def test_where_git_is_not_there_both_count_and_it_is_said(file, decide):
    text, _ = mixed_up(file, decide)
    merged = opened(text)
    assert len(said(merged)) == 1
    assert merged.lost == ()
    assert any("was changed on both sides" in note for note in merged.notes)


def test_a_record_that_no_side_wrote_gives_way_to_the_true_one(file, decide):
    mine, yours = decide(0), decide(0, reviewer="bob", verdict="flagged", minutes=2)
    whole = file(mine, yours).text()
    torn = whole.replace('verdict = "flagged"', 'verdict = "canonical"')
    head = file().before
    parts = [text.removeprefix(head) for text in (whole, torn)]
    text = f"{head}<<<<<<< HEAD\n{parts[0]}=======\n{parts[1]}>>>>>>> b\n"
    assert said(opened(text)) == {mine, yours}
    both = f"{head}<<<<<<< HEAD\n{parts[1]}=======\n{parts[1]}# x\n>>>>>>> b\n"
    with pytest.raises(Malformed, match="mixed up"):
        opened(both)
    assert said(opened(both, versions=lambda: (None, whole, whole))) == {mine, yours}


def test_what_a_person_wrote_into_a_conflict_has_the_last_word(file, decide):
    text, versions = mixed_up(file, decide)
    mine = text.replace('tool = "0.1.0"\n', 'tool = "0.1.0"\nnote = "settled by hand"\n')
    (decision,) = said(opened(mine, versions=lambda: versions))
    assert decision.note == "settled by hand"


def test_what_git_dropped_on_both_sides_comes_from_its_own_versions(file, decide):
    ours, theirs = file(decide(0), decide(1)), file(decide(0), decide(2))
    text = conflicted(file(decide(0)), file(decide(0), decide(2)))
    merged = opened(text, versions=lambda: (file(decide(0)).text(), ours.text(), theirs.text()))
    assert said(merged) == {decide(0), decide(1), decide(2)}


def test_a_clean_merge_that_nobody_wrote_is_read_from_its_branches(file, decide):
    mine, yours = file(decide(0)).text(), file(decide(0, reviewer="bob", verdict="flagged")).text()
    torn = mine.replace("canonical = true", "canonical = false")
    with pytest.raises(Malformed, match="canonical verdict"):
        opened(torn)
    merged = opened(torn, versions=lambda: (None, mine, yours))
    assert said(merged) == {decide(0), decide(0, reviewer="bob", verdict="flagged")}
    assert "line 4: git's merge by lines left what nobody wrote" in merged.notes[0]
