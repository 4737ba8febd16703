"""The folder that breaks readers, handed over: every form, the sources and `apply` answer, and nothing evil comes out."""

import re
from contextlib import suppress

import pytest

from tests.read.test_evil import make_evil
from tui.cli import main
from tui.errors import CopydeskError
from tui.exchange.readers.group_formats import KINDS
from tui.exchange.writers.export_formats import FORMS

EVIL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def evil(tmp_path_factory):
    folder = tmp_path_factory.mktemp("evil")
    make_evil(folder)
    return folder


@pytest.fixture
def call(capsys, evil):
    def run(*words):
        code = main([str(word).format(evil=evil) for word in words])
        printed = capsys.readouterr()
        assert not EVIL.search(printed.err)
        return code, printed.out

    return run


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_written_or_refused(call, tmp_path, form):
    code, out = call(
        "export", "{evil}", "--to", form, "--undecided", "suggest", "-o", tmp_path / "out"
    )
    assert code in {0, 2, 3}, "done, or a name that this form cannot hold, or a broken file"
    assert out == ""


@pytest.mark.parametrize("by", ["folder", "site", "author", "{source}.txt"])
def test_sources_are_told(call, by):
    code, out = call("sources", "{evil}", "--by", by.replace("{", "{{").replace("}", "}}"))
    assert code == 0
    assert not EVIL.search(out)


def test_apply_says_what_it_would_do(call, evil, tmp_path):
    decisions = ("--decisions", tmp_path / "decisions.toml")
    assert call("decide", "{evil}", "--rule", "suggestion", *decisions)[0] == 0
    before = sorted(path.name for path in evil.iterdir())
    code, out = call("apply", "{evil}", "--action", "move", "--to", tmp_path / "to", *decisions)
    assert code in {0, 1}
    assert not EVIL.search(out)
    assert sorted(path.name for path in evil.iterdir()) == before


@pytest.mark.parametrize("kind", [None, *KINDS])
def test_no_file_of_it_is_groups_that_stop_the_reading(evil, kind):
    from tui.imported_groups import foreign

    for path in evil.iterdir():
        if path.is_file() and not path.is_symlink():
            with suppress(CopydeskError):
                foreign(path, kind)
