"""`merge`, `agree` and `log` as they are called, on files that the store wrote."""

import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from tui.cli import main
from tui.decide import decision
from tui.model import Article, Change
from tui.store.decisions_file import DecisionsFile


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
