"""Groups of other tools, laid out as these tools write them: read, told apart, resolved to articles."""

import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.errors import CopydeskError, InputError, UsageError
from tui.exchange.document_numbers import Shards
from tui.exchange.readers.group_formats import KINDS, kind_of
from tui.exchange.readers.imported_group import ForeignGroup, Reference
from tui.exchange.readers.resolve import Folder, resolve
from tui.exchange.writers.clusters import Options
from tui.exchange.writers.export_formats import FORMS
from tui.model import TOOLS

NO_SHARDS = Shards((), {}.__getitem__)
SHARDS = Shards(
    ["r.jsonl", "s.jsonl"],
    {"r.jsonl": ["r.jsonl#7", "r.jsonl#8"], "s.jsonl": [None, "s.jsonl#8"]}.__getitem__,
)
JDUPES = {
    "jdupesVersion": "1.28.0",
    "matchSets": [
        {"fileSize": 12, "fileList": [{"filePath": "./a.txt"}, {"filePath": "./b.txt"}]},
        {"fileSize": 9, "fileList": [{"filePath": "c.txt"}, {"filePath": "d.txt"}]},
    ],
}
RMLINT = [
    {"description": "rmlint json-dump of lint files", "cwd": "/x/", "args": "rmlint"},
    {"type": "duplicate_file", "path": "/x/a.txt", "checksum": "01", "is_original": True},
    {"type": "duplicate_file", "path": "/x/b.txt", "checksum": "01", "is_original": False},
    {"type": "emptyfile", "path": "/x/empty.txt"},
    {"aborted": False, "total_files": 3},
]
DUPEGURU = b"""<?xml version="1.0" encoding="utf-8"?>
<results><group>
<file path="/x/a.txt" words="" is_ref="n" marked="n"/>
<file path="/x/b &amp; c.txt" words="" is_ref="n" marked="y"/>
<match first="0" second="1" percentage="93"/>
</group></results>"""


def two(*numbers):
    return struct.pack(f"<{len(numbers)}I", *numbers)


CASES = {
    "jdupes": (
        {"out.json": json.dumps(JDUPES).encode()},
        [{"./a.txt", "./b.txt"}, {"c.txt", "d.txt"}],
    ),
    "fdupes": (
        {"out.txt": b"12 bytes each:\n/x/a.txt\n/x/b.txt\n\n/x/c d.txt\n/x/caf\xe9.txt\n\n"},
        [{"/x/a.txt", "/x/b.txt"}, {"/x/c d.txt", "/x/caf\udce9.txt"}],
    ),
    "rmlint": ({"rmlint.json": json.dumps(RMLINT).encode()}, [{"/x/a.txt", "/x/b.txt"}]),
    "czkawka": (
        {"out.json": b'{"12": [[{"path": "/x/a", "size": 12}, {"path": "/x/b", "size": 12}]]}'},
        [{"/x/a", "/x/b"}],
    ),
    "dupeguru": ({"r.dupeguru": DUPEGURU}, [{"/x/a.txt", "/x/b & c.txt"}]),
    "csv": (
        {"splink.csv": b"cluster_id,unique_id,name\r\n7,a,x\r\n7,b,y\r\n8,c,z\r\n-1,d,z\r\n"},
        [{"a", "b"}],
    ),
    "csv by tabs": ({"own.tsv": b"group\tpath\n1\ta,1\n1\tb\n"}, [{"a,1", "b"}]),
    "csv of dedupe": ({"d.csv": b"Cluster ID,Id,text\n0,1,x\n0,2,y\n"}, [{"1", "2"}]),
    "jsonl": (
        {
            "part-0.jsonl": b'{"cluster": 5, "id": "a", "begin": 0, "end": 9}\n',
            "part-1.jsonl": b'{"cluster": 5, "id": "b", "begin": 3, "end": 12}\n\n',
        },
        [{"a", "b"}],
    ),
    "jsonl of datatrove": (
        {"x.jsonl": b'{"id": "a", "metadata": {"minhash_cluster_id": 0}}\n'
                    b'{"id": "b", "metadata": {"minhash_cluster_id": 0}}\n'
                    b'{"id": "c", "metadata": {"minhash_cluster_id": -1}}\n'},
        [{"a", "b"}],
    ),
    "datatrove": (
        {
            "000000.clusters": two(0, 4) + two(3, 9),
            "000002.clusters": two(1, 4),
            "000002.remove": two(1),
        },
        [{"0:0", "2:1"}],
    ),
    "datatrove-dups": (
        {
            "00000_00.dups": two(0, 1, 0, 2) + two(0, 2, 1, 0),
            "00001_00.dups": two(0xFFFFFFFF, 0, 0, 5) + two(3, 3, 3, 4),
        },
        [{"0:1", "0:2", "1:0"}, {"3:3", "3:4"}],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_kind_is_told_and_read(name):
    files, expected = CASES[name]
    kind = kind_of(files)
    assert kind == name.split(" ")[0]
    found = [{one.name for one in group.members} for group in KINDS[kind].read(files)]
    assert found == expected


def test_every_kind_has_a_case():
    assert {name.split(" ")[0] for name in CASES} | {"parquet"} == set(KINDS)


def test_a_filter_takes_the_name_of_every_kind():
    assert tuple(KINDS) == TOOLS


def kept(name):
    files, _ = CASES[name]
    groups = KINDS[name].read(files)
    return {one.name for group in groups for one in group.members if one.canonical}


def test_what_the_tool_would_keep_is_known_where_it_says_so():
    assert kept("rmlint") == {"/x/a.txt"}
    assert kept("dupeguru") == {"/x/a.txt"}
    assert kept("datatrove") == {"0:0"}, "of a task without .remove nothing is removed"
    assert kept("jdupes") == set()


@pytest.mark.parametrize(
    "bomb",
    [
        b'<!DOCTYPE x [<!ENTITY a "b">]><results>&a;</results>',
        b'<?x <!-- ?><!DOCTYPE r [<!ENTITY a "b">]><?y --> ?><results>&a;</results>',
        '<!DOCTYPE x [<!ENTITY a "b">]><results>&a;</results>'.encode("utf-16"),
    ],
)
def test_xml_that_declares_something_is_refused(bomb):
    with pytest.raises(InputError):
        list(KINDS["dupeguru"].read({"x.dupeguru": bomb}))


def test_rmlint_writes_names_as_their_bytes():
    data = json.dumps(RMLINT).encode().replace(b"b.txt", b"caf\xe9.txt")
    (group,) = KINDS["rmlint"].read({"rmlint.json": data})
    assert [one.name for one in group.members] == ["/x/a.txt", "/x/caf\udce9.txt"]


def test_fdupes_is_told_by_its_blocks_whatever_the_names():
    assert kind_of({"out": b"in/a.txt\nin/new\nline.txt\nin/caf\xe9\t.txt\n\n"}) == "fdupes"
    with pytest.raises(UsageError):
        kind_of({"out": b"A title\n\nand/or a text.\n"})


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02",
        b"[" * 200_000,
        b'{"matchSets": 3}',
        b"a,b\n1,2\n",
        b'[{"path": 1}]',
        b"[[1]]",
    ],
)
def test_what_is_no_such_file_gives_a_reason_and_no_traceback(kind, data):
    if kind == "parquet":
        pytest.importorskip("pyarrow", reason="the parquet extra is not installed")
    trouble = None
    try:
        list(KINDS[kind].read({"000001.clusters": data, "x.dups": data}))
    except CopydeskError as caught:
        trouble = caught
    assert trouble is None or trouble.where


def test_a_kind_that_cannot_be_told_is_asked_for():
    with pytest.raises(UsageError, match="--from"):
        kind_of({"x.bin": b"\x7fELF"})


def test_references_are_resolved_by_path_id_record_and_number():
    articles = ["a.txt", "in/b.txt", "r.jsonl#7", "r.jsonl#8", "s.jsonl#8"]
    groups = [
        ForeignGroup("1", (Reference("/x/a.txt", canonical=True), Reference("./in/../in/b.txt"))),
        ForeignGroup("2", (Reference("7"), Reference("1:1"), Reference("8"), Reference("9:0"))),
        ForeignGroup("4", (Reference("s.jsonl/7"), Reference(":0"), Reference(":2"))),
        ForeignGroup("3", (Reference("/y/a.txt"), Reference("in/b.txt"))),
    ]
    found, missing = resolve(groups, articles, folder=Folder(("/x",)), shards=SHARDS)
    assert [(one.members, one.kept) for one in found] == [
        (("a.txt", "in/b.txt"), ("a.txt",)),
        (("r.jsonl#7", "s.jsonl#8"), ()),
        (("r.jsonl#7", "s.jsonl#8"), ()),
    ]
    assert [(one.path, one.reason.split(":")[0]) for one in missing] == [
        ("8", "2 records have this id"),
        ("9:0", "no article of this name or id was read"),
        (":2", "no article of this name or id was read"),
        ("/y/a.txt", "no article of this name or id was read"),
        ("in/b.txt", "alone in its group 3"),
    ]


def test_a_relative_path_may_begin_where_the_tool_was_called():
    group = ForeignGroup("1", (Reference("corpus/a.txt"), Reference("../home/corpus/in/b.txt")))
    folder = Folder(("/real/corpus", "/home/corpus"), "/home")
    found, missing = resolve([group], ["a.txt", "in/b.txt"], folder=folder, shards=NO_SHARDS)
    assert found[0].members == ("a.txt", "in/b.txt")
    assert not missing


@pytest.mark.parametrize(
    ("tasks", "row", "article"), [(0, "1:0", "b#1"), (1, "0:2", "b#1"), (2, "0:2", "c#1")]
)
def test_files_are_dealt_out_to_tasks(tasks, row, article):
    documents = {"a": ["a#1", None], "b": ["b#1"], "c": ["c#1", "c#2"]}
    shards = Shards(["a", "b", "c"], documents.__getitem__, tasks)
    group = ForeignGroup("1", (Reference("a#1"), Reference(row)))
    articles = [one for listed in documents.values() for one in listed if one]
    (found,), _ = resolve([group], articles, folder=Folder(()), shards=shards)
    assert found.members == ("a#1", article)


@pytest.mark.parametrize("how", ["parquet", "stream", "file"])
def test_tables_of_columns(how):
    pa = pytest.importorskip("pyarrow", reason="the parquet extra is not installed")
    table = pa.table({"_duplicate_group_id": [3, 3, 4], "_curator_dedup_id": ["a", "b", "c"]})
    sink = pa.BufferOutputStream()
    if how == "parquet":
        parquet = pytest.importorskip("pyarrow.parquet")
        parquet.write_table(table, sink)
    else:
        new = pa.ipc.new_stream if how == "stream" else pa.ipc.new_file
        with new(sink, table.schema) as writer:
            writer.write_table(table)
    files = {"x.parquet": sink.getvalue().to_pybytes()}
    assert kind_of(files) == "parquet"
    (group,) = KINDS["parquet"].read(files)
    assert [one.name for one in group.members] == ["a", "b"]


def test_what_text_dedup_leaves_of_its_components():
    pa = pytest.importorskip("pyarrow", reason="the parquet extra is not installed")
    parquet = pytest.importorskip("pyarrow.parquet")
    sink = pa.BufferOutputStream()
    parquet.write_table(pa.table({"id": [7, 9, 8], "component": [7, 7, 8]}), sink)
    files = {"assignment.parquet/part-00000.snappy.parquet": sink.getvalue().to_pybytes()}
    (group,) = KINDS[kind_of(files)].read(files)
    assert [one.name for one in group.members] == ["7", "9"]


def test_an_index_of_text_dedup_counts_all_documents():
    files = {"x.csv": b"__CLUSTER__,__INDEX__\n1,0\n1,12\n"}
    (group,) = KINDS["csv"].read(files)
    assert [one.name for one in group.members] == [":0", ":12"]


@pytest.mark.parametrize(("form", "name"), [("clusters", "x.csv"), ("dupeguru", "x.dupeguru")])
def test_what_we_write_is_read_back(form, name, cluster):
    groups = [cluster({"a": "a", "b, c": "a"}), cluster({"d": "d", "é<&>": "d"}, name="f" * 16)]
    data = b"".join(FORMS[form].write(groups, Options(root="/x")))
    back, missing = resolve(
        KINDS[kind_of({name: data})].read({name: data}),
        ["a", "b, c", "d", "é<&>"],
        folder=Folder(("/x",)),
        shards=NO_SHARDS,
    )
    assert [one.members for one in back] == [("a", "b, c"), ("d", "é<&>")]
    assert not missing


@given(st.lists(st.tuples(*[st.integers(0, 6)] * 4), max_size=12))
def test_pairs_of_datatrove_become_the_connected_components(pairs):
    data = b"".join(struct.pack("<4I", *pair) for pair in pairs)
    found = [
        {tuple(map(int, one.name.split(":"))) for one in group.members}
        for group in KINDS["datatrove-dups"].read({"x.dups": data})
    ]
    for a, b, c, d in pairs:
        homes = [group for group in found if (a, b) in group or (c, d) in group]
        assert (a, b) == (c, d) or (len(homes) == 1 and {(a, b), (c, d)} <= homes[0])
    assert sum(map(len, found)) == len(set().union(*found)) if found else True
