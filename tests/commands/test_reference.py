"""`--reference`: a folder held against others, whose articles stay."""

import io
import json
import os

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
LONGER = STORY + "Lindgren has asked for the apple core, which is to hang in the mess.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    home, archive = tmp_path / "articles", tmp_path / "archive"
    home.mkdir()
    (archive / "2026").mkdir(parents=True)
    (home / "a.txt").write_text(LONGER)
    (home / "library.txt").write_text(OTHER)
    (home / "library-again.txt").write_text(OTHER.replace("Tuesdays", "Fridays"))
    records = [{"id": "ferry", "text": STORY.replace("pulled", "fished")}, {"text": "Nothing."}]
    lines = "".join(json.dumps(record) + "\n" for record in records)
    (archive / "2026" / "all.jsonl").write_text(lines + "broken\n")
    monkeypatch.chdir(tmp_path)
    return home


def run(capsys, *words):
    code = main([*map(str, words), "--no-cache", "--reference", "archive"])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


FERRY = "reference:archive/2026/all.jsonl#ferry"


def test_groups_span_both_sides_and_the_reference_is_suggested(capsys, folder):
    _, out, _ = run(capsys, "groups", folder, "--format", "json")
    answer = json.loads(out)
    (group,) = answer["groups"]
    members = {one["article"]: one["reference"] for one in group["members"]}
    assert members == {FERRY: True, "a.txt": False}
    assert group["suggestion"] == {
        "article": FERRY,
        "rule": "reference",
        "reason": "it stands in a reference, so it stays",
    }
    assert answer["articles"] == 5
    assert [one["path"] for one in answer["skipped"]] == ["reference:archive/2026/all.jsonl"]
    _, out, _ = run(capsys, "groups", folder)
    assert "suggested: it stands in a reference" in out


def test_whatever_the_rule_prefers_the_reference_is_canonical(capsys, folder):
    for rule in ("longest", "suggestion .5"):
        (folder / "decisions.toml").unlink(missing_ok=True)
        code, out, _ = run(capsys, "decide", folder, "--rule", rule)
        assert code == 0
        assert out.splitlines()[0] == f"{FERRY}  over 1 more"
        assert run(capsys, "export", folder, "--to", "list")[1] == "a.txt\n"
        assert run(capsys, "status", folder)[0] == 0


def test_of_two_copies_in_the_reference_neither_is_dropped(capsys, folder):
    (folder.parent / "archive" / "b.txt").write_text(STORY)
    _, out, _ = run(capsys, "decide", folder, "--rule", "suggestion")
    assert out.splitlines()[0] == f"{FERRY}  over 2 more"
    assert run(capsys, "export", folder, "--to", "list")[1] == "a.txt\n"


def test_what_was_decided_before_drops_nothing_of_a_reference(capsys, folder, tmp_path):
    (folder / "library-again.txt").unlink()
    main(["decide", str(tmp_path), "--rule", "longest", "--no-cache"])
    main(["export", str(tmp_path), "--to", "list", "--no-cache"])
    assert capsys.readouterr().out.endswith("archive/2026/all.jsonl#ferry\n")
    assert run(capsys, "export", tmp_path, "--to", "list")[1] == ""


def test_a_reference_may_lie_inside_of_the_folder_or_around_it(capsys, folder, tmp_path):
    def found(root, *references):
        words = [word for one in references for word in ("--reference", str(one))]
        main(["groups", str(root), "--format", "json", "--no-cache", *words])
        answer = json.loads(capsys.readouterr().out)
        members = [one["members"] for one in answer["groups"]]
        return [[(one["article"], one["reference"]) for one in some] for some in members]

    inside = [[("archive/2026/all.jsonl#ferry", True), ("articles/a.txt", False)]]
    assert found(tmp_path, tmp_path / "archive") == inside
    around = f"reference:{tmp_path.name}/archive/2026/all.jsonl#ferry"
    assert found(folder, tmp_path) == [[("a.txt", False), (around, True)]]
    assert found(folder, tmp_path / "articles" / ".." / "archive")[0][1] == (FERRY, True)


def test_a_file_in_two_references_counts_once_under_the_one_named_first(capsys, folder):
    archive, more = folder.parent / "archive", folder.parent / "archive" / "more"
    more.mkdir()
    (more / "b.txt").write_text(STORY)

    def members(*references):
        words = [word for one in references for word in ("--reference", str(one))]
        main(["groups", str(folder), "--format", "json", "--no-cache", *words])
        answer = json.loads(capsys.readouterr().out)
        (group,) = answer["groups"]
        return answer["articles"], [one["article"] for one in group["members"]]

    assert members(archive, more) == (6, ["a.txt", FERRY, "reference:archive/more/b.txt"])
    assert members(more, archive) == (6, ["a.txt", FERRY, "reference:more/b.txt"])
    assert members(folder.parent, more) == (
        6,
        [
            "a.txt",
            *(
                f"reference:{folder.parent.name}/archive/{name}"
                for name in ("2026/all.jsonl#ferry", "more/b.txt")
            ),
        ],
    )


def test_what_is_no_reference_is_told(capsys, folder):
    assert main(["groups", str(folder), "--reference", "nowhere"]) != 0
    assert "there is no such folder" in capsys.readouterr().err
    assert main(["groups", str(folder), "--reference", str(folder)]) != 0
    assert "its own reference" in capsys.readouterr().err


def test_the_review_shows_the_text_of_a_reference_and_keeps_it_canonical(
    capsys, folder, monkeypatch
):
    words = ["review", "--linear", str(folder), "--no-cache", "--reference", "archive"]
    monkeypatch.setattr("sys.stdin", io.StringIO("t 2\n1\n2\n"))
    main(words)
    said = capsys.readouterr().out
    assert "a copy of the reference stays canonical: reference:archive/2026/all.jsonl#ferry" in said
    assert "fished" in said
    _, out, _ = run(capsys, "export", folder, "--to", "list")
    assert out == "a.txt\n"


def test_a_file_with_a_name_in_a_reference_is_called_by_that(capsys, tmp_path, monkeypatch):
    (tmp_path / "f" / "kept").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "f/kept/ferry.txt").write_text(STORY)
    (tmp_path / "f/b.txt").write_text(LONGER)
    os.link(
        tmp_path / "f/kept/ferry.txt", tmp_path / "f/a.txt"
    )  # as `apply --action hardlink` leaves it
    main(["groups", "f", "--no-cache", "--format", "json", "--reference", "f/kept"])
    (group,) = json.loads(capsys.readouterr().out)["groups"]
    members = {one["article"]: one["reference"] for one in group["members"]}
    assert members == {"b.txt": False, "kept/ferry.txt": True}


def test_what_was_decided_against_a_reference_is_open_again(capsys, tmp_path, monkeypatch):
    (tmp_path / "f" / "kept").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "f/kept/ferry.txt").write_text(STORY)
    (tmp_path / "f/a.txt").write_text(LONGER)
    monkeypatch.setattr("sys.stdin", io.StringIO("1\n"))
    main(["review", "--linear", "f", "--no-cache"])
    capsys.readouterr()
    main(["status", "f", "--no-cache", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["states"]["canonical"] == 1
    main(["status", "f", "--no-cache", "--format", "json", "--reference", "f/kept"])
    assert json.loads(capsys.readouterr().out)["states"]["stale"] == 1
    main(["apply", "f", "--no-cache", "--action", "trash", "--reference", "f/kept"])
    assert "0 files would be" in capsys.readouterr().out
