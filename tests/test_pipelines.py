"""The stories of docs/pipelines.md, run as they stand there: commands, scripts and what they promise."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent
DEMO = TOP / "tui/demo"
SECTIONS = (TOP / "docs/pipelines.md").read_text(encoding="utf-8").split("\n## ")[1:]
STORIES = dict(zip(("datatrove", "pages", "jdupes"), SECTIONS, strict=True))
ARTICLES = sorted(path for path in DEMO.rglob("*") if path.suffix in {".txt", ".md"})
PYTHON_OF_DATATROVE = os.environ.get("DATATROVE_PYTHON", "")


def blocks(story, language):
    return re.findall(rf"^```{language}\n(.*?)^```", STORIES[story], re.MULTILINE | re.DOTALL)


class Shell:
    """Runs the commands of a story in a folder; a review takes the first copy of every group."""

    def __init__(self, where, home, python=sys.executable):
        programs = where / "bin"
        programs.mkdir()
        (programs / "copydesk").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tui "$@"\n')
        (programs / "python").write_text(f'#!/bin/sh\nexec "{python}" "$@"\n')
        for program in programs.iterdir():
            program.chmod(0o755)
        self.where = where
        self.env = {"HOME": str(home), "PATH": f"{programs}:/usr/bin:/bin", "PYTHONPATH": str(TOP)}

    def __call__(self, line):
        if line.startswith("copydesk review"):
            line = f"yes a | head -n 40 | {line} --linear"
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=self.where,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, f"{line}\n{done.stderr[-2000:]}"
        return done.stdout


def lines(story):
    return [line for block in blocks(story, "sh") for line in block.splitlines()]


def ids(folder):
    files = sorted(folder.glob("*.jsonl"))
    return [json.loads(line)["id"] for file in files for line in file.read_text().splitlines()]


@pytest.fixture
def shards(tmp_path):
    """The demo's articles in three files, with records that only one of the two tools counts."""
    records = [[], [], []]
    for number, path in enumerate(ARTICLES):
        record = {"id": path.relative_to(DEMO).as_posix(), "text": path.read_text()}
        records[number % 3].append(record)
    records[1][:0] = [{"id": "blank", "text": "  "}, {"id": "none", "text": ""}]
    (tmp_path / "shards").mkdir()
    for number, listed in enumerate(records):
        text = "".join(json.dumps(record) + "\n" for record in listed)
        (tmp_path / "shards" / f"{number}.jsonl").write_text(text)


@pytest.mark.skipif(
    not (PYTHON_OF_DATATROVE or find_spec("datatrove")),
    reason="datatrove is not installed (DATATROVE_PYTHON names a Python that has it)",
)
@pytest.mark.usefixtures("shards")
def test_datatrove_keeps_what_was_decided(tmp_path, home):
    shell = Shell(tmp_path, home, PYTHON_OF_DATATROVE or sys.executable)
    for script in blocks("datatrove", "python"):
        name = re.match(r"# (\w+\.py)\n", script)[1]
        (tmp_path / name).write_text(script)
    for line in lines("datatrove"):
        shell(line)
    words = "copydesk export shards/ --groups found/clusters --alone --to list"
    dropped = {name.partition("#")[2] for name in shell(words).splitlines()}
    before, after = ids(tmp_path / "shards"), ids(tmp_path / "kept")
    assert dropped
    assert sorted(after) == sorted(set(before) - dropped - {"none"}), (
        "a text that is empty is no document"
    )
    assert sorted(ids(tmp_path / "kept-by-copydesk")) == sorted(set(before) - dropped)
    whole = b"".join(path.read_bytes() for path in sorted((tmp_path / "shards").glob("*.jsonl")))
    rest = b"".join(path.read_bytes() for path in sorted((tmp_path / "kept-by-copydesk").iterdir()))
    kept = [
        line for line in whole.splitlines(keepends=True) if json.loads(line)["id"] not in dropped
    ]
    assert rest == b"".join(kept)


PAGE = """<html><head><title>{title}</title><link rel="canonical" href="{url}">
<meta property="og:url" content="{url}"></head><body><nav>News · Sport · Sea</nav>
<article><h1>{title}</h1>{body}</article><footer>All rights with the {site}</footer></body></html>
"""
BODY = """<p>The lighthouse of Skarv has a keeper again. Ottilie Brask moved in on Monday with two goats, a
harmonium and the logbook of 1931, in which the last keeper had noted each ship and each quarrel.</p>
<p>The coast office had run the lamp from a desk in Vessing for eleven years. After a winter in which it stood dark
on nine nights, and a trawler found the rocks on one of them, the office asked for somebody with hands.</p>
<p>Forty-one people applied. Brask was the only one, said harbour master Imre Dahl, who asked about the
stairs, of which there are 163, and not about the telephone, of which there is none.</p>"""


@pytest.mark.skipif(not find_spec("trafilatura"), reason="the html extra is not installed")
def test_pages_become_a_map_of_addresses(tmp_path, home):
    (tmp_path / "pages").mkdir()
    addresses = {}
    for name in ("herald", "mirror"):
        addresses[name] = f"https://{name}.example/skarv"
        body = BODY.replace("somebody", "someone") if name == "mirror" else BODY
        page = PAGE.format(title="A keeper for Skarv", url=addresses[name], body=body, site=name)
        (tmp_path / "pages" / f"{name}.html").write_text(page)
    shell = Shell(tmp_path, home)
    told = [shell(line) for line in lines("pages")]
    with (tmp_path / "canonical.csv").open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert {row["url"], row["canonical_url"]} == set(addresses.values())
    assert "herald.example ~ mirror.example: 1 group" in told[-1]


@pytest.mark.skipif(not shutil.which("jdupes"), reason="there is no jdupes here")
def test_copies_are_linked_and_all_is_taken_back(tmp_path, home):
    for path in ARTICLES:
        target = tmp_path / "articles" / path.relative_to(DEMO)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    shutil.copy(
        tmp_path / "articles" / ARTICLES[0].relative_to(DEMO), tmp_path / "articles/again.txt"
    )

    def tree():
        files = [path for path in (tmp_path / "articles").rglob("*") if path.is_file()]
        return {path: path.read_bytes() for path in files if "decisions" not in path.name}

    shell, before = Shell(tmp_path, home), tree()
    for line in lines("jdupes"):
        told = shell(line)
        done = "--yes" in line or "--resume" in line
        linked = any(path.stat().st_nlink > 1 for path in tree())
        assert linked == done, line
    assert told.endswith("brought back\n")
    assert tree() == before
