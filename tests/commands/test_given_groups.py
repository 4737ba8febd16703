"""`--groups`: what other tools found, verified and reviewed among our own."""

import io
import json
import struct

import pytest

from tui.cli import main

STORY = """Ferry crew rescues drifting balloonist

The crew of the ferry Marjolein pulled a balloonist from the Saltmere on Sunday evening after her basket
came down two miles off Pennock Head. Gwendolyn Farr, 61, had left the Ashby meadow at noon and meant to
land before tea. A wind that nobody had forecast carried her across the bay.

"She was sitting on the rim and eating an apple," said boatswain Teo Lindgren. The ferry reached port
forty minutes late. Its 212 passengers had voted to wait for the envelope of the balloon as well.
"""
OTHER = """Library lends out its ladder

The town library of Quillan has lent its rolling ladder to the fire brigade, whose own one broke on
Thursday. Readers who want a book from the upper shelves are asked to come on Tuesdays, when the brigade
brings it back for two hours. Head librarian Oona Sarrat called the arrangement neighbourly.
"""
THIRD = """Goats keep the railway clear

Sixty goats of the Harrow farm graze the embankment between Lune and Stapleford this summer. The railway
pays their owner by the mile. Signalman Ruud Bakker has learned to tell eleven of them apart.
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    home = tmp_path / "articles"
    (home / "wire").mkdir(parents=True)
    (home / "a.txt").write_text(STORY)
    (home / "wire" / "b.txt").write_text(STORY.replace("pulled", "fished"))
    (home / "c.txt").write_text(OTHER)
    (home / "d.txt").write_text(THIRD)
    monkeypatch.chdir(tmp_path)
    return home


def run(capsys, *words):
    code = main([str(word) for word in words])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def as_json(capsys, *words):
    _, out, err = run(capsys, "groups", *words, "--format", "json", "--no-cache")
    return json.loads(out), err


def test_a_false_member_is_shown_as_odd(capsys, folder, tmp_path):
    (tmp_path / "own.csv").write_text("group,path\n1,a.txt\n1,articles/wire/b.txt\n1,d.txt\n")
    answer, err = as_json(capsys, folder, "--groups", tmp_path / "own.csv")
    (group,) = answer["groups"]
    assert [one["article"] for one in group["members"]] == ["a.txt", "d.txt", "wire/b.txt"]
    assert group["claimed_by"] == ["csv"]
    assert group["odd"] == ["d.txt"]
    assert group["score"] < 0.5 < group["bridges"][0]["score"]
    assert (err, answer["unresolved"]) == ("", [])
    _, out, _ = run(capsys, "groups", folder, "--groups", tmp_path / "own.csv", "--no-cache")
    assert "1 of 3 matches no other member: d.txt" in out


def test_ours_stand_beside_theirs_unless_they_are_alone(capsys, folder, tmp_path):
    found = {"matchSets": [{"fileList": [{"filePath": f"articles/{n}.txt"} for n in "cd"]}]}
    (tmp_path / "found.json").write_text(json.dumps(found))
    answer, _ = as_json(capsys, folder, "--groups", tmp_path / "found.json")
    assert [group["claimed_by"] for group in answer["groups"]] == [[], ["jdupes"]]
    answer, _ = as_json(capsys, folder, "--groups", tmp_path / "found.json", "--alone")
    assert [group["claimed_by"] for group in answer["groups"]] == [["jdupes"]]


def test_two_tools_that_name_one_article_make_one_group(capsys, folder, tmp_path):
    (tmp_path / "own.csv").write_text("group,path\n1,c.txt\n1,d.txt\n")
    (tmp_path / "found.txt").write_text("./articles/d.txt\n./articles/a.txt\n\n")
    given = ["--groups", tmp_path / "own.csv", "--groups", tmp_path / "found.txt"]
    answer, _ = as_json(capsys, folder, *given)
    (group,) = answer["groups"]
    assert group["claimed_by"] == ["csv", "fdupes"]
    assert len(group["members"]) == 4, "wire/b.txt is a copy of a.txt by our own finding"
    assert group["odd"] == ["c.txt", "d.txt"]


def test_what_cannot_be_resolved_is_listed(capsys, folder, tmp_path):
    (tmp_path / "own.csv").write_text("group,path\n1,a.txt\n1,gone\x1b.txt\n1,c.txt\n2,x\n2,y\n")
    answer, err = as_json(capsys, folder, "--groups", tmp_path / "own.csv")
    assert [one["name"] for one in answer["unresolved"]] == ["gone\x1b.txt", "x", "y"]
    assert "3 names in the groups of --groups could not be resolved" in err
    assert "gone␛.txt: no article of this name or id was read" in err
    assert "\x1b" not in err


def test_datatrove_names_documents_by_number(capsys, tmp_path):
    folder = tmp_path / "shards"
    folder.mkdir()
    blank = json.dumps({"id": "blank", "text": "  "})
    for name, texts in {"x.jsonl": [STORY], "y.jsonl": [OTHER, STORY]}.items():
        records = [json.dumps({"id": f"{name[0]}{n}", "text": t}) for n, t in enumerate(texts)]
        (folder / name).write_text("\n".join([blank, *records]))
    out = tmp_path / "out"
    out.mkdir()
    (out / "000000.clusters").write_bytes(struct.pack("<2I", 1, 7))
    (out / "000001.clusters").write_bytes(struct.pack("<2I", 2, 7))
    answer, _ = as_json(capsys, folder, "--groups", out, "--alone")
    (group,) = answer["groups"]
    assert [one["article"] for one in group["members"]] == ["x.jsonl#x0", "y.jsonl#y1"]
    assert group["claimed_by"] == ["datatrove"]


def test_a_file_of_groups_in_the_folder_is_no_article(capsys, folder):
    (folder / "own.csv").write_text("group,path\n1,a.txt\n1,c.txt\n")
    answer, _ = as_json(capsys, folder, "--groups", folder / "own.csv")
    assert [one["path"] for one in answer["skipped"]] == []


def test_every_command_sees_the_same_groups(capsys, folder, tmp_path, monkeypatch):
    (tmp_path / "own.csv").write_text("group,path\n1,c.txt\n1,d.txt\n")
    with_groups = [folder, "--groups", tmp_path / "own.csv", "--no-cache"]
    code, out, _ = run(capsys, "status", *with_groups)
    assert (code, out.splitlines()[0]) == (1, "2 groups, 2 open, 0 decided, 0 set aside")
    monkeypatch.setattr("sys.stdin", io.StringIO("q\n"))
    code, out, _ = run(capsys, "review", "--linear", *with_groups)
    assert (code, "Group 1 of 2" in out) == (0, True)
    code, out, _ = run(capsys, "export", *with_groups, "--to", "clusters", "--undecided", "keep")
    assert (code, len(out.splitlines())) == (0, 5)


@pytest.mark.parametrize(
    ("words", "code"),
    [(["--alone"], 2), (["--groups", "none"], 3), (["--groups", "articles/a.txt"], 2)],
)
def test_groups_that_cannot_be_used_are_said_before_any_work(capsys, folder, words, code):
    found, out, err = run(capsys, "groups", folder, *words)
    assert (found, out) == (code, "")
    assert err.startswith("copydesk: ")


def test_a_decision_on_a_group_of_others_stands_without_it(capsys, folder, tmp_path):
    (tmp_path / "own.csv").write_text("group,path\n1,c.txt\n1,d.txt\n")
    given = ["--groups", tmp_path / "own.csv", "--alone"]
    assert run(capsys, "decide", folder, *given, "--rule", "path c.txt")[0] == 0
    main(["export", str(folder), "--to", "list", "-o", str(tmp_path / "list")])
    assert (tmp_path / "list").read_text() == "d.txt\n"
    code, out, _ = run(capsys, "status", folder)
    assert (code, "1  canonical" in out) == (1, True)


def test_a_file_without_groups_is_said(capsys, folder, tmp_path):
    (tmp_path / "own.csv").write_text("group,path\n1,a.txt\n2,c.txt\n")
    code, _, err = run(capsys, "groups", folder, "--groups", tmp_path / "own.csv", "--no-cache")
    assert code == 0
    assert err == f"copydesk: {tmp_path}/own.csv: there are no groups in it (read as csv)\n"


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (["groups", "articles"], {"members"}),
        (["find", "articles/a.txt", "articles"], {"tier", "left", "right", "score"}),
        (["decide", "articles", "--rule", "path a.txt", "--dry-run"], {"canonical", "members"}),
        (["sources", "articles", "--by", "{source}.txt"], set()),
        (["apply", "articles", "--action", "trash"], set()),
        (["log", "articles"], set()),
    ],
)
def test_a_table_is_given_a_line_each(capsys, folder, words, keys):
    del folder
    code, out, _ = run(capsys, *words, "--format", "jsonl")
    assert code == 0
    assert bool(out) == bool(keys)
    assert all(keys <= json.loads(line).keys() for line in out.splitlines())
