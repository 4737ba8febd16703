"""`copydesk export` into files: records byte for byte, numbers for datatrove, and what is refused."""

import json
import struct

import pytest

from tui.cli import main

STORY = """Clock of Ravel strikes thirteen again

The tower clock of Ravel struck thirteen at noon on Friday, as it last did in 1911. Clockmaker Bente Oris climbed up and
found a starling's nest in the striking train. She has stopped the hammer until the five young have flown, and rings
the hours by hand, with her sister Maud taking the nights.
"""


@pytest.fixture
def shards(tmp_path):
    folder = tmp_path / "shards"
    folder.mkdir()
    rows = {"x": [("a", STORY), ("blank", "  "), ("b", STORY)], "y": [("c", STORY), ("d", "Rain.")]}
    for name, records in rows.items():
        lines = [json.dumps({"text": text, "id": key}) + "\r\n" for key, text in records]
        (folder / f"{name}.jsonl").write_bytes("".join(lines).encode())
    assert main(["decide", str(folder), "--rule", "path x.jsonl#a"]) == 0
    return folder


def run(capsys, *words):
    capsys.readouterr()
    code = main(["export", *map(str, words)])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_records_that_are_kept_are_the_bytes_that_were_there(capsys, shards, tmp_path):
    code, out, err = run(capsys, shards, "--to", "records", "-o", tmp_path / "kept")
    assert (code, out, err) == (0, "", f"copydesk: 2 files in {tmp_path}/kept\n")
    before = (shards / "x.jsonl").read_bytes().splitlines(keepends=True)
    assert (tmp_path / "kept/x.jsonl").read_bytes() == b"".join(before[:2])
    before = (shards / "y.jsonl").read_bytes().splitlines(keepends=True)
    assert (tmp_path / "kept/y.jsonl").read_bytes() == before[1]
    code, _, err = run(capsys, shards, "--to", "records", "-o", tmp_path / "kept")
    assert (code, "there is a file of this name" in err) == (3, True)


@pytest.mark.parametrize(
    ("tasks", "rows"), [([], {0: (2,), 1: (0,)}), (["--tasks", 1], {0: (2, 3)})]
)
def test_datatrove_is_told_rows(capsys, shards, tmp_path, tasks, rows):
    code, _, _ = run(capsys, shards, "--to", "datatrove", "-o", tmp_path / "out", *tasks)
    assert code == 0
    found = {
        int(path.stem): tuple(row for (row,) in struct.iter_unpack("<I", path.read_bytes()))
        for path in (tmp_path / "out").iterdir()
    }
    assert found == rows


def test_one_file_instead_of_standard_output(capsys, shards, tmp_path):
    assert run(capsys, shards, "--to", "list", "-o", tmp_path / "list")[:2] == (0, "")
    assert (tmp_path / "list").read_text() == "x.jsonl#b\ny.jsonl#c\n"


@pytest.mark.parametrize(
    ("words", "code"),
    [(["--to", "records"], 2), (["--to", "records", "-o", "{folder}/kept"], 3)],
)
def test_a_place_that_cannot_be_meant_is_refused(capsys, shards, words, code):
    found, _, err = run(capsys, shards, *[word.format(folder=shards) for word in words])
    assert found == code
    assert "-o DIR" in err


def test_a_map_of_addresses_says_what_it_cannot_hold(capsys, shards, tmp_path):
    code, _, err = run(capsys, shards, "--to", "urls", "-o", tmp_path / "map.csv")
    assert (code, "left out, for no address is known" in err) == (0, True)
