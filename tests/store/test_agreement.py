"""How far reviewers agree: percent, and Krippendorff's alpha against figures worked out by hand."""

from dataclasses import replace

import pytest

from tui.errors import DecisionsError
from tui.store.agreement import agreement, agreement_of_files, question
from tui.store.decisions.decisions_file import DecisionsFile


def units(*columns):
    """One unit for each column of answers; "." is no answer."""
    return [{str(n): said for n, said in enumerate(column) if said != "."} for column in columns]


def test_alpha_of_the_published_example():
    # Krippendorff (2011), C: four observers, twelve units, nominal data, missing answers: .743
    rows = [
        ["1", "2", "3", "3", "2", "1", "4", "1", "2", ".", ".", "."],
        ["1", "2", "3", "3", "2", "2", "4", "1", "2", "5", ".", "3"],
        [".", "3", "3", "3", "2", "3", "4", "2", "2", "5", "1", "."],
        ["1", "2", "3", "3", "2", "4", "4", "1", "2", "5", "1", "."],
    ]
    found = question("example", units(*zip(*rows, strict=True)))
    assert found.alpha == pytest.approx(0.743, abs=0.0005)
    assert found.texts == 11


def test_two_reviewers_by_hand():
    # Ten units, two disagreements: observed 4 / 20; 12 "a" and 8 "b": expected 2 * 12 * 8 / (20 * 19)
    pairs = ["aa"] * 5 + ["bb"] * 3 + ["ab", "ab"]
    found = question("x", units(*pairs))
    assert found.agreeing == 0.8
    assert found.alpha == pytest.approx(1 - (4 / 20) / (2 * 12 * 8 / (20 * 19)))
    assert (found.texts, found.pairs) == (10, 10)


def test_chance_cannot_be_told_from_one_answer():
    found = question("x", units("aa", "aa"))
    assert (found.agreeing, found.alpha) == (1.0, None)
    assert question("x", units("a.", "b.")).agreeing is None


def test_who_says_the_same_agrees(decide):
    found = agreement([decide(n, reviewer=who) for n in range(4) for who in ("alice", "bob")])
    assert found.reviewers == ("alice", "bob")
    copies, canonical = found.questions
    assert (copies.texts, copies.agreeing, copies.alpha) == (8, 1.0, None)
    assert (canonical.texts, canonical.agreeing, canonical.alpha) == (8, 1.0, 1.0)
    assert found.disagreements == ()


def test_each_disagreement_is_told_with_both_sides(decide):
    one = decide(0)
    other = replace(
        decide(0, reviewer="bob"),
        members=tuple(replace(m, canonical=not m.canonical) for m in one.members),
    )
    apart = decide(1, reviewer="bob", verdict="not-duplicates")
    found = agreement([one, other, decide(1), apart, decide(2), decide(2, reviewer="bob")])
    assert [d.paths for d in found.disagreements] == [
        ("wire/0000-0.txt", "wire/0000-1.txt"),
        ("wire/0001-0.txt", "wire/0001-1.txt"),
    ]
    assert found.disagreements[0].said == (("alice", "wire/0000-0.txt"), ("bob", "wire/0000-1.txt"))
    assert found.disagreements[1].said == (("alice", "wire/0001-0.txt"), ("bob", "no copy"))
    copies, canonical = found.questions
    assert (copies.texts, copies.agreeing) == (6, 4 / 6)
    assert (canonical.texts, canonical.agreeing) == (4, 0.5)


def test_what_is_left_open_is_no_answer_and_the_last_word_counts(decide):
    shrugs = [decide(0, reviewer="bob", verdict=verdict) for verdict in ("skipped", "flagged")]
    assert agreement([decide(0), *shrugs]).questions[0].texts == 0
    early = decide(0, reviewer="bob", verdict="not-duplicates")
    late = replace(decide(0, reviewer="bob", minutes=5), id="another")
    assert agreement([decide(0), late, early]).questions[0].agreeing == 1.0


def test_an_excluded_copy_is_no_copy(decide):
    one = decide(0, copies=3)
    out = replace(one.members[2], excluded=True)
    other = replace(one, reviewer="bob", members=(*one.members[:2], out))
    assert [d.paths for d in agreement([one, other]).disagreements] == [("wire/0000-2.txt",)]


def test_files_of_one_reviewer_are_told_apart(tmp_path, decide, change):
    for name in ("home", "office"):
        DecisionsFile(tmp_path / f"{name}.toml").write([change(decide(0))])
    found = agreement_of_files([tmp_path / "home.toml", tmp_path / "office.toml"])
    assert found.reviewers == ("alice in home.toml", "alice in office.toml")
    with pytest.raises(DecisionsError, match="no such file"):
        agreement_of_files([tmp_path / "none.toml"])
    (tmp_path / "bad.toml").write_text("oh = = 1")
    with pytest.raises(DecisionsError, match="not TOML"):
        agreement_of_files([tmp_path / "bad.toml"])
