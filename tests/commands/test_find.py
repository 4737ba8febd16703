"""`copydesk find`: every copy with its own score and reasons, and every passage."""

import json
import os
import random

import pytest

from tui.cli import main

STORY = """Ferry crew rescues drifting balloonist

The crew of the ferry Marjolein pulled a balloonist from the Saltmere on Sunday evening after her basket
came down two miles off Pennock Head. Gwendolyn Farr, 61, had left the Ashby meadow at noon and meant to
land before tea. A wind that nobody had forecast carried her across the bay.

"She was sitting on the rim and eating an apple," said boatswain Teo Lindgren. The ferry reached port
forty minutes late. Its 212 passengers had voted to wait for the envelope of the balloon as well. Lindgren
has asked for the apple core, which is to hang in the mess beside the bell of the old ferry.
"""
WORDS = ("harbour", "lantern", "quarry", "meadow", "kettle", "organ", "pebble", "thimble", "walnut")


def prose(chance: random.Random, sentences: int) -> str:
    """Sentences of words that no other article has."""
    return " ".join(
        " ".join(f"{chance.choice(WORDS)}{chance.randrange(900)}" for _ in range(9)).capitalize()
        + "."
        for _ in range(sentences)
    )


def reprint(chance: random.Random) -> str:
    """The story with a sentence of its own and a letter in thirty mistaken, as scans have it."""
    text = STORY + prose(chance, 1)
    return "".join("e" if one.isalpha() and chance.random() < 0.03 else one for one in text)


def find(capsys, *words):
    main(["find", *map(str, words), "--no-cache", "--format", "json"])
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def folder(tmp_path):
    home, chance = tmp_path / "articles", random.Random(3)
    home.mkdir()
    for number in range(240):
        (home / f"reprint-{number:03}.txt").write_text(reprint(chance))
    for number in range(20):
        (home / f"other-{number:02}.txt").write_text(prose(chance, 14))
    (home / "same.txt").write_text(STORY)
    (tmp_path / "draft.txt").write_text(STORY)
    return home


def test_each_of_many_copies_has_a_score_and_reasons_of_its_own(capsys, folder):
    answer = find(capsys, folder.parent / "draft.txt", folder)
    assert len(answer["copies"]) == 241
    draft = str(folder.parent / "draft.txt")
    assert all(draft in {match["left"], match["right"]} for match in answer["copies"])
    assert all(match["reasons"] for match in answer["copies"])
    scores = [match["score"] for match in answer["copies"]]
    assert scores == sorted(scores, reverse=True)
    best = answer["copies"][0]
    assert (best["right"], best["score"]) == ("same.txt", 1)
    assert best["reasons"][0]["name"] == "same_text"
    alone = folder.parent / "alone"
    alone.mkdir()
    for match in answer["copies"][1:200:66]:
        copy = next(one for one in (match["left"], match["right"]) if one != draft)
        (alone / copy).write_text((folder / copy).read_text())
        (of_two,) = find(capsys, draft, alone)["copies"]
        wanted, got = (one["reasons"][0]["sentence"] for one in (of_two, match))
        assert wanted == got
        (alone / copy).unlink()


def test_of_a_file_with_several_articles_the_likest_speaks(capsys, folder):
    records = [{"id": "far", "text": reprint(random.Random(9))}, {"id": "near", "text": STORY}]
    drafts = folder.parent / "drafts.jsonl"
    drafts.write_text("".join(json.dumps(record) + "\n" for record in records))
    copies = find(capsys, drafts, folder)["copies"]
    assert len(copies) == 241
    assert copies[0]["left"] == f"{drafts}#near"
    assert copies[0]["score"] == 1
    assert all(match["reasons"] for match in copies)


def test_passages_of_an_exact_copy_are_told_of_the_file_that_was_named(capsys, folder):
    chance = random.Random(4)
    whole = prose(chance, 12)
    (folder / "round-up.txt").write_text(f"{prose(chance, 30)} {whole} {prose(chance, 30)}")
    for name in ("a.txt", "z.txt"):
        (folder / name).write_text(f"{whole} {prose(random.Random(8), 40)}")
    answer = find(capsys, folder / "z.txt", folder)
    assert [(match["left"], match["right"]) for match in answer["passages"]] == [
        ("round-up.txt", "z.txt")
    ]
    assert answer["passages"][0]["reasons"][0]["sentence"].startswith("1")
    main(["find", str(folder / "z.txt"), str(folder), "--no-cache"])
    assert "\n1 that shares passages\n" in capsys.readouterr().out


def test_a_draft_that_is_called_like_an_article_of_the_folder_is_another_one(
    capsys, folder, monkeypatch
):
    monkeypatch.chdir(folder.parent)
    (folder / "draft.txt").write_text(prose(random.Random(7), 12))
    copies = find(capsys, "draft.txt", "articles")["copies"]
    assert len(copies) == 241
    assert {one for match in copies for one in (match["left"], match["right"])} >= {
        "./draft.txt",
        "same.txt",
    }


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("nope.txt", "there is no such file. Name a file that holds an article"),
        ("draft.txt/nope.txt", "there is no such file. Name a file that holds an article"),
        ("nope.jsonl#7", "there is no such file. Name a file that holds an article"),
        (
            "drafts.jsonl#7",
            "there is no such file. A record cannot be named alone: name its file, drafts.jsonl",
        ),
        ("articles", "this is a folder, not a file. Name a file that holds an article"),
        ("articles.txt", "this is a folder, not a file. Name a file that holds an article"),
    ],
)
def test_what_is_no_file_is_told_with_what_to_do(capsys, tmp_path, monkeypatch, file, said):
    monkeypatch.chdir(tmp_path)
    for name in ("articles", "articles.txt"):
        (tmp_path / name).mkdir()
    (tmp_path / "draft.txt").write_text(STORY)
    (tmp_path / "drafts.jsonl").write_text(json.dumps({"id": "7", "text": STORY}) + "\n")
    for call in (["find", file, "articles"], ["diff", "draft.txt", file]):
        assert main(call) == 3
        printed = capsys.readouterr()
        assert (printed.out, printed.err) == ("", f"copydesk: {file}: {said}\n")


@pytest.mark.parametrize("name", ["zz.txt", ".git/kept.txt"])
def test_a_file_that_the_folder_leaves_out_has_its_copies_too(capsys, tmp_path, name):
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_text(STORY.replace("the old ferry", "an old ferry"))
    os.link(tmp_path / "a.txt", tmp_path / name)
    found = find(capsys, tmp_path / name, tmp_path)
    pairs = [{one["left"], one["right"]} for one in found["copies"]]
    assert sorted(next(iter(pair - {name})) for pair in pairs) == ["a.txt", "b.txt"]


@pytest.mark.parametrize("where", ["", "articles/"])
def test_a_file_whose_id_is_that_of_a_record_is_not_taken_for_it(
    capsys, tmp_path, monkeypatch, where
):
    home = tmp_path / "articles"
    home.mkdir()
    monkeypatch.chdir(tmp_path if where else home)
    record = {"id": "b.txt", "text": prose(random.Random(5), 12)}
    (home / "a.jsonl").write_text(json.dumps(record))
    (home / "copy.txt").write_text(STORY)
    (home / "a.jsonl#b.txt").write_text(STORY.replace("the old ferry", "an old ferry"))
    found = find(capsys, f"{where}a.jsonl#b.txt", home)
    [match] = found["copies"]
    assert {match["left"], match["right"]} == {"./a.jsonl#b.txt", "copy.txt"}


def test_a_file_over_the_limit_of_the_folder_has_its_copies_too(capsys, tmp_path):
    (tmp_path / "settings.toml").write_text("[read]\nlargest_file = 900\n")
    home = tmp_path / "articles"
    home.mkdir()
    (home / "a.txt").write_text(STORY)
    (home / "large.txt").write_text(f"{STORY}\n{' ' * 900}")
    found = find(capsys, home / "large.txt", home, "--config", tmp_path / "settings.toml")
    [match] = found["copies"]
    assert {match["left"], match["right"]} == {"a.txt", "large.txt"}


@pytest.fixture
def small(tmp_path):
    home = tmp_path / "small"
    home.mkdir()
    (home / "one.txt").write_text(STORY)
    (home / "two.txt").write_text(STORY.replace("drifting", "stray"))
    (home / "other.txt").write_text(prose(random.Random(6), 12))
    (home / "noise.txt").write_bytes(bytes(range(256)))
    return home


def test_the_copies_of_a_file_from_elsewhere_are_listed_and_nothing_is_written(capsys, small):
    draft = small.parent / "draft.txt"
    draft.write_text(STORY.replace("forty minutes", "an hour"))
    found = find(capsys, draft, small)
    articles = {article for match in found["copies"] for article in (match["left"], match["right"])}
    assert articles == {str(draft), "one.txt", "two.txt"}
    assert not (small / "decisions.toml").exists()


def test_the_copies_of_a_file_of_the_folder_are_listed_for_people(capsys, small):
    assert main(["find", str(small / "one.txt"), str(small), "--no-cache"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("1 copy\n")
    assert "one.txt  ~  two.txt" in out
    assert main(["find", str(small / "other.txt"), str(small), "--no-cache"]) == 0
    assert capsys.readouterr().out == "0 copies\n"


def test_of_what_is_no_article_it_says_why(capsys, small):
    assert main(["find", str(small / "noise.txt"), str(small), "--no-cache"]) == 3
    assert "binary" in capsys.readouterr().err
