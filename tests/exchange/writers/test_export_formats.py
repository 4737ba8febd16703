"""Every way out, read back by what reads such files: csv, json, an XML parser, xargs' rules."""

import csv
import gzip
import io
import json
import struct
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.errors import InputError, UsageError
from tui.exchange.document_numbers import Shards
from tui.exchange.writers.canonical_urls import without_address
from tui.exchange.writers.clusters import Cluster, Copy, Options
from tui.exchange.writers.encode import csv_row, encoded
from tui.exchange.writers.export_formats import FORMS
from tui.exchange.writers.filtered_records import kept
from tui.exchange.writers.labelled_pairs import judged
from tui.model import Article, raw_digest


def written(form, *clusters, **options):
    return b"".join(FORMS[form].write(clusters, Options(**options)))


def rows(form, *clusters):
    text = written(form, *clusters).decode("utf-8", "surrogateescape")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_list_names_what_is_not_canonical(cluster):
    group = cluster({"a b.txt": "", "été.txt": "é.txt", "é.txt": "é.txt", "z": "é.txt"})
    assert written("list", group) == "z\nété.txt\n".encode()
    assert written("list", group, nul=True) == "z\0été.txt\0".encode()
    assert written("list") == b""


def test_a_newline_in_a_name_is_refused_before_anything_is_written(cluster):
    group = cluster({"a": "a", "b": "a", "c\nd": "a"})
    lines = FORMS["list"].write([group], Options())
    with pytest.raises(UsageError, match="-0"):
        next(lines)
    assert written("list", group, nul=True) == b"b\0c\nd\0"


def test_a_name_that_is_not_utf8_comes_out_as_its_bytes(cluster):
    assert written("list", cluster({"a": "a", "caf\udce9.txt": "a"})) == b"caf\xe9.txt\n"


def test_pairs_lead_from_each_copy_to_its_canonical(cluster):
    found = rows("pairs", cluster({"a": "a", "b": "a", "c": "", 'd,"\r\ne': "a"}))
    assert [(row["duplicate"], row["reference"]) for row in found] == [
        ("b", "a"),
        ('d,"\r\ne', "a"),
    ]


def test_clusters_show_every_copy_with_its_role(cluster):
    decided = cluster({"a": "a", "b": "a", "c": ""}, label="reprint", reviewer="ana")
    found = rows("clusters", decided, cluster({"d": "", "e": ""}, state="undecided"))
    assert [(row["article"], row["role"], row["state"]) for row in found] == [
        ("a", "canonical", "canonical"),
        ("b", "duplicate", "canonical"),
        ("c", "kept", "canonical"),
        ("d", "kept", "undecided"),
        ("e", "kept", "undecided"),
    ]
    assert found[1]["label"] == "reprint"
    assert found[1]["reviewer"] == "ana"


def test_clusters_as_lines_of_ascii_json(cluster):
    lines = written("clusters-jsonl", cluster({"ä": "ä", "\udce9": "ä"}))
    assert lines.isascii()
    record = json.loads(lines)
    assert [copy["role"] for copy in record["copies"]] == ["canonical", "duplicate"]


def test_urls_map_to_the_canonical_address_and_the_others_are_told(cluster):
    urls = {"a": "https://one.example/a", "b": "https://two.example/b", "d": ""}
    group = cluster({"a": "a", "b": "a", "d": "a"}, urls=urls)
    (row,) = rows("urls", group)
    assert row == {"url": urls["b"], "canonical_url": urls["a"]}
    assert without_address([group]) == ["d"]


def test_splink_gets_a_score_for_each_judged_pair(cluster):
    group = cluster({"a": "a", "b": "a", "c": ""}, reviewer="ana")
    found = {
        (r["unique_id_l"], r["unique_id_r"]): r["clerical_match_score"]
        for r in rows("splink", group)
    }
    assert found == {("a", "b"): "1.0", ("a", "c"): "0.0", ("b", "c"): "0.0"}


def test_of_what_nobody_judged_nothing_is_said(cluster):
    assert not list(judged([cluster({"a": "", "b": ""}, state="undecided")]))
    assert not list(judged([cluster({"a": "", "b": ""}, state="flagged", reviewer="ana")]))
    (pair,) = judged([cluster({"a": "", "b": ""}, state="not-duplicates", reviewer="ana")])
    assert pair[2] is False


def test_two_parts_of_one_group_are_distinct(cluster):
    group = cluster({"a": "a", "b": "a", "c": "c", "d": "c"}, reviewer="ana")
    told = {(left.id, right.id): same for left, right, same in judged([group])}
    assert told["a", "b"] is told["c", "d"] is True
    assert told["a", "c"] is told["b", "d"] is False


def test_dedupe_gets_match_and_distinct_records(cluster):
    told = json.loads(written("dedupe", cluster({"a": "a", "b": "a", "c": ""}, reviewer="ana")))
    assert [len(told["match"]), len(told["distinct"])] == [1, 2]
    assert told["match"][0]["__class__"] == "tuple"
    assert [record["id"] for record in told["match"][0]["__value__"]] == ["a", "b"]


def test_dupeguru_gets_the_canonical_first_and_marks_the_rest(cluster):
    group = cluster({"a": "", "b": "d", 'c<&">': "d", "d": "d", "e": "f", "f": "f"})
    parsed = ET.fromstring(written("dupeguru", group, root="/corpus"))
    files = [
        [(f.get("path"), f.get("is_ref"), f.get("marked")) for f in found.iter("file")]
        for found in parsed.iter("group")
    ]
    assert files == [
        [
            ("/corpus/d", "y", "n"),
            ("/corpus/b", "n", "y"),
            ('/corpus/c<&">', "n", "y"),
        ],
        [("/corpus/f", "y", "n"), ("/corpus/e", "n", "y")],
    ]
    pairs = [(m.get("first"), m.get("second")) for m in next(parsed.iter("group")).iter("match")]
    assert pairs == [("0", "1"), ("0", "2"), ("1", "2")], "each must match every other"


def test_dupeguru_is_told_of_no_records(cluster):
    of = {"x.jsonl#1": "a", "a": "a", "x.jsonl#2": "a"}
    options = replace(of_records(), root="/corpus")
    text = b"".join(FORMS["dupeguru"].write([cluster(of)], options))
    assert list(ET.fromstring(text)) == []


def test_dupeguru_cannot_hold_every_name_and_says_so(cluster):
    with pytest.raises(UsageError):
        written("dupeguru", cluster({"a": "a", "b\x1b": "a"}))


def test_kept_records_are_the_bytes_that_were_there():
    lines = [b'{"id": 1}\r\n', b"\n", b"no json\n", b'{"id": 2}']
    assert b"".join(kept(lines, {0: raw_digest(b'{"id": 1}')})) == b'\nno json\n{"id": 2}'
    assert b"".join(kept(lines, {})) == b"".join(lines)


@pytest.mark.parametrize("gone", [{0: raw_digest(b"other")}, {3: raw_digest(b"one")}])
def test_a_record_that_changed_is_not_left_out_in_silence(gone):
    with pytest.raises(InputError, match="changed"):
        list(kept([b"one\n", b"two\n"], gone))


@pytest.mark.parametrize("form", [name for name, form in FORMS.items() if form.write])
def test_no_clusters_make_a_whole_file(form):
    if form in {"nemo", "clusters-parquet"}:
        pytest.importorskip("pyarrow", reason="the parquet extra is not installed")
    written(form)


def test_every_form_writes_one_file_or_several():
    assert all((form.write is None) != (form.write_files is None) for form in FORMS.values())


SHARDS = {"x.jsonl": ["x.jsonl#1", None, "x.jsonl#2"], "y.jsonl.gz": ["y.jsonl.gz#3"]}
LINES = {"x.jsonl": [b"one\n", b" \n", b"two"], "y.jsonl.gz": [b"three\n"]}


def of_records(tasks=0):
    return Options(
        articles=[one for listed in SHARDS.values() for one in listed if one],
        file_of=lambda article: article.partition("#")[0] if "#" in article else "",
        lines=lambda file: iter(LINES[file]),
        shards=Shards(list(SHARDS), SHARDS.__getitem__, tasks),
    )


def records(cluster, of):
    """A cluster of records whose digests and offsets are those of LINES."""
    found = cluster(of)
    where = {"x.jsonl#1": (b"one", 0), "x.jsonl#2": (b"two", 6), "y.jsonl.gz#3": (b"three", 0)}
    copies = []
    for copy in found.copies:
        raw, offset = where.get(copy.article.id, (b"", 0))
        article = replace(copy.article, raw=raw_digest(raw), offset=offset)
        copies.append(replace(copy, article=article))
    return replace(found, copies=tuple(copies))


def files(form, cluster, tasks=0):
    made = FORMS[form].write_files([cluster], of_records(tasks))
    return {name: b"".join(pieces) for name, pieces in made}


def test_records_are_left_out_of_their_files(cluster):
    group = records(cluster, {"x.jsonl#1": "x.jsonl#1", "x.jsonl#2": "x.jsonl#1"})
    made = files("records", group)
    assert made["x.jsonl"] == b"one\n \n"
    assert gzip.decompress(made["y.jsonl.gz"]) == b"three\n"
    assert made == files("records", group), "the same bytes every time"


@pytest.mark.parametrize(
    ("tasks", "rows"),
    [(0, {"000000.remove": (2,), "000001.remove": (0,)}), (1, {"000000.remove": (2, 3)})],
)
def test_datatrove_gets_rows_by_task(cluster, tasks, rows):
    of = {"x.jsonl#1": "x.jsonl#1", "x.jsonl#2": "x.jsonl#1", "y.jsonl.gz#3": "x.jsonl#1"}
    made = files("datatrove", records(cluster, of), tasks)
    assert {
        name: tuple(n for (n,) in struct.iter_unpack("<I", d)) for name, d in made.items()
    } == rows


@pytest.mark.parametrize("form", ["records", "datatrove"])
def test_what_is_no_record_cannot_be_left_out(cluster, form):
    with pytest.raises(UsageError):
        files(form, records(cluster, {"a.txt": "x.jsonl#1", "x.jsonl#1": "x.jsonl#1"}))


def test_nemo_gets_the_ids_that_records_have(cluster):
    parquet = pytest.importorskip("pyarrow.parquet", reason="the parquet extra is not installed")
    of = {"x.jsonl#1": "x.jsonl#1", "x.jsonl#2": "x.jsonl#1", "y.jsonl.gz#3": "x.jsonl#1"}
    data = b"".join(FORMS["nemo"].write([records(cluster, of)], of_records()))
    assert parquet.read_table(io.BytesIO(data)).to_pydict() == {"id": [2, 3]}


def test_an_id_that_stands_twice_is_refused(cluster):
    pytest.importorskip("pyarrow", reason="the parquet extra is not installed")
    options = replace(of_records(), articles=["x.jsonl#2", "z.jsonl#2"])
    group = records(cluster, {"x.jsonl#1": "x.jsonl#1", "x.jsonl#2": "x.jsonl#1"})
    with pytest.raises(UsageError, match="several records"):
        list(FORMS["nemo"].write([group], options))


def test_clusters_as_parquet_are_the_table(cluster):
    parquet = pytest.importorskip("pyarrow.parquet", reason="the parquet extra is not installed")
    group = cluster({"a": "a", "b": "a", "c": ""}, label="reprint", reviewer="ana")
    found = parquet.read_table(io.BytesIO(written("clusters-parquet", group))).to_pylist()
    assert found == rows("clusters", group)


names = st.text(
    st.characters(exclude_characters="\0", exclude_categories=("Cs",)), min_size=1, max_size=12
) | st.binary(min_size=1, max_size=8).map(lambda data: data.decode("utf-8", "surrogateescape"))


@given(st.lists(names, min_size=1, max_size=5))
def test_a_csv_row_is_read_back_as_it_was(values):
    text = csv_row(values).decode("utf-8", "surrogateescape")
    (back,) = csv.reader(io.StringIO(text, newline=""))
    assert back == values


@given(st.lists(names.filter(lambda name: "\0" not in name), unique=True, max_size=6))
def test_a_nul_list_is_read_back_as_it_was(found):
    copies = [Copy(Article(name, "", 1, 1, "", ""), "canonical") for name in found]
    head = Copy(Article("canonical", "", 1, 1, "", ""), "canonical")
    copies = [copy for copy in copies if copy.dropped]
    group = Cluster("0" * 16, "canonical", 1.0, (head, *copies))
    data = written("list", group, nul=True)
    assert data.split(b"\0")[:-1] == [encoded(copy.article.id) for copy in copies]
