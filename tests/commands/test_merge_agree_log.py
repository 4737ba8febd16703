"""`merge`, `agree` and `log` as they are called, on files that the store wrote."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tui.cli import main
from tui.model import Article, Change
from tui.review.tools.decision_records import decision
from tui.store.decisions.decisions_file import DecisionsFile


def article(name):
    return Article(name, "", 10, 60, f"b2:{name:0>32}", f"b2:{name:f>32}")


def decided(canonical, *others, by="alice", minute=0, verdict="canonical"):
    members = [article(name) for name in (canonical, *others)]
    return decision(
        members,
        verdict,
        reviewer=by,
        at=datetime(2026, 11, 22, 9, minute, tzinfo=UTC),
        canonical=canonical if verdict == "canonical" else "",
    )


def written(path, *records):
    DecisionsFile(path).write([Change(r.id, r.reviewer, r) for r in records])
    return path


def keys(path):
    return {record.key for record in DecisionsFile(path).load().decisions}


def test_merge_by_hand(tmp_path, capsys):
    a, b = decided("a1", "a2"), decided("b1", "b2", by="bob")
    one, two = written(tmp_path / "one.toml", a), written(tmp_path / "two.toml", b)
    out = tmp_path / "all.toml"
    assert main(["merge", str(one), str(two), "-o", str(out)]) == 0
    assert keys(out) == {a.key, b.key}
    assert capsys.readouterr().err == ""
    assert keys(one) == {a.key}, "what is merged is left as it was"


def test_merge_as_gits_driver_in_a_real_repository(tmp_path):
    def git(*words):
        subprocess.run(["git", *words], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("config", "user.email", "a@example.org")
    git("config", "user.name", "a")
    git("config", "merge.copydesk.driver", f"{sys.executable} -m tui merge %O %A %B")
    (tmp_path / ".gitattributes").write_text("decisions.toml merge=copydesk\n")
    file = tmp_path / "decisions.toml"
    first, ours, theirs = decided("a1", "a2"), decided("b1", "b2"), decided("b2", "b1", by="bob")
    written(file, first)
    git("add", "-A")
    git("commit", "-qm", "first")
    git("switch", "-qc", "bob")
    written(file, theirs)
    git("commit", "-qam", "bob")
    git("switch", "-q", "main")
    written(file, ours)
    git("commit", "-qam", "alice")
    git("merge", "-q", "bob", "-m", "both")
    assert keys(file) == {first.key, ours.key, theirs.key}


def test_merge_without_a_place_to_write_says_so(tmp_path, capsys):
    one = written(tmp_path / "one.toml", decided("a1", "a2"))
    assert main(["merge", str(one), str(one)]) == 2
    assert "-o FILE" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("data", "where", "says"),
    [
        (None, "broken.toml: ", "cannot be read"),
        (b"schema = 1\n\xff\n", "broken.toml:2: ", "not UTF-8"),
        (b"schema = 1\n[[decision]]\nid = \n", "broken.toml:3: ", ""),
    ],
)
def test_merge_of_what_is_no_decisions_file_writes_nothing(tmp_path, capsys, data, where, says):
    one, broken = written(tmp_path / "one.toml", decided("a1", "a2")), tmp_path / "broken.toml"
    if data is not None:
        broken.write_bytes(data)
    assert main(["merge", str(one), str(broken), "-o", str(tmp_path / "all.toml")]) == 4
    err = capsys.readouterr().err
    assert where in err
    assert says in err
    assert not (tmp_path / "all.toml").exists()


def test_agree(tmp_path, capsys):
    same = [decided("a1", "a2", by=who) for who in ("alice", "bob")]
    other = [decided("b1", "b2"), decided("b2", "b1", by="bob")]
    file = written(tmp_path / "both.toml", *same, *other)
    assert main(["agree", str(file)]) == 0
    out = capsys.readouterr().out
    assert "2 reviewers: alice, bob" in out
    assert "alpha" in out
    assert "alice: b1; bob: b2" in out
    assert main(["agree", str(file), "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["reviewers"] == ["alice", "bob"]
    assert len(answer["disagreements"]) == 1


def test_agree_of_one_reviewer_says_that_there_is_nothing_to_compare(tmp_path, capsys):
    alice = written(tmp_path / "alice.toml", decided("a1", "a2"))
    assert main(["agree", str(alice)]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "1 reviewer: alice"
    assert out[1] == "copies of another: no text was answered by two"
    assert out[-1] == "0 disagreements"


def test_log_is_newest_first(tmp_path, capsys):
    folder = tmp_path / "articles"
    folder.mkdir()
    early = decided("a1", "a2", minute=1)
    late = decided("b\x1b1", "b2", by="bob", minute=2, verdict="not-duplicates")
    written(folder / "decisions.toml", early, late)
    assert main(["log", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("2026-11-22 09:02  bob  not-duplicates")
    assert lines[1].startswith("2026-11-22 09:01  alice  canonical a1")
    assert lines[2] == "2 decisions"
    assert "\x1b" not in "".join(lines)
    assert main(["log", str(folder), "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [entry["reviewer"] for entry in answer["log"]] == ["bob", "alice"]


def test_log_tells_what_replaced_what(tmp_path, capsys):
    folder = tmp_path / "articles"
    folder.mkdir()
    file = folder / "decisions.toml"
    first = decided("a1", "a2", minute=1)
    written(file, first, decided("b1", "b2", minute=2), decided("c1", "c2", minute=3))
    written(file, decided("a1", "a2", minute=4, verdict="flagged"))
    by_rule = replace(decided("b2", "b1", by="bob", minute=5), rule="longest\x1b")
    gone = decided("b1", "b2")
    DecisionsFile(file).write([Change(gone.id, "alice", None), Change(by_rule.id, "bob", by_rule)])
    DecisionsFile(file).write([Change(decided("c1", "c2").id, "alice", None)])
    assert main(["log", str(folder)]) == 0
    text = capsys.readouterr().out
    when = r" \d{4}-\d\d-\d\d \d\d:\d\d by"
    for line in (
        rf"09:01  alice  canonical a1  over a2  \(replaced{when} alice: flagged\)",
        rf"09:02  alice  canonical b1  over b2  \(replaced{when} bob: canonical, rule longest.+\)",
        rf"09:03  alice  canonical c1  over c2  \(removed{when} alice, undo\)",
        r"09:04  alice  flagged  a1, a2\n",
        r"09:05  bob  canonical b2  over b1 by rule longest",
        r"\n5 decisions\n",
    ):
        assert re.search(line, text), (line, text)
    assert "\x1b" not in text
    assert main(["log", str(folder), "--format", "json"]) == 0
    entries = json.loads(capsys.readouterr().out)["log"]
    (of_rule,) = [entry for entry in entries if entry["new_rule"]]
    assert (of_rule["how"], of_rule["replaced_by"], of_rule["gave_way"]) == ("rule", "bob", True)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", of_rule["replaced_at"])


def test_log_shows_both_verdicts_of_a_conflict(tmp_path, capsys):
    folder = tmp_path / "articles"
    folder.mkdir()
    one = written(tmp_path / "one.toml", decided("a1", "a2"))
    two = written(tmp_path / "two.toml", decided("a1", "a2", verdict="flagged", minute=1))
    assert main(["merge", str(one), str(two), "-o", str(folder / "decisions.toml")]) == 0
    assert "are in conflict; decide again to settle it" in capsys.readouterr().err
    assert main(["log", str(folder)]) == 0
    text = capsys.readouterr().out
    assert text.count("(in conflict with another session of the same reviewer)") == 2


@pytest.mark.parametrize("as_driver", [True, False])
def test_what_gives_way_in_a_merge_is_in_the_log_of_the_merged_file(
    tmp_path, capsys, monkeypatch, as_driver
):
    folder = tmp_path / "articles"
    folder.mkdir()
    monkeypatch.chdir(folder)
    by_hand = decided("a1", "a2")
    by_rule = replace(decided("a1", "a2", verdict="flagged", minute=1), rule="longest")
    one, two = written(tmp_path / "one.toml", by_hand), written(tmp_path / "two.toml", by_rule)
    if as_driver:  # git hands over the name of the file in the repository as %P
        none = tmp_path / "none.toml"
        assert main(["merge", str(none), str(one), str(two), "decisions.toml"]) == 0
        one.replace(folder / "decisions.toml")
    else:
        assert main(["merge", str(one), str(two), "-o", "decisions.toml"]) == 0
    assert main(["log", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "flagged  a1, a2 by rule longest  (replaced" in lines[0]
    assert "by alice: canonical, in a merge)" in lines[0]
    assert lines[1].endswith("alice  canonical a1  over a2")
