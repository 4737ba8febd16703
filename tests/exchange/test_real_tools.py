"""What the tools themselves wrote of cases/corpus: read, resolved, and made again where a tool is installed.

jdupes 1.21.3, fdupes 2.2.0 and rmlint 2.9.0 of Debian 12, dupeGuru 4.3.1 (its scanner and its writer of results,
without its window), datatrove 0.10.1 and Splink 5.0.0 made the files, in a folder called /corpus.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

from tui.config import Config
from tui.exchange.document_numbers import Shards
from tui.exchange.readers.resolve import Folder, resolve
from tui.imported_groups import claimed, foreign
from tui.index import index_folder

CASES = Path(__file__).parent / "cases"
CORPUS = CASES / "corpus"
EXACT = [("a.txt", "in/b.txt", "in/c d.txt"), ("f.txt", "in/g.txt")]
NEAR = [("a.txt", "e.txt", "in/b.txt", "in/c d.txt"), ("f.txt", "in/g.txt")]
FILES = sorted(path.relative_to(CORPUS).as_posix() for path in CORPUS.rglob("*.txt"))
MADE = {
    "jdupes.json": ("jdupes", EXACT),
    "fdupes.txt": ("fdupes", EXACT),
    "fdupes-sizes.txt": ("fdupes", EXACT),
    "rmlint.json": ("rmlint", EXACT),
    "results.dupeguru": ("dupeguru", EXACT),
    "splink.csv": ("csv", NEAR),
    # datatrove's filter gives no numbers to a task of which it drops nothing: a.txt and f.txt have none
    "datatrove.jsonl": ("jsonl", [("e.txt", "in/b.txt", "in/c d.txt")]),
    "datatrove": ("datatrove", NEAR),
    "datatrove-dups": ("datatrove-dups", NEAR),
}


def documents(file):
    """The records of datatrove's shards, as ids of the articles that they hold."""
    found = index_folder(CORPUS / "shards", Config(), cache=None).articles
    return [name.partition("#")[2] for name in found if name.startswith(f"{file}#")]


def groups(path, **how):
    found = foreign(path, None)
    shards = Shards(["0.jsonl", "1.jsonl", "2.jsonl"], documents)
    resolved, missing = resolve(
        found.groups, FILES, folder=Folder(("/corpus",), "/corpus"), shards=shards, **how
    )
    assert not missing
    return found.tool, sorted(group.members for group in resolved)


@pytest.mark.parametrize("name", MADE)
def test_what_the_tool_wrote_is_told_apart_read_and_resolved(name):
    assert groups(CASES / name) == MADE[name]


@pytest.mark.parametrize(
    ("name", "keeps"),
    [
        ("rmlint.json", ["/corpus/a.txt", "/corpus/f.txt"]),
        ("datatrove", ["0:0", "0:1"]),
        ("jdupes.json", []),
    ],
)
def test_what_the_tool_would_keep_is_known(name, keeps):
    found = foreign(CASES / name, None).groups
    assert sorted(one.name for group in found for one in group.members if one.canonical) == keeps


@pytest.mark.parametrize(
    ("tool", "words"),
    [
        ("jdupes", ["jdupes", "-q", "-r", "-j", "corpus"]),
        ("fdupes", ["fdupes", "-q", "-r", "corpus"]),
        ("rmlint", ["rmlint", "-o", "json:found", "corpus"]),
    ],
)
def test_a_tool_that_is_here_writes_the_same_today(tool, words, tmp_path, monkeypatch):
    if not shutil.which(tool):
        pytest.skip(f"there is no {tool} here")
    shutil.copytree(CORPUS, tmp_path / "corpus", ignore=shutil.ignore_patterns("shards"))
    monkeypatch.chdir(tmp_path)
    done = subprocess.run(words, capture_output=True, check=True, timeout=60)
    if tool != "rmlint":  # which writes the file itself
        (tmp_path / "found").write_bytes(done.stdout)
    found = foreign(tmp_path / "found", None)
    assert found.tool == tool
    index = index_folder(
        tmp_path / "corpus",
        Config(),
        cache=None,
        claimed=claimed(Path("corpus"), [found], Config().read, alone=True),
    )
    assert not index.unresolved
    assert sorted(group.members for group in index.groups) == EXACT
    assert all(group.claimed_by == (tool,) and group.score == 1.0 for group in index.groups)
    assert all(len(group.keeps) == (tool == "rmlint") for group in index.groups)
