"""The commands as they are called: words in, standard output, standard error and an exit code out."""

import json
import os
import random
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tui import __version__
from tui.cli import main
from tui.model import Article, Change, raw_digest, text_digest
from tui.review.tools.decision_records import decision
from tui.store.decisions.decisions_file import DecisionsFile

STORY = """Harbour board puts off the dredging of the inner basin

The harbour board of Larnvik put off the dredging of the inner basin on Tuesday after divers found
the timbers of an older quay under three metres of silt. Chairwoman Odile Marrable said the work
could not go on before the county archaeologist had seen the timbers.

Fishermen had asked for the dredging for eleven years. Two of the larger boats touched ground in
April, and one of them lost a propeller worth 18,000 crowns.
"""
OTHER = """Choir fills the old brewery

Four hundred people heard the town choir sing in the old brewery on Saturday night, although the
heating had failed an hour before. Conductor Piet Aldana handed out blankets and shortened the break.
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(STORY)
    (folder / "two.txt").write_text(STORY.replace("put off", "postponed"))
    (folder / "choir.txt").write_text(OTHER)
    (folder / "noise.txt").write_bytes(bytes(range(256)))
    return folder


def run(capsys, *words):
    code = main([str(word) for word in words])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_groups_as_json(capsys, folder):
    code, out, err = run(capsys, "groups", folder, "--format", "json", "--no-cache")
    assert (code, err) == (0, "")
    assert out.isascii()
    answer = json.loads(out)
    assert answer["schema"] == 1
    assert answer["articles"] + len(answer["skipped"]) == 4
    assert answer["skipped"][0]["path"] == "noise.txt"
    (group,) = answer["groups"]
    assert [member["article"] for member in group["members"]] == ["one.txt", "two.txt"]
    assert group["state"] == "undecided"
    assert len(group["id"]) == 16
    assert group["members"][0]["digest"].startswith("b2:")
    assert group["members"][0]["words"] > 60
    (match,) = group["matches"]
    assert (match["left"], match["right"]) == ("one.txt", "two.txt")
    assert 0 < match["score"] <= 1
    assert all({"name", "value", "sentence"} == reason.keys() for reason in match["reasons"])
    assert group["suggestion"].keys() == {"article", "rule", "reason"}


def test_groups_a_line_each(capsys, folder):
    code, out, _ = run(capsys, "groups", folder, "--format", "jsonl", "--no-cache")
    assert code == 0
    assert [len(json.loads(line)["members"]) for line in out.splitlines()] == [2]


def test_groups_for_people(capsys, folder):
    code, out, _ = run(capsys, "groups", folder, "--no-cache")
    assert code == 0
    assert "one.txt" in out
    assert "Harbour board puts off" in out
    assert "noise.txt: binary" in out
    assert "1 group in 3 articles" in out
    assert "\x1b" not in out


def test_no_groups_names_the_nearest_miss_or_nothing(capsys, folder):
    (folder / "two.txt").unlink()
    code, out, _ = run(capsys, "groups", folder, "--no-cache")
    assert code == 0
    assert "0 groups in 2 articles" in out
    (folder / "one.txt").unlink()
    (folder / "choir.txt").write_text("Choir")
    assert "0 groups in 1 article\n" in run(capsys, "groups", folder, "--no-cache")[1]


def test_diff_as_json(capsys, folder):
    code, out, _ = run(
        capsys, "diff", folder / "one.txt", folder / "two.txt", "--format", "json", "--exit-code"
    )
    assert code == 1
    answer = json.loads(out)
    left, right = answer["left"]["text"], answer["right"]["text"]
    assert left == STORY
    assert "".join(left[slice(*edit["left"])] for edit in answer["edits"]) == left
    assert "".join(right[slice(*edit["right"])] for edit in answer["edits"]) == right
    assert {edit["tag"] for edit in answer["edits"]} <= {"equal", "insert", "delete", "replace"}
    assert answer["summary"]["left"]["words"] == answer["left"]["words"]
    assert answer["summary"].keys() == {"left", "right", "longest_run", "differing", "kinds"}
    assert answer["summary"]["differing"].keys() == {"numbers", "names", "quotations"}


def test_diff_for_people_uses_marks_where_there_is_no_colour(capsys, folder):
    code, out, _ = run(capsys, "diff", folder / "one.txt", folder / "two.txt", "--width", "80")
    assert code == 0
    assert "{+postponed+}" in out
    assert "\x1b" not in out
    assert max(map(len, out.splitlines()[1:])) <= 200


def test_the_same_file_is_no_difference(capsys, folder):
    one = folder / "one.txt"
    assert run(capsys, "diff", one, one, "--exit-code")[0] == 0


def test_status_counts_states_and_says_whether_groups_are_open(capsys, folder):
    code, out, _ = run(capsys, "status", folder, "--format", "json", "--no-cache")
    assert code == 1
    answer = json.loads(out)
    assert answer["groups"] == 1
    assert answer["states"]["undecided"] == 1
    assert set(answer["states"]) == {
        "undecided", "canonical", "not-duplicates", "skipped", "flagged", "stale", "conflict",
    }  # fmt: skip
    assert run(capsys, "status", folder, "--no-cache")[1].startswith("1 group, 1 open")
    (folder / "two.txt").unlink()
    assert run(capsys, "status", folder, "--no-cache")[0] == 0


def decide_by_hand(folder, verdict):
    """The group of the folder with a person's verdict on it."""
    texts = [(folder / name).read_text() for name in ("one.txt", "two.txt")]
    members = [
        Article(name, "", 0, 0, text_digest(text), raw_digest(text.encode()))
        for name, text in zip(("one.txt", "two.txt"), texts, strict=True)
    ]
    canonical = "one.txt" if verdict == "canonical" else ""
    made = decision(
        members,
        verdict,
        reviewer="alice",
        at=datetime(2026, 3, 1, tzinfo=UTC),
        canonical=canonical,
    )
    DecisionsFile(folder / "decisions.toml").write([Change(made.id, "alice", made)])


@pytest.mark.parametrize(
    ("verdict", "numbers", "code", "strict"),
    [
        (None, (0, 0, 1), 1, 1),
        ("canonical", (1, 0, 0), 0, 0),
        ("not-duplicates", (1, 0, 0), 0, 0),
        ("skipped", (0, 1, 0), 0, 1),
        ("flagged", (0, 1, 0), 0, 1),
    ],
)
def test_status_tells_decided_set_aside_and_open_apart(
    capsys, folder, verdict, numbers, code, strict
):
    if verdict:
        decide_by_hand(folder, verdict)
    call = ["status", folder, "--no-cache"]
    decided, aside, still = numbers
    told = run(capsys, *call)
    assert told[0] == code
    first, *rest = told[1].splitlines()
    assert first == f"1 group, {still} open, {decided} decided, {aside} set aside"
    assert rest == [f"      1  {verdict or 'undecided'}"]
    assert run(capsys, *call, "--strict") == (strict, told[1], told[2])
    found = run(capsys, *call, "--format", "json")
    assert found[0] == code
    answer = json.loads(found[1])
    assert (answer["decided"], answer["set_aside"], answer["open"]) == numbers
    assert answer["groups"] == sum(answer["states"].values()) == 1
    assert run(capsys, *call, "--strict", "--format", "json")[0] == strict


def test_looking_writes_nothing(capsys, folder):
    before = sorted(folder.iterdir())
    for command in ("groups", "status"):
        run(capsys, command, folder, "--no-cache")
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["groups", "/no/such/folder"], 3, "there is no such folder"),
        (["groups", "{folder}/one.txt"], 3, "a file, not a folder"),
        (["diff", "{folder}/one.txt", "{folder}/missing.txt"], 3, "missing.txt"),
        (["groups", "{folder}", "--config", "{folder}/missing.toml"], 2, "missing.toml"),
        (["review", "{folder}"], 2, "needs a terminal"),
        (["{folder}"], 2, "needs a terminal"),
    ],
)
def test_trouble_has_an_exit_code_and_a_sentence(capsys, folder, words, code, says):
    got, out, err = run(capsys, *(word.replace("{folder}", str(folder)) for word in words))
    assert (got, out) == (code, "")
    assert says in err
    assert "Traceback" not in err


def test_a_malformed_decisions_file_is_named_with_its_line_and_left_alone(capsys, folder):
    broken = b'schema = 1\n\n[[decision]]\nid = "unfinished\n'
    (folder / "decisions.toml").write_bytes(broken)
    code, _, err = run(capsys, "status", folder, "--no-cache")
    assert code == 4
    assert "decisions.toml:4" in err
    assert (folder / "decisions.toml").read_bytes() == broken


def test_a_settings_file_with_a_wrong_key_says_which_line(capsys, folder, tmp_path):
    settings = tmp_path / "settings.toml"
    settings.write_text("[suggest]\nruels = []\n")
    code, _, err = run(capsys, "groups", folder, "--config", settings)
    assert code == 2
    assert "settings.toml:2" in err
    assert "rules" in err


@pytest.mark.parametrize("words", [["--help"], ["groups", "-h"], ["diff", "-h"], ["review", "-h"]])
def test_help_has_examples(capsys, words):
    with pytest.raises(SystemExit, match="0"):
        main(words)
    out = capsys.readouterr().out
    assert "examples:" in out
    assert "copydesk" in out


def test_version(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == f"copydesk {__version__}\n"


def test_no_command_prints_the_help_and_is_wrong_usage(capsys):
    code, out, err = run(capsys)
    assert (code, out) == (2, "")
    assert "commands:" in err


def test_hostile_names_are_shown_with_stand_ins(capsys, folder):
    name = "bad\x1b]52;c;aGk=\x07\u202ename.txt"
    (folder / name).write_text(STORY)
    for command in ("groups", "status"):
        _, out, err = run(capsys, command, folder, "--no-cache")
        for raw in ("\x1b", "\x07", "\u202e"):
            assert raw not in out + err
    with pytest.raises(SystemExit):
        main(["groups", str(folder), f"--{name}"])
    assert "\x1b" not in capsys.readouterr().err


def piped(folder, command):
    """The command in a process of its own, its answer cut off by `head`."""
    copydesk = f"{sys.executable} -m tui"
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {copydesk} {command} | head -c 1"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )


def test_head_gives_no_traceback(folder):
    for number in range(400):
        (folder / f"copy{number}.txt").write_text(STORY)
    done = piped(folder, "groups . --format json --no-cache")
    assert "Traceback" not in done.stderr
    assert "Broken" not in done.stderr


def decide(folder, *lines):
    """Decide through the linear review, as a script would."""
    return subprocess.run(
        [sys.executable, "-m", "tui", "review", str(folder), "--linear", "--no-cache"],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    ).stdout


def test_a_linear_review_leads_to_decisions_and_an_export(capsys, folder):
    (folder / "three.txt").write_text(STORY + "\nCorrected on Wednesday.\n")
    out = decide(folder, "v", "2", "q")
    assert "[-" in out or "{+" in out
    assert "\nshown as: " in out
    assert "canonical: three.txt" in out
    code, status, _ = run(capsys, "status", folder, "--no-cache")
    assert code == 0
    assert "1  canonical" in status
    assert run(capsys, "export", folder, "--to", "list", "--no-cache")[1] == "one.txt\ntwo.txt\n"
    assert run(capsys, "export", folder, "--to", "list", "-0", "--no-cache")[1] == (
        "one.txt\0two.txt\0"
    )
    rows = run(capsys, "export", folder, "--to", "pairs", "--no-cache")[1].splitlines()
    assert rows[1:] == ["one.txt,three.txt", "two.txt,three.txt"]


def test_what_is_undecided_is_left_out_of_an_export_unless_asked(capsys, folder):
    def exported(*more):
        return run(capsys, "export", folder, "--to", "list", "--no-cache", *more)[1]

    (folder / "three.txt").write_text(STORY + "Corrected twice on Wednesday by the county. " * 5)
    assert exported() == ""
    assert exported("--undecided", "keep") == ""
    assert exported("--undecided", "suggest") == "one.txt\ntwo.txt\n"


def test_an_excluded_copy_is_never_dropped(capsys, folder):
    (folder / "three.txt").write_text(STORY + "\nCorrected on Wednesday.\n")
    decide(folder, "d", "a", "q")
    (dropped,) = run(capsys, "export", folder, "--to", "list", "--no-cache")[1].splitlines()
    assert dropped in {"two.txt", "three.txt"}


def test_passages_are_a_tier_of_their_own(capsys, folder):
    code, out, _ = run(
        capsys, "groups", folder, "--tier", "passages", "--format", "json", "--no-cache"
    )
    assert code == 0
    assert json.loads(out)["passages"] == []
    assert (
        "0 pairs that share passages"
        in run(capsys, "groups", folder, "--tier", "passages", "--no-cache")[1]
    )


def test_decide_by_rule(capsys, folder):
    (folder / "choir copy.txt").write_text(OTHER)
    dry = ("decide", folder, "--rule", "exact", "--dry-run", "--no-cache")
    code, out, _ = run(capsys, *dry)
    assert code == 0
    assert "choir copy.txt  over 1 more" in out
    assert "exact: decides 1 of 2, leaves 1" in out
    assert not (folder / "decisions.toml").exists()
    answer = json.loads(run(capsys, *dry, "--format", "json")[1])
    assert [row["canonical"] for row in answer["decided"]] == ["choir copy.txt"]
    run(capsys, *dry[:4], "--no-cache", "--reviewer", "alice")
    written = (folder / "decisions.toml").read_text()
    assert 'rule = "exact"' in written
    assert 'reviewer = "alice"' in written
    status = run(capsys, "status", folder, "--no-cache")[1]
    assert status.startswith("2 groups, 1 open")


def test_decide_leaves_a_text_that_stands_in_for_articles_and_says_why(capsys, tmp_path):
    wall = "Please sign in to read on. Our readers make this paper possible."
    rows = [
        {"id": n, "title": f"Story {n}", "text": wall, "url": f"https://a.example/{n}"}
        for n in "abc"
    ]
    (tmp_path / "crawl.jsonl").write_text("\n".join(map(json.dumps, rows)))
    dry = ("decide", tmp_path, "--rule", "exact", "--dry-run", "--no-cache")
    out = run(capsys, *dry)[1]
    assert "tie: Story a: One text of 12 words under 3 titles" in out
    assert "exact: decides 0 of 1" in out
    (tie,) = json.loads(run(capsys, *dry, "--format", "json")[1])["ties"]
    assert tie["reason"].startswith("One text of 12 words under 3 titles")
    assert "under 3 titles" in run(capsys, "groups", tmp_path, "--no-cache")[1]


def test_an_export_that_follows_suggestions_leaves_a_placeholder(capsys, tmp_path):
    def exported(*titles):
        rows = [
            {"id": name, "title": title, "text": "Please sign in to read on.", "author": author}
            for name, title, author in zip("ab", titles, ["Ana Muster", ""], strict=True)
        ]
        (tmp_path / "crawl.jsonl").write_text("\n".join(map(json.dumps, rows)))
        pairs = ("export", tmp_path, "--to", "pairs", "--undecided", "suggest", "--no-cache")
        return run(capsys, *pairs)[1].splitlines()[1:]

    assert exported("Mill burns", "Mill burns") == ["crawl.jsonl#b,crawl.jsonl#a"]
    assert exported("Mill burns", "Owls return") == []


def test_decide_where_conditions_hold(capsys, folder):
    decided = ("decide", folder, "--dry-run", "--no-cache", "--rule", "longest")
    (folder / "three.txt").write_text(STORY + "\nCorrected on Wednesday.\n")
    assert "longest if words>=60: decides 1 of" in run(capsys, *decided, "--if", "words>=60")[1]
    out = run(capsys, *decided, "--if", "words>=60", "--if", "score>=2")[1]
    assert "longest if words>=60 score>=2: decides 0 of" in out
    in_rule = ("--rule", "longest if words>=60", "--if", "score<2")
    out = run(capsys, *decided[:-2], *in_rule)[1]
    assert "longest if words>=60 score<2: decides 1 of" in out
    code, _, err = run(capsys, *decided, "--if", "wrods>=60")
    assert (code, "Did you mean words?" in err) == (2, True)
    code, _, err = run(capsys, *decided, "--filter", "state:undecidd")
    assert (code, "Did you mean undecided?" in err) == (2, True)


def test_decide_names_the_verdicts_that_it_meets_and_replaces_them_only_when_told(capsys, folder):
    decide(folder, "1", "q")
    (folder / "three.txt").write_text(STORY + "\nCorrected on Wednesday.\n")
    longest = ("decide", folder, "--rule", "longest", "--no-cache")
    before = (folder / "decisions.toml").read_text()
    out = run(capsys, *longest)[1]
    assert "left to a person: three.txt: one.txt was chosen as canonical" in out
    assert "would be replaced: " in out
    assert (folder / "decisions.toml").read_text() == before
    answer = json.loads(run(capsys, *longest, "--dry-run", "--format", "json")[1])
    (row,) = answer["withheld"]
    assert (row["canonical"], answer["decided"]) == ("three.txt", [])
    (earlier,) = row["earlier"]
    assert (earlier["verdict"], earlier["canonical"]) == ("canonical", "one.txt")
    assert earlier["effect"] == "replaced"
    run(capsys, *longest, "--replace", "--dry-run")
    assert (folder / "decisions.toml").read_text() == before
    run(capsys, *longest, "--replace")
    assert run(capsys, "export", folder, "--to", "list", "--no-cache")[1] == "one.txt\ntwo.txt\n"


def test_decide_by_a_rule_that_there_is_not(capsys, folder):
    code, _, err = run(capsys, "decide", folder, "--rule", "longst", "--no-cache")
    assert code == 2
    assert "Did you mean longest?" in err


def test_status_tells_what_changed_since_a_decision(capsys, folder):
    decide(folder, "1", "q")
    assert (
        json.loads(run(capsys, "status", folder, "--format", "json", "--no-cache")[1])["changed"]
        == []
    )
    (folder / "one.txt").rename(folder / "first.txt")
    code, out, _ = run(capsys, "status", folder, "--no-cache")
    assert code == 0
    assert "canonical: Harbour board" in out
    assert "one.txt is now first.txt" in out
    (folder / "two.txt").write_text(STORY.replace("eleven", "twelve"))
    code, out, _ = run(capsys, "status", folder, "--format", "json", "--no-cache")
    assert code == 1
    (changed,) = json.loads(out)["changed"]
    assert changed["state"] == "stale"
    assert any("two.txt changed since" in reason for reason in changed["reasons"])
    (folder / "two.txt").unlink()
    (orphan,) = json.loads(run(capsys, "status", folder, "--format", "json", "--no-cache")[1])[
        "orphans"
    ]
    assert "only first.txt is left" in orphan["reasons"][0]


PLACES = ("Alderford", "Birchmere", "Cedarholm", "Damsonby", "Elmstead")


def test_newcomers_to_every_verdict_and_a_rule_leave_the_verdicts_in_the_file(capsys, tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    chance = random.Random(5)
    topics = [
        "quay",
        "silt",
        "brewery",
        "choir",
        "tramway",
        "orchard",
        "ferry",
        "theatre",
        "tender",
        "budget",
        "harvest",
        "signal",
    ]
    for place in PLACES:
        text = " ".join(
            f"The {place} {chance.choice(topics)} of {chance.choice(topics)} street cost {chance.randint(100, 999)} crowns."
            for _ in range(30)
        )
        (folder / f"{place}-1.txt").write_text(text)
        (folder / f"{place}-2.txt").write_text(text.replace("street", "lane", 3))
        (tmp_path / f"{place}-3.txt").write_text(text + f" The {place} council meets in May.")
    decide(folder, "2", "x", "s", "f", "1", "q")
    file = folder / "decisions.toml"
    before = {one.key: one for one in DecisionsFile(file).load().decisions}
    verdicts = sorted(one.verdict for one in before.values())
    assert verdicts == ["canonical", "canonical", "flagged", "not-duplicates", "skipped"]
    for place in PLACES:
        (tmp_path / f"{place}-3.txt").rename(folder / f"{place}-3.txt")
    code, out, _ = run(capsys, "decide", folder, "--rule", "longest", "--no-cache")
    assert (code, out.count("    would be replaced: ")) == (0, 5)
    after = {one.key: one for one in DecisionsFile(file).load().decisions}
    assert after == before
    exported = run(
        capsys, "export", folder, "--to", "pairs", "--undecided", "suggest", "--no-cache"
    )[1]
    chosen = {
        tuple(sorted((m.path for m in one.members), key=lambda path: path == canonical.path))
        for one in before.values()
        for canonical in one.members
        if canonical.canonical
    }
    pairs = {tuple(line.split(",")) for line in exported.splitlines()[1:]}
    assert chosen <= pairs
    added = {
        (f"{canonical[:-5]}3.txt", canonical) for _, canonical in chosen
    }  # newcomers, to the chosen copies
    assert pairs - chosen <= added
    run(capsys, "decide", folder, "--rule", "longest", "--replace", "--no-cache")
    assert run(capsys, "log", folder)[1].count(": canonical, rule longest)") == 5
