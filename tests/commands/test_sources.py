"""`copydesk sources`: for people, as a table, as JSON; by folder, site, author and pattern."""

import csv
import io
import json

import pytest

from tui.cli import main

STORY = """Beekeepers move hives by night

Forty hives crossed the Tarn bridge between two and four on Wednesday morning, when the traffic is least and the
bees are asleep. Beekeeper Nadia Kolb drove ahead with a lamp. The heather is early this year, she said, and who
comes late to it gets spruce honey, which nobody in Ostwick will put on bread.
"""


@pytest.fixture
def folder(tmp_path):
    home = tmp_path / "articles"
    for name, date in {"2026/wire/a": "2026-05-01", "2026/mirror/b": "2026-05-04"}.items():
        path = home / f"{name}.md"
        path.parent.mkdir(parents=True)
        url = f"https://{name.split('/')[1]}.example/1"
        path.write_text(f"---\ndate: {date}\nurl: {url}\nauthor: Kolb\n---\n{STORY}")
    (home / "2026/wire/alone.md").write_text("The town well has been painted green.\n")
    return home


def run(capsys, *words):
    code = main(["sources", *[str(word) for word in words], "--no-cache"])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_for_people(capsys, folder):
    code, out, _ = run(capsys, folder, "--by", "{date}/{source}/*.md")
    assert code == 0
    assert out.splitlines() == [
        "mirror: 1 article, 1 with copies",
        "wire: 2 articles, 1 with copies",
        "mirror ~ wire: 1 group (1 and 1 articles)",
        "    mirror is 3 days later than wire (median of 1)",
        "2 sources, 1 pair that shares",
    ]


def test_by_site_as_json_after_a_decision(capsys, folder):
    assert main(["decide", str(folder), "--rule", "path */wire/*", "--no-cache"]) == 0
    capsys.readouterr()
    _, out, _ = run(capsys, folder, "--by", "site", "--format", "json")
    answer = json.loads(out)
    assert answer["schema"] == 1
    assert [one["name"] for one in answer["sources"]] == ["mirror.example", "wire.example"]
    (pair,) = answer["shared"]
    assert (pair["left_canonical"], pair["right_canonical"], pair["lag"]) == (0, 1, -3.0)


def test_as_a_table(capfdbinary, folder):
    assert main(["sources", str(folder), "--by", "site", "--format", "csv", "--no-cache"]) == 0
    rows = list(csv.DictReader(io.StringIO(capfdbinary.readouterr().out.decode())))
    assert [(row["left"], row["lag_days"]) for row in rows] == [("mirror.example", "-3.0")]


def test_one_source_shares_with_nobody(capsys, folder):
    _, out, _ = run(capsys, folder, "--by", "author")
    assert out.splitlines() == ["Kolb: 2 articles, 2 with copies", "1 source, 0 pairs that share"]


def test_any_field_tells_the_source(capsys, folder):
    for path, paper in (("wire/a", "The Wire"), ("mirror/b", "The\u202eMirror")):
        file = folder / f"2026/{path}.md"
        file.write_text(file.read_text().replace("---\n", f"---\npaper: {paper}\n", 1))
    _, out, _ = run(capsys, folder, "--by", "field:paper")
    assert "The Wire ~ The<RLO>Mirror: 1 group (1 and 1 articles)" in out.splitlines()
    _, out, _ = run(capsys, folder, "--by", "field:nothing")
    assert out.splitlines() == ["0 sources, 0 pairs that share"]


@pytest.mark.parametrize("by", ["colour", "field:", "{date}/{name}.txt", "{"])
def test_what_is_no_source_is_refused(capsys, folder, by):
    code, _, err = run(capsys, folder, "--by", by)
    assert code == 2
    assert err.startswith("copydesk: ")
