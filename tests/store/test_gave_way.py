"""Both verdicts between git's conflict markers are kept by the first save; what is not is recorded once."""

from dataclasses import replace

from tui.store.decisions.decisions_file import DecisionsFile
from tui.store.decisions.undo_journal import Journal


def between_markers(path, ours, theirs, change):
    """A file in which git left two records of one decision between markers."""
    texts = []
    for one in (ours, theirs):
        DecisionsFile(path).write([change(one)])
        texts.append(path.read_text())
        path.unlink()
    begin, end = texts[0].index("[[decision]]"), texts[0].index("# end")
    block = texts[1][texts[1].index("[[decision]]") : texts[1].index("# end")]
    path.write_text(
        f"{texts[0][:begin]}<<<<<<< HEAD\n{texts[0][begin:end]}=======\n{block}>>>>>>> bob\n"
        f"{texts[0][end:]}"
    )
    file = DecisionsFile(path)
    file.check_writable()
    return file


def test_two_verdicts_between_markers_are_a_conflict(path, decide, change):
    early, late = decide(1), decide(1, verdict="flagged", minutes=5)
    file = between_markers(path, late, early, change)
    assert file.load().decisions == (replace(late, concurrent=(early,)),)
    assert file.write([change(decide(2))]).lost == ()
    assert DecisionsFile(path).load().decisions[0].concurrent == (early,)
    assert "<<<<<<<" not in path.read_text()


def test_a_verdict_by_rule_between_markers_gives_way_to_one_by_hand_and_is_recorded_once(
    path, decide, change
):
    by_hand, by_rule = decide(1), decide(1, verdict="flagged", minutes=5, rule="longest")
    file = between_markers(path, by_rule, by_hand, change)
    assert file.load().decisions == (by_hand,)
    assert file.write([change(decide(2))]).lost == (by_rule,)
    assert file.write([change(decide(3))]).lost == ()
    assert [(one.decision, one.how) for one in Journal(path).replaced()] == [(by_rule, "merge")]
