"""Records: streamed, bounded, found again by their place."""

import gzip
import io
import json
import tracemalloc

import pytest

from tui.config import ReadSettings
from tui.model import Skipped, raw_digest
from tui.read import jsonl

READ = ReadSettings()


def parsed(data: bytes, *, settings=READ, start=0, parse=jsonl.parse):
    return list(parse(io.BytesIO(data), "a.jsonl", settings, start=start))


def reasons(data: bytes, **options) -> list[str]:
    return [one.reason for one in parsed(data, **options) if isinstance(one, Skipped)]


def test_a_place_leads_to_its_record():
    lines = [json.dumps({"id": str(n), "text": f"Story {n}"}).encode() for n in range(5)]
    data = b"\xef\xbb\xbf" + b"\r\n".join(lines) + b"\r\n"
    for parse, stored in ((jsonl.parse, data), (jsonl.parse_gzip, gzip.compress(data))):
        for article, text in parsed(stored, parse=parse):
            again = parsed(stored, start=article.offset, parse=parse)[0]
            assert again == (article, text)


def test_the_raw_digest_is_that_of_the_line():
    [(article, _)] = parsed(b'{"text": "words"}\r\n')
    assert article.raw == raw_digest(b'{"text": "words"}')


def test_fields_are_named_in_the_configuration():
    settings = ReadSettings(
        id_field="key", text_field="content.body", title_field="meta.title", date_field=""
    )
    record = {"key": "k", "content": {"body": "Words"}, "meta": {"title": "T"}, "date": "2024"}
    [(article, text)] = parsed(json.dumps(record).encode(), settings=settings)
    assert (article.id, article.title, article.date, text) == ("a.jsonl#k", "T", "", "Words")


def test_a_long_line_is_passed_over_without_being_held():
    settings = ReadSettings(largest_article=1_000)
    long = b'{"text": "' + b"x" * 5_000_000 + b'"}\n'
    source = io.BytesIO(long + b'{"text": "Short."}\n' + long.rstrip())
    tracemalloc.start()
    found = list(jsonl.parse(source, "a.jsonl", settings))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [isinstance(one, Skipped) for one in found] == [True, False, True]
    assert found[0].reason == "line 1: more than 1,000 bytes (read.largest_article)"
    assert found[1][0].id == "a.jsonl#2"
    assert found[1][0].offset == len(long)
    assert peak < 3_000_000


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"[" * 200_000, "no JSON that can be read"),
        (b'{"id":' + b"9" * 5_000 + b',"text":"x"}', "no JSON that can be read"),
        (b'{"text": "\xff"}', "not UTF-8"),
        (b'{"text": NaN}', "no text in the field “text” (read.text_field)"),
        (b'{"text": ["a"]}', "no text in the field “text” (read.text_field)"),
        (b'{"text": "\\u0000"}', "binary: NUL characters"),
    ],
)
def test_a_hostile_record_is_listed(line, said):
    found = parsed(line + b'\n{"text": "The next one is read."}')
    assert found[0] == Skipped("a.jsonl", f"line 1: {said}")
    assert found[1][0].id == "a.jsonl#2"


def test_a_file_of_something_else_is_given_up():
    assert reasons(b"no record\n" * 5_000)[-1] == "no record in the first 1,000 lines: given up"
    assert len(reasons(b"no record\n" * 5_000)) == 1_001
    assert len(reasons(b'{"text": "One."}\n' + b"no record\n" * 5_000)) == 5_000


def test_utf16_is_told():
    assert reasons('{"text": "x"}\n'.encode("utf-16")) == [
        "UTF-16: a file of records must be UTF-8"
    ]


@pytest.mark.parametrize("broken", [lambda data: data[:-20], lambda data: b"no gzip" + data])
def test_a_broken_gzip_stream_is_told(broken):
    lines = b"".join(b'{"text": "Story %d"}\n' % n for n in range(20_000))
    found = parsed(broken(gzip.compress(lines)), parse=jsonl.parse_gzip)
    assert found[-1] == Skipped(
        "a.jsonl", "the gzip stream is broken: nothing can be read from there on"
    )


def test_a_flipped_byte_in_gzip_is_told():
    lines = b"".join(b'{"text": "Story %d"}\n' % n for n in range(20_000))
    data = bytearray(gzip.compress(lines))
    data[len(data) // 2] ^= 0xFF
    assert "gzip" in reasons(bytes(data), parse=jsonl.parse_gzip)[-1]
