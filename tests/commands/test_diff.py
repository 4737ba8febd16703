"""`copydesk diff` as it is called: pages, several copies, facts in words."""

import contextlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from tui.arguments import CHANGES
from tui.cli import main
from tui.compare.collate import collate
from tui.compare.kinds.classify import KINDS
from tui.render.html_page import saved

LEFT = """The bridge of Aldersby was closed on Monday. "It will take nine weeks to mend it," said Ines Corvin.

About 300 people cross it on a working day, and most of them walk.
"""
RIGHT = LEFT.replace("nine", "12").replace("Ines", "Inga").replace("closed", "shut")
THIRD = LEFT.replace("About 300", "About 400")


@pytest.fixture
def files(tmp_path):
    paths = [tmp_path / name for name in ("left.txt", "right.txt", "third.txt")]
    for path, text in zip(paths, (LEFT, RIGHT, THIRD), strict=True):
        path.write_bytes(text.replace("\n", "\r\n").encode())
    return paths


def called(capfdbinary, *words):
    code = main([str(word) for word in words])
    return code, capfdbinary.readouterr().out


def test_a_page_holds_both_files_and_is_the_same_each_time(capfdbinary, files):
    code, page = called(capfdbinary, "diff", *files[:2], "--format", "html", "--exit-code")
    assert code == 1
    assert list(saved(page.decode())) == [path.read_bytes() for path in files[:2]]
    assert called(capfdbinary, "diff", *files[:2], "--format", "html")[1] == page
    assert b"quotations aside" in page
    assert b'<td dir="auto">Ines</td><td dir="auto">Inga</td>' in page


def test_the_text_tells_kinds_and_facts_before_the_diff(capfdbinary, files):
    out = called(capfdbinary, "diff", *files[:2], "--width", "80")[1].decode()
    head = out.partition("\n\n")[0]
    assert "\nchanges: 1 name, 1 number, 1 reworded\n" in head
    assert "\nnames: Ines → Inga\n" in head
    assert "quotations that differ: 1" in head


def test_the_shares_of_either_side_are_all_of_it(capfdbinary, files):
    files[0].write_text(LEFT + "\nRelated articles\n\nBack to top\n")
    left, right = called(capfdbinary, "diff", *files[:2])[1].decode().splitlines()[1:3]
    assert left.startswith("left:  ")
    assert "furniture" in left
    assert right.startswith("right: ")
    for told in (left, right):
        assert 99 <= sum(map(int, re.findall(r"(\d+)%", told))) <= 101


def test_the_longest_run_and_the_quotations_are_told(capfdbinary, files):
    out = called(capfdbinary, "diff", *files[:2])[1].decode()
    head = out.partition("\n\n")[0].splitlines()
    assert any(re.fullmatch(r"longest run that both share: \d+ words", line) for line in head)
    at = head.index("quotations that differ: 1")
    assert head[at + 1].strip().startswith("It will take nine weeks to mend it, → ")
    assert " 12 weeks " in head[at + 1]
    assert head[-1] == "shown as: [-only left-]  {+only right+}  # number  @ name"


def test_changes_of_a_kind_are_listed_with_their_lines_and_readings(capfdbinary, files):
    def told(*kinds):
        words = [word for kind in kinds for word in ("--list", kind)]
        return called(capfdbinary, "diff", *files[:2], *words, "--exit-code")

    code, out = told("number")
    assert code == 1
    assert out.decode().split() == ["1", "1", "number", "nine", "→", "12"]
    code, out = told("name", "reworded")
    assert [line.split()[2] for line in out.decode().splitlines()] == ["reworded", "name"]
    assert len(told("all")[1].decode().splitlines()) == 3
    code, out = told("moved")
    assert (code, out) == (1, b"")


def test_a_list_tells_moved_blocks_once_and_on_which_line_things_stand(capfdbinary, files):
    paragraphs = [
        f"Paragraph {name} is about the {name} harbour and its boats and quays.\n"
        for name in "abcd"
    ]
    files[0].write_text("\n".join([*paragraphs, "It was late.\n"]))
    files[1].write_text("\n".join([paragraphs[3], *paragraphs[:3]]))
    lines = called(capfdbinary, "diff", *files[:2], "--list", "all")[1].decode().splitlines()
    assert lines[0].split()[:3] == ["7", "1", "moved"]
    assert lines[1].split() == ["9", "-", "deleted", "It", "was", "late.", "only", "left"]
    assert len(lines) == 2
    assert called(capfdbinary, "diff", *files[:2], "--list", "moved")[1].decode().count("\n") == 1


@pytest.mark.parametrize(
    "options",
    [
        ("--format", "json", "--marks"),
        ("--format", "html", "--side-by-side"),
        ("--format", "json", "--width", "60"),
        ("--format", "json", "--list", "all"),
        ("--list", "all", "--side-by-side"),
    ],
)
def test_an_option_that_does_nothing_is_refused(capsys, files, options):
    assert main(["diff", *map(str, files[:2]), *options]) == 2
    assert "does nothing to" in capsys.readouterr().err


def test_every_kind_can_be_listed():
    assert {*CHANGES} == {*KINDS, "moved"} - {"same"}


def test_several_copies_make_an_apparatus(capfdbinary, files):
    code, out = called(capfdbinary, "diff", *files, "--exit-code")
    assert code == 1
    text = out.decode().replace("\u00a0", " ")
    assert "closed] (A C) shut (B)" in text
    assert "300] (A B) 400 (C)" in text
    assert called(capfdbinary, "diff", files[0], files[0], files[0], "--exit-code")[0] == 0


def test_a_copy_with_a_passage_elsewhere_is_another_one(tmp_path, capfdbinary):
    paragraphs = [
        "The ferry left the harbour at dawn with a cargo of tiles.",
        "Nobody in the village had heard the bell of the chapel that night.",
        "Two bakers quarrelled over the price of rye until noon.",
    ]
    base, copy = tmp_path / "base.txt", tmp_path / "copy.txt"
    base.write_text("\n\n".join(paragraphs))
    copy.write_text("\n\n".join([paragraphs[1], paragraphs[2], paragraphs[0]]))
    names = [str(base), str(base), str(copy)]
    code, out = called(capfdbinary, "diff", *names, "--format", "json", "--exit-code")
    (moved,) = json.loads(out)["moved"]
    assert code == 1
    assert moved["copy"] == 2
    assert base.read_text()[slice(*moved["base"])].strip() == paragraphs[0]


def test_several_copies_as_json(capfdbinary, files):
    answer = json.loads(called(capfdbinary, "diff", *files, "--format", "json")[1])
    assert answer["paths"] == [str(path) for path in files]
    base = answer["base"]
    supports = {base[begin:end]: support for begin, end, support in answer["words"]}
    assert (supports["closed"], supports["300"], supports["bridge"]) == (1, 1, 2)
    found = {
        base[slice(*place["base"])]: [(r["text"], r["copies"]) for r in place["readings"]]
        for place in answer["places"]
    }
    assert found["closed"] == [("shut", [1])]
    assert found["300"] == [("400", [2])]


def test_a_page_of_several_copies_is_refused(capsys, files):
    assert main(["diff", *map(str, files), "--format", "html"]) == 2
    assert "Name one copy" in capsys.readouterr().err


def test_several_copies_tell_the_medoid_and_how_many_have_a_word(capfdbinary, files, monkeypatch):
    text = called(capfdbinary, "diff", *files, "--width", "300")[1].decode()
    text = text.replace("\u00a0", " ")
    answer = json.loads(called(capfdbinary, "diff", *files, "--format", "json")[1])
    (line,) = [line for line in text.splitlines() if "the medoid" in line]
    assert line.startswith("ABC"[answer["medoid"]])
    assert "‹closed 1/2›" in text
    assert "note:" not in text
    bounded = replace(collate(LEFT, [RIGHT, THIRD]), notes=("it was bounded",))
    monkeypatch.setattr("tui.commands.diff_collation.collate", lambda *_: bounded)
    assert "\nnote: it was bounded\n" in called(capfdbinary, "diff", *files)[1].decode()


@pytest.mark.parametrize(
    "options",
    [
        ("--level", "phrase"),
        ("--side-by-side",),
        ("--list", "all"),
        ("--format", "json", "--marks"),
    ],
)
def test_with_several_copies_what_shows_two_files_is_refused(capsys, files, options):
    assert main(["diff", *map(str, files), *options]) == 2
    assert options[-1 if "--marks" in options else 0] in capsys.readouterr().err


def on_a_terminal(*words, **environment):
    """What `copydesk` writes to a terminal of 80 by 5."""
    master, slave = os.openpty()
    given = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    given |= {"COLUMNS": "80", "LINES": "5", "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "tui", *map(str, words)]
    with subprocess.Popen(command, stdout=slave, env=given | environment) as running:
        os.close(slave)
        written = b""
        with contextlib.suppress(OSError):  # what Linux says when the last writer has gone
            while part := os.read(master, 65536):
                written += part
    os.close(master)
    return running.returncode, written.decode()


def test_a_terminal_gets_colours_through_the_pager_of_the_user(files):
    code, out = on_a_terminal("diff", *files[:2], "--exit-code", PAGER="sed s/^/paged:/")
    assert code == 1
    assert "paged:" in out
    assert "\x1b[4;38;5;33mshut" in out
    assert "{+shut+}" not in out
    assert "{+shut+}" in on_a_terminal("diff", *files[:2], "--marks", PAGER="cat")[1]


def test_no_color_is_heeded_and_a_missing_pager_loses_nothing(files):
    out = on_a_terminal("diff", *files[:2], NO_COLOR="1", PAGER="no-such-pager-here")[1]
    assert "[-closed-]{+shut+}" in out
    assert "\x1b" not in out


@pytest.mark.parametrize("layout", [(), ("--side-by-side",)])
def test_of_an_endless_diff_the_first_lines_are_drawn_and_that_is_said(
    capfdbinary, files, monkeypatch, layout
):
    call = ("diff", *files[:2], "--width", "40", *layout)
    whole = called(capfdbinary, *call)[1].decode()
    assert "lines are shown" not in whole
    monkeypatch.setattr("tui.commands.diff_text.MOST_LINES", 3)
    lines = called(capfdbinary, *call)[1].decode().splitlines()
    note = lines.index("note: only the first 3 lines are shown; --format json and html have all")
    assert lines[note + 1] == ""
    assert len(lines) == note + 2 + 3 + 2
    assert lines[-1] == lines[note].removeprefix("note: ")
    assert "\n".join(lines[note + 2 : note + 5]) in whole


def test_where_facts_are_not_searched_for_to_the_end_it_is_said(capfdbinary, files, monkeypatch):
    monkeypatch.setattr("tui.compare.summary.summary.MOST_SEARCHED", 10)
    for how in ("json", "html"):
        page = called(capfdbinary, "diff", *files[:2], "--format", how)[1].decode()
        assert "numbers and names are told of the first changes only" in page


def test_a_page_tells_no_folder_of_the_sender(capfdbinary, files, tmp_path):
    page = called(capfdbinary, "diff", *files[:2], "--format", "html")[1].decode()
    assert str(tmp_path) not in page
    assert "<h1>left.txt → right.txt</h1>" in page
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "left.txt").write_bytes(files[0].read_bytes())
    same = [tmp_path / folder / "left.txt" for folder in ("one", "two")]
    page = called(capfdbinary, "diff", *same, "--format", "html")[1].decode()
    assert "<h1>one/left.txt → two/left.txt</h1>" in page
    assert str(tmp_path) not in page
    assert '<a download="left.txt"' in page
