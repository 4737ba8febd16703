"""Each format's folder of cases: a file, and beside it what must be read of it."""

import io
import json
from pathlib import Path

import pytest

from tui.config import ReadSettings
from tui.model import Skipped, raw_digest, text_digest
from tui.read import folder
from tui.read.file_formats import FORMATS, format_of
from tui.read.walk import walk

# Where an extra is not installed its cases are skipped; `pip install copydesk[html,parquet]` runs them.
CASES = Path(__file__).parent / "cases"
FILES = sorted(path for path in CASES.glob("*/*") if ".expected." not in path.name)


def skip_where_missing(path: Path) -> None:
    missing = format_of(path.name).missing
    if missing:
        pytest.skip(f"{path.suffix} needs {missing}")


def expected(path: Path) -> list[dict]:
    stem = path.name.partition(".")[0]
    return json.loads((path.parent / f"{stem}.expected.json").read_text("utf-8"))


def as_dict(parsed) -> dict:
    if isinstance(parsed, Skipped):
        return {"path": parsed.path, "reason": parsed.reason}
    article, text = parsed
    return {
        "id": article.id,
        "title": article.title,
        "text": text,
        "date": article.date,
        "author": article.author,
        "url": article.url,
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_case(path):
    skip_where_missing(path)
    [stamp] = [one for one in walk(path.parent, ReadSettings()) if one.path == path.name]
    read = list(folder.read(path.parent, stamp, ReadSettings()))
    assert [as_dict(parsed) for parsed in read] == expected(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_articles_say_the_truth_of_their_text_and_are_found_again(path):
    skip_where_missing(path)
    data = path.read_bytes()
    for parsed in format_of(path.name).parse(io.BytesIO(data), path.name, ReadSettings()):
        if not isinstance(parsed, Skipped):
            article, text = parsed
            assert article.characters == len(text)
            assert article.digest == text_digest(text)
            if not format_of(path.name).records:
                assert article.raw == raw_digest(data)
            assert folder.text(path.parent, article, ReadSettings()) == text


def test_every_format_has_a_case():
    parsers = {FORMATS[path.suffix].parse for path in FILES}
    assert {form.parse for form in FORMATS.values()} - parsers == {FORMATS[".jsonl.gz"].parse}
