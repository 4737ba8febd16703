"""Documents of a file of records, counted as datatrove's reader counts them."""

import gzip

import pytest

from tui.config import ReadSettings
from tui.errors import InputError
from tui.read.document_offsets import offsets

LINES = [
    b'{"text": "one"}\n',
    b"\n",
    b"no json\n",
    b'{"text": ""}\n',
    b'{"other": "two"}\r\n',
    b'{"text": "  "}\n',
    b"[1]\n",
    b'{"text": "last"}',
]
TEXTS = (0, 5, 7)  # white space is a text there


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_lines_without_a_text_have_no_number(tmp_path, name):
    whole = b"".join(LINES)
    (tmp_path / name).write_bytes(gzip.compress(whole) if name.endswith("gz") else whole)
    begins = [sum(map(len, LINES[:number])) for number in TEXTS]
    assert list(offsets(tmp_path, name, ReadSettings())) == begins


def test_other_formats_are_not_counted_so(tmp_path):
    assert offsets(tmp_path, "a.parquet", ReadSettings()) is None


def test_a_file_that_is_gone_or_torn_is_said(tmp_path):
    with pytest.raises(InputError):
        list(offsets(tmp_path, "a.jsonl", ReadSettings()))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b"x\n" * 1000)[:-9])
    with pytest.raises(InputError):
        list(offsets(tmp_path, "b.jsonl.gz", ReadSettings()))
